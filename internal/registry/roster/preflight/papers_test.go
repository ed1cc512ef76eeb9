package preflight

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/period"
)

// What is no list is refused with the word for it.
func TestFormsAndListsOnTheirSideAreCalledSo(t *testing.T) {
	forms, side := grid{}, grid{{"Uraian"}, {"Nama"}, {"NIK"}, {"Tgl Lahir"}, {"L/P"}, {"Honor"}}
	for i := range 6 {
		w := worker(i + 5)
		forms = append(forms, []any{"Nama", ": " + w.name}, []any{"NIK", ": " + w.nik}, []any{"Tanggal Lahir", ": " + dashed(w.born)}, []any{"Honor", w.wage}, nil)
		for k, v := range []any{i + 1, w.name, w.nik, dashed(w.born), w.sex, w.wage} {
			side[k] = append(side[k], v)
		}
	}
	for word, g := range map[string]grid{"formulir": forms, "melintang": side} {
		r := checked(t, workbook(t, nil, []string{"S"}, g), options())
		if len(r.Findings) != 1 || r.Findings[0].Code != "FILE_NO_HEADER" || !strings.Contains(r.Findings[0].Message.String(), word) {
			t.Errorf("want %q: %v", word, r.Findings)
		}
	}
}

func TestStruckOutWordsAndStatusColumns(t *testing.T) {
	g := grid{{"No", "Nama", "Status", "NIK", "TTL", "JK", "Gaji Pokok", "Tunjangan", "Jumlah Diterima", "Keterangan"}}
	rows, want := people(2, 8, func(i int, w someone) []any {
		return []any{i + 1, w.name, "Aktif", w.nik, w.place + ", " + shortMonth(w.born), w.sex, w.wage - 200_000, 200_000, w.wage, nil}
	})
	for k, w := range want {
		w.wage -= 200_000
		want[k] = w
	}
	expect(t, checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options()), want)
}

func TestColumnsThatCarryUnitsAndNotes(t *testing.T) {
	g := grid{
		{"REKAPITULASI TENAGA NON ASN"}, {"Per 31 Oktober 2026"}, nil,
		{"No.", "Nama Lengkap\n(tanpa gelar)", "No. Induk Kependudukan\n(16 digit)", "Tempat Lahir", "Tgl. Lahir\n(dd/mm/yyyy)", "Jns Kel.\n(L/P)", "Unit Kerja", "Besaran Honor\nper Bulan\n(Rp)", "No. Rekening", "No. KK", "Ket."},
		{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)"},
	}
	rows, want := people(6, 10, func(i int, w someone) []any {
		y, m, d := w.born.Split()
		return []any{fmt.Sprintf("%d.", i+1), w.name, w.nik, w.place, fmt.Sprintf("%02d/%02d/%d", d, int(m), y), strings.ToLower(w.sex), "Sekretariat", fmt.Sprintf("%d", w.wage), "0123456789012345", "3311010101010001", "-"}
	})
	expect(t, checked(t, workbook(t, nil, []string{"Rekap"}, append(g, rows...)), options()), want)
}

