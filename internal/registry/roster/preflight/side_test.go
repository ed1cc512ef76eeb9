package preflight

import (
	"testing"

	"github.com/payung-id/payung/internal/registry/intake/layout"
)

func TestTheFirstOfTwoListsBorrowsNoWageFromTheSecond(t *testing.T) {
	g := grid{{"KADER", nil, nil, nil, nil, nil, nil, "PETUGAS"}, {"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Uang Makan", nil, "No", "NIK", "Nama", "L/P", "Tgl Lahir", "Upah"}}
	wages := map[string]int{}
	for i := range 6 {
		a, b := worker(i+10), worker(i+300)
		wages[a.nik], wages[b.nik] = 0, b.wage
		g = append(g, []any{i + 1, a.name, a.nik, date(a.born), a.sex, 150_000, nil, i + 1, b.nik, b.name, b.sex, date(b.born), b.wage})
	}
	last := worker(20) // beside the total of the second list
	wages[last.nik] = 0
	g = append(g, []any{7, last.name, last.nik, date(last.born), last.sex, 150_000, nil, nil, nil, "Jumlah", nil, nil, 9_000_000})
	r := checked(t, workbook(t, nil, []string{"S"}, g), options())
	if len(r.Rows) != 13 || r.Totals.Findings[WageMissing] != 7 {
		t.Errorf("%d people, want 13; %v, want 7 without a wage", len(r.Rows), r.Totals.Findings)
	}
	for _, row := range r.Rows {
		want, ok := wages[row.Person.NIK]
		if got := int(row.Person.Wage / 1000); !ok || got != want && (want != 0 || got != 150_000) {
			t.Errorf("row %d %s: wage %d, want %d", row.Number, row.Person.Name, got, want)
		}
	}
}

func TestABirthDateInThreeColumns(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Kelahiran", nil, nil, "L/P", "Upah"}, {nil, nil, nil, "Tgl", "Bln", "Thn", nil, nil}}
	rows, want := people(3, 8, func(i int, w someone) []any {
		y, m, d := w.born.Split()
		year := any(y)
		if i%2 == 0 {
			year = y % 100
		}
		return []any{i + 1, w.name, w.nik, d, int(m), year, w.sex, w.wage}
	})
	expect(t, checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options()), want)
}

func TestABirthDateInThreeColumnsThatDoNotSayBirth(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Tgl", "Bln", "Thn", "L/P", "Upah"}}
	rows, want := people(2, 8, func(i int, w someone) []any {
		y, m, d := w.born.Split()
		return []any{i + 1, w.name, w.nik, d, int(m), y, w.sex, w.wage}
	})
	expect(t, checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options()), want)
}

// A layout that a person told or that was kept from last month speaks of the first list; the second is read all the same.
func TestAKeptLayoutLosesNoSecondList(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah", nil, "No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	for i := range 6 {
		a, b := worker(i+10), worker(i+300)
		g = append(g, []any{i + 1, a.name, a.nik, date(a.born), a.sex, a.wage, nil, i + 1, b.name, b.nik, date(b.born), b.sex, b.wage})
	}
	data := workbook(t, nil, []string{"S"}, g)
	first := checked(t, data, options())
	kept := first.Sheets[0].Layout.Save()
	told := layout.Saved{HeaderRow: 1, Mapping: map[string]string{"nama": "B", "nik": "C", "upah": "F"}}
	for what, saved := range map[string]layout.Saved{"kept": kept, "told": told} {
		o := options()
		o.Layouts = []layout.Saved{saved}
		r := checked(t, data, o)
		if len(r.Rows) != 12 || !r.Sheets[0].Layout.Tables[0].Saved {
			t.Errorf("%s: %d rows, want 12", what, len(r.Rows))
		}
	}
}
