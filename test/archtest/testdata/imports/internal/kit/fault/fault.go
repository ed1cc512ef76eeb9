package fault

import _ "github.com/payung-id/payung/money"
