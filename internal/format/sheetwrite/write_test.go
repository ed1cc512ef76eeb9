package sheetwrite

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

func workers() Table {
	return Table{
		Title: "Pekerja belum terdaftar: Dinas A/B",
		Columns: []Column{
			{Key: "nik", Title: "NIK", Kind: NIK},
			{Key: "nama", Title: "Nama", Kind: Text},
			{Key: "upah", Title: "Upah", Kind: Rupiah},
			{Key: "lahir", Title: "Tanggal Lahir", Kind: Date},
			{Key: "bagian", Title: "Bagian", Kind: Ratio},
			{Key: "bulan", Title: "Bulan", Kind: Month},
			{Key: "n", Title: "N", Kind: Integer},
		},
		Rows: Slice([][]any{
			{"3311011203859001", "Agus Prasetyo", money.Milli(2327386_070), period.DateOf(1985, 3, 12), Decimal("0.7280"), period.MonthOf(2026, 10), 3},
			{"3311016005909002", "=HYPERLINK(\"http://x\")", money.Rupiah(1500000), nil, nil, nil, nil},
		}),
		About: []About{{"Definisi", "Pekerja yang tidak ada di daftar peserta."}, {"Tanggal data", "31 Oktober 2026"}},
	}
}

func write(t *testing.T, tables ...Table) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, tables[0], tables[1:]...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t *testing.T, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestCellsComeBackAsTheyWere(t *testing.T) {
	f := open(t, write(t, workers()))
	if diff := cmp.Diff([]string{"Pekerja belum terdaftar- Dinas", "Keterangan"}, f.GetSheetList()); diff != "" {
		t.Fatal(diff)
	}
	rows, err := f.GetRows(f.GetSheetName(0), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"NIK", "Nama", "Upah", "Tanggal Lahir", "Bagian", "Bulan", "N"},
		{"3311011203859001", "Agus Prasetyo", "2327386.07", "31118", "0.728", "2026-10", "3"},
		{"3311016005909002", "'=HYPERLINK(\"http://x\")", "1500000"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	shown, _ := f.GetCellValue(f.GetSheetName(0), "D2")
	if shown != "1985-03-12" {
		t.Errorf("date shows as %q", shown)
	}
	if kind, _ := f.GetCellType(f.GetSheetName(0), "A2"); kind != excelize.CellTypeInlineString {
		t.Errorf("a NIK is a cell of type %v, must be text", kind)
	}
	about, _ := f.GetRows("Keterangan")
	if len(about) != 3 || about[0][0] != workers().Title || about[2][1] != "31 Oktober 2026" {
		t.Errorf("Keterangan: %q", about)
	}
}

func TestHeaderIsFrozenAndFiltered(t *testing.T) {
	b := write(t, workers())
	xml := part(t, b, "xl/worksheets/sheet1.xml")
	for _, want := range []string{`state="frozen"`, `<autoFilter ref="$A$1:$G$3"`} {
		if !strings.Contains(xml, want) {
			t.Errorf("no %s in the sheet", want)
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	first := write(t, workers(), Table{Title: "Kedua", Columns: workers().Columns, Rows: workers().Rows})
	for range 8 { // the library walks a map; eight times finds its order changing
		if !bytes.Equal(first, write(t, workers(), Table{Title: "Kedua", Columns: workers().Columns, Rows: workers().Rows})) {
			t.Fatal("bytes differ")
		}
	}
}

func TestTemplateIsLockedWhereItMustBe(t *testing.T) {
	tmpl := Table{
		Title: "Daftar pekerja", Template: true, EmptyRows: 200,
		Columns: []Column{
			{Key: "nik", Title: "NIK", Kind: NIK, Note: "16 angka"},
			{Key: "kategori", Title: "Kategori", Choices: []string{"honorer", "guru"}},
			{Key: "kode_instansi", Title: "Kode Instansi", Locked: true},
		},
		Rows: Slice([][]any{{"3311011203859001", "guru", "3311-D01"}}),
	}
	b := write(t, tmpl)
	xml := part(t, b, "xl/worksheets/sheet1.xml")
	for _, want := range []string{`<sheetProtection`, `sqref="B2:B202"`, `&#34;honorer,guru&#34;`, `sqref="A2:A202"`} {
		if !strings.Contains(xml, want) && !strings.Contains(xml, strings.ReplaceAll(want, "&#34;", `"`)) {
			t.Errorf("no %s in %s", want, xml)
		}
	}
	f := open(t, b)
	for cell, locked := range map[string]bool{"A1": true, "A2": false, "B2": false, "C2": true} {
		id, _ := f.GetCellStyle(f.GetSheetName(0), cell)
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if open := style.Protection != nil && !style.Protection.Locked; open == locked {
			t.Errorf("%s: locked is %v", cell, !open)
		}
	}
}

func TestFormulaStartsAreMadeHarmless(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "@SUM(A1)": "'@SUM(A1)", "+cmd|x": "'+cmd|x", "-2+3": "'-2+3", "\t=1": "'\t=1", "＝1": "'＝1",
		"+62 812-3456": "+62 812-3456", "-": "-", "-5": "-5", "-2-3": "'-2-3", "+62812-3456": "'+62812-3456", "-2 - 3": "'-2 - 3", "--": "--", "Sukarni": "Sukarni", "": "", "A=B": "A=B",
	} {
		if got := Harmless(in); got != want {
			t.Errorf("Harmless(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, workers(), CSV{Harmless: true}); err != nil {
		t.Fatal(err)
	}
	want := "nik,nama,upah,lahir,bagian,bulan,n\n" +
		"3311011203859001,Agus Prasetyo,2327386.07,1985-03-12,0.7280,2026-10,3\n" +
		"3311016005909002,\"'=HYPERLINK(\"\"http://x\"\")\",1500000,,,,\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	b.Reset()
	if err := WriteCSV(&b, workers(), CSV{Comma: ';', BOM: true, Titles: true}); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), "\ufeffNIK;Nama;Upah") || !strings.Contains(b.String(), `"=HYPERLINK(`) {
		t.Error(b.String())
	}
}

func TestAnErrorOfTheRowsEndsTheWriting(t *testing.T) {
	broken := workers()
	broken.Rows = func(yield func([]any, error) bool) { yield(nil, io.ErrUnexpectedEOF) }
	if err := Write(io.Discard, broken); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
	if err := WriteCSV(io.Discard, broken, CSV{}); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
	short := workers()
	short.Rows = Slice([][]any{{"x"}})
	if err := Write(io.Discard, short); err == nil {
		t.Error("a short row was written")
	}
	odd := workers()
	odd.Rows = Slice([][]any{{"x", struct{}{}, nil, nil, nil, nil, nil}})
	if err := Write(io.Discard, odd); err == nil {
		t.Error("a struct was written")
	}
}

func TestSheetName(t *testing.T) {
	for in, want := range map[string]string{"": "Data", "RT/RW [1]": "RT-RW -1-", strings.Repeat("a", 40): strings.Repeat("a", 31)} {
		if got := SheetName(in); got != want {
			t.Errorf("SheetName(%q) = %q", in, got)
		}
	}
}

func part(t *testing.T, b []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	all, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(all)
}

func BenchmarkWrite20000(b *testing.B) {
	table := workers()
	row := []any{"3311011203859001", "Agus Prasetyo", money.Rupiah(1500000), period.DateOf(1985, 3, 12), nil, nil, 3}
	for b.Loop() {
		table.Rows = func(yield func([]any, error) bool) {
			for range 20000 {
				if !yield(row, nil) {
					return
				}
			}
		}
		if err := Write(io.Discard, table); err != nil {
			b.Fatal(err)
		}
	}
}
