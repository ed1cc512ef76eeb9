package preflight

import (
	"testing"
)

// bigRoster is a list of n workers in one sheet.
func bigRoster(t testing.TB, n int) []byte {
	g := grid{{"PEMERINTAH KABUPATEN CONTOH"}, {"DAFTAR TENAGA NON ASN"}, nil, {"No", "Nama", "NIK", "Tempat Lahir", "Tgl Lahir", "L/P", "Alamat", "Jabatan", "TMT", "No. HP", "Honor/Bulan", "Ket"}}
	for i := range n {
		w := worker(i)
		g = append(g, []any{i + 1, w.name, w.nik, w.place, date(w.born), w.sex, "Jl. Contoh No. 1 RT 02 RW 03", "Petugas Kebersihan", date(45000), "081234567890", w.wage, "aktif"})
	}
	return workbook(t, nil, []string{"Daftar"}, g)
}

func BenchmarkRosterOf20000(b *testing.B) {
	data := bigRoster(b, 20_000)
	b.ReportMetric(float64(len(data)), "bytes")
	b.ResetTimer()
	for b.Loop() {
		r := checked(b, data, options())
		if r.Totals.Rows != 20_000 {
			b.Fatal(r.Totals)
		}
	}
}

func BenchmarkEqualRows(b *testing.B) {
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	w := worker(1)
	for i := range 100_000 {
		g = append(g, []any{i + 1, w.name, w.nik, "12-03-1985", w.sex, w.wage})
	}
	data := workbook(b, nil, []string{"Daftar"}, g)
	b.ResetTimer()
	for b.Loop() {
		checked(b, data, options())
	}
}
