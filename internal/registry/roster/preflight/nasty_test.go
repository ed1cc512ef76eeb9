package preflight

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/period"
)

// These are lists as tired people keep them. Each must be read whole: every row, every cell, and nothing found in it.

func dashed(d period.Date) string {
	y, m, day := d.Split()
	return fmt.Sprintf("%02d-%02d-%d", day, int(m), y)
}

func shortMonth(d period.Date) string {
	y, m, day := d.Split()
	names := strings.Fields("Jan Peb Mrt Apr Mei Jun Jul Agt Sept Okt Nop Des")
	return fmt.Sprintf("%d %s %02d", day, names[m-1], y%100)
}

func merge(t *testing.T, f *excelize.File, sheet string, ranges ...string) {
	t.Helper()
	for _, r := range ranges {
		from, to, _ := strings.Cut(r, ":")
		check(t, f.MergeCell(sheet, from, to))
	}
}

func TestAHeaderTurnedOverThreeRows(t *testing.T) {
	g := grid{
		{"DAFTAR NOMINATIF TENAGA HARIAN LEPAS"},
		{"KECAMATAN CONTOH TAHUN ANGGARAN 2026"},
		{"NO", "IDENTITAS", nil, nil, nil, nil, "PENERIMAAN", nil},
		{nil, "NAMA LENGKAP", "NOMOR\nKTP", "KELAHIRAN", nil, "L\n/\nP", "UPAH", "UANG MAKAN"},
		{nil, nil, nil, "TEMPAT", "TANGGAL", nil, "(Rp/bln)", "(Rp/hari)"},
		{1, 2, 3, 4, 5, 6, 7, 8},
	}
	rows, want := people(7, 9, func(i int, w someone) []any {
		return []any{i + 1, strings.ToUpper(w.name), w.nik, w.place, dashed(w.born), w.sex, w.wage, 25_000}
	})
	g = append(append(g, rows...), []any{nil, "JUMLAH", nil, nil, nil, nil, 99_000_000, nil})
	data := workbook(t, func(f *excelize.File) {
		merge(t, f, "S", "A1:H1", "A2:H2", "A3:A5", "B3:F3", "G3:H3", "B4:B5", "C4:C5", "D4:E4", "F4:F5")
	}, []string{"S"}, g)
	expect(t, checked(t, data, options()), want)
}

func TestNameAndNumberWithAStrokeBetween(t *testing.T) {
	for what, line := range map[string]func(w someone) string{
		"stroke":    func(w someone) string { return strings.ToUpper(w.name) + " / " + w.nik },
		"label":     func(w someone) string { return w.name + " (NIK. " + w.nik + ")" },
		"new line":  func(w someone) string { return w.name + "\n" + w.nik },
		"the other": func(w someone) string { return w.nik + " - " + w.name },
	} {
		g := grid{{"No", "Nama / NIK", "Tempat, Tgl Lahir", "L/P", "Honor"}}
		rows, want := people(2, 7, func(i int, w someone) []any {
			return []any{i + 1, line(w), w.place + ", " + shortMonth(w.born), w.sex, w.wage}
		})
		t.Run(what, func(t *testing.T) {
			expect(t, checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options()), want)
		})
	}
}

func TestTwelveMonthsOfWages(t *testing.T) {
	head := []any{"No", "Nama", "NIK", "Tgl Lahir", "JK"}
	for _, m := range strings.Fields("Jan Feb Mar Apr Mei Juni Juli Agst Sept Okt Nop Des") {
		head = append(head, m)
	}
	g := grid{append(head, "Jumlah setahun")}
	rows, want := people(2, 6, func(i int, w someone) []any {
		line := []any{i + 1, w.name, w.nik, dashed(w.born), w.sex}
		for m := range 12 {
			switch {
			case m < 9:
				line = append(line, w.wage-100_000)
			case m == 9:
				line = append(line, w.wage)
			default:
				line = append(line, nil)
			}
		}
		return append(line, 9*(w.wage-100_000)+w.wage)
	})
	o := options()
	o.Month = period.MonthOf(2026, 10)
	expect(t, checked(t, workbook(t, nil, []string{"2026"}, append(g, rows...)), o), want)
}

