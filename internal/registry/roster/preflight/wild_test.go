package preflight

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// wild makes lists in the ways in which offices make them, by chance.
type wild struct {
	*rand.Rand
	g     grid
	merge []string
	want  map[int]someone
	pria  bool // the sex is written P and W
	// damaged leaves cells of some workers empty; then only which rows are workers is judged
	damaged bool
}

func (w *wild) pick(list ...string) string { return list[w.IntN(len(list))] }

func (w *wild) maybe(percent int) bool { return w.IntN(100) < percent }

// column is one column of a wild list.
type column struct {
	field string
	head  string
	top   string // first line of a two-line head; "" stands over both lines
	value func(p someone, i int) any
}

func (w *wild) columns() []column {
	dates := []func(d period.Date) any{
		func(d period.Date) any { return date(d) },
		func(d period.Date) any { return dmy(d, "-") }, func(d period.Date) any { return dmy(d, "/") }, func(d period.Date) any { return dmy(d, ".") },
		func(d period.Date) any { return text.Date(lang.ID, d) }, func(d period.Date) any { return d.String() },
		func(d period.Date) any {
			y, m, day := d.Split()
			return fmt.Sprintf("%d-%s-%02d", day, text.ShortMonth(lang.ID, m), y%100)
		},
		func(d period.Date) any { return strings.ToUpper(text.Date(lang.ID, d)) },
	}
	wages := []func(n int) any{
		func(n int) any { return n }, func(n int) any { return rupiah(n) }, func(n int) any { return fmt.Sprintf("%d", n) },
		func(n int) any { return strings.TrimSuffix(strings.TrimPrefix(rupiah(n), "Rp "), ",-") }, func(n int) any { return strings.TrimSuffix(rupiah(n), ",-") + ",00" },
	}
	sexes := []map[string]string{{"L": "L", "P": "P"}, {"L": "Laki-laki", "P": "Perempuan"}, {"L": "LAKI-LAKI", "P": "PEREMPUAN"}, {"L": "Pria", "P": "Wanita"}, {"L": "l", "P": "p"}, {"L": "LK", "P": "PR"}, {"L": "P", "P": "W"}}
	niks := []func(s string) any{
		func(s string) any { return s }, func(s string) any { return "'" + s }, func(s string) any { return s[:4] + " " + s[4:8] + " " + s[8:12] + " " + s[12:] },
		func(s string) any { return s[:6] + "." + s[6:12] + "." + s[12:] }, func(s string) any { return " " + s + "\u00a0" },
	}
	names := []func(s string) any{func(s string) any { return s }, func(s string) any { return strings.ToUpper(s) }, func(s string) any { return s + ", S.Pd." }, func(s string) any { return "  " + s + " " }}
	born, wage, sex, number, name := dates[w.IntN(len(dates))], wages[w.IntN(len(wages))], sexes[w.IntN(len(sexes))], niks[w.IntN(len(niks))], names[w.IntN(len(names))]
	w.pria = sex["P"] == "W"
	cs := []column{
		{"nama", w.pick("NAMA", "Nama Lengkap", "Nama Pegawai", "N A M A", "NAMA TENAGA HONORER", "Nama Pekerja", "Nama sesuai KTP", "NAMA LENGKAP (TANPA GELAR)", "nama_lengkap", "Nama & Gelar", "Full Name"), "", func(p someone, _ int) any { return name(p.name) }},
		{"nik", w.pick("NIK", "N.I.K", "No. KTP", "NIK KTP", "NO KTP / NIK", "Nomor Induk Kependudukan", "NIK (16 digit)", "No. Identitas (KTP)", "nomor_identitas", "NOMOR KTP", "National ID"), "", func(p someone, _ int) any { return number(p.nik) }},
		{"jenis_kelamin", w.pick("L/P", "JK", "Jenis Kelamin", "Jenis Kelamin (L/P)", "JNS KELAMIN", "Kelamin", "Gender", "jenis_kelamin", "L / P"), "", func(p someone, _ int) any { return sex[p.sex] }},
		{"upah", w.pick("Upah", "HONOR", "Honor/Bulan", "Gaji Per Bulan (Rp)", "Upah / bln", "BESARAN HONOR", "Honorarium per Bulan", "Jumlah Honor", "INSENTIF", "Gaji", "Nominal Gaji", "Upah Sebulan", "gaji_pokok", "Penghasilan Tetap", "Monthly Salary"), "", func(p someone, _ int) any { return wage(p.wage) }},
	}
	switch w.IntN(4) {
	case 0:
		cs = append(cs, column{"ttl", w.pick("Tempat, Tanggal Lahir", "TTL", "Tempat/Tgl Lahir", "TEMPAT & TANGGAL LAHIR", "Tempat dan Tgl. Lahir"), "", func(p someone, _ int) any {
			return p.place + w.pick(", ", " / ", ",") + dmy(p.born, "-")
		}})
	case 1:
		cs = append(cs, column{"tempat", w.pick("Tempat", "TEMPAT", "Tmp."), "Tempat dan Tanggal Lahir", func(p someone, _ int) any { return p.place }},
			column{"lahir", w.pick("Tanggal", "TGL", "Tgl."), "Tempat dan Tanggal Lahir", func(p someone, _ int) any { return born(p.born) }})
	default:
		cs = append(cs, column{"lahir", w.pick("Tanggal Lahir", "TGL LAHIR", "Tgl. Lahir", "TANGGAL LAHIR (dd-mm-yyyy)", "tgl_lahir", "Tgl Lhr", "Date of Birth", "Tangal Lahir"), "", func(p someone, _ int) any { return born(p.born) }})
		if w.maybe(60) {
			cs = append(cs, column{"tempat", w.pick("Tempat Lahir", "TMP LAHIR", "Kota Lahir", "tempat_lahir"), "", func(p someone, _ int) any { return p.place }})
		}
	}
	decoys := []column{
		{"", w.pick("Alamat", "ALAMAT RUMAH", "Alamat (RT/RW)"), "", func(_ someone, i int) any { return fmt.Sprintf("Jl. Contoh No. %d RT 01 RW 02", i) }},
		{"", w.pick("Jabatan", "Tugas", "PEKERJAAN", "Uraian Tugas"), "", func(_ someone, i int) any { return []string{"Petugas Kebersihan", "Penjaga Malam", "Sopir"}[i%3] }},
		{"", w.pick("TMT", "Mulai Bekerja", "TMT SK"), "", func(_ someone, i int) any { return date(period.DateOf(2015, 1, 1) + period.Date(31*i)) }},
		{"", w.pick("No. SK", "Nomor SK"), "", func(_ someone, i int) any { return fmt.Sprintf("800/%d/2026", i) }},
		{"", w.pick("Tgl SK", "Tanggal SK"), "", func(_ someone, i int) any { return "02-01-2026" }},
		{"", w.pick("No. KK", "NOMOR KARTU KELUARGA"), "", func(_ someone, i int) any { return fmt.Sprintf("33110112031%05d", i+10000) }},
		{"", w.pick("Nama Ibu Kandung", "IBU KANDUNG"), "", func(_ someone, i int) any { return worker(i + 7000).name }},
		{"", w.pick("No HP", "NO. TELP/HP", "No. WA"), "", func(_ someone, i int) any { return fmt.Sprintf("0812%08d", 3000+i*17) }},
		{"", w.pick("Pendidikan", "PENDIDIKAN TERAKHIR"), "", func(_ someone, i int) any { return []string{"SD", "SMP", "SMA", "S1"}[i%4] }},
		{"", w.pick("No. Rekening", "REKENING BANK JATENG"), "", func(_ someone, i int) any { return fmt.Sprintf("3034%09d", i*31) }},
		{"", w.pick("Iuran JKK", "JKK 0,24%"), "", func(p someone, _ int) any { return p.wage * 24 / 10000 }},
		{"", w.pick("Iuran JKM"), "", func(p someone, _ int) any { return p.wage * 3 / 1000 }},
		{"", w.pick("Unit Kerja", "OPD", "Lokasi"), "", func(_ someone, i int) any { return "UPT Contoh" }},
		{"", w.pick("Ket", "KETERANGAN"), "", func(_ someone, i int) any { return []any{nil, "aktif", nil, "pindahan"}[i%4] }},
		{"", w.pick("Agama"), "", func(_ someone, i int) any { return "Islam" }},
		{"", w.pick("NPWP"), "", func(_ someone, i int) any { return fmt.Sprintf("09.%03d.%03d.1-532.000", i, i+1) }},
		{"", w.pick("NIP", "NUPTK", "No. Pegawai"), "", func(_ someone, i int) any { return fmt.Sprintf("19%014d", i*7) }},
		{"", w.pick("Usia", "Umur"), "", func(p someone, _ int) any { return p.born.AgeOn(today) }},
		{"", w.pick("Status Kawin"), "", func(_ someone, i int) any { return []string{"K", "TK"}[i%2] }},
	}
	w.Shuffle(len(decoys), func(i, j int) { decoys[i], decoys[j] = decoys[j], decoys[i] })
	n := w.IntN(8)
	cs = append(cs, decoys[:n]...)
	w.Shuffle(len(cs), func(i, j int) {
		if cs[i].top == "" && cs[j].top == "" { // a group stays together
			cs[i], cs[j] = cs[j], cs[i]
		}
	})
	for i := range cs {
		if w.maybe(12) {
			cs[i].head = w.typo(cs[i].head)
		}
	}
	if w.maybe(85) {
		cs = append([]column{{"no", w.pick("No", "NO.", "No. Urut", "Nomor"), "", func(_ someone, i int) any { return i + 1 }}}, cs...)
	}
	return cs
}

