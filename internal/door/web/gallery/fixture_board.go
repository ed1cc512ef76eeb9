package main

import (
	"strconv"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/period"
)

func unit(p view.Page) view.Screen {
	rows := workerRows()
	return view.Unit{Page: in(p, view.SecUnits), ID: "12", Code: "3311-PUPR", Name: "Dinas Pekerjaan Umum dan Penataan Ruang", Kind: m("OPD"), Region: "Kabupaten Sukoharjo", Month: nov,
		Parent:        &view.Link{Text: m("Pemerintah Kabupaten Sukoharjo"), URL: "/instansi/1"},
		Registrations: []view.Registration{{NPP: "21•••••7", Division: "000", From: period.DateOf(2019, 1, 1)}},
		Contacts:      []view.Contact{{Name: "Sri Wahyuni, S.E.", Post: "Bendahara Pengeluaran", Phone: "081200009001", WhatsApp: "https://wa.me/6281200009001"}},
		Facts:         view.Facts{Workers: 214, Budgeted: 210, Registered: 205, Paid: 201, Right: 190, Protected: 201},
		People:        rows, PeopleURL: "/pekerja?instansi=12", PeopleN: 214, Template: "/instansi/12/templat.xlsx", Upload: "/impor/baru?instansi=12", CanEdit: true,
		Programmes: "JKK, JKM", WageBasis: m("upah nyata"), RiskClass: "1", Valid: "sejak 1 Januari 2026",
		Answers: []view.Answer{{Month: nov, Status: view.Tag{Text: m("Menjawab"), Tone: view.Good}, Workers: 214, At: now, By: "Sri Wahyuni, S.E.", URL: "/impor/7/bukti"}, {Month: oct, Status: view.Tag{Text: m("Dinyatakan tetap"), Tone: view.Good}, Workers: 213, At: at(3, 9, 0), By: "Sri Wahyuni, S.E."}, {Month: oct - 1, Status: view.Tag{Text: m("Belum ada jawaban"), Tone: view.None}}}}
}

func unitRows() []view.UnitRow {
	return []view.UnitRow{
		{URL: "/instansi/12", Code: "3311-PUPR", Name: "Dinas Pekerjaan Umum dan Penataan Ruang", Kind: m("OPD"), Region: "Kab. Sukoharjo", Workers: 214, Protected: 201, Answered: true, Status: view.Tag{Text: m("Menjawab"), Tone: view.Good}},
		{URL: "/instansi/14", Code: "3311-SDN-KARTASURA-01", Name: "SD Negeri Kartasura 01", Kind: m("Sekolah"), Region: "Kec. Kartasura", Parent: "Dinas Pendidikan", Workers: 8, Protected: 3, Answered: true, Status: view.Tag{Text: m("Menjawab"), Tone: view.Good}},
		{URL: "/instansi/15", Code: "3311-DESA-MAKAMHAJI", Name: "Pemerintah Desa Makamhaji", Kind: m("Desa"), Region: "Kec. Kartasura", Status: view.Tag{Text: m("Belum ada jawaban"), Tone: view.None}},
	}
}

func units(p view.Page) view.Screen {
	return view.Units{Page: in(admin(p), view.SecUnits), Month: nov, Rows: unitRows(), Pager: view.Pager{From: 1, To: 50, Total: 227, Next: "?hal=2"}, XLSX: "/instansi.xlsx", New: "/instansi/baru", Import: "/impor/baru?jenis=units",
		Filters: []view.Filter{{Name: "jenis", Label: m("Jenis"), Options: []view.Option{{Text: "Semua jenis"}, {Text: "Desa"}}}, {Name: "jawaban", Label: m("Jawaban"), Options: []view.Option{{Text: "Semua"}}}}}
}

var kabupaten = []struct {
	name             string
	share, change, n int
}{
	{"Kota Kupang", 938, 4, 6000}, {"Manggarai Barat", 912, 11, 4250}, {"Manggarai", 885, 20, 4217}, {"Sikka", 869, 9, 4511}, {"Ngada", 841, 16, 4993}, {"Belu", 827, 32, 2780}, {"Nagekeo", 813, 2, 3106}, {"Lembata", 796, 58, 3970}, {"Ende", 778, 13, 6094}, {"Flores Timur", 762, 24, 5651}, {"Sumba Barat", 744, 7, 2511}, {"Timor Tengah Utara", 735, 18, 4569}, {"Sumba Timur", 710, 41, 4096}, {"Manggarai Timur", 694, 22, 4290}, {"Kupang", 668, 10, 4331}, {"Alor", 623, 29, 4222}, {"Malaka", 587, 3, 3411}, {"Sumba Tengah", 526, -2, 2419}, {"Sumba Barat Daya", 449, 37, 4448}, {"Timor Tengah Selatan", 382, 12, 6205},
}

