package coverage

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/period"
)

// Check is what computing everything anew found.
type Check struct {
	Problems      []string
	Months, Facts int
}

// Verify computes every month anew and compares facts and roll-ups with what is stored. Months that are marked for
// computation are brought up to date first.
func (s *Service) Verify(ctx context.Context) (*Check, error) {
	if err := s.Refresh(ctx, 0); err != nil {
		return nil, err
	}
	c := &Check{}
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		months, err := computed(ctx, tx)
		if err != nil {
			return err
		}
		for _, st := range months {
			if err := s.compare(ctx, tx, st, c); err != nil {
				return err
			}
		}
		return nil
	})
	return c, err
}

func computed(ctx context.Context, r db.Reader) ([]Stale, error) {
	rows, err := r.Query(ctx, `SELECT government_id, month FROM coverage_month WHERE computed = wanted ORDER BY government_id, month`)
	if err != nil {
		return nil, fmt.Errorf("list computed months: %w", err)
	}
	defer rows.Close()
	var out []Stale
	for rows.Next() {
		var st Stale
		var m string
		if err := rows.Scan(&st.Government, &m); err != nil {
			return nil, err
		}
		if st.Month, err = period.ParseMonth(m); err != nil {
			return nil, err
		}
		out = append(out, st)
	}
	return out, rows.Err()
}

func (s *Service) compare(ctx context.Context, tx *db.Tx, st Stale, c *Check) error {
	in, err := s.gather(ctx, tx, st.Government, st.Month)
	if err != nil {
		return err
	}
	facts, err := Compute(in)
	if err != nil {
		return err
	}
	stored := map[factKey]string{}
	if err := readFacts(ctx, tx, st.Government, st.Month, stored); err != nil {
		return err
	}
	c.Months++
	different := 0
	seen := map[factKey]bool{}
	for i := range facts {
		key := factKey{facts[i].Unit, facts[i].Person}
		if seen[key] {
			continue
		}
		seen[key] = true
		row, err := facts[i].row(st.Government, st.Month.String())
		if err != nil {
			return err
		}
		if stored[key] != facts[i].same(row[len(row)-1].(string)) {
			different++
		}
	}
	c.Facts += len(seen)
	different += max(len(stored)-len(seen), 0)
	if different > 0 {
		c.Problems = append(c.Problems, fmt.Sprintf("fakta bulan %s pemerintah %d: %d baris berbeda dari hitung ulang", st.Month, st.Government, different))
	}
	return s.compareRollup(ctx, tx, st, Rollup(facts, deathBenefit(st)), c)
}

func (s *Service) compareRollup(ctx context.Context, r db.Reader, st Stale, want map[RollupKey]Sums, c *Check) error {
	rows, err := r.Query(ctx, `SELECT unit_id, category, segment, workers, budgeted, registered, paid, correct, protected, protected_correct, undecided, step_registered, step_paid, step_correct, owed, liability
		FROM coverage_rollup WHERE government_id = $1 AND month = $2`, st.Government, st.Month.String())
	if err != nil {
		return fmt.Errorf("read roll-up: %w", err)
	}
	defer rows.Close()
	wrong, n := 0, 0
	for rows.Next() {
		var k RollupKey
		var x Sums
		if err := rows.Scan(&k.Unit, &k.Category, &k.Segment, &x.Workers, &x.Budgeted, &x.Registered, &x.Paid, &x.Right, &x.Protected, &x.ProtectedRight, &x.Undecided,
			&x.StepRegistered, &x.StepPaid, &x.StepRight, &x.Owed, &x.Liability); err != nil {
			return fmt.Errorf("read roll-up: %w", err)
		}
		n++
		if want[k] != x {
			wrong++
		}
	}
	if wrong > 0 || n != len(want) {
		c.Problems = append(c.Problems, fmt.Sprintf("rekap bulan %s pemerintah %d: %d sel berbeda dari hitung ulang", st.Month, st.Government, wrong+max(len(want)-n, 0)))
	}
	return rows.Err()
}
