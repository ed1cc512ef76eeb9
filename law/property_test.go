package law

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// drawMonth draws a month in which every segment has rules.
func drawMonth(t *rapid.T, first period.Month) *Rules {
	month := period.Month(rapid.IntRange(int(first), int(period.MonthOf(2027, 12))).Draw(t, "month"))
	r, err := For(month)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var anySet = rapid.SampledFrom([]Programmes{
	0, ProgrammesOf(JKK), ProgrammesOf(JKM), ProgrammesOf(JKK, JKM), ProgrammesOf(JHT), ProgrammesOf(JP), ProgrammesOf(JKK, JKM, JHT, JP, JKP),
})

// drawQuestion draws a question of any segment that the law answers.
func drawQuestion(t *rapid.T, r *Rules) Contribution {
	amount := func(low, high int64) money.Milli { return money.Milli(rapid.Int64Range(low, high).Draw(t, "amount")) }
	switch rapid.IntRange(0, 3).Draw(t, "segment") {
	case 0:
		q := PU{
			Wage: amount(0, 60_000_000_000), Employer: Employer(rapid.IntRange(0, 1).Draw(t, "employer")), Class: rapid.IntRange(1, 5).Draw(t, "class"),
			Programmes: anySet.Draw(t, "programmes"), LabourIntensive: rapid.Bool().Draw(t, "labour"), Employees: rapid.IntRange(0, 60).Draw(t, "employees"),
		}
		if rapid.Bool().Draw(t, "daily") {
			basis, err := r.DailyWage(q.Wage / 25)
			if err != nil {
				t.Fatal(err)
			}
			q.Wage, q.Basis = basis.Wage, &basis
		}
		return q
	case 1:
		return BPU{
			Income: amount(0, 30_000_000_000), Payer: rapid.SampledFrom([]string{"self", "sponsor", "csr", "apbd", "apbn", "apbdes"}).Draw(t, "payer"),
			Sector: rapid.SampledFrom([]string{"transport", "other"}).Draw(t, "sector"), Programmes: ProgrammesOf(JKK, JKM, JHT),
		}
	case 2:
		q := JAKON{ContractValue: amount(1, 20_000_000_000_000), NewProject: rapid.Bool().Draw(t, "new")}
		switch rapid.IntRange(0, 3).Draw(t, "way") {
		case 0:
			q.ContractValue, q.InclusiveVAT, q.VATPercent = 0, q.ContractValue, money.One*11/100
		case 1:
			q.ContractValue, q.Wage = 0, q.ContractValue/1000+1
		case 2:
			q.Before = amount(1, 20_000_000_000_000)
		}
		return q
	default:
		return PMI{Months: rapid.IntRange(1, 60).Draw(t, "months"), Route: rapid.SampledFrom([]string{"agency", "individual"}).Draw(t, "route")}
	}
}

// TestTotalsAreTheSumsOfTheirLines, and every line of every segment is what its trace gives; told in both languages it
// names the amount.
func TestTotalsAreTheSumsOfTheirLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawMonth(t, period.MonthOf(2018, 12))
		q := drawQuestion(t, r)
		bill, err := r.Ask(q)
		if err != nil {
			t.Fatalf("%s %+v: %v", r.month, q, err)
		}
		var sum, byPayer money.Rupiah
		for i := range bill.Lines {
			line := &bill.Lines[i]
			sum += line.Amount
			again, err := line.Trace.Recompute()
			if err != nil || again != line.Amount || line.Trace.Amount != line.Amount {
				t.Fatalf("%s %+v: %s is %d, its trace gives %d (%v)", r.month, q, line.Programme, line.Amount, again, err)
			}
			if line.Trace.Confidence != line.Confidence || line.Trace.Verified != line.Verified || line.Article == "" {
				t.Fatalf("%+v: the trace is as sure as the line", line)
			}
			for _, l := range []Language{Indonesian, English} {
				if s := line.Trace.Sentence(l); strings.Contains(s, "?") || strings.Contains(s, "%!") || !strings.Contains(s, "Rp") {
					t.Fatalf("%s", s)
				}
			}
		}
		for by := range payerCount {
			part, _ := bill.By(by)
			byPayer += part
		}
		if bill.Total() != sum || byPayer != sum {
			t.Fatalf("%d, lines add up to %d, payers to %d", bill.Total(), sum, byPayer)
		}
	})
}

