package law

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

const proposal = `subject: proposal
edition: 2026-12-01
parameters:
  - name: pu.jkm.rate
    title: JKM
    unit: rate
    basis: contribution_month
    versions:
      - {from: 2027-01, to: 2027-06, value: 0.006, article: usulan, source: simulasi, confidence: L, verified_through: 2026-12-01}
  - name: pu.jht.rate.worker
    title: JHT
    unit: rate
    basis: contribution_month
    versions:
      - {from: 2027-01, value: 0.02, article: usulan, source: simulasi, confidence: L, verified_through: 2026-12-01}
tables:
  - name: jakon.slices
    title: Lapisan
    basis: contribution_month
    columns: [{name: value_from, unit: rupiah}, {name: jkk, unit: rate}, {name: jkm, unit: rate}]
    versions:
      - {from: 2027-01, article: usulan, source: simulasi, confidence: L, verified_through: 2026-12-01, rows: [[0, 0.002, 0.0003]]}
reliefs:
  - {name: pp50_2025.other, segment: BPU, programmes: JKK JKM, from: 2026-04, to: 2027-12, factor: 0.5, sector: other, payers: {self: H}, article: usulan, source: simulasi, confidence: L, verified_through: 2026-12-01}
  - {name: ours, segment: PU, programmes: JKK, from: 2027-01, to: 2027-02, factor: 0.25, employer: government, penalty: 0.01, article: usulan, source: simulasi, confidence: L, verified_through: 2026-12-01}
minimum_wages:
  - {kind: UMK, from: 2026-01-01, to: 2026-12-31, values: {"33.11": 2600000, "32.04": 3757284}, article: Kepgub, source: pemda, confidence: H, verified_through: 2026-12-31}
holidays:
  - {year: 2028, national: [{day: 2028-01-01, name: Tahun Baru}], article: SKB, source: SKB, confidence: H, verified_through: 2028-12-31}
businesses:
  - {entry: Jasa ramal, class: 2, words: [peramal], article: usulan, source: simulasi, confidence: L, verified_through: 2026-12-01}
`