// typo makes one slip of the pen in a longer word of a head: a letter left out, doubled, or exchanged with its neighbour.
func (w *wild) typo(head string) string {
	words := strings.Split(head, " ")
	for i, word := range words {
		if len(word) < 6 || strings.Trim(strings.ToLower(word), "abcdefghijklmnopqrstuvwxyz") != "" {
			continue
		}
		k := 2 + w.IntN(len(word)-3)
		words[i] = []string{word[:k] + word[k+1:], word[:k] + word[k:k+1] + word[k:], word[:k] + word[k+1:k+2] + word[k:k+1] + word[k+2:]}[w.IntN(3)]
		break
	}
	return strings.Join(words, " ")
}

func at(column, row int) string {
	s, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		panic(err)
	}
	return s
}

func (w *wild) put(cells ...any) int {
	w.g = append(w.g, cells)
	return len(w.g)
}

// make writes one list.
func (w *wild) make(seed int) {
	cs := w.columns()
	left := 0
	if w.maybe(20) {
		left = 1 + w.IntN(3)
	}
	for range w.IntN(6) {
		w.put(w.pick("PEMERINTAH KABUPATEN CONTOH", "DINAS PEKERJAAN UMUM", "DAFTAR NAMA TENAGA HONORER TAHUN 2026", "Jl. Veteran No. 9 Telp. (0271) 599999", "BULAN : SEPTEMBER 2026", "Unit Kerja : UPT Pasar"))
	}
	if w.maybe(40) {
		for range 1 + w.IntN(4) {
			w.put(w.pick("Nama Unit", "Alamat", "NPWP", "Bulan", "Nama Kepala", "Nama OPD", "Kecamatan", "No. Telp"), ":", w.pick("UPT Pasar", "Jl. Contoh 1", "-", "September 2026", "Drs. SUWARTO"))
		}
	}
	if w.maybe(50) {
		w.put()
	}
	w.header(cs, left)
	if w.maybe(35) {
		line := make([]any, left)
		for i := range cs {
			line = append(line, i+1)
		}
		w.put(line...)
	}
	i := 0
	for range 1 + w.IntN(3) {
		if w.maybe(35) {
			line := make([]any, left)
			w.put(append(line, w.pick("I. SEKRETARIAT", "BIDANG BINA MARGA", "KELURAHAN GAYAM", "A. Tenaga Administrasi", "UPT PASAR", "SD NEGERI 1 CONTOH"))...)
		}
		for range 2 + w.IntN(9) {
			p := worker(seed*200 + i)
			line := make([]any, left)
			empty := w.damage(cs)
			for _, c := range cs {
				if v := any(nil); !empty[c.field] || c.field == "" {
					v = c.value(p, i)
					line = append(line, v)
				} else {
					line = append(line, []any{nil, nil, "-", " ", "belum ada"}[w.IntN(5)])
				}
			}
			w.want[w.put(line...)] = p
			i++
			if w.maybe(4) {
				w.put()
			}
		}
		if w.maybe(30) {
			line := make([]any, left)
			w.put(append(line, w.pick("JUMLAH", "Sub Total", "Jumlah I"), nil, nil, 12345678)...)
		}
		if w.maybe(15) {
			w.header(cs, left)
		}
	}
	men := 0
	for _, p := range w.want {
		if p.sex == "L" {
			men++
		}
	}
	if w.pria && men < 3 && men == len(w.want) { // two men written P: nobody could tell
		clear(w.want)
		w.g = nil
		w.merge = nil
		w.make(seed + 1000)
		return
	}
	w.footer(left, i)
}

