package attic

import _ "github.com/payung-id/payung/money" // want "no place in the plan"
