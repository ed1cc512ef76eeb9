package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/trust/access"
)

// funnel is the five bars, with the loss before each, its reason and its one action.
func (r *Request) funnel(o *coverage.Overview) []view.FunnelStep {
	steps := o.Total.Funnel()
	n := func(i int) string { return text.Number(r.Lang, i) }
	l := &o.Loss
	out := []view.FunnelStep{
		{Title: lang.Msg("Ada di roster"), Line: lang.Msg("instansi yang menjawab"), Name: "workers"},
		{Title: lang.Msg("Dianggarkan"), Line: lang.Msg("ada baris anggaran bulan ini"), Name: "budgeted", Action: r.peopleLink(o, coverage.NotBudgeted, lang.Msg("Lihat anggaran"), "/anggaran")},
		{Title: lang.Msg("Terdaftar"), Line: lang.Msg("padan dan aktif di daftar BPJS"), Name: "registered", Action: r.peopleLink(o, coverage.NotListed, lang.Msg("Lihat orangnya"), "")},
		{Title: lang.Msg("Dibayar"), Line: lang.Msg("iuran bulan ini diterima"), Name: "paid", Action: r.peopleLink(o, coverage.NotPaid, lang.Msg("Lihat pembayaran"), "/bayar")},
		{Title: lang.Msg("Tepat"), Line: lang.Msg("upah dan program sesuai aturan"), Name: "right", Action: r.peopleLink(o, coverage.NotRight, lang.Msg("Lihat orangnya"), "")},
	}
	out[1].LossText = lang.Msg("belum dianggarkan.")
	if o.NoBudget.Units > 0 {
		out[1].LossText = lang.Msg("belum dianggarkan; %s instansi (%s orang) tanpa anggaran sama sekali.", n(o.NoBudget.Units), n(o.NoBudget.People))
	}
	out[2].LossText = reasons(lang.Msg("dianggarkan, belum terdaftar"), []reason{
		{l.Absent, lang.Msg("%s tidak ada di daftar BPJS", n(l.Absent))},
		{l.Inactive, lang.Msg("%s ada tetapi tidak aktif", n(l.Inactive))},
		{l.Short, lang.Msg("%s programnya kurang", n(l.Short))},
		{l.Undecided, lang.Msg("%s menunggu keputusan padanan", n(l.Undecided))},
	})
	out[3].LossText = reasons(lang.Msg("terdaftar, belum dibayar"), []reason{
		{l.Unpaid, lang.Msg("%s tanpa pembayaran", n(l.Unpaid))}, {l.ShortPaid, lang.Msg("%s karena setoran kurang", n(l.ShortPaid))},
	})
	out[4].LossText = reasons(lang.Msg("dibayar, belum tepat"), []reason{
		{l.Wrong, lang.Msg("%s iurannya kurang dari ketentuan", n(l.Wrong))}, {l.NoWage, lang.Msg("%s upahnya belum diketahui", n(l.NoWage))},
	})
	for i, s := range steps {
		out[i].Count = s.People
		if i > 0 {
			out[i].Loss = steps[i-1].People - s.People
		}
	}
	return out
}

type reason struct {
	people int
	say    lang.Text
}

// reasons joins what holds people back, the most people first.
func reasons(what lang.Text, list []reason) lang.Text {
	list = slices.DeleteFunc(list, func(x reason) bool { return x.people == 0 })
	slices.SortStableFunc(list, func(a, b reason) int { return b.people - a.people })
	args := []any{what}
	for _, x := range list {
		args = append(args, x.say)
	}
	if len(list) == 0 {
		return lang.Msg("%v.", what)
	}
	return lang.Msg("%v: "+strings.TrimSuffix(strings.Repeat("%v, ", len(list)), ", ")+".", args...)
}

// peopleLink leads to the people who lack something, or, for who sees no names, to the money.
func (r *Request) peopleLink(o *coverage.Overview, lack coverage.Lack, otherwise lang.Text, url string) *view.Link {
	if r.Actor.May(access.SeePeople) {
		q := monthRegion(o.Question)
		q.Set("fakta", string(lack))
		return &view.Link{Text: lang.Msg("Lihat orangnya"), URL: "/pekerja?" + q.Encode()}
	}
	if url == "" {
		return nil
	}
	return &view.Link{Text: otherwise, URL: url}
}

// boardActions lists what to do first, by how many people it concerns.
func (r *Request) boardActions(o *coverage.Overview) []view.Action {
	n := func(i int) string { return text.Number(r.Lang, i) }
	q := monthRegion(o.Question)
	var out []view.Action
	add := func(people int, a view.Action) {
		if a.People = people; people > 0 {
			out = append(out, a)
		}
	}
	people := func(lack coverage.Lack) string {
		p := url.Values{"bulan": q["bulan"], "fakta": {string(lack)}}
		if o.Question.Region != "" {
			p.Set("wilayah", o.Question.Region)
		}
		return "/pekerja?" + p.Encode()
	}
	sees := r.Actor.May(access.SeePeople)
	if silent := o.Total.Units - o.Total.Answered; silent > 0 {
		a := view.Action{Text: lang.Msg("%s instansi belum mengirim roster", n(silent)), Line: lang.Msg("jumlah orang menurut jawaban terakhir"), Tone: view.Warn}
		if r.Actor.May(access.SendLetters) {
			a.URL, a.Button = "/belum-menjawab?"+q.Encode(), lang.Msg("Ingatkan")
		}
		add(max(o.Total.SilentHeads, 1), a)
		if o.Total.SilentHeads == 0 {
			out[len(out)-1].People = 0
		}
	}
	unpaid := view.Action{Text: lang.Msg("%s instansi belum membayar penuh iuran bulan ini", n(o.Unpaid.Units)), Line: lang.Msg("terdaftar, tetapi santunannya dapat tertunda"), Tone: view.Bad, Button: lang.Msg("Buka"), URL: "/bayar?" + q.Encode()}
	if sees {
		unpaid.URL = people(coverage.NotPaid)
	}
	add(o.Unpaid.People, unpaid)
	absent := view.Action{Text: lang.Msg("Daftarkan yang belum ada atau tidak aktif di daftar BPJS"), Line: lang.Msg("tidak termasuk yang padanannya masih ditinjau"), Tone: view.Bad}
	if sees {
		absent.URL, absent.Button = people(coverage.NotListed), lang.Msg("Buka")
	}
	add(o.Loss.AnyAbsent, absent)
	noBudget := view.Action{Text: lang.Msg("Anggarkan iuran yang belum punya baris anggaran"), Line: lang.Msg("%s instansi sama sekali tanpa anggaran", n(o.NoBudget.Units)), Tone: view.Warn, Button: lang.Msg("Buka"), URL: "/anggaran"}
	add(o.Loss.NoBudget, noBudget)
	if o.Total.Undecided > 0 && r.Actor.May(access.DecideMatch) {
		add(o.Total.Undecided, view.Action{Text: lang.Msg("Putuskan padanan yang masih ditinjau"), Line: lang.Msg("orangnya belum dihitung terlindungi maupun tertinggal"), Tone: view.Info, Button: lang.Msg("Putuskan"), URL: "/padan"})
	}
	slices.SortStableFunc(out, func(a, b view.Action) int { return b.People - a.People })
	return out
}
