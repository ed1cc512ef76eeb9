package sample

import (
	"fmt"
	"strings"

	"github.com/payung-id/payung/internal/registry/region"
)

var (
	officeJobs = []job{
		{"Staf Administrasi", "honorer", 2_500_000, 3_100_000, 6},
		{"Pengemudi", "honorer", 2_500_000, 2_900_000, 2},
		{"Petugas Kebersihan", "honorer", 1_800_000, 2_600_000, 4},
		{"Penjaga Malam", "honorer", 1_750_000, 2_550_000, 3},
		{"Operator Komputer", "honorer", 2_500_000, 3_200_000, 3},
		{"Tukang Listrik PJU", "honorer", 2_600_000, 3_300_000, 2},
	}
	guardJobs   = []job{{"Anggota Satpol PP", "honorer", 2_600_000, 2_950_000, 1}}
	fireJobs    = []job{{"Petugas Pemadam Kebakaran", "honorer", 2_650_000, 3_150_000, 1}}
	sweepJobs   = []job{{"Penyapu Jalan", "honorer", 1_900_000, 2_600_000, 5}, {"Pengemudi Truk Sampah", "honorer", 2_500_000, 2_900_000, 2}}
	teacherJobs = []job{
		{"Guru Kelas", "guru", 600_000, 1_500_000, 5},
		{"Guru Mata Pelajaran", "guru", 500_000, 1_600_000, 3},
		{"Operator Sekolah", "tenaga kependidikan", 700_000, 1_500_000, 1},
		{"Penjaga Sekolah", "tenaga kependidikan", 500_000, 1_100_000, 2},
	}
	clinicJobs = []job{
		{"Perawat", "honorer", 2_500_000, 3_000_000, 4},
		{"Bidan", "honorer", 2_500_000, 3_000_000, 4},
		{"Pengemudi Ambulans", "honorer", 2_300_000, 2_700_000, 1},
		{"Petugas Kebersihan", "honorer", 1_700_000, 2_300_000, 2},
	}
	villageJobs = []job{
		{"Kepala Desa", "kepala desa", 2_426_640, 2_426_640, 0},
		{"Sekretaris Desa", "perangkat desa", 2_224_420, 2_224_420, 0},
		{"Kaur Keuangan", "perangkat desa", 2_022_200, 2_022_200, 3},
		{"Kepala Dusun", "perangkat desa", 2_022_200, 2_022_200, 3},
		{"Anggota BPD", "BPD", 400_000, 800_000, 3},
		{"Ketua RT", "RT/RW", 150_000, 300_000, 4},
		{"Ketua RW", "RT/RW", 200_000, 350_000, 2},
	}
	wardJobs   = []job{{"Staf Kelurahan", "honorer", 2_500_000, 2_700_000, 2}, {"Ketua RT", "RT/RW", 150_000, 300_000, 3}, {"Ketua RW", "RT/RW", 200_000, 350_000, 2}}
	groupJobs  = []job{{"Anggota BPD", "BPD", 400_000, 800_000, 3}, {"Ketua RT", "RT/RW", 150_000, 300_000, 4}, {"Ketua RW", "RT/RW", 200_000, 350_000, 2}}
	cleanJobs  = []job{{"Petugas Cleaning Service", "outsourced", 2_500_000, 2_900_000, 3}, {"Satpam", "outsourced", 2_600_000, 3_200_000, 2}}
	stateFirms = []job{{"Pembaca Meter", "honorer", 2_600_000, 3_400_000, 2}, {"Staf Pelayanan", "honorer", 2_700_000, 3_600_000, 2}}
)

// office is a unit that every regency has.
type office struct {
	name  string
	heads int
	jobs  []job
}

