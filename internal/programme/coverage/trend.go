package coverage

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// TrendPoint is one month of a trend. Workers is 0 where no unit had answered: such a month has no share.
type TrendPoint struct {
	Month              period.Month
	Workers, Protected int
}

// Trend returns n months up to and with the last one, the oldest first, from the roll-ups in scope.
func Trend(ctx context.Context, r db.Reader, scope access.Scope, region string, last period.Month, n int) ([]TrendPoint, error) {
	out := make([]TrendPoint, n)
	for i := range out {
		out[i].Month = last.Add(i - n + 1)
	}
	where, args := scope.SQL(4)
	rows, err := r.Query(ctx, `SELECT cr.month, CAST(sum(cr.workers) AS bigint), CAST(sum(cr.protected) AS bigint)
		FROM coverage_rollup cr JOIN unit u ON u.government_id = cr.government_id AND u.id = cr.unit_id JOIN government g ON g.id = u.government_id
		WHERE cr.month >= $1 AND cr.month <= $2 AND ($3 = '' OR substr(u.region_code, 1, length($3)) = $3) AND `+where+` GROUP BY cr.month`,
		append([]any{out[0].Month.String(), last.String(), region}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read trend: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		var p TrendPoint
		if err := rows.Scan(&text, &p.Workers, &p.Protected); err != nil {
			return nil, fmt.Errorf("read trend: %w", err)
		}
		if p.Month, err = period.ParseMonth(text); err != nil {
			return nil, err
		}
		out[int(p.Month-out[0].Month)] = p
	}
	return out, rows.Err()
}

// Months lists the months that have facts in scope, the newest first.
func Months(ctx context.Context, r db.Reader, scope access.Scope) ([]period.Month, error) {
	where, args := scope.SQL(1)
	rows, err := r.Query(ctx, `SELECT DISTINCT cm.month FROM coverage_month cm WHERE EXISTS (SELECT 1 FROM unit u JOIN government g ON g.id = u.government_id
		WHERE u.government_id = cm.government_id AND `+where+`) ORDER BY cm.month DESC`, args...)
	if err != nil {
		return nil, fmt.Errorf("list months: %w", err)
	}
	defer rows.Close()
	var out []period.Month
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, fmt.Errorf("list months: %w", err)
		}
		m, err := period.ParseMonth(text)
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, rows.Err()
}

// UnitTrend returns what the roll-up says of one unit in n months up to and with the last one; months without people are
// left out.
func UnitTrend(ctx context.Context, r db.Reader, government, unit int64, last period.Month, n int) (map[period.Month]Sums, error) {
	rows, err := r.Query(ctx, `SELECT month, workers, budgeted, registered, paid, correct, protected, undecided FROM coverage_rollup
		WHERE government_id = $1 AND unit_id = $2 AND month > $3 AND month <= $4`, government, unit, last.Add(-n).String(), last.String())
	if err != nil {
		return nil, fmt.Errorf("read trend of unit: %w", err)
	}
	defer rows.Close()
	out := map[period.Month]Sums{}
	for rows.Next() {
		var text string
		var s Sums
		if err := rows.Scan(&text, &s.Workers, &s.Budgeted, &s.Registered, &s.Paid, &s.Right, &s.Protected, &s.Undecided); err != nil {
			return nil, fmt.Errorf("read trend of unit: %w", err)
		}
		m, err := period.ParseMonth(text)
		if err != nil {
			return nil, err
		}
		sum := out[m]
		sum.Add(s)
		out[m] = sum
	}
	return out, rows.Err()
}

// Need is what the law asks for everybody of a unit and category in a month.
type Need struct {
	Government, Unit int64
	Category         string
	Workers          int
	Owed             money.Rupiah
}

// Needs lists what the law asks for a month, by unit and category in scope.
func Needs(ctx context.Context, r db.Reader, scope access.Scope, month period.Month) ([]Need, error) {
	where, args := scope.SQL(2)
	rows, err := r.Query(ctx, `SELECT cr.government_id, cr.unit_id, cr.category, CAST(sum(cr.workers) AS bigint), CAST(sum(cr.owed) AS bigint) FROM coverage_rollup cr
		JOIN unit u ON u.government_id = cr.government_id AND u.id = cr.unit_id JOIN government g ON g.id = u.government_id
		WHERE cr.month = $1 AND `+where+` GROUP BY cr.government_id, cr.unit_id, cr.category`, append([]any{month.String()}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read needs of %s: %w", month, err)
	}
	defer rows.Close()
	var out []Need
	for rows.Next() {
		var n Need
		if err := rows.Scan(&n.Government, &n.Unit, &n.Category, &n.Workers, &n.Owed); err != nil {
			return nil, fmt.Errorf("read needs of %s: %w", month, err)
		}
		out = append(out, n)
	}
	return out, rows.Err()
}
