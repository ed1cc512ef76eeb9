package preflight

import (
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// oneCell checks a list of nine good workers and one whose cell of a column is replaced; it returns that worker's row.
func oneCell(t *testing.T, column int, v any) Row {
	t.Helper()
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	for i := range 9 {
		w := worker(i + 10)
		g = append(g, []any{i + 1, w.name, w.nik, dmy(w.born, "-"), w.sex, w.wage})
	}
	w := fixed()
	line := []any{10, w.name, w.nik, dmy(w.born, "-"), w.sex, w.wage}
	line[column] = v
	r := checked(t, workbook(t, nil, []string{"Sheet1"}, append(g, line)), options())
	for _, row := range r.Rows[:min(9, len(r.Rows))] {
		if row.Status != OK {
			t.Errorf("%v disturbs row %d: %v", v, row.Number, row.Findings)
		}
	}
	if len(r.Rows) != 10 {
		t.Fatalf("%v: %d rows", v, len(r.Rows))
	}
	return r.Rows[9]
}

// fixed is a woman born on 25 August 1980.
func fixed() someone {
	return someone{nik: "3310126508809242", name: "Titik Ambarwati", place: "Klaten", sex: "P", born: period.DateOf(1980, 8, 25), wage: 2_510_000}
}

func codes(row Row) string {
	var out []string
	for _, f := range row.Findings {
		out = append(out, string(f.Code))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestWhatIsSaidOfANumber(t *testing.T) {
	cases := []struct {
		cell   any
		codes  string
		nik    string
		repair string
	}{
		{"3310126508809242", "", "3310126508809242", ""},
		{"3310 1265 0880 9242", "", "3310126508809242", ""},
		{"'3310126508809242", "", "3310126508809242", ""},
		{"33.10.12.650880.9242", "", "3310126508809242", ""},
		{"331012-650880-9242\u00a0", "", "3310126508809242", ""},
		{"331012650809242", "NIK_LENGTH", "331012650809242", "3310126508809242"},
		{"33101265088099242", "NIK_LENGTH", "33101265088099242", ""}, // either of two digits may be the one too many
		{"33101265O88O9242", "NIK_CHARS", "33101265O88O9242", "3310126508809242"},
		{"331012650880924l", "NIK_CHARS", "331012650880924l", "3310126508809241"},
		{"", "NIK_MISSING", "", ""},
		{"-", "NIK_MISSING", "", ""},
		{"belum ada", "NIK_MISSING", "", ""},
		{"menyusul", "NIK_MISSING", "", ""},
		{3310126508809240.0, "NIK_EXCEL_ROUNDED", "3310126508809240", ""},
		{"3,31013E+15", "NIK_EXCEL_ROUNDED", "3,31013E+15", ""},
		{"0331012650880001", "NIK_TEMPORARY", "0331012650880001", ""},
		{"1111111111111111", "NIK_TEMPORARY", "1111111111111111", ""},
		{"9910126508809242", "NIK_REGION_UNKNOWN", "9910126508809242", ""},
		{"3310122508809242", "NIK_SEX_MISMATCH", "3310122508809242", "L"},
		{"3310126608809242", "NIK_DATE_MISMATCH", "3310126608809242", "3310126508809242"},
		{"3310127508809242", "NIK_DATE_MISMATCH", "3310127508809242", "3310126508809242"},
		{worker(10).nik, "NIK_DATE_MISMATCH NIK_DUPLICATE NIK_SEX_MISMATCH", worker(10).nik, ""},
	}
	for _, c := range cases {
		row := oneCell(t, 2, c.cell)
		if got := codes(row); got != c.codes && (!strings.Contains(c.codes, "DUPLICATE") || !strings.Contains(got, "NIK_DUPLICATE")) {
			t.Errorf("%v: %s, want %s", c.cell, got, c.codes)
		}
		if row.Person.NIK != c.nik {
			t.Errorf("%v read as %q", c.cell, row.Person.NIK)
		}
		repair := ""
		for _, f := range row.Findings {
			if f.Repair != nil {
				repair = f.Repair.Value
			}
		}
		if c.repair != "" && repair != c.repair || c.repair == "" && strings.HasPrefix(c.codes, "NIK_LENGTH") && repair != "" {
			t.Errorf("%v: proposes %q, want %q", c.cell, repair, c.repair)
		}
	}
}

func TestWhatIsReadFromABirthDate(t *testing.T) {
	for _, cell := range []any{
		"25-08-1980", "25/8/1980", "25.08.80", "25 Agustus 1980", "25 Agt 1980", "25-Aug-80", "1980-08-25", "1980/08/25", "25081980", "19800825", "Senin, 25 Agustus 1980", "1980-08-25 00:00:00", "25Agustus1980", " 25 - 08 - 1980 ",
		"'25-08-1980", "Klaten, 25-08-1980", "29458", 29458, date(period.DateOf(1980, 8, 25)), 25081980, "August 25, 1980", "25 agustus '80", "tgl 25 Agustus 1980", "25/08/1980 0:00", "25-8-80",
	} {
		row := oneCell(t, 3, cell)
		if row.Person.BirthDate != fixed().born || row.Status != OK {
			t.Errorf("%v read as %s, %v", cell, row.Person.BirthDate, row.Findings)
		}
	}
	for cell, code := range map[any]string{
		"": "BIRTH_DATE_MISSING", "-": "BIRTH_DATE_MISSING", "belum ada": "BIRTH_DATE_MISSING", "31-02-1980": "BIRTH_DATE_UNREADABLE", "00-00-0000": "BIRTH_DATE_UNREADABLE", "1980": "BIRTH_DATE_UNREADABLE",
		"25 Agustus": "BIRTH_DATE_UNREADABLE", "sekitar 1980": "BIRTH_DATE_UNREADABLE", "25-08-2080": "BIRTH_DATE_UNREADABLE", 0: "BIRTH_DATE_UNREADABLE", "01-01-1900": "BIRTH_DATE_UNREADABLE", "lahir": "BIRTH_DATE_UNREADABLE", "25-O8-1980": "BIRTH_DATE_UNREADABLE", 1980: "BIRTH_DATE_UNREADABLE",
	} {
		row := oneCell(t, 3, cell)
		if got := codes(row); got != code || row.Person.BirthDate != 0 {
			t.Errorf("%v: %s %s, want %s", cell, got, row.Person.BirthDate, code)
		}
		if f := row.Findings; len(f) > 0 && (f[0].Repair == nil || f[0].Repair.Value != "1980-08-25") {
			t.Errorf("%v: the date of the NIK is not proposed", cell)
		}
	}
}

func TestWhatIsReadFromAWage(t *testing.T) {
	for cell, want := range map[any]string{
		"Rp 1.500.000,-": "1500000", "1,5 jt": "1500000", "1.500.000,00": "1500000", "1,500,000.00": "1500000", "Rp. 2.327.386,07": "2327386.07", "2 jt 500 rb": "2500000", "IDR 2,500,000": "2500000", "1500000,-": "1500000",
		"Rp1.500.000 /bln": "1500000", "1'500'000": "1500000", "2.5 juta": "2500000", "750k": "750000", "=1500000": "1500000", 1500000.5: "1500000.5", "1.500.000 (satu juta lima ratus ribu)": "1500000", "dua juta lima ratus ribu rupiah": "2500000",
	} {
		row := oneCell(t, 5, cell)
		if m, _ := money.ParseMilli(want); row.Person.Wage != m || !row.Person.WageKnown {
			t.Errorf("%v read as %s, want %s; %v", cell, row.Person.Wage, want, row.Findings)
		}
	}
	for cell, want := range map[any]string{
		"": "WAGE_MISSING", "-": "WAGE_MISSING", "Rp -": "WAGE_MISSING", "belum ditetapkan": "WAGE_MISSING", 0: "WAGE_ZERO", "0": "WAGE_ZERO", "Rp 0,-": "WAGE_ZERO", "UMK": "WAGE_UNREADABLE", "sesuai SK": "WAGE_UNREADABLE", "75.000/hari": "WAGE_UNREADABLE",
		"1.500.000 s/d 2.000.000": "WAGE_UNREADABLE", "1.500.000 + 250.000": "WAGE_UNREADABLE", "1.5OO.OOO": "WAGE_UNREADABLE", 1500: "WAGE_UNREADABLE", 1.5: "WAGE_UNREADABLE", -1500000: "WAGE_UNREADABLE", "1.50.000": "WAGE_UNREADABLE", "abc": "WAGE_UNREADABLE",
		"1.500.000-2.000.000": "WAGE_UNREADABLE", "12.000.000/tahun": "WAGE_UNREADABLE", 99000000000: "WAGE_UNREADABLE",
	} {
		row := oneCell(t, 5, cell)
		if got := codes(row); got != want || row.Person.WageKnown {
			t.Errorf("%v: %s %s, want %s", cell, got, row.Person.Wage, want)
		}
	}
}

func TestSexInManyWords(t *testing.T) {
	for cell, want := range map[any]string{"P": "P", "Perempuan": "P", "WANITA": "P", "pr": "P", "2": "P", "Pr.": "P", "female": "P", " p ": "P"} {
		if row := oneCell(t, 4, cell); string(row.Person.Sex) != want || row.Status != OK {
			t.Errorf("%v: %q %v", cell, row.Person.Sex, row.Findings)
		}
	}
	if row := oneCell(t, 4, "x?"); codes(row) != "SEX_UNREADABLE" || row.Findings[0].Repair.Value != "P" {
		t.Error(row.Findings)
	}
}

func TestTextThatASpreadsheetWouldRun(t *testing.T) {
	for _, cell := range []any{"=HYPERLINK(\"http://x\";\"Titik\")", "@SUM(A1)", "+Titik", "-Titik Ambarwati", formula("B2")} {
		if row := oneCell(t, 1, cell); !strings.Contains(codes(row), "FORMULA_CELL") {
			t.Errorf("%v: %v", cell, row.Findings)
		}
	}
}

func TestAmbiguousDatesWarnOnlyWhereNothingDecides(t *testing.T) {
	g := grid{{"Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	g = append(g, []any{"Satu Orang", "331101", "03/04/1985", "L", 2000000}, []any{"Dua Orang", "", "13/04/1985", "L", 2000000}, []any{"Tiga Orang", "", "04/25/1985", "L", 2000000})
	r := checked(t, workbook(t, nil, []string{"Sheet1"}, g), options())
	if !r.Rows[0].has(BirthDateAmbiguous) || r.Rows[1].has(BirthDateAmbiguous) || r.Rows[2].has(BirthDateAmbiguous) {
		t.Error(r.Rows)
	}
	r = checked(t, workbook(t, nil, []string{"Sheet1"}, g[:3]), options())
	if r.Rows[0].has(BirthDateAmbiguous) || r.Rows[0].Person.BirthDate != period.DateOf(1985, 4, 3) {
		t.Error("the column decides", r.Rows[0])
	}
}

func TestNumbersRoundedBeforeTheyBecameText(t *testing.T) {
	g := grid{{"Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	for i := range 12 {
		w := worker(i)
		g = append(g, []any{w.name, w.nik[:15] + "0", date(w.born), w.sex, w.wage})
	}
	r := checked(t, workbook(t, nil, []string{"Sheet1"}, g), options())
	if n := r.Totals.Findings[NIKExcelRounded]; n != 12 {
		t.Error(n, r.Totals.Findings)
	}
}

func TestPriaAndWanitaInLetters(t *testing.T) {
	g := grid{{"Nama", "NIK", "Tgl Lahir", "Jenis Kelamin", "Upah"}}
	want := map[int]someone{}
	for i := range 12 {
		w := worker(i)
		want[i+2] = w
		g = append(g, []any{w.name, w.nik, date(w.born), map[string]string{"L": "P", "P": "W"}[w.sex], w.wage})
	}
	expect(t, checked(t, workbook(t, nil, []string{"Sheet1"}, g), options()), want)
}

func TestMinimumWageOnlyWhereItApplies(t *testing.T) {
	g := grid{{"Nama", "NIK", "Tgl Lahir", "L/P", "Jabatan", "Upah"}}
	w := worker(1)
	v := worker(2)
	g = append(g, []any{w.name, w.nik, date(w.born), w.sex, "Cleaning Service", 1000000}, []any{v.name, v.nik, date(v.born), v.sex, "Ketua RT 01", 250000})
	o := options()
	if r := checked(t, workbook(t, nil, []string{"Sheet1"}, g), o); r.Totals.OK != 2 {
		t.Error("warned without a region")
	}
	o.Region = "33.11"
	r := checked(t, workbook(t, nil, []string{"Sheet1"}, g), o)
	if !r.Rows[0].has(WageBelowMinimum) || r.Rows[1].has(WageBelowMinimum) {
		t.Error(r.Rows)
	}
}

func TestDuplicatesNameTheOtherRow(t *testing.T) {
	g := grid{{"Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	w := worker(1)
	g = append(g, []any{w.name, w.nik, date(w.born), w.sex, w.wage}, []any{worker(2).name, w.nik, date(worker(2).born), worker(2).sex, w.wage},
		[]any{"Hj. " + w.name, w.nik[:14] + "99", date(w.born), w.sex, w.wage}, []any{w.name, "", date(w.born), w.sex, w.wage})
	r := checked(t, workbook(t, nil, []string{"Sheet1"}, g), options())
	if r.Rows[0].Status != OK || !r.Rows[1].has(NIKDuplicate) || r.Rows[1].Status != Rejected || !r.Rows[2].has(PersonDuplicate) || !r.Rows[3].has(PersonDuplicate) {
		t.Errorf("%+v", r.Rows)
	}
	if msg := r.Rows[1].Findings[len(r.Rows[1].Findings)-1].Message.String(); !strings.Contains(msg, "B3") || !strings.Contains(msg, "baris 2") {
		t.Error(msg)
	}
}

func TestFormulasWithAValueAreValues(t *testing.T) {
	g := grid{{"Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	w := worker(1)
	g = append(g, []any{w.name, w.nik, date(w.born), w.sex, w.wage}, []any{worker(2).name, worker(2).nik, date(worker(2).born), worker(2).sex, formula("50000*30")})
	data := workbook(t, func(f *excelize.File) { check(t, f.SetCellFormula("Sheet1", "E2", "1+1")) }, []string{"Sheet1"}, g)
	r := checked(t, data, options())
	if !r.Rows[1].has(FormulaCell) || !r.Rows[1].has(WageUnreadable) {
		t.Error(r.Rows[1].Findings)
	}
}
