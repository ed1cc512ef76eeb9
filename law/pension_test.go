package law

import (
	"testing"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
)

// years returns a wage for each of some years, twelve months each, and no inflation.
func years(first, n int, wage money.Milli, months int) Pension {
	q := Pension{Inflation: map[int]money.Rate{}}
	for y := first; y < first+n; y++ {
		q.Wages = append(q.Wages, WageYear{y, wage, months})
		q.Inflation[y] = 0
	}
	return q
}

func on(t *testing.T, day string) *Rules {
	t.Helper()
	r, err := On(date(t, day))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPensionIsVestedAfterFifteenYears(t *testing.T) {
	whole := years(2016, 15, 6_000_000_000, 12)
	got, err := on(t, "2031-01-15").Pension(whole)
	if err != nil || !got.Vested || got.Months != 180 || got.Monthly != 900_000 || got.Payable != 900_000 || got.Average != 6_000_000 {
		t.Errorf("%+v %v", got, err)
	}
	whole.Wages[0].Months = 11
	got, err = on(t, "2031-01-15").Pension(whole)
	if err != nil || got.Vested || got.Months != 179 || got.Payable != 0 || got.Heirs != nil || got.Monthly != 895_000 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestPensionStaysWithinItsBounds(t *testing.T) {
	low, err1 := on(t, "2031-01-15").Pension(years(2016, 15, 1_000_000_000, 12))
	high, err2 := on(t, "2060-01-15").Pension(years(2027, 33, 90_000_000_000, 12))
	least, err3 := Shipped().Parameter("jp.benefit_min", date(t, "2031-01-15"))
	most, err4 := Shipped().Parameter("jp.benefit_max", date(t, "2060-01-15"))
	if err1 != nil || err2 != nil || err3 != nil || err4 != nil {
		t.Fatal(err1, err2, err3, err4)
	}
	if low.Monthly != 150_000 || low.Payable != least.Amount.HalfUp() || high.Monthly != 29_700_000 || high.Payable != most.Amount.HalfUp() {
		t.Errorf("%+v\n%+v", low, high)
	}
	if low.Confidence != pack.Low || low.Verified {
		t.Errorf("the bounds of 2026 are weak: %+v", low.Cite)
	}
}

// TestWagesAreCappedByTheCeilingOfTheirYear: only where one was announced in that year.
func TestWagesAreCappedByTheCeilingOfTheirYear(t *testing.T) {
	r := rulesFor(t, "2031-01")
	for year, want := range map[int]money.Milli{2015: 7_000_000_000, 2016: 7_335_300_000, 2026: 11_086_300_000, 2027: 50_000_000_000} {
		if got := r.cappedByYear(WageYear{year, 50_000_000_000, 12}); got != want {
			t.Errorf("%d: %s, want %s", year, got, want)
		}
		if got := r.cappedByYear(WageYear{year, 5_000_000_000, 12}); got != 5_000_000_000 {
			t.Errorf("%d: %s", year, got)
		}
	}
}

func TestHeirsOfAMemberOfAYearCountFifteen(t *testing.T) {
	for _, c := range []struct {
		months  int
		died    bool
		vested  bool
		monthly money.Rupiah
	}{
		{12, true, true, 750_000}, // 1 % x 15 x 5 million
		{12, false, false, 50_000},
		{11, true, false, 45_833},
	} {
		q := years(2029, 1, 5_000_000_000, c.months)
		q.Died = c.died
		got, err := on(t, "2030-01-15").Pension(q)
		if err != nil || got.Vested != c.vested || got.Monthly != c.monthly || got.Months != c.months || (len(got.Heirs) == 3) != c.vested {
			t.Errorf("%+v: %+v %v", c, got, err)
		}
		if again, err := got.Trace.Recompute(); err != nil || again != got.Monthly {
			t.Errorf("%d %v", again, err)
		}
		for i, part := range []money.Rupiah{375_000, 375_000, 150_000} {
			if !c.vested {
				break
			}
			h := got.Heirs[i]
			if again, err := h.Trace.Recompute(); err != nil || h.Amount != part || again != part || h.Confidence == pack.High || h.Trace.Subject != "benefit.pension_"+h.Heir+".insurer" {
				t.Errorf("%+v %v", h, err)
			}
		}
	}
	long := years(2014+2, 15, 6_000_000_000, 12)
	long.Died = true
	got, err := on(t, "2031-01-15").Pension(long)
	if err != nil || got.Monthly != 900_000 || got.Trace.Steps[2].Name != "months" {
		t.Errorf("who has fifteen years has them: %+v %v", got.Trace, err)
	}
}

func TestPensionRefuses(t *testing.T) {
	r := on(t, "2030-01-15")
	for name, c := range map[string]struct {
		q     Pension
		field string
	}{
		"no wages":         {Pension{}, "wages"},
		"no inflation":     {Pension{Wages: []WageYear{{2028, 1, 1}}, Inflation: map[int]money.Rate{2028: 0}}, "inflation"},
		"negative wage":    {Pension{Wages: []WageYear{{2030, -1, 1}}}, "wages"},
		"negative months":  {Pension{Wages: []WageYear{{2030, 1, -1}}}, "wages"},
		"a year twice":     {Pension{Wages: []WageYear{{2030, 1, 1}, {2030, 1, 1}}}, "wages"},
		"no months at all": {Pension{Wages: []WageYear{{2030, 1, 0}}}, "wages"},
	} {
		if got, err := r.Pension(c.q); FieldOf(err) != c.field {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
	fine, err := r.Pension(Pension{Wages: []WageYear{{2029, 1_000_000_000, 6}, {2030, 2_000_000_000, 6}}, Inflation: map[int]money.Rate{2029: -money.One / 10}})
	if err != nil || fine.Weighted[0] != 900_000 || fine.Weighted[1] != 2_000_000 || fine.Average != 1_450_000 || fine.Monthly != 14_500 {
		t.Errorf("deflation counts too: %+v %v", fine, err)
	}
}

func TestJobLossIsSetAsideForPrivateEmployersOfAllFour(t *testing.T) {
	r := rulesFor(t, "2026-09")
	all := ProgrammesOf(JKK, JKM, JHT, JP)
	for name, c := range map[string]struct {
		q    PU
		want bool
	}{
		"private, four programmes":    {PU{Wage: 1_000_000_000, Employer: Private, Class: 1, Programmes: all}, true},
		"private, three":              {PU{Wage: 1_000_000_000, Employer: Private, Class: 1, Programmes: all.Without(ProgrammesOf(JP))}, false},
		"government, four programmes": {PU{Wage: 1_000_000_000, Programmes: all}, false},
	} {
		bill, err := r.ExplainPU(c.q)
		if err != nil || (bill.Recomposition != nil) != c.want {
			t.Errorf("%s: %+v %v", name, bill.Recomposition, err)
		}
		if c.want && (bill.Recomposition.Total() != 3600 || len(bill.Recomposition.Traces) != 3) {
			t.Errorf("%+v", bill.Recomposition)
		}
	}
}
