package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
)

// Store keeps files. It is safe for many goroutines.
type Store struct {
	db    *db.DB
	ring  *crypt.Keyring
	clock clock.Clock
}

// New returns the store of a database.
func New(d *db.DB, ring *crypt.Keyring, c clock.Clock) *Store { return &Store{d, ring, c} }

// Info says what was stored.
type Info struct {
	Hash   string // finds the file again: keyed digest of its content, 32 characters
	SHA256 string // of the plain content, for the sender's receipt; it is not kept
	Size   int64  // bytes
	Known  bool   // the same content was there already
}

// Put stores what r gives until its end, at most limit bytes (TooBig else), and keeps it at least until an instant. It
// writes in transactions of its own, some MB each, so that others go on writing meanwhile.
func (s *Store) Put(ctx context.Context, government int64, r io.Reader, limit int64, keepUntil time.Time) (Info, error) {
	in := &incoming{store: s, government: government}
	info, err := in.receive(ctx, r, limit, clock.Stamp(keepUntil))
	if err != nil || info.Known {
		// What was received so far is of no use. Where this fails too, Sweep removes it.
		clean, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		_ = s.remove(clean, government, in.id)
	}
	if err != nil {
		return Info{}, fmt.Errorf("store file: %w", err)
	}
	return info, nil
}

// incoming is a file that is being received.
type incoming struct {
	store          *Store
	government, id int64
	key            crypt.Key
	chunks         int64
	pending        [][]any
	pendingBytes   int
}

// flushAt is how many sealed bytes are written in one transaction.
const flushAt = 4 << 20

func (in *incoming) receive(ctx context.Context, r io.Reader, limit int64, keepUntil string) (Info, error) {
	if err := in.begin(ctx, keepUntil); err != nil {
		return Info{}, err
	}
	pack, err := newPacker()
	if err != nil {
		return Info{}, err
	}
	digest := sha256.New()
	size := int64(0)
	buf := make([]byte, chunkSize)
	for {
		n, err := io.ReadFull(r, buf)
		end := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !end {
			return Info{}, fmt.Errorf("receive: %w", err)
		}
		if size += int64(n); size > limit {
			return Info{}, tooBig(limit)
		}
		if n > 0 {
			digest.Write(buf[:n])
			if err := in.add(ctx, pack, buf[:n]); err != nil {
				return Info{}, err
			}
		}
		if end {
			break
		}
	}
	if err := in.flush(ctx); err != nil {
		return Info{}, err
	}
	sum := digest.Sum(nil)
	content := in.store.content(in.government, sum)
	info := Info{Hash: hex.EncodeToString(content), SHA256: hex.EncodeToString(sum), Size: size}
	info.Known, err = in.finish(ctx, content, size, keepUntil)
	return info, err
}

// content is the keyed digest that finds a file.
func (s *Store) content(government int64, sum []byte) []byte {
	return s.ring.Index(crypt.Content, fmt.Sprintf("%d/%s", government, sum))
}

func tooBig(limit int64) error {
	if limit >= 1<<20 {
		return fault.New(fault.TooBig, "Berkas melebihi batas %d MB. Bagi menjadi beberapa berkas, lalu kirim satu per satu.", limit>>20)
	}
	return fault.New(fault.TooBig, "Berkas melebihi batas %d KB. Bagi menjadi beberapa berkas, lalu kirim satu per satu.", limit>>10)
}

func (in *incoming) begin(ctx context.Context, keepUntil string) error {
	key, wrapped, err := in.store.ring.NewKey()
	if err != nil {
		return err
	}
	in.key = key
	return in.store.db.Write(ctx, func(tx *db.Tx) error {
		id, err := tx.IDs(ctx, in.government, 1)
		if err != nil {
			return err
		}
		in.id = id
		_, err = tx.Exec(ctx, `INSERT INTO blob (government_id, blob_id, content, size, chunks, wrapped_key, received_at, keep_until)
			VALUES ($1, $2, NULL, 0, 0, $3, $4, $5)`, in.government, id, wrapped, clock.Stamp(in.store.clock()), keepUntil)
		return err
	})
}

func (in *incoming) add(ctx context.Context, pack *packer, plain []byte) error {
	sealed, err := pack.seal(in.key, plain, label(in.government, in.id, in.chunks))
	if err != nil {
		return err
	}
	in.pending = append(in.pending, []any{in.government, in.id, in.chunks, sealed})
	in.chunks++
	if in.pendingBytes += len(sealed); in.pendingBytes < flushAt {
		return nil
	}
	return in.flush(ctx)
}

func (in *incoming) flush(ctx context.Context) error {
	if len(in.pending) == 0 {
		return nil
	}
	err := in.store.db.Write(ctx, func(tx *db.Tx) error {
		return tx.Bulk(ctx, "blob_chunk", []string{"government_id", "blob_id", "nth", "sealed"}, in.pending)
	})
	clear(in.pending)
	in.pending, in.pendingBytes = in.pending[:0], 0
	return err
}

// finish makes the received file findable, unless the same content is there already.
func (in *incoming) finish(ctx context.Context, content []byte, size int64, keepUntil string) (known bool, err error) {
	for range 2 {
		err = in.store.db.Write(ctx, func(tx *db.Tx) error {
			n, err := tx.Exec(ctx, `UPDATE blob SET keep_until = CASE WHEN keep_until < $3 THEN $3 ELSE keep_until END
				WHERE government_id = $1 AND content = $2`, in.government, content, keepUntil)
			if known = n > 0; known || err != nil {
				return err
			}
			_, err = tx.Exec(ctx, `UPDATE blob SET content = $3, size = $4, chunks = $5 WHERE government_id = $1 AND blob_id = $2`,
				in.government, in.id, content, size, in.chunks)
			return err
		})
		if !db.Unique(err) { // else the same content has just come in beside us: look again
			break
		}
	}
	return known, err
}
