package sheetmark

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/internal/format/sheetread"
)

// maxNotes bounds the notes on cells; the reasons always stand in the columns, whatever their number.
const maxNotes = 2000

// Write writes the marked workbook. File and size are the original, which is taken over where it is an XLSX.
func Write(ctx context.Context, w io.Writer, book *sheetread.Book, file io.ReaderAt, size int64, marks Marks) error {
	f, err := workbook(ctx, book, file, size)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // temporary files of the library; the answer is written by then
	m := &marker{f: f, marks: marks, styles: map[styleKey]int{}}
	for _, s := range marks.Sheets {
		if err := m.sheet(ctx, book.Sheet(s.Name), s); err != nil {
			return fmt.Errorf("mark sheet %q: %w", s.Name, err)
		}
	}
	if err := m.summary(); err != nil {
		return fmt.Errorf("write summary: %w", err)
	}
	return f.Write(w)
}

type styleKey struct {
	base   int
	colour Colour
}

// marker writes marks into one workbook.
type marker struct {
	f      *excelize.File
	marks  Marks
	styles map[styleKey]int
	notes  int
}

// sheet colours cells, adds notes, and fills the three columns.
func (m *marker) sheet(ctx context.Context, source *sheetread.Sheet, s Sheet) error {
	if source == nil {
		return errors.New("no such sheet")
	}
	name := m.realName(s.Name)
	column, again, err := m.freeColumn(ctx, source, s)
	if err != nil {
		return err
	}
	if again {
		if err := m.unmark(ctx, name, source); err != nil {
			return err
		}
	}
	if err := m.titles(name, column, s.HeaderRow); err != nil {
		return err
	}
	for _, row := range s.Rows {
		if err := m.row(name, column, row); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (m *marker) realName(name string) string {
	for _, n := range m.f.GetSheetList() {
		if n == name {
			return n
		}
	}
	return sheetName(name)
}

// freeColumn is the first column right of the list, or that of earlier marks, which is told by the second value.
func (m *marker) freeColumn(ctx context.Context, source *sheetread.Sheet, s Sheet) (column int, again bool, err error) {
	first, last := s.HeaderRow, s.HeaderRow
	if n := len(s.Rows); n > 0 {
		if first == 0 {
			first = s.Rows[0].Number
		}
		last = max(last, s.Rows[n-1].Number)
	}
	right := 0
	for row, err := range source.Rows(ctx) {
		if err != nil {
			return 0, false, err
		}
		if row.Number < first || row.Number > last {
			continue
		}
		for _, c := range row.Cells {
			if row.Number == s.HeaderRow && c.Text == m.marks.Titles[0] {
				return int(c.Column) + 1, true, nil
			}
			if !c.Blank() {
				right = max(right, int(c.Column)+1)
			}
		}
	}
	return right + 1, false, nil
}

func (m *marker) titles(sheet string, column, row int) error {
	if row == 0 {
		return nil
	}
	for i, title := range m.marks.Titles {
		at, err := excelize.CoordinatesToCellName(column+i, row)
		if err != nil {
			return err
		}
		if err := m.f.SetCellStr(sheet, at, Neutral(title)); err != nil {
			return err
		}
	}
	if left, err := excelize.CoordinatesToCellName(column-1, row); err == nil && column > 1 {
		if style, err := m.f.GetCellStyle(sheet, left); err == nil && style != 0 {
			right, _ := excelize.CoordinatesToCellName(column+2, row) // valid: its left neighbours are
			from, _ := excelize.CoordinatesToCellName(column, row)
			if err := m.f.SetCellStyle(sheet, from, right, style); err != nil {
				return err
			}
		}
	}
	return m.widths(sheet, column)
}

func (m *marker) widths(sheet string, column int) error {
	for i, width := range []float64{14, 60, 40} {
		name, err := excelize.ColumnNumberToName(column + i)
		if err != nil {
			return err
		}
		if err := m.f.SetColWidth(sheet, name, name, width); err != nil {
			return err
		}
	}
	return nil
}

func (m *marker) row(sheet string, column int, row Row) error {
	for i, text := range []string{row.Status, row.Problem, row.Proposal} {
		at, err := excelize.CoordinatesToCellName(column+i, row.Number)
		if err != nil {
			return err
		}
		if err := m.f.SetCellStr(sheet, at, Neutral(text)); err != nil {
			return err
		}
		if i == 0 {
			if err := m.colour(sheet, at, row.Colour); err != nil {
				return err
			}
		}
	}
	for _, c := range row.Cells {
		at := fmt.Sprintf("%s%d", c.Column, row.Number)
		if err := m.colour(sheet, at, c.Colour); err != nil {
			return err
		}
		if err := m.note(sheet, at, c.Note); err != nil {
			return err
		}
	}
	return nil
}

func (m *marker) note(sheet, at, text string) error {
	if text == "" || m.notes >= maxNotes {
		return nil
	}
	m.notes++
	err := m.f.AddComment(sheet, excelize.Comment{Cell: at, Author: author, Text: Neutral(text), Width: 320, Height: 140})
	if err != nil && strings.Contains(err.Error(), "already") {
		return nil // a note of the owner stands there; it stays
	}
	return err
}

// colour fills a cell and keeps the rest of its style.
func (m *marker) colour(sheet, at string, c Colour) error {
	if c == None {
		return nil
	}
	base, err := m.f.GetCellStyle(sheet, at)
	if err != nil {
		return err
	}
	key := styleKey{base, c}
	id, known := m.styles[key]
	if !known {
		style, err := m.f.GetStyle(base)
		if err != nil || style == nil {
			style = &excelize.Style{}
		}
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill(c)}}
		if id, err = m.f.NewStyle(style); err != nil {
			return err
		}
		m.styles[key] = id
	}
	return m.f.SetCellStyle(sheet, at, at, id)
}

func fill(c Colour) string {
	if c == Red {
		return "F8C9C4"
	}
	return "FFF0B3"
}

// summary writes the summary sheet, in the place of an earlier one of ours.
func (m *marker) summary() error {
	name := m.marks.Summary
	if index, err := m.f.GetSheetIndex(name); err == nil && index >= 0 {
		if old, _ := m.f.GetCellValue(name, "A1"); old == m.marks.Headline { // unreadable counts as the owner's
			if err := m.f.DeleteSheet(name); err != nil {
				return err
			}
		} else {
			name += " Payung"
		}
	}
	if _, err := m.f.NewSheet(name); err != nil {
		return err
	}
	if err := m.f.SetCellStr(name, "A1", m.marks.Headline); err != nil {
		return err
	}
	for i, line := range m.marks.Lines {
		for k, text := range line {
			at, err := excelize.CoordinatesToCellName(k+1, i+3)
			if err != nil {
				return err
			}
			if err := m.f.SetCellStr(name, at, Neutral(text)); err != nil {
				return err
			}
		}
	}
	if err := m.f.SetColWidth(name, "A", "A", 46); err != nil {
		return err
	}
	return m.f.SetColWidth(name, "B", "C", 30)
}
