package main

import (
	"time"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// All names, numbers and places in the fixtures are made up.
var (
	m     = lang.Msg
	nov   = period.MonthOf(2026, 11)
	oct   = period.MonthOf(2026, 10)
	wib   = time.FixedZone("WIB", 7*3600)
	now   = time.Date(2026, 11, 21, 10, 42, 0, 0, wib)
	today = period.DateOf(2026, 11, 21)
)

func at(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, wib) }

// page is the treasurer's frame.
func page(path string) view.Page {
	return view.Page{
		Path: path, Demo: true, Now: now, Place: wib,
		User:     &view.User{Name: "Sri Wahyuni, S.E.", Role: m("Bendahara Pengeluaran")},
		Sections: []view.Section{view.SecHome, view.SecWorkers, view.SecImports, view.SecWaiting, view.SecBudget, view.SecPayments, view.SecHelp},
		Section:  view.SecHome,
		Where:    view.Where{Unit: "Dinas Pekerjaan Umum dan Penataan Ruang", Region: "Kabupaten Sukoharjo", NPP: "21•••••7", Year: 2026, SwitchURL: "/instansi"},
		Basis:    view.Basis{Month: nov, AsOf: today, Sources: []lang.Text{m("roster instansi"), m("daftar peserta BPJS per 31 Oktober 2026"), m("rincian iuran F2A")}},
	}
}

func in(p view.Page, s view.Section) view.Page { p.Section = s; return p }

// sekda is the frame of the regency's secretary.
func sekda(p view.Page) view.Page {
	p.User = &view.User{Name: "Drs. Yosef Lake", Role: m("Sekretaris Daerah, Prov. NTT")}
	p.Sections = []view.Section{view.SecScoreboard, view.SecSilent, view.SecUnits, view.SecWorkers, view.SecBudget, view.SecPayments, view.SecDeclared, view.SecHelp}
	p.Where = view.Where{}
	return p
}

// admin is the frame of the administrator.
func admin(p view.Page) view.Page {
	p.User = &view.User{Name: "Rahmat Hidayat", Role: m("Administrator")}
	p.Sections = []view.Section{view.SecUsers, view.SecUnits, view.SecImports, view.SecJobs, view.SecSettings, view.SecHelp}
	p.Where = view.Where{Region: "Kabupaten Sukoharjo", Year: 2026}
	p.Basis = view.Basis{}
	return p
}

var months = []view.Option{{Value: "2026-11", Text: "November 2026", Current: true}, {Value: "2026-10", Text: "Oktober 2026"}, {Value: "2026-09", Text: "September 2026"}}

func home(p view.Page) view.Screen {
	return view.Home{
		Page: p, Month: nov, Due: period.DateOf(2026, 12, 15), Template: "/instansi/12/templat.xlsx", WhatsApp: "https://wa.me/?text=x",
		Groups: []view.TaskGroup{
			{Title: m("Siapkan roster"), Tasks: []view.Task{
				{Title: m("Unggah roster November"), URL: "/impor/7", State: view.TaskDone, Line: m("214 baris dari roster-pupr-nov.xlsx, 20 November 2026 pukul 09.12")},
				{Title: m("Perbaiki data yang ditolak"), URL: "/antrean", State: view.TaskBroken, Line: m("4 NIK tidak 16 angka, 2 tanggal lahir tidak cocok, 1 nama ganda"), Status: m("7 baris")},
				{Title: m("Daftarkan pekerja baru"), URL: "/pekerja?fakta=terdaftar", State: view.TaskTodo, Line: m("9 orang belum ada di daftar peserta")},
			}},
			{Title: m("Hitung dan bayar"), Tasks: []view.Task{
				{Title: m("Periksa hitungan iuran"), URL: "/bayar", State: view.TaskTodo, Line: m("JKK 0,24% dan JKM 0,30% dari upah yang dilaporkan")},
				{Title: m("Catat pembayaran"), State: view.TaskBlocked, Line: m("Menunggu langkah 2 sampai 4")},
				{Title: m("Unggah rincian per orang (F2A)"), State: view.TaskBlocked, Line: m("Dicocokkan otomatis dengan roster")},
			}},
		},
		Next:  &view.NextStep{Title: m("Perbaiki 7 baris roster"), Line: m("Setelah ini 214 pekerja siap dihitung. Perkiraan waktu 5 menit."), Button: m("Perbaiki sekarang"), URL: "/antrean", Icon: "pencil"},
		Facts: view.Facts{Workers: 214, Budgeted: 214, Registered: 205, PaidOpen: true, Line: m("9 orang belum terdaftar, 7 baris ditahan"), URL: "/pekerja"},
		Cost: &view.Cost{Lines: []view.CostLine{
			{Programme: "JKK", Rate: "0,24%", Account: "5.1.02.02.02.0006", Amount: 1_284_000},
			{Programme: "JKM", Rate: "0,30%", Account: "5.1.02.02.02.0007", Amount: 1_605_000},
		}, Total: 2_889_000, Left: 3_105_000, HasBudget: true, Warning: m("Cukup untuk November. Desember kurang Rp 2.673.000")},
		MissingN: 9, MissingTo: "/pekerja?fakta=belum", Upload: true, Nihil: true, UnitCode: "PUPR",
		Missing: []view.MissingPerson{
			{URL: "/orang/1", Name: "Agus Prasetyo", Code: "P-7K2M", BirthYear: 1984, Job: "Tenaga kebersihan", Why: m("Masuk 3 November 2026, belum didaftarkan")},
			{URL: "/orang/2", Name: "Siti Nurhayati", Code: "P-91XD", BirthYear: 1991, Job: "Operator komputer", Why: m("Kontrak baru 1 November")},
			{URL: "/orang/3", Name: "Bambang Setiawan", Code: "P-3Q8L", BirthYear: 1979, Job: "Pengemudi", Why: m("Pindahan dari Dinas Pertanian")},
			{URL: "/orang/4", Name: "Rina Wulandari", Code: "P-55HT", BirthYear: 1996, Job: "Juru ukur", Why: m("Masuk 10 November 2026")},
		},
		Past: []view.PastMonth{
			{Month: oct, Amount: 2_767_500, Ref: "SP2D 04127/LS/2026", RefURL: "/bayar", Status: view.Tag{Text: m("Lunas 12 November"), Tone: view.Good}},
			{Month: oct - 1, Amount: 2_767_500, Ref: "SP2D 03790/LS/2026", RefURL: "/bayar", Status: view.Tag{Text: m("Lunas 14 Oktober"), Tone: view.Good}},
			{Month: oct - 2, Amount: 2_740_500, Ref: "SP2D 03402/LS/2026", RefURL: "/bayar", Status: view.Tag{Text: m("Terlambat 3 hari"), Tone: view.Warn}},
		},
	}
}

func progress(p view.Page) view.ImportProgress {
	return view.ImportProgress{Page: in(p, view.SecImports), ID: "7", File: "roster-pupr-nov.xlsx", Step: m("Memeriksa baris"), Done: 86, Total: 215, Since: at(21, 10, 41), Events: "/impor/7/arus", Cancel: "/impor/7/hentikan"}
}

var fields = []view.Option{{Value: "nik", Text: "NIK"}, {Value: "nama", Text: "Nama"}, {Value: "tempat_tanggal_lahir", Text: "Tempat dan tanggal lahir"}, {Value: "jabatan", Text: "Jabatan"}, {Value: "upah", Text: "Upah"}, {Value: "mulai", Text: "Mulai bekerja"}, {Value: "nomor_sk", Text: "Nomor SK"}}

func layout(p view.Page) view.Screen {
	return view.ImportLayout{Page: in(p, view.SecImports), ID: "7", File: "Daftar honorer PUPR November.xlsx", RowCount: 214, Header: 7, Remember: true, Missing: []lang.Text{m("Tanggal mulai bekerja")},
		Sheets: []view.Sheet{{Name: "NOV 2026", Used: true, Rows: 226, Current: true}, {Name: "Rekap", Rows: 12, Reason: m("tidak berisi kolom nama")}, {Name: "Sheet3", Hidden: true, Rows: 0, Reason: m("kosong")}},
		Columns: []view.LayoutColumn{
			{Letter: "A", Heading: "NO", Fields: fields, Sure: true, Why: m("nomor urut")},
			{Letter: "B", Heading: "NAMA LENGKAP", Field: "nama", Fields: fields, Sure: true, Why: m("dari judul dan isi")},
			{Letter: "C", Heading: "N I K", Field: "nik", Fields: fields, Sure: true, Why: m("16 angka di 210 dari 214 baris")},
			{Letter: "D", Heading: "Tempat/Tgl Lahir", Field: "tempat_tanggal_lahir", Fields: fields, Sure: true, Why: m("dari judul dan isi")},
			{Letter: "E", Heading: "Honor/bln", Field: "upah", Fields: fields, Why: m("dari isi; judulnya tidak biasa")},
			{Letter: "F", Heading: "Ket.", Fields: fields, Why: m("jarang terisi")},
		},
		Rows: []view.LayoutRow{
			{Row: 9, Cells: []string{"1", "AGUS PRASETYO", "3311051203849001", "Sukoharjo, 12-03-1984", "Rp 1.500.000,-", ""}},
			{Row: 10, Cells: []string{"2", "Siti Nurhayati, A.Md.", "3311094507919012", "Sukoharjo, 5 Juli 1991", "1,5 jt", "baru"}},
			{Row: 11, Cells: []string{"3", "Bambang Setiawan", "3372010901799003", "Surakarta, 09/01/1979", "1500000", ""}},
			{Row: 12, Cells: []string{"4", "Rina Wulandari", "3,31105E+15", "Sukoharjo, 21-11-1996", "1500000", ""}},
		}}
}