// TestUntracedAnswersAreTheSame: the fast road gives the same bill as the explained one, but for the traces.
func TestUntracedAnswersAreTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawMonth(t, period.MonthOf(2018, 12))
		q := drawQuestion(t, r)
		long, err := r.Ask(q)
		if err != nil {
			t.Fatal(err)
		}
		short := Bill{Untraced: true, Lines: make([]Line, 3), Assumed: []string{"left over"}}
		if err := q.bill(r, &short); err != nil {
			t.Fatal(err)
		}
		for i := range short.Lines {
			if short.Lines[i].Trace != nil {
				t.Fatal("a trace in an untraced bill")
			}
			short.Lines[i].Trace = long.Lines[i].Trace
		}
		if !slices.Equal(short.Lines, long.Lines) || !slices.Equal(short.Assumed, long.Assumed) || !slices.Equal(short.Slices, long.Slices) {
			t.Fatalf("%+v\n%+v\n%+v", q, short, long)
		}
	})
}

// withoutReliefs returns the shipped law as if no relief had ever been given.
func withoutReliefs() *Law {
	l := &Law{version: "no reliefs"}
	for _, y := range Shipped().layers {
		bare := *y
		bare.reliefs = nil
		l.layers = append(l.layers, &bare)
	}
	return l
}

func TestReliefNeverRaises(t *testing.T) {
	bare := withoutReliefs()
	relieved := 0
	rapid.Check(t, func(t *rapid.T) {
		r := drawMonth(t, period.MonthOf(2020, 1))
		q := drawQuestion(t, r)
		with, err := r.Ask(q)
		if err != nil {
			t.Fatal(err)
		}
		b, err := bare.For(r.month)
		if err != nil {
			t.Fatal(err)
		}
		without, err := b.Ask(q)
		if err != nil {
			t.Fatal(err)
		}
		for i := range with.Lines {
			if with.Lines[i].Amount > without.Lines[i].Amount {
				t.Fatalf("%s %+v: %d with relief, %d without", r.month, q, with.Lines[i].Amount, without.Lines[i].Amount)
			}
			if with.Lines[i].Amount < without.Lines[i].Amount {
				relieved++
			}
		}
	})
	if relieved == 0 {
		t.Error("no relief was met: the test proves nothing")
	}
}

// TestMoreNeverCostsLess: more income, a larger contract, a longer stay abroad never cost less; above the top nothing grows.
func TestMoreNeverCostsLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawMonth(t, period.MonthOf(2018, 12))
		low := rapid.Int64Range(1, 30_000_000_000).Draw(t, "low")
		high := low + rapid.Int64Range(0, 30_000_000_000).Draw(t, "more")
		for _, pair := range [][2]Contribution{
			{BPU{Income: money.Milli(low), Programmes: ProgrammesOf(JKK, JKM, JHT)}, BPU{Income: money.Milli(high), Programmes: ProgrammesOf(JKK, JKM, JHT)}},
			{JAKON{ContractValue: money.Milli(low)}, JAKON{ContractValue: money.Milli(high)}},
			{JAKON{ContractValue: money.Milli(low * 500)}, JAKON{ContractValue: money.Milli(high * 500)}},
			{JAKON{InclusiveVAT: money.Milli(low * 500), VATPercent: 110_000_000}, JAKON{InclusiveVAT: money.Milli(high * 500), VATPercent: 110_000_000}},
			{JAKON{Wage: money.Milli(low)}, JAKON{Wage: money.Milli(high)}},
			{PMI{Months: int(low%60) + 1, Route: "agency"}, PMI{Months: int(low%60) + 2, Route: "agency"}},
		} {
			a, err1 := r.Ask(pair[0])
			b, err2 := r.Ask(pair[1])
			if err1 != nil || err2 != nil || a.Total() > b.Total() {
				t.Fatalf("%s %+v costs %d, %+v costs %d (%v %v)", r.month, pair[0], a.Total(), pair[1], b.Total(), err1, err2)
			}
		}
		if high > 20_700_000_000 {
			top, err1 := r.BPU(BPU{Income: 20_700_000_000})
			b, err2 := r.BPU(BPU{Income: money.Milli(high)})
			if err1 != nil || err2 != nil || top.Total() != b.Total() {
				t.Fatalf("above the highest base: %d and %d", top.Total(), b.Total())
			}
		}
	})
}

