package law_test

import (
	"fmt"
	"slices"

	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/period"
)

// One month of an honorary worker of a regency: accident and death insurance, paid by the regency.
func Example() {
	rules, err := law.For(period.MonthOf(2026, 9))
	if err != nil {
		panic(err)
	}
	bill, err := rules.ExplainPU(law.PU{Wage: 1_500_000_000})
	if err != nil {
		panic(err)
	}
	for _, line := range bill.Lines {
		fmt.Println(line.Trace.Sentence(law.Indonesian))
	}
	fmt.Println(bill.Total())
	// Output:
	// Iuran JKK ditanggung pemberi kerja Rp3.600: upah sebulan Rp1.500.000 × 0,24% (PP 44/2015 Pasal 16 ayat (1)).
	// Iuran JKM ditanggung pemberi kerja Rp4.500: upah sebulan Rp1.500.000 × 0,3% (PP 44/2015 Pasal 18 ayat (1)).
	// 8100
}

// A trace needs no pack: it gives its amount again from nothing but itself.
func ExampleTrace_Recompute() {
	rules, err := law.For(period.MonthOf(2023, 1))
	if err != nil {
		panic(err)
	}
	bill, err := rules.ExplainPU(law.PU{Wage: 2_152_322_940})
	if err != nil {
		panic(err)
	}
	trace := bill.Lines[1].Trace
	amount, err := trace.Recompute()
	fmt.Println(amount, err)
	fmt.Println(trace.Sentence(law.English))
	// Output:
	// 6457 <nil>
	// The JKM contribution borne by the employer is Rp6,457: a month's wage of Rp2,152,322.94 × 0.3% (PP 44/2015 Pasal 18 ayat (1)) = Rp6,456.96882, rounded to the nearest rupiah.
}

// A worker paid by the day: the month's wage is 25 days, and the explanation says so.
func ExampleRules_DailyWage() {
	rules, err := law.For(period.MonthOf(2025, 5))
	if err != nil {
		panic(err)
	}
	wage, err := rules.DailyWage(100_000_000)
	if err != nil {
		panic(err)
	}
	bill, err := rules.ExplainPU(law.PU{Wage: wage.Wage, Basis: &wage})
	if err != nil {
		panic(err)
	}
	fmt.Println(wage.Wage, bill.Total())
	// Output: 2500000 13500
}

// Who draws a change up can see what it costs before it is law.
func ExampleDryRun() {
	proposal := law.Source{Name: "usulan.yaml", Text: []byte(`subject: usulan
edition: 2026-11-21
parameters:
  - name: pu.jkm.rate
    title: Tarif iuran JKM
    unit: rate
    basis: contribution_month
    versions:
      - {from: 2027-01, value: 0.004, article: usulan, source: simulasi, confidence: L, verified_through: 2026-11-21}
`)}
	changed, err := law.Shipped().With(proposal)
	if err != nil {
		panic(err)
	}
	for _, d := range law.Shipped().Diff(changed) {
		fmt.Println(d.Name, d.From, d.Before, "->", d.After)
	}
	workers := slices.Values([]law.Worker{
		{Unit: "Dinas Pendidikan", Contribution: law.PU{Wage: 1_500_000_000}},
		{Unit: "Dinas Pendidikan", Contribution: law.PU{Wage: 2_000_000_000}},
	})
	effects, err := law.DryRun(law.Shipped(), changed, period.MonthOf(2027, 1), period.MonthOf(2027, 12), workers)
	if err != nil {
		panic(err)
	}
	for _, e := range effects.Rows {
		fmt.Println(e.Unit, e.Programme, e.Payer, e.Workers, e.Difference())
	}
	// Output:
	// pu.jkm.rate 2027-01-01 0.003 -> 0.004
	// Dinas Pendidikan JKK employer 2 0
	// Dinas Pendidikan JKM employer 2 42000
}

// The calendar of what will change, with a countdown.
func ExampleLaw_Changes() {
	today := period.DateOf(2026, 11, 21)
	for _, c := range law.Shipped().Changes(today) {
		if c.Name == "jp.wage_ceiling" || c.Name == "pp50_2025.transport" {
			fmt.Println(c.On, c.Kind, c.Name, c.Days(today))
		}
	}
	// Output:
	// 2027-03-01 expected jp.wage_ceiling 100
	// 2027-04-01 ends pp50_2025.transport 131
}

// Before a month is closed, somebody must say that the law still holds where nobody has checked it for that month.
func ExampleLaw_VerifiedThrough() {
	for _, month := range []period.Month{period.MonthOf(2026, 11), period.MonthOf(2026, 12)} {
		v, err := law.Shipped().VerifiedThrough(month)
		if err != nil {
			panic(err)
		}
		fmt.Println(month, v.Through, v.Expired())
	}
	// Output:
	// 2026-11 2026-11-21 false
	// 2026-12 2026-11-21 true
}
