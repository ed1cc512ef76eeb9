package preflight

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestMergesProveHowDeepAHeaderIs(t *testing.T) {
	g := grid{{"DAFTAR HONORER"}, {"No.", "Nama", "NIK", "Tgl Lahir", "Jenis Kelamin", "Honorarium", nil}, {nil, nil, nil, nil, nil, "Jam/minggu", "Per bulan"}}
	rows, want := people(4, 6, func(i int, w someone) []any { return []any{i + 1, w.name, w.nik, dmy(w.born, "-"), w.sex, 24, w.wage} })
	data := workbook(t, func(f *excelize.File) {
		for _, r := range []string{"A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:G2"} {
			a, b, _ := strings.Cut(r, ":")
			check(t, f.MergeCell("S", a, b))
		}
	}, []string{"S"}, append(g, rows...))
	expect(t, checked(t, data, options()), want)
}

func TestATableWithNameAndNumberInOneCellAboveAFullerOne(t *testing.T) {
	a, want := people(3, 5, func(i int, w someone) []any {
		return []any{i + 1, fmt.Sprintf("%s\nNIK. %s", w.name, w.nik), w.sex, date(w.born), "Kasi", w.wage}
	})
	b, wantB := people(10, 5, func(i int, w someone) []any { return []any{i + 1, w.nik, w.name, "RT 1", date(w.born), w.sex, w.wage} })
	g := grid{{"SILTAP"}, {"No", "Nama / NIK", "L/P", "Tgl Lahir", "Jabatan", "Siltap"}}
	g = append(g, a...)
	g = append(g, nil, []any{"No", "NIK", "Nama", "Alamat", "Tgl Lahir", "L/P", "Insentif"})
	g = append(g, b...)
	maps.Copy(want, wantB)
	expect(t, checked(t, workbook(t, nil, []string{"S"}, g), options()), want)
}

func TestTheNumberBeneathTheName(t *testing.T) {
	g, want := grid{{"No", "Nama", "Tgl Lahir", "L/P", "Honor"}}, map[int]someone{}
	for i := range 5 {
		w := worker(i + 400)
		want[len(g)+1] = w
		g = append(g, []any{i + 1, w.name, date(w.born), w.sex, w.wage}, []any{nil, "NIK. " + w.nik})
	}
	expect(t, checked(t, workbook(t, nil, []string{"S"}, g), options()), want)
}

func TestANumberedRowWithSexAndWageIsNoTotal(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	rows, _ := people(2, 4, func(i int, w someone) []any { return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage} })
	rows[1][1], rows[1][2], rows[1][3] = nil, nil, nil
	r := checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options())
	if len(r.Rows) != 4 || r.Rows[1].Status != Rejected {
		t.Errorf("%d rows, want 4 with the second rejected", len(r.Rows))
	}
}
