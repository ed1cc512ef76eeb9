package sample

import (
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// unit is an employer of the synthetic government.
type unit struct {
	code, name, kind, region string
	parent                   *unit
	npp, division            string
	business                 string
	class                    int // 0: not known
	classGiven               bool
	program                  string // override as written, or ""
	programmes               programme
	basis                    string // riil, umk, ump
	minimum                  money.Milli
	gov                      *government

	layout *layout
	file   string // units with the same value share a roster file
	heads  int    // people wanted
	jobs   []job
	ways   ways
	people []*worker
	// declared is the total that a silent unit reported, 0 for none
	declared int
}

// government is a regency, a city, or the province itself.
type government struct {
	code, name string
	umk        money.Milli
	ump        money.Milli
	units      []*unit
	npps       int
}

// ways is how a unit behaves: what it answers, budgets and pays.
type ways struct {
	silentFrom int // month index from which it no longer answers; -1 always answers
	silentTo   int // exclusive
	nihil      bool
	clean      bool // no planted errors
	registered int  // percent of its people on the list
	budget     budgetWay
	pay        payWay
	lowPay     int // percent of people paid on a lower wage
}

type budgetWay int

const (
	budgetNone budgetWay = iota
	budgetHeads
	budgetFewHeads
	budgetCeiling
	budgetLowCeiling
	budgetSplit   // JKK and JKM on lines of their own, one of them shorter
	budgetJKKOnly // the line for JKM was forgotten
	budgetRunsOut // ends in September
	budgetGroups  // a village: by category
)

type payWay int

const (
	payNone payWay = iota
	payPerson
	payTotal
	payShort
)

// job is a post with its category and usual monthly pay.
type job struct {
	title, category string
	low, high       int // rupiah; a step of 25,000 between
	weight          int
}

// silent tells whether no roster of the month exists.
func (u *unit) silent(month int) bool {
	return u.ways.silentFrom >= 0 && month >= u.ways.silentFrom && month < u.ways.silentTo
}

func (u *unit) government() bool {
	switch u.kind {
	case "opd", "uptd", "sekolah", "puskesmas", "desa", "kelurahan":
		return true
	}
	return false
}

// worker is one person's post in one unit.
type worker struct {
	person     *person
	unit       *unit
	job        *job
	start, end period.Date
	// months of the sample (index) in whose rosters the person stands, both inclusive
	first, last int
	wage        money.Milli
	raiseFrom   int // month index from which raised is paid
	raised      money.Milli
	flaw        flaw
	flawTo      int // month index from which the flaw is repaired
	titleBefore string
	titleAfter  string
	variant     int // of the flaw, or of how the wage is written
	entry       *entry
	pair        *worker // the post that is given this person's double
	apart       bool    // has a double, so must not be on the list
}

// pay returns the agreed wage of a month.
func (w *worker) pay(month int) money.Milli {
	if w.raised > 0 && month >= w.raiseFrom {
		return w.raised
	}
	return w.wage
}

// flawIn returns the flaw that the row of a month has.
func (w *worker) flawIn(month int) flaw {
	if month >= w.flawTo {
		return none
	}
	return w.flaw
}

// employedIn tells whether the row's dates cover a day of the month.
func (w *worker) employedIn(m period.Month) bool {
	return w.start <= m.Last() && (w.end == 0 || w.end >= m.First())
}
