package law

import (
	"fmt"
	"math/big"
	"strconv"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// WageYear is what a member earned in a year: the monthly wage and for how many months contributions were paid.
type WageYear struct {
	Year   int
	Wage   money.Milli
	Months int
}

// Pension is a question about a monthly pension; the year of retirement is that of the rules. Inflation is by year, as
// a part of one: 0.0475 for 4.75 percent.
type Pension struct {
	Wages     []WageYear
	Inflation map[int]money.Rate
	Died      bool // before retirement: heirs of a member of a year or more count as those of one of fifteen years
}

// PensionAnswer is a monthly pension by the formula: 1 % a year of the average weighted wage.
type PensionAnswer struct {
	Weighted []money.Rupiah // by year, each for a month, rounded half-up to show; the pension goes by the exact ones
	Average  money.Rupiah
	Monthly  money.Rupiah
	Months   int
	Vested   bool         // contributions of 15 years; otherwise the money is paid back in one sum
	Payable  money.Rupiah // Monthly within the bounds of the day, 0 where not vested
	Trace    *Trace       // of Monthly
	Heirs    []HeirPension
	terms    []Term
	Cite
}

// HeirPension is what an heir receives of a pension, one heir at a time in the order of the law.
type HeirPension struct {
	Heir   string // spouse, child, parent
	Part   money.Rate
	Amount money.Rupiah // of Payable
	Trace  *Trace
	Cite
}

// Pension weights each year's wage by the inflation from its year to the year before retirement, and takes 1 % of the
// average for each year of contributions (PP 45/2015 Art. 17).
func (r *Rules) Pension(q Pension) (PensionAnswer, error) {
	if len(q.Wages) == 0 {
		return PensionAnswer{}, refuse("wages", "wages belum diisi; tulis upah tiap tahun: year, wage, months.")
	}
	v := r.law.value("jp.rate", r.day)
	if v == nil {
		return PensionAnswer{}, r.law.notInForce(r.month, "jp.rate")
	}
	a := PensionAnswer{Cite: r.cite(v)}
	sum, months, err := r.weigh(q, &a)
	if err != nil {
		return PensionAnswer{}, err
	}
	if months == 0 {
		return PensionAnswer{}, refuse("wages", "wages tidak punya bulan iuran; isi months lebih dari 0.")
	}
	if a.Average, err = halfUp(new(big.Rat).Quo(sum, rat(int64(months), 1))); err != nil {
		return PensionAnswer{}, err
	}
	a.Months = months
	counted := Step{Op: Times, Name: "months", By: CountOf(months)}
	if q.Died {
		counted = r.countAsVested(&a, counted)
	}
	t := &Trace{Subject: "benefit.pension.insurer", Steps: []Step{
		{Op: Sum, Name: "weighted_wages", Terms: a.terms},
		{Op: Over, Name: "months", By: CountOf(months)},
		counted,
		{Op: Over, Name: "year", By: CountOf(12)},
		Step{Op: Times, Name: "rate", By: RateOf(v.Rate)}.ground(v.Name, r.cite(v)),
	}}
	a.Trace = t.end(0, HalfUp, a.Cite)
	if a.Monthly, err = t.Recompute(); err != nil {
		return PensionAnswer{}, refuse("wages", "Upah terlalu besar untuk dihitung.")
	}
	t.Amount = a.Monthly
	r.bound(&a)
	return a, r.heirs(&a)
}

// countAsVested lets a member who died before retirement count as one of fifteen years, after a year of membership in which
// contributions were paid regularly; that they were (80 percent of the months) is taken as given.
func (r *Rules) countAsVested(a *PensionAnswer, as Step) Step {
	least, vesting := r.law.value("jp.heir.least_months", r.day), r.law.value("jp.vesting.months", r.day)
	if least == nil || vesting == nil || a.Months < least.Count || a.Months >= vesting.Count {
		return as
	}
	a.Vested = true
	a.Cite = resting(a.Cite, r.cite(least))
	as.Name, as.By = "counted_months", CountOf(vesting.Count)
	return as.ground(least.Name, r.cite(least))
}

var heirNames = [...]string{"spouse", "child", "parent"}

// heirs says what each kind of heir would receive of a payable pension.
func (r *Rules) heirs(a *PensionAnswer) error {
	if !a.Vested {
		return nil
	}
	whole, err := a.Payable.Milli()
	if err != nil {
		return refuse("wages", "Upah terlalu besar untuk dihitung.")
	}
	for _, heir := range heirNames {
		v := r.law.value("jp.heir."+heir, r.day)
		if v == nil {
			continue
		}
		t := &Trace{Subject: "benefit.pension_" + heir + ".insurer", Steps: []Step{
			stated("pension", whole), Step{Op: Times, Name: "part", By: RateOf(v.Rate)}.ground(v.Name, r.cite(v)),
		}}
		t.end(0, HalfUp, resting(r.cite(v), a.Cite))
		if t.Amount, err = t.Recompute(); err != nil {
			return fmt.Errorf("share pension: %w", err)
		}
		a.Heirs = append(a.Heirs, HeirPension{heir, v.Rate, t.Amount, t, resting(r.cite(v), a.Cite)})
	}
	return nil
}

// weigh fills the weighted wages and returns their sum over all months.
func (r *Rules) weigh(q Pension, a *PensionAnswer) (*big.Rat, int, error) {
	sum, months, seen := new(big.Rat), 0, map[int]bool{}
	for _, y := range q.Wages {
		switch {
		case y.Year < firstMonth.Year() || y.Year > r.day.Year():
			return nil, 0, refuse("wages", "Tahun %d di luar masa iuran; isi tahun %d sampai tahun pensiun.", y.Year, firstMonth.Year())
		case y.Months < 0 || y.Months > 12 || y.Wage < 0 || y.Wage > maxWage || seen[y.Year]:
			return nil, 0, refuse("wages", "Upah tahun %d tidak dapat dipakai; isi satu baris per tahun dengan upah tidak negatif dan 0 sampai 12 bulan.", y.Year)
		}
		seen[y.Year] = true
		wage := r.cappedByYear(y)
		w, term := milliRat(wage), Term{Name: strconv.Itoa(y.Year), Count: int64(y.Months), By: AmountOf(wage)}
		for year := y.Year; year < r.day.Year(); year++ {
			inflation, known := q.Inflation[year]
			if !known {
				return nil, 0, refuse("inflation", "Inflasi tahun %d belum diisi.", year)
			}
			if inflation <= -money.One || inflation > 10*money.One {
				return nil, 0, refuse("inflation", "Inflasi tahun %d di luar batas; tulis persen seperti 4.75.", year)
			}
			index := RateOf(money.One + inflation)
			w.Mul(w, index.Rat())
			term.Factors = append(term.Factors, index)
		}
		shown, err := halfUp(w)
		if err != nil {
			return nil, 0, refuse("wages", "Upah tahun %d terlalu besar untuk dihitung.", y.Year)
		}
		a.Weighted = append(a.Weighted, shown)
		a.terms = append(a.terms, term)
		months += y.Months
		sum.Add(sum, w.Mul(w, rat(int64(y.Months), 1)))
	}
	return sum, months, nil
}

// cappedByYear caps a year's wage by the ceiling announced in that year (in 2015 the first one, of July), where one was.
func (r *Rules) cappedByYear(y WageYear) money.Milli {
	day := max(period.DateOf(y.Year, 3, 1), firstMonth.First())
	if v := r.law.value("jp.wage_ceiling", day); v != nil && v.From.Year() == y.Year {
		return min(y.Wage, v.Amount)
	}
	return y.Wage
}

// bound says what would be paid: within the bounds of the day, and only to the vested.
func (r *Rules) bound(a *PensionAnswer) {
	vesting := r.law.value("jp.vesting.months", r.day)
	a.Vested = a.Vested || (vesting != nil && a.Months >= vesting.Count)
	if !a.Vested {
		return
	}
	a.Payable = a.Monthly
	least, most := r.law.value("jp.benefit_min", r.day), r.law.value("jp.benefit_max", r.day)
	for _, v := range []*pack.Value{least, most} {
		if v != nil {
			a.Cite = doubted(a.Cite, v.Confidence)
		}
	}
	if least != nil {
		a.Payable = max(a.Payable, least.Amount.HalfUp())
	}
	if most != nil {
		a.Payable = min(a.Payable, most.Amount.HalfUp())
	}
}
