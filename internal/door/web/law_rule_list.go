package web

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/format/svg"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/period"
)

// ruleChart draws a parameter over time, where it is a number that has changed.
func ruleChart(l lang.Lang, v *view.Rule, h *law.History, today period.Date) *svg.Step {
	if len(h.Versions) < 2 || h.Unit == pack.UnitProgrammes || h.Versions[0].Text == "half_up" {
		return nil
	}
	from, through := h.Versions[0].From, max(today, h.Versions[len(h.Versions)-1].From+180)
	out := &svg.Step{From: int(from), Through: int(through), Figure: "law"}
	for i := range h.Versions {
		x := &h.Versions[i]
		end := through
		if x.To != 0 {
			end = min(x.To+1, through)
		}
		n := int64(x.Amount)
		switch h.Unit {
		case pack.UnitRupiah:
		case pack.UnitRate:
			n = int64(x.Rate)
		default:
			n = int64(x.Count)
		}
		out.Spans = append(out.Spans, svg.Span{From: int(x.From), To: int(end), Value: n, Text: ruleValue(l, x.Value), Doubtful: x.Confidence != pack.High})
	}
	for year := from.Year(); year <= through.Year(); year++ {
		if day := max(period.DateOf(year, time.January, 1), from); day <= through {
			out.Ticks = append(out.Ticks, svg.Tick{At: int(day), Text: strconv.Itoa(year)})
		}
	}
	first, last := v.Versions[len(v.Versions)-1], v.Versions[0]
	out.Title = lang.T(l, "%s: %s sejak %s, terakhir %s sejak %s", v.Title, first.Value, first.From, last.Value, last.From)
	return out
}

// ruleTable shows a table, version by version.
func (s *Server) ruleTable(r *Request) error {
	name := r.PathValue("nama")
	list := law.Shipped().Tables()
	i := slices.IndexFunc(list, func(t law.TableHistory) bool { return t.Name == name })
	if i < 0 {
		return fault.New(fault.NotFound, "Aturan ini tidak ada. Pilih dari daftar aturan.")
	}
	h := &list[i]
	v := view.RuleTable{Page: r.lawPage(view.SecRules), Title: ruleTitle(h.Title).In(r.Lang), Name: h.Name}
	v.Crumbs = []view.Link{{Text: lang.Msg("Aturan"), URL: "/aturan"}}
	for _, c := range h.Columns {
		v.Columns = append(v.Columns, columnTitle(c.Name).In(r.Lang))
	}
	for i := len(h.Versions) - 1; i >= 0; i-- {
		x := &h.Versions[i]
		shown := view.RuleTableVersion{RuleVersion: versionShown(r.Lang, h.Basis, x.From, x.To, x.Evidence, s.today())}
		for _, row := range x.Rows {
			cells := make([]string, len(row))
			for j, c := range row {
				cells[j] = ruleValue(r.Lang, &pack.Value{Unit: h.Columns[j].Unit, Amount: c.Amount, Rate: c.Rate, Count: c.Count})
			}
			shown.Rows = append(shown.Rows, cells)
		}
		v.Versions = append(v.Versions, shown)
	}
	return r.show(v)
}

// columnTitle names a column of a table.
func columnTitle(name string) lang.Text {
	switch name {
	case "income_from":
		return lang.Msg("Penghasilan mulai")
	case "base":
		return lang.Msg("Dasar upah")
	case "value_from":
		return lang.Msg("Nilai mulai")
	case "jkk":
		return literal("JKK")
	case "jkm":
		return literal("JKM")
	case "months":
		return lang.Msg("Bulan")
	case "term":
		return lang.Msg("Termin")
	case "after_months":
		return lang.Msg("Sesudah bulan ke")
	case "price":
		return lang.Msg("Harga paket")
	case "part", "part_of_wage":
		return lang.Msg("Bagian")
	}
	return literal(strings.ReplaceAll(name, "_", " "))
}

