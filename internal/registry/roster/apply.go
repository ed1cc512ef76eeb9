package roster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// pointer is where roster_current points, as the journal keeps it.
type pointer struct {
	Batch  int64
	Answer Answer
	Month  string
}

// Apply implements [intake.Kind]: it moves the pointer of every unit that the batch speaks of, in one transaction.
func (k imports) Apply(ctx context.Context, tx *change.Tx, b *intake.Batch) (intake.Tally, error) {
	t := b.Tally
	units, err := unitsOf(ctx, tx, b)
	if err != nil {
		return t, err
	}
	answer := Listed
	if b.Layout == nobodyLayout {
		answer = Nobody
	}
	var altered []intake.Altered
	for _, u := range units {
		before, err := current(ctx, tx, u[0], u[1], b.Month)
		if err != nil {
			return t, err
		}
		if before != nil {
			same, err := unchangedRows(ctx, tx, u[0], u[1], b.ID, before.Batch)
			if err != nil {
				return t, err
			}
			t.Unchanged += same
			t.Applied -= same
		}
		a, err := point(ctx, tx, u[0], u[1], b.Month, before, &pointer{b.ID, answer, b.Month.String()})
		if err != nil {
			return t, err
		}
		altered = append(altered, a)
	}
	if err := intake.Journal(ctx, tx, b.ID, altered); err != nil {
		return t, err
	}
	return t, k.tellUnits(ctx, tx, units, b.Month)
}

func (s *Service) tellUnits(ctx context.Context, tx *change.Tx, units [][2]int64, month period.Month) error {
	var told []int64
	for _, u := range units {
		if slices.Contains(told, u[0]) {
			continue
		}
		told = append(told, u[0])
		if err := s.tell(ctx, tx, u[0], month); err != nil {
			return err
		}
	}
	return nil
}

// unitsOf lists the units that a batch speaks of: its own, and those its rows name.
func unitsOf(ctx context.Context, r db.Reader, b *intake.Batch) ([][2]int64, error) {
	var out [][2]int64
	if b.Unit != 0 {
		out = append(out, [2]int64{b.Government, b.Unit})
	}
	// A batch of one government finds its rows by the table's index; one of the installation looks at every government.
	rows, err := r.Query(ctx, `SELECT DISTINCT rr.government_id, rr.unit_id FROM government g CROSS JOIN roster_row rr
		WHERE rr.government_id = g.id AND rr.batch_id = $1 AND ($2 = 0 OR g.id = $2) ORDER BY rr.government_id, rr.unit_id`, b.ID, b.Government)
	if err != nil {
		return nil, fmt.Errorf("list units of roster: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var u [2]int64
		if err := rows.Scan(&u[0], &u[1]); err != nil {
			return nil, fmt.Errorf("list units of roster: %w", err)
		}
		if !slices.Contains(out, u) {
			out = append(out, u)
		}
	}
	return out, rows.Err()
}

func current(ctx context.Context, r db.Reader, government, unitID int64, month period.Month) (*pointer, error) {
	p := pointer{Month: month.String()}
	err := r.QueryRow(ctx, `SELECT batch_id, answer FROM roster_current WHERE government_id = $1 AND unit_id = $2 AND month = $3`, government, unitID, month.String()).Scan(&p.Batch, &p.Answer)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read roster pointer: %w", err)
	}
	return &p, nil
}

// point moves a pointer; to nil removes it.
func point(ctx context.Context, tx *change.Tx, government, unitID int64, month period.Month, before, to *pointer) (intake.Altered, error) {
	a := intake.Altered{Government: government, What: "roster_current", ID: unitID, After: to}
	if before != nil {
		a.Before = before
	}
	var err error
	if to == nil {
		_, err = tx.Exec(ctx, `DELETE FROM roster_current WHERE government_id = $1 AND unit_id = $2 AND month = $3`, government, unitID, month.String())
	} else {
		_, err = tx.Exec(ctx, `INSERT INTO roster_current (government_id, unit_id, month, batch_id, answer) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (government_id, unit_id, month) DO UPDATE SET batch_id = excluded.batch_id, answer = excluded.answer`, government, unitID, month.String(), to.Batch, string(to.Answer))
	}
	if err != nil {
		return a, fmt.Errorf("move roster pointer: %w", err)
	}
	return a, nil
}

