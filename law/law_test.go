package law

import (
	"errors"
	"strings"
	"testing"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

func date(t testing.TB, s string) period.Date {
	t.Helper()
	d, err := period.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestShippedPacksAreSound(t *testing.T) {
	for _, p := range Check(shippedSources()...) {
		t.Error(p)
	}
	for _, s := range Shipped().Parameters() {
		if last := s.Versions[len(s.Versions)-1]; last.To != 0 && !strings.HasPrefix(s.Name, "scholarship.once") {
			t.Errorf("%s ended on %s: is that the law, or was a version forgotten?", s.Name, last.To)
		}
	}
}

func TestNothingUnsureIsShownAsCertain(t *testing.T) {
	for _, s := range Shipped().Parameters() {
		for _, v := range s.Versions {
			for _, day := range []period.Date{v.From, v.From + 40, date(t, "2026-11-22")} {
				if v.VerifiedOn(day) && (v.Confidence != pack.High || day > v.VerifiedThrough) {
					t.Errorf("%s from %s counts as verified on %s", v.Name, v.From, day)
				}
			}
		}
	}
	bill, err := rulesFor(t, "2026-12").ExplainPU(PU{Wage: 1_000_000_000})
	if err != nil || bill.Lines[0].Verified {
		t.Errorf("nobody has checked December 2026: %+v %v", bill.Lines[0], err)
	}
	ceiling, err := rulesFor(t, "2021-04").ExplainPU(PU{Wage: 10_000_000_000, Employer: Private, Class: 1, Programmes: ProgrammesOf(JP)})
	if err != nil || ceiling.Lines[0].Verified || ceiling.Lines[0].Confidence != pack.Medium {
		t.Errorf("the ceiling of 2021 was computed, not seen: %+v %v", ceiling.Lines[0], err)
	}
}

// TestCeilingFollowsTheGrowthRule recomputes each update: last ceiling x (1 + growth), down to Rp100 (PP 45/2015 Art. 29).
func TestCeilingFollowsTheGrowthRule(t *testing.T) {
	growth := map[int]int64{2016: 479, 2017: 502, 2018: 507, 2019: 517, 2020: 502, 2021: -207, 2022: 369, 2023: 531, 2024: 505, 2025: 503, 2026: 511}
	last := money.Milli(7_000_000_000)
	for year := 2016; year <= 2026; year++ {
		v, err := Shipped().Parameter("jp.wage_ceiling", period.DateOf(year, 3, 1))
		if err != nil {
			t.Fatal(err)
		}
		exact := int64(last) / 1000 * (10000 + growth[year]) / 10000 // in rupiah
		if want := money.Milli(exact / 100 * 100 * 1000); v.Amount != want {
			t.Errorf("%d: %s, the rule gives %s", year, v.Amount, want)
		}
		last = v.Amount
	}
}

func TestMinimumWage(t *testing.T) {
	day := date(t, "2026-03-01")
	for _, c := range []struct {
		region, kind, value string
		verified            bool
	}{
		{"33.11", "UMK", "2500000", false},
		{"33.11.08.2003", "UMK", "2500000", false},
		{"35.78", "UMK", "5288796", true},
		{"53.71", "UMK", "2532852", false},
		{"53.04", "UMP", "2455898", false}, // known to have none of its own
		{"33", "UMP", "2327386.07", true},
		{"36", "UMP", "3100881.4", true},
	} {
		got, err := MinimumWage(c.region, day)
		if err != nil || got.Kind != c.kind || got.Value.String() != c.value || got.Verified != c.verified {
			t.Errorf("%s: %+v %v", c.region, got, err)
		}
	}
	for _, c := range []struct{ region, day string }{{"32.04", "2026-03-01"}, {"33.11", "2025-12-31"}, {"33.11", "2027-01-01"}, {"33.99", "2026-03-01"}, {"", "2026-03-01"}, {"3311", "2026-03-01"}} {
		if got, err := MinimumWage(c.region, date(t, c.day)); FieldOf(err) != "region" {
			t.Errorf("%s on %s: %+v %v, want an error: unknown is not the provincial wage", c.region, c.day, got, err)
		}
	}
}

func TestDueDates(t *testing.T) {
	for _, c := range []struct {
		segment, month, due string
		moved               int
		verified            bool
	}{
		{"PU", "2026-08", "2026-09-15", 0, true},
		{"PU", "2026-10", "2026-11-16", 1, true},  // a Sunday
		{"PU", "2026-04", "2026-05-18", 3, false}, // joint leave on Friday, then a weekend
		{"PU", "2024-03", "2024-04-16", 1, false}, // joint leave after Idul Fitri
		{"BPU", "2026-12", "2026-12-15", 0, false},
		{"PU", "2020-12", "2021-02-01", 2, false}, // PP 49/2020: the 30th, here a Saturday
		{"PU", "2021-01", "2021-03-01", 1, false}, // there is no 30 February; the 28th is a Sunday
	} {
		m, err := period.ParseMonth(c.month)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Due(c.segment, m)
		if err != nil || got.Due.String() != c.due || len(got.MovedBy) != c.moved || got.Verified != c.verified || len(got.Assumed) > 0 {
			t.Errorf("%s %s: %+v %v", c.segment, c.month, got, err)
		}
	}
	later, err := Due("PU", period.MonthOf(2030, 5))
	if err != nil || len(later.Assumed) != 1 || later.Verified || later.Confidence != pack.Low {
		t.Errorf("without holidays only weekends were counted, and the answer says so: %+v %v", later, err)
	}
	if _, err := Due("JAKON", period.MonthOf(2026, 5)); FieldOf(err) != "segment" {
		t.Error(err)
	}
}

func TestPenalty(t *testing.T) {
	ask := Penalty{Amount: 1_000_000_000, Segment: "PU", Month: period.MonthOf(2025, 1), Employer: Private}
	for _, c := range []struct {
		paid   string
		months int
		want   money.Rupiah
	}{
		{"2025-02-17", 0, 0}, // the 15th was a Saturday
		{"2025-02-18", 1, 20000},
		{"2025-03-17", 1, 20000},
		{"2025-03-18", 2, 40000},
		{"2025-05-10", 3, 60000},
	} {
		q := ask
		q.PaidOn = date(t, c.paid)
		got, err := Shipped().Penalty(q)
		if err != nil || got.MonthsLate != c.months || got.Penalty != c.want {
			t.Errorf("%s: %d months, %d %v", c.paid, got.MonthsLate, got.Penalty, err)
		}
		q.Employer = Government
		if got, err := Shipped().Penalty(q); err != nil || got.Penalty != 0 || got.Verified {
			t.Errorf("a government has no statutory penalty, which is not certain: %+v %v", got, err)
		}
	}
	q := ask
	q.Month, q.PaidOn, q.LabourIntensive = period.MonthOf(2025, 3), date(t, "2025-05-01"), true
	if got, err := Shipped().Penalty(q); err != nil || got.Penalty != 5000 || len(got.Assumed) != 2 {
		t.Errorf("half a percent under PP 7/2025: %+v %v", got, err)
	}
}

const sketch = `subject: dry-run
edition: 2026-12-01
parameters:
  - name: pu.jkm.rate
    title: JKM
    unit: rate
    basis: contribution_month
    versions:
      - {from: 2027-01, to: 2027-06, value: 0.006, article: usulan, source: simulasi, confidence: L, verified_through: 2026-12-01}
minimum_wages:
  - {kind: UMK, from: 2026-01-01, values: {"32.04": 3757284}, article: Kepgub, source: pemda, confidence: H, verified_through: 2026-12-31}
`

func TestPackOnTopWinsWhereItHolds(t *testing.T) {
	l, err := Shipped().With(Source{"dry-run.yaml", []byte(sketch)})
	if err != nil {
		t.Fatal(err)
	}
	for month, want := range map[string]money.Rupiah{"2026-12": 3000, "2027-01": 6000, "2027-06": 6000, "2027-07": 3000} {
		m, err := period.ParseMonth(month)
		if err != nil {
			t.Fatal(err)
		}
		r, err := l.For(m)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := r.PU(PU{Wage: 1_000_000_000}); err != nil || got.Of(JKM) != want {
			t.Errorf("%s: %d %v, want %d", month, got.Of(JKM), err, want)
		}
	}
	if got, err := l.MinimumWage("32.04", date(t, "2026-03-01")); err != nil || got.Value != 3_757_284_000 {
		t.Errorf("%+v %v", got, err)
	}
	if l.Version() == Shipped().Version() {
		t.Error("another law has another version")
	}
	if got, err := rulesFor(t, "2027-01").PU(PU{Wage: 1_000_000_000}); err != nil || got.Of(JKM) != 3000 {
		t.Error("the law below is as it was")
	}
	_, err = Shipped().With(Source{"dry-run.yaml", []byte(strings.Replace(sketch, "value: 0.006", "value: 6", 1))})
	var problems ProblemsError
	if !errors.As(err, &problems) || problems[0].Line != 9 {
		t.Errorf("%v", err)
	}
}

func TestProgrammesAsOfficesWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"JKK,JKM":    "JKK,JKM",
		"jkm + jkk":  "JKK,JKM",
		"JKM;JKK":    "JKK,JKM",
		"JKK JKM/JP": "JKK,JKM,JP",
		"Jaminan Kecelakaan Kerja dan Jaminan Kematian": "JKK,JKM",
		"kematian, hari tua":                            "JKM,JHT",
		"JKK, JKM, JHT, JPN":                            "JKK,JKM,JHT,JP",
		"Program JKK & Jaminan  Kehilangan Pekerjaan":   "JKK,JKP",
		"": "",
	} {
		got, err := ParseProgrammes(text)
		if err != nil || got.String() != want {
			t.Errorf("%q: %s %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"JKX", "JKK JKN", "kesehatan", "JKKJKM"} {
		if got, err := ParseProgrammes(text); FieldOf(err) != "programmes" {
			t.Errorf("%q: %s %v", text, got, err)
		}
	}
	for set := range Programmes(32) {
		if back, err := ParseProgrammes(set.String()); err != nil || back != set {
			t.Errorf("%s: %s %v", set, back, err)
		}
	}
}
