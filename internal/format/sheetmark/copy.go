package sheetmark

import (
	"bytes"
	"context"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/period"
)

// workbook is the original, or a new one with the rows of the original as text.
func workbook(ctx context.Context, book *sheetread.Book, file io.ReaderAt, size int64) (*excelize.File, error) {
	if book.Format == sheetread.XLSX && !book.Macros {
		f, err := taken(file, size)
		if err == nil && styled(f) {
			return f, harmless(ctx, f, book)
		}
		if err == nil {
			_ = f.Close()
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		// A workbook that only our own reader understands comes back as a new one.
	}
	return copied(ctx, book)
}

// taken opens the workbook itself, with values in the place of formulas.
func taken(file io.ReaderAt, size int64) (*excelize.File, error) {
	limits := sheetread.DefaultLimits()
	data, formulas, err := values(file, size, limits.Part)
	if err != nil {
		return nil, err
	}
	source := io.Reader(io.NewSectionReader(file, 0, size))
	if formulas > 0 {
		source = bytes.NewReader(data)
	}
	return excelize.OpenReader(source, excelize.Options{UnzipSizeLimit: limits.Unpacked, UnzipXMLSizeLimit: limits.Part})
}

// harmless puts an apostrophe before the owner's texts that would run once the workbook is saved as CSV, or the cell edited.
func harmless(ctx context.Context, f *excelize.File, book *sheetread.Book) error {
	for _, s := range book.Sheets() {
		for row, err := range s.Rows(ctx) {
			if err != nil {
				return err
			}
			for _, c := range row.Cells {
				if c.Kind != sheetread.Text || !runs(c.Text) {
					continue
				}
				at, err := excelize.CoordinatesToCellName(int(c.Column)+1, row.Number)
				if err != nil {
					return err
				}
				if err := f.SetCellStr(s.Name, at, Neutral(c.Text)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// styled tells whether a workbook has the parts that a colour is added to. A file without any style is lawful, and some
// programs write such files, but the library cannot colour it.
func styled(f *excelize.File) bool {
	s := f.Styles
	return s != nil && s.Fonts != nil && s.Fills != nil && s.Borders != nil && s.CellXfs != nil
}

// copied writes all rows of a book into a new workbook: text as text, numbers with the digits they have, dates as dates.
func copied(ctx context.Context, book *sheetread.Book) (*excelize.File, error) {
	f := excelize.NewFile()
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		return nil, err
	}
	for i, s := range book.Sheets() {
		name := sheetName(s.Name)
		if i == 0 {
			if err := f.SetSheetName("Sheet1", name); err != nil {
				return nil, err
			}
		} else if _, err := f.NewSheet(name); err != nil {
			return nil, err
		}
		for row, err := range s.Rows(ctx) {
			if err != nil {
				return nil, err
			}
			if err := copyRow(f, name, row, day); err != nil {
				return nil, err
			}
		}
	}
	for _, s := range book.Sheets() {
		if s.Hidden {
			if err := f.SetSheetVisible(sheetName(s.Name), false); err != nil {
				return nil, err
			}
		}
	}
	return f, nil
}

func copyRow(f *excelize.File, sheet string, row sheetread.Row, day int) error {
	for _, c := range row.Cells {
		at, err := excelize.CoordinatesToCellName(int(c.Column)+1, row.Number)
		if err != nil {
			continue // beyond what a sheet of this format can hold
		}
		if err := copyCell(f, sheet, at, c, day); err != nil {
			return err
		}
	}
	if row.Hidden {
		return f.SetRowVisible(sheet, row.Number, false)
	}
	return nil
}

func copyCell(f *excelize.File, sheet, at string, c sheetread.Cell, day int) error {
	switch c.Kind {
	case sheetread.Number:
		return f.SetCellDefault(sheet, at, c.Text)
	case sheetread.Date:
		if d, ok := c.Day(); ok {
			if err := f.SetCellInt(sheet, at, int64(d-period.DateOf(1899, 12, 30))); err != nil {
				return err
			}
			return f.SetCellStyle(sheet, at, at, day)
		}
	default: // text, and what is best kept as text
	}
	return f.SetCellStr(sheet, at, Neutral(c.Text))
}

// sheetName makes a name that spreadsheets accept.
func sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return r
	}, name)
	if r := []rune(name); len(r) > 31 {
		name = string(r[:31])
	}
	if name = strings.Trim(name, "' "); name == "" {
		name = "Lembar"
	}
	return name
}
