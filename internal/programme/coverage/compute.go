package coverage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/registry/match"
	"github.com/payung-id/payung/internal/registry/participant"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Worker is a person with an employment in the month.
type Worker struct {
	Person, RowID int64
	Unit          int64
	Category      string
	Wage          money.Milli // negative where it is not known
	Start         period.Date
	NIK           string // orders people within budget lines
	NIKIndex      string
	Links         []match.Entry
}

// BudgetLine is a line of money that covers a unit and all below it.
type BudgetLine struct {
	ID         int64
	Unit       int64
	Programmes law.Programmes
	Category   string // "" is every category
	Months     int64  // how many months the line pays for
	Heads      int64  // negative where the line gives none
	Ceiling    int64  // rupiah over all its months, negative where the line gives none
}

// Payment is a line of money that was paid for the month.
type Payment struct {
	Unit      int64 // 0 where only the NPP is named
	NPP       string
	PerPerson bool
	NIKIndex  string
	KPJIndex  string
	Amount    money.Rupiah
	Parts     [4]money.Rupiah // JKK, JKM, JHT, JP
	Reference string
}

// Input is all evidence of one government and month.
type Input struct {
	Month        period.Month
	Rules        *law.Rules
	Units        []unit.Unit
	MinimumWage  func(region string, basis unit.Basis) (money.Milli, bool)
	Workers      []Worker
	Lists        match.Lists
	Lines        []BudgetLine
	Payments     []Payment
	DeathBenefit money.Rupiah
}

// Fact is what is known of one person, unit and month.
type Fact struct {
	Person, Unit, RowID                          int64
	Category, Segment                            string
	Budgeted, Registered, Paid, Right, Undecided bool
	Owed                                         money.Rupiah // what the law asks for the month, 0 where it cannot be told
	Why                                          Why
}

// Protected tells whether the person is registered and paid.
func (f *Fact) Protected() bool { return f.Registered && f.Paid }

// Why names the evidence, and where a fact is false, what is missing. It holds ids and codes, nothing personal.
type Why struct {
	Lines     []int64      `json:"b,omitempty"`  // budget lines that took the person
	List      int64        `json:"l,omitempty"`  // participant list of the entry
	Row       int          `json:"r,omitempty"`  // its row
	Link      string       `json:"lr,omitempty"` // why it is linked, or in review
	Inactive  bool         `json:"in,omitempty"` // linked, but not active for the month
	Short     bool         `json:"sp,omitempty"` // linked and active, but a mandatory programme is missing
	Reference string       `json:"p,omitempty"`  // the payment's reference
	Missing   money.Rupiah `json:"m,omitempty"`  // how far a total, or a person's payment, falls short
	NoClass   bool         `json:"nc,omitempty"` // the employer's risk class is not known
	NoWage    bool         `json:"nw,omitempty"` // the wage basis is not known
}

type unitFacts struct {
	unit.Unit
	mandatory law.Programmes
	employer  law.Employer
	class     int
	minimum   money.Milli // the basis where it is a minimum wage
	known     bool        // whether that minimum is known
	npps      map[string]bool
}

type worker struct {
	*Worker
	u     *unitFacts
	fact  Fact
	owed  law.PUAmounts
	known bool // whether owed is
	took  law.Programmes
	npp   string
}

// Compute returns the facts of every worker, in the order of unit code, employment start and NIK.
func Compute(in *Input) ([]Fact, error) {
	c := newComputation(in)
	for _, w := range c.workers {
		if err := c.owe(w); err != nil {
			return nil, err
		}
	}
	for i := range in.Lines {
		c.budget(&in.Lines[i])
	}
	for _, w := range c.workers {
		w.fact.Budgeted = w.took.Covers(w.u.mandatory)
		c.register(w)
	}
	c.pay()
	out := make([]Fact, len(c.workers))
	for i, w := range c.workers {
		out[i] = w.fact
	}
	return out, nil
}

type computation struct {
	in      *Input
	units   map[int64]*unitFacts
	workers []*worker
	staffs  [][]*worker // the workers of each unit that has any, in the same order
}

