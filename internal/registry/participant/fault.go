package participant

import "github.com/payung-id/payung/internal/kit/fault"

var errNoAsOf = fault.New(fault.Usage, "Daftar peserta memerlukan tanggal keadaan data (as-of), misalnya 2026-10-10.")
