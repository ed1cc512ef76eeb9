package web

import "github.com/payung-id/payung/internal/trust/access"

// trialPermission is what trying a rule on a government's workers needs: it shows totals of units, and nobody's name.
const trialPermission = access.SeeCoverage
