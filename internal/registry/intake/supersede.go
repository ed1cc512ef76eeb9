package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"github.com/payung-id/payung/internal/platform/db"
	"maps"
	"slices"

	"github.com/payung-id/payung/internal/trust/change"
)

// Lined is a table of lines that a later file may replace: each line has a key that says which line it is and a digest
// of its content; live lines are the truth. Its three statements take (government, id) and (batch); they belong to the
// owner of the table.
type Lined struct {
	What    string // "budget_line"
	Live    string // SELECT government_id, id, line_key, line_digest of live lines of a government, lines of batch $2 left out
	SetLive string // UPDATE … SET live = $3 WHERE government_id = $1 AND id = $2
	OfBatch string // SELECT government_id, id, line_key, line_digest, live FROM … WHERE batch_id = $1 ORDER BY id
}

type lineState struct {
	government, id int64
	key, digest    string
	live           bool
}

// ApplyLines makes the staged lines of a batch live. A line whose key is live already with the same content changes
// nothing; with other content it takes the older line's place, which the journal keeps.
func ApplyLines(ctx context.Context, tx *change.Tx, b *Batch, l Lined) (Tally, error) {
	t := Tally{Rows: b.Tally.Rows, Rejected: b.Tally.Rejected, Waiting: b.Tally.Waiting}
	staged, err := readLines(ctx, tx, l.OfBatch, true, b.ID)
	if err != nil {
		return t, err
	}
	live := map[string]lineState{}
	seen := map[int64]bool{}
	for _, s := range staged {
		if seen[s.government] {
			continue
		}
		seen[s.government] = true
		lines, err := readLines(ctx, tx, l.Live, false, s.government, b.ID)
		if err != nil {
			return t, err
		}
		for _, x := range lines {
			live[fmt.Sprint(x.government, "|", x.key)] = x
		}
	}
	var altered []Altered
	for _, s := range staged {
		old, there := live[fmt.Sprint(s.government, "|", s.key)]
		if there && old.digest == s.digest {
			t.Unchanged++
			continue
		}
		if there {
			altered = append(altered, Altered{Government: old.government, What: l.What, ID: old.id, Before: true, After: false})
			if _, err := tx.Exec(ctx, l.SetLive, old.government, old.id, false); err != nil {
				return t, err
			}
		}
		if _, err := tx.Exec(ctx, l.SetLive, s.government, s.id, true); err != nil {
			return t, err
		}
		altered = append(altered, Altered{Government: s.government, What: l.What, ID: s.id, Before: false, After: true})
		t.Applied++
	}
	return t, Journal(ctx, tx, b.ID, altered)
}

// UndoLines takes back what [ApplyLines] did, unless a later batch took the place of one of these lines.
func UndoLines(ctx context.Context, tx *change.Tx, b *Batch, l Lined) error {
	journal, err := ReadJournal(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	resting, err := replacedBy(ctx, tx, b.ID, l.What)
	if err != nil {
		return err
	}
	if len(resting) > 0 {
		return Resting(resting)
	}
	for _, e := range journal {
		var before bool
		if err := json.Unmarshal(e.Before, &before); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, l.SetLive, e.Government, e.ID, before); err != nil {
			return err
		}
	}
	return nil
}

// replacedBy lists the applied batches that altered the same lines later.
func replacedBy(ctx context.Context, tx *change.Tx, batch int64, what string) ([]int64, error) {
	rows, err := tx.Query(ctx, `SELECT DISTINCT later.batch_id FROM import_change mine
		JOIN import_change later ON later.government_id = mine.government_id AND later.what = mine.what AND later.target_id = mine.target_id AND later.batch_id <> mine.batch_id
		JOIN import_batch b ON b.id = later.batch_id JOIN import_batch own ON own.id = mine.batch_id
		WHERE mine.batch_id = $1 AND mine.what = $2 AND b.state = 'applied' AND b.applied_at >= own.applied_at ORDER BY later.batch_id`, batch, what)
	if err != nil {
		return nil, fmt.Errorf("look for later changes: %w", err)
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

func readLines(ctx context.Context, tx *change.Tx, query string, withLive bool, args ...any) ([]lineState, error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	defer rows.Close()
	var out []lineState
	for rows.Next() {
		var s lineState
		into := []any{&s.government, &s.id, &s.key, &s.digest}
		if withLive {
			into = append(into, &s.live)
		}
		if err := rows.Scan(into...); err != nil {
			return nil, fmt.Errorf("read lines: %w", err)
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// StageRows writes staged lines, whose first two columns are the government and an id that is given here, in chunks.
func StageRows(ctx context.Context, s *Staging, table string, columns []string, byGovernment map[int64][][]any) error {
	for _, g := range slices.Sorted(maps.Keys(byGovernment)) {
		for chunk := range slices.Chunk(byGovernment[g], s.ChunkRows()) {
			first, err := s.IDs(ctx, g, len(chunk))
			if err != nil {
				return err
			}
			for i, row := range chunk {
				row[1] = first + int64(i)
			}
			if err := s.Chunk(ctx, func(tx *db.Tx) error { return tx.Bulk(ctx, table, columns, chunk) }); err != nil {
				return err
			}
		}
	}
	return nil
}
