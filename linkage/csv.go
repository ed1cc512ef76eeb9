package linkage

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

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
	plan, err := d.plan(head, how.ID)
	if err != nil {
		return nil, err
	}
	plan.comma = s.comma
	l := d.NewList()
	parts, err := plan.readAll(ctx, s, how)
	if err != nil {
		return nil, err
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

// csvSource cuts a file into stretches of whole records.
type csvSource struct {
	r     *bufio.Reader
	comma byte
	rest  []byte
	done  bool
	buf   sync.Pool
}

// header reads the first record that is not blank and finds the delimiter.
func (s *csvSource) header() ([]string, error) {
	for {
		chunk, err := s.next(true)
		if err != nil {
			return nil, err
		}
		if chunk == nil {
			return nil, &InputError{Trouble: FileEmpty}
		}
		line := chunk
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if bytes.IndexByte(line, 0) >= 0 {
			return nil, &InputError{Trouble: FileIsNotText}
		}
		s.comma = delimiter(line)
		c := cutter{b: line, comma: s.comma}
		var head []string
		for c.cell() {
			head = append(head, strings.TrimSpace(string(readable(c.value))))
			if c.end {
				break
			}
		}
		return head, nil
	}
}

func delimiter(line []byte) byte {
	best, most := byte(','), bytes.Count(line, []byte{','})
	for _, c := range []byte{';', '\t', '|'} {
		if n := bytes.Count(line, []byte{c}); n > most {
			best, most = c, n
		}
	}
	return best
}

// next returns whole records: one where one is asked for, else about a chunk; nil at the end of the file.
func (s *csvSource) next(single bool) ([]byte, error) {
	buf := s.rest
	s.rest = nil
	scanned, quoted, end := 0, false, -1
	for {
		scanned, quoted, end = wholeRecords(buf, scanned, quoted, end, single)
		if end >= 0 && (single || len(buf) >= chunkSize || s.done) {
			break
		}
		if s.done {
			if quoted {
				return nil, &InputError{Trouble: QuoteOpen}
			}
			if len(buf) == 0 {
				return nil, nil
			}
			return buf, nil
		}
		if len(buf) > MaxRecord+chunkSize {
			return nil, &InputError{Trouble: RecordTooBig}
		}
		var err error
		if buf, err = s.fill(buf); err != nil {
			return nil, err
		}
	}
	if !single && s.done && !quoted { // the last records need no line end
		end = len(buf) - 1
	} else if !single && s.done && quoted {
		return nil, &InputError{Trouble: QuoteOpen}
	}
	if len(buf) > end+1 {
		s.rest = append(s.take(), buf[end+1:]...)
	}
	return buf[:end+1], nil
}

func (s *csvSource) take() []byte {
	if b, ok := s.buf.Get().(*[]byte); ok {
		return (*b)[:0]
	}
	return make([]byte, 0, chunkSize+chunkSize/4)
}

// give takes a chunk's memory back.
func (s *csvSource) give(b []byte) {
	if cap(b) <= 2*chunkSize {
		s.buf.Put(&b)
	}
}

func (s *csvSource) fill(buf []byte) ([]byte, error) {
	if cap(buf) == 0 {
		buf = s.take()
	}
	if cap(buf)-len(buf) < 64<<10 {
		grown := make([]byte, len(buf), 2*cap(buf)+64<<10)
		copy(grown, buf)
		buf = grown
	}
	room := min(cap(buf), max(len(buf)+64<<10, chunkSize))
	n, err := s.r.Read(buf[len(buf):room])
	buf = buf[:len(buf)+n]
	if errors.Is(err, io.EOF) {
		s.done = true
	} else if err != nil {
		return nil, fmt.Errorf("read list: %w", err)
	}
	return buf, nil
}

// wholeRecords goes on scanning from scanned and returns where it stopped, whether inside quotes, and the place of the
// last line end outside quotes (the first one where a single record is asked for). A quotation mark opens a cell only at
// its beginning; inside, two are one.
func wholeRecords(b []byte, scanned int, quoted bool, end int, single bool) (int, bool, int) {
	for scanned < len(b) {
		if quoted {
			i := bytes.IndexByte(b[scanned:], '"')
			if i < 0 {
				return len(b), true, end
			}
			if scanned+i+1 == len(b) { // may be the first of two: wait for more
				return scanned + i, true, end
			}
			if b[scanned+i+1] == '"' {
				scanned += i + 2
				continue
			}
			scanned += i + 1
			quoted = false
			continue
		}
		i := bytes.IndexByte(b[scanned:], '"')
		stretch := b[scanned:]
		if i >= 0 {
			stretch = b[scanned : scanned+i]
		}
		if single {
			if j := bytes.IndexByte(stretch, '\n'); j >= 0 {
				return scanned + j + 1, false, scanned + j
			}
		} else if j := bytes.LastIndexByte(stretch, '\n'); j >= 0 {
			end = scanned + j
		}
		if i < 0 {
			return len(b), false, end
		}
		at := scanned + i
		quoted = at == 0 || isDelimiter(b[at-1])
		scanned = at + 1
	}
	return scanned, quoted, end
}

func isDelimiter(c byte) bool {
	return c == ',' || c == ';' || c == '\t' || c == '|' || c == '\n' || c == '\r'
}

// cutter walks over the cells of records.
type cutter struct {
	b     []byte
	comma byte
	value []byte
	end   bool // the cell ended its record
	held  []byte
}

// cell reads the next cell; false at the end of the stretch.
func (c *cutter) cell() bool {
	if len(c.b) == 0 {
		if c.end || c.value == nil {
			return false
		}
		c.value, c.end = c.b[:0], true // a delimiter was the last character
		return true
	}
	if c.b[0] == '"' {
		return c.quoted()
	}
	for i, ch := range c.b {
		if ch == c.comma {
			c.value, c.b, c.end = c.b[:i], c.b[i+1:], false
			return true
		}
		if ch == '\n' {
			c.value, c.b, c.end = bytes.TrimSuffix(c.b[:i], []byte{'\r'}), c.b[i+1:], true
			return true
		}
	}
	c.value, c.b, c.end = bytes.TrimSuffix(c.b, []byte{'\r'}), nil, true
	return true
}

func (c *cutter) quoted() bool {
	c.held = c.held[:0]
	b := c.b[1:]
	for {
		i := bytes.IndexByte(b, '"')
		if i < 0 {
			c.held = append(c.held, b...)
			b = nil
			break
		}
		c.held = append(c.held, b[:i]...)
		b = b[i+1:]
		if len(b) > 0 && b[0] == '"' {
			c.held = append(c.held, '"')
			b = b[1:]
			continue
		}
		break
	}
	i := 0
	for i < len(b) && b[i] != c.comma && b[i] != '\n' {
		i++
	}
	c.held = append(c.held, bytes.TrimSuffix(b[:i], []byte{'\r'})...)
	c.value = c.held
	c.end = i == len(b) || b[i] == '\n'
	if i < len(b) {
		i++
	}
	c.b = b[i:]
	return true
}
