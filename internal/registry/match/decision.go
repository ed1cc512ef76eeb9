package match

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/change"
)

// The decisions.
const (
	Same      = "same"
	Different = "different"
)

func decisionsOf(ctx context.Context, r db.Reader, government int64) (map[int64]map[string]string, error) {
	rows, err := r.Query(ctx, `SELECT person_id, entry_key, decision FROM match_decision WHERE government_id = $1`, government)
	if err != nil {
		return nil, fmt.Errorf("read match decisions: %w", err)
	}
	defer rows.Close()
	out := map[int64]map[string]string{}
	for rows.Next() {
		var person int64
		var key []byte
		var decision string
		if err := rows.Scan(&person, &key, &decision); err != nil {
			return nil, fmt.Errorf("read match decisions: %w", err)
		}
		if out[person] == nil {
			out[person] = map[string]string{}
		}
		out[person][string(key)] = decision
	}
	return out, rows.Err()
}

// Decide keeps what a person says of a pair. The reason is kept; an empty one is refused.
func Decide(ctx context.Context, tx *change.Tx, government, person int64, entryKey []byte, decision, reason string) error {
	if decision != Same && decision != Different {
		return fault.New(fault.Usage, "Keputusan padanan harus sama atau berbeda.")
	}
	if reason == "" {
		return fault.New(fault.Invalid, "Tuliskan alasan keputusan padanan ini.")
	}
	id, err := tx.IDs(ctx, government, 1)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO match_decision (government_id, id, person_id, entry_key, decision, reason, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (government_id, person_id, entry_key) DO UPDATE SET decision = excluded.decision, reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
		government, id, person, entryKey, decision, reason, tx.Actor.Username, clock.Stamp(tx.Now))
	if err != nil {
		return fmt.Errorf("keep match decision: %w", err)
	}
	tx.Record("person", person, map[string]any{"decision": decision})
	return nil
}

// Withdraw takes a decision back, so that the engine judges the pair again.
func Withdraw(ctx context.Context, tx *change.Tx, government, person int64, entryKey []byte) error {
	n, err := tx.Exec(ctx, `DELETE FROM match_decision WHERE government_id = $1 AND person_id = $2 AND entry_key = $3`, government, person, entryKey)
	if err != nil {
		return fmt.Errorf("withdraw match decision: %w", err)
	}
	if n == 1 {
		tx.Record("person", person, map[string]any{"decision": "withdrawn"})
	}
	return nil
}