func newComputation(in *Input) *computation {
	c := &computation{in: in, units: make(map[int64]*unitFacts, len(in.Units))}
	for _, u := range in.Units {
		f := &unitFacts{Unit: u, mandatory: u.Mandatory(in.Rules), employer: u.Employer(), class: u.RiskClass(), npps: map[string]bool{}}
		if u.Basis != unit.Real {
			f.minimum, f.known = in.MinimumWage(u.Region, u.Basis)
		}
		for _, n := range u.NPPs {
			f.npps[n] = true
		}
		c.units[u.ID] = f
	}
	c.workers = make([]*worker, 0, len(in.Workers))
	for i := range in.Workers {
		w := &worker{Worker: &in.Workers[i]}
		if w.u = c.units[w.Unit]; w.u == nil {
			continue
		}
		w.fact = Fact{Person: w.Person, Unit: w.Unit, RowID: w.RowID, Category: w.Category, Segment: "PU"}
		c.workers = append(c.workers, w)
	}
	slices.SortStableFunc(c.workers, func(a, b *worker) int {
		return cmp.Or(strings.Compare(a.u.Code, b.u.Code), cmp.Compare(a.Start, b.Start), strings.Compare(a.NIK, b.NIK))
	})
	for first := 0; first < len(c.workers); {
		end := first + 1
		for end < len(c.workers) && c.workers[end].u == c.workers[first].u {
			end++
		}
		c.staffs = append(c.staffs, c.workers[first:end])
		first = end
	}
	return c
}

// basis is the wage that contributions of a worker are counted on.
func (w *worker) basis() (money.Milli, bool) {
	if w.u.Basis == unit.Real {
		return w.Wage, w.Wage >= 0
	}
	return w.u.minimum, w.u.known
}

// amounts is what the law asks for some programmes of a worker.
func (c *computation) amounts(w *worker, p law.Programmes) (law.PUAmounts, bool, error) {
	wage, known := w.basis()
	if !known || w.u.class == 0 && p.Has(law.JKK) {
		return law.PUAmounts{}, false, nil
	}
	a, err := c.in.Rules.PU(law.PU{Wage: wage, Employer: w.u.employer, Class: w.u.class, Programmes: p})
	return a, err == nil, err
}

func (c *computation) owe(w *worker) (err error) {
	w.owed, w.known, err = c.amounts(w, w.u.mandatory)
	if err != nil {
		return err
	}
	w.fact.Owed = w.owed.Total()
	if w.u.class == 0 {
		w.fact.Undecided, w.fact.Why.NoClass = true, true
	}
	if _, known := w.basis(); !known {
		w.fact.Why.NoWage = true
	}
	return nil
}

// budget lets one line take its people: the first Heads of all it covers, or as many as fit under its monthly ceiling;
// the first who does not fit ends the line.
func (c *computation) budget(l *BudgetLine) {
	top := c.units[l.Unit]
	if top == nil {
		return
	}
	var taken int64
	var sum money.Rupiah
	for _, staff := range c.staffs {
		if !strings.HasPrefix(staff[0].u.Path, top.Path) {
			continue
		}
		for _, w := range staff {
			if l.Category != "" && l.Category != w.Category {
				continue
			}
			if l.Heads >= 0 {
				if taken >= l.Heads {
					return
				}
			} else {
				a, known, err := c.amounts(w, l.Programmes)
				if err != nil || !known {
					continue // nobody can say what this person costs
				}
				if sum += a.Total(); int64(sum)*l.Months > l.Ceiling {
					return
				}
			}
			taken++
			w.took = w.took.With(l.Programmes)
			w.fact.Why.Lines = append(w.fact.Why.Lines, l.ID)
		}
	}
}

func (c *computation) register(w *worker) {
	w.npp = firstOf(w.u.NPPs)
	for i := range w.Links {
		e := &w.Links[i]
		if !c.in.Lists.Speaks(e.List, e.NPP) {
			continue // a newer list speaks for this employer registration
		}
		if e.Band == match.Review {
			if !w.fact.Registered {
				w.fact.Undecided, w.fact.Why.List, w.fact.Why.Row, w.fact.Why.Link = true, e.List, e.Row, e.Reason
			}
			continue
		}
		active := e.Active || (e.LastMonth != "" && e.LastMonth >= c.in.Month.String())
		covers := e.Programmes == participant.NotGiven || law.Programmes(e.Programmes).Covers(w.u.mandatory)
		if w.fact.Registered {
			continue
		}
		w.fact.Why.List, w.fact.Why.Row, w.fact.Why.Link = e.List, e.Row, e.Reason
		w.fact.Why.Inactive, w.fact.Why.Short = !active, active && !covers
		if active && covers {
			w.fact.Registered = true
			w.fact.Undecided = w.fact.Why.NoClass
			if w.u.npps[e.NPP] {
				w.npp = e.NPP
			}
		}
	}
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