var offices48 = []office{
	{"Dinas Pendidikan dan Kebudayaan", 22, officeJobs},
	{"Dinas Kesehatan", 20, officeJobs},
	{"Dinas Pekerjaan Umum dan Penataan Ruang", 62, officeJobs},
	{"Satuan Polisi Pamong Praja", 58, guardJobs},
	{"Dinas Lingkungan Hidup", 84, sweepJobs},
	{"Dinas Perhubungan", 44, officeJobs},
	{"Sekretariat Daerah", 46, officeJobs},
	{"Sekretariat DPRD", 22, officeJobs},
	{"Inspektorat Daerah", 8, officeJobs},
	{"Dinas Perumahan dan Kawasan Permukiman", 18, officeJobs},
	{"Dinas Sosial", 14, officeJobs},
	{"Dinas Perindustrian dan Tenaga Kerja", 16, officeJobs},
	{"Dinas Pengendalian Penduduk dan Keluarga Berencana", 12, officeJobs},
	{"Dinas Pertanian dan Perikanan", 26, officeJobs},
	{"Dinas Pangan", 9, officeJobs},
	{"Dinas Kependudukan dan Pencatatan Sipil", 20, officeJobs},
	{"Dinas Pemberdayaan Masyarakat dan Desa", 11, officeJobs},
	{"Dinas Komunikasi dan Informatika", 16, officeJobs},
	{"Dinas Perdagangan, Koperasi, Usaha Kecil dan Menengah", 40, officeJobs},
	{"Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", 12, officeJobs},
	{"Dinas Kepemudaan, Olahraga dan Pariwisata", 18, officeJobs},
	{"Dinas Kearsipan dan Perpustakaan", 10, officeJobs},
	{"Badan Perencanaan Pembangunan, Riset dan Inovasi Daerah", 9, officeJobs},
	{"Badan Keuangan Daerah", 15, officeJobs},
	{"Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", 9, officeJobs},
	{"Badan Penanggulangan Bencana Daerah", 24, fireJobs},
	{"Badan Kesatuan Bangsa dan Politik", 7, officeJobs},
	{"Rumah Sakit Umum Daerah", 88, clinicJobs},
	{"Dinas Pemadam Kebakaran dan Penyelamatan", 32, fireJobs},
	{"Badan Pendapatan Daerah", 13, officeJobs},
}

var technical = []string{"UPTD Pasar", "UPTD Pengelolaan Sampah", "UPTD Terminal", "UPTD Laboratorium Lingkungan", "UPTD Rumah Susun", "UPTD Balai Benih Ikan"}

// plan draws up the units of the size.
func (w *world) plan() {
	switch w.size {
	case Desa:
		w.planVillage()
	case Kabupaten:
		w.planRegency()
	case Provinsi:
		w.planProvince()
	}
	w.sort()
	w.behave()
}

// planVillage is a regency of which one district takes part: its office and three villages, two offices and a school.
func (w *world) planVillage() {
	g := w.government("33.11")
	district := region.Standard().Children("33.11")[8]
	w.newUnit(g, "D01", "opd", "Dinas Pekerjaan Umum dan Penataan Ruang", 18, officeJobs, &offices)
	education := w.newUnit(g, "D02", "opd", "Dinas Pendidikan dan Kebudayaan", 12, officeJobs, &exporter)
	w.newUnit(g, "C09", "opd", "Kecamatan "+district.Name, 8, officeJobs, &insurers)
	s := w.newUnit(g, "S001", "sekolah", "SD Negeri 1 "+district.Name, 8, teacherJobs, &schools)
	s.parent, s.npp = education, education.npp
	for i, l := range []*layout{&villages, &residents, &twoHands} {
		v := region.Standard().Children(district.Code)[i]
		u := w.village(g, fmt.Sprintf("V%03d", i+1), v, 12)
		u.layout = l
	}
	w.vendor(g, 1, "CV Resik Mulya", 1, 9)
}

// planRegency is Kabupaten Sukoharjo: 48 offices, schools, clinics, 150 villages and 17 wards, firms.
func (w *world) planRegency() {
	g := w.government("33.11")
	layouts := []*layout{&offices, &offices, &exporter, &guards, &semicolons, &insurers, &offices, &template}
	var education, health *unit
	for i, o := range offices48 {
		u := w.newUnit(g, fmt.Sprintf("D%02d", i+1), "opd", o.name, o.heads, o.jobs, layouts[i%len(layouts)])
		switch i {
		case 0:
			education = u
		case 1:
			health = u
		case 9:
			u.layout = &twoHands
		case 10:
			u.basis = "ump"
		}
	}
	districts := region.Standard().Children(g.code)
	for i, district := range districts {
		office := w.newUnit(g, fmt.Sprintf("C%02d", i+1), "opd", "Kecamatan "+district.Name, 6, officeJobs, pick(w.dice, []*layout{&offices, &insurers, &semicolons}))
		clinic := w.newUnit(g, fmt.Sprintf("P%02d", i+1), "puskesmas", "Puskesmas "+district.Name, 9, clinicJobs, pick(w.dice, []*layout{&offices, &exporter, &guards}))
		clinic.parent = health
		for k := range 5 {
			kind := []string{"SD Negeri 1 ", "SD Negeri 2 ", "SD Negeri 3 ", "SMP Negeri 1 ", "SMP Negeri 2 "}[k]
			s := w.newUnit(g, fmt.Sprintf("S%03d", i*5+k+1), "sekolah", kind+district.Name, 6, teacherJobs, &schools)
			s.parent, s.npp, s.file = education, education.npp, "sekolah "+district.Name
		}
		w.district(g, i, district, office)
	}
	for i, name := range technical {
		w.newUnit(g, fmt.Sprintf("T%02d", i+1), "uptd", name, 10, officeJobs, layouts[i%len(layouts)])
	}
	w.firms(g)
}

