package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// groups is the month as a task list.
func (m *unitMonth) groups(a access.Actor) []view.TaskGroup {
	return []view.TaskGroup{
		{Title: lang.Msg("Siapkan roster"), Tasks: []view.Task{m.uploadTask(), m.fixTask(), m.matchTask(), m.registerTask()}},
		{Title: lang.Msg("Hitung dan bayar"), Tasks: []view.Task{m.checkTask(), m.payTask(a)}},
	}
}

// waits is a step that cannot begin yet.
func waits(title, line lang.Text) view.Task {
	return view.Task{Title: title, State: view.TaskBlocked, Line: line}
}

func (m *unitMonth) uploadURL() string {
	return "/impor/baru?jenis=roster&instansi=" + queryEscape(m.unit.Code) + "&bulan=" + m.month.String()
}

func (m *unitMonth) uploadTask() view.Task {
	t := view.Task{Title: lang.Msg("Unggah roster %s", monthName(m.month)), State: view.TaskTodo, URL: m.uploadURL()}
	switch {
	case m.answer == roster.Nobody:
		t.State, t.Line = view.TaskDone, lang.Msg("Dijawab nihil: tidak ada pekerja bukan ASN")
	case m.answer == roster.Unchanged:
		t.State, t.Line = view.TaskDone, lang.Msg("Dinyatakan sama dengan bulan sebelumnya")
	case m.answer != "" && m.batch != nil:
		t.State, t.URL = view.TaskDone, importURL(m.batch.ID, "bukti")
		t.Line = lang.Msg("%s baris dari %s, %s", text.Number(m.lang, m.batch.Tally.Rows), m.batch.FileName, text.Clock(m.lang, m.batch.AppliedAt, jakarta))
	case m.answer != "":
		t.State, t.URL, t.Line = view.TaskDone, "", lang.Msg("Diterima lewat daftar pemerintah daerah")
	case m.draft != nil:
		t.URL, t.Line, t.Status = m.draftURL(), lang.Msg("%s sudah diunggah, belum diterapkan", m.draft.FileName), lang.Msg("Belum diterapkan")
	case m.lastMonth != 0:
		t.Line = lang.Msg("Terakhir: %s dengan %s orang", monthName(m.lastMonth), text.Number(m.lang, m.lastPeople))
	default:
		t.Line = lang.Msg("Pakai berkas Anda sendiri; susunan kolom bebas")
	}
	return t
}

func (m *unitMonth) draftURL() string {
	if m.draft.State == intake.Checking {
		return importURL(m.draft.ID, "")
	}
	return importURL(m.draft.ID, "periksa")
}

func (m *unitMonth) fixTask() view.Task {
	title := lang.Msg("Perbaiki baris yang menunggu")
	switch {
	case m.is.Answered == 0:
		return waits(title, lang.Msg("Menunggu roster"))
	case m.waiting == 0:
		return view.Task{Title: title, State: view.TaskDone, Line: lang.Msg("Tidak ada baris yang menunggu")}
	}
	return view.Task{Title: title, URL: "/antrean?instansi=" + queryEscape(m.unit.Code), State: view.TaskBroken, Line: m.reasons(), Status: lang.Msg("%d baris", m.waiting)}
}

// reasons says why rows wait, the most frequent first.
func (m *unitMonth) reasons() lang.Text {
	codes := make([]string, 0, len(m.codes))
	for c := range m.codes {
		codes = append(codes, c)
	}
	slices.SortFunc(codes, func(a, b string) int { return cmp.Or(m.codes[b]-m.codes[a], cmp.Compare(a, b)) })
	format, args := "", []any{}
	for i, c := range codes {
		if i == 3 {
			format += ", …"
			break
		}
		if i > 0 {
			format += ", "
		}
		format += "%d %v"
		args = append(args, m.codes[c], lang.Msg(roster.CodeTitle(c)))
	}
	return lang.Msg(format, args...)
}