func check(p view.Page) view.Screen {
	return view.ImportCheck{Page: in(p, view.SecImports), ID: "7", File: "roster-pupr-nov.xlsx", Month: nov, Totals: view.CheckTotals{Rows: 214, OK: 201, Warn: 6, Reject: 7, Skipped: 12},
		Filters: []view.FindingFilter{
			{Code: "NIK_LENGTH", Label: m("NIK bukan 16 angka"), Severity: "reject", Count: 4, URL: "/impor/7/periksa?temuan=NIK_LENGTH"},
			{Code: "NIK_EXCEL_ROUNDED", Label: m("NIK dibulatkan Excel"), Severity: "reject", Count: 2, URL: "/impor/7/periksa?temuan=NIK_EXCEL_ROUNDED"},
			{Code: "PERSON_DUPLICATE", Label: m("Mungkin orang yang sama"), Severity: "warn", Count: 1, URL: "/impor/7/periksa?temuan=PERSON_DUPLICATE"},
			{Code: "WAGE_BELOW_MINIMUM", Label: m("Upah di bawah UMK"), Severity: "warn", Count: 5, URL: "/impor/7/periksa?temuan=WAGE_BELOW_MINIMUM"},
		},
		Rows: []view.CheckRow{
			{Sheet: "NOV 2026", Row: 34, Name: "Sugeng Riyadi", Line: "Tenaga kebersihan, lahir 1980", Status: "reject", Findings: []view.CheckFinding{{Code: "NIK_LENGTH", Field: "nik", Column: "C", Label: m("NIK bukan 16 angka"), Severity: "reject", Found: "331105120480901", Text: m("NIK harus 16 angka. Baris 34 hanya 15; kemungkinan satu angka hilang."), Proposal: "3311051204809001", Why: m("angka 0 di depan nomor urut; tanggal lahir 12-04-1980 dan wilayah cocok"), Editable: true}}},
			{Sheet: "NOV 2026", Row: 51, Name: "Tri Lestari", Line: "Administrasi, lahir 1993", Status: "reject", Findings: []view.CheckFinding{{Code: "NIK_EXCEL_ROUNDED", Field: "nik", Column: "C", Label: m("NIK dibulatkan Excel"), Severity: "reject", Found: "3,31109E+15", Text: m("Excel menyimpan NIK sebagai bilangan dan membuang angka terakhirnya. Tulis ulang dari KTP."), Editable: true}}},
			{Sheet: "NOV 2026", Row: 77, Name: "Suparno", Line: "Penjaga malam, lahir 1969", Status: "warn", Findings: []view.CheckFinding{{Code: "WAGE_BELOW_MINIMUM", Field: "upah", Column: "E", Label: m("Upah di bawah UMK"), Severity: "warn", Found: "Rp 1.500.000,-", Text: m("UMK Sukoharjo 2026 lebih tinggi. Iuran tetap dihitung dari upah ini; periksa apakah ini upah sebulan penuh."), Editable: true}}},
			{Sheet: "NOV 2026", Row: 80, Name: "", Status: "ok", Findings: []view.CheckFinding{{Code: "NAME_MISSING", Field: "nama", Column: "B", Label: m("Nama kosong"), Severity: "reject", Found: "", Text: m("Nama diisi dari daftar bulan lalu."), Fixed: true}}},
		},
		Pager: view.Pager{From: 1, To: 4, Total: 13, Next: "?hal=2"}, Proposals: 5, Marked: "/impor/7/berkas-bertanda.xlsx", Layout: "/impor/7/susunan", Next: "/impor/7/selisih",
		Skipped: []view.SkippedRow{{Sheet: "NOV 2026", Row: 8, Reason: m("nomor kolom")}, {Sheet: "NOV 2026", Row: 60, Reason: m("judul bagian: Bidang Bina Marga")}}}
}

