package law

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

func TestBPUReliefDependsOnThePayer(t *testing.T) {
	for _, c := range []struct {
		month, payer, sector string
		want                 money.Rupiah
		sure                 pack.Confidence
	}{
		{"2025-12", "self", "transport", 16800, pack.High},
		{"2026-01", "self", "transport", 8400, pack.High},
		{"2026-03", "self", "other", 16800, pack.High},
		{"2026-04", "sponsor", "other", 8400, pack.High},
		{"2026-04", "csr", "other", 8400, pack.Low},
		{"2026-04", "apbd", "other", 16800, pack.High},
		{"2026-04", "apbdes", "other", 16800, pack.Low},
		{"2027-01", "self", "other", 16800, pack.High},
		{"2027-03", "self", "transport", 8400, pack.High},
		{"2027-04", "self", "transport", 16800, pack.High},
	} {
		got, err := rulesFor(t, c.month).BPU(BPU{Income: 1_000_000_000, Payer: c.payer, Sector: c.sector})
		if err != nil || got.Total() != c.want || got.Lines[0].Confidence != c.sure {
			t.Errorf("%+v: %d %s %v", c, got.Total(), got.Lines[0].Confidence, err)
		}
	}
}

func TestBPUBrackets(t *testing.T) {
	r := rulesFor(t, "2025-06")
	for income, want := range map[money.Rupiah]money.Rupiah{
		0: 10000, 1_000_000: 10000, 1_099_999: 10000, 1_100_000: 12000, 1_300_000: 14000, 2_500_000: 26000, 2_699_999: 26000,
		2_700_000: 29500, 3_200_000: 34500, 19_700_000: 199500, 20_199_999: 199500, 20_200_000: 207000, 90_000_000: 207000,
	} {
		m, err := income.Milli()
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.BPU(BPU{Income: m, Programmes: ProgrammesOf(JKK, JHT)})
		if err != nil || got.Lines[0].Amount != want || got.Lines[1].Amount != 2*want {
			t.Errorf("%d: %+v %v, want %d", income, got.Lines, err, want)
		}
		if certain := income <= 1_000_000 || income >= 20_700_000; got.Lines[0].Verified != certain {
			t.Errorf("%d: only the ends of the table are confirmed", income)
		}
	}
	if _, err := r.BPU(BPU{Income: 1, Programmes: ProgrammesOf(JP)}); FieldOf(err) != "programmes" {
		t.Error(err)
	}
}

func TestConstructionUnderThePandemicRule(t *testing.T) {
	r := rulesFor(t, "2020-10")
	value := JAKON{ContractValue: 100_000_000_000}
	for _, c := range []struct {
		isNew bool
		term  string
		want  money.Rupiah
	}{{false, "", 2400}, {true, "first", 120000}, {true, "later", 1200}, {true, "", 121200}} {
		q := value
		q.NewProject, q.Term = c.isNew, c.term
		if got, err := r.JAKON(q); err != nil || got.Total() != c.want || got.Lines[0].Verified {
			t.Errorf("%+v: %d %v", c, got.Total(), err)
		}
	}
	late := value
	late.NewProject, late.Term = true, "first"
	if _, err := rulesFor(t, "2021-02").JAKON(late); FieldOf(err) != "term" {
		t.Error(err)
	}
}

func TestConstructionWithVATIsReckonedWithout(t *testing.T) {
	r := rulesFor(t, "2025-06")
	with, err := r.JAKON(JAKON{InclusiveVAT: 222_000_000_000, VATPercent: 110_000_000})
	without, _ := r.JAKON(JAKON{ContractValue: 200_000_000_000})
	if err != nil || with.Total() != without.Total() || with.Lines[0].Base != without.Lines[0].Base || with.Lines[0].Verified || !without.Lines[0].Verified {
		t.Errorf("%+v %+v %v", with, without, err)
	}
	if _, err := r.JAKON(JAKON{}); err == nil {
		t.Error("nothing given")
	}
}

func TestConstructionSlicesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := money.Milli(rapid.Int64Range(1, 20_000_000_000_000).Draw(t, "value"))
		r, _ := For(period.MonthOf(2025, 6))
		bill, err := r.JAKON(JAKON{ContractValue: value})
		if err != nil {
			t.Fatal(err)
		}
		var base money.Milli
		for _, s := range bill.Slices {
			if s.Programme == JKK {
				base += s.Base
			}
		}
		if base != value {
			t.Fatalf("slices cover %s of %s", base, value)
		}
		more, err := r.JAKON(JAKON{ContractValue: value + 1_000_000})
		if err != nil || more.Total() < bill.Total() {
			t.Fatalf("a larger contract costs less: %d %d %v", more.Total(), bill.Total(), err)
		}
	})
}

func TestPackagesOfMigrantWorkers(t *testing.T) {
	for _, c := range []struct {
		month string
		n     int
		want  money.Rupiah
		sure  pack.Confidence
	}{
		{"2023-03", 1, 108000, pack.High},
		{"2023-03", 12, 189000, pack.High},
		{"2023-03", 18, 270000, pack.Medium}, // 12 and 6 extra, cheaper than 24
		{"2023-03", 23, 332500, pack.Medium}, // 24 is cheaper than 12 and 11 extra
		{"2023-03", 30, 413500, pack.High},
		{"2020-01", 6, 332500, pack.High},
	} {
		got, err := rulesFor(t, c.month).PMI(PMI{Months: c.n, Route: "individual"})
		if err != nil || len(got.Lines) != 1 || got.Lines[0].Amount != c.want || got.Lines[0].Confidence != c.sure || got.Lines[0].Payer != ByWorker {
			t.Errorf("%s %d: %+v %v", c.month, c.n, got, err)
		}
	}
	if _, err := rulesFor(t, "2018-11").PMI(PMI{Months: 6, Route: "agency"}); FieldOf(err) != "month" {
		t.Error(err)
	}
}

func TestClassIsUnsureRatherThanWrong(t *testing.T) {
	for _, text := range []string{"damkar", "teknisi lift", "kapal", "pabrik", "air", "xyz", "kebun"} {
		if got, err := Class(text); err != nil || got.Sure {
			t.Errorf("%s: %+v %v", text, got.Best, err)
		}
	}
	for text, want := range map[string]int{"Satpam": 1, "PT Sumber Jaya Trucking": 4, "Hotel Melati 2": 2, "warung makan": 2, "konvesi pakaian jadi": 1} {
		if got, err := Class(text); err != nil || !got.Sure || got.Best.Class != want {
			t.Errorf("%s: %+v %v, want %d", text, got.Best, err, want)
		}
	}
	if got, _ := Class("satpam gedung"); got.Best.Confidence == pack.High {
		t.Error("our reading of words is no certainty")
	}
	if _, err := Class(" - "); FieldOf(err) != "business" {
		t.Error(err)
	}
}

// TestTheShortWayOfProjectsIsTheLongWay holds the sum in 128 bits against the one that the trace works out.
func TestTheShortWayOfProjectsIsTheLongWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := money.Milli(rapid.Int64Range(1, int64(maxContract)).Draw(t, "value"))
		if rapid.Bool().Draw(t, "usual") {
			value = money.Milli(rapid.Int64Range(1, 20_000_000_000_000).Draw(t, "usual value"))
		}
		q := JAKON{ContractValue: value}
		if rapid.Bool().Draw(t, "with VAT") {
			q = JAKON{InclusiveVAT: value, VATPercent: money.Rate(rapid.Int64Range(0, int64(money.One)).Draw(t, "VAT"))}
		}
		r := september(t)
		long, err := r.JAKON(q)
		if err != nil {
			t.Fatal(err)
		}
		short := Bill{Untraced: true}
		if err := r.JAKONInto(&short, q); err != nil {
			t.Fatal(err)
		}
		for i := range long.Lines {
			if long.Lines[i].Amount != short.Lines[i].Amount || long.Lines[i].Base != short.Lines[i].Base {
				t.Errorf("%+v: %d, the trace gives %d", q, short.Lines[i].Amount, long.Lines[i].Amount)
			}
		}
	})
}

// september returns the rules of September 2026 inside a property.
func september(t *rapid.T) *Rules {
	r, err := For(period.MonthOf(2026, 9))
	if err != nil {
		t.Fatal(err)
	}
	return r
}
