package coverage

import (
	_ "github.com/payung-id/payung/internal/programme/budget" // want "it pulls from none of them"
	_ "github.com/payung-id/payung/internal/registry/region"
)
