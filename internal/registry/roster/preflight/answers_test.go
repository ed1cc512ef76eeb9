package preflight

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// formAnswers is what a web form wrote of workers, in the order in which they answered.
func formAnswers(title string, from, n int) grid {
	g := grid{{title, "Alamat Email", "Nama Lengkap (sesuai KTP)", "NIK (16 digit)", "Tanggal Lahir", "Jenis Kelamin", "Honor per bulan"}}
	for i := range n {
		w := worker(from + n - 1 - i)
		g = append(g, []any{"2/11/2026 08:15:33", "a@contoh.id", strings.ToLower(w.name), w.nik, date(w.born), w.sex, w.wage})
	}
	return g
}

func cleanList(n int) (grid, map[int]someone) {
	rows, want := people(2, n, func(i int, w someone) []any {
		return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage}
	})
	return append(grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}, rows...), want
}

func TestRawAnswersOfAFormAreNoSecondList(t *testing.T) {
	list, want := cleanList(12)
	for _, names := range [][]string{{"Mentah", "Daftar"}, {"Form Responses 1", "Bersih"}} {
		title := "Timestamp"
		if names[0] == "Mentah" {
			title = "Kapan diisi"
		}
		r := checked(t, workbook(t, nil, names, formAnswers(title, 62, 12), list), options())
		expect(t, r, want)
		if s := r.Sheets[0]; s.Used || !strings.Contains(s.Reason.String(), "Pilih lembar ini") {
			t.Errorf("%s used %v: %s", s.Name, s.Used, s.Reason)
		}
		chosen := options()
		chosen.Sheet = names[0]
		if r := checked(t, workbook(t, nil, names, formAnswers(title, 62, 12), list), chosen); len(r.Rows) != 12 {
			t.Errorf("%s was chosen and gave %d rows", names[0], len(r.Rows))
		}
	}
}

func TestWhoeverIsOnlyAmongTheAnswersIsNamed(t *testing.T) {
	list, want := cleanList(12)
	r := checked(t, workbook(t, nil, []string{"Mentah", "Daftar"}, formAnswers("Timestamp", 62, 14), list), options())
	expect(t, r, want)
	if len(r.Sheets[0].Findings) != 1 || !strings.Contains(r.Sheets[0].Findings[0].Message.String(), "2 orang") || !strings.Contains(r.Sheets[0].Findings[0].Message.String(), "baris 2, 3") {
		t.Errorf("%v", r.Sheets[0].Findings)
	}
}

func TestAFormAloneIsAList(t *testing.T) {
	if r := checked(t, workbook(t, nil, []string{"Form Responses 1"}, formAnswers("Timestamp", 0, 8)), options()); len(r.Rows) != 8 {
		t.Errorf("%d rows", len(r.Rows))
	}
}

func TestAPartOfTheWholeListIsNoSecondList(t *testing.T) {
	list, want := cleanList(15)
	part, _ := cleanList(7)
	expect(t, checked(t, workbook(t, nil, []string{"SDN 1", "Semua"}, part, list), options()), want)
}

// Of two people of one row each keeps the reason that is theirs, in the copy that goes back too.
func TestMarksOfTwoListsSideBySideStandBesideEachOther(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah", nil, "No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	for i := range 6 {
		a, b := worker(i+10), worker(i+300)
		g = append(g, []any{i + 1, a.name, a.nik, date(a.born), a.sex, a.wage, nil, i + 1, b.name, b.nik, date(b.born), b.sex, b.wage})
	}
	left, right := worker(11), worker(301)
	g[2][2], g[2][9] = left.nik[:15], right.nik+"7"
	out, _ := marked(t, workbook(t, nil, []string{"S"}, g), options())
	f, err := excelize.OpenReader(bytes.NewReader(out))
	check(t, err)
	status, err := f.GetCellValue("S", "N3")
	check(t, err)
	problem, err := f.GetCellValue("S", "O3")
	check(t, err)
	for _, want := range []string{left.name + ":", right.name + ":", "C3", "J3"} {
		if !strings.Contains(strings.ToUpper(problem), strings.ToUpper(want)) {
			t.Errorf("the problems of row 3 do not name %s: %q", want, problem)
		}
	}
	if strings.Count(status, "menunggu") != 2 {
		t.Errorf("status %q", status)
	}
	again := checked(t, out, options())
	if len(again.Rows) != 12 || again.Totals.Reject != 2 {
		t.Errorf("read again: %d rows, %d rejected", len(again.Rows), again.Totals.Reject)
	}
}
