package law

import (
	"math/big"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
)

// WageYear is what a member earned in a year: the monthly wage and for how many months contributions were paid.
type WageYear struct {
	Year   int
	Wage   money.Milli
	Months int
}

// Pension is a question about a monthly pension; the year of retirement is that of the rules. Inflation is by year, as
// an exact part: 0.0475 for 4.75 percent.
type Pension struct {
	Wages     []WageYear
	Inflation map[int]*big.Rat
}

// PensionAnswer is a monthly pension by the formula: 1 % a year of the average weighted wage.
type PensionAnswer struct {
	Weighted []money.Rupiah // by year, each for a month, rounded half-up to show; the pension goes by the exact ones
	Average  money.Rupiah
	Monthly  money.Rupiah
	Months   int
	Vested   bool         // contributions of 15 years; otherwise the money is paid back in one sum
	Payable  money.Rupiah // Monthly within the bounds of the day, 0 where not vested
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
		return PensionAnswer{}, notInForce(r.month, "jp.rate")
	}
	a := PensionAnswer{Cite: r.cite(v)}
	sum, months, err := r.weigh(q, &a)
	if err != nil {
		return PensionAnswer{}, err
	}
	if months == 0 {
		return PensionAnswer{}, refuse("wages", "wages tidak punya bulan iuran; isi months lebih dari 0.")
	}
	average := new(big.Rat).Quo(sum, rat(int64(months), 1))
	if a.Average, err = halfUp(average); err != nil {
		return PensionAnswer{}, err
	}
	monthly := new(big.Rat).Mul(average, rat(int64(months), 12))
	if a.Monthly, err = halfUp(monthly.Mul(monthly, rat(int64(v.Rate), int64(money.One)))); err != nil {
		return PensionAnswer{}, err
	}
	a.Months = months
	r.bound(&a)
	return a, nil
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
		w := rat(int64(r.cappedByYear(y)), 1000)
		for year := y.Year; year < r.day.Year(); year++ {
			inflation := q.Inflation[year]
			if inflation == nil {
				return nil, 0, refuse("inflation", "Inflasi tahun %d belum diisi.", year)
			}
			w.Mul(w, new(big.Rat).Add(rat(1, 1), inflation))
		}
		shown, err := halfUp(w)
		if err != nil {
			return nil, 0, refuse("wages", "Upah tahun %d terlalu besar untuk dihitung.", y.Year)
		}
		a.Weighted = append(a.Weighted, shown)
		months += y.Months
		sum.Add(sum, w.Mul(w, rat(int64(y.Months), 1)))
	}
	return sum, months, nil
}

// cappedByYear caps a year's wage by the ceiling announced in that year, where one was.
func (r *Rules) cappedByYear(y WageYear) money.Milli {
	for _, l := range r.law.layers {
		s := l.series["jp.wage_ceiling"]
		if s == nil {
			continue
		}
		for _, v := range s.Versions {
			if v.From.Year() == y.Year {
				return min(y.Wage, v.Amount)
			}
		}
	}
	return y.Wage
}

// bound says what would be paid: within the bounds of the day, and only to the vested.
func (r *Rules) bound(a *PensionAnswer) {
	vesting := r.law.value("jp.vesting.months", r.day)
	a.Vested = vesting != nil && a.Months >= vesting.Count
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
