package web

import (
	"net/url"
	"slices"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

func boardQuery(q coverage.Question) url.Values {
	v := url.Values{"bulan": {q.Month.String()}, "menurut": {string(q.By)}}
	if q.Region != "" {
		v.Set("wilayah", q.Region)
	}
	return v
}

// boardView puts an overview on the page; it reads nothing, so a stored one shows the same years later.
func (s *Server) boardView(r *Request, o *coverage.Overview) view.Scoreboard {
	q := o.Question
	v := view.Scoreboard{
		Page: r.page(view.SecScoreboard), Name: o.Name, Month: q.Month, Region: q.Region, By: string(q.By), Total: counts(&o.Total), PaidSum: o.Paid,
		Yearly: yearly(o), GapPeople: o.GapPeople, SilentN: o.Total.Units - o.Total.Answered, Funnel: r.funnel(o), Actions: r.boardActions(o), Declared: r.declaredRows(o.Declared),
	}
	if v.Name == "" {
		v.Name = lang.T(r.Lang, "semua wilayah kerja Anda")
	}
	v.Page.Basis = r.basis(q.Month, o.AsOf, o.ListAsOf)
	v.Page.Crumbs = r.boardCrumbs(q)
	if o.EarlierTotal != nil {
		c := counts(o.EarlierTotal)
		v.Before = &c
	}
	for i := range o.Rows {
		v.Rows = append(v.Rows, r.league(o, &o.Rows[i]))
	}
	for _, p := range sinceFirst(o.Trend) {
		v.Trend = append(v.Trend, view.TrendPoint{Month: p.Month, Share: view.Ratio{Part: p.Protected, Whole: p.Workers}, Known: p.Workers > 0})
	}
	if missing := o.Total.Missing(); missing > 0 {
		v.GapMore = max(len(o.Gap)-gapRows, 0)
		for _, g := range o.Gap[:len(o.Gap)-v.GapMore] {
			v.Gap = append(v.Gap, view.GapUnit{Name: g.Row.Name, URL: unitURL(g.Row.Government, g.Row.Unit), Missing: g.Missing, Cumulative: view.Ratio{Part: g.Cumulative, Whole: missing}, Why: gapWhy(r.Lang, &g.Row)})
		}
	}
	for _, risk := range o.Risk {
		v.Risk = append(v.Risk, view.RiskJob{Job: lang.T(r.Lang, risk.Job), Missing: risk.Missing, Workers: risk.Workers})
	}
	if r.Actor.May(access.SendLetters) {
		v.Silent = "/belum-menjawab?" + monthRegion(q).Encode()
	}
	v.WhatsApp = "https://wa.me/?text=" + queryEscape(r.boardSentence(o))
	return v
}

func monthRegion(q coverage.Question) url.Values {
	v := url.Values{"bulan": {q.Month.String()}}
	if q.Region != "" {
		v.Set("wilayah", q.Region)
	}
	return v
}

// counts turns a row into what the page shows; groups of people without a unit of their own always have an answer.
func counts(x *coverage.Row) view.Counts {
	c := view.Counts{
		Units: x.Units, Answered: x.Answered, Workers: x.Workers, Budgeted: x.Budgeted, Registered: x.Registered, Paid: x.Paid, Right: x.Right,
		Protected: x.Protected, ProtectedRight: x.ProtectedRight, Undecided: x.Undecided, Liability: x.Liability,
	}
	if best, worst, ok := x.Bounds(); ok {
		c.Best, c.Worst = view.Ratio(best), view.Ratio(worst)
	}
	return c
}

func (r *Request) league(o *coverage.Overview, row *coverage.Row) view.League {
	q := o.Question
	l := view.League{Key: row.Key, Name: row.Name, Counts: counts(row)}
	down := monthRegion(q)
	switch q.By {
	case coverage.ByUnit:
		l.URL = unitURL(row.Government, row.Unit) + "?bulan=" + q.Month.String()
	case coverage.ByRegion:
		l.Name = regionName(row.Key)
		down.Set("wilayah", row.Key)
		l.URL = "/papan?" + down.Encode()
	case coverage.ByCategory:
		l.Name = categoryText(row.Key).In(r.Lang)
		if r.Actor.May(access.SeePeople) {
			down.Set("kategori", row.Key)
			l.URL = "/pekerja?" + down.Encode()
		}
	case coverage.BySegment:
		l.Name = segmentText(row.Key).In(r.Lang)
	}
	if row.Units == 0 {
		l.Counts.Answered = 1
	}
	if was, ok := o.EarlierOf(row.Key); ok && was.Workers > 0 && row.Workers > 0 {
		l.Change, l.HasChange = tenths(row.Protected, row.Workers)-tenths(was.Protected, was.Workers), true
	}
	return l
}

// tenths is a share in tenths of a percentage point, rounded half-up.
func tenths(part, whole int) int { return (2000*part + whole) / (2 * whole) }

// cutLeague keeps the first lines as they are ranked: the best, and with them the worst of those that answered.
func cutLeague(rows []view.League, n int) []view.League {
	ranked := slices.Clone(rows)
	slices.SortStableFunc(ranked, func(a, b view.League) int {
		x, y := a.Counts, b.Counts
		switch {
		case (x.Answered == 0) != (y.Answered == 0):
			return boolFirst(y.Answered == 0)
		case (x.Workers == 0) != (y.Workers == 0):
			return boolFirst(y.Workers == 0)
		}
		l, m := int64(x.Protected)*int64(y.Workers), int64(y.Protected)*int64(x.Workers)
		return int(max(min(m-l, 1), -1))
	})
	return ranked[:min(n, len(ranked))]
}

func boolFirst(first bool) int {
	if first {
		return -1
	}
	return 1
}

// gapWhy says what most of a unit's missing people lack.
func gapWhy(l lang.Lang, row *coverage.Row) lang.Text {
	switch n := row.Missing(); {
	case row.Registered == 0 && row.Undecided == 0:
		return lang.Msg("tak seorang pun ada di daftar BPJS")
	case row.Paid == 0:
		return lang.Msg("belum ada pembayaran untuk bulan ini")
	case row.Registered-row.Protected >= n-n/2:
		return lang.Msg("%s orang terdaftar, belum dibayar", text.Number(l, row.Registered-row.Protected))
	default:
		return lang.Msg("%s orang belum terdaftar", text.Number(l, row.Workers-row.Registered))
	}
}

// boardCrumbs leads up from a region to what the reader reaches.
func (r *Request) boardCrumbs(q coverage.Question) []view.Link {
	if q.Region == "" {
		return nil
	}
	out := []view.Link{{Text: lang.Msg("Semua wilayah kerja"), URL: "/papan?bulan=" + q.Month.String()}}
	for _, n := range []int{2, 5, 8} {
		if len(q.Region) <= n {
			break
		}
		code := q.Region[:n]
		if t := (access.Target{GovernmentCode: code}); n == 2 && !r.Scope.Holds(t) {
			continue // nothing more to see there
		}
		out = append(out, view.Link{Text: literal(regionName(code)), URL: "/papan?" + url.Values{"bulan": {q.Month.String()}, "wilayah": {code}}.Encode()})
	}
	return out
}

// boardSentence is what is shared: a figure with place, month and date; no name of a person.
func (r *Request) boardSentence(o *coverage.Overview) string {
	link := "https://" + r.Host + "/papan?" + boardQuery(o.Question).Encode()
	return lang.T(r.Lang, "%s, %s: %s dari %s pekerja bukan ASN terlindungi Jamsostek (%s); %s belum. Bukti sampai %s. %s", o.Name, monthText(r.Lang, o.Question.Month),
		text.Number(r.Lang, o.Total.Protected), text.Number(r.Lang, o.Total.Workers), text.Percent(r.Lang, o.Total.Protected, o.Total.Workers), text.Number(r.Lang, o.Total.Missing()),
		dateText(r.Lang, period.DateIn(o.AsOf, jakarta)), link)
}

// fewestMonths is how many months a trend shows at least, so that its line keeps its slope from page to page.
const fewestMonths = 6

// sinceFirst leaves out the months before anybody answered.
func sinceFirst(points []coverage.TrendPoint) []coverage.TrendPoint {
	for len(points) > fewestMonths && points[0].Workers == 0 {
		points = points[1:]
	}
	return points
}