// Schools stand in merged rows between the people, numbers begin anew under each, and a total stands in the column of NIKs.
func TestPeopleUnderTheNamesOfTheirSchools(t *testing.T) {
	g := grid{{"NO", "NAMA", "NIK", "TGL LAHIR", "L/P", "TUGAS", "HONOR"}}
	want := map[int]someone{}
	var merged []string
	for s, school := range []string{"SD NEGERI 1 CONTOH", "SD NEGERI 2 CONTOH (GABUNGAN)", "TK PERTIWI"} {
		g = append(g, []any{school})
		merged = append(merged, fmt.Sprintf("A%d:G%d", len(g), len(g)))
		for i := range 4 {
			w := worker(40*s + i)
			g = append(g, []any{i + 1, w.name, "'" + w.nik, dashed(w.born), w.sex, "Guru", w.wage})
			want[len(g)] = w
		}
		g = append(g, []any{nil, nil, "JUMLAH : 4 ORANG", nil, nil, nil, 8_000_000})
	}
	g = append(g, []any{nil, nil, "TOTAL 12 ORANG", nil, nil, nil, 24_000_000})
	data := workbook(t, func(f *excelize.File) { merge(t, f, "S", merged...) }, []string{"S"}, g)
	r := checked(t, data, options())
	expect(t, r, want)
	if s := r.Rows[5].Person.Section; !strings.Contains(s, "SD NEGERI 2") {
		t.Errorf("section %q", s)
	}
}

// Ditto marks repeat what stands above them.
func TestDittoMarks(t *testing.T) {
	for _, mark := range []string{"idem", "s.d.a.", "sda", `"`, "〃", "Idem.", "- idem -", "sama dengan atas", "''"} {
		g := grid{{"No", "Nama", "NIK", "Tempat Lahir", "Tgl Lahir", "L/P", "Jabatan", "Upah"}}
		want := map[int]someone{}
		first := worker(3)
		for i := range 6 {
			w := worker(i + 3)
			w.wage, w.place = first.wage, first.place
			line := []any{i + 1, w.name, w.nik, w.place, dashed(w.born), w.sex, "Pramusaji", w.wage}
			if i > 0 {
				line[3], line[6], line[7] = mark, mark, mark
			}
			g = append(g, line)
			want[len(g)] = w
		}
		t.Run(mark, func(t *testing.T) {
			r := checked(t, workbook(t, nil, []string{"S"}, g), options())
			expect(t, r, want)
			for _, row := range r.Rows {
				if row.Person.Position != "Pramusaji" || row.Person.BirthPlace != "Sukoharjo" {
					t.Errorf("row %d: %q born in %q", row.Number, row.Person.Position, row.Person.BirthPlace)
				}
			}
		})
	}
}

func TestShortMonthsAndDaysThatNeverWere(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	rows, want := people(2, 14, func(i int, w someone) []any {
		return []any{i + 1, w.name, w.nik, shortMonth(w.born), w.sex, w.wage}
	})
	expect(t, checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options()), want)
	rows[1][3], rows[3][3], rows[5][3] = "31/4/1990", "29 Peb 1985", "0-0-1980"
	r := checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options())
	for i, row := range r.Rows {
		if never := i == 1 || i == 3 || i == 5; never != (codes(row) == string(BirthDateUnreadable)) {
			t.Errorf("row %d %v: %s", row.Number, rows[i][3], codes(row))
		}
	}
}

func TestWagesInThousands(t *testing.T) {
	for what, head := range map[string]string{"stroke": "HONOR (x Rp1.000)", "words": "Upah (dalam ribuan rupiah)", "short": "Gaji (Rp. 000)", "below": "Honor (Rp ribu)"} {
		g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", head}}
		rows, want := people(2, 7, func(i int, w someone) []any {
			written := any(fmt.Sprintf("%d.%03d", w.wage/1_000_000, w.wage/1000%1000))
			if i%2 == 1 {
				written = w.wage / 1000
			}
			return []any{i + 1, w.name, w.nik, dashed(w.born), w.sex, written}
		})
		t.Run(what, func(t *testing.T) {
			expect(t, checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options()), want)
		})
	}
}

