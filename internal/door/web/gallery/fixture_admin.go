package main

import (
	"net/http"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/period"
)

// pages are all pages of the gallery by name.
var pages = map[string]func(view.Page) view.Screen{
	"beranda": home, "papan": board, "papan-beku": frozen,
	"beranda-diam": func(p view.Page) view.Screen {
		v := home(p).(view.Home)
		v.Silent, v.Cost, v.MissingN, v.Past = true, nil, 0, nil
		v.Next = &view.NextStep{Title: m("Unggah roster November"), Line: m("Pakai berkas Anda sendiri; sekitar 5 menit."), Button: m("Unggah roster"), URL: "/impor/baru", Icon: "upload"}
		return v
	},
	"masuk": func(p view.Page) view.Screen {
		p = door(p)
		return view.SignIn{Page: p, Accounts: []view.SampleAccount{{Name: "bendahara-pupr", Password: "payung-contoh-1", Role: m("Bendahara Pengeluaran")}, {Name: "sekda", Password: "payung-contoh-2", Role: m("Sekretaris Daerah")}}}
	},
	"masuk-gagal": func(p view.Page) view.Screen {
		p = door(p)
		p.Errors = []view.FieldError{{Field: "sandi", Text: m("Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan coba lagi.")}}
		return view.SignIn{Page: p, Name: "bendahara-pupr"}
	},
	"masuk-terkunci": func(p view.Page) view.Screen {
		return view.SignIn{Page: door(p), Name: "bendahara-pupr", LockedUntil: at(21, 11, 0)}
	},
	"mulai": func(p view.Page) view.Screen {
		return view.FirstRun{Page: door(p), Key: "contoh"}
	},
	"impor-baru": func(p view.Page) view.Screen {
		return view.ImportUpload{Page: in(p, view.SecImports), Kind: "roster", Kinds: []view.Option{{Value: "roster", Text: "Roster pekerja"}, {Value: "participants", Text: "Daftar peserta BPJS"}, {Value: "payments", Text: "Pembayaran"}, {Value: "budget", Text: "Baris anggaran"}}, Units: []view.Option{{Value: "PUPR", Text: "Dinas PUPR"}}, Unit: "PUPR", Months: months, Month: "2026-11", MaxMB: 20, Template: "/instansi/12/templat.xlsx", Nihil: true, LastMonth: oct, LastCount: 213}
	},
	"impor-baru-galat": func(p view.Page) view.Screen {
		p.Errors = []view.FieldError{{Field: "berkas", Text: m("Berkas ini dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya lewat Info, lalu unggah lagi.")}}
		return view.ImportUpload{Page: in(p, view.SecImports), Kind: "roster", Months: months, Unit: "PUPR", MaxMB: 20}
	},
	"impor-jalan": func(p view.Page) view.Screen { return progress(p) },
	"impor-gagal": func(p view.Page) view.Screen {
		v := progress(p)
		v.Failed, v.Retry = m("Judul kolom tidak ditemukan di 200 baris pertama. Pastikan ada baris berisi Nama dan NIK, lalu unggah lagi."), "/impor/baru"
		return v
	},
	"impor-susunan": layout, "impor-periksa": check, "impor-selisih": diff, "impor-terapkan": confirm, "impor-bukti": receipt, "impor": imports,
	"impor-batal": func(p view.Page) view.Screen {
		return view.ImportUndo{Page: in(p, view.SecImports), ID: "7", Receipt: "IMP-2026-00412", File: "roster-pupr-nov.xlsx", Unit: "Dinas PUPR", Month: nov, Applied: 207}
	},
	"impor-batal-ditolak": func(p view.Page) view.Screen {
		return view.ImportUndo{Page: in(p, view.SecImports), ID: "7", Receipt: "IMP-2026-00412", Blockers: []view.Blocker{{Text: m("Pembayaran November IMP-2026-00440 memakai 205 orang dari impor ini"), URL: "/impor/9/bukti", At: now, By: "Sri Wahyuni, S.E."}}}
	},
	"pekerja": workers, "orang": person, "instansi": unit, "daftar-instansi": units,
	"orang-nik": func(p view.Page) view.Screen {
		v := person(p).(view.Person)
		v.Revealed, v.NIK, v.RevealUntil = true, "3311051103909006", at(21, 10, 52)
		return v
	},
	"pekerja-kosong": func(p view.Page) view.Screen {
		return view.Workers{Page: in(p, view.SecWorkers), Month: nov, Query: "sulastri", Found: true}
	},
	"instansi-ubah": func(p view.Page) view.Screen {
		p.Errors = []view.FieldError{{Field: "kode_wilayah", Text: m("Kode wilayah 33.99 tidak ada di daftar Kemendagri. Tulis dua atau empat angka, misalnya 33.11.")}}
		return view.UnitForm{Page: in(admin(p), view.SecUnits), New: true, Action: "/instansi/baru", Cancel: "/instansi", Values: map[string]string{"kode_wilayah": "33.99"}, Kinds: []view.Option{{Value: "opd", Text: "OPD"}, {Value: "desa", Text: "Desa"}}, Bases: []view.Option{{Value: "riil", Text: "Upah nyata"}, {Value: "umk", Text: "UMK"}}}
	},
	"belum-menjawab": silent, "padan": review, "antrean": waiting,
	"padan-kosong": func(p view.Page) view.Screen { return view.Review{Page: in(p, view.SecReview)} },
	"angka-lapor": func(p view.Page) view.Screen {
		return view.Declared{Page: in(sekda(p), view.SecDeclared), Rows: declaredRows(), Import: "/impor/baru?jenis=declared", XLSX: "/angka-lapor.xlsx", Pager: view.Pager{From: 1, To: 3, Total: 3}}
	},
	"tugas": func(p view.Page) view.Screen {
		return view.Jobs{Page: in(admin(p), view.SecJobs), Rows: []view.JobRow{{ID: "1", Title: m("Daftar peserta KCP Sukoharjo"), Done: 412000, Total: 1000000, Status: view.Tag{Text: m("Berjalan"), Tone: view.Info}, By: "Petugas KCP", At: now, Cancel: "/pekerjaan/1/batal"}, {ID: "2", Title: m("Roster Dinas PUPR"), Done: 214, Total: 214, Status: view.Tag{Text: m("Selesai"), Tone: view.Good}, By: "Sri Wahyuni", At: now, URL: "/impor/7/bukti"}}}
	},
	"pengguna": func(p view.Page) view.Screen {
		return view.Users{Page: in(admin(p), view.SecUsers), New: "/pengguna/baru", Pager: view.Pager{From: 1, To: 2, Total: 2}, Rows: []view.UserRow{{URL: "/pengguna/1", Name: "sri.wahyuni", FullName: "Sri Wahyuni, S.E.", Roles: []lang.Text{m("Bendahara Pengeluaran")}, Scope: "Dinas PUPR", LastSeen: now, Status: view.Tag{Text: m("Aktif"), Tone: view.Good}}, {URL: "/pengguna/2", Name: "yosef", FullName: "Drs. Yosef Lake", Roles: []lang.Text{m("Sekretaris Daerah"), m("Plt. Kepala Dinas")}, Scope: "Seluruh kabupaten", Status: view.Tag{Text: m("Belum pernah masuk"), Tone: view.Info}}}}
	},
	"pengguna-ubah": func(p view.Page) view.Screen {
		return view.UserForm{Page: in(admin(p), view.SecUsers), ID: "1", Values: map[string]string{"nama": "sri.wahyuni", "nama_lengkap": "Sri Wahyuni, S.E."}, Temporary: "kuda-biru-senja-41", Roles: []view.Option{{Value: "bendahara", Text: "Bendahara Pengeluaran"}}, CanEnd: true,
			Grants:   []view.Grant{{ID: "1", Role: m("Bendahara Pengeluaran"), Scope: "Dinas PUPR"}, {ID: "2", Role: m("Kepegawaian"), Scope: "Dinas PUPR"}},
			Sessions: []view.Session{{ID: "1", Device: "Chrome, Windows", At: now, Current: true}}}
	},
	"akun": func(p view.Page) view.Screen {
		p.Sections = []view.Section{view.SecHome, view.SecScoreboard, view.SecWorkers, view.SecImports, view.SecWaiting, view.SecReview, view.SecSilent, view.SecBudget, view.SecPayments, view.SecDeclared, view.SecUnits, view.SecUsers, view.SecSettings, view.SecHelp}
		p.Section = ""
		return view.Account{Page: p, Name: "Sri Wahyuni, S.E.", MustChange: true, Current: "1", Grants: []view.Grant{{ID: "1", Role: m("Bendahara Pengeluaran"), Scope: "Dinas PUPR"}, {ID: "2", Role: m("Plt. Bendahara Pengeluaran"), Scope: "Dinas Pertanian"}}, Sessions: []view.Session{{ID: "1", Device: "Chrome, Windows", At: now, Current: true}}}
	},
	"pengaturan": func(p view.Page) view.Screen {
		return view.Settings{Page: in(admin(p), view.SecSettings), Groups: []view.SettingGroup{
			{Title: m("Surat"), Hint: m("Dipakai di kepala surat dan blok tanda tangan."), Fields: []view.Setting{{Name: "kop", Label: m("Nama di kop surat"), Value: "Pemerintah Kabupaten Sukoharjo"}, {Name: "tenggat", Label: m("Batas menjawab tiap bulan"), Hint: m("Tanggal dalam bulan berjalan"), Value: "25", Kind: "number"}}},
			{Title: m("Persetujuan"), Fields: []view.Setting{{Name: "pemeriksa", Label: m("Impor roster perlu pemeriksa"), Hint: m("Bila dipilih, pembuat tidak dapat menerapkan sendiri."), Kind: "check", Value: "1"}, {Name: "dasar", Label: m("Dasar upah"), Kind: "select", Options: []view.Option{{Value: "riil", Text: "Upah nyata"}}, Mark: "M"}}}}}
	},
	"bantuan": func(p view.Page) view.Screen { return view.Help{Page: in(p, view.SecHelp), Topics: topics} },
	"bantuan-roster": func(p view.Page) view.Screen {
		return view.Help{Page: in(p, view.SecHelp), Topics: topics, Article: &view.Article{Title: "Mengunggah roster bulanan", Blocks: []view.Block{{Text: "Pakai berkas yang sudah Anda punya. Payung membaca judul kolomnya sendiri."}, {Kind: "h2", Text: "Langkah"}, {Kind: "ol", Items: []string{"Buka **Beranda**, tarik berkas ke kotak **Unggah roster**.", "Lihat arti tiap kolom. Yang keliru dibetulkan di kepala kolomnya.", "Perbaiki baris yang ditahan, atau unduh **Berkas bertanda** dan perbaiki di Excel."}}, {Kind: "note", Text: "Baris yang benar tetap jalan walau ada baris lain yang ditahan."}}}}
	},
	"anggaran": func(p view.Page) view.Screen {
		return view.Budget{Page: in(p, view.SecBudget), Year: 2026, Total: 69_336_000, Pager: view.Pager{From: 1, To: 2, Total: 2}, Import: "/impor/baru?jenis=budget", XLSX: "/anggaran.xlsx", NoLine: unitRows()[1:2],
			Rows: []view.BudgetLine{{Unit: "Dinas PUPR", UnitURL: "/instansi/12", Account: "5.1.02.02.02.0006", Programmes: "JKK", Category: "Honorer", Fund: "APBD", From: period.MonthOf(2026, 1), To: period.MonthOf(2026, 12), People: 214, Ceiling: 30_816_000}, {Unit: "Dinas PUPR", UnitURL: "/instansi/12", Account: "5.1.02.02.02.0007", Programmes: "JKM", Category: "Honorer", Fund: "APBD", From: period.MonthOf(2026, 1), To: period.MonthOf(2026, 12), Ceiling: 38_520_000, RunsOut: period.MonthOf(2026, 12)}}}
	},
	"bayar": func(p view.Page) view.Screen {
		return view.Payments{Page: in(p, view.SecPayments), Month: oct, Total: 2_767_500, Pager: view.Pager{From: 1, To: 2, Total: 2}, Import: "/impor/baru?jenis=payments",
			Rows: []view.PaymentLine{{Unit: "Dinas PUPR", UnitURL: "/instansi/12", NPP: "21•••••7", Month: oct, Date: period.DateOf(2026, 11, 12), Reference: "SP2D 04127/LS/2026", Amount: 2_767_500, Due: 2_767_500, People: 205, Status: view.Tag{Text: m("Lunas"), Tone: view.Good}, Source: "F2A Oktober.csv"}, {Unit: "Dinas PUPR", UnitURL: "/instansi/12", NPP: "21•••••7", Month: oct - 1, Date: period.DateOf(2026, 10, 14), Reference: "SP2D 03790/LS/2026", Amount: 2_700_000, Due: 2_767_500, Status: view.Tag{Text: m("Kurang Rp 67.500"), Tone: view.Bad}, Source: "bukti bayar"}}}
	},
	"galat-403": problem(http.StatusForbidden), "galat-404": problem(http.StatusNotFound), "galat-409": problem(http.StatusConflict), "galat-413": problem(http.StatusRequestEntityTooLarge), "galat-422": problem(http.StatusUnprocessableEntity),
	"galat-500": func(p view.Page) view.Screen {
		p.Basis = view.Basis{}
		return view.Problem{Page: p, Status: http.StatusInternalServerError, Trace: "7f3a-21c9"}
	},
}

func problem(status int) func(view.Page) view.Screen {
	return func(p view.Page) view.Screen {
		p.Basis = view.Basis{}
		return view.Problem{Page: p, Status: status}
	}
}

func door(p view.Page) view.Page {
	return view.Page{Path: p.Path, Lang: p.Lang, Demo: true, Now: now, Place: wib}
}

var topics = []view.HelpTopic{{URL: "/bantuan/roster", Title: m("Mengunggah roster bulanan"), Line: m("Dari berkas Excel Anda sampai bukti terima."), Current: true}, {URL: "/bantuan/nik", Title: m("NIK yang ditolak"), Line: m("Mengapa Excel merusak NIK dan cara memperbaikinya.")}, {URL: "/bantuan/desa", Title: m("Untuk desa"), Line: m("Dua kelompok dalam satu desa, dengan internet yang lambat.")}}
