package sample

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// declaredRow is a figure that somebody reported.
type declaredRow struct {
	region string
	unit   *unit
	date   period.Date
	what   string
	value  int
	of     int // -1: none
	source string
}

// collect makes the facts' evidence month by month, then pays.
func (w *world) collect() {
	for m := range w.months {
		w.facts = append(w.facts, w.workers(m))
		w.totals = append(w.totals, nil)
		w.rows = append(w.rows, nil)
		w.pay(m)
	}
	w.budget()
	w.declare()
}

// workers lists the people of a month: rows that are not rejected, in units that answered, whose dates cover the month.
func (w *world) workers(m int) []*fact {
	var out []*fact
	for _, u := range w.units {
		for _, p := range u.people {
			if !w.counted(p, m) {
				continue
			}
			f := &fact{unit: u, nik: p.person.number(), start: p.start, category: p.job.category, wage: p.pay(m), worker: p}
			if p.flawIn(m) == categoryUnknown {
				f.category = ""
			}
			if p.flawIn(m).ofWage() {
				f.wage = -1
			}
			f.registered, f.tied = p.registered(m, w.months)
			out = append(out, f)
		}
	}
	return out
}

// pay settles what came for each employer registration, or for a unit that has none.
func (w *world) pay(m int) {
	pots := map[string][]*fact{}
	owner := map[string]*unit{}
	var order []string
	for _, u := range w.units {
		key := u.pot()
		if owner[key] == nil {
			owner[key] = u
			order = append(order, key)
		}
	}
	for _, f := range w.facts[m] {
		pots[f.unit.pot()] = append(pots[f.unit.pot()], f)
	}
	for _, key := range order {
		d := newDice(w.seed, fmt.Sprintf("pay %s %s", key, w.months[m]))
		u := owner[key]
		if d.percent(4) && u.ways.pay != payNone && u.class != 0 {
			continue // this month was forgotten
		}
		switch u.ways.pay {
		case payPerson:
			w.payEach(d, m, pots[key], u)
		case payTotal, payShort:
			w.paySum(d, m, pots[key], u)
		default:
		}
	}
}

// pot names what a payment is compared with: the registration, or the unit where it has none.
func (u *unit) pot() string {
	if u.npp != "" {
		return u.npp
	}
	return u.code
}

func (w *world) payEach(d dice, m int, people []*fact, owner *unit) {
	for _, f := range people {
		if f.tied || f.worker.entry == nil || (!f.registered && !d.percent(15)) || (f.registered && d.percent(3)) {
			continue
		}
		wage, ok := f.basis()
		if !ok {
			continue
		}
		if rowDice(f.worker.person.nik, 7).percent(owner.ways.lowPay) {
			wage = lower(f, wage)
		}
		r := &paidRow{npp: f.unit.npp, person: f.worker.person, wage: wage, unit: f.unit}
		for i, p := range programmes {
			if f.unit.programmes&p != 0 {
				r.amount[i] = due(p, f.unit.class, wage)
			}
		}
		f.row = r
		w.rows[m] = append(w.rows[m], r)
	}
}

// lower is the wage of somebody who is paid for on less than the rule: the honorarium in place of the minimum wage, or a
// round part of the real one.
func lower(f *fact, basis money.Milli) money.Milli {
	if f.unit.basis != "riil" && f.wage > 0 && f.wage < basis*95/100 {
		return f.wage
	}
	return basis / 100_000_000 * 70_000_000
}

func (w *world) paySum(d dice, m int, people []*fact, u *unit) {
	var sum money.Rupiah
	for _, f := range people {
		if !f.registered {
			continue
		}
		wage, ok := f.basis()
		if !ok {
			panic("sample: a person on the list without a wage")
		}
		sum += dueAll(f.unit.programmes, max(f.unit.class, 1), wage)
	}
	if sum == 0 {
		return
	}
	if u.ways.pay == payShort {
		sum = sum * 9 / 10
	} else if d.percent(30) {
		sum += money.Rupiah(d.between(1, 9) * 1000)
	}
	put := func(amount money.Rupiah, n int) {
		w.totals[m] = append(w.totals[m], paidTotal{
			unit: u, npp: u.npp, date: w.months[m].Add(1).First() + period.Date(d.between(6, 18)),
			reference: fmt.Sprintf("SP2D-%s-%d", digitsOnly(u.pot()), n), amount: amount,
		})
	}
	if d.percent(15) && sum > 10_000 {
		part := sum / 3
		put(part, 1)
		put(sum-part, 2)
		return
	}
	put(sum, 1)
}

func digitsOnly(s string) string {
	var out []byte
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			out = append(out, s[i])
		}
	}
	return string(out)
}

// inOrder returns the people a line covers in the order in which it takes them.
func inOrder(facts []*fact) []*fact {
	out := slices.Clone(facts)
	slices.SortFunc(out, func(a, b *fact) int {
		return cmp.Or(cmp.Compare(a.unit.code, b.unit.code), cmp.Compare(a.start, b.start), cmp.Compare(a.nik, b.nik))
	})
	return out
}
