package blob

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"

	"github.com/payung-id/payung/internal/platform/crypt"
)

// chunkSize is how many bytes of a file one row holds, before compression.
const chunkSize = 512 << 10

// The first byte of a chunk tells how the rest is written.
const (
	stored   = 0
	deflated = 1
)

// packer seals chunks; it keeps its buffers.
type packer struct {
	flate *flate.Writer
	buf   bytes.Buffer
}

func newPacker() (*packer, error) {
	w, err := flate.NewWriter(io.Discard, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	return &packer{flate: w}, nil
}

// seal compresses a chunk where that pays (lists as CSV: to a fifth; workbooks are compressed already) and seals it.
func (p *packer) seal(key crypt.Key, plain []byte, label string) ([]byte, error) {
	p.buf.Reset()
	p.buf.WriteByte(deflated)
	p.flate.Reset(&p.buf)
	if _, err := p.flate.Write(plain); err != nil {
		return nil, err
	}
	if err := p.flate.Close(); err != nil {
		return nil, err
	}
	if p.buf.Len() > len(plain)-len(plain)/16 {
		p.buf.Reset()
		p.buf.WriteByte(stored)
		p.buf.Write(plain)
	}
	return key.Seal(p.buf.Bytes(), label), nil
}

var errChunk = errors.New("blob: a chunk is damaged")

// unseal undoes seal; want is the length the chunk must have.
func unseal(key crypt.Key, sealed []byte, label string, want int) ([]byte, error) {
	packed, err := key.Open(sealed, label)
	if err != nil {
		return nil, err
	}
	if len(packed) == 0 {
		return nil, errChunk
	}
	switch packed[0] {
	case stored:
		if len(packed)-1 != want {
			return nil, errChunk
		}
		return packed[1:], nil
	case deflated:
		plain := make([]byte, want)
		r := flate.NewReader(bytes.NewReader(packed[1:]))
		if _, err := io.ReadFull(r, plain); err != nil {
			return nil, errChunk
		}
		if n, _ := r.Read(make([]byte, 1)); n != 0 {
			return nil, errChunk
		}
		return plain, r.Close()
	}
	return nil, errChunk
}

// label ties a chunk to its place, so that none can be put at another's.
func label(government, id, nth int64) string {
	return fmt.Sprintf("blob_chunk.sealed/%d/%d/%d", government, id, nth)
}