// TestSlicesAreContinuousAtTheirBorders: one thousandth of a rupiah more of contract never jumps the bill by a rupiah or more.
func TestSlicesAreContinuousAtTheirBorders(t *testing.T) {
	for _, month := range []string{"2015-07", "2020-09", "2026-09"} {
		r := rulesFor(t, month)
		for _, row := range r.jakon.slices.Rows[1:] {
			border := row[0].Amount
			at, err1 := r.JAKON(JAKON{ContractValue: border})
			above, err2 := r.JAKON(JAKON{ContractValue: border + 1})
			below, err3 := r.JAKON(JAKON{ContractValue: border - 1})
			if err1 != nil || err2 != nil || err3 != nil {
				t.Fatal(err1, err2, err3)
			}
			if at.Total()-below.Total() > 1 || above.Total()-at.Total() > 1 || len(above.Slices) != len(at.Slices)+2 {
				t.Errorf("%s at %s: %d, %d, %d", month, border, below.Total(), at.Total(), above.Total())
			}
		}
	}
}

// fingerprint says what the law answers in a month, to a fixed set of questions about a parameter.
func fingerprint(l *Law, name string, day period.Date) string {
	if v := l.value(name, day); v != nil {
		return v.Text
	}
	return "-"
}

// sameOnPurpose are the changes of article or confidence that leave the value as it was.
var sameOnPurpose = map[string][]string{
	"pu.mandatory.government":           {"2025-02"},
	"group.non_asn.mandatory":           {"2025-02"},
	"group.teacher.mandatory":           {"2025-02"},
	"group.village_official.mandatory":  {"2024-04"},
	"group.migrant.mandatory":           {"2023-03"},
	"pmi.before":                        {"2023-03"},
	"jkk.benefit.multiple":              {"2019-12-02"},
	"jkk.benefit.death.rate":            {"2019-12-02"},
	"jkk.benefit.total_disability.rate": {"2019-12-02"},
	"jkk.benefit.periodic.months":       {"2019-12-02"},
	"jkm.benefit.periodic.months":       {"2019-12-02"},
}

