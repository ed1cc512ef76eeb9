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
	where, args := scope.Narrow(u.Government, u.Path).SQL(4)
	inside := `SELECT 1 FROM unit u JOIN government g ON g.id = u.government_id LEFT JOIN unit_registration n ON n.government_id = u.government_id AND n.unit_id = u.id
		WHERE u.government_id = p.government_id AND (u.id = p.unit_id OR (p.npp <> '' AND n.npp = p.npp)) AND ` + where
	rows, err := r.Query(ctx, `SELECT p.month, p.reference, p.paid_on, sum(p.amount), max(CASE WHEN p.unit_id = 0 AND EXISTS (SELECT 1 FROM unit_registration o
			JOIN unit ou ON ou.government_id = o.government_id AND ou.id = o.unit_id
			WHERE o.government_id = p.government_id AND o.npp = p.npp AND substr(ou.path, 1, `+fmt.Sprint(len(u.Path))+`) <> $3) THEN 1 ELSE 0 END)
		FROM payment p WHERE p.live AND p.month >= $1 AND p.month <= $2 AND EXISTS (`+inside+`)
		GROUP BY p.month, p.paid_on, p.reference ORDER BY p.month, p.paid_on, p.reference`, append([]any{first.String(), last.String(), u.Path}, args...)...)
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
