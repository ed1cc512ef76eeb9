package preflight

import (
	"testing"

	"github.com/payung-id/payung/period"
)

func TestOfSeveralWagesByTimeTheNewestIsTaken(t *testing.T) {
	for _, heads := range [][3]any{{"Upah Jan", "Upah Feb", "Upah Mar"}, {"Januari", "Februari", "Maret"}, {"Honor 2024", "Honor 2025", "Honor 2026"}} {
		g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", heads[0], heads[1], heads[2], nil, "Jumlah"}}
		rows, want := people(2, 5, func(i int, w someone) []any {
			return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage - 100_000, w.wage - 50_000, w.wage, nil, 3*w.wage - 150_000}
		})
		expect(t, checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options()), want)
	}
}

func TestOfSeveralWagesByMonthTheMonthAskedForIsTaken(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah Sept", "Upah Okt", "Upah Nov"}}
	rows, want := people(2, 5, func(i int, w someone) []any {
		return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage - 100_000, w.wage, w.wage + 50_000}
	})
	o := options()
	o.Month = period.MonthOf(2026, 10)
	expect(t, checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), o), want)
}
