package sheetwrite

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Style is the look of a cell.
type Style int

// The styles. Plain has none; the others say what the cell is.
const (
	Plain    Style = iota
	Head           // header of a table: bold, filled, wrapped, framed
	Title          // bold, larger
	Bold           //
	Wrap           // long text, wrapped at the top
	AsText         // text format, for numbers that must stay text
	AsRupiah       // 1.500.000
	AsMilli        // up to three decimals
	AsDate         // yyyy-mm-dd
	AsDateID       // dd/mm/yyyy
	AsRatio        // 72,8 %
	// The same, but open for typing on a protected sheet.
	OpenText
	OpenRupiah
	OpenDate
)

// Cell is one cell; a plain value stands for Cell{Value: value}.
type Cell struct {
	Value   any
	Style   Style
	Formula string // written without "=", with Value as its last result
}

// Book is a workbook that is written sheet after sheet and row after row. Call [Book.WriteTo] once at the end.
type Book struct {
	file   *excelize.File
	styles map[Style]int
	last   *Sheet
	sheets int
}

// Sheet takes rows until the next sheet is begun.
type Sheet struct {
	book   *Book
	name   string
	stream *excelize.StreamWriter
	row    int
}

// NewBook returns an empty workbook.
func NewBook() *Book {
	return &Book{file: excelize.NewFile(), styles: map[Style]int{}}
}

// SetDate1904 makes the book count days from 1904, as old Macintosh files do.
func (b *Book) SetDate1904() error {
	yes := true
	return b.file.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
}

// Sheet ends the sheet before and begins a new one with columns of the given widths (in characters).
func (b *Book) Sheet(name string, widths ...float64) (*Sheet, error) {
	if err := b.finish(); err != nil {
		return nil, err
	}
	name = SheetName(name)
	var err error
	if b.sheets == 0 {
		err = b.file.SetSheetName("Sheet1", name)
	} else {
		_, err = b.file.NewSheet(name)
	}
	if err != nil {
		return nil, fmt.Errorf("begin sheet %q: %w", name, err)
	}
	b.sheets++
	stream, err := b.file.NewStreamWriter(name)
	if err != nil {
		return nil, fmt.Errorf("begin sheet %q: %w", name, err)
	}
	for i, width := range widths {
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return nil, fmt.Errorf("begin sheet %q: %w", name, err)
		}
	}
	b.last = &Sheet{book: b, name: name, stream: stream}
	return b.last, nil
}

func (b *Book) finish() error {
	if b.last == nil {
		return nil
	}
	err := b.last.stream.Flush()
	b.last = nil
	return err
}

// WriteTo writes the workbook and releases it.
func (b *Book) WriteTo(w io.Writer) (int64, error) {
	defer func() { _ = b.file.Close() }()
	if err := b.finish(); err != nil {
		return 0, err
	}
	b.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return &orderedZip{out: w} })
	n, err := b.file.WriteTo(w)
	if err != nil {
		return n, fmt.Errorf("write workbook: %w", err)
	}
	return n, nil
}

// Row writes the next row; nil leaves a cell empty.
func (s *Sheet) Row(values ...any) error { return s.write(values) }

// HiddenRow writes the next row and hides it.
func (s *Sheet) HiddenRow(values ...any) error {
	return s.write(values, excelize.RowOpts{Hidden: true})
}

// Skip leaves rows empty.
func (s *Sheet) Skip(rows int) { s.row += rows }

// NextRow returns the number, as the spreadsheet shows it, of the row that is written next.
func (s *Sheet) NextRow() int { return s.row + 1 }

// Merge joins cells, "B2:D2" as from "B2" and to "D2".
func (s *Sheet) Merge(from, to string) error { return s.stream.MergeCell(from, to) }

func (s *Sheet) write(values []any, opts ...excelize.RowOpts) error {
	s.row++
	cells := make([]any, len(values))
	for i, v := range values {
		c, err := s.book.cell(v)
		if err != nil {
			return fmt.Errorf("sheet %q row %d column %s: %w", s.name, s.row, Letter(i), err)
		}
		cells[i] = c
	}
	if err := s.stream.SetRow("A"+strconv.Itoa(s.row), cells, opts...); err != nil {
		return fmt.Errorf("sheet %q row %d: %w", s.name, s.row, err)
	}
	return nil
}

// cell turns a value into what the library writes. Plain strings, integers and nil pass without a style.
func (b *Book) cell(v any) (any, error) {
	c, styled := v.(Cell)
	if styled {
		v = c.Value
	}
	plain, err := b.value(v)
	if err != nil || !styled || (c.Style == Plain && c.Formula == "") {
		return plain, err
	}
	id, err := b.style(c.Style)
	if err != nil {
		return nil, err
	}
	if plain == nil {
		plain = ""
	}
	return excelize.Cell{StyleID: id, Formula: c.Formula, Value: plain}, nil
}

// epoch1900 is the day before day 1 of spreadsheets, as they count from March 1900 on.
var epoch1900 = period.DateOf(1899, time.December, 30)

func (b *Book) value(v any) (any, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		return Harmless(v), nil
	case int, int64, bool:
		return v, nil
	case money.Rupiah:
		return int64(v), nil
	case money.Milli:
		if v%1000 == 0 {
			return int64(v) / 1000, nil
		}
		// The library takes no decimals; below 2^53 thousandths a float prints the same digits again.
		f, err := strconv.ParseFloat(v.String(), 64)
		if err != nil || strconv.FormatFloat(f, 'f', -1, 64) != v.String() {
			return v.String(), nil
		}
		return f, nil
	case Decimal:
		f, err := strconv.ParseFloat(string(v), 64)
		if err != nil {
			return nil, fmt.Errorf("%q is no decimal: %w", string(v), err)
		}
		return f, nil
	case period.Date:
		if v == 0 {
			return nil, nil
		}
		if v < epoch1900+61 { // before March 1900 spreadsheets have no right day
			return v.String(), nil
		}
		return int64(v - epoch1900), nil
	case period.Month:
		return v.String(), nil
	case Raw:
		return string(v), nil
	case fmt.Stringer:
		return Harmless(v.String()), nil
	}
	return nil, fmt.Errorf("a cell cannot hold a %T", v)
}

// Decimal is a plain decimal number ("0.6667") to be written as a number.
type Decimal string

// Raw is text that is written untouched, even where it looks like a formula. Only test data needs it.
type Raw string

// Letter returns the letters of a column counted from 0: "A", "Z", "AA".
func Letter(column int) string {
	name, err := excelize.ColumnNumberToName(column + 1)
	if err != nil {
		return "?"
	}
	return name
}
