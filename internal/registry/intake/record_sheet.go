package intake

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/registry/intake/layout"
	"github.com/payung-id/payung/period"
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
	found, set := false, layout.SetOf(s.Request.Kind)
	for _, sheet := range book.Sheets() {
		if sheet.Hidden || (s.Request.Sheet != "" && sheet.Name != s.Request.Sheet) {
			continue
		}
		header, at, err := standardHeader(ctx, sheet, set, fields, needed)
		if err != nil {
			return err
		}
		if header == 0 {
			understood, err := byMeaning(ctx, sheet, set, fields, period.DateIn(s.Batch.CreatedAt, time.UTC), row)
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
func byMeaning(ctx context.Context, sheet *sheetread.Sheet, set *layout.FieldSet, fields []string, asOf period.Date, row func(r *Record) error) (bool, error) {
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
	head, err := sheet.Head(ctx, headRows)
	if err != nil {
		return true, fmt.Errorf("read sheet: %w", err)
	}
	said := letterhead(head, l.Tables[0].HeaderRow(), asOf)
	for rec, err := range l.Records(ctx, sheet) {
		if err != nil {
			return true, err
		}
		out.Row = rec.Row.Number
		for i, name := range fields {
			out.cells[i] = cellText(rec.Cell(name))
			if parts := rec.Parts(name); parts != nil {
				out.cells[i] = summed(parts)
			}
			if out.cells[i] == "" && !l.Has(name) {
				out.cells[i] = said[name]
			}
		}
		if err := row(&out); err != nil {
			return true, err
		}
	}
	return true, nil
}

func standardHeader(ctx context.Context, sheet *sheetread.Sheet, set *layout.FieldSet, fields, needed []string) (number int, at []int, err error) {
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
		if set != nil && set.Divided(texts(r)) { // which only the reader by meaning adds up
			return 0, nil, nil
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
