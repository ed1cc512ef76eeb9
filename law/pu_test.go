package law

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

func rulesFor(t testing.TB, month string) *Rules {
	t.Helper()
	m, err := period.ParseMonth(month)
	if err != nil {
		t.Fatal(err)
	}
	r, err := For(m)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestGovernmentPaysAccidentAndDeathInClassOne(t *testing.T) {
	got, err := rulesFor(t, "2026-09").PU(PU{Wage: 1_500_000_000})
	if err != nil || got.Of(JKK) != 3600 || got.Of(JKM) != 4500 || got.Total() != 8100 || got.By(ByWorker) != 0 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestPrivateEmployerPaysFourProgrammes(t *testing.T) {
	got, err := rulesFor(t, "2026-09").PU(PU{Wage: 15_000_000_000, Employer: Private, Class: 2})
	if err != nil || got.Of(JKK) != 81000 || got.At(JHT, ByEmployer) != 555000 || got.At(JHT, ByWorker) != 300000 ||
		got.At(JP, ByEmployer) != 221726 || got.At(JP, ByWorker) != 110863 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestJobLossIsNeverBilled(t *testing.T) {
	r := rulesFor(t, "2026-09")
	with, err := r.PU(PU{Wage: 5_000_000_000, Employer: Private, Class: 1, Programmes: ProgrammesOf(JKK, JKM, JHT, JP, JKP)})
	without, _ := r.PU(PU{Wage: 5_000_000_000, Employer: Private, Class: 1})
	if err != nil || with != without || with.Of(JKP) != 0 {
		t.Errorf("%+v %+v %v", with, without, err)
	}
}

func TestRefusedQuestionsNameTheField(t *testing.T) {
	r := rulesFor(t, "2026-09")
	for _, c := range []struct {
		q     PU
		field string
	}{
		{PU{Wage: -1}, "wage"},
		{PU{Wage: maxWage + 1}, "wage"},
		{PU{Wage: 1, Employer: Private}, "jkk_class"},
		{PU{Wage: 1, Class: 6}, "jkk_class"},
		{PU{Wage: 1, Class: -1}, "jkk_class"},
	} {
		if got, err := r.PU(c.q); FieldOf(err) != c.field {
			t.Errorf("%+v: %+v %v, want field %s", c.q, got, err, c.field)
		}
	}
	if _, err := For(period.MonthOf(2015, 6)); FieldOf(err) != "month" {
		t.Errorf("before the regulations of 2015: %v", err)
	}
}

func TestReliefOfLabourIntensiveIndustry(t *testing.T) {
	ask := PU{Wage: 1_000_000_000, Employer: Private, Class: 1, Programmes: ProgrammesOf(JKK), LabourIntensive: true, Employees: 50, PaidThrough: period.MonthOf(2025, 1)}
	for _, c := range []struct {
		month  string
		change func(*PU)
		want   money.Rupiah
	}{
		{"2025-01", nil, 2400},
		{"2025-02", nil, 1200},
		{"2026-01", nil, 1200},
		{"2026-02", nil, 2400},
		{"2025-02", func(q *PU) { q.Employees = 49 }, 2400},
		{"2025-02", func(q *PU) { q.PaidThrough = period.MonthOf(2024, 12) }, 2400},
		{"2025-02", func(q *PU) { q.LabourIntensive = false }, 2400},
		{"2025-02", func(q *PU) { q.Employer = Government }, 2400},
	} {
		q := ask
		if c.change != nil {
			c.change(&q)
		}
		if got, err := rulesFor(t, c.month).PU(q); err != nil || got.Of(JKK) != c.want {
			t.Errorf("%s %+v: %d %v, want %d", c.month, q, got.Of(JKK), err, c.want)
		}
	}
	bill, err := rulesFor(t, "2025-02").ExplainPU(PU{Wage: 1_000_000_000, Employer: Private, Class: 1, LabourIntensive: true})
	if err != nil || len(bill.Assumed) != 2 {
		t.Errorf("what was not stated is listed: %v %v", bill.Assumed, err)
	}
}

func TestPandemicReliefDefersThePension(t *testing.T) {
	bill, err := rulesFor(t, "2020-10").ExplainPU(PU{Wage: 10_000_000_000, Employer: Private, Class: 1})
	if err != nil {
		t.Fatal(err)
	}
	// JKK 0.24 % x 1 %, JKM 0.3 % x 1 %, JP of the ceiling 8,939,700 whole, 99 % of it later
	if bill.Lines[0].Amount != 240 || bill.Lines[1].Amount != 300 || bill.Lines[4].Amount != 178794 || bill.Deferred() != 177006+88503 {
		t.Errorf("%+v, deferred %d", bill.Lines, bill.Deferred())
	}
	gov, err := rulesFor(t, "2020-10").ExplainPU(PU{Wage: 10_000_000_000})
	if err != nil || gov.Lines[0].Amount != 240 || gov.Lines[0].Confidence != pack.Low || gov.Lines[0].Verified {
		t.Errorf("whether a government had it is not sure: %+v %v", gov.Lines[0], err)
	}
}

func drawPU(t *rapid.T) (period.Month, PU) {
	q := PU{
		Wage:            money.Milli(rapid.Int64Range(0, 200_000_000_000).Draw(t, "wage")),
		Employer:        Employer(rapid.IntRange(0, 1).Draw(t, "employer")),
		Class:           rapid.IntRange(1, 5).Draw(t, "class"),
		Programmes:      Programmes(rapid.IntRange(1, 31).Draw(t, "programmes")),
		LabourIntensive: rapid.Bool().Draw(t, "intensive"),
		Employees:       rapid.IntRange(0, 100).Draw(t, "employees"),
	}
	return firstMonth.Add(rapid.IntRange(0, 180).Draw(t, "month")), q
}

func TestLinesExplainExactlyTheAmounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		month, q := drawPU(t)
		r, err := For(month)
		if err != nil {
			t.Fatal(err)
		}
		fast, err := r.PU(q)
		if err != nil {
			t.Fatal(err)
		}
		bill, err := r.ExplainPU(q)
		if err != nil {
			t.Fatal(err)
		}
		if bill.Total() != fast.Total() {
			t.Fatalf("lines %d, amounts %d", bill.Total(), fast.Total())
		}
		for _, line := range bill.Lines {
			again, err := line.Base.Share(line.Rate)
			if err != nil || again != line.Amount {
				t.Fatalf("%+v: base x rate = %d", line, again)
			}
			if line.Article == "" || line.Source == "" || (line.Verified && line.Confidence != pack.High) {
				t.Fatalf("ground of %+v", line)
			}
		}
	})
}

func TestMoreWageNeverCostsLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		month, q := drawPU(t)
		r, _ := For(month)
		less, err := r.PU(q)
		if err != nil {
			t.Fatal(err)
		}
		q.Wage += money.Milli(rapid.Int64Range(0, 1_000_000_000).Draw(t, "more"))
		more, err := r.PU(q)
		if err != nil {
			t.Fatal(err)
		}
		for p := JKK; p <= JP; p++ {
			for by := ByEmployer; by <= ByWorker; by++ {
				if more.At(p, by) < less.At(p, by) {
					t.Fatalf("%s %s: %d < %d", p, by, more.At(p, by), less.At(p, by))
				}
			}
		}
	})
}

func TestAmountsDoNotAllocate(t *testing.T) {
	r := rulesFor(t, "2026-09")
	if n := testing.AllocsPerRun(100, func() {
		if _, err := r.PU(PU{Wage: 15_000_000_000, Employer: Private, Class: 3}); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// BenchmarkPU is the road of the four facts: millions of people a scoreboard. Baseline: one exact product.
func BenchmarkPU(b *testing.B) {
	r := rulesFor(b, "2026-09")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.PU(PU{Wage: 1_500_000_000}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOneShare(b *testing.B) {
	wage := money.Milli(1_500_000_000)
	for b.Loop() {
		if _, err := wage.Share(2_400_000); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFor(b *testing.B) {
	for b.Loop() {
		if _, err := For(period.MonthOf(2026, 9)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMinimumWage(b *testing.B) {
	day := period.DateOf(2026, 9, 1)
	for b.Loop() {
		if _, err := MinimumWage("33.11", day); err != nil {
			b.Fatal(err)
		}
	}
}
