package coverage

import (
	"strings"

	"github.com/payung-id/payung/internal/registry/match"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
)

var billed = [4]law.Programme{law.JKK, law.JKM, law.JHT, law.JP}

// paidTo is what per-person payments hold for one person.
type paidTo struct {
	amount    money.Rupiah
	parts     [4]money.Rupiah
	split     bool // whether any row told the programmes apart
	reference string
}

type who struct{ npp, index string }

// pay sets paid and right: by per-person rows where an employer registration has any for the month, else by totals.
func (c *computation) pay() {
	persons := map[who]*paidTo{}
	named := map[string]bool{} // NPPs with per-person rows
	nppTotal, unitTotal := map[string]*paidTo{}, map[int64]*paidTo{}
	for i := range c.in.Payments {
		p := &c.in.Payments[i]
		switch {
		case p.PerPerson:
			named[p.NPP] = true
			for _, index := range []string{"n" + p.NIKIndex, "k" + p.KPJIndex} {
				if len(index) > 1 {
					add(persons, who{p.NPP, index}, p)
				}
			}
		case p.NPP != "":
			add(nppTotal, p.NPP, p)
		default:
			add(unitTotal, p.Unit, p)
		}
	}
	for _, w := range c.workers {
		if got := c.namedPayment(w, persons); got != nil {
			c.judgePerson(w, got)
		}
	}
	byTotals(c, nppTotal, func(w *worker) (string, bool) { return w.npp, !named[w.npp] })
	byTotals(c, unitTotal, func(w *worker) (int64, bool) { return w.Unit, true })
}

func add[K comparable](m map[K]*paidTo, k K, p *Payment) {
	t := m[k]
	if t == nil {
		t = &paidTo{}
		m[k] = t
	}
	t.amount += p.Amount
	for i, part := range p.Parts {
		t.parts[i] += part
		t.split = t.split || part != 0
	}
	if !strings.Contains(t.reference, p.Reference) {
		t.reference = strings.Trim(t.reference+", "+p.Reference, ", ")
	}
}

// namedPayment finds what was paid in a worker's name under an employer registration of the unit.
func (c *computation) namedPayment(w *worker, persons map[who]*paidTo) *paidTo {
	npps := append([]string{""}, w.u.NPPs...)
	for _, npp := range npps {
		if got := persons[who{npp, "n" + w.NIKIndex}]; got != nil {
			return got
		}
		for i := range w.Links {
			if w.Links[i].Band == match.Accepted && w.Links[i].KPJIndex != "" {
				if got := persons[who{npp, "k" + w.Links[i].KPJIndex}]; got != nil {
					return got
				}
			}
		}
	}
	return nil
}

// judgePerson compares a person's payment with the law, per programme where the payment tells them apart.
func (c *computation) judgePerson(w *worker, got *paidTo) {
	w.fact.Paid, w.fact.Why.Reference = true, got.reference
	if !w.known {
		return
	}
	var missing, tolerance money.Rupiah
	right := true
	for i, p := range billed {
		if !w.u.mandatory.Has(p) {
			continue
		}
		tolerance++
		if got.split {
			if short := w.owed.Of(p) - got.parts[i]; short > 1 {
				right = false
				missing += short
			}
		}
	}
	if !got.split {
		if short := w.owed.Total() - got.amount; short > tolerance {
			right, missing = false, short
		}
	}
	w.fact.Right, w.fact.Why.Missing = right, missing
}

// group is the registered people that one total must pay for.
type group struct {
	people    []*worker
	owed      money.Rupiah
	tolerance money.Rupiah
}

func (g *group) add(w *worker) {
	g.people = append(g.people, w)
	g.owed += w.fact.Owed
	for _, p := range billed {
		if w.u.mandatory.Has(p) {
			g.tolerance++
		}
	}
}

// judge makes all people of a group paid and right where the total is enough, and tells each by how much it is not.
func (g *group) judge(total *paidTo) {
	short := g.owed - total.amount
	for _, w := range g.people {
		if w.fact.Paid {
			continue
		}
		w.fact.Why.Reference = total.reference
		if short > g.tolerance {
			w.fact.Why.Missing = short
			continue
		}
		w.fact.Paid, w.fact.Right = true, true
	}
}

// byTotals judges each total against the registered people whose key it has.
func byTotals[K comparable](c *computation, totals map[K]*paidTo, key func(*worker) (K, bool)) {
	groups := map[K]*group{}
	for _, w := range c.workers {
		if k, counts := key(w); counts && w.fact.Registered && w.known { // nobody can say what the others cost
			collect(groups, k, w)
		}
	}
	for k, g := range groups {
		if t := totals[k]; t != nil {
			g.judge(t)
		}
	}
}

func collect[K comparable](groups map[K]*group, k K, w *worker) {
	if groups[k] == nil {
		groups[k] = &group{}
	}
	groups[k].add(w)
}
