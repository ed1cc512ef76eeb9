package period

import (
	_ "github.com/payung-id/payung/internal/kit/fault" // want "a public library imports only those before it"
	_ "github.com/payung-id/payung/money"
)
