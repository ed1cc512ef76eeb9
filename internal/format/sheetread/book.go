package sheetread

import (
	"context"
	"iter"
	"math"
	"strconv"
	"strings"

	"github.com/payung-id/payung/period"
)

// Format is the kind of file that was found by its content.
type Format string

// The formats that can be read.
const (
	XLSX Format = "xlsx"
	XLS  Format = "xls"
	ODS  Format = "ods"
	CSV  Format = "csv"
	HTML Format = "html"
	// XML2003 is the XML Spreadsheet of Office 2003.
	XML2003 Format = "xml2003"
)

// Book is an opened file.
type Book struct {
	Name   string
	Format Format
	// Macros says that the file carries program code; it was not looked at.
	Macros bool
	sheets []*Sheet
}

// Sheets returns the sheets in the order of the file.
func (b *Book) Sheets() []*Sheet { return b.sheets }

// Sheet returns the sheet of a name, or nil.
func (b *Book) Sheet(name string) *Sheet {
	for _, s := range b.sheets {
		if strings.EqualFold(strings.TrimSpace(s.Name), strings.TrimSpace(name)) {
			return s
		}
	}
	return nil
}

// Sheet is one sheet; a CSV file has a single one named "csv".
type Sheet struct {
	Name   string
	Index  int
	Hidden bool

	load   func(context.Context) (*content, error)
	stream func(context.Context) iter.Seq2[Row, error]
	loaded *content
}

// content is a sheet held in memory.
type content struct {
	rows   []Row
	merges []Range
	hidden map[int]bool // hidden columns
}

// Row is a row that holds something. Cells are sparse, in the order of their columns.
type Row struct {
	Number int
	Hidden bool
	Cells  []Cell
}

// Cell returns the cell of a column (0 is A); an empty cell where there is none.
func (r Row) Cell(column int) Cell {
	for _, c := range r.Cells {
		if int(c.Column) == column {
			return c
		}
		if int(c.Column) > column {
			break
		}
	}
	return Cell{Column: uint16(column)}
}

// Kind is what a cell holds.
type Kind uint8

// The kinds of cells.
const (
	Empty Kind = iota
	Text
	Number // Text holds the digits of the file, such as 3311057007959930 or 2.5E6
	Date   // a number whose format shows a date; see [Cell.Day]
	Bool
	Error // #REF!, #N/A, …
)

// Cell is one cell.
type Cell struct {
	Text    string
	Column  uint16 // 0 is A
	Kind    Kind
	Formula bool // the value was computed by the spreadsheet; Kind is Empty where the file holds no result
	era1904 bool
}

// Blank tells whether the cell shows nothing.
func (c Cell) Blank() bool { return strings.TrimFunc(c.Text, isBlank) == "" }

func isBlank(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', '\u00a0', '\u2007', '\u202f', '\u2009', '\u200b', '\u200e', '\u200f', '\ufeff', '\u3000':
		return true
	}
	return false
}

// Day returns the day of a number as spreadsheets count days; false where it is no number or out of 1900 to 9999.
func (c Cell) Day() (period.Date, bool) {
	if c.Kind != Date && c.Kind != Number {
		return 0, false
	}
	f, err := strconv.ParseFloat(c.Text, 64)
	if err != nil || math.IsNaN(f) || f < 0 || f >= 2958466 {
		return 0, false
	}
	n := int(f)
	switch {
	case c.era1904:
		return period.DateOf(1904, 1, 1) + period.Date(n), true
	case n < 1:
		return 0, false
	case n < 60: // before the 29 February 1900 that never was
		return period.DateOf(1899, 12, 31) + period.Date(n), true
	}
	return period.DateOf(1899, 12, 30) + period.Date(n), true
}

// Shown returns the cell as people read it: a date as 1985-03-12, text and numbers as they are.
func (c Cell) Shown() string {
	if c.Kind == Date {
		if d, ok := c.Day(); ok {
			return d.String()
		}
	}
	return c.Text
}

// Range is a merged range; rows are file numbers, columns count from 0.
type Range struct {
	FirstRow, LastRow       int
	FirstColumn, LastColumn int
}

// Rows yields the rows that hold something. A CSV is read from the file each time; other sheets are kept in memory.
func (s *Sheet) Rows(ctx context.Context) iter.Seq2[Row, error] {
	if s.stream != nil {
		return s.stream(ctx)
	}
	return func(yield func(Row, error) bool) {
		c, err := s.contents(ctx)
		if err != nil {
			yield(Row{}, err)
			return
		}
		for _, r := range c.rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// All returns all rows at once.
func (s *Sheet) All(ctx context.Context) ([]Row, error) {
	if s.stream == nil {
		c, err := s.contents(ctx)
		if err != nil {
			return nil, err
		}
		return c.rows, nil
	}
	var rows []Row
	for r, err := range s.stream(ctx) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// Head returns the first rows that hold something.
func (s *Sheet) Head(ctx context.Context, n int) ([]Row, error) {
	var rows []Row
	for r, err := range s.Rows(ctx) {
		if err != nil {
			return nil, err
		}
		if rows = append(rows, r); len(rows) >= n {
			break
		}
	}
	return rows, nil
}

// Merges returns the merged ranges.
func (s *Sheet) Merges(ctx context.Context) ([]Range, error) {
	if s.load == nil {
		return nil, nil
	}
	c, err := s.contents(ctx)
	if err != nil {
		return nil, err
	}
	return c.merges, nil
}

// HiddenColumns returns the hidden columns.
func (s *Sheet) HiddenColumns(ctx context.Context) (map[int]bool, error) {
	if s.load == nil {
		return nil, nil
	}
	c, err := s.contents(ctx)
	if err != nil {
		return nil, err
	}
	return c.hidden, nil
}

// Forget drops the rows held in memory; they are read again when asked for.
func (s *Sheet) Forget() { s.loaded = nil }

func (s *Sheet) contents(ctx context.Context) (*content, error) {
	if s.loaded == nil {
		c, err := s.load(ctx)
		if err != nil {
			return nil, err
		}
		s.loaded = c
	}
	return s.loaded, nil
}

// ColumnName returns "A" for 0 and "AA" for 26.
func ColumnName(column int) string {
	var b [4]byte
	i := len(b)
	for column++; column > 0 && i > 0; column = (column - 1) / 26 {
		i--
		b[i] = byte('A' + (column-1)%26)
	}
	return string(b[i:])
}

// ColumnNumber returns 0 for "A"; false where the letters are no column.
func ColumnNumber(name string) (int, bool) {
	n := 0
	for i := range len(name) {
		c := name[i] | 0x20
		if c < 'a' || c > 'z' {
			return 0, false
		}
		if n = n*26 + int(c-'a') + 1; n > 16384 {
			return 0, false
		}
	}
	return n - 1, n > 0
}
