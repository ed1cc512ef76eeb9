package billing

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// UnitPayment is what one document paid for one month of a unit and those below it.
type UnitPayment struct {
	Month     period.Month
	Reference string
	PaidOn    period.Date
	Amount    money.Rupiah
	Shared    bool // the employer registration also stands for units outside: the amount is not this unit's alone
}

// OfUnit lists the live payments of a unit and those below it for months from first to last, by month and day: rows that
// name one of the units, and rows of their employer registrations.
func OfUnit(ctx context.Context, r db.Reader, scope access.Scope, u unit.Unit, first, last period.Month) ([]UnitPayment, error) {
	where, args := scope.Narrow(u.Government, u.Path).SQL(6)
	rows, err := r.Query(ctx, `WITH inside AS (SELECT u.id FROM unit u JOIN government g ON g.id = u.government_id WHERE u.government_id = $1 AND `+where+`),
			ours AS (SELECT n.npp FROM unit_registration n WHERE n.government_id = $1 AND n.unit_id IN (SELECT id FROM inside)),
			theirs AS (SELECT n.npp FROM unit_registration n JOIN unit o ON o.government_id = n.government_id AND o.id = n.unit_id
				WHERE n.government_id = $1 AND substr(o.path, 1, $2) <> $3)
		SELECT p.month, p.reference, p.paid_on, sum(p.amount), max(CASE WHEN p.unit_id = 0 AND p.npp IN (SELECT npp FROM theirs) THEN 1 ELSE 0 END)
		FROM payment p WHERE p.government_id = $1 AND p.live AND p.month >= $4 AND p.month <= $5
			AND (p.unit_id IN (SELECT id FROM inside) OR (p.npp <> '' AND p.npp IN (SELECT npp FROM ours)))
		GROUP BY p.month, p.paid_on, p.reference ORDER BY p.month, p.paid_on, p.reference`,
		append([]any{u.Government, len(u.Path), u.Path, first.String(), last.String()}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list payments of unit: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []UnitPayment
	for rows.Next() {
		var p UnitPayment
		var month, day string
		var shared int
		if err := rows.Scan(&month, &p.Reference, &day, &p.Amount, &shared); err != nil {
			return nil, fmt.Errorf("list payments of unit: %w", err)
		}
		p.Shared = shared == 1
		if p.Month, err = period.ParseMonth(month); err != nil {
			return nil, err
		}
		if day != "" {
			if p.PaidOn, err = period.ParseDate(day); err != nil {
				return nil, err
			}
		}
		out = append(out, p)
	}
	return out, rows.Err()
}
