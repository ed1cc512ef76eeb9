package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/period"
)

// subject is a field of the law with the beginnings of its parameters' names.
type subject struct {
	name   string
	title  lang.Text
	starts []string
}

func subjects() []subject {
	return []subject{
		{"", lang.Msg("Semua"), []string{""}},
		{"pu", lang.Msg("Iuran pekerja bergaji"), []string{"pu.", "jp.wage_ceiling", "rounding."}},
		{"bpu", lang.Msg("Pekerja mandiri"), []string{"bpu."}},
		{"jakon", lang.Msg("Proyek konstruksi"), []string{"jakon."}},
		{"pmi", lang.Msg("Pekerja migran"), []string{"pmi."}},
		{"kecelakaan", lang.Msg("Manfaat JKK dan JKM"), []string{"jkk.", "jkm.", "liability."}},
		{"tua", lang.Msg("JHT, pensiun, JKP"), []string{"jht.", "jp.", "jkp."}},
		{"beasiswa", lang.Msg("Beasiswa"), []string{"scholarship."}},
		{"waktu", lang.Msg("Batas waktu, denda, sanksi"), []string{"due.", "deadline.", "penalty.", "sanction.", "arrears."}},
		{"kelompok", lang.Msg("Siapa wajib apa"), []string{"group."}},
	}
}

func (x subject) holds(name string) bool {
	return slices.ContainsFunc(x.starts, func(s string) bool { return strings.HasPrefix(name, s) })
}

// rules lists every parameter as it is today, and what will change.
func (s *Server) rules(r *Request) error {
	l, today := law.Shipped(), s.today()
	v := view.Rules{Page: r.lawPage(view.SecRules), Query: strings.TrimSpace(r.FormValue("q"))}
	wanted := subjects()[0]
	for _, x := range subjects() {
		if x.name == r.FormValue("bidang") {
			wanted = x
		}
	}
	for _, x := range subjects() {
		url := "/aturan"
		if x.name != "" {
			url += "?bidang=" + x.name
		}
		v.Subjects = append(v.Subjects, view.Option{Text: x.title.In(r.Lang), URL: url, Current: x.name == wanted.name})
	}
	histories := l.Histories()
	tables := l.Tables()
	values := 0
	for i := range histories {
		values += len(histories[i].Versions)
		v.Expired = oldest(v.Expired, &histories[i], today)
		if row := ruleRow(r.Lang, &histories[i], today); wanted.holds(histories[i].Name) && found(v.Query, row.Title, row.Name, row.Article, histories[i].Title, alsoCalled(row.Name)) {
			v.Rows = append(v.Rows, row)
		}
	}
	for i := range tables {
		if row := tableRow(r.Lang, &tables[i], today); wanted.holds(tables[i].Name) && found(v.Query, row.Title, row.Name, row.Article) {
			v.Rows = append(v.Rows, row)
		}
	}
	v.Hits = s.otherHits(r, v.Query)
	v.Lead = lang.Msg("**%d** aturan dengan **%d** nilai bertanggal; masing-masing menyebut pasal, sumber, dan sampai kapan diperiksa.", len(histories)+len(tables), values)
	if v.Expired != 0 {
		v.Notice = &view.Notice{Tone: view.Warn, Text: lang.Msg("Ada aturan yang terakhir diperiksa %s. Sejak itu belum ada yang memastikan masih berlaku; tiap aturan menyebut tanggalnya.", text.Date(r.Lang, v.Expired))}
	}
	v.Changes = nextChanges(r.Lang, l, today, 8)
	v.Shelves = []view.Shelf{
		shelfReliefs(), shelfHolidays(), shelfWages(),
	}
	if r.Session != nil {
		if _, err := r.Actor.Scope(trialPermission); err == nil {
			v.Shelves = append(v.Shelves, view.Shelf{Text: lang.Msg("Uji aturan"), Line: lang.Msg("Berapa selisih rupiahnya bila aturan berubah"), URL: "/uji-aturan"})
		}
	}
	return r.show(v)
}

// oldest is the earlier of a day and the one through which the value of today was checked, where that has passed.
func oldest(day period.Date, h *law.History, today period.Date) period.Date {
	for i := range h.Versions {
		x := &h.Versions[i]
		if c := x.VerifiedThrough; x.From <= today && (x.To == 0 || today <= x.To) && c < decisive(h.Basis, today) && (day == 0 || c < day) {
			day = c
		}
	}
	return day
}

// decisive is the day that decides today: for values that go by month the first of it.
func decisive(b pack.Basis, today period.Date) period.Date {
	if b == pack.ContributionMonth {
		return today.Month().First()
	}
	return today
}

