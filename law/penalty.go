package law

import (
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Penalty is a question about contributions that were paid late.
type Penalty struct {
	Amount   money.Milli // of the contributions
	Segment  string      // PU (default) or BPU
	Month    period.Month
	PaidOn   period.Date
	Employer Employer

	LabourIntensive bool
	Employees       int
	PaidThrough     period.Month
}

// PenaltyAnswer is the fine with what it follows from.
type PenaltyAnswer struct {
	Due        DueAnswer
	MonthsLate int // each started month from the due date counts as one
	Rate       money.Rate
	Penalty    money.Rupiah
	Assumed    []string
	Trace      *Trace
	Cite
}

// Penalty returns the fine for late payment: none for a government employer and for people without a wage.
func (l *Law) Penalty(q Penalty) (PenaltyAnswer, error) {
	r, err := l.For(q.Month)
	if err != nil {
		return PenaltyAnswer{}, err
	}
	if q.Amount < 0 || q.Amount > maxWage*1000 {
		return PenaltyAnswer{}, refuse("amount", "Jumlah iuran %s di luar batas; isi rupiah, tidak negatif.", q.Amount.String())
	}
	due, err := l.Due(q.Segment, q.Month)
	if err != nil {
		return PenaltyAnswer{}, err
	}
	v := l.value("penalty.pu.rate", q.Month.First())
	if v == nil {
		return PenaltyAnswer{}, l.notInForce(q.Month, "penalty.pu.rate")
	}
	a := PenaltyAnswer{Due: due, MonthsLate: monthsLate(due.Due, q.PaidOn), Rate: v.Rate, Cite: r.cite(v)}
	a.Assumed = append(a.Assumed, due.Assumed...)
	a.Cite = doubted(a.Cite, due.Confidence)
	switch {
	case q.Segment == "BPU":
		a.Rate, a.Cite = 0, doubted(a.Cite, pack.Medium)
	case q.Employer == Government: // the text names employers other than organisers of the state; practice is unsure
		a.Rate, a.Cite = 0, doubted(a.Cite, pack.Medium)
	default:
		r.lowerPenalty(&a, q)
	}
	t := &Trace{Subject: "penalty", Steps: []Step{
		stated("contributions", q.Amount),
		Step{Op: Times, Name: "rate", By: RateOf(a.Rate)}.ground(v.Name, a.Cite),
		{Op: Times, Name: "months_late", By: CountOf(a.MonthsLate)},
	}}
	a.Trace = t.end(0, r.pu.rounding, a.Cite)
	if a.Penalty, err = t.Recompute(); err != nil {
		return PenaltyAnswer{}, refuse("amount", "Jumlah iuran %s terlalu besar untuk dihitung.", q.Amount.String())
	}
	t.Amount = a.Penalty
	return a, nil
}

func (r *Rules) lowerPenalty(a *PenaltyAnswer, q Penalty) {
	ask := PU{Employer: q.Employer, LabourIntensive: q.LabourIntensive, Employees: q.Employees, PaidThrough: q.PaidThrough}
	var bill Bill
	for _, x := range r.pu.reliefs {
		if x.Penalty == nil || !puReliefHolds(x, &ask) {
			continue
		}
		a.Rate = *x.Penalty
		a.Cite = r.joined(a.Cite, x, pack.High)
		r.assumePU(&bill, x, &ask)
	}
	a.Assumed = append(a.Assumed, bill.Assumed...)
}

// monthsLate counts the started months from the due date to the payment.
func monthsLate(due, paid period.Date) int {
	n := 0
	for due.AddMonths(n) < paid {
		n++
	}
	return n
}