func proposed(t *testing.T) *Law {
	t.Helper()
	l, err := Shipped().With(Source{"proposal.yaml", []byte(proposal)})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestDiffSaysWhatAndWhen(t *testing.T) {
	var got []string
	for _, d := range Shipped().Diff(proposed(t)) {
		line := strings.Join([]string{d.Kind, d.Name, d.From.String(), d.To.String()}, " ")
		switch d.Kind {
		case "parameter", "minimum_wage", "holidays":
			line += " " + d.Before + "->" + d.After
		}
		if d.Ground {
			line += " ground"
		}
		if d.Title == "" || (d.Kind != "holidays" && d.Kind != "business" && (d.Article == "" || d.Source == "")) {
			t.Errorf("%+v", d)
		}
		got = append(got, line)
	}
	want := []string{
		"parameter pu.jht.rate.worker 2027-01-01  0.02->0.02 ground",
		"parameter pu.jkm.rate 2027-01-01 2027-06-30 0.003->0.006",
		"table jakon.slices 2027-01-01 ",
		"relief ours 2027-01-01 2027-02-28",
		"relief pp50_2025.other 2026-04-01 2027-12-31",
		"minimum_wage 32.04 2026-01-01 2026-12-31 ->3757284",
		"minimum_wage 33.11 2026-01-01 2026-12-31 2500000->2600000",
		"holidays 2028 2028-01-01 2028-12-31 ->2028-01-01 Tahun Baru",
		"business Jasa ramal  ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if again := Shipped().Diff(Shipped()); len(again) != 0 {
		t.Errorf("a law does not differ from itself: %+v", again)
	}
	back := proposed(t).Diff(Shipped())
	if i := slices.IndexFunc(back, func(d Difference) bool { return d.Name == "ours" }); i < 0 || back[i].After != "" || back[i].Before == "" || back[i].Article != "usulan" {
		t.Errorf("the other way round: %+v", back)
	}
	i := slices.IndexFunc(back, func(d Difference) bool { return d.Name == "pp50_2025.other" })
	if want := "BPU JKK+JKM 2026-04..2026-12 factor 0.5, sector other, payers csr+self+sponsor, excluded apbd+apbdes+apbn"; back[i].After != want {
		t.Errorf("%q", back[i].After)
	}
	i = slices.IndexFunc(back, func(d Difference) bool { return d.Name == "ours" })
	if want := "PU JKK 2027-01..2027-02 factor 0.25, employer government, penalty 0.01"; back[i].Before != want {
		t.Errorf("%q", back[i].Before)
	}
	i = slices.IndexFunc(back, func(d Difference) bool { return d.Kind == "table" })
	if want := "0 0.0021 0.0003; 100000000 0.0017 0.0002; 500000000 0.0013 0.0002; 1000000000 0.0011 0.0001; 5000000000 0.0009 0.0001"; back[i].After != want || back[i].Before != "0 0.002 0.0003" {
		t.Errorf("%+v", back[i])
	}
}

func TestReliefsAreTold(t *testing.T) {
	for name, want := range map[string]string{
		"pp49_2020.pu":    "PU JKK+JKM 2020-08..2021-01 factor 0.01, paid_through 2020-07, payers government+private, penalty 0.005",
		"pp49_2020.pu_jp": "PU JP 2020-08..2021-01 factor 1, deferred 0.99, payers government+private",
		"pp49_2020.jakon": "JAKON JKK+JKM 2020-08..2021-01 factor 0.01, running_project",
		"pp36_2025":       "PU JKK 2025-08..2026-01 factor 0.5, employer private, labour_intensive, min_employees 50, paid_through 2025-01",
	} {
		i := slices.IndexFunc(Shipped().Reliefs(), func(x *pack.Relief) bool { return x.Name == name })
		if got := reliefText(Shipped().Reliefs()[i]); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	all := Shipped().Reliefs()
	for i := 1; i < len(all); i++ {
		if all[i-1].From > all[i].From || all[i-1].From == all[i].From && all[i-1].Name >= all[i].Name {
			t.Errorf("%s before %s", all[i-1].Name, all[i].Name)
		}
	}
	classes := proposed(t).Diff(Shipped())
	if last := classes[len(classes)-1]; last.Before != "2: peramal" || last.After != "" {
		t.Errorf("%+v", last)
	}
}

func TestDryRunPricesAChange(t *testing.T) {
	workers := []Worker{
		{"B", PU{Wage: 2_000_000_000}},
		{"A", PU{Wage: 1_000_000_000}},
		{"A", PU{Wage: 3_000_000_000, Employer: Private, Class: 2, Programmes: ProgrammesOf(JKM, JHT)}},
		{"A", PU{Wage: 1, Employer: Private}},
		{"A", BPU{Income: 1_000_000_000}},
		{"C", PMI{Months: 12, Route: "agency"}},
	}
	got, err := DryRun(Shipped(), proposed(t), period.MonthOf(2026, 12), period.MonthOf(2027, 1), slices.Values(workers))
	if err != nil {
		t.Fatal(err)
	}
	want := []Effect{
		{"A", "JKK", ByEmployer, 1, 1, 4_800, 2_400 + 600},
		{"A", "JKK", ByWorker, 1, 1, 5_000 + 10_000, 5_000 + 5_000},
		{"A", "JKM", ByEmployer, 2, 2, 2 * 12_000, 12_000 + 24_000},
		{"A", "JKM", ByWorker, 1, 1, 3_400 + 6_800, 3_400 + 3_400},
		{"A", "JHT", ByEmployer, 1, 0, 2 * 111_000, 2 * 111_000},
		{"A", "JHT", ByWorker, 1, 0, 2 * 60_000, 2 * 60_000},
		{"B", "JKK", ByEmployer, 1, 1, 9_600, 4_800 + 1_200},
		{"B", "JKM", ByEmployer, 1, 1, 12_000, 6_000 + 12_000},
		{"C", "PAKET", ByEmployer, 1, 0, 2 * 226_500, 2 * 226_500},
	}
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Error(diff)
	}
	before, after := got.Totals()
	var difference money.Rupiah
	for _, e := range got.Rows {
		difference += e.Difference()
	}
	if after-before != difference || got.Workers != 6 {
		t.Errorf("%d - %d, rows say %d", after, before, difference)
	}
	if len(got.Refused) != 1 || got.Refused[0].Index != 3 || got.Refused[0].Unit != "A" || FieldOf(got.Refused[0].Err) != "jkk_class" || got.Refused[0].Month != period.MonthOf(2026, 12) {
		t.Errorf("%+v", got.Refused)
	}
	if _, err := DryRun(Shipped(), Shipped(), period.MonthOf(2027, 1), period.MonthOf(2026, 12), slices.Values(workers)); FieldOf(err) != "month" {
		t.Error(err)
	}
	if _, err := DryRun(Shipped(), Shipped(), period.MonthOf(2015, 6), period.MonthOf(2026, 12), slices.Values(workers)); FieldOf(err) != "month" {
		t.Error(err)
	}
}

// TestRoundingIsALawToo: a pack may say that parts of a rupiah are cut off, and the trace says so.
func TestRoundingIsALawToo(t *testing.T) {
	const cut = `subject: cut
edition: 2026-12-01
parameters:
  - name: rounding.contribution
    title: Pembulatan
    unit: rounding
    basis: contribution_month
    versions:
      - {from: 2027-01, to: 2027-01, value: down, article: usulan, source: simulasi, confidence: L, verified_through: 2026-12-01}
      - {from: 2027-02, value: up, article: usulan, source: simulasi, confidence: L, verified_through: 2026-12-01}
`
	l, err := Shipped().With(Source{"cut.yaml", []byte(cut)})
	if err != nil {
		t.Fatal(err)
	}
	for month, want := range map[period.Month]money.Rupiah{period.MonthOf(2026, 12): 6457, period.MonthOf(2027, 1): 6456, period.MonthOf(2027, 2): 6457} {
		r, err := l.For(month)
		if err != nil {
			t.Fatal(err)
		}
		q := PU{Wage: 2_152_322_940, Programmes: ProgrammesOf(JKM)}
		fast, err1 := r.PU(q)
		bill, err2 := r.ExplainPU(q)
		if err1 != nil || err2 != nil || fast.Of(JKM) != want || bill.Total() != want {
			t.Errorf("%s: %d %d, want %d", month, fast.Of(JKM), bill.Total(), want)
		}
		if again, err := bill.Lines[0].Trace.Recompute(); err != nil || again != want {
			t.Errorf("%s: %d %v", month, again, err)
		}
		jakon := Bill{Untraced: true}
		if err := r.JAKONInto(&jakon, JAKON{ContractValue: 1_234_567}); err != nil || jakon.Total() != map[period.Month]money.Rupiah{
			period.MonthOf(2026, 12): 3 + 0, period.MonthOf(2027, 1): 2 + 0, period.MonthOf(2027, 2): 3 + 1,
		}[month] {
			t.Errorf("%s: %d %v", month, jakon.Total(), err)
		}
	}
}

func TestErrorsSpeak(t *testing.T) {
	_, err := Shipped().With(Source{"bad.yaml", []byte("subject: x\nedition: soon\n")})
	if err == nil || !strings.HasPrefix(err.Error(), "bad.yaml:2:10: ") {
		t.Error(err)
	}
	_, err = Shipped().With(Source{"bad.yaml", []byte("")})
	if err == nil || !strings.HasSuffix(err.Error(), "(dan 1 kesalahan lain)") {
		t.Error(err)
	}
	if _, err := Shipped().Parameter("nothing", date(t, "2026-01-01")); FieldOf(err) != "name" || !strings.Contains(err.Error(), `"nothing"`) {
		t.Error(err)
	}
	if _, err := Shipped().Parameter("jkp.wage_ceiling", date(t, "2020-01-01")); FieldOf(err) != "date" {
		t.Error(err)
	}
	if FieldOf(errors.New("another")) != "" || FieldOf(nil) != "" {
		t.Error("no field")
	}
}
