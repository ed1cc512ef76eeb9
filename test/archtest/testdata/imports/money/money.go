package money

import _ "github.com/payung-id/payung/period" // want "a public library imports only those before it"