// A page of a payroll: several amounts, the wage is the one before deductions.
func TestAPayroll(t *testing.T) {
	g := grid{
		{"DAFTAR PEMBAYARAN HONOR BULAN OKTOBER 2026"},
		{"NO", "NAMA / NIK", "JABATAN", "HONOR", "POTONGAN", nil, "JUMLAH DITERIMA", "TANDA TANGAN"},
		{nil, nil, nil, nil, "PPh 21", "BPJS", nil, nil},
	}
	rows, want := people(4, 7, func(i int, w someone) []any {
		return []any{i + 1, w.name + "\nNIK. " + w.nik, "Staf", w.wage, 0, w.wage / 100, w.wage - w.wage/100, fmt.Sprintf("%d. .........", i+1)}
	})
	r := checked(t, workbook(t, func(f *excelize.File) {
		merge(t, f, "S", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:G3", "H2:H3")
	}, []string{"S"}, append(append(g, rows...), []any{nil, "JUMLAH", nil, 16_000_000, 0, 160_000, 15_840_000})), options())
	if len(r.Rows) != len(want) {
		t.Errorf("%d rows, want %d", len(r.Rows), len(want))
	}
	for _, row := range r.Rows {
		w := want[row.Number]
		if row.Person.NIK != w.nik || !strings.EqualFold(row.Person.Name, w.name) || int(row.Person.Wage/1000) != w.wage {
			t.Errorf("row %d: %s %q %s", row.Number, row.Person.NIK, row.Person.Name, row.Person.Wage)
		}
	}
}

// The sheets are months, the wage of the last is asked for; the first sheet is a cover.
func TestACoverAndMonthsOfOneYear(t *testing.T) {
	cover := grid{{"PEMERINTAH KABUPATEN CONTOH"}, {"DAFTAR HONORER"}, {"TAHUN 2026"}}
	sheets, names := []grid{cover}, []string{"Cover"}
	var want map[int]someone
	for m := range 4 {
		g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Honor"}}
		rows, people := people(2, 6, func(i int, w someone) []any {
			return []any{i + 1, w.name, w.nik, dashed(w.born), w.sex, w.wage - 1000*(3-m)}
		})
		sheets, names, want = append(sheets, append(g, rows...)), append(names, []string{"JULI", "AGUSTUS", "SEPT", "OKT"}[m]), people
	}
	o := options()
	o.Month = period.MonthOf(2026, 10)
	expect(t, checked(t, workbook(t, nil, names, sheets...), o), want)
}

func TestFilteredAndGroupedRows(t *testing.T) {
	list, want := cleanList(12)
	data := workbook(t, func(f *excelize.File) {
		check(t, f.AutoFilter("S", "A1:F13", nil))
		check(t, f.SetPanes("S", &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
		for n := 4; n < 8; n++ {
			check(t, f.SetRowOutlineLevel("S", n, 1))
		}
		check(t, f.AddTable("S", &excelize.Table{Range: "A1:F13", Name: "daftar"}))
	}, []string{"S"}, list)
	expect(t, checked(t, data, options()), want)
}

// A list typed in Word and pasted: every cell of a person in paragraphs, blank lines between people.
func TestBlankRowsBetweenAllPeople(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Tempat/Tgl Lahir", "L/P", "Upah"}}
	want := map[int]someone{}
	for i := range 8 {
		w := worker(i + 9)
		g = append(g, nil, nil, []any{i + 1, w.name, w.nik, w.place + "/" + dashed(w.born), w.sex, w.wage})
		want[len(g)] = w
	}
	expect(t, checked(t, workbook(t, nil, []string{"S"}, g), options()), want)
}

// A header written twice, once in Indonesian and once in English beneath.
func TestAHeaderInTwoLanguages(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Tanggal Lahir", "Jenis Kelamin", "Upah"}, {"No", "Name", "ID Number", "Date of Birth", "Sex", "Wage"}}
	rows, want := people(3, 8, func(i int, w someone) []any { return []any{i + 1, w.name, w.nik, dashed(w.born), w.sex, w.wage} })
	expect(t, checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options()), want)
}

func TestTheMarkedCopyOfASplitNumberReadsTheSame(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", nil, "Tgl Lahir", "L/P", "Upah"}}
	rows, _ := people(2, 8, func(i int, w someone) []any {
		return []any{i + 1, w.name, w.nik[:6], w.nik[6:], dashed(w.born), w.sex, w.wage}
	})
	rows[2][3] = "12345"
	once, first := marked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options())
	if first.Totals.Reject != 1 || len(first.Rows) != 8 {
		t.Errorf("%+v", first.Totals)
	}
	if again := checked(t, once, options()); again.Totals.Reject != 1 || len(again.Rows) != 8 || !bytes.HasPrefix(once, []byte("PK")) {
		t.Errorf("%+v", again.Totals)
	}
}
