package preflight

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// eachSort reads a list of which one column is written in many ways, one way a list.
func eachSort(t *testing.T, head string, sorts map[string]func(w someone) any) {
	t.Helper()
	for what, write := range sorts {
		g := grid{{"No", "Nama", "NIK", "Tempat, Tgl Lahir", "L/P", "Upah"}}
		at := map[string]int{"nama": 1, "nik": 2, "ttl": 3, "sex": 4, "upah": 5}[head]
		rows, want := people(2, 8, func(i int, w someone) []any {
			line := []any{i + 1, w.name, w.nik, w.place + ", " + dashed(w.born), w.sex, w.wage}
			line[at] = write(w)
			return line
		})
		t.Run(what, func(t *testing.T) {
			expect(t, checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options()), want)
		})
	}
}

var roman = strings.Fields("I II III IV V VI VII VIII IX X XI XII")

var longMonths = strings.Fields("Januari Pebruari Maret April Mei Juni Juli Agustus September Oktober Nopember Desember")

func TestPlaceAndDayInEveryOrder(t *testing.T) {
	written := func(form string) func(w someone) any {
		return func(w someone) any {
			y, m, d := w.born.Split()
			return strings.NewReplacer("{p}", w.place, "{dd}", fmt.Sprintf("%02d", d), "{d}", fmt.Sprint(d), "{mm}", fmt.Sprintf("%02d", int(m)), "{m}", fmt.Sprint(int(m)),
				"{yy}", fmt.Sprintf("%02d", y%100), "{yyyy}", fmt.Sprint(y), "{rom}", roman[m-1], "{month}", longMonths[m-1]).Replace(form)
		}
	}
	sorts := map[string]func(w someone) any{}
	for _, form := range []string{
		"{p}, {d} {month} {yyyy}", "{p} {d} {month} {yyyy}", "{p} / {dd}-{mm}-{yyyy}", "{p}/{dd}/{mm}/{yyyy}", "{p},{dd}.{mm}.{yyyy}", "{p}, {dd}/{rom}/{yyyy}", "{p}, {d} {month}'{yy}",
		"{p} : {dd} - {mm} - {yyyy}", "{p}\n{dd}-{mm}-{yyyy}", "{p}, {yyyy}-{mm}-{dd}", "{p}, {d} - {m} - {yy}", "Kab. {p}, {dd} {month} {yyyy}", "{dd}-{mm}-{yyyy}, {p}", "{dd}-{mm}-{yyyy} / {p}",
		"{p}, tgl {d} {month} {yyyy}", "{p} ({dd}-{mm}-{yyyy})", "{p}; {d}-{month}-{yyyy}", "{p}, {dd}{mm}{yyyy}",
	} {
		sorts[form] = written(form)
	}
	eachSort(t, "ttl", sorts)
}

func TestNumbersInEveryDress(t *testing.T) {
	eachSort(t, "nik", map[string]func(w someone) any{
		"decimal": func(w someone) any { return w.nik + ".0" },
		"groups":  func(w someone) any { return w.nik[:6] + " " + w.nik[6:12] + " " + w.nik[12:] },
		"dots": func(w someone) any {
			return w.nik[:2] + "." + w.nik[2:4] + "." + w.nik[4:6] + "." + w.nik[6:12] + "." + w.nik[12:]
		},
		"fours":       func(w someone) any { return w.nik[:4] + "-" + w.nik[4:8] + "-" + w.nik[8:12] + "-" + w.nik[12:] },
		"apostrophe":  func(w someone) any { return "'" + w.nik },
		"back tick":   func(w someone) any { return "`" + w.nik },
		"line breaks": func(w someone) any { return w.nik[:8] + "\n" + w.nik[8:] },
		"quoted":      func(w someone) any { return `"` + w.nik + `"` },
		"wide":        func(w someone) any { return strings.Map(func(r rune) rune { return r - '0' + '０' }, w.nik) },
	})
}

// A word before every number makes each wait, with the number alone as the proposal.
func TestAWordBeforeEveryNumber(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	rows, want := people(2, 6, func(i int, w someone) []any {
		return []any{i + 1, w.name, "NIK: " + w.nik, dashed(w.born), w.sex, w.wage}
	})
	r := checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options())
	for _, row := range r.Rows {
		if codes(row) != string(NIKChars) || row.Findings[0].Repair == nil || row.Findings[0].Repair.Value != want[row.Number].nik {
			t.Errorf("row %d: %v", row.Number, row.Findings)
		}
	}
	if len(r.Rows) != 6 {
		t.Errorf("%d rows", len(r.Rows))
	}
}

