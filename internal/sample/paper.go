package sample

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetwrite"
)

// rosterFile is one file of one month: the units in it and their rows.
type rosterFile struct {
	path   string
	layout *layout
	month  int
	units  []*unit
	rows   []*row // in the order of the file
	nihil  bool
}

// write renders the file and notes on each row where it stands.
func (w *world) write(f *rosterFile) ([]byte, error) {
	if f.layout.csv {
		return w.writeCSV(f)
	}
	return w.writeBook(f)
}

func (w *world) writeCSV(f *rosterFile) ([]byte, error) {
	var b bytes.Buffer
	l := f.layout
	if l.bom {
		b.WriteString("\ufeff")
	}
	record := make([]string, len(l.columns))
	for i, c := range l.columns {
		record[i] = c.title
	}
	line := csvWriter(&b, l)
	if err := line(record); err != nil {
		return nil, err
	}
	for i, r := range f.rows {
		r.sheet, r.line, r.number = "csv", i+2, i+1
		for k, c := range l.columns {
			record[k] = plain(w.cell(l, c, r))
		}
		if err := line(record); err != nil {
			return nil, err
		}
	}
	if f.nihil {
		for k, c := range l.columns {
			record[k] = ""
			if c.field == fName {
				record[k] = "NIHIL"
			}
			if c.field == fUnit {
				record[k] = f.units[0].code
			}
		}
		if err := line(record); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

func csvWriter(b *bytes.Buffer, l *layout) func([]string) error {
	if l.quoted {
		return func(record []string) error {
			for i, s := range record {
				if i > 0 {
					b.WriteRune(l.comma)
				}
				b.WriteString(`"` + strings.ReplaceAll(s, `"`, `""`) + `"`)
			}
			b.WriteByte('\n')
			return nil
		}
	}
	out := csv.NewWriter(b)
	out.Comma = l.comma
	return func(record []string) error {
		err := out.Write(record)
		out.Flush()
		return err
	}
}

func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case sheetwrite.Cell:
		return plain(v.Value)
	case sheetwrite.Raw:
		return string(v)
	}
	return fmt.Sprint(v)
}

func (w *world) writeBook(f *rosterFile) ([]byte, error) {
	book := sheetwrite.NewBook()
	if f.layout.aboard {
		if err := instructions(book, f.layout); err != nil {
			return nil, err
		}
	}
	if f.layout.perUnit {
		names := map[string]bool{}
		for _, u := range f.units {
			var rows []*row
			for _, r := range f.rows {
				if r.worker.unit == u {
					rows = append(rows, r)
				}
			}
			name := sheetwrite.SheetName(u.name)
			for n := 2; names[strings.ToLower(name)]; n++ {
				name = sheetwrite.SheetName(fmt.Sprintf("%d %s", n, u.name))
			}
			names[strings.ToLower(name)] = true
			if err := w.writeSheet(book, f, name, u, rows); err != nil {
				return nil, err
			}
		}
	} else if err := w.writeSheet(book, f, f.layout.sheet, f.units[0], f.rows); err != nil {
		return nil, err
	}
	if f.layout.aboard {
		if err := places(book); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if _, err := book.WriteTo(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (w *world) writeSheet(book *sheetwrite.Book, f *rosterFile, name string, u *unit, rows []*row) error {
	l := f.layout
	widths := make([]float64, len(l.columns))
	for i, c := range l.columns {
		widths[i] = map[field]float64{fNumber: 5, fName: 30, fNIK: 20, fSex: 6, fAddress: 24, fJob: 22}[c.field]
		if widths[i] == 0 {
			widths[i] = 15
		}
	}
	sheet, err := book.Sheet(name, widths...)
	if err != nil {
		return err
	}
	if err := w.writeHead(sheet, f, u); err != nil {
		return err
	}
	cells := make([]any, len(l.columns))
	for i, r := range rows {
		r.sheet, r.line, r.number = name, sheet.NextRow(), i+1
		for k, c := range l.columns {
			cells[k] = w.cell(l, c, r)
		}
		put := sheet.Row
		if r.flaw == hiddenRow {
			put = sheet.HiddenRow
		}
		if err := put(cells...); err != nil {
			return err
		}
	}
	if f.nihil {
		if err := sheet.Row(nil, "NIHIL"); err != nil {
			return err
		}
	}
	return w.writeFoot(sheet, f, u)
}
