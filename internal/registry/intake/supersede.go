package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/change"
)

// Lined is a table of lines that a later file may replace: each line has a key that says which line it is and a digest of
// its content; live lines are the truth. Its statements belong to the owner of the table; $1 is the batch.
type Lined struct {
	What     string // "budget_line"
	Replaced string // SELECT government_id, id of live lines of other batches whose key a staged line has with other content
	Same     string // SELECT government_id, id of live lines of other batches that a staged line repeats
	Enliven  string // UPDATE … SET live = $2 of the staged lines that repeat no live line
	SetLive  string // UPDATE … SET live = $3 WHERE government_id = $1 AND id = $2
	End      string // UPDATE … SET live = $2 of the batch's lines
	Later    string // SELECT DISTINCT batches whose journal names a line of the batch
}

// LineKey shortens a key, so that an index of it stays small.
func LineKey(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:12])
}

// sameMark marks in the journal a line that a later file repeats and so rests on.
const sameMark = ".same"

// ApplyLines makes the staged lines of a batch live. A line whose key is live already with the same content changes
// nothing; with other content it takes the older line's place, which the journal keeps.
func ApplyLines(ctx context.Context, tx *change.Tx, b *Batch, l Lined) (Tally, error) {
	t := Tally{Rows: b.Tally.Rows, Rejected: b.Tally.Rejected, Waiting: b.Tally.Waiting}
	replaced, err := lineIDs(ctx, tx, l.Replaced, b.ID)
	if err != nil {
		return t, err
	}
	same, err := lineIDs(ctx, tx, l.Same, b.ID)
	if err != nil {
		return t, err
	}
	altered := make([]Altered, 0, len(replaced)+len(same))
	for _, x := range replaced {
		if _, err := tx.Exec(ctx, l.SetLive, x[0], x[1], false); err != nil {
			return t, fmt.Errorf("retire older line: %w", err)
		}
		altered = append(altered, Altered{Government: x[0], What: l.What, ID: x[1], Before: true, After: false})
	}
	for _, x := range same {
		altered = append(altered, Altered{Government: x[0], What: l.What + sameMark, ID: x[1], Before: true, After: true})
	}
	n, err := tx.Exec(ctx, l.Enliven, b.ID, true)
	if err != nil {
		return t, fmt.Errorf("make lines live: %w", err)
	}
	t.Applied = int(n)
	t.Unchanged = t.Rows - t.Rejected - t.Waiting - t.Applied
	return t, Journal(ctx, tx, b.ID, altered)
}

// UndoLines takes back what [ApplyLines] did, unless a later batch replaced or repeats one of these lines.
func UndoLines(ctx context.Context, tx *change.Tx, b *Batch, l Lined) error {
	resting, err := later(ctx, tx, l.Later, b.ID)
	if err != nil {
		return err
	}
	if len(resting) > 0 {
		return Resting(resting)
	}
	journal, err := ReadJournal(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, l.End, b.ID, false); err != nil {
		return fmt.Errorf("end lines: %w", err)
	}
	for _, e := range journal {
		if e.What != l.What {
			continue
		}
		if _, err := tx.Exec(ctx, l.SetLive, e.Government, e.ID, true); err != nil {
			return fmt.Errorf("put older line back: %w", err)
		}
	}
	return nil
}

func lineIDs(ctx context.Context, tx *change.Tx, query string, batch int64) ([][2]int64, error) {
	rows, err := tx.Query(ctx, query, batch)
	if err != nil {
		return nil, fmt.Errorf("compare lines: %w", err)
	}
	defer rows.Close()
	var out [][2]int64
	for rows.Next() {
		var x [2]int64
		if err := rows.Scan(&x[0], &x[1]); err != nil {
			return nil, fmt.Errorf("compare lines: %w", err)
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

func later(ctx context.Context, tx *change.Tx, query string, batch int64) ([]int64, error) {
	rows, err := tx.Query(ctx, query, batch)
	if err != nil {
		return nil, fmt.Errorf("look for later changes: %w", err)
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("look for later changes: %w", err)
		}
		out = append(out, id)
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
