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

func TestFormulasWithoutAResultAreKeptAndNamed(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	rows, _ := people(2, 4, func(i int, w someone) []any { return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage} })
	rows[1][1], rows[1][2], rows[1][3] = formula("Mentah!A2"), formula("Mentah!B2"), formula("Mentah!C2")
	g = append(g, rows...)
	g = append(g, []any{nil, "JUMLAH", formula("COUNTA(C2:C5)"), nil, nil, formula("SUM(F2:F5)")})
	r := checked(t, workbook(t, nil, []string{"S"}, g), options())
	if len(r.Rows) != 4 || r.Rows[1].Number != 3 || r.Rows[1].Status != Rejected {
		t.Fatalf("%d rows, want 4 with row 3 rejected", len(r.Rows))
	}
	for _, f := range r.Rows[1].Findings {
		if f.Code != FormulaCell {
			t.Errorf("%s: %s", f.Code, f.Message)
		}
	}
}

func TestAWordBesideTheNumberIsProposedAway(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	rows, want := people(2, 6, func(i int, w someone) []any { return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage} })
	rows[1][2], rows[2][2] = "NIK: "+want[3].nik, want[4].nik+"\n(baru)"
	r := checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options())
	for _, row := range r.Rows[1:3] {
		f := row.Findings
		if len(f) == 0 && row.Person.NIK == want[row.Number].nik {
			continue
		}
		if len(f) != 1 || f[0].Repair == nil || f[0].Repair.Value != want[row.Number].nik {
			t.Errorf("row %d: %v", row.Number, f)
		}
	}
}
