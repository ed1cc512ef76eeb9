package region_test

import (
	_ "github.com/payung-id/payung/internal/door/web" // want "a folder imports only from those above it"
	_ "github.com/payung-id/payung/internal/platform/db/dbtest"
)
