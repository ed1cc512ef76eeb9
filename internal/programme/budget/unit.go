package budget

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// OfUnit lists the live lines of a unit and those below it that lie within a year.
func OfUnit(ctx context.Context, r db.Reader, scope access.Scope, u unit.Unit, year int) ([]Line, error) {
	where, args := scope.Narrow(u.Government, u.Path).SQL(3)
	rows, err := r.Query(ctx, `SELECT l.government_id, l.id, l.unit_id, l.account_code, l.programmes, l.category, l.fund, l.first_month, l.last_month, l.heads, l.ceiling
		FROM budget_line l JOIN unit u ON u.government_id = l.government_id AND u.id = l.unit_id JOIN government g ON g.id = u.government_id
		WHERE l.live AND l.first_month >= $1 AND l.last_month <= $2 AND `+where+` ORDER BY l.id`,
		append([]any{period.MonthOf(year, 1).String(), period.MonthOf(year, 12).String()}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list budget lines of unit: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []Line
	for rows.Next() {
		var l Line
		if err := rows.Scan(&l.Government, &l.ID, &l.Unit, &l.Account, &l.Programmes, &l.Category, &l.Fund, &l.First, &l.Last, &l.Heads, &l.Ceiling); err != nil {
			return nil, fmt.Errorf("list budget lines of unit: %w", err)
		}
		out = append(out, l)
	}
	return out, rows.Err()
}
