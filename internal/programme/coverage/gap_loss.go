package coverage

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Loss counts people by what stops them on the way through the four facts. Each person is counted at the first bar of
// the funnel that they do not pass, so the counts of one bar sum to its loss; the Any counts look at everybody.
type Loss struct {
	NoBudget                           int          // workers whom no budget line took
	Absent, Inactive, Short, Undecided int          // budgeted, and not on the list, not active, programmes missing, in review
	Unpaid, ShortPaid                  int          // budgeted and registered; nothing came, or too little came for all
	Wrong, NoWage                      int          // and paid: too little for this person, or nobody knows the wage
	AnyAbsent, AnyUnpaid               int          // not registered and not in review; registered and not paid
	GapOwed                            money.Rupiah // what the law asks a month for all who are not protected
	RegisteredOwed                     money.Rupiah // and for all who are registered
}

// Add adds the counts of another loss.
func (l *Loss) Add(o Loss) {
	l.NoBudget += o.NoBudget
	l.Absent += o.Absent
	l.Inactive += o.Inactive
	l.Short += o.Short
	l.Undecided += o.Undecided
	l.Unpaid += o.Unpaid
	l.ShortPaid += o.ShortPaid
	l.Wrong += o.Wrong
	l.NoWage += o.NoWage
	l.AnyAbsent += o.AnyAbsent
	l.AnyUnpaid += o.AnyUnpaid
	l.GapOwed += o.GapOwed
	l.RegisteredOwed += o.RegisteredOwed
}

// JobCount counts the people of one unit in one dangerous job.
type JobCount struct {
	Unit             int64
	Job              string
	Workers, Missing int
}

// Losses counts what stops people, per unit, and remembers it until a month is computed anew. It is safe for use by
// several goroutines.
type Losses struct {
	mu   sync.Mutex
	kept map[lossKey]lossOf
}

type lossKey struct {
	government int64
	month      period.Month
}

type lossOf struct {
	stamp string
	units map[int64]Loss
	jobs  []JobCount
}

// NewLosses returns an empty memory.
func NewLosses() *Losses { return &Losses{kept: map[lossKey]lossOf{}} }

// Of returns the losses of each unit of a government, and its people in dangerous jobs.
func (l *Losses) Of(ctx context.Context, r db.Reader, government int64, month period.Month) (map[int64]Loss, []JobCount, error) {
	var stamp string
	err := r.QueryRow(ctx, `SELECT coalesce(max(computed_at), '') FROM coverage_month WHERE government_id = $1 AND month = $2`, government, month.String()).Scan(&stamp)
	if err != nil {
		return nil, nil, fmt.Errorf("read state of %s: %w", month, err)
	}
	key := lossKey{government, month}
	l.mu.Lock()
	kept, ok := l.kept[key]
	l.mu.Unlock()
	if ok && kept.stamp == stamp {
		return kept.units, kept.jobs, nil
	}
	units, err := countLosses(ctx, r, government, month)
	if err != nil {
		return nil, nil, err
	}
	jobs, err := countJobs(ctx, r, government, month)
	if err != nil {
		return nil, nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.kept[key] = lossOf{stamp, units, jobs}
	return units, jobs, nil
}

// lossSQL finds the reason in the text of why, which this package writes: its codes are fixed.
const lossSQL = `SELECT f.unit_id,
	sum(CASE WHEN NOT f.budgeted THEN 1 ELSE 0 END),
	sum(CASE WHEN f.budgeted AND NOT f.registered AND NOT f.undecided AND f.why NOT LIKE '%"in":true%' AND f.why NOT LIKE '%"sp":true%' THEN 1 ELSE 0 END),
	sum(CASE WHEN f.budgeted AND NOT f.registered AND NOT f.undecided AND f.why LIKE '%"in":true%' THEN 1 ELSE 0 END),
	sum(CASE WHEN f.budgeted AND NOT f.registered AND NOT f.undecided AND f.why LIKE '%"sp":true%' THEN 1 ELSE 0 END),
	sum(CASE WHEN f.budgeted AND NOT f.registered AND f.undecided THEN 1 ELSE 0 END),
	sum(CASE WHEN f.budgeted AND f.registered AND NOT f.paid AND f.why NOT LIKE '%"m":%' THEN 1 ELSE 0 END),
	sum(CASE WHEN f.budgeted AND f.registered AND NOT f.paid AND f.why LIKE '%"m":%' THEN 1 ELSE 0 END),
	sum(CASE WHEN f.budgeted AND f.registered AND f.paid AND NOT f.correct AND f.why NOT LIKE '%"nw":true%' THEN 1 ELSE 0 END),
	sum(CASE WHEN f.budgeted AND f.registered AND f.paid AND NOT f.correct AND f.why LIKE '%"nw":true%' THEN 1 ELSE 0 END),
	sum(CASE WHEN NOT f.registered AND NOT f.undecided THEN 1 ELSE 0 END),
	sum(CASE WHEN f.registered AND NOT f.paid THEN 1 ELSE 0 END),
	CAST(sum(CASE WHEN f.registered AND f.paid THEN 0 ELSE f.owed END) AS bigint),
	CAST(sum(CASE WHEN f.registered THEN f.owed ELSE 0 END) AS bigint)
	FROM fact f WHERE f.government_id = $1 AND f.month = $2 GROUP BY f.unit_id`

func countLosses(ctx context.Context, r db.Reader, government int64, month period.Month) (map[int64]Loss, error) {
	rows, err := r.Query(ctx, lossSQL, government, month.String())
	if err != nil {
		return nil, fmt.Errorf("count losses of %s: %w", month, err)
	}
	defer rows.Close()
	out := map[int64]Loss{}
	for rows.Next() {
		var unit int64
		var l Loss
		if err := rows.Scan(&unit, &l.NoBudget, &l.Absent, &l.Inactive, &l.Short, &l.Undecided, &l.Unpaid, &l.ShortPaid, &l.Wrong, &l.NoWage, &l.AnyAbsent, &l.AnyUnpaid, &l.GapOwed, &l.RegisteredOwed); err != nil {
			return nil, fmt.Errorf("count losses of %s: %w", month, err)
		}
		out[unit] = l
	}
	return out, rows.Err()
}

func countJobs(ctx context.Context, r db.Reader, government int64, month period.Month) ([]JobCount, error) {
	args := []any{government, month.String()}
	var like []string
	for _, risk := range riskWords {
		for _, w := range risk.words {
			args = append(args, "%"+w+"%")
			like = append(like, fmt.Sprintf("lower(rr.position) LIKE $%d", len(args)))
		}
	}
	rows, err := r.Query(ctx, `SELECT f.unit_id, rr.position, count(*), sum(CASE WHEN (f.registered AND f.paid) OR f.undecided THEN 0 ELSE 1 END)
		FROM fact f JOIN roster_row rr ON rr.government_id = f.government_id AND rr.id = f.roster_row_id
		WHERE f.government_id = $1 AND f.month = $2 AND (`+strings.Join(like, " OR ")+`) GROUP BY f.unit_id, rr.position`, args...)
	if err != nil {
		return nil, fmt.Errorf("count dangerous jobs of %s: %w", month, err)
	}
	defer rows.Close()
	var out []JobCount
	for rows.Next() {
		var c JobCount
		var position string
		if err := rows.Scan(&c.Unit, &position, &c.Workers, &c.Missing); err != nil {
			return nil, fmt.Errorf("count dangerous jobs of %s: %w", month, err)
		}
		c.Job = RiskJob(position)
		out = append(out, c)
	}
	return out, rows.Err()
}