// TestEveryChangeChangesSomething: on the day before and the day of every version of every parameter the values differ, or
// are asserted here to be the same; and each version holds from its first to its last day.
func TestEveryChangeChangesSomething(t *testing.T) {
	seen := 0
	for _, h := range Shipped().Histories() {
		for i, v := range h.Versions {
			if got := fingerprint(Shipped(), h.Name, v.From); got != v.Text {
				t.Errorf("%s on %s is %s, not %s", h.Name, v.From, got, v.Text)
			}
			if v.To != 0 && fingerprint(Shipped(), h.Name, v.To) != v.Text {
				t.Errorf("%s does not hold to its end on %s", h.Name, v.To)
			}
			before := fingerprint(Shipped(), h.Name, v.From-1)
			if i == 0 {
				if before != "-" {
					t.Errorf("%s has a value before its first version", h.Name)
				}
				continue
			}
			seen++
			same := slices.Contains(sameOnPurpose[h.Name], v.FromText())
			if (before == v.Text) != same {
				t.Errorf("%s: %s before %s, %s from then on; said to be the same: %t", h.Name, before, v.FromText(), v.Text, same)
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d changes", seen)
	}
}

// TestEveryReliefBeginsAndEnds: a month before, in its first and last month, and a month after.
func TestEveryReliefBeginsAndEnds(t *testing.T) {
	bare := withoutReliefs()
	for _, x := range Shipped().Reliefs() {
		first, last := x.From.Month(), x.To.Month()
		for _, c := range []struct {
			month period.Month
			in    bool
		}{{first - 1, false}, {first, true}, {last, true}, {last + 1, false}} {
			if c.month == first-1 && others(x, c.month) || c.month == last+1 && others(x, c.month) {
				continue // another relief of the same kind follows at once
			}
			if got := lowers(t, bare, x, c.month); got != c.in {
				t.Errorf("%s in %s: %t, want %t", x.Name, c.month, got, c.in)
			}
		}
	}
}

// others tells whether another relief works on the same contribution in a month.
func others(x *pack.Relief, month period.Month) bool {
	return slices.ContainsFunc(Shipped().Reliefs(), func(y *pack.Relief) bool {
		moved := *x
		moved.From, moved.To = month.First(), month.Last()
		return y.Name != x.Name && meet(&moved, y)
	})
}

// lowers tells whether a question that fulfils the relief's conditions costs less, or may be paid later, than without any.
func lowers(t *testing.T, bare *Law, x *pack.Relief, month period.Month) bool {
	t.Helper()
	var q Contribution
	set, err := ParseProgrammes(strings.Join(x.Programmes, ","))
	if err != nil {
		t.Fatal(err)
	}
	switch x.Segment {
	case "PU":
		q = PU{Wage: 5_000_000_000, Employer: Private, Class: 3, Programmes: set, LabourIntensive: x.LabourIntensive, Employees: x.MinEmployees, PaidThrough: x.PaidThrough}
	case "BPU":
		q = BPU{Income: 1_000_000_000, Payer: "self", Sector: x.Sector, Programmes: set}
	case "JAKON":
		q = JAKON{ContractValue: 500_000_000_000, Programmes: set}
	default:
		t.Fatal(fmt.Errorf("segment %s", x.Segment))
	}
	with, err := rulesFor(t, month.String()).Ask(q)
	if err != nil {
		t.Fatal(err)
	}
	r, err := bare.For(month)
	if err != nil {
		t.Fatal(err)
	}
	without, err := r.Ask(q)
	if err != nil {
		t.Fatal(err)
	}
	return with.Total() < without.Total() || with.Deferred() > without.Deferred()
}

// TestBenefitsRecompute: every item of every event is what its trace gives, and insurer and employer together owe at least
// what the true wage gives.
func TestBenefitsRecompute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := period.Date(rapid.IntRange(int(period.DateOf(2015, 7, 1)), int(period.DateOf(2027, 12, 31))).Draw(t, "day"))
		r, err := On(day)
		if err != nil {
			t.Fatal(err)
		}
		wage := rapid.Int64Range(1, 80_000_000_000).Draw(t, "wage")
		q := Benefit{
			Event:   rapid.SampledFrom([]Event{Death, AccidentDeath, PartialDisability, TotalDisability, TemporaryDisability, JobLoss}).Draw(t, "event"),
			Segment: rapid.SampledFrom([]string{"PU", "BPU", "JAKON"}).Draw(t, "segment"), Wage: money.Milli(wage),
			TrueWage: money.Milli(wage * rapid.Int64Range(0, 3).Draw(t, "times")), Unregistered: rapid.Bool().Draw(t, "unregistered"),
			Months: rapid.IntRange(1, 30).Draw(t, "months"), TableRate: money.Rate(rapid.Int64Range(1, int64(money.One)).Draw(t, "table")),
			Employer: Private,
			Children: []Child{{"SD", rapid.IntRange(0, 6).Draw(t, "SD")}, {"belum_sekolah", 0}, {"PT", rapid.IntRange(0, 5).Draw(t, "PT")}},
		}
		if rapid.Bool().Draw(t, "late") {
			q.ReportedOn = day + period.Date(rapid.IntRange(0, 5).Draw(t, "days"))
		}
		got, err := r.Benefit(q)
		if err != nil {
			t.Fatal(err)
		}
		for i := range got.Items {
			item := &got.Items[i]
			again, err := item.Trace.Recompute()
			if err != nil || again != item.Amount || item.Amount <= 0 || strings.Contains(item.Trace.Sentence(English), "?") {
				t.Fatalf("%+v %s: %d, the trace gives %d (%v)", q, item.Name, item.Amount, again, err)
			}
			if (item.Trace.Because != "") != item.ByEmployer {
				t.Fatalf("%s: the employer bears it for a reason: %q", item.Name, item.Trace.Because)
			}
		}
		honest := q
		honest.Wage, honest.TrueWage, honest.Unregistered, honest.ReportedOn = max(q.Wage, q.TrueWage), 0, false, 0
		if q.Segment == "BPU" {
			return
		}
		full, err := r.Benefit(honest)
		if err != nil {
			t.Fatal(err)
		}
		insurer, employer := got.Totals()
		due, _ := full.Totals()
		if insurer+employer != due {
			t.Fatalf("%+v: %d and %d, an honest employer's worker gets %d", q, insurer, employer, due)
		}
	})
}
