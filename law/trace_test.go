package law

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/payung-id/payung/money"
)

func TestSentencesTellTheWayToTheRupiah(t *testing.T) {
	sentence := func(x *Trace, err error) words {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return words{x.Sentence(Indonesian), x.Sentence(English)}
	}
	line := func(b Bill, err error) (*Trace, error) { return b.Lines[len(b.Lines)-1].Trace, err }
	item := func(b Benefits, err error) (*Trace, error) { return b.Items[0].Trace, err }
	last := func(b Benefits, err error) (*Trace, error) { return b.Items[len(b.Items)-1].Trace, err }
	r := rulesFor(t, "2026-09")
	daily, err := r.DailyWage(100_000_000)
	if err != nil {
		t.Fatal(err)
	}
	got := []words{
		sentence(line(r.ExplainPU(PU{Wage: 1_500_000_000, Programmes: ProgrammesOf(JKK)}))),
		sentence(line(r.ExplainPU(PU{Wage: daily.Wage, Basis: &daily, Programmes: ProgrammesOf(JKM)}))),
		sentence(line(rulesFor(t, "2023-01").ExplainPU(PU{Wage: 2_152_322_940, Programmes: ProgrammesOf(JKM)}))),
		sentence(line(r.ExplainPU(PU{Wage: 15_000_000_000, Employer: Private, Class: 2}))),
		sentence(line(r.BPU(BPU{Income: 1_200_000_000, Programmes: ProgrammesOf(JKK)}))),
		sentence(line(r.BPU(BPU{Income: 1_200_000_000, Payer: "apbdes"}))),
		sentence(line(r.JAKON(JAKON{InclusiveVAT: 1_110_000_000_000, VATPercent: money.One * 11 / 100}))),
		sentence(line(r.PMI(PMI{Months: 30, Route: "agency"}))),
		sentence(item(r.Benefit(Benefit{Event: AccidentDeath, Segment: "PU", Wage: 3_700_000_000}))),
		sentence(last(r.Benefit(Benefit{Event: PartialDisability, Segment: "PU", Wage: 1_000_000_000, TrueWage: 2_000_000_000, TableRate: money.One * 35 / 100}))),
		sentence(last(r.Benefit(Benefit{Event: Death, Segment: "PU", Children: []Child{{"SMA", 2}, {"PT", 1}}}))),
		sentence(last(r.Benefit(Benefit{Event: TemporaryDisability, Segment: "PU", Wage: 3_000_000_000, Months: 14}))),
	}
	for _, w := range got {
		t.Logf("\n%s\n%s", w[0], w[1])
	}
}

// TestTracesTravelAsJSON stores a trace and works it out again from what was stored.
func TestTracesTravelAsJSON(t *testing.T) {
	bill, err := rulesFor(t, "2026-09").ExplainPU(PU{Wage: 15_000_000_500, Employer: Private, Class: 2})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range bill.Lines {
		text, err := json.Marshal(line.Trace)
		if err != nil {
			t.Fatal(err)
		}
		var back Trace
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(*line.Trace, back, cmp.AllowUnexported(Quantity{})); diff != "" {
			t.Errorf("%s\n%s", text, diff)
		}
		if amount, err := back.Recompute(); err != nil || amount != line.Amount || back.Sentence(English) != line.Trace.Sentence(English) {
			t.Errorf("%s: %d %v, want %d", text, amount, err, line.Amount)
		}
	}
}
