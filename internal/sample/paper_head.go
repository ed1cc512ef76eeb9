package sample

import (
	"fmt"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
)

// writeHead writes the heading, one or two header lines and the row of numbers.
func (w *world) writeHead(sheet *sheetwrite.Sheet, f *rosterFile, u *unit) error {
	l := f.layout
	last := sheetwrite.Letter(len(l.columns) - 1)
	if l.heading != nil {
		for _, s := range l.heading(&paper{unit: u, month: upper(text.Month(lang.ID, w.months[f.month])), short: w.shortName(u)}) {
			at := sheet.NextRow()
			if err := sheet.Row(sheetwrite.Cell{Value: s, Style: sheetwrite.Bold}); err != nil {
				return err
			}
			if err := sheet.Merge(fmt.Sprintf("A%d", at), fmt.Sprintf("%s%d", last, at)); err != nil {
				return err
			}
		}
		sheet.Skip(l.gap)
	}
	if l.upper != nil {
		if err := twoLines(sheet, l); err != nil {
			return err
		}
	} else {
		head := make([]any, len(l.columns))
		for i, c := range l.columns {
			head[i] = sheetwrite.Cell{Value: c.title, Style: sheetwrite.Head}
		}
		if err := sheet.Row(head...); err != nil {
			return err
		}
	}
	if !l.numbers {
		return nil
	}
	numbers := make([]any, len(l.columns))
	for i := range numbers {
		numbers[i] = i + 1
	}
	return sheet.Row(numbers...)
}

// twoLines writes a header whose cells are joined downwards, or sideways over a pair.
func twoLines(sheet *sheetwrite.Sheet, l *layout) error {
	at := sheet.NextRow()
	first, second := make([]any, len(l.columns)), make([]any, len(l.columns))
	for i, c := range l.columns {
		first[i], second[i] = sheetwrite.Cell{Value: l.upper[i], Style: sheetwrite.Head}, sheetwrite.Cell{Value: c.title, Style: sheetwrite.Head}
	}
	if err := sheet.Row(first...); err != nil {
		return err
	}
	if err := sheet.Row(second...); err != nil {
		return err
	}
	for i, c := range l.columns {
		here, below := fmt.Sprintf("%s%d", sheetwrite.Letter(i), at), fmt.Sprintf("%s%d", sheetwrite.Letter(i), at+1)
		var err error
		switch {
		case c.title == "":
			err = sheet.Merge(here, below)
		case l.upper[i] != "":
			err = sheet.Merge(here, fmt.Sprintf("%s%d", sheetwrite.Letter(i+1), at))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *world) writeFoot(sheet *sheetwrite.Sheet, f *rosterFile, u *unit) error {
	l := f.layout
	if l.total {
		cells := make([]any, len(l.columns))
		cells[0] = "JUMLAH"
		for i, c := range l.columns {
			if c.field == fWage {
				var sum int64
				for _, r := range f.rows {
					if !r.flaw.ofWage() {
						sum += int64(r.worker.pay(r.month) / 1000)
					}
				}
				cells[i] = sum
			}
		}
		if err := sheet.Row(cells...); err != nil {
			return err
		}
	}
	if !l.signed {
		return nil
	}
	sheet.Skip(1)
	d := newDice(w.seed, "sign "+u.code)
	place := w.shortName(u)
	for _, s := range []string{
		place + ", " + text.Date(lang.ID, w.months[f.month].Last()-2), map[bool]string{true: "KEPALA " + upper(u.name), false: "BENDAHARA PENGELUARAN"}[u.kind == "desa"], "", "",
		upper(pick(d, w.register.book.parts["java/L"]) + " " + pick(d, w.register.book.parts["java_second/L"])),
		fmt.Sprintf("NIP. 19%02d%02d%02d 199903 1 %03d", d.between(65, 88), d.between(1, 12), d.between(1, 28), d.between(1, 9)),
	} {
		if s == "" {
			sheet.Skip(1)
			continue
		}
		if err := sheet.Row(nil, nil, nil, nil, nil, nil, s); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) shortName(u *unit) string {
	_, short, ok := strings.Cut(u.gov.name, " ")
	if !ok {
		return u.gov.name
	}
	return short
}

// instructions is the first sheet of the insurer's template.
func instructions(book *sheetwrite.Book, l *layout) error {
	sheet, err := book.Sheet("Petunjuk Pengisian", 6, 24, 40, 20)
	if err != nil {
		return err
	}
	if err := sheet.Row("NO", "NAMA KOLOM", "KETERANGAN", "CONTOH"); err != nil {
		return err
	}
	for i, c := range l.columns {
		if err := sheet.Row(i+1, c.title, "Diisi sesuai KTP / data perusahaan"); err != nil {
			return err
		}
	}
	return nil
}

func places(book *sheetwrite.Book) error {
	sheet, err := book.Sheet("Lokasi Pekerjaan", 10, 30)
	if err != nil {
		return err
	}
	for _, r := range [][2]string{{"KODE", "NAMA LOKASI"}, {"3310", "KAB. KLATEN"}, {"3311", "KAB. SUKOHARJO"}, {"3312", "KAB. WONOGIRI"}} {
		if err := sheet.Row(r[0], r[1]); err != nil {
			return err
		}
	}
	return nil
}
