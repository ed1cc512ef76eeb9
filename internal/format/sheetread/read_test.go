package sheetread

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/period"
)

func texts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	ctx := context.Background()
	b, err := FromBytes(ctx, data, "x", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, s := range b.Sheets() {
		rows, err := s.All(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			for _, c := range r.Cells {
				out[fmt.Sprintf("%s!%s%d", s.Name, ColumnName(int(c.Column)), r.Number)] = c.Text
			}
		}
	}
	return out
}

// The scanner is ours; excelize is the judge.
func TestReadsWhatExcelizeReads(t *testing.T) {
	f := excelize.NewFile()
	r := rand.New(rand.NewPCG(1, 2))
	want := map[string]string{}
	set := func(at string, v any, text string) {
		if err := f.SetCellValue("Sheet1", at, v); err != nil {
			t.Fatal(err)
		}
		want["Sheet1!"+at] = text
	}
	for i := range 400 {
		at, _ := excelize.CoordinatesToCellName(1+r.IntN(60), 1+i*3)
		switch i % 5 {
		case 0:
			set(at, "teks <&> \"é\" ke-"+fmt.Sprint(i), "teks <&> \"é\" ke-"+fmt.Sprint(i))
		case 1:
			set(at, 3311081412019289+i, fmt.Sprint(3311081412019289+i))
		case 2:
			set(at, 0.5+float64(i), fmt.Sprint(0.5+float64(i)))
		case 3:
			set(at, true, "1")
		case 4:
			set(at, " spasi di tepi ", " spasi di tepi ")
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, texts(t, b.Bytes())); diff != "" {
		t.Error(diff)
	}
	back, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := back.GetRows("Sheet1", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for i, row := range raw {
		for k, v := range row {
			if v != "" {
				got[fmt.Sprintf("Sheet1!%s%d", ColumnName(k), i+1)] = v
			}
		}
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Error("excelize reads otherwise: ", diff)
	}
}

func TestWhatASheetSaysBesideItsValues(t *testing.T) {
	f := excelize.NewFile()
	style, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
	custom := `[$-421]dd mmmm yyyy;@`
	long, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &custom})
	rupiah := `"Rp"#,##0`
	money, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &rupiah})
	done := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, s := range []int{style, long, money} {
		at := fmt.Sprintf("%c1", 'A'+i)
		done(f.SetCellValue("Sheet1", at, 31118))
		done(f.SetCellStyle("Sheet1", at, at, s))
	}
	done(f.SetCellFormula("Sheet1", "A2", "1+1"))
	done(f.SetRowVisible("Sheet1", 2, false))
	done(f.SetColVisible("Sheet1", "C", false))
	done(f.MergeCell("Sheet1", "A4", "C5"))
	done(f.SetCellValue("Sheet1", "A4", "x"))
	_, err := f.NewSheet("Rahasia")
	done(err)
	done(f.SetSheetVisible("Rahasia", false))
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	book, err := FromBytes(ctx, b.Bytes(), "x", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	s := book.Sheets()[0]
	rows, err := s.All(ctx)
	if err != nil {
		t.Fatal(err)
	}
	kinds := []Kind{rows[0].Cells[0].Kind, rows[0].Cells[1].Kind, rows[0].Cells[2].Kind}
	if diff := cmp.Diff([]Kind{Date, Date, Number}, kinds); diff != "" {
		t.Error(diff)
	}
	if d, ok := rows[0].Cells[0].Day(); !ok || d != period.DateOf(1985, 3, 12) {
		t.Error(d)
	}
	if !rows[1].Hidden || !rows[1].Cells[0].Formula || rows[1].Cells[0].Kind != Empty {
		t.Errorf("%+v", rows[1])
	}
	merges, _ := s.Merges(ctx)
	hidden, _ := s.HiddenColumns(ctx)
	if diff := cmp.Diff([]Range{{4, 5, 0, 2}}, merges); diff != "" || !hidden[2] || !book.Sheets()[1].Hidden {
		t.Error(diff, hidden)
	}
}

func TestDayZeroAndTheLeapDayThatNeverWas(t *testing.T) {
	for text, want := range map[string]string{"0": "", "1": "1900-01-01", "59": "1900-02-28", "61": "1900-03-01", "31118": "1985-03-12", "31118.75": "1985-03-12", "-1": "", "x": "", "3000000": ""} {
		d, ok := Cell{Kind: Date, Text: text}.Day()
		if d.String() != want || ok != (want != "") {
			t.Errorf("%s is %s", text, d)
		}
	}
	if d, _ := (Cell{Kind: Date, Text: "0", era1904: true}).Day(); d != period.DateOf(1904, 1, 1) {
		t.Error(d)
	}
}

func TestCSVDialects(t *testing.T) {
	cases := map[string]map[string]string{
		"a,b\n1,2\n":                              {"csv!A1": "a", "csv!B1": "b", "csv!A2": "1", "csv!B2": "2"},
		"\ufeffa;b\r\n1;2,5\r\n\r\n3;4":           {"csv!A1": "a", "csv!B1": "b", "csv!A2": "1", "csv!B2": "2,5", "csv!A4": "3", "csv!B4": "4"},
		"a\tb\n\"1\n1\"\t2\n3\t4\n":               {"csv!A1": "a", "csv!B1": "b", "csv!A2": "1\n1", "csv!B2": "2", "csv!A3": "3", "csv!B3": "4"},
		"a|b\n\"x \"\"y\"\" z\"|2\n":              {"csv!A1": "a", "csv!B1": "b", "csv!A2": `x "y" z`, "csv!B2": "2"},
		"sep=;\na;b,c\n":                          {"csv!A2": "a", "csv!B2": "b,c"},
		"Ren\xe9e;b\n1;2\n":                       {"csv!A1": "Renée", "csv!B1": "b", "csv!A2": "1", "csv!B2": "2"},
		"a;b\r1;2\r":                              {"csv!A1": "a", "csv!B1": "b", "csv!A2": "1", "csv!B2": "2"},
		"\xff\xfea\x00;\x00b\x00\n\x001\x00;\x00": {"csv!A1": "a", "csv!B1": "b", "csv!A2": "1"},
		"a,b\n1,5\" pipe\n":                       {"csv!A1": "a", "csv!B1": "b", "csv!A2": "1", "csv!B2": "5\" pipe"},
		"a;b\n=\"0123\";\"=\"\"4567\"\"\"\n":      {"csv!A1": "a", "csv!B1": "b", "csv!A2": "0123", "csv!B2": "4567"},
		";;\na;b;c\n":                             {"csv!A2": "a", "csv!B2": "b", "csv!C2": "c"},
	}
	for in, want := range cases {
		if diff := cmp.Diff(want, texts(t, []byte(in))); diff != "" {
			t.Errorf("%q: %s", in, diff)
		}
	}
}

func TestColumnNames(t *testing.T) {
	for n, name := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		back, ok := ColumnNumber(name)
		if ColumnName(n) != name || back != n || !ok {
			t.Error(n, name, ColumnName(n), back)
		}
	}
	if _, ok := ColumnNumber("XFE"); ok {
		t.Error("XFE")
	}
}
