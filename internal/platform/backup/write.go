package backup

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"

	"github.com/payung-id/payung/internal/platform/db"
)

// Header says what a backup is.
type Header struct {
	Form    int    `json:"payung_backup"` // 1
	At      string `json:"at"`            // everything acknowledged before this instant is in it
	Engine  string `json:"engine"`
	Schema  int    `json:"schema"` // number of the newest migration
	Program string `json:"program"`
}

// File is a file that belongs to the data: keys, tombstones.
type File struct {
	Name    string // a path of the data folder, with slashes
	Content []byte
}

// Source is what is backed up.
type Source struct {
	DB      *db.DB
	At      string
	Program string
	Files   []File
	Skip    map[string]bool // tables whose rows stay out: sessions
}

// Counts says how much went into a backup or came out of it.
type Counts struct {
	Tables, Files int
	Rows          int64
}

// Write writes a backup to w, readable with the identity of the recipient alone.
func Write(ctx context.Context, w io.Writer, recipient string, src Source) (Counts, error) {
	to, err := age.ParseX25519Recipient(recipient)
	if err != nil {
		return Counts{}, fmt.Errorf("backup: recovery key: %w", err)
	}
	sealed, err := age.Encrypt(w, to)
	if err != nil {
		return Counts{}, fmt.Errorf("backup: encrypt: %w", err)
	}
	packed, err := gzip.NewWriterLevel(sealed, gzip.BestSpeed)
	if err != nil {
		return Counts{}, fmt.Errorf("backup: compress: %w", err)
	}
	e := &encoder{w: bufio.NewWriterSize(packed, 1<<16)}
	counts, err := e.all(ctx, src)
	if err = errors.Join(err, e.err); err != nil {
		return counts, fmt.Errorf("backup: write: %w", err)
	}
	if err := errors.Join(e.w.Flush(), packed.Close(), sealed.Close()); err != nil {
		return counts, fmt.Errorf("backup: finish: %w", err)
	}
	return counts, nil
}

func (e *encoder) all(ctx context.Context, src Source) (c Counts, err error) {
	err = src.DB.Read(ctx, func(tx *db.Tx) error {
		h := Header{Form: 1, At: src.At, Engine: src.DB.Engine().String(), Program: src.Program}
		if h.Schema, err = tx.Schema(ctx); err != nil {
			return err
		}
		head, err := json.Marshal(h)
		if err != nil {
			return err
		}
		e.blob(head)
		for _, f := range src.Files {
			e.byte(partFile)
			e.text(f.Name)
			e.blob(f.Content)
			c.Files++
		}
		tables, err := tx.Tables(ctx)
		if err != nil {
			return err
		}
		for _, t := range tables {
			n, err := e.table(ctx, tx, t, src.Skip[t.Name])
			if err != nil {
				return err
			}
			c.Tables++
			c.Rows += n
		}
		return nil
	})
	if err != nil {
		return c, err
	}
	e.byte(partEnd)
	e.uint(uint64(c.Files))  //nolint:gosec // a count
	e.uint(uint64(c.Tables)) //nolint:gosec // a count
	e.uint(uint64(c.Rows))   //nolint:gosec // a count
	return c, e.err
}

func (e *encoder) table(ctx context.Context, tx *db.Tx, t db.Table, skip bool) (n int64, err error) {
	e.byte(partTable)
	e.text(t.Name)
	e.uint(uint64(len(t.Columns)))
	for _, c := range t.Columns {
		e.text(c.Name)
	}
	if skip {
		return 0, e.err
	}
	err = tx.EachRow(ctx, t, func(row []any) error {
		n++
		e.byte(partRow)
		for _, v := range row {
			e.value(v)
		}
		return e.err
	})
	return n, err
}
