package law

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/payung-id/payung/money"
)

func TestEveryOperationRecomputes(t *testing.T) {
	rupiah := func(n int64) Quantity { return AmountOf(money.Milli(n * 1000)) }
	start := func(n int64) Step { return Step{Op: Start, By: rupiah(n)} }
	for _, c := range []struct {
		name  string
		steps []Step
		want  money.Rupiah
		fails bool
	}{
		{"start", []Step{start(5)}, 5, false},
		{"times a count", []Step{start(5), {Op: Times, By: CountOf(3)}}, 15, false},
		{"times a rate", []Step{start(500), {Op: Times, By: RateOf(money.One / 100)}}, 5, false},
		{"over", []Step{start(6), {Op: Over, By: CountOf(3)}}, 2, false},
		{"over nothing", []Step{start(6), {Op: Over, By: CountOf(0)}}, 0, true},
		{"plus", []Step{start(6), {Op: Plus, By: rupiah(3)}}, 9, false},
		{"minus", []Step{start(6), {Op: Minus, By: rupiah(9)}}, -3, false},
		{"at most, above", []Step{start(6), {Op: AtMost, By: rupiah(5)}}, 5, false},
		{"at most, below", []Step{start(4), {Op: AtMost, By: rupiah(5)}}, 4, false},
		{"at least, below", []Step{start(4), {Op: AtLeast, By: rupiah(5)}}, 5, false},
		{"at least, above", []Step{start(6), {Op: AtLeast, By: rupiah(5)}}, 6, false},
		{"bracket from its lower bound", []Step{start(4), {Op: Bracket, By: rupiah(7), From: 4000, To: 5000}}, 7, false},
		{"bracket up to its end, not with it", []Step{start(5), {Op: Bracket, By: rupiah(7), From: 4000, To: 5000}}, 0, true},
		{"bracket below", []Step{start(3), {Op: Bracket, By: rupiah(7), From: 4000, To: 5000}}, 0, true},
		{"bracket without end", []Step{start(9), {Op: Bracket, By: rupiah(7), From: 4000}}, 7, false},
		{"slices", []Step{start(150), {Op: Slices, Terms: []Term{{To: 100_000, By: RateOf(money.One / 10)}, {From: 100_000, To: 200_000, By: RateOf(money.One / 5)}, {From: 200_000, By: RateOf(money.One)}}}}, 20, false},
		{"slices to the end", []Step{start(250), {Op: Slices, Terms: []Term{{To: 100_000, By: RateOf(money.One / 10)}, {From: 100_000, By: RateOf(money.One / 5)}}}}, 40, false},
		{"parts", []Step{start(10), {Op: Parts, Terms: []Term{{Count: 6, By: RateOf(money.One)}, {Count: 2, By: RateOf(money.One / 2)}}}}, 70, false},
		{"sum", []Step{start(1), {Op: Sum, Terms: []Term{{Count: 2, By: rupiah(10), Factors: []Quantity{RateOf(money.One / 2), CountOf(3)}}, {Count: 1, By: rupiah(5)}}}}, 36, false},
		{"half up", []Step{{Op: Start, By: AmountOf(2_500)}, {Op: Round, Name: "half_up"}}, 3, false},
		{"half up, below the half", []Step{{Op: Start, By: AmountOf(2_499)}, {Op: Round, Name: "half_up"}}, 2, false},
		{"half up, away from nothing", []Step{{Op: Start, By: AmountOf(-2_500)}, {Op: Round, Name: "half_up"}}, -3, false},
		{"down", []Step{{Op: Start, By: AmountOf(2_999)}, {Op: Round, Name: "down"}}, 2, false},
		{"up", []Step{{Op: Start, By: AmountOf(2_001)}, {Op: Round, Name: "up"}}, 3, false},
		{"up, already whole", []Step{start(2), {Op: Round, Name: "up"}}, 2, false},
		{"rounding of no kind", []Step{start(2), {Op: Round, Name: "half_even"}}, 0, true},
		{"decimal", []Step{start(1), {Op: Over, By: CountOf(3)}, {Op: Decimal}, {Op: Times, By: CountOf(1000)}}, 333, false},
		{"operation of no kind", []Step{start(1), {Op: "dance"}}, 0, true},
		{"not whole", []Step{{Op: Start, By: AmountOf(1)}}, 0, true},
		{"too large", []Step{start(9_000_000_000_000), {Op: Times, By: CountOf(9_000_000_000_000)}}, 0, true},
		{"nothing stated", []Step{{Op: Start}}, 0, false},
	} {
		x := Trace{Subject: "test", Steps: c.steps}
		got, err := x.Recompute()
		if got != c.want || (err != nil) != c.fails {
			t.Errorf("%s: %d %v", c.name, got, err)
		}
		if c.fails && c.name != "not whole" && c.name != "too large" && !strings.Contains(x.Sentence(English), "?") {
			t.Errorf("%s: the sentence does not hide it: %s", c.name, x.Sentence(English))
		}
	}
}

func TestQuantities(t *testing.T) {
	for text, q := range map[string]Quantity{`{"rupiah":"1.5"}`: AmountOf(1500), `{"rate":"0.0024"}`: RateOf(2_400_000), `{"count":25}`: CountOf(25), `{}`: {}} {
		b, err := json.Marshal(q)
		var back Quantity
		if err != nil || string(b) != text || json.Unmarshal(b, &back) != nil || back != q {
			t.Errorf("%s %v", b, err)
		}
		amount, is1 := q.Amount()
		rate, is2 := q.Rate()
		count, is3 := q.Count()
		if is1 != (amount == 1500) || is2 != (rate == 2_400_000) || is3 != (count == 25) || q.IsZero() != (text == "{}") {
			t.Errorf("%s: %v %v %v", text, is1, is2, is3)
		}
	}
	for _, text := range []string{`{"rupiah":"x"}`, `{"rate":"-"}`, `{"count":"x"}`, `[]`} {
		var q Quantity
		if err := json.Unmarshal([]byte(text), &q); err == nil {
			t.Errorf("%s became %v", text, q)
		}
	}
	if (Quantity{}).String() != "" || CountOf(3).String() != "3" || RateOf(0).String() != "0" {
		t.Error("as plain decimals")
	}
}

func TestAmountsByProgrammeAndPayer(t *testing.T) {
	got, err := rulesFor(t, "2026-09").PU(PU{Wage: 1_000_000_000, Employer: Private, Class: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got.At(JP, ByWorker) != 10_000 || got.At(JP, ByEmployer) != 20_000 || got.At(JKP, ByEmployer) != 0 || got.At(JP, BySponsor) != 0 || got.At(JKK, ByWorker) != 0 {
		t.Errorf("%+v", got)
	}
	if got.By(ByWorker) != 30_000 || got.By(ByEmployer) != 62_400 || got.By(ByGovernment) != 0 || got.Of(JP) != 30_000 || got.Of(JKP) != 0 || got.Total() != 92_400 {
		t.Errorf("%+v", got)
	}
	for p, want := range map[Programme]string{JKK: "JKK", JKP: "JKP", programmeCount: "?"} {
		if p.String() != want {
			t.Errorf("%d: %s", p, p)
		}
	}
	for p, want := range map[Payer]string{ByEmployer: "employer", ByGovernment: "government", payerCount: "?"} {
		if p.String() != want {
			t.Errorf("%d: %s", p, p)
		}
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