// damage chooses which cells of a worker stay empty: never all that shows a person.
func (w *wild) damage(cs []column) map[string]bool {
	if !w.damaged || w.maybe(40) {
		return nil
	}
	empty := map[string]bool{}
	switch w.IntN(6) {
	case 0:
		empty["nik"] = true
	case 1:
		empty["nama"] = true
	case 2:
		empty["lahir"], empty["ttl"] = true, true
	case 3:
		empty["nik"], empty["upah"] = true, true
	case 4:
		empty["nik"], empty["lahir"], empty["ttl"] = true, true, cs[0].field == "no"
	case 5:
		empty["upah"], empty["jenis_kelamin"] = true, true
	}
	return empty
}

// header writes a head of one line, or of two where a group is in it.
func (w *wild) header(cs []column, left int) {
	two := false
	for _, c := range cs {
		two = two || c.top != ""
	}
	top, low := make([]any, left), make([]any, left)
	for _, c := range cs {
		if !two {
			low = append(low, c.head)
			continue
		}
		if c.top == "" {
			top, low = append(top, c.head), append(low, nil)
			continue
		}
		if len(top) > 0 && len(low) > 0 && low[len(low)-1] != nil && top[len(top)-1] == c.top {
			top = append(top, nil)
		} else if n := len(top); n > 0 && top[n-1] == nil && n > 1 && top[n-2] == c.top {
			top = append(top, nil)
		} else {
			top = append(top, c.top)
		}
		low = append(low, c.head)
	}
	if two {
		n := w.put(top...)
		for k, c := range cs {
			switch {
			case c.top == "":
				w.merge = append(w.merge, at(left+k, n)+":"+at(left+k, n+1))
			case top[left+k] == c.top && left+k+1 < len(top) && top[left+k+1] == nil:
				w.merge = append(w.merge, at(left+k, n)+":"+at(left+k+1, n))
			}
		}
	}
	w.put(low...)
}

