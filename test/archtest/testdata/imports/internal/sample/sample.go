package sample

import (
	_ "github.com/payung-id/payung/internal/kit/fault"
	_ "github.com/payung-id/payung/internal/registry/region"
	_ "github.com/payung-id/payung/internal/registry/unit" // want "internal/sample may import only"
	_ "github.com/payung-id/payung/money"
)