// unchangedRows counts the accepted rows that stood in the earlier roster with the same content.
func unchangedRows(ctx context.Context, r db.Reader, government, unitID, batch, earlier int64) (int, error) {
	var n int
	err := r.QueryRow(ctx, `SELECT count(*) FROM roster_row rr WHERE rr.government_id = $1 AND rr.batch_id = $2 AND rr.unit_id = $3 AND rr.status IN ('ok', 'warn', 'fixed')
		AND EXISTS (SELECT 1 FROM roster_row o WHERE o.government_id = rr.government_id AND o.batch_id = $4 AND o.unit_id = rr.unit_id AND o.person_id = rr.person_id AND o.digest = rr.digest
			AND o.status IN ('ok', 'warn', 'fixed'))`, government, batch, unitID, earlier).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("compare rosters: %w", err)
	}
	return n, nil
}

// Undo implements [intake.Kind]: it moves the pointers back, unless another roster or a repair rests on this one.
func (k imports) Undo(ctx context.Context, tx *change.Tx, b *intake.Batch) error {
	if resting, err := fixesOn(ctx, tx, b.ID); err != nil || len(resting) > 0 {
		if err != nil {
			return err
		}
		return intake.Resting(resting)
	}
	return k.putBack(ctx, tx, b)
}

// putBack restores every pointer that a batch moved.
func (s *Service) putBack(ctx context.Context, tx *change.Tx, b *intake.Batch) error {
	journal, err := intake.ReadJournal(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	var resting []int64
	var units [][2]int64
	for _, e := range journal {
		var before, after *pointer
		if err := errors.Join(json.Unmarshal(e.Before, &before), json.Unmarshal(e.After, &after)); err != nil {
			return fmt.Errorf("read journal of import %d: %w", b.ID, err)
		}
		now, err := current(ctx, tx, e.Government, e.ID, b.Month)
		if err != nil {
			return err
		}
		if now == nil || *now != *after {
			if now != nil && !slices.Contains(resting, now.Batch) {
				resting = append(resting, now.Batch)
			}
			continue
		}
		later, err := leaning(ctx, tx, e.Government, e.ID, b.Month, after.Batch)
		if err != nil {
			return err
		}
		for _, id := range later {
			if !slices.Contains(resting, id) {
				resting = append(resting, id)
			}
		}
		if _, err := point(ctx, tx, e.Government, e.ID, b.Month, now, before); err != nil {
			return err
		}
		units = append(units, [2]int64{e.Government, e.ID})
	}
	if len(resting) > 0 {
		return intake.Resting(resting)
	}
	return s.tellUnits(ctx, tx, units, b.Month)
}

// leaning lists the confirmations of other months that point at a batch.
func leaning(ctx context.Context, r db.Reader, government, unitID int64, month period.Month, batch int64) ([]int64, error) {
	rows, err := r.Query(ctx, `SELECT c.batch_id FROM roster_current rc
		JOIN import_change c ON c.government_id = rc.government_id AND c.what = 'roster_current' AND c.target_id = rc.unit_id
		JOIN import_batch b ON b.id = c.batch_id AND b.kind = 'roster.confirm' AND b.state = 'applied' AND b.month = rc.month
		WHERE rc.government_id = $1 AND rc.unit_id = $2 AND rc.month <> $3 AND rc.batch_id = $4 AND rc.answer = 'unchanged'`, government, unitID, month.String(), batch)
	if err != nil {
		return nil, fmt.Errorf("look for confirmations: %w", err)
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}
