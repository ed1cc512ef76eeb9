package preflight

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

var today = period.DateOf(2026, 11, 21)

// someone is an invented worker of row i; the same i gives the same person.
type someone struct {
	nik, name, place, sex string
	born                  period.Date
	wage                  int
}

var (
	maleNames   = strings.Fields("Agus Bambang Slamet Joko Supri Darto Wahyu Teguh Rudi Hendra Yanto Galih Imam Catur Sigit Dadang")
	femaleNames = strings.Fields("Siti Rina Dewi Sri Endang Yuni Ratna Lestari Wulan Indah Titik Nining Mega Puji Sari Utami")
	familyNames = strings.Fields("Santoso Wibowo Pranata Susilo Gunawan Kristanto Hartono Setiawan Rahardjo Nugroho Wijaya Kurniawan Saputra Hidayat Permana Utomo Firmansyah Basuki Mulyono Purnomo")
)

func worker(i int) someone {
	r := rand.New(rand.NewPCG(uint64(i), 7))
	born := period.DateOf(1967+r.IntN(36), 1, 1) + period.Date(r.IntN(365))
	y, m, d := born.Split()
	s := someone{born: born, sex: "L", place: "Sukoharjo", wage: 1_500_000 + 25_000*r.IntN(40)}
	first := maleNames
	if r.IntN(2) == 1 {
		s.sex, first = "P", femaleNames
		d += 40
	}
	s.name = first[r.IntN(len(first))] + " " + familyNames[r.IntN(len(familyNames))] + " " + familyNames[(i/7)%len(familyNames)]
	s.nik = fmt.Sprintf("3311%02d%02d%02d%02d%04d", 1+i%12, d, int(m), y%100, 9000+i%1000)
	return s
}

// grid is a sheet as lines of values; nil leaves a cell empty.
type grid [][]any

// date is a true date of the spreadsheet; formula is a formula without a value.
type (
	date    period.Date
	formula string
)

// workbook writes sheets into an XLSX; then may adjust it (merge, hide).
func workbook(t testing.TB, then func(f *excelize.File), names []string, sheets ...grid) []byte {
	t.Helper()
	f := excelize.NewFile()
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	check(t, err)
	for i, g := range sheets {
		if i == 0 {
			check(t, f.SetSheetName("Sheet1", names[0]))
		} else {
			_, err := f.NewSheet(names[i])
			check(t, err)
		}
		for r, line := range g {
			for c, v := range line {
				at, err := excelize.CoordinatesToCellName(c+1, r+1)
				check(t, err)
				switch v := v.(type) {
				case nil:
				case date:
					check(t, f.SetCellValue(names[i], at, int(period.Date(v)-period.DateOf(1899, 12, 30))))
					check(t, f.SetCellStyle(names[i], at, at, style))
				case formula:
					check(t, f.SetCellFormula(names[i], at, string(v)))
				default:
					check(t, f.SetCellValue(names[i], at, v))
				}
			}
		}
	}
	if then != nil {
		then(f)
	}
	var b bytes.Buffer
	check(t, f.Write(&b))
	return b.Bytes()
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func options() Options {
	known := func(code string) bool { return strings.HasPrefix(code, "33") }
	return Options{Today: today, KnownDistrict: known, KnownRegency: known, MinimumWage: func(string, period.Date) (money.Milli, string, error) { return 2_359_000_000, "UMK", nil }}
}

func checked(t testing.TB, data []byte, o Options) *Report {
	t.Helper()
	book, err := sheetread.FromBytes(context.Background(), data, "uji.xlsx", sheetread.Limits{})
	check(t, err)
	report, err := Check(context.Background(), book, o)
	check(t, err)
	return report
}

// expect compares the rows read with invented workers: the row numbers and who stands there.
func expect(t *testing.T, report *Report, want map[int]someone) {
	t.Helper()
	seen := map[int]bool{}
	for _, row := range report.Rows {
		w, ok := want[row.Number]
		if !ok {
			t.Errorf("row %d (%s) is no worker", row.Number, row.Person.Name)
			continue
		}
		seen[row.Number] = true
		p := row.Person
		if p.NIK != w.nik || !strings.EqualFold(p.Name, w.name) || p.BirthDate != w.born || string(p.Sex) != w.sex || p.Wage != money.Milli(w.wage)*1000 {
			t.Errorf("row %d read as %s %q %s %s %s, want %s %q %s %s %d", row.Number, p.NIK, p.Name, p.BirthDate, p.Sex, p.Wage, w.nik, w.name, w.born, w.sex, w.wage)
		}
		if row.Status != OK {
			t.Errorf("row %d is %s: %v", row.Number, row.Status, row.Findings)
		}
	}
	for n := range want {
		if !seen[n] {
			t.Errorf("row %d was not read", n)
		}
	}
	if t.Failed() {
		for _, s := range report.Sheets {
			t.Logf("sheet %q used %v: %s", s.Name, s.Used, s.Reason)
			if s.Layout != nil {
				for _, table := range s.Layout.Tables {
					t.Logf("  header %v mapping %v", table.HeaderRows, table.Mapping())
				}
				t.Logf("  skipped %v", s.Layout.Skipped)
			}
		}
		for _, f := range report.Findings {
			t.Log(f.Code, f.Message)
		}
	}
}
