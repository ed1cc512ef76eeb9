package preflight

import (
	"strings"
	"testing"
)

// sheetFinding returns the message of a finding of the first sheet, or "".
func sheetFinding(r *Report, code Code) string {
	for _, f := range r.Sheets[0].Findings {
		if f.Code == code {
			return f.Message.String()
		}
	}
	return ""
}

func TestRowsThatShowAPersonAreNotLeftOutInSilence(t *testing.T) {
	late := worker(77)
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	rows, _ := people(2, 5, func(i int, w someone) []any { return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage} })
	g = append(g, rows...)
	g = append(g, nil, []any{nil, "Mengetahui, Kepala Dinas"}, []any{nil, "Drs. SUWARTO"}, []any{nil, "NIP. 19700101 199803 1 001"}, []any{nil, "Susulan: " + late.name + " " + late.nik})
	r := checked(t, workbook(t, nil, []string{"S"}, g), options())
	if m := sheetFinding(r, RowsNotRead); !strings.Contains(m, "baris 11.") || strings.Contains(m, "10") {
		t.Errorf("the sheet says %q, must name row 11 alone", m)
	}
	if r.Totals.Findings[RowsNotRead] != 1 {
		t.Error("the totals are silent")
	}
}
