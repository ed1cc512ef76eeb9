package law

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/period"
)

// ChangeKind says how a change is known.
type ChangeKind string

// The kinds: a value that is already known begins; something ends and nothing is known to follow; the law foresees a new
// value that nobody has put in yet.
const (
	Begins   ChangeKind = "begins"
	Ends     ChangeKind = "ends"
	Expected ChangeKind = "expected"
)

// Change is a day on which the law changes.
type Change struct {
	On      period.Date // the first day of the new state
	Kind    ChangeKind
	Name    string
	Title   string // Indonesian
	Article string
	Note    string
}

// Days returns how many days are left from a day until the change; negative where it is overdue.
func (c Change) Days(today period.Date) int { return int(c.On - today) }

// Changes lists what changes after a day, soonest first. An expected change whose day has passed without a new value stays
// in the list: it is overdue.
func (l *Law) Changes(after period.Date) []Change {
	var out []Change
	add := func(c Change) {
		if c.On > after || c.Kind == Expected {
			out = append(out, c)
		}
	}
	for _, h := range l.Histories() {
		last := len(h.Versions) - 1
		for i, v := range h.Versions {
			if i > 0 {
				add(Change{v.From, Begins, h.Name, h.Title, v.Article, v.Text})
			}
			if v.To != 0 && (i == last || h.Versions[i+1].From != v.To+1) {
				add(Change{v.To + 1, Ends, h.Name, h.Title, v.Article, v.Note})
			}
		}
		if h.Next != nil {
			add(Change{h.Next.On, Expected, h.Name, h.Title, h.Next.Article, h.Next.Note})
		}
	}
	for _, x := range l.Reliefs() {
		add(Change{x.From, Begins, x.Name, "Keringanan " + x.Article, x.Article, x.Note})
		add(Change{x.To + 1, Ends, x.Name, "Keringanan " + x.Article, x.Article, x.Note})
	}
	l.wageEnds(after, add)
	if years := l.HolidayYears(); len(years) > 0 {
		next := years[len(years)-1] + 1
		add(Change{period.DateOf(next, 1, 1), Ends, "holidays", "Hari libur " + strconv.Itoa(next) + " belum ada", "SKB 3 Menteri", ""})
	}
	slices.SortStableFunc(out, func(a, b Change) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Name, b.Name)) })
	return out
}

// wageEnds adds one change for each decree whose minimum wages end.
func (l *Law) wageEnds(on period.Date, add func(Change)) {
	type decree struct {
		article string
		to      period.Date
	}
	seen := map[decree]bool{}
	for _, w := range l.MinimumWages(on) {
		d := decree{w.Article, w.To}
		if w.To == 0 || seen[d] {
			continue
		}
		seen[d] = true
		if l.wage(w.Region, w.To+1) == nil {
			add(Change{w.To + 1, Ends, "minimum_wage." + w.Region, "Upah minimum: " + w.Article, w.Article, w.Note})
		}
	}
}

// Doubt is a value that may not be relied upon without a word: nobody checked it for the day, or its ground is weak.
type Doubt struct {
	Name            string
	Article         string
	Confidence      pack.Confidence
	VerifiedThrough period.Date
	Expired         bool // nobody has checked it for this month: somebody must confirm before it is relied upon
	Overdue         bool // the law foresaw a new value by this month, and there is none
}

// Verification says how far the law of a month has been checked.
type Verification struct {
	Month   period.Month
	Through period.Date // last day for which every value was checked
	Doubts  []Doubt
}

// Expired tells whether the month lies beyond what somebody checked: it must not be closed before somebody confirms.
func (v Verification) Expired() bool {
	return slices.ContainsFunc(v.Doubts, func(d Doubt) bool { return d.Expired || d.Overdue })
}

// VerifiedThrough says how far the rules of a month's contributions of wage receivers have been checked: rates of all
// classes and programmes, ceiling, reliefs, rounding and due date.
func (l *Law) VerifiedThrough(month period.Month) (Verification, error) {
	r, err := l.For(month)
	if err != nil {
		return Verification{}, err
	}
	out := Verification{Month: month, Through: period.DateOf(9999, 12, 31)}
	day := month.First()
	for _, name := range puParameters {
		if h, ok := l.History(name); ok {
			if v := l.value(name, day); v != nil {
				out.add(name, v.Evidence, day, h.Next != nil && h.Next.On <= day)
			}
		}
	}
	for _, x := range r.pu.reliefs {
		out.add(x.Name, x.Evidence, day, false)
	}
	return out, nil
}

// puParameters are all that the bill of a wage receiver rests on.
var puParameters = []string{
	"pu.jkk.rate.class1", "pu.jkk.rate.class2", "pu.jkk.rate.class3", "pu.jkk.rate.class4", "pu.jkk.rate.class5",
	"pu.jkm.rate", "pu.jht.rate.employer", "pu.jht.rate.worker", "pu.jp.rate.employer", "pu.jp.rate.worker",
	"jp.wage_ceiling", "pu.mandatory.government", "pu.mandatory.private", "pu.daily_wage.multiple", roundingParameter, "due.pu.day",
}

func (v *Verification) add(name string, e pack.Evidence, day period.Date, overdue bool) {
	v.Through = min(v.Through, e.VerifiedThrough)
	expired := day > e.VerifiedThrough
	if expired || overdue || e.Confidence != pack.High {
		v.Doubts = append(v.Doubts, Doubt{name, e.Article, e.Confidence, e.VerifiedThrough, expired, overdue})
	}
}