func TestANumberSplitOverTwoColumns(t *testing.T) {
	for what, head := range map[string][]any{"merged": {"No", "Nama", "NIK", nil, "Tgl Lahir", "L/P", "Upah"}, "twice": {"No", "Nama", "NIK (6 digit pertama)", "NIK (10 digit terakhir)", "Tgl Lahir", "L/P", "Upah"}} {
		g := grid{head}
		rows, want := people(2, 8, func(i int, w someone) []any {
			return []any{i + 1, w.name, w.nik[:6], w.nik[6:], dashed(w.born), w.sex, w.wage}
		})
		t.Run(what, func(t *testing.T) {
			data := workbook(t, func(f *excelize.File) {
				if what == "merged" {
					merge(t, f, "S", "C1:D1")
				}
			}, []string{"S"}, append(g, rows...))
			expect(t, checked(t, data, options()), want)
		})
	}
}

func TestASheetASchoolEachInItsOwnOrder(t *testing.T) {
	var sheets []grid
	var names []string
	total := 0
	for s := range 4 {
		order := [][]int{{0, 1, 2, 3, 4, 5}, {0, 2, 1, 5, 4, 3}, {5, 4, 3, 2, 1, 0}, {1, 3, 2, 4, 0, 5}}[s]
		head := []any{"No", "Nama Guru", "NIK", "Tgl. Lahir", "L/P", "Honor"}
		lines := grid{{"SD NEGERI " + itoa(s+1)}, nil}
		pick := func(line []any) (out []any) {
			for _, c := range order {
				out = append(out, line[c])
			}
			return out
		}
		lines = append(lines, pick(head))
		for i := range 5 + s {
			w := worker(100*s + i)
			lines = append(lines, pick([]any{i + 1, w.name, w.nik, dashed(w.born), w.sex, w.wage}))
			total++
		}
		sheets, names = append(sheets, lines), append(names, "SDN "+itoa(s+1))
	}
	r := checked(t, workbook(t, nil, names, sheets...), options())
	if len(r.Rows) != total || r.Totals.OK != total {
		t.Errorf("%d rows, %d good, want %d: %v", len(r.Rows), r.Totals.OK, total, r.Totals.Findings)
	}
}

func TestInvisibleSignsInEveryCell(t *testing.T) {
	signs := []string{"\u00a0", "\u200e", "\u200f", "\u200b", "\ufeff", "\u202a", "\u202c", "\u2060", "\u00ad"}
	g := grid{{"No", "\u00a0Nama\u00a0Lengkap\u200b", "\u200eN\u00a0I\u00a0K\u200e", "Tanggal\u00a0Lahir\u200f", "L/P\u00a0", "Upah\u2060"}}
	rows, want := people(2, 9, func(i int, w someone) []any {
		sign := signs[i%len(signs)]
		return []any{i + 1, sign + strings.ReplaceAll(w.name, " ", "\u00a0") + sign, sign + w.nik[:6] + sign + w.nik[6:] + sign, sign + dashed(w.born) + sign, sign + w.sex + sign, sign + "Rp" + sign + fmt.Sprint(w.wage) + sign}
	})
	expect(t, checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options()), want)
}

func TestTextFilesOfEverySort(t *testing.T) {
	var lines []string
	_, want := people(3, 9, func(i int, w someone) []any {
		lines = append(lines, fmt.Sprintf(`"%d";"%s";"%s";"%s";"%s";"%s";"Rp %d,-"`, i+1, w.name, w.nik, w.place+", "+dashed(w.born), w.sex, "Jl. Contoh; RT 1\nKel. \"\"Asri\"\"", w.wage))
		return nil
	})
	text := "sep=;\n\"No\";\"Nama\";\"NIK\";\"Tempat, Tgl Lahir\";\"L/P\";\"Alamat\";\"Honor\"\n" + strings.Join(lines, "\n") + "\n"
	for what, data := range map[string]string{"plain": text, "mark": "\ufeff" + text, "windows": strings.ReplaceAll(text, "\n", "\r\n"), "utf-16 le": wide(text, false), "utf-16 be": wide(text, true), "tabs": strings.ReplaceAll(strings.ReplaceAll(text, `";"`, "\"\t\""), "sep=;", "sep=\t")} {
		t.Run(what, func(t *testing.T) { expect(t, checked(t, []byte(data), options()), want) })
	}
}

func wide(s string, big bool) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		if big {
			b.WriteByte(byte(u >> 8))
		}
		b.WriteByte(byte(u))
		if !big {
			b.WriteByte(byte(u >> 8))
		}
	}
	return b.String()
}
