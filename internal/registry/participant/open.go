package participant

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
)

// EntryRef names an entry of a list.
type EntryRef struct {
	List int64
	Row  int
}

// Opened is an entry with what it holds sealed. The caller has judged that the reader may see the person it is linked to.
type Opened struct {
	Personal
	NPP    string
	Active bool
}

// OpenEntries opens entries by their numbers; one whose list's key was erased is left out.
func OpenEntries(ctx context.Context, r db.Reader, ring *crypt.Keyring, refs []EntryRef) (map[EntryRef]Opened, error) {
	byList := map[int64][]int{}
	for _, ref := range refs {
		byList[ref.List] = append(byList[ref.List], ref.Row)
	}
	out := make(map[EntryRef]Opened, len(refs))
	for list, rows := range byList {
		if err := openOf(ctx, r, ring, list, rows, out); err != nil {
			return nil, fmt.Errorf("open entries of participant list %d: %w", list, err)
		}
	}
	return out, nil
}

func openOf(ctx context.Context, r db.Reader, ring *crypt.Keyring, list int64, numbers []int, out map[EntryRef]Opened) error {
	var wrapped []byte
	if err := r.QueryRow(ctx, `SELECT b.wrapped_key FROM participant_list pl JOIN import_batch b ON b.id = pl.batch_id WHERE pl.id = $1`, list).Scan(&wrapped); err != nil {
		return err
	}
	if len(wrapped) == 0 {
		return nil
	}
	key, err := ring.Unwrap(wrapped)
	if err != nil {
		return err
	}
	const handful = 200
	for lot := range slices.Chunk(numbers, handful) {
		args := append(make([]any, 0, 1+len(lot)), list)
		for _, n := range lot {
			args = append(args, n)
		}
		rows, err := r.Query(ctx, `SELECT row_no, npp, active, sealed FROM participant_entry WHERE list_id = $1 AND row_no IN `+db.In(2, len(lot)), args...)
		if err != nil {
			return err
		}
		if err := scanOpened(rows, key, list, out); err != nil {
			return err
		}
	}
	return nil
}

func scanOpened(rows db.Rows, key crypt.Key, list int64, out map[EntryRef]Opened) error {
	defer rows.Close()
	for rows.Next() {
		ref := EntryRef{List: list}
		var o Opened
		var sealed db.Raw
		if err := rows.Scan(&ref.Row, &o.NPP, &o.Active, &sealed); err != nil {
			return err
		}
		plain, err := key.Open(sealed, SealLabel)
		if err != nil {
			return fmt.Errorf("row %d: %w", ref.Row, err)
		}
		if err := json.Unmarshal(plain, &o.Personal); err != nil {
			return fmt.Errorf("row %d: %w", ref.Row, err)
		}
		out[ref] = o
	}
	return rows.Err()
}
