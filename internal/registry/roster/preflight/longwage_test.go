package preflight

import "testing"

// The pay of a quarter or a year is never taken for a month's; the sheet says that the wage is missing.
func TestPayOfSeveralMonthsIsNoMonthsWage(t *testing.T) {
	for _, head := range []string{"Honor 3 bulan", "Honor Triwulan III", "Honor per Tahun", "Honor/Tahun", "Insentif Semester I"} {
		rows, _ := people(2, 6, func(i int, w someone) []any {
			return []any{i + 1, w.name, w.nik, dashed(w.born), w.sex, 3 * w.wage}
		})
		r := checked(t, workbook(t, nil, []string{"S"}, append(grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", head}}, rows...)), options())
		if len(r.Rows) != 6 || r.Rows[0].Person.WageKnown || sheetFinding(r, ColumnMissing) == "" {
			t.Errorf("%s: %d rows, wage %s, %q", head, len(r.Rows), r.Rows[0].Person.Wage, sheetFinding(r, ColumnMissing))
		}
	}
}
