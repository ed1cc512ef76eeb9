package law

import (
	"slices"
	"testing"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// provinceWorkers is the number of honorary workers of a province that the year is computed for.
const provinceWorkers = 417_396

// BenchmarkProvinceYear computes every contribution of a province's workers for twelve months: five million bills of two
// to six amounts each. Bar: a million bills a second on one core.
func BenchmarkProvinceYear(b *testing.B) {
	var rules []*Rules
	for month := period.MonthOf(2025, 12); month <= period.MonthOf(2026, 11); month++ {
		r, err := For(month)
		if err != nil {
			b.Fatal(err)
		}
		rules = append(rules, r)
	}
	questions := make([]PU, provinceWorkers)
	for i := range questions {
		questions[i] = PU{Wage: money.Milli(1_000_000_000 + int64(i)*12_345)}
		if i%4 == 0 {
			questions[i].Employer, questions[i].Class = Private, i%5+1
		}
	}
	b.ReportAllocs()
	bills := 0
	for b.Loop() {
		var sum money.Rupiah
		for _, r := range rules {
			for i := range questions {
				a, err := r.PU(questions[i])
				if err != nil {
					b.Fatal(err)
				}
				sum += a.Total()
			}
		}
		bills += len(rules) * len(questions)
		if sum <= 0 {
			b.Fatal(sum)
		}
	}
	b.ReportMetric(float64(bills)/b.Elapsed().Seconds(), "bills/s")
}

// BenchmarkBill answers with lines, base, rate, article and confidence, as questions between programs are answered.
func BenchmarkBill(b *testing.B) {
	for name, q := range map[string]Contribution{
		"PU":         PU{Wage: 15_000_000_000, Employer: Private, Class: 2},
		"BPU":        BPU{Income: 4_300_000_000, Payer: "self", Sector: "transport"},
		"JAKON":      JAKON{ContractValue: 7_654_321_000_000},
		"JAKON VAT":  JAKON{InclusiveVAT: 7_654_321_000_000, VATPercent: 110_000_000},
		"JAKON wage": JAKON{Wage: 4_321_000_000},
		"PMI":        PMI{Months: 30, Route: "agency"},
	} {
		b.Run(name, func(b *testing.B) {
			r := rulesFor(b, "2026-09")
			bill := Bill{Untraced: true}
			b.ReportAllocs()
			for b.Loop() {
				if err := q.bill(r, &bill); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkExplain answers with a trace for every amount, as pages do.
func BenchmarkExplain(b *testing.B) {
	r := rulesFor(b, "2026-09")
	b.ReportAllocs()
	for b.Loop() {
		bill, err := r.ExplainPU(PU{Wage: 15_000_000_000, Employer: Private, Class: 2})
		if err != nil || bill.Lines[0].Trace.Sentence(Indonesian) == "" {
			b.Fatal(err)
		}
	}
}

// BenchmarkDryRun prices a change of law for a province's workers over a year.
func BenchmarkDryRun(b *testing.B) {
	workers := make([]Worker, provinceWorkers/100)
	for i := range workers {
		workers[i] = Worker{Unit: string(rune('A' + i%26)), Contribution: PU{Wage: money.Milli(1_000_000_000 + int64(i)*12_345)}}
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if _, err := DryRun(Shipped(), Shipped(), period.MonthOf(2026, 1), period.MonthOf(2026, 12), slices.Values(workers)); err != nil {
			b.Fatal(err)
		}
		n += len(workers)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "workers/s")
}

// TestBillsDoNotAllocate: a bill whose room is used again costs no memory, whatever the segment.
func TestBillsDoNotAllocate(t *testing.T) {
	r := rulesFor(t, "2026-09")
	bill := Bill{Untraced: true}
	pu, bpu, jakon := PU{Wage: 15_000_000_000, Employer: Private, Class: 2}, BPU{Income: 4_300_000_000, Payer: "self", Sector: "transport"}, JAKON{InclusiveVAT: 7_654_321_000_000, VATPercent: 110_000_000}
	for name, ask := range map[string]func() error{
		"PU":    func() error { return r.ExplainPUInto(&bill, pu) },
		"BPU":   func() error { return r.BPUInto(&bill, bpu) },
		"JAKON": func() error { return r.JAKONInto(&bill, jakon) },
		"PMI":   func() error { return r.PMIInto(&bill, PMI{Months: 30, Route: "agency"}) },
	} {
		if n := testing.AllocsPerRun(100, func() {
			if err := ask(); err != nil {
				t.Fatal(err)
			}
		}); n > 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