func diff(p view.Page) view.Screen {
	return view.ImportDiff{Page: in(p, view.SecImports), ID: "7", Month: nov, Before: oct, Unchanged: 206, Next: "/impor/7/terapkan", Back: "/impor/7/periksa",
		Joined: []view.DiffPerson{{Name: "Agus Prasetyo", BirthYear: 1984, Job: "Tenaga kebersihan", Is: 1_500_000_000}, {Name: "Rina Wulandari", BirthYear: 1996, Job: "Juru ukur", Is: 1_500_000_000, Note: m("ada di Dinas Pertanian sampai Oktober")}},
		Left:   []view.DiffPerson{{Name: "Darmanto", Code: "P-88AA", BirthYear: 1968, Job: "Penjaga malam", Was: 1_450_000_000, URL: "/orang/9"}},
		Wage:   []view.DiffPerson{{Name: "Suparno", Code: "P-21BC", BirthYear: 1969, Job: "Penjaga malam", Was: 1_450_000_000, Is: 1_500_000_000, URL: "/orang/8"}},
		Ending: []view.DiffPerson{{Name: "Wiwin Astuti", Code: "P-44FG", BirthYear: 1990, Job: "Administrasi", Until: period.DateOf(2026, 11, 30), Decree: "SK 814/112/2026", URL: "/orang/7"}}}
}

func confirm(p view.Page) view.Screen {
	return view.ImportConfirm{Page: in(p, view.SecImports), ID: "7", File: "roster-pupr-nov.xlsx", Unit: "Dinas Pekerjaan Umum dan Penataan Ruang", Kind: m("Roster"), Month: nov, Apply: 207, Waiting: 7, Unchanged: 0, Joined: 2, Left: 1, Wage: 1, Ending: 1, HasDiff: true, Owner: "Sri Wahyuni, S.E.", Was: 2_767_500, Is: 2_889_000, Key: "k", Check: "/impor/7/periksa", Diff: "/impor/7/selisih"}
}

func receipt(p view.Page) view.Screen {
	return view.ImportReceipt{Page: in(p, view.SecImports), ID: "7", Receipt: "IMP-2026-00412", File: "roster-pupr-nov.xlsx", Unit: "Dinas Pekerjaan Umum dan Penataan Ruang", Kind: m("Roster"), Month: nov, SHA256: "9f2c4be1a7708f0a0b9c41d8e25d3f8e6a1b2c3d4e5f60718293a4b5c6d7e8f9", Rows: 214, Applied: 207, Waiting: 7, By: "Sri Wahyuni, S.E.", At: now,
		Next: []view.NextLine{{Text: m("Perbaiki 7 baris yang menunggu"), URL: "/antrean", Line: m("Sampai itu selesai, 7 orang belum dapat didaftarkan.")}, {Text: m("Daftarkan 9 orang"), URL: "/pekerja", Line: m("Mereka belum ada di daftar peserta per 31 Oktober 2026.")}, {Text: m("Bayar sebelum 15 Desember 2026"), Line: m("Perkiraan Rp 2.889.000.")}},
		Undo: "/impor/7/batalkan", Marked: "/impor/7/berkas-bertanda.xlsx", WhatsApp: "https://wa.me/?text=x"}
}

func imports(p view.Page) view.Screen {
	return view.Imports{Page: in(p, view.SecImports), CanNew: true, Pager: view.Pager{From: 1, To: 3, Total: 3},
		Filters: []view.Filter{{Name: "jenis", Label: m("Jenis"), Options: []view.Option{{Text: "Semua jenis"}, {Value: "roster", Text: "Roster"}}}, {Name: "bulan", Label: m("Bulan"), Options: months}},
		Rows: []view.ImportLine{
			{ID: "7", Receipt: "IMP-2026-00412", File: "roster-pupr-nov.xlsx", Kind: m("Roster"), Unit: "Dinas PUPR", Month: nov, By: "Sri Wahyuni, S.E.", At: now, Rows: 214, Applied: 207, Waiting: 7, Status: view.Tag{Text: m("Diterapkan"), Tone: view.Good}, URL: "/impor/7/bukti", Undo: "/impor/7/batalkan"},
			{ID: "6", Receipt: "IMP-2026-00390", File: "F2A Oktober.csv", Kind: m("Pembayaran"), Unit: "Dinas PUPR", Month: oct, By: "Sri Wahyuni, S.E.", At: at(12, 9, 3), Rows: 205, Applied: 205, Status: view.Tag{Text: m("Diterapkan"), Tone: view.Good}, URL: "/impor/6/bukti", Undo: "/impor/6/batalkan"},
			{ID: "5", File: "coba.xlsx", Receipt: "IMP-2026-00388", Kind: m("Roster"), Unit: "Dinas PUPR", Month: oct, By: "Sri Wahyuni, S.E.", At: at(11, 8, 30), Rows: 10, Status: view.Tag{Text: m("Dibatalkan"), Tone: view.None}, URL: "/impor/5/bukti"},
		}}
}

