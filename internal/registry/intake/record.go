package intake

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/registry/intake/layout"
)

// Record is one row of a file with columns of known names.
type Record struct {
	Sheet string
	Row   int // as the file numbers it, from 1
	cells []string
	at    []int
}

// Get returns the trimmed cell of a field, by its place in the list of fields; "" where the file has no such column.
func (r *Record) Get(field int) string {
	if i := r.at[field]; i >= 0 && i < len(r.cells) {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

// ErrNotPlain says that a file is no CSV whose first row holds the standard names; a reader of other layouts must try.
var ErrNotPlain = errors.New("not a plain CSV with the standard names")

// StandardName brings a header into the form of the standard names: small letters, blanks and underscores dropped.
func StandardName(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '_', '-', '.', '\u00a0', '\ufeff':
			return -1
		}
		return r
	}, strings.ToLower(s))
}

// PlainCSV streams a CSV whose first row holds the standard names, at least the needed ones, and calls row for each
// line below. It is the fast road for lists of millions of rows.
func PlainCSV(f File, set *layout.FieldSet, fields, needed []string, row func(r *Record) error) error {
	in := bufio.NewReaderSize(io.NewSectionReader(f.Reader, 0, f.Size), 1<<18)
	first, err := in.Peek(4)
	if err != nil && len(first) == 0 {
		return ErrNotPlain
	}
	if string(first) == "PK\x03\x04" || strings.ContainsRune(string(first), 0) {
		return ErrNotPlain
	}
	c := csv.NewReader(in)
	c.FieldsPerRecord, c.ReuseRecord, c.LazyQuotes = -1, true, true
	head, err := in.Peek(min(int(f.Size), 4096))
	if err != nil && !errors.Is(err, io.EOF) {
		return ErrNotPlain
	}
	c.Comma = separator(string(head))
	names, err := c.Read()
	if err != nil {
		return ErrNotPlain
	}
	rec := Record{at: place(names, fields)}
	for _, n := range needed {
		if rec.at[index(fields, n)] < 0 {
			return ErrNotPlain
		}
	}
	if set != nil && set.Divided(names) {
		return ErrNotPlain
	}
	for {
		cells, err := c.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			line := 0
			var pe *csv.ParseError
			if errors.As(err, &pe) {
				line = pe.StartLine
			}
			return fault.New(fault.Invalid, "Berkas CSV rusak di sekitar baris %d. Simpan ulang dari aplikasi lembar kerja lalu kirim kembali.", line).Because(err)
		}
		rec.cells = cells
		rec.Row, _ = c.FieldPos(0)
		if blank(cells) {
			continue
		}
		if err := row(&rec); err != nil {
			return err
		}
	}
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

func separator(head string) rune {
	line, _, _ := strings.Cut(head, "\n")
	best, most := ',', strings.Count(line, ",")
	for _, r := range ";\t|" {
		if n := strings.Count(line, string(r)); n > most {
			best, most = r, n
		}
	}
	return best
}

func place(names, fields []string) []int {
	at := make([]int, len(fields))
	for i, f := range fields {
		at[i] = -1
		for j, n := range names {
			if StandardName(n) == StandardName(f) {
				at[i] = j
				break
			}
		}
	}
	return at
}

func index(list []string, s string) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return -1
}

// Records reads a file of any understood form: a plain CSV with the standard names by the fast road, else whatever
// layout is recognised by meaning.
func Records(ctx context.Context, s *Staging, fields, needed []string, row func(r *Record) error) error {
	err := PlainCSV(s.Request.File, layout.SetOf(s.Request.Kind), fields, needed, row)
	if !errors.Is(err, ErrNotPlain) {
		return err
	}
	return recognised(ctx, s, fields, needed, row)
}
