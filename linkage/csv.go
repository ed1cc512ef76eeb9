package linkage

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Trouble is what is wrong with a file as data.
type Trouble uint8

// The troubles of a file.
const (
	FileEmpty      Trouble = iota + 1 // no header
	ColumnMissing                     // the id column that was asked for, or every column of the model, is not there
	ColumnTwice                       // a column of the model stands twice
	IDMissing                         // a record without id
	IDTwice                           // two records with one id
	TooManyCells                      // a record has more cells than the header
	QuoteOpen                         // a quotation mark is never closed
	RecordTooBig                      // a record longer than [MaxRecord]
	FileIsNotText                     // a workbook, an archive, a picture
	NothingToMatch                    // no column of the model holds anything in both lists
)

// MaxRecord is the longest record that is read, in bytes.
const MaxRecord = 32 << 20

// InputError says what is wrong with a file and where.
type InputError struct {
	Trouble Trouble
	Line    int    // of the file, the header is 1; 0 where no line is to blame
	Other   int    // the other line, of IDTwice
	Column  string // the column or columns
	Value   string // the id
}

func (e *InputError) Error() string {
	return fmt.Sprintf("trouble %d at line %d (column %q, value %q)", e.Trouble, e.Line, e.Column, e.Value)
}

// CSV says how a file is read.
type CSV struct {
	ID       string // the id column; empty: "id", else the first
	Workers  int    // 0: one
	Progress func(rows int)
}

const chunkSize = 1 << 20

// Read reads a list from CSV: comma, semicolon or tab, found from the header; UTF-8 with or without mark, UTF-16 with
// mark; bytes that are no UTF-8 are read as Latin-1. Errors about the data are [InputError]s.
func (d *Data) Read(ctx context.Context, from io.Reader, how CSV) (*List, error) {
	s, err := d.open(from, how.ID)
	if err != nil {
		return nil, err
	}
	return s.slice(ctx, how, 0)
}

// open reads the beginning of a file: what it is, its header and where its columns go.
func (d *Data) open(from io.Reader, id string) (*csvSource, error) {
	r := bufio.NewReaderSize(from, 64<<10)
	start, err := r.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read list: %w", err)
	}
	switch {
	case len(start) == 0:
		return nil, &InputError{Trouble: FileEmpty}
	case bytes.HasPrefix(start, []byte("PK\x03\x04")), bytes.HasPrefix(start, []byte("\xd0\xcf\x11\xe0")), bytes.HasPrefix(start, []byte("%PDF")):
		return nil, &InputError{Trouble: FileIsNotText}
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		r = bufio.NewReaderSize(transform.NewReader(r, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), 64<<10)
	case bytes.HasPrefix(start, []byte("\xef\xbb\xbf")):
		if _, err := r.Discard(3); err != nil {
			return nil, fmt.Errorf("read list: %w", err)
		}
	}
	s := &csvSource{r: r}
	head, err := s.header()
	if err != nil {
		return nil, err
	}
	if s.plan, err = d.plan(head, id); err != nil {
		return nil, err
	}
	s.plan.comma = s.comma
	return s, nil
}

// slice reads about so many records, all of them where rows is 0; nil at the end of the file.
func (s *csvSource) slice(ctx context.Context, how CSV, rows int) (*List, error) {
	plan := s.plan
	l := plan.data.NewList()
	parts, err := plan.readAll(ctx, s, how, rows)
	if err != nil {
		return nil, err
	}
	if rows > 0 && len(parts) == 0 {
		return nil, nil
	}
	if err := l.seal(parts); err != nil {
		return nil, err
	}
	if a, b, twice := l.duplicateID(); twice {
		return nil, &InputError{Trouble: IDTwice, Line: b + 2, Other: a + 2, Column: plan.idName, Value: string(l.ids[l.idAt[a]:l.idAt[a+1]])}
	}
	return l, nil
}

// csvPlan says which cell goes where.
type csvPlan struct {
	data   *Data
	comma  byte
	width  int
	id     int
	idName string
	cell   []int // of each column of the model, -1 where it is not in the file
}

func (d *Data) plan(head []string, id string) (*csvPlan, error) {
	p := &csvPlan{data: d, width: len(head), id: -1, cell: make([]int, len(d.model.Columns))}
	at := map[string]int{}
	for i := range head {
		key := headKey(head[i])
		if _, twice := at[key]; twice && key != "" && (d.model.columnNamed(key) >= 0 || key == headKey(id)) {
			return nil, &InputError{Trouble: ColumnTwice, Line: 1, Column: head[i]}
		} else if !twice {
			at[key] = i
		}
	}
	wanted := id
	if wanted == "" {
		wanted = "id"
	}
	if i, ok := at[headKey(wanted)]; ok {
		p.id = i
	} else if id != "" {
		return nil, &InputError{Trouble: ColumnMissing, Line: 1, Column: id}
	} else {
		p.id = 0
	}
	p.idName = head[p.id]
	found := false
	for i := range d.model.Columns {
		p.cell[i] = -1
		for _, name := range d.model.Columns[i].names() {
			if j, ok := at[headKey(name)]; ok {
				p.cell[i], found = j, true
				break
			}
		}
	}
	if !found {
		var names []string
		for i := range d.model.Columns {
			names = append(names, d.model.Columns[i].Name)
		}
		return nil, &InputError{Trouble: ColumnMissing, Line: 1, Column: strings.Join(names, ", ")}
	}
	return p, nil
}

func headKey(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
