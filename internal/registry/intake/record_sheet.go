package intake

import (
	"context"
	"fmt"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/registry/intake/layout"
)

// headRows is how far down a header is looked for.
const headRows = 40

// recognised reads the sheets of a workbook whose header, somewhere near the top, holds the standard names, or whose
// columns are understood by meaning.
func recognised(ctx context.Context, s *Staging, fields, needed []string, row func(r *Record) error) error {
	f := s.Request.File
	book, err := sheetread.Open(ctx, f.Reader, f.Size, f.Name, sheetread.Limits{})
	if err != nil {
		return err
	}
	found := false
	for _, sheet := range book.Sheets() {
		if sheet.Hidden || (s.Request.Sheet != "" && sheet.Name != s.Request.Sheet) {
			continue
		}
		header, at, err := standardHeader(ctx, sheet, fields, needed)
		if err != nil {
			return err
		}
		if header == 0 {
			understood, err := byMeaning(ctx, sheet, layout.SetOf(s.Request.Kind), fields, row)
			if err != nil {
				return err
			}
			found = found || understood
			continue
		}
		found = true
		if err := sheetRecords(ctx, sheet, header, at, row); err != nil {
			return err
		}
	}
	if !found {
		return fault.New(fault.Invalid, "Baris judul kolom tidak ditemukan. Pastikan ada baris judul yang memuat: %s.", strings.Join(needed, ", "))
	}
	return nil
}

// byMeaning reads a sheet through the recogniser of layouts; it is false where the sheet holds no such table.
func byMeaning(ctx context.Context, sheet *sheetread.Sheet, set *layout.FieldSet, fields []string, row func(r *Record) error) (bool, error) {
	if set == nil {
		return false, nil
	}
	l, err := layout.Recognise(ctx, sheet, set)
	if err != nil || l == nil {
		return false, err
	}
	out := Record{Sheet: sheet.Name, at: make([]int, len(fields)), cells: make([]string, len(fields))}
	for i := range fields {
		out.at[i] = i
	}
	for rec, err := range l.Records(ctx, sheet) {
		if err != nil {
			return true, err
		}
		out.Row = rec.Row.Number
		for i, name := range fields {
			out.cells[i] = cellText(rec.Cell(name))
		}
		if err := row(&out); err != nil {
			return true, err
		}
	}
	return true, nil
}

func standardHeader(ctx context.Context, sheet *sheetread.Sheet, fields, needed []string) (number int, at []int, err error) {
	head, err := sheet.Head(ctx, headRows)
	if err != nil {
		return 0, nil, fmt.Errorf("read sheet: %w", err)
	}
next:
	for _, r := range head {
		at := place(texts(r), fields)
		for _, n := range needed {
			if at[index(fields, n)] < 0 {
				continue next
			}
		}
		return r.Number, at, nil
	}
	return 0, nil, nil
}

func texts(r sheetread.Row) []string {
	if len(r.Cells) == 0 {
		return nil
	}
	out := make([]string, int(r.Cells[len(r.Cells)-1].Column)+1)
	for _, c := range r.Cells {
		out[c.Column] = cellText(c)
	}
	return out
}

// cellText is what a cell means to the standard columns: dates as ISO text, everything else as written.
func cellText(c sheetread.Cell) string {
	if c.Kind == sheetread.Date {
		if day, ok := c.Day(); ok {
			return day.String()
		}
	}
	return c.Text
}

func sheetRecords(ctx context.Context, sheet *sheetread.Sheet, header int, at []int, row func(r *Record) error) error {
	rec := Record{Sheet: sheet.Name, at: at}
	for r, err := range sheet.Rows(ctx) {
		if err != nil {
			return err
		}
		if r.Number <= header {
			continue
		}
		rec.Row, rec.cells = r.Number, texts(r)
		if blank(rec.cells) {
			continue
		}
		if err := row(&rec); err != nil {
			return err
		}
	}
	return nil
}
