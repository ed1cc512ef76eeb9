package unit

import _ "github.com/payung-id/payung/internal/registry/region"
