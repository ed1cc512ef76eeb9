package db

import (
	_ "database/sql"

	_ "github.com/payung-id/payung/internal/kit/fault"
)
