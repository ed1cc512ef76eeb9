package sheetwrite

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// orderedZip is a zip writer whose entries come out in one fixed order and without times, because the library that fills
// it walks a map. Each entry is packed as it is written; only packed bytes are kept.
type orderedZip struct {
	out     io.Writer
	entries []*entry
	flate   *flate.Writer // one for all entries: it is a large thing
}

type entry struct {
	name   string
	packed bytes.Buffer
	flate  *flate.Writer
	crc    hash.Hash32
	size   uint64
}

func (e *entry) Write(p []byte) (int, error) {
	e.crc.Write(p)
	e.size += uint64(len(p))
	return e.flate.Write(p)
}

// Create starts an entry; the one before it is complete then.
func (z *orderedZip) Create(name string) (io.Writer, error) {
	e := &entry{name: name, crc: crc32.NewIEEE()}
	if err := z.finish(); err != nil {
		return nil, err
	}
	if z.flate == nil {
		f, err := flate.NewWriter(nil, flate.BestSpeed)
		if err != nil {
			return nil, err
		}
		z.flate = f
	}
	z.flate.Reset(&e.packed)
	e.flate = z.flate
	z.entries = append(z.entries, e)
	return e, nil
}

// finish packs the rest of the last entry and lets its packer go.
func (z *orderedZip) finish() error {
	if len(z.entries) == 0 || z.entries[len(z.entries)-1].flate == nil {
		return nil
	}
	last := z.entries[len(z.entries)-1]
	err := last.flate.Close()
	last.flate = nil
	return err
}

// AddFS is part of the library's interface and not used by it here.
func (z *orderedZip) AddFS(fs.FS) error { return errors.New("sheetwrite: no file systems") }

// Close writes all entries: the list of content types first, as readers expect, then by name.
func (z *orderedZip) Close() error {
	if err := z.finish(); err != nil {
		return err
	}
	slices.SortFunc(z.entries, func(a, b *entry) int { return strings.Compare(rank(a.name), rank(b.name)) })
	w := zip.NewWriter(z.out)
	for _, e := range z.entries {
		part, err := w.CreateRaw(&zip.FileHeader{
			Name: e.name, Method: zip.Deflate, CRC32: e.crc.Sum32(),
			CompressedSize64: uint64(e.packed.Len()), UncompressedSize64: e.size,
		})
		if err != nil {
			return err
		}
		if _, err := e.packed.WriteTo(part); err != nil {
			return err
		}
	}
	return w.Close()
}

func rank(name string) string {
	switch name {
	case "[Content_Types].xml":
		return "0"
	case "_rels/.rels":
		return "1"
	}
	return "2" + name
}