const y, n, o, u, q, a = view.Yes, view.No, view.Open, view.Unknown, view.Undecided, view.Absent

func workerRows() []view.WorkerRow {
	return []view.WorkerRow{
		{ID: "1", URL: "/orang/1", Code: "P-7K2M", Name: "Agus Prasetyo", BirthYear: 1984, Unit: "Dinas PUPR", UnitURL: "/instansi/12", Category: "Honorer", Job: "Tenaga kebersihan", Budgeted: y, Registered: n, Paid: n, Right: n, Protected: n, Why: m("belum ada di daftar peserta")},
		{ID: "5", URL: "/orang/5", Code: "P-11MM", Name: "Endang Sulistyowati", BirthYear: 1988, Unit: "Dinas PUPR", UnitURL: "/instansi/12", Category: "Honorer", Job: "Administrasi", Budgeted: y, Registered: y, Paid: y, Right: y, Protected: y},
		{ID: "6", URL: "/orang/6", Code: "P-2R7T", Name: "Moh. Fauzi", BirthYear: 1990, Unit: "Dinas PUPR", UnitURL: "/instansi/12", Category: "Outsourcing", Job: "Pengemudi", Budgeted: y, Registered: q, Paid: o, Right: o, Protected: q, Why: m("nama mirip, tanggal lahir berbeda")},
		{ID: "8", URL: "/orang/8", Code: "P-21BC", Name: "Suparno", BirthYear: 1969, Unit: "Dinas PUPR", UnitURL: "/instansi/12", Category: "Honorer", Job: "Penjaga malam", Budgeted: n, Registered: y, Paid: y, Right: n, Protected: y, Why: m("upah dilaporkan terlalu rendah")},
	}
}

func workers(p view.Page) view.Screen {
	return view.Workers{Page: in(p, view.SecWorkers), Month: nov, XLSX: "/pekerja.xlsx", Filter: "fakta=belum", Rows: workerRows(), Pager: view.Pager{From: 1, To: 50, Total: 214, Next: "?hal=2"},
		Facts:   &view.Facts{Workers: 214, Budgeted: 210, Registered: 205, Paid: 201, Right: 190, Protected: 201, Line: m("9 orang belum terdaftar")},
		Filters: []view.Filter{{Name: "bulan", Label: m("Bulan"), Options: months}, {Name: "kategori", Label: m("Kategori"), Options: []view.Option{{Text: "Semua kategori"}, {Text: "Honorer", Value: "honorer"}}}, {Name: "fakta", Label: m("Keadaan"), Options: []view.Option{{Text: "Semua"}, {Text: "Belum terlindungi", Value: "belum", Current: true}}}},
		Chips:   []view.Chip{{Text: m("Keadaan: belum terlindungi"), RemoveURL: "/pekerja"}, {Text: m("Kategori: honorer"), RemoveURL: "/pekerja"}},
		Saved:   []view.Option{{Text: "Baru bulan ini", URL: "/pekerja?a=1"}, {Text: "SK habis Desember", URL: "/pekerja?a=2", Current: true}},
		Columns: []view.Column{{Text: m("Nama"), URL: "?urut=nama", Sort: "ascending"}, {Text: m("Instansi"), URL: "?urut=instansi"}, {Text: m("Kategori"), URL: "?urut=kategori"}, {Text: m("Empat fakta")}, {Text: m("Keadaan"), URL: "?urut=keadaan"}},
	}
}

