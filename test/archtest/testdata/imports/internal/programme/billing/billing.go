package billing

import _ "github.com/payung-id/payung/internal/programme/coverage"
