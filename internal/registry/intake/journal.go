package intake

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/payung-id/payung/internal/trust/change"
)

// Altered is one row outside the batch's own that a batch changed.
type Altered struct {
	Government    int64
	What          string // "unit", "budget_line.live"
	ID            int64
	Before, After any // marshalled to JSON; nil is "was not there"
}

// Journal keeps what a batch alters, in the batch's transaction, so that [Altered] rows can be put back.
func Journal(ctx context.Context, tx *change.Tx, batch int64, list []Altered) error {
	rows := make([][]any, 0, len(list))
	for i, a := range list {
		before, err := json.Marshal(a.Before)
		if err != nil {
			return err
		}
		after, err := json.Marshal(a.After)
		if err != nil {
			return err
		}
		rows = append(rows, []any{batch, i + 1, a.Government, a.What, a.ID, string(before), string(after)})
	}
	return tx.Bulk(ctx, "import_change", []string{"batch_id", "seq", "government_id", "what", "target_id", "before", "after"}, rows)
}

// JournalEntry is one kept alteration, read back.
type JournalEntry struct {
	Government    int64
	What          string
	ID            int64
	Before, After json.RawMessage
}

// ReadJournal returns what a batch altered, last first.
func ReadJournal(ctx context.Context, tx *change.Tx, batch int64) ([]JournalEntry, error) {
	rows, err := tx.Query(ctx, `SELECT government_id, what, target_id, before, after FROM import_change WHERE batch_id = $1 ORDER BY seq DESC`, batch)
	if err != nil {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	defer rows.Close()
	var out []JournalEntry
	for rows.Next() {
		var e JournalEntry
		var before, after string
		if err := rows.Scan(&e.Government, &e.What, &e.ID, &before, &after); err != nil {
			return nil, fmt.Errorf("read journal: %w", err)
		}
		e.Before, e.After = json.RawMessage(before), json.RawMessage(after)
		out = append(out, e)
	}
	return out, rows.Err()
}
