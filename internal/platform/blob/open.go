package blob

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
)

// File is a stored file, open for reading. It is safe for many goroutines and needs no closing; what it keeps in memory
// is a few chunks.
type File struct {
	store          *Store
	ctx            context.Context // io.ReaderAt has no room for one
	government, id int64
	key            crypt.Key
	size           int64

	mu     sync.Mutex
	recent []chunk // newest first
}

type chunk struct {
	nth   int64
	plain []byte
}

// recentChunks serves a reader that goes back and forth a little, as one of a zip archive.
const recentChunks = 4

// Open opens a file of a government by the hash that [Store.Put] gave; NotFound where it is not there any more. Reads end
// with ctx.
func (s *Store) Open(ctx context.Context, government int64, hash string) (*File, error) {
	content, err := hex.DecodeString(hash)
	if err != nil {
		return nil, missing()
	}
	f := &File{store: s, ctx: ctx, government: government}
	var wrapped []byte
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT blob_id, size, wrapped_key FROM blob WHERE government_id = $1 AND content = $2`, government, content).
			Scan(&f.id, &f.size, &wrapped)
	})
	if errors.Is(err, db.ErrNoRows) {
		return nil, missing()
	}
	if err != nil {
		return nil, fmt.Errorf("open file: %w", err)
	}
	if f.key, err = s.ring.Unwrap(wrapped); err != nil {
		return nil, fmt.Errorf("open file %d: %w", f.id, err)
	}
	return f, nil
}

func missing() error {
	return fault.New(fault.NotFound, "Berkas ini tidak ada lagi: masa simpannya sudah lewat atau sudah dihapus. Kirim ulang berkasnya.")
}

// Size returns the file's length in bytes.
func (f *File) Size() int64 { return f.size }

// Reader returns a reader over the whole file, from its beginning.
func (f *File) Reader() *io.SectionReader { return io.NewSectionReader(f, 0, f.size) }

// ReadAt reads as io.ReaderAt says.
func (f *File) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, fmt.Errorf("read file %d: negative offset", f.id)
	}
	for n < len(p) {
		at := off + int64(n)
		if at >= f.size {
			return n, io.EOF
		}
		plain, err := f.chunk(at / chunkSize)
		if err != nil {
			return n, fmt.Errorf("read file %d at %d: %w", f.id, at, err)
		}
		n += copy(p[n:], plain[at%chunkSize:])
	}
	return n, nil
}

// chunk returns the bytes of a chunk, which nobody may change.
func (f *File) chunk(nth int64) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, c := range f.recent {
		if c.nth == nth {
			copy(f.recent[1:i+1], f.recent[:i])
			f.recent[0] = c
			return c.plain, nil
		}
	}
	var sealed []byte
	err := f.store.db.Read(f.ctx, func(tx *db.Tx) error {
		return tx.QueryRow(f.ctx, `SELECT sealed FROM blob_chunk WHERE government_id = $1 AND blob_id = $2 AND nth = $3`,
			f.government, f.id, nth).Scan(&sealed)
	})
	if errors.Is(err, db.ErrNoRows) {
		return nil, missing() // removed while it was read
	}
	if err != nil {
		return nil, err
	}
	plain, err := unseal(f.key, sealed, label(f.government, f.id, nth), int(min(chunkSize, f.size-nth*chunkSize)))
	if err != nil {
		return nil, err
	}
	if len(f.recent) < recentChunks {
		f.recent = append(f.recent, chunk{})
	}
	copy(f.recent[1:], f.recent)
	f.recent[0] = chunk{nth, plain}
	return plain, nil
}
