package coverage

import (
	"context"
	"fmt"
	"strings"
	"sync"

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

// brief is what a trend needs of a unit and month.
type brief struct {
	month              period.Month
	unit               int64
	workers, protected int
}

// briefs keeps what trends need of each government, up to one last month, until something of it changes. It is safe for
// many goroutines.
type briefs struct {
	mu   sync.Mutex
	kept map[shelfKey]keptBriefs
}

type keptBriefs struct {
	stamp string
	list  []brief
}

// trend returns n months up to and with the survey's, the oldest first, of the units of a region.
func (s *Service) trend(ctx context.Context, r db.Reader, v *survey, region string, n int) ([]TrendPoint, error) {
	out := make([]TrendPoint, n)
	for i := range out {
		out[i].Month = v.month.Add(i - n + 1)
	}
	reached := make(map[[2]int64]bool, len(v.units))
	for _, u := range v.units {
		if strings.HasPrefix(u.Region, region) {
			reached[[2]int64{u.Government, u.ID}] = true
		}
	}
	for i, g := range v.governments {
		list, err := s.briefs.of(ctx, r, shelfKey{g.ID, v.month}, v.shelves[i].stamp, out[0].Month)
		if err != nil {
			return nil, fmt.Errorf("read trend: %w", err)
		}
		for _, b := range list {
			if reached[[2]int64{g.ID, b.unit}] {
				p := &out[int(b.month-out[0].Month)]
				p.Workers += b.workers
				p.Protected += b.protected
			}
		}
	}
	return out, nil
}

func (b *briefs) of(ctx context.Context, r db.Reader, key shelfKey, stamp string, first period.Month) ([]brief, error) {
	b.mu.Lock()
	kept, ok := b.kept[key]
	b.mu.Unlock()
	if ok && stamp != "" && kept.stamp == stamp {
		return kept.list, nil
	}
	list, err := readBriefs(ctx, r, key.government, first, key.month)
	if err != nil || stamp == "" {
		return list, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.kept == nil || len(b.kept) > 200 {
		b.kept = map[shelfKey]keptBriefs{}
	}
	b.kept[key] = keptBriefs{stamp, list}
	return list, nil
}

func readBriefs(ctx context.Context, r db.Reader, government int64, first, last period.Month) ([]brief, error) {
	rows, err := r.Query(ctx, `SELECT month, unit_id, CAST(sum(workers) AS bigint), CAST(sum(protected) AS bigint) FROM coverage_rollup
		WHERE government_id = $1 AND month >= $2 AND month <= $3 GROUP BY month, unit_id`, government, first.String(), last.String())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []brief
	months := map[string]period.Month{}
	for rows.Next() {
		var text string
		var b brief
		if err := rows.Scan(&text, &b.unit, &b.workers, &b.protected); err != nil {
			return nil, err
		}
		m, ok := months[text]
		if !ok {
			if m, err = period.ParseMonth(text); err != nil {
				return nil, err
			}
			months[text] = m
		}
		b.month = m
		out = append(out, b)
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
