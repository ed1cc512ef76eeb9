package law

import (
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// PU is a question about one wage receiver and month. The zero Employer is a government; its class is 1 where Class is 0,
// a private employer must name it. Empty Programmes are the mandatory ones.
type PU struct {
	Wage       money.Milli // of the month
	Employer   Employer
	Class      int // accident class of the employer's business, 1 to 5
	Programmes Programmes
	Basis      *WageBasis // how Wage was found, where it follows from something else; nil: as stated

	// For the reliefs. A labour-intensive private employer says so; the rest counts as met where it is not stated.
	LabourIntensive bool
	Employees       int          // 0: not stated
	PaidThrough     period.Month // last month without arrears; 0: not stated
}

// PUAmounts are the contributions of one wage receiver, by programme and payer, each rounded half-up once.
type PUAmounts struct {
	amounts [4][2]money.Rupiah
}

// At returns the part of one programme that one payer bears; only employer and worker pay for wage receivers.
func (a *PUAmounts) At(p Programme, by Payer) money.Rupiah {
	if p > JP || by > ByWorker {
		return 0
	}
	return a.amounts[p][by]
}

// Of returns what a programme costs, all payers together. JKP is never billed: 0.
func (a *PUAmounts) Of(p Programme) money.Rupiah {
	if p > JP {
		return 0
	}
	return a.amounts[p][ByEmployer] + a.amounts[p][ByWorker]
}

// By returns what a payer bears, all programmes together.
func (a *PUAmounts) By(payer Payer) money.Rupiah {
	if payer > ByWorker {
		return 0
	}
	var sum money.Rupiah
	for p := range a.amounts {
		sum += a.amounts[p][payer]
	}
	return sum
}

// Total returns the whole bill.
func (a *PUAmounts) Total() money.Rupiah { return a.By(ByEmployer) + a.By(ByWorker) }

// puRules are the rates of a month, resolved once.
type puRules struct {
	class     [6]*pack.Value // JKK by class, 1 to 5
	rate      [4][2]*pack.Value
	ceiling   *pack.Value // of the pension's wage
	capped    [2]Cite     // of a pension line that the ceiling cuts, by payer
	daily     *pack.Value
	mandatory [2]Programmes
	reliefs   []*pack.Relief
	rounding  Rounding
	jobLoss   jobLossRules
}

// jobLossRules are what is set aside for job loss insurance; the ceiling is nil before it existed.
type jobLossRules struct {
	ceiling *pack.Value
	parts   [3]*pack.Value // of the government, out of JKK, out of JKM
}

func newPURules(l *Law, month period.Month) puRules {
	day := month.First()
	var r puRules
	for c, name := range [...]string{1: "pu.jkk.rate.class1", 2: "pu.jkk.rate.class2", 3: "pu.jkk.rate.class3", 4: "pu.jkk.rate.class4", 5: "pu.jkk.rate.class5"} {
		if c > 0 {
			r.class[c] = l.value(name, day)
		}
	}
	r.rate[JKM][ByEmployer] = l.value("pu.jkm.rate", day)
	r.rate[JHT] = [2]*pack.Value{l.value("pu.jht.rate.employer", day), l.value("pu.jht.rate.worker", day)}
	r.rate[JP] = [2]*pack.Value{l.value("pu.jp.rate.employer", day), l.value("pu.jp.rate.worker", day)}
	r.ceiling = l.value("jp.wage_ceiling", day)
	r.daily = l.value("pu.daily_wage.multiple", day)
	for e, name := range [...]string{"pu.mandatory.government", "pu.mandatory.private"} {
		if v := l.value(name, day); v != nil {
			r.mandatory[e] = programmesOf(v)
		}
	}
	r.reliefs = l.reliefsOf("PU", month)
	r.rounding = l.rounding(month)
	r.jobLoss.ceiling = l.value("jkp.wage_ceiling", day)
	for i, name := range [...]string{"jkp.rate.government", "jkp.rate.from_jkk", "jkp.rate.from_jkm"} {
		r.jobLoss.parts[i] = l.value(name, day)
	}
	return r
}

// maxWage keeps every product and sum of a bill inside 64 bits: Rp 1,000,000,000,000 a month.
const maxWage money.Milli = 1_000_000_000_000_000

// MonthlyWage returns the month's wage of a daily worker: the daily wage times 25.
func (r *Rules) MonthlyWage(daily money.Milli) (money.Milli, error) {
	if daily < 0 || daily > maxWage/100 {
		return 0, refuse("daily_wage", "Upah harian %s di luar batas; isi jumlah rupiah, tidak negatif.", daily.String())
	}
	if r.pu.daily == nil {
		return 0, r.law.notInForce(r.month, "pu.daily_wage.multiple")
	}
	return daily * money.Milli(r.pu.daily.Count), nil
}

// settle fills in defaults and refuses what cannot be asked.
func (r *Rules) settle(q *PU) error {
	if q.Wage < 0 || q.Wage > maxWage {
		return refuse("wage", "Upah %s di luar batas; isi upah sebulan dalam rupiah, tidak negatif.", q.Wage.String())
	}
	if q.Class == 0 && q.Employer == Government {
		q.Class = 1
	}
	if q.Programmes == 0 {
		q.Programmes = r.pu.mandatory[q.Employer]
	}
	if q.Class < 0 || q.Class > 5 || (q.Class == 0 && q.Programmes.Has(JKK)) {
		return refuse("jkk_class", "Kelas JKK %d tidak ada; isi kelas usaha pemberi kerja, 1 sampai 5.", q.Class)
	}
	return nil
}

// puNames are the parameters that a missing programme is told by.
var puNames = [...]string{JKK: "pu.jkk.rate.class1", JKM: "pu.jkm.rate", JHT: "pu.jht.rate.employer", JP: "pu.jp.rate.employer"}

// part is one programme and payer of a bill before rounding.
type part struct {
	programme Programme
	payer     Payer
	base      money.Milli
	rate      money.Rate // after relief
	value     *pack.Value
	relief    *pack.Relief // that lowered the rate, or nil
}

// PU computes the contributions of one wage receiver without allocating: for millions of people.
func (r *Rules) PU(q PU) (PUAmounts, error) {
	var out PUAmounts
	if err := r.settle(&q); err != nil {
		return out, err
	}
	for p := JKK; p <= JP; p++ {
		if !q.Programmes.Has(p) {
			continue
		}
		for by := ByEmployer; by <= ByWorker; by++ {
			x, ok, err := r.puPart(&q, p, by)
			if err != nil {
				return PUAmounts{}, err
			}
			if !ok {
				continue
			}
			if out.amounts[p][by], err = r.pu.rounding.share(x.base, x.rate); err != nil {
				return PUAmounts{}, refuse("wage", "Upah %s terlalu besar untuk dihitung.", q.Wage.String())
			}
		}
	}
	return out, nil
}

// puPart resolves base and rate of one programme and payer; ok is false where that payer bears nothing.
func (r *Rules) puPart(q *PU, p Programme, by Payer) (part, bool, error) {
	v := r.pu.rate[p][by]
	if p == JKK && by == ByEmployer {
		v = r.pu.class[q.Class]
	}
	if v == nil {
		if by == ByWorker && p <= JKM {
			return part{}, false, nil
		}
		return part{}, false, r.law.notInForce(r.month, puNames[p])
	}
	x := part{programme: p, payer: by, base: q.Wage, rate: v.Rate, value: v}
	if p == JP {
		if r.pu.ceiling == nil {
			return part{}, false, r.law.notInForce(r.month, "jp.wage_ceiling")
		}
		x.base = min(x.base, r.pu.ceiling.Amount)
	}
	for _, relief := range r.pu.reliefs {
		if relief.Factor != money.One && reliefNames(relief, p) && puReliefHolds(relief, q) {
			cut, exact := x.rate.Times(relief.Factor)
			if !exact {
				return part{}, false, refuse("month", "Keringanan %s tidak dapat dihitung tepat.", relief.Name)
			}
			x.rate, x.relief = cut, relief
		}
	}
	return x, true, nil
}

// puReliefHolds tells whether the employer fulfils the conditions; what is not stated counts as met, save the industry.
func puReliefHolds(x *pack.Relief, q *PU) bool {
	switch {
	case x.Employer != "" && x.Employer != q.Employer.String():
		return false
	case x.LabourIntensive && !q.LabourIntensive:
		return false
	case x.MinEmployees > 0 && q.Employees > 0 && q.Employees < x.MinEmployees:
		return false
	case x.PaidThrough != 0 && q.PaidThrough != 0 && q.PaidThrough < x.PaidThrough:
		return false
	}
	ok, _ := granted(x, q.Employer.String())
	return ok
}

func reliefNames(x *pack.Relief, p Programme) bool {
	for _, name := range x.Programmes {
		if name == programmeNames[p] {
			return true
		}
	}
	return false
}

// reliefsOf returns the reliefs of a segment in a month; a layer above replaces a relief of the same name.
func (l *Law) reliefsOf(segment string, month period.Month) []*pack.Relief {
	var out []*pack.Relief
	seen := map[string]bool{}
	day := month.First()
	for i := len(l.layers) - 1; i >= 0; i-- {
		for _, x := range l.layers[i].reliefs {
			if seen[x.Name] {
				continue
			}
			if x.Segment == segment && x.From <= day && day <= x.To {
				out = append(out, x)
			}
		}
		for _, x := range l.layers[i].reliefs {
			seen[x.Name] = true
		}
	}
	return out
}
