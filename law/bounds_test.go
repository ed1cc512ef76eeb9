package law

import (
	"testing"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// TestTheLargestIsTakenAndOneMoreIsNot: every bound on what may be asked, from both sides.
func TestTheLargestIsTakenAndOneMoreIsNot(t *testing.T) {
	r := rulesFor(t, "2026-09")
	for name, ask := range map[string]func(more money.Milli) error{
		"wage":       func(more money.Milli) error { _, err := r.PU(PU{Wage: maxWage + more}); return err },
		"daily wage": func(more money.Milli) error { _, err := r.MonthlyWage(maxWage/100 + more); return err },
		"piece wage": func(more money.Milli) error {
			_, err := r.PieceWage([]money.Milli{0, 0, maxWage + more}, false)
			return err
		},
		"income":     func(more money.Milli) error { _, err := r.BPU(BPU{Income: maxWage + more}); return err },
		"jakon wage": func(more money.Milli) error { _, err := r.JAKON(JAKON{Wage: maxWage + more}); return err },
		"contract":   func(more money.Milli) error { _, err := r.JAKON(JAKON{ContractValue: maxContract + more}); return err },
		"with VAT":   func(more money.Milli) error { _, err := r.JAKON(JAKON{InclusiveVAT: maxContract + more}); return err },
		"before": func(more money.Milli) error {
			_, err := r.JAKON(JAKON{ContractValue: maxContract, Before: maxContract + more})
			return err
		},
		"VAT": func(more money.Milli) error {
			_, err := r.JAKON(JAKON{InclusiveVAT: 1, VATPercent: money.One + money.Rate(more)})
			return err
		},
		"months": func(more money.Milli) error {
			_, err := r.PMI(PMI{Months: 240 + int(more), Route: "agency"})
			return err
		},
		"benefit wage": func(more money.Milli) error {
			_, err := r.Benefit(Benefit{Event: AccidentDeath, Segment: "PU", Wage: maxWage + more})
			return err
		},
		"true wage": func(more money.Milli) error {
			_, err := r.Benefit(Benefit{Event: AccidentDeath, Segment: "PU", Wage: 1, TrueWage: maxWage + more})
			return err
		},
		"table": func(more money.Milli) error {
			_, err := r.Benefit(Benefit{Event: PartialDisability, Segment: "PU", Wage: 1, TableRate: money.One + money.Rate(more)})
			return err
		},
		"function": func(more money.Milli) error {
			_, err := r.Benefit(Benefit{Event: PartialDisability, Segment: "PU", Wage: 1, TableRate: 1, FunctionLoss: money.One + money.Rate(more)})
			return err
		},
		"balance": func(more money.Milli) error {
			_, err := r.Savings(Savings{Balance: maxWage*1000 + more, Reason: "death"})
			return err
		},
		"penalty": func(more money.Milli) error {
			_, err := Shipped().Penalty(Penalty{Amount: maxWage*1000 + more, Segment: "PU", Employer: Private, Month: period.MonthOf(2026, 8), PaidOn: period.DateOf(2026, 9, 16)})
			return err
		},
		"month": func(more money.Milli) error { _, err := For(lastMonth + period.Month(more)); return err },
		"day":   func(more money.Milli) error { _, err := On(lastMonth.Last() + period.Date(more)); return err },
		"inflation": func(more money.Milli) error {
			_, err := r.Pension(Pension{Wages: []WageYear{{2025, 1000, 12}}, Inflation: map[int]money.Rate{2025: 10*money.One + money.Rate(more)}})
			return err
		},
		"months of a year": func(more money.Milli) error {
			_, err := r.Pension(Pension{Wages: []WageYear{{2026, 1000, 12 + int(more)}}})
			return err
		},
		"wage of a year": func(more money.Milli) error {
			_, err := r.Pension(Pension{Wages: []WageYear{{2026, maxWage + more, 12}}})
			return err
		},
	} {
		if err := ask(0); err != nil {
			t.Errorf("%s at its bound: %v", name, err)
		}
		if err := ask(1); FieldOf(err) == "" {
			t.Errorf("%s above its bound: %v", name, err)
		}
	}
	for name, err := range map[string]error{
		"first month": second(For(firstMonth)), "first day": second(On(firstMonth.First())),
		"no wage": second(r.PU(PU{})), "no months": second(r.Pension(Pension{Wages: []WageYear{{2026, 0, 1}}})),
		"one month": second(r.PMI(PMI{Months: 1, Route: "agency"})), "class 5": second(r.PU(PU{Class: 5})),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, err := range map[string]error{
		"before the first month": second(For(firstMonth - 1)), "before the first day": second(On(firstMonth.First() - 1)),
		"no package": second(r.PMI(PMI{Months: 0, Route: "agency"})), "deflation to nothing": second(r.Pension(Pension{Wages: []WageYear{{2025, 1000, 12}}, Inflation: map[int]money.Rate{2025: -money.One}})),
		"no table rate": second(r.Benefit(Benefit{Event: PartialDisability, Segment: "PU", Wage: 1})),
		"year too late": second(r.Pension(Pension{Wages: []WageYear{{2027, 1, 1}}})), "year too early": second(r.Pension(Pension{Wages: []WageYear{{2014, 1, 1}}})),
		"nothing to build": second(r.JAKON(JAKON{})), "two ways": second(r.JAKON(JAKON{ContractValue: 1, InclusiveVAT: 1})),
	} {
		if FieldOf(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }
