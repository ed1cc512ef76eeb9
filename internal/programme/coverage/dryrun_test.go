package coverage

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

const dearer = `subject: trial
edition: 2026-11-21
parameters:
  - name: pu.jkk.rate.class1
    title: "Tarif iuran JKK kelas 1 (pemberi kerja)"
    unit: rate
    basis: contribution_month
    versions:
      - from: 2027-01
        value: 0.0034
        article: "usulan"
        source: "a test"
        confidence: L
        verified_through: 2026-11-21
minimum_wages:
  - kind: UMK
    from: 2027-01-01
    to: 2027-12-31
    article: "usulan"
    source: "a test"
    confidence: L
    verified_through: 2026-11-21
    values:
      "33.11": 3000000
`

func changedLaw(t *testing.T) *law.Law {
	t.Helper()
	l, err := law.Shipped().With(law.Source{Name: "usulan.yaml", Text: []byte(dearer)})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestADryRunIsTheDifferenceOfTheLawsPerUnitAndProgramme(t *testing.T) {
	opd := &unit.Unit{ID: 1, Government: 1, Code: "A", Name: "Dinas A", Kind: unit.OPD, Region: "33.11", Basis: unit.Real}
	vendor := &unit.Unit{ID: 2, Government: 1, Code: "B", Name: "CV B", Kind: unit.Vendor, Region: "33.11", Basis: unit.Real, Class: 3}
	unclear := &unit.Unit{ID: 3, Government: 1, Code: "C", Name: "CV C", Kind: unit.Vendor, Region: "33.11", Basis: unit.Real}
	groups := []alike{{opd, 1_500_000_000, 10}, {opd, 2_000_000_500, 1}, {opd, -1, 2}, {vendor, 4_000_000_000, 3}, {unclear, 4_000_000_000, 5}}
	got, err := trial(groups, TrialQuestion{Month: period.MonthOf(2027, 1), Before: law.Shipped(), After: changedLaw(t)})
	if err != nil {
		t.Fatal(err)
	}
	if got.People != 14 || got.Unknown != 7 {
		t.Errorf("%d counted, %d unknown", got.People, got.Unknown)
	}
	want := []TrialRow{ // 10 x 3,600 + 4,800 becomes 10 x 5,100 + 6,800
		{"A", "Dinas A", law.JKK, law.ByEmployer, 11, 11, 40_800, 57_800},
		{"A", "Dinas A", law.JKM, law.ByEmployer, 11, 0, 51_000, 51_000},
	}
	if diff := cmp.Diff(want, got.Rows[:2]); diff != "" {
		t.Error(diff)
	}
	for _, r := range got.Rows[2:] {
		if r.UnitCode != "B" || r.Difference() != 0 || r.Changed != 0 {
			t.Errorf("class 3 did not change: %+v", r)
		}
	}
	if before, after := got.Totals(); after-before != 17_000 {
		t.Errorf("the totals differ by %d", after-before)
	}
}

// The base may follow a minimum wage that the pack changes; without one in either law nobody can say.
func TestADryRunFollowsTheMinimumWage(t *testing.T) {
	u := &unit.Unit{ID: 1, Government: 1, Code: "A", Kind: unit.OPD, Region: "33.11", Basis: unit.UMK}
	groups := []alike{{u, -1, 2}}
	after := changedLaw(t)
	got, err := trial(groups, TrialQuestion{Month: period.MonthOf(2027, 1), Before: law.Shipped(), After: after})
	if err != nil || got.Unknown != 2 || len(got.Rows) != 0 {
		t.Errorf("the minimum wage of 2027 is not known before, %+v %v", got, err)
	}
	if got, err = trial(groups, TrialQuestion{Month: period.MonthOf(2027, 1), Before: after, After: after}); err != nil || got.People != 2 || got.Rows[0].Before != 2*money.Rupiah(10_200) {
		t.Errorf("%+v %v", got, err)
	}
}

// The same law on both sides changes nothing, and asks what the facts ask.
func TestADryRunOfNothingChangesNothing(t *testing.T) {
	u := unit.Unit{ID: 1, Government: 1, Code: "A", Kind: unit.Vendor, Region: "33.11", Basis: unit.Real, Class: 2}
	month := period.MonthOf(2026, 9)
	got, err := trial([]alike{{&u, 12_345_678_901, 1}}, TrialQuestion{Month: month, Before: law.Shipped(), After: law.Shipped()})
	if err != nil {
		t.Fatal(err)
	}
	bill, _, ok, err := Asked(u, 12_345_678_901, month)
	before, after := got.Totals()
	if err != nil || !ok || before != bill.Total() || after != before {
		t.Errorf("%d and %d, the facts ask %d (%v)", before, after, bill.Total(), err)
	}
	for _, r := range got.Rows {
		if r.Changed != 0 {
			t.Errorf("%+v", r)
		}
	}
}
