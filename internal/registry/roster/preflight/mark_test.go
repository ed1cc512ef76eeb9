package preflight

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/internal/format/sheetmark"
	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/lang"
)

func marked(t testing.TB, data []byte, o Options) ([]byte, *Report) {
	t.Helper()
	ctx := context.Background()
	book, err := sheetread.FromBytes(ctx, data, "uji", sheetread.Limits{})
	check(t, err)
	report, err := Check(ctx, book, o)
	check(t, err)
	var out bytes.Buffer
	check(t, sheetmark.Write(ctx, &out, book, bytes.NewReader(data), int64(len(data)), report.Marks(lang.ID)))
	return out.Bytes(), report
}

// seen is what a report says of its rows, without the names of sheets.
type seen struct {
	Row    int
	Status Status
	Values map[string]string
	Codes  string
}

func seenRows(r *Report) []seen {
	var out []seen
	for _, row := range r.Rows {
		out = append(out, seen{row.Number, row.Status, row.Person.Values(row.Columns), codes(row)})
	}
	return out
}

func faulty() grid {
	g := grid{{"DINAS CONTOH"}, nil, {"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah", "Ket"}}
	for i := range 6 {
		w := worker(i)
		g = append(g, []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage, "aktif"})
	}
	g[4][2] = 3311057007959930.0
	g[5][5] = "=cmd|'/c calc'!A0"
	g[6][1] = nil
	return append(g, []any{"JUMLAH"})
}