func TestWagesInEveryDress(t *testing.T) {
	dots := func(n int) string { return fmt.Sprintf("%d.%03d.%03d", n/1_000_000, n/1000%1000, n%1000) }
	eachSort(t, "upah", map[string]func(w someone) any{
		"a month":     func(w someone) any { return "Rp. " + dots(w.wage) + ",- / bln" },
		"in words":    func(w someone) any { return dots(w.wage) + " (satu juta sekian rupiah)" },
		"english":     func(w someone) any { return strings.ReplaceAll(dots(w.wage), ".", ",") + ".00" },
		"cents":       func(w someone) any { return dots(w.wage) + ",00" },
		"IDR":         func(w someone) any { return "IDR " + dots(w.wage) },
		"rb":          func(w someone) any { return fmt.Sprintf("%drb", w.wage/1000) },
		"jt":          func(w someone) any { return strings.ReplaceAll(fmt.Sprintf("Rp%gjt", float64(w.wage)/1e6), ".", ",") },
		"blanks":      func(w someone) any { return strings.ReplaceAll(dots(w.wage), ".", " ") },
		"apostrophes": func(w someone) any { return strings.ReplaceAll(dots(w.wage), ".", "'") },
		"slash":       func(w someone) any { return dots(w.wage) + "/bulan" },
		"number":      func(w someone) any { return float64(w.wage) + 0.0 },
	})
}

func TestSexInEveryDress(t *testing.T) {
	pair := func(man, woman string) func(w someone) any {
		return func(w someone) any {
			if w.sex == "L" {
				return man
			}
			return woman
		}
	}
	eachSort(t, "sex", map[string]func(w someone) any{
		"lk pr": pair("Lk", "Pr"), "dots": pair("L.", "P."), "words": pair("Laki - laki", "Perempuan"), "small": pair("l", "p"), "pria": pair("PRIA", "WANITA"), "mr": pair("Male", "Female"),
		"brackets": pair("(L)", "(P)"), "laki": pair("Laki2", "Perempuan"), "codes": pair("1", "2"), "lw": pair("L", "W"), "lk": pair("LAKI-LAKI", "PEREMPUAN"), "words short": pair("Laki", "Prp"),
	})
}

func TestNumberedNamesAndTitles(t *testing.T) {
	eachSort(t, "nama", map[string]func(w someone) any{
		"comma":     func(w someone) any { return w.name + ", S.Pd., M.Si" },
		"before":    func(w someone) any { return "Drs. H. " + w.name },
		"alias":     func(w someone) any { return strings.ToUpper(w.name) },
		"spaces":    func(w someone) any { return "  " + strings.ReplaceAll(w.name, " ", "   ") + " " },
		"new line":  func(w someone) any { return strings.Replace(w.name, " ", "\n", 1) },
		"bare deg":  func(w someone) any { return w.name + " S.Kom" },
		"small deg": func(w someone) any { return w.name + ", amd.keb" },
		"number":    func(w someone) any { return "7. " + w.name },
	})
}

// Pages with carried totals, a gap between all columns, a letter above and the list far to the right and below.
func TestALetterWithPagesOfAList(t *testing.T) {
	g := grid{}
	for i := range 30 {
		g = append(g, []any{nil, fmt.Sprintf("Kalimat ke-%d dari surat pengantar kepada Kepala Badan.", i+1)})
	}
	head := []any{nil, nil, nil, nil, "NO", nil, "NAMA", nil, "NIK", nil, "TGL LAHIR", nil, "L/P", nil, "HONOR"}
	want := map[int]someone{}
	for page := range 3 {
		g = append(g, head)
		if page > 0 {
			g = append(g, []any{nil, nil, nil, nil, nil, nil, "Jumlah pindahan", nil, nil, nil, nil, nil, nil, nil, 12_000_000 * page})
		}
		for i := range 7 {
			w := worker(page*50 + i)
			g = append(g, []any{nil, nil, nil, nil, page*7 + i + 1, nil, w.name, nil, w.nik, nil, dashed(w.born), nil, w.sex, nil, w.wage})
			want[len(g)] = w
		}
		g = append(g, []any{nil, nil, nil, nil, nil, nil, "Jumlah dipindahkan", nil, nil, nil, nil, nil, nil, nil, 12_000_000 * (page + 1)}, nil, []any{nil, nil, nil, nil, nil, nil, fmt.Sprintf("Halaman %d dari 3", page+1)}, nil)
	}
	g = append(g, []any{nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, 36_000_000}, []any{nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, "Sukoharjo, 2 November 2026"}, []any{nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, "Kepala Dinas"}, nil,
		[]any{nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, "Drs. CONTOH, M.Si"}, []any{nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, "NIP. 197001011998031001"})
	expect(t, checked(t, workbook(t, nil, []string{"Daftar"}, g), options()), want)
}

func TestADigitInEachBox(t *testing.T) {
	for _, size := range []int{1, 4} {
		head := []any{"No", "Nama"}
		for i := range 16 / size {
			if i == 0 {
				head = append(head, "NIK")
			} else {
				head = append(head, nil)
			}
		}
		g := grid{append(head, "Tgl Lahir", "L/P", "Upah")}
		rows, want := people(2, 8, func(i int, w someone) []any {
			line := []any{i + 1, w.name}
			for k := 0; k < 16; k += size {
				n, err := strconv.Atoi(w.nik[k : k+size])
				check(t, err)
				line = append(line, n)
			}
			return append(line, dashed(w.born), w.sex, w.wage)
		})
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			expect(t, checked(t, workbook(t, nil, []string{"S"}, append(g, rows...)), options()), want)
		})
	}
}