func board(p view.Page) view.Screen {
	p = in(sekda(p), view.SecScoreboard)
	p.Basis.Month, p.Basis.AsOf = oct, period.DateOf(2026, 10, 31)
	p.Crumbs = []view.Link{{Text: m("Indonesia"), URL: "/papan"}}
	v := view.Scoreboard{Page: p, Name: "Nusa Tenggara Timur", Month: oct, Months: months[1:], By: "region", Region: "53", Yearly: rupiah(3_730_000_000), PaidSum: rupiah(831_200_000), Target: 95, TargetOf: m("Target RPJMD"),
		XLSX: "/papan.xlsx", WhatsApp: "https://wa.me/?text=x", CanFreeze: true, Silent: "/belum-menjawab", SilentN: 55,
		Regions: []view.Option{{Value: "53", Text: "Nusa Tenggara Timur", Current: true}, {Value: "53.71", Text: "Kota Kupang"}}}
	for i, k := range kabupaten {
		done := k.n * k.share / 1000
		v.Rows = append(v.Rows, view.League{Key: "53." + strconv.Itoa(10+i), Name: k.name, URL: "/papan?wilayah=53." + strconv.Itoa(10+i), Change: k.change, HasChange: true,
			Counts: view.Counts{Units: 40, Answered: 38, Workers: k.n, Budgeted: k.n * 92 / 100, Registered: (k.n + done) / 2, Paid: done + k.n/60, Right: done - 30, Protected: done}})
		v.Total.Workers += k.n
		v.Total.Protected += done
	}
	v.Rows = append(v.Rows, view.League{Name: "Rote Ndao", URL: "/papan?wilayah=53.14"}, view.League{Name: "Sabu Raijua", URL: "/papan?wilayah=53.20"})
	t := &v.Total
	t.Units, t.Answered, t.Undecided = 940, 885, 312
	t.Budgeted, t.Registered, t.Paid, t.Right = t.Workers*88/100, t.Workers*80/100, t.Workers*76/100, t.Workers*70/100
	t.Liability = rupiah(int64(t.Workers-t.Protected) * 42_000_000)
	t.Best, t.Worst = view.Ratio{Part: t.Protected + 312 + 2140, Whole: t.Workers + 2140}, view.Ratio{Part: t.Protected, Whole: t.Workers + 2140}
	v.Before = &view.Counts{Workers: t.Workers, Protected: t.Protected - 1388, Undecided: 312}
	v.Funnel = []view.FunnelStep{
		{Title: m("Ada di roster"), Line: m("OPD, sekolah, BLUD, desa"), Name: "workers", Count: t.Workers},
		{Title: m("Dianggarkan"), Line: m("ada pos belanja bulan ini"), Name: "budgeted", Count: t.Budgeted, Loss: t.Workers - t.Budgeted, LossText: m("belum dianggarkan: 96 desa di Sumba Barat Daya dan 3 OPD tanpa pos belanja."), Action: &view.Link{Text: m("Lihat instansi"), URL: "/anggaran"}},
		{Title: m("Terdaftar"), Line: m("padan dengan daftar BPJS"), Name: "registered", Count: t.Registered, Loss: t.Budgeted - t.Registered, LossText: m("dianggarkan, belum terdaftar: sebagian NIK cacat, sisanya menunggu berkas."), Action: &view.Link{Text: m("Unduh daftar perbaikan (XLSX)"), URL: "/pekerja.xlsx"}},
		{Title: m("Dibayar"), Line: m("iuran Oktober diterima"), Name: "paid", Count: t.Paid, Loss: t.Registered - t.Paid, LossText: m("terdaftar, belum dibayar: 14 OPD menunggak lebih dari sebulan."), Action: &view.Link{Text: m("Ingatkan 14 OPD"), URL: "/belum-menjawab"}},
		{Title: m("Tepat"), Line: m("upah dan program sesuai aturan"), Name: "right", Count: t.Right, Loss: t.Paid - t.Right, LossText: m("dibayar, belum tepat: upah dilaporkan di bawah yang nyata."), Action: &view.Link{Text: m("Lihat per instansi"), URL: "/papan?menurut=unit"}},
	}
	for i := range 12 {
		v.Trend = append(v.Trend, view.TrendPoint{Month: oct.Add(i - 11), Share: view.Ratio{Part: 585 + i*13, Whole: 1000}, Known: i != 3})
	}
	v.Trend[11].Share = view.Ratio{Part: t.Protected, Whole: t.Workers}
	sum, missing := 0, t.Workers-t.Protected-t.Undecided
	for _, g := range []struct {
		name string
		n    int
		why  string
	}{{"Timor Tengah Selatan", 3835, "belum punya Perbup pendanaan iuran"}, {"Sumba Barat Daya", 2451, "96 desa belum menganggarkan"}, {"Alor", 1592, "NIK cacat"}, {"Malaka", 1409, "2 OPD menunggak"}, {"Kupang", 1438, "sekolah belum terdaftar"}, {"Ende", 1353, ""}, {"Flores Timur", 1345, ""}} {
		sum += g.n
		v.Gap = append(v.Gap, view.GapUnit{Name: g.name, URL: "/papan", Missing: g.n, Cumulative: view.Ratio{Part: sum, Whole: missing}, Why: m(g.why)})
	}
	v.GapPeople = sum
	v.Actions = []view.Action{
		{Text: m("14 OPD menunggak iuran lebih dari sebulan"), Line: m("santunan bisa tertunda"), People: 4821, URL: "/bayar", Button: m("Ingatkan")},
		{Text: m("Timor Tengah Selatan belum punya Perbup pendanaan iuran"), Line: m("tertunda 61 hari di Bagian Hukum"), People: 3835, URL: "/papan", Button: m("Buka")},
		{Text: m("Sumba Barat Daya: 96 desa belum menganggarkan"), Line: m("contoh pos belanja tersedia"), People: 2451, URL: "/anggaran", Button: m("Buka"), Tone: view.Warn},
		{Text: m("55 OPD dan desa belum kirim roster"), Line: m("diingatkan 18 Oktober"), People: 2140, URL: "/belum-menjawab", Button: m("Ingatkan"), Tone: view.Warn},
	}
	v.Declared = declaredRows()
	v.Risk = []view.RiskJob{{Job: "Petugas kebersihan jalan", Missing: 812, Workers: 2240, URL: "/pekerja"}, {Job: "Instalasi listrik", Missing: 121, Workers: 390, URL: "/pekerja"}, {Job: "Pemadam kebakaran", Missing: 64, Workers: 610, URL: "/pekerja"}}
	return v
}