func (w *wild) footer(left, n int) {
	line := func(cells ...any) { w.put(append(make([]any, left), cells...)...) }
	if w.maybe(25) {
		for k := range 1 + w.IntN(4) {
			line(n + k + 1)
		}
	}
	if w.maybe(50) {
		line(w.pick("JUMLAH", "TOTAL", "Jumlah Total"), nil, nil, nil, 98765432)
	}
	if w.maybe(20) {
		line("Terbilang :", "sembilan puluh delapan juta rupiah")
	}
	if w.maybe(60) {
		w.put()
		line(nil, w.pick("Mengetahui,", "Menyetujui"), nil, "Sukoharjo, 2 November 2026")
		line(nil, "Kepala Dinas", nil, "Bendahara Pengeluaran")
		w.put()
		w.put()
		line(nil, "Ir. SUWARNO HADISISWOYO, M.T.", nil, "ENDANG PALUPININGSIH, S.E.")
		line(nil, "NIP. 19700312 199803 1 905", nil, "NIP. 19810822 200604 2 911")
	}
}

// TestWildLists reads six hundred lists whose shape is left to chance; every worker must come back as he went in.
func TestWildLists(t *testing.T) { wildLists(t, 600, false) }

// TestWildListsWithGaps blanks cells of the workers: who stands there must still be seen to be a worker.
func TestWildListsWithGaps(t *testing.T) { wildLists(t, 300, true) }

