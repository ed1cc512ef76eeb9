package dbtest

import _ "github.com/payung-id/payung/internal/platform/db"
