package backup

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"filippo.io/age"

	"github.com/payung-id/payung/internal/platform/db"
)

// Faults of reading.
var (
	ErrKey     = errors.New("backup: this key does not open the file")
	ErrDamaged = errors.New("backup: the file is damaged or cut off")
)

// Target is what a backup is restored into.
type Target struct {
	// Begin makes the empty database with the schema of the backup.
	Begin func(ctx context.Context, h Header) (*db.DB, error)
	// File takes one of the files.
	File func(f File) error
}

// rowsAtOnce is how many rows a transaction of a restore adds.
const rowsAtOnce = 5000

// Read restores a backup. identities holds the recovery key as age writes it. What was restored counts only where the
// error is nil: a fault may come at the end of the stream.
func Read(ctx context.Context, r io.Reader, identities io.Reader, to Target) (Header, Counts, error) {
	keys, err := age.ParseIdentities(identities)
	if err != nil {
		return Header{}, Counts{}, fmt.Errorf("%w: %w", ErrKey, err)
	}
	open, err := age.Decrypt(r, keys...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return Header{}, Counts{}, ErrKey
	case err != nil:
		return Header{}, Counts{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	unpacked, err := gzip.NewReader(open)
	if err != nil {
		return Header{}, Counts{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	d := &decoder{r: bufio.NewReaderSize(unpacked, 1<<16)}
	in := restore{decoder: d, to: to}
	h, c, err := in.run(ctx)
	if d.err != nil {
		err = fmt.Errorf("%w: %w", ErrDamaged, d.err)
	}
	return h, c, err
}

type restore struct {
	*decoder
	to     Target
	db     *db.DB
	schema []db.Table // of the database that is filled
	table  db.Table   // being filled
	rows   [][]any
	counts Counts
}

func (in *restore) run(ctx context.Context) (h Header, c Counts, err error) {
	if err := json.Unmarshal(in.blob(), &h); err != nil || h.Form != 1 {
		return h, c, fmt.Errorf("%w: its head cannot be read", ErrDamaged)
	}
	for {
		part := in.byte()
		if in.err != nil {
			return h, in.counts, in.err
		}
		switch part {
		case partFile:
			f := File{Name: in.text(), Content: in.blob()}
			if in.err != nil {
				return h, in.counts, in.err
			}
			in.counts.Files++
			err = in.to.File(f)
		case partTable:
			err = in.begin(ctx, h)
		case partRow:
			err = in.row(ctx)
		case partEnd:
			return h, in.counts, in.end(ctx)
		default:
			err = errForm
		}
		if err != nil {
			return h, in.counts, err
		}
	}
}

// begin ends the table before and reads the head of the next.
func (in *restore) begin(ctx context.Context, h Header) (err error) {
	if in.db == nil {
		if in.db, err = in.to.Begin(ctx, h); err != nil {
			return err
		}
		if err = in.db.Read(ctx, func(tx *db.Tx) (err error) { in.schema, err = tx.Tables(ctx); return err }); err != nil {
			return err
		}
	}
	if err := in.flush(ctx); err != nil {
		return err
	}
	name, n := in.text(), in.uint()
	if n > longest {
		return errForm
	}
	at := slices.IndexFunc(in.schema, func(t db.Table) bool { return t.Name == name })
	if at < 0 {
		return fmt.Errorf("%w: table %q is not of schema %d", errForm, name, h.Schema)
	}
	own := in.schema[at].Columns
	in.table = db.Table{Name: name}
	for range n {
		column := in.text()
		i := slices.IndexFunc(own, func(c db.Column) bool { return c.Name == column })
		if i < 0 {
			return fmt.Errorf("%w: column %q of table %s is not of schema %d", errForm, column, name, h.Schema)
		}
		in.table.Columns = append(in.table.Columns, own[i])
	}
	in.counts.Tables++
	return in.err
}

func (in *restore) row(ctx context.Context) error {
	if in.table.Name == "" {
		return errForm
	}
	row := make([]any, len(in.table.Columns))
	for i := range row {
		row[i] = in.value()
	}
	if in.err != nil {
		return in.err
	}
	in.rows = append(in.rows, row)
	in.counts.Rows++
	if len(in.rows) == rowsAtOnce {
		return in.flush(ctx)
	}
	return nil
}

func (in *restore) flush(ctx context.Context) error {
	if len(in.rows) == 0 {
		return nil
	}
	rows := in.rows
	in.rows = nil
	return in.db.Write(ctx, func(tx *db.Tx) error { return tx.FillTable(ctx, in.table, rows) })
}

// end checks the counts, and that the stream ends where it says: age and gzip find a missing end only there.
func (in *restore) end(ctx context.Context) error {
	if err := in.flush(ctx); err != nil {
		return err
	}
	if in.uint() != uint64(in.counts.Files) || in.uint() != uint64(in.counts.Tables) || in.uint() != uint64(in.counts.Rows) { //nolint:gosec // counts
		return fmt.Errorf("%w: its counts are not its own", ErrDamaged)
	}
	if in.err != nil {
		return in.err
	}
	if _, err := in.r.ReadByte(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: it does not end at its end: %w", ErrDamaged, err)
	}
	return nil
}
