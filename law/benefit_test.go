package law

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/payung-id/payung/money"
)

func rulesOn(t testing.TB, day string) *Rules {
	t.Helper()
	r, err := On(date(t, day))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestNaturalDeathByDay(t *testing.T) {
	for day, want := range map[string]money.Rupiah{"2015-07-01": 24_000_000, "2019-12-01": 24_000_000, "2019-12-02": 42_000_000, "2026-09-30": 42_000_000} {
		r := rulesOn(t, day)
		got, ground, err := r.NaturalDeath()
		if err != nil || got != want || ground.Article == "" {
			t.Errorf("%s: %d %v", day, got, err)
		}
		items, err := r.Benefit(Benefit{Event: Death, Segment: "PU"})
		if insurer, _ := items.Totals(); err != nil || insurer != want {
			t.Errorf("%s: the items add up to %d, not %d (%v)", day, insurer, want, err)
		}
	}
}

func count(n int) *int { return &n }

// TestBenefits holds published and derived examples; sources in testdata and in the packs.
func TestBenefits(t *testing.T) {
	for _, c := range []struct {
		name, day         string
		q                 Benefit
		insurer, employer money.Rupiah
	}{
		{"two workers on duty, July 2020 (published 227,265,000 rounded up)", "2020-07-10",
			Benefit{Event: AccidentDeath, Wage: 4_276_349_906}, 227_264_795, 0},
		{"death at work with a child two years before leaving school (published 136,000,000)", "2023-07-10",
			Benefit{Event: AccidentDeath, Wage: 1_000_000_000, Children: []Child{{"SMA", 2}}}, 136_000_000, 0},
		{"floor: 48 x 300,000 is less than the lump sum of a natural death", "2025-06-15",
			Benefit{Event: AccidentDeath, Wage: 300_000_000}, 42_000_000, 0},
		{"nobody registered", "2025-06-15",
			Benefit{Event: Death, Unregistered: true}, 0, 42_000_000},
		{"reported too little", "2025-06-15",
			Benefit{Event: TotalDisability, Wage: 1_000_000_000, TrueWage: 3_000_000_000}, 56_000_000 + 12_000_000, 112_000_000},
		{"a true wage below the reported one takes nothing away", "2025-06-15",
			Benefit{Event: PartialDisability, Wage: 3_000_000_000, TrueWage: 1_000_000_000, TableRate: 350_000_000}, 84_000_000, 0},
		{"new member without a wage", "2025-08-15",
			Benefit{Event: Death, Segment: "BPU", Membership: count(2)}, 10_000_000, 0},
		{"three months are enough", "2025-08-15",
			Benefit{Event: Death, Segment: "BPU", Membership: count(3)}, 42_000_000, 0},
		{"before the rule of 2025", "2025-02-23",
			Benefit{Event: Death, Segment: "BPU", Membership: count(2)}, 42_000_000, 0},
		{"no scholarship before three years of contributions", "2025-06-15",
			Benefit{Event: Death, Membership: count(35), Children: []Child{{"SD", 6}}}, 42_000_000, 0},
		{"two children from before school", "2025-06-15",
			Benefit{Event: Death, Children: []Child{{"belum_sekolah", 0}, {"tidak", 0}, {"belum_sekolah", 0}, {"SD", 1}}}, 42_000_000 + 174_000_000, 0},
		{"one scholarship before 2019-12", "2018-06-15",
			Benefit{Event: AccidentDeath, Wage: 1_000_000_000, Children: []Child{{"SD", 6}, {"SD", 6}}}, 48_000_000 + 4_800_000 + 3_000_000 + 12_000_000, 0},
		{"a year at full wage, then half", "2025-06-15",
			Benefit{Event: TemporaryDisability, Wage: 2_000_000_000, Months: 14}, 26_000_000, 0},
		{"people without a wage are reckoned on their bracket", "2025-06-15",
			Benefit{Event: AccidentDeath, Segment: "BPU", Wage: 1_500_000_000}, 48*1_600_000 + 22_000_000, 0},
		{"job loss before 2025-02-07, wage above the cap", "2025-02-06",
			Benefit{Event: JobLoss, Wage: 9_000_000_000, Employer: Private}, 3*2_250_000 + 3*1_250_000, 0},
		{"job loss needs twelve months", "2025-06-15",
			Benefit{Event: JobLoss, Wage: 5_000_000_000, Employer: Private, Membership: count(11)}, 0, 0},
		{"a government's workers have no job loss insurance", "2025-06-15",
			Benefit{Event: JobLoss, Wage: 5_000_000_000}, 0, 0},
	} {
		if c.q.Segment == "" {
			c.q.Segment = "PU"
		}
		got, err := rulesOn(t, c.day).Benefit(c.q)
		insurer, employer := got.Totals()
		if err != nil || insurer != c.insurer || employer != c.employer {
			t.Errorf("%s: insurer %d employer %d %v, want %d %d\n%+v", c.name, insurer, employer, err, c.insurer, c.employer, got.Items)
		}
	}
}

func TestBenefitRefusals(t *testing.T) {
	r := rulesOn(t, "2025-06-15")
	for field, q := range map[string]Benefit{
		"wage":          {Event: AccidentDeath, Segment: "PU"},
		"segment":       {Event: Death, Segment: "PMI"},
		"months":        {Event: TemporaryDisability, Segment: "PU", Wage: 1},
		"table_percent": {Event: PartialDisability, Segment: "PU", Wage: 1},
		"event":         {Event: "flood", Segment: "PU"},
		"children":      {Event: Death, Segment: "PU", Children: []Child{{"SMA", 4}}},
	} {
		if got, err := r.Benefit(q); FieldOf(err) != field {
			t.Errorf("%+v: %+v %v", q, got, err)
		}
	}
}

func TestTruerWageNeverTakesFromTheInsured(t *testing.T) {
	events := []Event{Death, AccidentDeath, PartialDisability, TotalDisability, TemporaryDisability, JobLoss}
	rapid.Check(t, func(t *rapid.T) {
		q := Benefit{
			Event: rapid.SampledFrom(events).Draw(t, "event"), Segment: "PU", Employer: Private, Months: 9, TableRate: 200_000_000,
			Wage: money.Milli(rapid.Int64Range(1, 50_000_000_000).Draw(t, "wage")),
		}
		r, err := On(firstMonth.First() + 7*365)
		if err != nil {
			t.Fatal(err)
		}
		reported, err := r.Benefit(q)
		if err != nil {
			t.Fatal(err)
		}
		q.TrueWage = money.Milli(rapid.Int64Range(1, 50_000_000_000).Draw(t, "true"))
		actual, _ := r.Benefit(q)
		a, _ := reported.Totals()
		b, extra := actual.Totals()
		q.Unregistered = true
		none, _ := r.Benefit(q)
		insurer, all := none.Totals()
		if a != b || extra < 0 || insurer != 0 || all != b+extra {
			t.Fatalf("reported %d, true %d + %d, unregistered %d + %d", a, b, extra, insurer, all)
		}
	})
}