// found tells whether every searched word stands in one of the texts.
func found(query string, texts ...string) bool {
	all := strings.ToLower(strings.Join(texts, " "))
	for word := range strings.FieldsSeq(strings.ToLower(query)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

func ruleRow(l lang.Lang, h *law.History, today period.Date) view.RuleRow {
	row := view.RuleRow{URL: "/aturan/" + h.Name, Title: ruleTitle(h.Title).In(l), Name: h.Name, Value: "–", Since: "–"}
	for i := range h.Versions {
		x := &h.Versions[i]
		if x.From <= today && (x.To == 0 || today <= x.To) {
			row.Value, row.Since, row.Article, row.Mark = ruleValue(l, x.Value), sinceText(l, h.Basis, x.From), x.Article, sureTag(x.Evidence)
		}
	}
	return row
}

func tableRow(l lang.Lang, h *law.TableHistory, today period.Date) view.RuleRow {
	row := view.RuleRow{URL: "/aturan/tabel/" + h.Name, Title: ruleTitle(h.Title).In(l), Name: h.Name, Value: "–", Since: "–"}
	for i := range h.Versions {
		x := &h.Versions[i]
		if x.From <= today && (x.To == 0 || today <= x.To) {
			row.Value, row.Since, row.Article, row.Mark = lang.T(l, "tabel %d baris", len(x.Rows)), sinceText(l, h.Basis, x.From), x.Article, sureTag(x.Evidence)
		}
	}
	return row
}

// ruleTitle is a parameter's title; the packs write it in Indonesian, which is the key of its English.
func ruleTitle(title string) lang.Text { return literal(title) }

// ruleValue writes a value as people read it.
func ruleValue(l lang.Lang, v *pack.Value) string {
	switch v.Unit {
	case pack.UnitRate:
		return percentText(l, v.Rate)
	case pack.UnitRupiah:
		return milliText(l, v.Amount)
	case pack.UnitMonths:
		return lang.T(l, "%d bulan", v.Count)
	case pack.UnitDays:
		return lang.T(l, "%d hari", v.Count)
	case pack.UnitWorkingDays:
		return lang.T(l, "%d hari kerja", v.Count)
	case pack.UnitYears:
		return lang.T(l, "%d tahun", v.Count)
	case pack.UnitAge:
		return lang.T(l, "usia %d tahun", v.Count)
	case pack.UnitPeople:
		return lang.T(l, "%d orang", v.Count)
	case pack.UnitMultiple:
		return lang.T(l, "%d kali", v.Count)
	case pack.UnitDayOfMonth:
		return lang.T(l, "tanggal %d", v.Count)
	case pack.UnitProgrammes:
		return strings.Join(v.Programmes, ", ")
	}
	if v.Text == "half_up" {
		return lang.T(l, "ke rupiah terdekat")
	}
	return v.Text
}

// sinceText writes a first day: a month where months decide.
func sinceText(l lang.Lang, b pack.Basis, day period.Date) string {
	switch {
	case day == 0:
		return "–"
	case b == pack.ContributionMonth:
		return monthText(l, day.Month())
	}
	return text.Date(l, day)
}

// untilText writes a last day; none is still in force.
func untilText(l lang.Lang, b pack.Basis, day period.Date) string {
	if day == 0 {
		return lang.T(l, "sekarang")
	}
	return sinceText(l, b, day)
}

func evidenceTag(e pack.Evidence, day period.Date) view.Tag {
	return markTag(law.Cite{Confidence: e.Confidence, VerifiedThrough: e.VerifiedThrough, Verified: e.VerifiedOn(day)})
}

// sureTag says how sure a value is, whenever it was checked.
func sureTag(e pack.Evidence) view.Tag {
	return markTag(law.Cite{Confidence: e.Confidence, Verified: true})
}

// nextChanges shows what changes next, soonest first, with a countdown.
func nextChanges(l lang.Lang, x *law.Law, today period.Date, most int) []view.RuleChange {
	var out []view.RuleChange
	at := map[string]int{} // minimum wages end decree by decree, all on one day
	for _, c := range x.Changes(today) {
		key := c.On.String()
		if i, known := at[key]; known && strings.HasPrefix(c.Name, "minimum_wage") {
			out[i].Title, out[i].Text = lang.T(l, "Upah minimum"), lang.Msg("Berakhir, dan keputusan penggantinya belum ada di sini.")
			continue
		}
		if len(out) == most {
			break
		}
		if strings.HasPrefix(c.Name, "minimum_wage") {
			at[key] = len(out)
		}
		out = append(out, ruleChange(l, x, &c, today))
	}
	return out
}

func ruleChange(l lang.Lang, x *law.Law, c *law.Change, today period.Date) view.RuleChange {
	out := view.RuleChange{On: c.On, Title: ruleTitle(c.Title).In(l), Article: c.Article, Note: noteText(l, c.Note), Tone: view.Info}
	_, parameter := x.History(c.Name)
	switch {
	case strings.HasPrefix(c.Name, "minimum_wage"):
		out.URL, out.Title = "/aturan/upah-minimum", lang.T(l, "Upah minimum: %s", c.Article)
	case c.Name == "holidays":
		out.URL, out.Title = "/aturan/hari-libur", lang.T(l, "Hari libur %s belum ada datanya", strconv.Itoa(c.On.Year()))
	case parameter:
		out.URL = "/aturan/" + c.Name
	default:
		out.URL, out.Title = "/aturan/keringanan", lang.T(l, "Keringanan %s", c.Article)
	}
	switch c.Kind {
	case law.Begins:
		out.Text = lang.Msg("Mulai berlaku. %s", c.Article)
	case law.Ends:
		out.Text, out.Tone = lang.Msg("Berakhir, dan penggantinya belum diketahui. %s", c.Article), view.Warn
	case law.Expected:
		out.Text, out.Tone = lang.Msg("Nilai baru diperkirakan terbit. %s", c.Article), view.Warn
	}
	switch days := c.Days(today); {
	case days < 0:
		out.Left, out.Tone = lang.Msg("terlambat %d hari", -days), view.Bad
	case days == 0:
		out.Left = lang.Msg("hari ini")
	default:
		out.Left = lang.Msg("%d hari lagi", days)
	}
	return out
}

// rule shows the history of one parameter.
func (s *Server) rule(r *Request) error {
	l, today := law.Shipped(), s.today()
	h, ok := l.History(r.PathValue("nama"))
	if !ok {
		return fault.New(fault.NotFound, "Aturan ini tidak ada. Pilih dari daftar aturan.")
	}
	v := view.Rule{Page: r.lawPage(view.SecRules), Title: ruleTitle(h.Title).In(r.Lang), Name: h.Name, Lead: decidesText(h.Basis)}
	v.Crumbs = []view.Link{{Text: lang.Msg("Aturan"), URL: "/aturan"}}
	for i := len(h.Versions) - 1; i >= 0; i-- {
		x := &h.Versions[i]
		shown := versionShown(r.Lang, h.Basis, x.From, x.To, x.Evidence, today)
		shown.Value = ruleValue(r.Lang, x.Value)
		if shown.Current {
			v.Value = shown.Value
			v.Doubts = doubts(r.Lang, []law.Cite{{Confidence: x.Confidence, VerifiedThrough: x.VerifiedThrough}}, decisive(h.Basis, today))
		}
		v.Versions = append(v.Versions, shown)
	}
	if h.Next != nil {
		c := ruleChange(r.Lang, l, &law.Change{On: h.Next.On, Kind: law.Expected, Name: h.Name, Title: h.Title, Article: h.Next.Article, Note: h.Next.Note}, today)
		c.URL = ""
		v.Next = &c
	}
	v.Chart = ruleChart(r.Lang, &v, &h, today)
	v.Question = `{"ask": "parameter", "name": ` + strconv.Quote(h.Name) + `, "date": "` + today.String() + `"}`
	return r.show(v)
}

func decidesText(b pack.Basis) lang.Text {
	switch b {
	case pack.PaymentDate:
		return lang.Msg("Yang menentukan: tanggal pembayaran.")
	case pack.EventDate:
		return lang.Msg("Yang menentukan: tanggal kejadian.")
	case pack.ContributionMonth:
	}
	return lang.Msg("Yang menentukan: bulan iuran.")
}

func versionShown(l lang.Lang, b pack.Basis, from, to period.Date, e pack.Evidence, today period.Date) view.RuleVersion {
	return view.RuleVersion{
		From: sinceText(l, b, from), To: untilText(l, b, to), Current: from <= today && (to == 0 || today <= to), Article: e.Article, Source: e.Source,
		Mark: evidenceTag(e, decisive(b, lastOf(to, today))), Checked: e.VerifiedThrough, Note: noteText(l, e.Note),
	}
}

// lastOf is the last day on which a version matters today.
func lastOf(to, today period.Date) period.Date {
	if to == 0 || to > today {
		return today
	}
	return to
}
