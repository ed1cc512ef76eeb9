package registration

import (
	"fmt"
	"io"
	"slices"

	"github.com/payung-id/payung/internal/format/sheetwrite"
)

// Files cuts lines into files of at most as many rows as the template takes. Lines with a refusal are left out.
func Files(t Template, lines []Line) [][]Worker {
	var going []Worker
	for _, l := range lines {
		if l.Goes() {
			going = append(going, l.Worker)
		}
	}
	var out [][]Worker
	for part := range slices.Chunk(going, t.MostRows) {
		out = append(out, part)
	}
	return out
}

// Write writes one file: a sheet named like the template, its headers in row 1, people from row 2, each cell text. The
// sheet "Lokasi Pekerjaan" repeats the code list that was used, where one is known. Keep [Template.FileName]: the portal
// refuses the file under another name, a browser's "(1)" included.
func Write(w io.Writer, t Template, codes Book, workers []Worker) error {
	if len(workers) > t.MostRows {
		return fmt.Errorf("write %s: %d rows, at most %d", t.Kind, len(workers), t.MostRows)
	}
	book := sheetwrite.NewBook()
	widths := make([]float64, len(t.Columns))
	head := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = max(12, float64(len(c.Header))+2)
		head[i] = sheetwrite.Cell{Value: c.Header, Style: sheetwrite.AsText}
	}
	sheet, err := book.Sheet(string(t.Kind), widths...)
	if err != nil {
		return err
	}
	if err := sheet.Row(head...); err != nil {
		return err
	}
	cells := make([]any, len(t.Columns))
	for _, worker := range workers {
		for i, c := range t.Columns {
			cells[i] = nil
			if c.Field == "" {
				continue
			}
			if v := worker.Value(c.Field); v != "" {
				cells[i] = sheetwrite.Cell{Value: v, Style: sheetwrite.AsText}
			}
		}
		if err := sheet.Row(cells...); err != nil {
			return err
		}
	}
	if err := writeCodes(book, t, codes); err != nil {
		return err
	}
	_, err = book.WriteTo(w)
	return err
}

func writeCodes(book *sheetwrite.Book, t Template, codes Book) error {
	list := codes.Codes("workplace")
	if _, _, ok := t.Column(Workplace); !ok || len(list.Codes) == 0 {
		return nil
	}
	sheet, err := book.Sheet(workplaceSheet, 14, 60)
	if err != nil {
		return err
	}
	if err := sheet.Row("KODE", "NAMA"); err != nil {
		return err
	}
	for _, c := range list.Codes {
		if err := sheet.Row(sheetwrite.Cell{Value: c.Code, Style: sheetwrite.AsText}, c.Title); err != nil {
			return err
		}
	}
	return nil
}
