package law

import (
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
)

// ExplainPU computes the same amounts as PU, as lines with base, rate, article, confidence and trace.
func (r *Rules) ExplainPU(q PU) (Bill, error) {
	bill := Bill{Lines: make([]Line, 0, 6)}
	err := r.ExplainPUInto(&bill, q)
	return bill, err
}

// ExplainPUInto is ExplainPU into a bill whose room is used again: for answering one question after the other. On an
// error the bill holds nothing of use.
func (r *Rules) ExplainPUInto(bill *Bill, q PU) error {
	bill.reset()
	if err := r.settle(&q); err != nil {
		return err
	}
	for p := JKK; p <= JP; p++ {
		if !q.Programmes.Has(p) {
			continue
		}
		for by := ByEmployer; by <= ByWorker; by++ {
			x, ok, err := r.puPart(&q, p, by)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			if err := r.addPULine(bill, &q, x); err != nil {
				return err
			}
		}
	}
	if q.Employer == Private && q.Programmes.Covers(ProgrammesOf(JKK, JKM, JHT, JP)) {
		r.recompose(bill, q.Wage)
	}
	return nil
}

func (r *Rules) addPULine(bill *Bill, q *PU, x part) error {
	amount, err := r.pu.rounding.share(x.base, x.rate)
	if err != nil {
		return refuse("wage", "Upah %s terlalu besar untuk dihitung.", q.Wage.String())
	}
	bill.Lines = append(bill.Lines, Line{
		Programme: x.programme.String(), Payer: x.payer, Base: x.base, Rate: x.rate, HasBase: true, HasRate: true,
		Amount: amount, Cite: r.cite(x.value),
	})
	line := &bill.Lines[len(bill.Lines)-1]
	if x.programme == JP && x.base != q.Wage {
		line.Cite = r.pu.capped[x.payer]
	}
	if x.relief != nil {
		_, sure := granted(x.relief, q.Employer.String())
		line.Cite = r.lowered(x.value, line.Cite, x.relief, sure)
		r.assumePU(bill, x.relief, q)
	}
	if q.Basis != nil {
		line.Cite = resting(line.Cite, q.Basis.Cite)
	}
	if err := r.deferPU(line, q, x); err != nil {
		return err
	}
	if !bill.Untraced {
		line.Trace = r.tracePU(q, x, line)
	}
	return nil
}

// tracePU writes down how a line came about: the wage, its ceiling, the rate, the relief, the rounding.
func (r *Rules) tracePU(q *PU, x part, line *Line) *Trace {
	t := &Trace{Subject: contributionSubject(line)}
	if q.Basis != nil {
		t.Steps = append(t.Steps, q.Basis.Steps...)
	} else {
		t.Steps = append(t.Steps, stated("wage", q.Wage))
	}
	if x.programme == JP {
		t.Steps = append(t.Steps, Step{Op: AtMost, Name: "ceiling", By: AmountOf(r.pu.ceiling.Amount)}.ground(r.pu.ceiling.Name, r.cite(r.pu.ceiling)))
	}
	t.Steps = append(t.Steps, Step{Op: Times, Name: "rate", By: RateOf(x.value.Rate)}.ground(x.value.Name, r.cite(x.value)))
	if x.relief != nil {
		t.Steps = append(t.Steps, r.reliefStep(x.relief, q.Employer.String()))
	}
	return t.end(line.Amount, r.pu.rounding, line.Cite)
}

// reliefStep is what a relief leaves of an amount, with how sure it is that this payer has it.
func (r *Rules) reliefStep(x *pack.Relief, payer string) Step {
	_, sure := granted(x, payer)
	c := Cite{Article: x.Article, Confidence: pack.Weaker(x.Confidence, sure)}
	c.Verified = c.Confidence == pack.High && x.VerifiedOn(r.month.First())
	return Step{Op: Times, Name: "relief", By: RateOf(x.Factor)}.ground(x.Name, c)
}

// deferPU marks what a relief lets the employer pay later.
func (r *Rules) deferPU(line *Line, q *PU, x part) error {
	for _, relief := range r.pu.reliefs {
		if relief.Deferred == 0 || !reliefNames(relief, x.programme) || !puReliefHolds(relief, q) {
			continue
		}
		rate, exact := x.rate.Times(relief.Deferred)
		if !exact {
			return refuse("month", "Keringanan %s tidak dapat dihitung tepat.", relief.Name)
		}
		later, err := r.pu.rounding.share(x.base, rate)
		if err != nil {
			return refuse("wage", "Upah %s terlalu besar untuk dihitung.", q.Wage.String())
		}
		line.Deferred = later
		_, sure := granted(relief, q.Employer.String())
		line.Cite = r.lowered(x.value, line.Cite, relief, sure)
	}
	return nil
}

func (r *Rules) assumePU(bill *Bill, x *pack.Relief, q *PU) {
	if x.MinEmployees > 0 && q.Employees == 0 {
		bill.assume("employees")
	}
	if x.PaidThrough != 0 && q.PaidThrough == 0 {
		bill.assume("paid_through")
	}
}

// recompose fills in the job loss parts of a wage, and leaves them out before they existed.
func (r *Rules) recompose(bill *Bill, wage money.Milli) {
	ceiling := r.pu.jobLoss.ceiling
	if ceiling == nil {
		return
	}
	base := min(wage, ceiling.Amount)
	out := &bill.room
	bill.Recomposition = out
	for i, into := range [...]*money.Rupiah{&out.Government, &out.FromJKK, &out.FromJKM} {
		v := r.pu.jobLoss.parts[i]
		if v == nil {
			continue
		}
		*into, _ = r.pu.rounding.share(base, v.Rate) // a rate of at most 1 on a bounded base cannot overflow
		if bill.Untraced {
			continue
		}
		t := &Trace{Subject: v.Name, Steps: []Step{
			stated("wage", wage),
			Step{Op: AtMost, Name: "ceiling", By: AmountOf(ceiling.Amount)}.ground(ceiling.Name, r.cite(ceiling)),
			Step{Op: Times, Name: "rate", By: RateOf(v.Rate)}.ground(v.Name, r.cite(v)),
		}}
		out.Traces = append(out.Traces, t.end(*into, r.pu.rounding, resting(r.cite(v), r.cite(ceiling))))
	}
}