// TestWildListsAsText writes the same lists as CSV: no merged cells, no true dates, any delimiter.
func TestWildListsAsText(t *testing.T) {
	failed := 0
	for seed := range 300 {
		w := &wild{Rand: rand.New(rand.NewPCG(uint64(seed), 5)), want: map[int]someone{}}
		w.make(seed)
		data := w.text()
		report := checked(t, data, options())
		accountedIn(t, data, report)
		if why := w.differs(report); why != "" {
			if failed++; failed <= 6 {
				t.Errorf("list %d: %s\n%s", seed, why, w.show(report))
			}
		}
	}
	if failed > 0 {
		t.Errorf("%d lists were read wrong", failed)
	}
}

func (w *wild) text() []byte {
	delimiter := w.pick(",", ";", "\t", "|")
	var b strings.Builder
	if w.maybe(40) {
		b.WriteString("\ufeff")
	}
	for _, line := range w.g {
		for k, v := range line {
			if k > 0 {
				b.WriteString(delimiter)
			}
			s := ""
			switch v := v.(type) {
			case nil:
			case date:
				s = dmy(period.Date(v), "/")
			default:
				s = fmt.Sprint(v)
			}
			if strings.ContainsAny(s, delimiter+"\"\n") {
				s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
			}
			b.WriteString(s)
		}
		b.WriteString("\r\n")
	}
	return []byte(b.String())
}

func wildLists(t *testing.T, n int, damaged bool) {
	failed := 0
	for seed := range n {
		w := &wild{Rand: rand.New(rand.NewPCG(uint64(seed), 99)), want: map[int]someone{}, damaged: damaged}
		w.make(seed)
		data := workbook(t, func(f *excelize.File) {
			for _, m := range w.merge {
				a, b, _ := strings.Cut(m, ":")
				check(t, f.MergeCell("Daftar", a, b))
			}
		}, []string{"Daftar"}, w.g)
		report := checked(t, data, options())
		accountedIn(t, data, report)
		if why := w.differs(report); why != "" {
			if failed++; failed <= 6 {
				t.Errorf("list %d: %s\n%s", seed, why, w.show(report))
			}
		}
	}
	if failed > 0 {
		t.Errorf("%d lists were read wrong", failed)
	}
}

func (w *wild) differs(r *Report) string {
	var out []string
	seen := map[int]bool{}
	for _, row := range r.Rows {
		p, ok := w.want[row.Number]
		if !ok {
			out = append(out, fmt.Sprintf("row %d is no worker", row.Number))
			continue
		}
		seen[row.Number] = true
		if w.damaged {
			continue
		}
		q := row.Person
		if q.NIK != p.nik || !strings.EqualFold(q.Name, p.name) || q.BirthDate != p.born || string(q.Sex) != p.sex || q.Wage != money.Milli(p.wage)*1000 {
			out = append(out, fmt.Sprintf("row %d: %s %q %s %s %s, want %+v", row.Number, q.NIK, q.Name, q.BirthDate, q.Sex, q.Wage, p))
		}
		if row.Status == Rejected || row.Status == Warned && !row.has(PersonDuplicate) {
			out = append(out, fmt.Sprintf("row %d: %v", row.Number, row.Findings))
		}
	}
	for n := range w.want {
		if !seen[n] {
			out = append(out, fmt.Sprintf("row %d was not read", n))
		}
	}
	if len(out) > 3 {
		out = append(out[:3], "…")
	}
	return strings.Join(out, "; ")
}

func (w *wild) show(r *Report) string {
	var b strings.Builder
	for i, line := range w.g[:min(len(w.g), 14)] {
		fmt.Fprintf(&b, "  %2d %v\n", i+1, line)
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "  %s\n", f.Code)
	}
	for _, s := range r.Sheets {
		if s.Layout != nil {
			for _, t := range s.Layout.Tables {
				fmt.Fprintf(&b, "  header %v %v\n", t.HeaderRows, t.Mapping())
			}
			fmt.Fprintf(&b, "  skipped %v\n", s.Layout.Skipped)
		}
	}
	return b.String()
}
