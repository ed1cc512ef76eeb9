package sheetwrite

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Kind is what a column holds; it decides format and width.
type Kind int

// The kinds and the values their cells take; nil is an empty cell everywhere.
const (
	Text    Kind = iota // string, fmt.Stringer
	Integer             // int, int64
	Rupiah              // money.Rupiah, money.Milli
	Date                // period.Date
	Month               // period.Month
	NIK                 // string of digits, stays text; also for KPJ, NPP, account codes, telephone numbers
	Ratio               // Decimal "0.7280", shown as 72,8 %
)

// Column is one column of a table.
type Column struct {
	Key   string // name in CSV files and APIs: "nik"
	Title string // what people read: "NIK"
	Kind  Kind
	Width float64 // in characters; 0 takes the usual width of the kind
	// For templates:
	Choices []string // drop-down
	Locked  bool     // may not be changed
	Note    string   // shown when the cell is chosen
}

// About is one line of the sheet "Keterangan".
type About struct {
	Label, Text string
}

// Table is a sheet of data with what has to be said about it.
type Table struct {
	Title   string
	Sheet   string // name of the sheet; empty takes Title
	Columns []Column
	// Rows gives the rows one after another, each as long as Columns, or an error that ends the writing.
	Rows  iter.Seq2[[]any, error]
	About []About // definition, filter, date, sources
	// Template makes the sheet one to fill in: header and locked columns protected, the rest open, EmptyRows lines ready.
	Template  bool
	EmptyRows int
}

// Slice returns rows that are already in memory.
func Slice(rows [][]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// Write writes the tables as one workbook, each on a sheet of its own, and then the sheet "Keterangan".
func Write(w io.Writer, first Table, more ...Table) error {
	book := NewBook()
	tables := append([]Table{first}, more...)
	for _, t := range tables {
		if err := book.table(t); err != nil {
			_ = book.file.Close()
			return fmt.Errorf("write table %q: %w", t.Title, err)
		}
	}
	if err := book.about(tables); err != nil {
		_ = book.file.Close()
		return fmt.Errorf("write sheet Keterangan: %w", err)
	}
	_, err := book.WriteTo(w)
	return err
}

func (b *Book) table(t Table) error {
	widths := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = c.width()
	}
	s, err := b.Sheet(or(t.Sheet, t.Title), widths...)
	if err != nil {
		return err
	}
	if err := s.prepare(t); err != nil {
		return err
	}
	head := make([]any, len(t.Columns))
	styles := make([]Style, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = Cell{Value: c.Title, Style: Head}
		styles[i] = c.style(t.Template)
	}
	if err := s.Row(head...); err != nil {
		return err
	}
	cells := make([]any, len(t.Columns))
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		if len(row) != len(t.Columns) {
			return fmt.Errorf("row %d has %d cells for %d columns", s.NextRow(), len(row), len(t.Columns))
		}
		for i, v := range row {
			cells[i] = v
			if _, own := v.(Cell); !own && v != nil {
				cells[i] = Cell{Value: v, Style: styles[i]}
			}
		}
		if err := s.Row(cells...); err != nil {
			return err
		}
	}
	return s.close(t)
}

// prepare does what the library wants before the first row.
func (s *Sheet) prepare(t Table) error {
	if err := s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if !t.Template {
		return nil
	}
	for i, c := range t.Columns {
		id, err := s.book.style(c.style(true))
		if err != nil {
			return err
		}
		if err := s.stream.SetColStyle(i+1, i+1, id); err != nil {
			return err
		}
	}
	return s.book.file.ProtectSheet(s.name, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
		InsertRows: true, DeleteRows: true, AutoFilter: true, Sort: true,
	})
}

// close adds filter and drop-downs once the number of rows is known.
func (s *Sheet) close(t Table) error {
	last := s.row
	if t.Template {
		last += t.EmptyRows
	}
	if len(t.Columns) > 0 {
		area := fmt.Sprintf("A1:%s%d", Letter(len(t.Columns)-1), max(last, 2))
		if err := s.book.file.AutoFilter(s.name, area, nil); err != nil {
			return err
		}
	}
	for i, c := range t.Columns {
		if len(c.Choices) == 0 && c.Note == "" {
			continue
		}
		if err := s.validate(c, fmt.Sprintf("%s2:%s%d", Letter(i), Letter(i), max(last, 2))); err != nil {
			return fmt.Errorf("column %s: %w", c.Key, err)
		}
	}
	return nil
}

func (s *Sheet) validate(c Column, area string) error {
	v := excelize.NewDataValidation(true)
	v.Sqref = area
	if len(c.Choices) > 0 {
		if err := v.SetDropList(c.Choices); err != nil {
			return fmt.Errorf("drop-down: %w", err)
		}
		v.SetError(excelize.DataValidationErrorStyleWarning, c.Title, "Pilih salah satu dari daftar.")
	}
	if c.Note != "" {
		v.SetInput(c.Title, c.Note)
	}
	return s.book.file.AddDataValidation(s.name, v)
}

// about writes the sheet that says what the figures are.
func (b *Book) about(tables []Table) error {
	s, err := b.Sheet("Keterangan", 26, 100)
	if err != nil {
		return err
	}
	for i, t := range tables {
		if i > 0 {
			s.Skip(1)
		}
		if err := s.Row(Cell{Value: t.Title, Style: Title}); err != nil {
			return err
		}
		for _, a := range t.About {
			if err := s.Row(Cell{Value: a.Label, Style: Bold}, Cell{Value: a.Text, Style: Wrap}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c Column) width() float64 {
	switch {
	case c.Width > 0:
		return c.Width
	case c.Kind == NIK:
		return 19
	case c.Kind == Text:
		return max(18, min(40, float64(len(c.Title))+4))
	}
	return max(13, float64(len(c.Title))+3)
}

func (c Column) style(template bool) Style {
	if template && !c.Locked {
		switch c.Kind {
		case Rupiah, Integer:
			return OpenRupiah
		case Date:
			return OpenDate
		default:
		}
		return OpenText
	}
	switch c.Kind {
	case Rupiah:
		return AsMilli
	case Date:
		return AsDate
	case NIK, Month:
		return AsText
	case Ratio:
		return AsRatio
	default:
	}
	return Plain
}

func or(s, otherwise string) string {
	if strings.TrimSpace(s) == "" {
		return otherwise
	}
	return s
}
