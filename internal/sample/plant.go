package sample

import "slices"

// plant chooses the rows that are wrong: every code, in units whose layout can hold it.
func (w *world) plant(d dice) {
	var open []*worker
	for _, u := range w.units {
		if u.ways.clean || u.ways.nihil {
			continue
		}
		for i, p := range u.people {
			if i > 0 && p.end != w.months[max(0, p.last-1)].Last() {
				open = append(open, p)
			}
		}
	}
	d.Shuffle(len(open), func(i, k int) { open[i], open[k] = open[k], open[i] })
	// Where a flaw fits few rows it chooses first.
	order := []flaw{
		birthAmbiguous, categoryUnknown, hiddenRow, dateOrder, wageMissing, wageUnreadable, wageZero, sexMismatch, sexUnreadable,
		nikRounded, nikMissing, nikLength, nikChars, nikTemporary, nikDuplicate, nameMissing, birthUnreadable, dateMismatch, regionUnknown,
		personDuplicate, birthMissing, ageUnder, ageOver, formulaCell,
	}
	for _, f := range order {
		left := w.quota(f)
		for _, p := range open {
			if left == 0 {
				break
			}
			if p.flaw == none && p.pair == nil && !p.apart && w.canHave(p, f) {
				w.give(d, p, f)
				left--
			}
		}
	}
}

// quota is how many rows get a flaw.
func (w *world) quota(f flaw) int {
	n := map[flaw]int{nikLength: 12, nikRounded: 14, nikMissing: 9, nikDuplicate: 9, dateMismatch: 14, regionUnknown: 8, hiddenRow: 8, ageOver: 9}[f]
	if n == 0 {
		n = 6
	}
	switch w.size {
	case Desa:
		return 1
	case Provinsi:
		if f == birthAmbiguous { // one layout only
			return n * 10
		}
		return n * 60
	default:
	}
	return n
}

func (w *world) canHave(p *worker, f flaw) bool {
	u := p.unit
	if !u.layout.takes(f) {
		return false
	}
	switch f {
	case wageMissing, wageUnreadable, wageZero:
		return u.basis != "riil" || !u.ceilingAbove()
	case categoryUnknown:
		// the titles of other posts say their category
		return p.job.category == "honorer" && u.ways.budget != budgetGroups
	case personDuplicate:
		return w.partner(p) != nil
	default:
	}
	return true
}

// ceilingAbove tells whether a line that is counted in rupiah covers the unit.
func (u *unit) ceilingAbove() bool {
	for v := u; v != nil; v = v.parent {
		if v.ways.budget == budgetCeiling || v.ways.budget == budgetLowCeiling {
			return true
		}
	}
	return false
}

// partner finds a plain post before p in the same unit, whose double p can become.
func (w *world) partner(p *worker) *worker {
	i := slices.Index(p.unit.people, p)
	for k := i - 1; k > 0; k-- {
		if q := p.unit.people[k]; q.flaw == none && q.pair == nil && !q.apart && q.first == p.first && q.last == p.last && q.end == p.end {
			return q
		}
	}
	return nil
}

func (w *world) give(d dice, p *worker, f flaw) {
	p.flaw = f
	switch f {
	case personDuplicate:
		q := w.partner(p)
		q.pair, q.apart = p, true
	case dateOrder:
		p.start, p.end = dateOrderDates()
		p.first, p.last = 0, len(w.months)-1
	default:
	}
	if !f.aboutPerson() && len(w.months) > 1 && d.percent(25) {
		p.flawTo = d.between(1, len(w.months)-1)
	}
}