func (m *unitMonth) matchTask() view.Task {
	title := lang.Msg("Putuskan padanan dengan daftar BPJS")
	switch {
	case m.is.Answered == 0:
		return waits(title, lang.Msg("Menunggu roster"))
	case m.is.Lists == 0:
		return waits(title, lang.Msg("Menunggu daftar peserta dari kantor cabang BPJS Ketenagakerjaan"))
	case m.is.Review == 0:
		return view.Task{Title: title, State: view.TaskDone, Line: lang.Msg("%s terdaftar, %s tidak ada di daftar BPJS", m.people(m.is.Registered), m.people(m.is.Workers-m.is.Registered))}
	}
	return view.Task{Title: title, URL: "/padan?instansi=" + queryEscape(m.unit.Code), State: view.TaskTodo, Line: lang.Msg("Mungkin orang yang sama; Anda yang memutuskan"), Status: lang.Msg("%d padanan", m.is.Review)}
}

func (m *unitMonth) registerTask() view.Task {
	title := lang.Msg("Daftarkan yang belum terdaftar")
	missing := m.is.Workers - m.is.Registered - m.is.Review
	switch {
	case m.is.Answered == 0:
		return waits(title, lang.Msg("Menunggu roster"))
	case m.is.Lists == 0:
		return waits(title, lang.Msg("Menunggu daftar peserta dari kantor cabang BPJS Ketenagakerjaan"))
	case missing <= 0:
		return view.Task{Title: title, State: view.TaskDone, Line: lang.Msg("Semua pekerja terdaftar")}
	}
	return view.Task{
		Title: title, URL: unitURL(m.unit.Government, m.unit.ID) + "/berkas?bulan=" + m.month.String(), State: view.TaskTodo, Status: lang.Msg("%d orang", missing),
		Line: lang.Msg("Bekerja tanpa perlindungan. Berkas untuk portal BPJS sudah dipilah di ruang berkas."),
	}
}

// people counts people in a sentence; "0" is said as nobody.
func (m *unitMonth) people(n int) lang.Text {
	if n == 0 {
		return lang.Msg("tidak ada orang")
	}
	return lang.Msg("%s orang", text.Number(m.lang, n))
}

func (m *unitMonth) checkTask() view.Task {
	title := lang.Msg("Periksa upah dan hitungan iuran")
	if m.is.Answered == 0 {
		return waits(title, lang.Msg("Menunggu roster"))
	}
	t := view.Task{Title: title, URL: m.workers(coverage.Anybody), State: view.TaskDone, Line: lang.Msg("%s untuk %s, dari upah yang dilaporkan", text.Rupiah(m.lang, m.cost.Total), m.people(m.cost.People))}
	switch {
	case m.is.NoWage > 0:
		t.State, t.Status = view.TaskTodo, lang.Msg("%d tanpa upah", m.is.NoWage)
		t.Line = lang.Msg("Iuran %s belum dapat dihitung. Lengkapi kolom upah lalu unggah lagi.", m.people(m.is.NoWage))
		t.URL = m.uploadURL()
	case m.is.NoClass > 0:
		t.State, t.Status, t.URL = view.TaskTodo, lang.Msg("Kelas risiko"), unitURL(m.unit.Government, m.unit.ID)
		t.Line = lang.Msg("Kelas risiko JKK pemberi kerja belum diketahui untuk %s", m.people(m.is.NoClass))
	}
	return t
}

