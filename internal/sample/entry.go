package sample

import (
	"fmt"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// entry is one line of the insurer's lists, the same in each but for its state.
type entry struct {
	nik        uint64
	person     *person
	npp        string
	kpj        string
	programmes programme
	wage       money.Milli
	firstList  int // index of the first list it stands on
	stopped    int // index of the first list that says nonaktif; -1 never
	lastMonth  period.Month
	tied       bool
	post       bool  // a worker's entry, not another person's
	line       []int // by list, the line in the file, 0 where it is not on it; only for a worker's entry
}

// on returns what list k says; ok is false where the entry is not on it.
func (e *entry) on(k int, months []period.Month) (entryState, bool) {
	if k < e.firstList {
		return entryState{}, false
	}
	s := entryState{active: true, lastMonth: months[k], programmes: e.programmes}
	if e.stopped >= 0 && k >= e.stopped {
		s.active, s.lastMonth = false, e.lastMonth
	}
	return s, true
}

// enrol puts workers on the insurer's list: clean, tied, or not at all.
func (w *world) enrol() {
	d := newDice(w.seed, "list")
	for _, u := range w.units {
		for _, p := range u.people {
			if p.flaw.offList() || p.apart || !d.percent(u.ways.registered) {
				continue
			}
			w.enrolOne(d, p)
		}
	}
	rest := w.others
	if rest < 0 {
		rest = 1_000_000 - len(w.entries)
	}
	for i := range rest {
		g := pick(d, w.govs)
		person := w.register.add(wish{region: g.code})
		e := &entry{nik: person.nik, person: person, npp: fmt.Sprintf("%s9%03d", (g.prefix() + "00")[:4], i/17%1000), programmes: four, stopped: -1}
		e.wage = money.Milli(d.between(90, 240)*25_000) * 1000
		if d.percent(24) {
			e.stopped, e.lastMonth = 0, w.months[0].Add(-d.between(1, 30))
		}
		w.entries = append(w.entries, e)
	}
	if w.size != Provinsi { // a province's list comes without card numbers
		for i, e := range w.entries {
			e.kpj = fmt.Sprintf("99%09d", (i+1)*37%1_000_000_000)
		}
	}
}

func (w *world) enrolOne(d dice, p *worker) {
	months := len(w.months)
	e := &entry{nik: p.person.nik, person: p.person, npp: p.unit.npp, programmes: p.unit.programmes, wage: p.wage, stopped: -1, post: true}
	p.entry = e
	switch n := d.IntN(1000); {
	case p.unit.class == 0: // nothing but the class may be unclear there
	case n < 12 && p.flaw == none && p.titleBefore == "":
		a, b := w.register.near15(p.person)
		e.nik, e.tied = a, true
		other := *e
		other.nik = b
		w.entries = append(w.entries, e, &other)
		return
	case n < 45:
		e.stopped, e.lastMonth = 0, w.months[0].Add(-d.between(1, 14))
	case n < 60 && months > 1:
		e.stopped = d.between(1, months-1)
		e.lastMonth = w.months[e.stopped].Add(-d.IntN(2))
	case n < 120 && months > 1:
		e.firstList = d.between(1, months-1)
	case n < 150 && p.unit.programmes == four:
		e.programmes = two
	case n < 190:
		e.programmes = 0
	}
	if p.first > e.firstList {
		e.firstList = p.first
	}
	w.entries = append(w.entries, e)
}

// registered tells what the list of a month says of a worker.
func (p *worker) registered(month int, months []period.Month) (registered, tied bool) {
	if p.entry == nil {
		return false, false
	}
	state, on := p.entry.on(month, months)
	if !on {
		return false, false
	}
	if p.entry.tied {
		return false, true
	}
	return state.counts(months[month], p.unit.programmes), false
}