func frozen(p view.Page) view.Screen {
	v := board(p).(view.Scoreboard)
	v.Frozen = &view.Frozen{Number: "BEKU-2026-0031", At: at(1, 8, 0), By: "Drs. Yosef Lake", Live: "/papan"}
	v.Basis.Frozen = v.Frozen.Number
	return v
}

func declaredRows() []view.DeclaredRow {
	return []view.DeclaredRow{
		{Region: "Jawa Timur", Measure: m("Terdaftar"), Value: 208698, Date: period.DateOf(2019, 12, 31), Source: "Laporan monitoring provinsi 2019", Suspicions: []lang.Text{m("Tepat setengah dari 417.396: mungkin perkiraan")}},
		{Region: "Nusa Tenggara Timur", Measure: m("Kabupaten/kota yang menjawab"), Value: 5, Of: 22, Date: period.DateOf(2019, 12, 31), Source: "Surat tindak lanjut instruksi"},
		{Region: "Sukoharjo", Unit: "Pemerintah Kabupaten", Measure: m("Pekerja"), Value: 2413, Evidenced: 2409, HasEvidence: true, Date: period.DateOf(2022, 6, 30), Source: "Berita pemerintah daerah"},
	}
}

func silent(p view.Page) view.Screen {
	return view.Silent{Page: in(sekda(p), view.SecSilent), Month: nov, Months: months, Deadline: period.DateOf(2026, 11, 25), Asked: 227, CanSend: true, XLSX: "/belum-menjawab.xlsx", Pager: view.Pager{From: 1, To: 3, Total: 55, Next: "?hal=2"},
		Filters: []view.Filter{{Name: "bulan", Label: m("Bulan"), Options: months}, {Name: "jenis", Label: m("Jenis"), Options: []view.Option{{Text: "Semua jenis"}}}},
		Rows: []view.SilentUnit{
			{Code: "A", Name: "Pemerintah Desa Makamhaji", URL: "/instansi/15", Kind: m("Desa"), Region: "Kec. Kartasura", Contact: view.Contact{Name: "Joko Susilo", Post: "Kaur Keuangan", Phone: "081200009002", WhatsApp: "https://wa.me/6281200009002"}, LastMonth: oct, LastPeople: 23, Reminded: at(18, 9, 0), RemindedHow: m("telepon")},
			{Code: "B", Name: "SMP Negeri 2 Grogol", URL: "/instansi/16", Kind: m("Sekolah"), Region: "Kec. Grogol", Contact: view.Contact{Name: "Hartini, S.Pd.", Post: "Bendahara", Phone: "081200009003"}, LastMonth: oct - 3, LastPeople: 14},
			{Code: "C", Name: "UPTD Pengelolaan Sampah Wilayah Mojolaban dan Polokarto", URL: "/instansi/17", Kind: m("UPTD"), Region: "Kec. Mojolaban"},
		}}
}

