package office

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/internal/format/sheetmark"
	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/registry/roster/preflight"
	"github.com/payung-id/payung/period"
)

// Every one of these gives 424242 where it is run.
var evil = []string{
	"=424240+2", "+424240+2", "-1+424243", "@SUM(424240;2)", "\t=424240+2", "\r=424240+2", "\n=424240+2", " =424240+2",
	`=HYPERLINK("http://x.invalid/";424240+2)`, "=424240+2|'x'!A0", "＝424240+2", "'=424240+2", "%0A=424240+2", "+62424240-2+4", "-424242-0", "+424240-0+2",
}

const computed = "424242"

// evilTable is a list as the pages hand it out, with such a text in every kind of text column.
func evilTable(template bool) sheetwrite.Table {
	var rows [][]any
	for _, e := range evil {
		rows = append(rows, []any{e, e, e, nil})
	}
	return sheetwrite.Table{
		Title: "=424240+2", Sheet: "=424240+2", Template: template, EmptyRows: 3, Rows: sheetwrite.Slice(rows),
		Columns: []sheetwrite.Column{{Key: "nik", Title: "NIK", Kind: sheetwrite.NIK}, {Key: "nama", Title: "=424240+2"}, {Key: "sk", Title: "Nomor SK", Choices: []string{"=424240+2", "b"}}, {Key: "upah", Title: "Upah", Kind: sheetwrite.Rupiah}},
		About:   []sheetwrite.About{{Label: "=424240+2", Text: "=424240+2"}},
	}
}

// goodPeople are invented workers, so that the list is known for one.
var goodPeople = func() (people [][]string) {
	for i := range 30 {
		day := 10 + i%19
		people = append(people, []string{"Budi Santoso " + string(rune('A'+i%26)) + "ono", "331101" + itoa(day) + "0385" + itoa(9000+i), itoa(day) + "-03-1985", "L", "2500000", "Staf"})
	}
	return people
}()

// evilRoster is a treasurer's list whose cells hold such texts, and formulas whose values are read.
func evilRoster(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	put := func(at string, v any) {
		if err := f.SetCellValue("Sheet1", at, v); err != nil {
			t.Fatal(err)
		}
	}
	for i, title := range []string{"Nama", "NIK", "Tgl Lahir", "L/P", "Upah", "Jabatan"} {
		put(sheetwrite.Letter(i)+"1", title)
	}
	for i, w := range goodPeople {
		for c, v := range w {
			put(sheetwrite.Letter(c)+itoa(i+2), v)
		}
	}
	for i, e := range evil {
		row := itoa(i + 2 + len(goodPeople))
		put("A"+row, "Budi "+string(rune('A'+i))+e)
		put("B"+row, e)
		put("C"+row, e)
		put("D"+row, e)
		put("E"+row, e)
		put("F"+row, e)
	}
	if err := f.SetCellFormula("Sheet1", "G2", "424240+2"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func markedCopy(t *testing.T, data []byte, name string) []byte {
	t.Helper()
	ctx := context.Background()
	book, err := sheetread.FromBytes(ctx, data, name, sheetread.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	report, err := preflight.Check(ctx, book, options(name, 0))
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Rows) == 0 {
		t.Fatalf("%s: no rows: %v", name, report.Findings)
	}
	var out bytes.Buffer
	if err := sheetmark.Write(ctx, &out, book, bytes.NewReader(data), int64(len(data)), report.Marks(lang.ID)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func written(t *testing.T, table sheetwrite.Table) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := sheetwrite.Write(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What we hand out computes nothing: not when it is opened, and not when it is saved as CSV and opened once more.
func TestNothingThatWeWriteComputes(t *testing.T) {
	office, dir := libreOffice(t), t.TempDir()
	var csv bytes.Buffer
	if err := sheetwrite.WriteCSV(&csv, evilTable(false), sheetwrite.CSV{Harmless: true, BOM: true}); err != nil {
		t.Fatal(err)
	}
	roster := evilRoster(t)
	text := "Nama,NIK,Tgl Lahir,L/P,Upah\n"
	for _, w := range goodPeople {
		text += strings.Join(w[:5], ",") + "\n"
	}
	for i, e := range evil {
		quoted := `"` + strings.ReplaceAll(e, `"`, `""`) + `"`
		text += "Budi " + string(rune('A'+i)) + "," + strings.Repeat(quoted+",", 3) + quoted + "\n"
	}
	files := []string{
		save(t, dir, "daftar.xlsx", written(t, evilTable(false))),
		save(t, dir, "isian.xlsx", written(t, evilTable(true))),
		save(t, dir, "ekspor.csv", csv.Bytes()),
		save(t, dir, "ditandai.xlsx", markedCopy(t, roster, "x.xlsx")),
		save(t, dir, "ditandai-csv.xlsx", markedCopy(t, []byte(text), "x.csv")),
	}
	for _, path := range files {
		if strings.HasSuffix(path, ".xlsx") {
			if formulas := formulaCells(t, path); len(formulas) > 0 {
				t.Errorf("%s holds formulas: %q", filepath.Base(path), formulas)
			}
		}
	}
	control := excelize.NewFile()
	if err := control.SetCellFormula("Sheet1", "A1", "424240+2"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := control.Write(&b); err != nil {
		t.Fatal(err)
	}
	files = append(files, save(t, dir, "kendali.xlsx", b.Bytes()))

	once, twice := t.TempDir(), t.TempDir()
	office.convert(t, toCSV, once, files)
	texts, err := filepath.Glob(filepath.Join(once, "*.csv"))
	if err != nil || len(texts) < len(files) {
		t.Fatal(texts, err)
	}
	shows := func(path string) bool { return showsComputed(string(load(t, path))) }
	control1 := false
	for _, path := range texts {
		if strings.Contains(path, "kendali") {
			control1 = control1 || shows(path)
		} else if shows(path) {
			t.Errorf("%s computed:\n%s", filepath.Base(path), load(t, path))
		}
	}
	if !control1 {
		t.Error("the control did not compute: this test proves nothing")
	}
	office.convert(t, toXLSX, twice, texts, "--infilter=Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,true")
	again, _ := filepath.Glob(filepath.Join(twice, "*.xlsx")) // the pattern is well formed
	if len(again) != len(texts) {
		t.Fatal(again)
	}
	for _, path := range again {
		if formulas := formulaCells(t, path); len(formulas) > 0 {
			t.Errorf("%s holds formulas after a journey through CSV: %q", filepath.Base(path), formulas)
		}
	}
}

// showsComputed tells whether a cell holds the result alone.
func showsComputed(csv string) bool {
	for cell := range strings.FieldsFuncSeq(csv, func(r rune) bool { return r == ';' || r == '\n' || r == '\r' || r == '"' }) {
		if strings.Trim(cell, " .,'") == computed {
			return true
		}
	}
	return false
}

func formulaCells(t *testing.T, path string) (out []string) {
	t.Helper()
	ctx := context.Background()
	book, err := sheetread.FromBytes(ctx, load(t, path), path, sheetread.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range book.Sheets() {
		for row, err := range s.Rows(ctx) {
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range row.Cells {
				if c.Formula {
					out = append(out, sheetread.ColumnName(int(c.Column))+itoa(row.Number)+" "+c.Text)
				}
			}
		}
	}
	return out
}

func options(name string, month period.Month) preflight.Options {
	return preflight.Options{File: name, Month: month, Today: period.DateOf(2026, 11, 21)}
}