func TestTheMarkedWorkbookReadsTheSame(t *testing.T) {
	csv := "Nama;NIK;Tgl Lahir;L/P;Upah\n\n=Budi;331105700795993;03-04-1985;L;+62\nSiti;3311016005909002;20-05-1990;P;1.500.000\n"
	for name, data := range map[string][]byte{"xlsx": workbook(t, nil, []string{"Daftar"}, faulty()), "csv": []byte(csv)} {
		once, first := marked(t, data, options())
		twice, second := marked(t, once, options())
		third := checked(t, twice, options())
		if diff := cmp.Diff(seenRows(first), seenRows(second)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(seenRows(second), seenRows(third)); diff != "" {
			t.Errorf("%s marked twice: %s", name, diff)
		}
	}
}

func TestMarksStandWhereTheyBelong(t *testing.T) {
	out, _ := marked(t, workbook(t, nil, []string{"Daftar"}, faulty()), options())
	out, _ = marked(t, out, options())
	f, err := excelize.OpenReader(bytes.NewReader(out))
	check(t, err)
	if got := f.GetSheetList(); cmp.Diff([]string{"Daftar", "Ringkasan"}, got) != "" {
		t.Error(got)
	}
	for at, want := range map[string]string{"H3": "Status periksa", "I3": "Masalah", "J3": "Usulan", "H5": "menunggu perbaikan", "H4": "baik", "K3": ""} {
		if got, _ := f.GetCellValue("Daftar", at); got != want {
			t.Errorf("%s is %q", at, got)
		}
	}
	if why, _ := f.GetCellValue("Daftar", "I5"); !strings.Contains(why, "C5") {
		t.Error(why)
	}
	comments, err := f.GetComments("Daftar")
	check(t, err)
	at := map[string]bool{}
	for _, c := range comments {
		at[c.Cell] = true
	}
	if !at["C5"] || !at["B7"] || !at["F6"] {
		t.Error(at)
	}
	style, err := f.GetCellStyle("Daftar", "C5")
	check(t, err)
	if s, err := f.GetStyle(style); err != nil || len(s.Fill.Color) == 0 {
		t.Error("C5 has no colour", s, err)
	}
	if born, _ := f.GetCellStyle("Daftar", "D5"); born == 0 {
		t.Error("the date lost its format")
	}
}

func TestACorrectedCellLosesItsMark(t *testing.T) {
	out, _ := marked(t, workbook(t, nil, []string{"Daftar"}, faulty()), options())
	f, err := excelize.OpenReader(bytes.NewReader(out))
	check(t, err)
	check(t, f.SetCellStr("Daftar", "C5", worker(1).nik))
	var b bytes.Buffer
	check(t, f.Write(&b))
	out, report := marked(t, b.Bytes(), options())
	if report.Rows[1].Status != OK {
		t.Fatal(report.Rows[1].Findings)
	}
	f, err = excelize.OpenReader(bytes.NewReader(out))
	check(t, err)
	style, err := f.GetCellStyle("Daftar", "C5")
	check(t, err)
	if s, err := f.GetStyle(style); err != nil || len(s.Fill.Color) != 0 {
		t.Error("C5 is still coloured", s.Fill, err)
	}
	comments, err := f.GetComments("Daftar")
	check(t, err)
	for _, c := range comments {
		if c.Cell == "C5" {
			t.Error("C5 still has its note")
		}
	}
	if got, _ := f.GetCellValue("Daftar", "H5"); got != "baik" {
		t.Errorf("H5 is %q", got)
	}
	if other, _ := f.GetCellStyle("Daftar", "B7"); other == 0 {
		t.Error("B7 lost its mark")
	}
}

func TestFilesWithoutWorkers(t *testing.T) {
	for what, c := range map[string]struct {
		data []byte
		code Code
	}{
		"only a header":  {workbook(t, nil, []string{"S"}, grid{{"No", "Nama", "NIK", "Tgl Lahir", "Upah"}}), "FILE_NO_ROWS"},
		"numbered lines": {workbook(t, nil, []string{"S"}, grid{{"No", "Nama", "NIK", "Tgl Lahir", "Upah"}, {1}, {2}, {3}}), "FILE_NO_ROWS"},
		"no list":        {workbook(t, nil, []string{"S"}, grid{{"Anggaran", "Pagu"}, {"Belanja", 1000}, {"Modal", 2000}}), "FILE_NO_HEADER"},
		"empty sheets":   {workbook(t, nil, []string{"S", "T"}, grid{}, grid{}), "FILE_NO_ROWS"},
		"a letter":       {[]byte("Kepada Yth.\nKepala Dinas\ndi tempat\n\nDengan hormat, bersama ini kami sampaikan daftar honorer.\n"), "FILE_NO_HEADER"},
	} {
		r := checked(t, c.data, options())
		if len(r.Findings) != 1 || r.Findings[0].Code != c.code || r.Findings[0].Severity != Reject || r.Totals.Findings[c.code] != 1 {
			t.Errorf("%s: %+v", what, r.Findings)
		}
		if _, err := r.JSON(lang.EN); err != nil {
			t.Error(err)
		}
	}
}

func TestNothingWrittenStartsAFormula(t *testing.T) {
	csv := "Nama;NIK;Tgl Lahir;L/P;Upah;Ket\n=1+1;331105700795993;03-04-1985;L;-5;@SUM(1)\n\"\t=1\";+62;＝1;P;=A1;-2+3\n"
	out, _ := marked(t, []byte(csv), options())
	f, err := excelize.OpenReader(bytes.NewReader(out))
	check(t, err)
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		check(t, err)
		for r, row := range rows {
			for c, text := range row {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if formula, _ := f.GetCellFormula(sheet, at); formula != "" {
					t.Errorf("%s!%s holds the formula %s", sheet, at, formula)
				}
				if text != "" && strings.ContainsAny(text[:1], "=+-@\t\r") || strings.HasPrefix(text, "＝") {
					t.Errorf("%s!%s begins a formula: %q", sheet, at, text)
				}
			}
		}
	}
}

func BenchmarkMarkedCopyOf20000(b *testing.B) {
	data := bigRoster(b, 20_000)
	b.ResetTimer()
	for b.Loop() {
		marked(b, data, options())
	}
}