func review(p view.Page) view.Screen {
	return view.Review{Page: in(p, view.SecReview), Total: 12, Done: 3, Pager: view.Pager{From: 1, To: 3, Total: 12},
		Rows: []view.ReviewLine{{URL: "/padan/3", Name: "Moh. Fauzi", Unit: "Dinas PUPR", Why: m("tanggal lahir berbeda"), Current: true}, {URL: "/padan/4", Name: "Siti Aminah", Unit: "Dinas PUPR", Why: m("dua calon setara")}, {URL: "/padan/5", Name: "I Wayan Sudarma", Unit: "Dinas Kesehatan", Why: m("NIK berbeda satu angka")}},
		Case: &view.ReviewCase{ID: "3", Left: "Roster", LeftSource: "roster-pupr-nov.xlsx baris 40", Right: "Daftar peserta", RightSource: "KCP Sukoharjo, per 31 Oktober 2026", Why: m("NIK sama, tetapi tanggal lahir berbeda."), Chance: 88, Next: "/padan/4",
			Fields: []view.ReviewField{
				{Label: m("NIK"), Left: "3311••••••••••••", Right: "3311••••••••••••", Verdict: "same"},
				{Label: m("Nama"), Left: "Moh. Fauzi", Right: "MOHAMMAD FAUZI", Verdict: "near", Note: m("singkatan Moh.")},
				{Label: m("Tanggal lahir"), Left: "11 Maret 1990", Right: "12 Maret 1990", Verdict: "differs", Note: m("selisih satu hari")},
				{Label: m("Jenis kelamin"), Left: "laki-laki", Right: "laki-laki", Verdict: "same"},
				{Label: m("Nama ibu"), Left: "", Right: "Suminem", Verdict: "missing"},
			},
			Others: []view.ReviewLine{{URL: "/padan/9", Name: "Muhamad Fauzi", Unit: "Daftar peserta baris 2.114", Why: m("NIK lain")}}}}
}

func waiting(p view.Page) view.Screen {
	return view.Waiting{Page: in(p, view.SecWaiting), XLSX: "/antrean.xlsx", Pager: view.Pager{From: 1, To: 2, Total: 7}, Owners: []view.Option{{Value: "sri", Text: "Sri Wahyuni, S.E."}, {Value: "budi", Text: "Budi Santoso"}},
		Filters: []view.Filter{{Name: "temuan", Label: m("Temuan"), Options: []view.Option{{Text: "Semua temuan"}}}, {Name: "pemilik", Label: m("Pemilik"), Options: []view.Option{{Text: "Saya"}}}},
		Rows: []view.WaitingRow{
			{ID: "31", Name: "Sugeng Riyadi", Unit: "Dinas PUPR", Month: nov, File: "roster-pupr-nov.xlsx", Row: 34, Owner: "Sri Wahyuni, S.E.", Since: now, Until: period.DateOf(2027, 2, 21), URL: "/impor/7/periksa", Finding: view.CheckFinding{Code: "NIK_LENGTH", Field: "nik", Column: "C", Label: m("NIK bukan 16 angka"), Severity: "reject", Found: "331105120480901", Text: m("NIK harus 16 angka. Baris 34 hanya 15; kemungkinan satu angka hilang."), Proposal: "3311051204809001", Why: m("tanggal lahir dan wilayah cocok"), Editable: true}},
			{ID: "32", Name: "Tri Lestari", Unit: "Dinas PUPR", Month: nov, File: "roster-pupr-nov.xlsx", Row: 51, Owner: "Sri Wahyuni, S.E.", Since: now, URL: "/impor/7/periksa", Finding: view.CheckFinding{Code: "NIK_EXCEL_ROUNDED", Field: "nik", Column: "C", Label: m("NIK dibulatkan Excel"), Severity: "reject", Found: "3,31109E+15", Text: m("Excel menyimpan NIK sebagai bilangan dan membuang angka terakhirnya. Tulis ulang dari KTP."), Editable: true}},
		}}
}
