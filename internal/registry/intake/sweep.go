package intake

import (
	"context"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// Forgetter is a [Kind] that keeps something of a batch beside its rows, to be removed when the batch is swept.
type Forgetter interface {
	Forget(ctx context.Context, tx *db.Tx, b *Batch) error
}

// StoredFile names the original of a batch in the store of files.
type StoredFile struct {
	Government int64
	Hash       string
}

// sweepAtOnce bounds one sweep; the rest waits for the next.
const sweepAtOnce = 500

var errSwept = fault.New(fault.Conflict, "Kiriman ini sudah lama dibuang dan isinya sudah dihapus. Kirim berkasnya lagi.")

// Sweep removes what was staged for batches that were discarded or refused, and handed in before an instant: their rows
// and the key that sealed them. The batch itself stays, with its counts. It returns the originals that no other batch
// needs, for the caller to delete, and how many batches were swept.
func (s *Service) Sweep(ctx context.Context, before time.Time) (files []StoredFile, swept int, err error) {
	var list []*Batch
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		rows, err := tx.Query(ctx, `SELECT `+columns+` FROM import_batch b WHERE b.state = 'discarded' AND b.created_at < $1 AND b.wrapped_key IS NOT NULL ORDER BY b.id LIMIT $2`, clock.Stamp(before), sweepAtOnce)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			b, err := scan(rows)
			if err != nil {
				return err
			}
			list = append(list, b)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list discarded imports: %w", err)
	}
	for _, b := range list {
		kind, ok := s.kinds[b.Kind]
		if !ok {
			continue
		}
		needless, err := s.sweepOne(ctx, kind, b.ID)
		if err != nil {
			return files, swept, fmt.Errorf("sweep import %d: %w", b.ID, err)
		}
		if swept++; needless && b.Blob != "" {
			files = append(files, StoredFile{b.Government, b.Blob})
		}
	}
	return files, swept, nil
}

// sweepOne sweeps one batch, unless it was read anew meanwhile; it tells whether no other batch needs its original.
func (s *Service) sweepOne(ctx context.Context, kind Kind, id int64) (needless bool, err error) {
	b, target, err := s.find(ctx, id)
	if err != nil {
		return false, err
	}
	err = s.door.Do(ctx, access.System(), change.Op{Name: b.Kind + ".sweep", Permission: kind.Permission()}, target, func(tx *change.Tx) error {
		if err := tx.Alone(ctx, b.Government); err != nil {
			return err
		}
		if b, err = Get(ctx, tx, access.Everything(), id); err != nil {
			return err
		}
		if b.State != Discarded {
			return nil
		}
		if err := kind.Clear(ctx, tx.Tx, b); err != nil {
			return err
		}
		if f, ok := kind.(Forgetter); ok {
			if err := f.Forget(ctx, tx.Tx, b); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, `UPDATE import_batch SET wrapped_key = NULL WHERE id = $1`, id); err != nil {
			return err
		}
		var others int
		if err := tx.QueryRow(ctx, `SELECT count(*) FROM import_batch WHERE government_id = $1 AND blob = $2 AND id <> $3 AND (state <> 'discarded' OR wrapped_key IS NOT NULL)`, b.Government, b.Blob, id).Scan(&others); err != nil {
			return err
		}
		needless = others == 0
		tx.Record("import", id, map[string]any{"kind": b.Kind})
		return nil
	})
	return needless, err
}
