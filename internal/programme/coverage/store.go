package coverage

import (
	"context"
	"fmt"
	"slices"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
)

// chunkRows bounds one transaction, so that other writers wait little.
const chunkRows = 1000

// store writes the facts that changed, removes those that are gone, and replaces the roll-up. The last transaction says
// that the month is computed as of the evidence that was read.
func (s *Service) store(ctx context.Context, st Stale, facts []Fact, old map[factKey]string, pack string) error {
	month := st.Month.String()
	fresh := len(old) == 0
	var changed [][]any
	seen := make(map[factKey]bool, len(facts))
	for i := range facts {
		f := &facts[i]
		key := factKey{f.Unit, f.Person}
		if seen[key] {
			continue // the same person twice in one roster is one worker
		}
		seen[key] = true
		row, err := f.row(st.Government, month)
		if err != nil {
			return err
		}
		if fresh || old[key] != f.same(row[len(row)-1].(string)) {
			changed = append(changed, row)
		}
	}
	for chunk := range slices.Chunk(changed, chunkRows) {
		if err := s.write(ctx, chunk, fresh); err != nil {
			return err
		}
	}
	var gone []factKey
	for key := range old {
		if !seen[key] {
			gone = append(gone, key)
		}
	}
	for chunk := range slices.Chunk(gone, chunkRows) {
		err := s.door.Derive(ctx, func(tx *db.Tx) error {
			for _, k := range chunk {
				if _, err := tx.Exec(ctx, `DELETE FROM fact WHERE government_id = $1 AND month = $2 AND unit_id = $3 AND person_id = $4`, st.Government, month, k.unit, k.person); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("remove facts: %w", err)
		}
	}
	return s.door.Derive(ctx, func(tx *db.Tx) error {
		tx.Signal(computedSignal)
		if err := replaceRollup(ctx, tx, st, Rollup(facts, deathBenefit(st))); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE coverage_month SET computed = $3, computed_at = $4, pack = $5 WHERE government_id = $1 AND month = $2 AND computed < $3`,
			st.Government, month, st.wanted, clock.Stamp(s.now()), pack)
		return err
	})
}

func deathBenefit(st Stale) money.Rupiah {
	rules, err := law.On(st.Month.Last())
	if err != nil {
		return 0
	}
	benefit, _, err := rules.NaturalDeath()
	if err != nil {
		return 0
	}
	return benefit
}

func (s *Service) write(ctx context.Context, rows [][]any, fresh bool) error {
	if fresh {
		err := s.door.Derive(ctx, func(tx *db.Tx) error { return tx.Bulk(ctx, "fact", factColumns, rows) })
		if err == nil || !db.Unique(err) {
			return err
		}
	}
	err := s.door.Derive(ctx, func(tx *db.Tx) error {
		for _, r := range rows {
			if _, err := tx.Exec(ctx, `INSERT INTO fact (government_id, month, unit_id, person_id, roster_row_id, category, segment, budgeted, registered, paid, correct, undecided, owed, why)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
				ON CONFLICT (government_id, month, unit_id, person_id) DO UPDATE SET roster_row_id = excluded.roster_row_id, category = excluded.category, segment = excluded.segment,
				budgeted = excluded.budgeted, registered = excluded.registered, paid = excluded.paid, correct = excluded.correct, undecided = excluded.undecided, owed = excluded.owed, why = excluded.why`, r...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("write facts: %w", err)
	}
	return nil
}

// Sums are counts of people, and what hangs on them.
type Sums struct {
	Workers, Budgeted, Registered, Paid, Right int
	Protected, ProtectedRight, Undecided       int
	StepRegistered, StepPaid, StepRight        int // nested: budgeted and registered; …and paid; …and right
	Owed, Liability                            money.Rupiah
}

// Add adds other sums.
func (s *Sums) Add(o Sums) {
	s.Workers += o.Workers
	s.Budgeted += o.Budgeted
	s.Registered += o.Registered
	s.Paid += o.Paid
	s.Right += o.Right
	s.Protected += o.Protected
	s.ProtectedRight += o.ProtectedRight
	s.Undecided += o.Undecided
	s.StepRegistered += o.StepRegistered
	s.StepPaid += o.StepPaid
	s.StepRight += o.StepRight
	s.Owed += o.Owed
	s.Liability += o.Liability
}

// RollupKey is the cell of a roll-up.
type RollupKey struct {
	Unit              int64
	Category, Segment string
}

// Rollup sums facts by unit, category and segment. benefit is what the heirs of one person would be owed.
func Rollup(facts []Fact, benefit money.Rupiah) map[RollupKey]Sums {
	out := map[RollupKey]Sums{}
	seen := make(map[factKey]bool, len(facts))
	for i := range facts {
		f := &facts[i]
		if key := (factKey{f.Unit, f.Person}); seen[key] {
			continue
		} else {
			seen[key] = true
		}
		k := RollupKey{f.Unit, f.Category, f.Segment}
		s := out[k]
		s.Add(f.sums(benefit))
		out[k] = s
	}
	return out
}

func (f *Fact) sums(benefit money.Rupiah) Sums {
	one := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	s := Sums{Workers: 1, Budgeted: one(f.Budgeted), Registered: one(f.Registered), Paid: one(f.Paid), Right: one(f.Right), Protected: one(f.Protected()),
		ProtectedRight: one(f.Protected() && f.Right), Undecided: one(f.Undecided && !f.Protected()), StepRegistered: one(f.Budgeted && f.Registered),
		StepPaid: one(f.Budgeted && f.Registered && f.Paid), StepRight: one(f.Budgeted && f.Registered && f.Paid && f.Right), Owed: f.Owed}
	if !f.Protected() {
		s.Liability = benefit
	}
	return s
}

var rollupColumns = []string{"government_id", "month", "unit_id", "category", "segment", "workers", "budgeted", "registered", "paid", "correct", "protected", "protected_correct",
	"undecided", "step_registered", "step_paid", "step_correct", "owed", "liability"}

func replaceRollup(ctx context.Context, tx *db.Tx, st Stale, cells map[RollupKey]Sums) error {
	if _, err := tx.Exec(ctx, `DELETE FROM coverage_rollup WHERE government_id = $1 AND month = $2`, st.Government, st.Month.String()); err != nil {
		return fmt.Errorf("replace roll-up: %w", err)
	}
	rows := make([][]any, 0, len(cells))
	for k, c := range cells {
		rows = append(rows, []any{st.Government, st.Month.String(), k.Unit, k.Category, k.Segment, c.Workers, c.Budgeted, c.Registered, c.Paid, c.Right, c.Protected, c.ProtectedRight,
			c.Undecided, c.StepRegistered, c.StepPaid, c.StepRight, int64(c.Owed), int64(c.Liability)})
	}
	return tx.Bulk(ctx, "coverage_rollup", rollupColumns, rows)
}