func person(p view.Page) view.Screen {
	v := view.Person{Page: in(p, view.SecWorkers), ID: "6", Code: "P-2R7T", Name: "Moh. Fauzi", Titles: "S.T.", BirthYear: 1990, Sex: m("laki-laki"), NIK: "3311••••••••••••", KPJ: "21••••••••", CanReveal: true,
		Status: view.Tag{Text: m("Masih ditinjau"), Tone: view.Warn}, Line: m("Padanannya dengan daftar peserta menunggu keputusan."),
		Purposes: []view.Option{{Value: "", Text: "Pilih keperluan"}, {Value: "daftar", Text: "Mendaftarkan ke BPJS"}, {Value: "koreksi", Text: "Memperbaiki data"}},
		Next:     &view.NextStep{Title: m("Putuskan padanannya"), Line: m("Nama mirip dan NIK sama, tetapi tanggal lahir berbeda satu hari. Sekitar 1 menit."), Button: m("Bandingkan"), URL: "/padan/3", Icon: "people"},
		Relations: []view.Relation{
			{Unit: "Dinas PUPR", UnitURL: "/instansi/12", Category: "Outsourcing", Job: "Pengemudi", From: period.DateOf(2026, 2, 1), Decree: "SPK 027/88/2026", Fund: "APBD", Wage: 2_500_000_000, Current: true},
			{Unit: "Dinas Pertanian", UnitURL: "/instansi/14", Category: "Honorer", Job: "Pengemudi", From: period.DateOf(2023, 1, 2), To: period.DateOf(2026, 1, 31), Decree: "SK 814/55/2023", Wage: 2_100_000_000},
		},
		Memberships: []view.Membership{{Segment: "PU", Programmes: "JKK, JKM", KPJ: "21••••••••", NPP: "21•••••7", Status: view.Tag{Text: m("Aktif"), Tone: view.Good}, AsOf: period.DateOf(2026, 10, 31), LastMonth: oct, Source: "Daftar peserta KCP Sukoharjo", Match: m("NIK sama, nama sama, tanggal lahir berbeda satu hari"), MatchURL: "/padan/3"}},
		History:     []view.Event{{At: now, Who: "Sri Wahyuni", Role: m("Bendahara Pengeluaran"), Text: m("Roster November diterapkan"), URL: "/impor/7/bukti"}, {At: at(1, 8, 0), Who: "Petugas KCP", Role: m("BPJS"), Text: m("Daftar peserta per 31 Oktober masuk")}}}
	for i := range 12 {
		mo := nov.Add(-i)
		pm := view.PersonMonth{Month: mo, Unit: "Dinas PUPR", Wage: 2_500_000_000, Protected: y}
		ok := func(t, src string) view.FactCell {
			return view.FactCell{State: y, Evidence: []view.Evidence{{Text: m(t), Source: src, AsOf: mo.Last(), URL: "/impor/6/bukti"}}}
		}
		pm.Budgeted, pm.Registered = ok("Baris 5.1.02.02.02.0006 mencakup JKK dan JKM", "Anggaran 2026 baris 14"), ok("Padan dengan peserta aktif menurut NIK dan tanggal lahir", "Daftar peserta baris 1.204")
		pm.Paid, pm.Right = ok("Tercantum di rincian iuran", "F2A baris 14"), ok("JKK dan JKM sesuai upah", "F2A baris 14")
		switch {
		case i == 0:
			pm.Registered = view.FactCell{State: q, Why: m("Padanan masih ditinjau: tanggal lahir berbeda satu hari. Putuskan di halaman pemadanan.")}
			pm.Paid, pm.Right, pm.Protected = view.FactCell{State: o}, view.FactCell{State: o}, q
		case i == 4:
			pm.Paid = view.FactCell{State: n, Why: m("Jumlah yang dibayar kurang Rp 42.000 dari yang diminta; mintakan rincian F2A.")}
			pm.Right, pm.Protected = view.FactCell{State: n, Why: m("Belum dibayar.")}, n
		case i == 7:
			pm.Budgeted, pm.Registered, pm.Paid, pm.Right, pm.Protected = view.FactCell{State: u}, view.FactCell{State: u}, view.FactCell{State: u}, view.FactCell{State: u}, u
		case i > 9:
			pm.Budgeted, pm.Registered, pm.Paid, pm.Right, pm.Protected = view.FactCell{State: a}, view.FactCell{State: a}, view.FactCell{State: a}, view.FactCell{State: a}, a
		}
		v.Months = append(v.Months, pm)
	}
	return v
}

func rupiah(n int64) money.Rupiah { return money.Rupiah(n) }