// reliefs lists the temporary reliefs, the newest first.
func (s *Server) reliefs(r *Request) error {
	v := view.Reliefs{Page: r.lawPage(view.SecRules)}
	v.Crumbs = []view.Link{{Text: lang.Msg("Aturan"), URL: "/aturan"}}
	list := law.Shipped().Reliefs()
	for _, x := range slices.Backward(list) {
		v.List = append(v.List, reliefShown(r.Lang, x, s.today()))
	}
	return r.show(v)
}

func reliefShown(l lang.Lang, x *pack.Relief, today period.Date) view.ReliefShown {
	out := view.ReliefShown{RuleVersion: versionShown(l, pack.ContributionMonth, x.From, x.To, x.Evidence, today)}
	out.Title = lang.T(l, "%s: %v, %s sampai %s", x.Article, segmentTitle(x.Segment), out.From, out.To)
	programmes := strings.Join(x.Programmes, ", ")
	out.What = lang.Msg("Iuran %s cukup dibayar %s.", programmes, percentText(l, x.Factor))
	if x.Deferred != 0 {
		out.What = lang.Msg("Iuran %s tetap penuh, tetapi %s boleh dibayar kemudian.", programmes, percentText(l, x.Deferred))
	}
	out.Conditions = reliefConditions(l, x)
	switch {
	case out.Current:
		out.State = view.Tag{Text: lang.Msg("berlaku"), Tone: view.Good}
	case x.From > today:
		out.State = view.Tag{Text: lang.Msg("akan berlaku"), Tone: view.Info}
	default:
		out.State = view.Tag{Text: lang.Msg("sudah berakhir"), Tone: view.None}
	}
	return out
}

func reliefConditions(l lang.Lang, x *pack.Relief) (out []lang.Text) {
	if x.LabourIntensive {
		out = append(out, lang.Msg("Hanya industri padat karya."))
	}
	if x.MinEmployees > 0 {
		out = append(out, lang.Msg("Sedikitnya %d pekerja.", x.MinEmployees))
	}
	if x.PaidThrough != 0 {
		out = append(out, lang.Msg("Iuran lunas sampai %s.", monthText(l, x.PaidThrough)))
	}
	switch x.Sector {
	case "transport":
		out = append(out, lang.Msg("Hanya pekerjaan angkutan."))
	case "other":
		out = append(out, lang.Msg("Hanya pekerjaan selain angkutan."))
	}
	if x.RunningProject {
		out = append(out, lang.Msg("Untuk proyek yang sudah berjalan; proyek baru membayar bagian pertama penuh."))
	}
	if len(x.Payers) > 0 {
		out = append(out, lang.Msg("Berlaku bila dibayar oleh: %s.", payersText(l, x.Payers)))
	}
	if len(x.Excluded) > 0 {
		out = append(out, lang.Msg("Tidak berlaku bila dibayar oleh: %s.", payersText(l, x.Excluded)))
	}
	if x.Penalty != nil {
		out = append(out, lang.Msg("Denda keterlambatan selama masa ini %s sebulan.", percentText(l, *x.Penalty)))
	}
	return out
}

// payersText lists payers with a mark at those of whom the rule is not sure.
func payersText(l lang.Lang, payers map[string]pack.Confidence) string {
	titles := map[string]lang.Text{
		"self": lang.Msg("peserta sendiri"), "sponsor": lang.Msg("bapak asuh"), "csr": lang.Msg("perusahaan (CSR)"), "apbd": literal("APBD"), "apbn": literal("APBN"), "apbdes": literal("APBDes"),
		"private": lang.Msg("pemberi kerja swasta"), "government": lang.Msg("pemberi kerja pemerintah"),
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(payers)) {
		t, ok := titles[name]
		if !ok {
			t = literal(name)
		}
		said := t.In(l)
		if c := payers[name]; c != pack.High {
			said = lang.T(l, "%s (belum pasti, %s)", said, string(c))
		}
		out = append(out, said)
	}
	return strings.Join(out, "; ")
}

func segmentTitle(segment string) lang.Text {
	switch segment {
	case "BPU":
		return lang.Msg("pekerja mandiri")
	case "JAKON":
		return lang.Msg("proyek konstruksi")
	case "PMI":
		return lang.Msg("pekerja migran")
	}
	return lang.Msg("pekerja bergaji")
}