func (m *unitMonth) payTask(a access.Actor) view.Task {
	title := lang.Msg("Catat bukti bayar")
	if !a.May(access.ImportPayment) {
		title = lang.Msg("Bukti bayar dicatat bendahara")
	}
	switch {
	case m.is.Answered == 0:
		return waits(title, lang.Msg("Menunggu roster"))
	case m.answer == roster.Nobody && m.is.Workers == 0:
		return view.Task{Title: title, State: view.TaskDone, Line: lang.Msg("Tidak ada yang harus dibayar")}
	case m.is.Registered == 0 && m.is.Paid == 0:
		return waits(title, lang.Msg("Menunggu pendaftaran: belum ada pekerja yang terdaftar di BPJS Ketenagakerjaan"))
	}
	t := view.Task{Title: title, State: view.TaskTodo, URL: "/impor/baru?jenis=payments&bulan=" + m.month.String(), Line: lang.Msg("SP2D atau rincian iuran (F2A), dicocokkan per orang")}
	if !a.May(access.ImportPayment) {
		t.URL = ""
	}
	switch {
	case m.is.Paid >= m.is.Registered:
		t.State, t.Line = view.TaskDone, lang.Msg("%s dibayar, %s tepat jumlahnya", m.people(m.is.Paid), m.people(m.is.Right))
	case m.is.Short > 0:
		t.State, t.Line = view.TaskBroken, lang.Msg("Pembayaran kurang %s dari yang diminta peraturan", text.Rupiah(m.lang, m.is.Short))
		t.Status = lang.Msg("Kurang bayar")
	case m.is.Paid > 0:
		t.Line, t.Status = lang.Msg("%s sudah, %s belum dibayar", m.people(m.is.Paid), m.people(m.is.Registered-m.is.Paid)), lang.Msg("Sebagian")
	}
	return t
}

// next is the one step to do now; nil when nothing is left that can be done here.
func (m *unitMonth) next(a access.Actor) *view.NextStep {
	switch {
	case m.answer == "" && m.draft != nil:
		return &view.NextStep{Title: lang.Msg("Lanjutkan %s", m.draft.FileName), Line: lang.Msg("Berkas sudah diperiksa, belum diterapkan. Perkiraan waktu 5 menit."), Button: lang.Msg("Lanjutkan"), URL: m.draftURL(), Icon: "pencil"}
	case m.answer == "":
		return &view.NextStep{Title: lang.Msg("Unggah roster %s", monthName(m.month)), Line: lang.Msg("Tanpa roster, tidak seorang pun terhitung terlindungi. Perkiraan waktu 5 menit."), Button: lang.Msg("Unggah roster"), URL: m.uploadURL(), Icon: "upload"}
	case m.waiting > 0:
		return &view.NextStep{Title: lang.Msg("Perbaiki %d baris roster", m.waiting), Line: lang.Msg("Baris lain sudah terhitung; yang ini menunggu Anda. Perkiraan waktu %d menit.", minutes(m.waiting)), Button: lang.Msg("Perbaiki sekarang"), URL: "/antrean?instansi=" + queryEscape(m.unit.Code), Icon: "pencil"}
	case m.is.Review > 0:
		return &view.NextStep{Title: lang.Msg("Putuskan %d padanan", m.is.Review), Line: lang.Msg("Setelah ini jelas siapa yang sudah terdaftar. Perkiraan waktu %d menit.", minutes(m.is.Review)), Button: lang.Msg("Buka padanan"), URL: "/padan?instansi=" + queryEscape(m.unit.Code), Icon: "people"}
	}
	for _, g := range m.groups(a) {
		for _, t := range g.Tasks {
			if (t.State == view.TaskTodo || t.State == view.TaskBroken) && t.URL != "" {
				return &view.NextStep{Title: t.Title, Line: t.Line, Button: lang.Msg("Kerjakan sekarang"), URL: t.URL, Icon: stepIcon(t)}
			}
		}
	}
	return nil
}

func stepIcon(t view.Task) string {
	if strings.HasPrefix(t.URL, "/impor/") {
		return "money"
	}
	return "people"
}

// minutes estimates the time for some decisions: half a minute each, at least two.
func minutes(n int) int { return max(2, (n+1)/2) }

// monthName is a month inside a sentence that can still be said in either language.
func monthName(m period.Month) lang.Text {
	return lang.Msg("%v "+strconv.Itoa(m.Year()), lang.Msg(text.MonthName(lang.ID, m.Month())))
}

// maskNPP leaves the ends of an employer registration.
func maskNPP(npp string) string {
	if len(npp) < 4 {
		return "•••"
	}
	return npp[:2] + "•••••" + npp[len(npp)-1:]
}
