package view

import (
	_ "github.com/payung-id/payung/internal/kit/fault"
	_ "github.com/payung-id/payung/internal/registry/region" // want "internal/door/web/view may import only"
)
