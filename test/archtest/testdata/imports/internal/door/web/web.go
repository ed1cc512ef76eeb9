package web

import (
	_ "github.com/payung-id/payung/internal/door/web/view"
	_ "github.com/payung-id/payung/internal/programme/billing"
)