// holidays shows the days off of a year with their sources.
func (s *Server) holidays(r *Request) error {
	l := law.Shipped()
	year := s.today().Year()
	if asked := r.FormValue("tahun"); asked != "" {
		n, err := strconv.Atoi(asked)
		if err != nil || n < 2015 || n > 2100 {
			return fault.New(fault.Usage, "Tahun %q tidak terbaca. Tulis seperti 2026.", asked)
		}
		year = n
	}
	v := view.Holidays{Page: r.lawPage(view.SecRules), Year: year, Known: l.KnowsHolidays(year)}
	v.Crumbs = []view.Link{{Text: lang.Msg("Aturan"), URL: "/aturan"}}
	years := l.HolidayYears()
	if len(years) > 0 {
		years = append(years, years[len(years)-1]+1)
	}
	for _, y := range slices.Backward(years) {
		v.Years = append(v.Years, view.Option{Text: strconv.Itoa(y), URL: "/aturan/hari-libur?tahun=" + strconv.Itoa(y), Current: y == year})
	}
	for _, h := range l.HolidayLists(year) {
		g := view.HolidayGroup{Title: lang.Msg("Libur nasional"), RuleVersion: view.RuleVersion{
			Article: h.Article, Source: h.Source, Checked: h.VerifiedThrough, Note: noteText(r.Lang, h.Note), Mark: markTag(law.Cite{Confidence: h.Confidence, Verified: true}),
		}}
		if h.Days[0].Joint {
			g.Title = lang.Msg("Cuti bersama")
		}
		for _, d := range h.Days {
			g.Days = append(g.Days, view.HolidayShown{Day: strings.TrimSuffix(text.LongDate(r.Lang, d.Day), " "+strconv.Itoa(year)), Name: d.Name, Weekend: d.Day.Weekend()})
		}
		v.Groups = append(v.Groups, g)
	}
	return r.show(v)
}

// minimumWages shows the minimum wages of a province: what is known, and of which regency nothing is.
func (s *Server) minimumWages(r *Request) error {
	l, today, table := law.Shipped(), s.today(), region.Standard()
	province := r.FormValue("provinsi")
	if _, ok := table.Find(province); !ok || len(province) != 2 {
		province = s.ownProvince(r)
	}
	v := view.Wages{Page: r.lawPage(view.SecRules)}
	v.Crumbs = []view.Link{{Text: lang.Msg("Aturan"), URL: "/aturan"}}
	v.Lead = lang.Msg("Upah minimum menjadi dasar iuran bila dasar upah instansi UMK atau UMP. Berlaku pada %s.", text.Date(r.Lang, today))
	for _, p := range table.Children("") {
		v.Provinces = append(v.Provinces, view.Option{Value: p.Code, Text: p.Name, Current: p.Code == province})
	}
	for _, code := range append([]string{province}, codesBelow(table, province)...) {
		x, err := l.MinimumWage(code, today)
		if err != nil {
			v.Unknown = append(v.Unknown, table.Name(code)+" ("+code+")")
			continue
		}
		row := view.WageRow{Name: table.Name(code), Code: code, Kind: x.Kind, Value: milliText(r.Lang, x.Value), Article: x.Article, Source: x.Source, Mark: markTag(x.Cite)}
		if x.Kind == "UMP" && len(code) > 2 {
			row.Kind = lang.T(r.Lang, "UMP berlaku, tidak ada UMK")
		}
		v.Rows = append(v.Rows, row)
	}
	return r.show(v)
}

func codesBelow(t *region.Table, province string) []string {
	var out []string
	for _, x := range t.Children(province) {
		out = append(out, x.Code)
	}
	return out
}

// ownProvince is the reader's, or that of the capital.
func (s *Server) ownProvince(r *Request) string {
	if r.Session != nil {
		for _, g := range r.Session.Account.Grants {
			if code := g.GovernmentCode + g.Region; g.ID == r.Actor.Grant && len(code) >= 2 {
				return code[:2]
			}
		}
	}
	return "31"
}
