package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
)

// Keep lengthens, in the caller's transaction, how long a file is kept; NotFound where it is not there any more. Until
// that transaction ends the file cannot be removed.
func (s *Store) Keep(ctx context.Context, tx *db.Tx, government int64, hash string, until time.Time) error {
	content, err := hex.DecodeString(hash)
	if err != nil {
		return missing()
	}
	n, err := tx.Exec(ctx, `UPDATE blob SET keep_until = CASE WHEN keep_until < $3 THEN $3 ELSE keep_until END
		WHERE government_id = $1 AND content = $2`, government, content, clock.Stamp(until))
	if err != nil {
		return fmt.Errorf("keep file: %w", err)
	}
	if n == 0 {
		return missing()
	}
	return nil
}

// Delete removes a file before its time, as when a person in it is erased. A file that is not there is no error.
func (s *Store) Delete(ctx context.Context, government int64, hash string) error {
	content, err := hex.DecodeString(hash)
	if err != nil {
		return missing()
	}
	ids, err := s.list(ctx, `SELECT government_id, blob_id FROM blob WHERE government_id = $1 AND content = $2`, government, content)
	if err != nil {
		return fmt.Errorf("delete file: %w", err)
	}
	for _, b := range ids {
		if err := s.remove(ctx, b.government, b.id); err != nil {
			return fmt.Errorf("delete file %d: %w", b.id, err)
		}
	}
	return nil
}

// abandoned is how long a file may take to come in.
const abandoned = 24 * time.Hour

// Sweep removes the files whose retention has ended and what was left of broken uploads and removals. It returns how many
// files it removed; run it daily.
func (s *Store) Sweep(ctx context.Context) (removed int, err error) {
	now := s.clock()
	ids, err := s.list(ctx, `SELECT government_id, blob_id FROM blob WHERE keep_until < $1 OR (content IS NULL AND received_at < $2)`,
		clock.Stamp(now), clock.Stamp(now.Add(-abandoned)))
	if err != nil {
		return 0, fmt.Errorf("sweep files: %w", err)
	}
	for _, b := range ids {
		if err := s.remove(ctx, b.government, b.id); err != nil {
			return removed, fmt.Errorf("sweep file %d: %w", b.id, err)
		}
		removed++
	}
	return removed, nil
}

type place struct{ government, id int64 }

func (s *Store) list(ctx context.Context, query string, args ...any) (all []place, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		rows, err := tx.Query(ctx, query, args...)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var p place
			if err := rows.Scan(&p.government, &p.id); err != nil {
				return err
			}
			all = append(all, p)
		}
		return rows.Err()
	})
	return all, err
}

// remove erases the key, which makes the file unreadable at once, then takes the chunks away, some at a time, then the row.
func (s *Store) remove(ctx context.Context, government, id int64) error {
	exec := func(query string, args ...any) (n int64, err error) {
		err = s.db.Write(ctx, func(tx *db.Tx) error {
			n, err = tx.Exec(ctx, query, args...)
			return err
		})
		return n, err
	}
	// With received_at '' it looks long abandoned: a removal that breaks off is finished by the next sweep.
	if _, err := exec(`UPDATE blob SET wrapped_key = $3, content = NULL, received_at = '' WHERE government_id = $1 AND blob_id = $2`,
		government, id, []byte{}); err != nil {
		return err
	}
	const some = 32
	for n := int64(some); n == some; {
		var err error
		n, err = exec(`DELETE FROM blob_chunk WHERE government_id = $1 AND blob_id = $2 AND nth IN (
			SELECT nth FROM blob_chunk WHERE government_id = $1 AND blob_id = $2 ORDER BY nth LIMIT 32)`, government, id)
		if err != nil {
			return err
		}
	}
	_, err := exec(`DELETE FROM blob WHERE government_id = $1 AND blob_id = $2`, government, id)
	return err
}

// Verify reads every stored file and compares it with its digest; it calls bad for each that cannot be read or is not
// what it was, and returns how many files it read.
func (s *Store) Verify(ctx context.Context, bad func(government, id int64, err error)) (checked int, err error) {
	all, err := s.list(ctx, `SELECT government_id, blob_id FROM blob WHERE content IS NOT NULL ORDER BY government_id, blob_id`)
	if err != nil {
		return 0, fmt.Errorf("verify files: %w", err)
	}
	for _, p := range all {
		var content []byte
		err := s.db.Read(ctx, func(tx *db.Tx) error {
			return tx.QueryRow(ctx, `SELECT content FROM blob WHERE government_id = $1 AND blob_id = $2`, p.government, p.id).Scan(&content)
		})
		if err == nil {
			err = s.verify(ctx, p.government, content)
		}
		if ctx.Err() != nil {
			return checked, ctx.Err()
		}
		if checked++; err != nil {
			bad(p.government, p.id, err)
		}
	}
	return checked, nil
}

func (s *Store) verify(ctx context.Context, government int64, content []byte) error {
	f, err := s.Open(ctx, government, hex.EncodeToString(content))
	if err != nil {
		return err
	}
	digest := sha256.New()
	if _, err := io.Copy(digest, f.Reader()); err != nil {
		return err
	}
	if string(s.content(government, digest.Sum(nil))) != string(content) {
		return fmt.Errorf("file %d: its content is not what its digest says", f.id)
	}
	return nil
}