// district adds the villages and wards of a district; a few keep a file of their own, the others share a recap.
func (w *world) district(g *government, i int, district region.Region, office *unit) {
	own := i%4 == 1
	shared := pick(w.dice, []*layout{&districtRecap, &template, &exporter})
	for k, v := range region.Standard().Children(district.Code) {
		suffix := fmt.Sprintf("V%s%02d", district.Code[6:], k+1)
		if v.Kind == region.Kelurahan {
			u := w.newUnit(g, "K"+suffix[1:], "kelurahan", "Kelurahan "+v.Name, 4, wardJobs, shared)
			u.region, u.parent, u.file = v.Code, office, "rekap "+district.Name
			continue
		}
		u := w.village(g, suffix, v, 6)
		u.layout, u.file = shared, "rekap "+district.Name
		if own {
			u.layout, u.file = pick(w.dice, []*layout{&villages, &villages, &residents}), u.code
		}
		if k%9 == 4 {
			w.twoGroups(g, u, suffix, v)
		}
	}
}

// twoGroups gives the village's officials four programmes and puts its board and neighbourhood heads into a unit of their
// own with two.
func (w *world) twoGroups(g *government, u *unit, suffix string, v region.Region) {
	u.program, u.programmes = "JKK,JKM,JHT,JP", four
	u.jobs = villageJobs[:4]
	board := w.newUnit(g, suffix+"B", "desa", "BPD, RT dan RW Desa "+v.Name, 4, groupJobs, u.layout)
	board.region, board.parent, board.file, board.business, board.basis = v.Code, u, u.file, "pemerintah desa", "umk"
	if !u.layout.has(fUnit) {
		board.file = board.code
	}
}

func (w *world) village(g *government, suffix string, v region.Region, heads int) *unit {
	u := w.newUnit(g, suffix, "desa", "Desa "+v.Name, heads, villageJobs, &villages)
	u.region, u.business = v.Code, "pemerintah desa"
	u.basis = pick(w.dice, []string{"umk", "umk", "riil", "ump"})
	return u
}

func (w *world) vendor(g *government, i int, name string, class, heads int) *unit {
	u := w.newUnit(g, fmt.Sprintf("X%02d", i), "vendor", name, heads, cleanJobs, &vendors)
	u.class, u.classGiven, u.business = class, class > 0, "jasa kebersihan"
	if class == 0 {
		u.business = ""
	}
	return u
}

// firms adds vendors of several risk classes, one whose class nobody knows, and two firms of the regency.
func (w *world) firms(g *government) {
	short := g.name[strings.IndexByte(g.name, ' ')+1:]
	for i, f := range []struct {
		name  string
		class int
	}{{"CV Resik Mulya", 1}, {"PT Bersih Cemerlang Abadi", 1}, {"CV Sampah Jaya", 3}, {"PT Angkutan Prima", 4}, {"CV Serba Usaha", 0}, {"PT Garda Nusa", 1}} {
		u := w.vendor(g, i+1, f.name, f.class, 16)
		u.business = []string{"jasa kebersihan", "jasa kebersihan", "pengangkutan sampah", "angkutan darat", "", "jasa keamanan"}[i]
	}
	water := w.newUnit(g, "B01", "bumd", "Perumda Air Minum Tirta "+short, 20, stateFirms, &insurers)
	water.class, water.classGiven, water.business = 3, true, "air bersih"
	bank := w.newUnit(g, "B02", "bumd", "Perumda BPR Bank "+short, 12, stateFirms, &offices)
	bank.class, bank.classGiven, bank.business = 1, true, "perbankan"
}
