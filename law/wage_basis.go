package law

import (
	"math/big"
	"strings"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// WageBasis is a month's wage that follows from something else, with the steps that lead to it.
type WageBasis struct {
	Wage  money.Milli
	Steps []Step
	Cite
}

// DailyWage returns the month's wage of a worker paid by the day: the daily wage times the multiple of the packs (25).
func (r *Rules) DailyWage(daily money.Milli) (WageBasis, error) {
	wage, err := r.MonthlyWage(daily)
	if err != nil {
		return WageBasis{}, err
	}
	v := r.pu.daily
	ground := r.cite(v)
	times := Step{Op: Times, Name: "days", By: CountOf(v.Count)}.ground(v.Name, ground)
	return WageBasis{wage, []Step{stated("daily_wage", daily), times}, ground}, nil
}

// PieceWage returns the month's wage of a worker paid by the piece: the mean of the last 3 months, of the last 12 where
// the work depends on the weather. Fewer months than that are refused; more are too, so that nobody averages the wrong ones.
func (r *Rules) PieceWage(months []money.Milli, weather bool) (WageBasis, error) {
	name := "pu.piece_wage.months"
	if weather {
		name = "pu.piece_wage.weather_months"
	}
	v := r.law.value(name, r.month.First())
	if v == nil {
		return WageBasis{}, r.law.notInForce(r.month, name)
	}
	if len(months) != v.Count {
		return WageBasis{}, refuse("piece_wages", "piece_wages berisi %d bulan; tulis upah %d bulan terakhir.", len(months), v.Count)
	}
	terms := make([]Term, len(months))
	sum := new(big.Rat)
	for i, m := range months {
		if m < 0 || m > maxWage {
			return WageBasis{}, refuse("piece_wages", "Upah %s di luar batas; isi upah sebulan dalam rupiah, tidak negatif.", m.String())
		}
		terms[i] = Term{Count: 1, By: AmountOf(m)}
		sum.Add(sum, milliRat(m))
	}
	ground := r.cite(v)
	steps := []Step{
		{Op: Sum, Name: "piece_wages", Terms: terms},
		Step{Op: Over, Name: "months", By: CountOf(v.Count)}.ground(v.Name, ground),
		{Op: Decimal, Name: "mean"},
	}
	return WageBasis{milliOf(sum.Quo(sum, rat(int64(v.Count), 1))), steps, ground}, nil
}

// MinimumWageBasis returns the minimum wage of a region on the first day of the month as the month's wage.
func (r *Rules) MinimumWageBasis(region string) (WageBasis, error) {
	x, err := r.law.MinimumWage(region, r.month.First())
	if err != nil {
		return WageBasis{}, err
	}
	start := stated("minimum_wage", x.Value).ground(strings.ToLower(x.Kind)+" "+x.Region, x.Cite)
	return WageBasis{x.Value, []Step{start}, x.Cite}, nil
}

// Floor returns what a reported wage must be raised to: the minimum wage of the region where the wage is below it.
// A minimum wage that the packs do not know is an error, never nothing.
func (r *Rules) Floor(wage money.Milli, region string) (WageBasis, error) {
	least, err := r.MinimumWageBasis(region)
	if err != nil || least.Wage > wage {
		return least, err
	}
	return WageBasis{wage, []Step{stated("wage", wage)}, Cite{Confidence: pack.High, Verified: true, VerifiedThrough: period.DateOf(9999, 12, 31)}}, nil
}
