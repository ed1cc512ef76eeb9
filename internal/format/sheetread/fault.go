package sheetread

import (
	"github.com/payung-id/payung/internal/kit/fault"
)

// Code names a fault of a whole file.
type Code string

// The codes of unreadable files.
const (
	NotSpreadsheet Code = "FILE_NOT_SPREADSHEET"
	Damaged        Code = "FILE_DAMAGED"
	Encrypted      Code = "FILE_ENCRYPTED"
	TooBig         Code = "FILE_TOO_BIG"
	NoHeader       Code = "FILE_NO_HEADER"
	NoRows         Code = "FILE_NO_ROWS"
)

// Fault says why a file cannot be read; its text tells the person who sent it what to do.
type Fault struct {
	Code Code
	Err  *fault.Error
}

// NewFault returns a fault whose text is Indonesian, with its English in the catalogue.
func NewFault(code Code, format string, args ...any) *Fault {
	kind := fault.Invalid
	if code == TooBig {
		kind = fault.TooBig
	}
	return &Fault{Code: code, Err: fault.New(kind, format, args...)}
}

func (f *Fault) Error() string { return string(f.Code) + ": " + f.Err.Error() }

func (f *Fault) Unwrap() error { return f.Err }

// because keeps the cause for the log.
func (f *Fault) because(err error) *Fault {
	return &Fault{Code: f.Code, Err: f.Err.Because(err)}
}

func damaged(err error) *Fault {
	return NewFault(Damaged, "Berkas rusak atau terpotong sehingga isinya tidak dapat dibaca seluruhnya. Buka berkas aslinya di Excel atau LibreOffice, pilih Simpan Sebagai → Excel Workbook (.xlsx), lalu kirim ulang.").because(err)
}

func tooManyUnpacked(megabytes int64) *Fault {
	return NewFault(TooBig, "Isi berkas terlalu besar: setelah dibuka ukurannya melebihi batas %d MB. Hapus lembar dan baris kosong yang tidak dipakai, atau pecah menjadi beberapa berkas, lalu kirim ulang.", megabytes)
}
