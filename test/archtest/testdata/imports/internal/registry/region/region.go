package region

import (
	_ "github.com/payung-id/payung/internal/platform/db"
	_ "github.com/payung-id/payung/internal/trust/access"
)
