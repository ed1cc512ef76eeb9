package law

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

const overlay = `subject: one
edition: 2027-05-01
parameters:
  - name: pu.jkm.rate
    title: JKM
    unit: rate
    basis: contribution_month
    versions: [{from: 2027-01, value: 0.006, article: a, source: s, confidence: L, verified_through: 2026-12-01}]
tables:
  - name: pmi.package
    title: Paket
    basis: contribution_month
    columns: [{name: months, unit: months}, {name: price, unit: rupiah}]
    versions: [{from: 2027-01, article: a, source: s, confidence: L, verified_through: 2026-12-01, rows: [[6, 1000]]}]
reliefs:
  - {name: ours, segment: PU, programmes: JHT, from: 2027-01, to: 2027-02, factor: 0.5, article: a, source: s, confidence: L, verified_through: 2026-12-01}
minimum_wages:
  - {kind: UMK, from: 2027-01-01, values: {"33.11": 2600000}, article: a, source: s, confidence: H, verified_through: 2027-12-31}
holidays:
  - {year: 2028, national: [{day: 2028-01-01, name: Tahun Baru}], article: a, source: s, confidence: H, verified_through: 2028-12-31}
`

// TestFilesOfOneLayerMayNotContradict: what stands in two files of one layer is refused at its second place, whatever it is.
func TestFilesOfOneLayerMayNotContradict(t *testing.T) {
	_, err := Shipped().With(Source{"one.yaml", []byte(overlay)}, Source{"two.yaml", []byte(strings.Replace(overlay, "from: 2027-01-01,", "from: 2030-01-01,", 1))})
	var problems ProblemsError
	if !errors.As(err, &problems) {
		t.Fatal(err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.Error())
	}
	want := []string{
		"two.yaml:4:5: pu.jkm.rate sudah ada; satu nama hanya boleh di satu tempat",
		"two.yaml:14:17: pmi.package sudah ada; satu nama hanya boleh di satu tempat",
		"two.yaml:16:6: ours sudah ada; satu nama hanya boleh di satu tempat",
		"two.yaml:20:30: 2028-01-01 sudah ada; satu nama hanya boleh di satu tempat",
		"two.yaml:18:53: Upah minimum 33.11 sudah ada; satu nama hanya boleh di satu tempat",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	for name, ends := range map[string][2]string{
		"one after the other":          {"from: 2027-01-01, to: 2027-12-31,", "from: 2028-01-01,"},
		"the other before":             {"from: 2028-01-01,", "from: 2027-01-01, to: 2027-12-31,"},
		"the last day in both":         {"from: 2027-01-01, to: 2027-12-31,", "from: 2027-12-31,"},
		"the last day in both, turned": {"from: 2027-12-31,", "from: 2027-01-01, to: 2027-12-31,"},
		"one inside the other":         {"from: 2027-01-01,", "from: 2027-05-01, to: 2027-12-31,"},
	} {
		wages := overlay[strings.Index(overlay, "minimum_wages:"):strings.Index(overlay, "holidays:")]
		file := func(span string) []byte {
			return []byte("subject: w\nedition: 2027-05-01\n" + strings.Replace(wages, "from: 2027-01-01,", span, 1))
		}
		_, err := Shipped().With(Source{"a.yaml", file(ends[0])}, Source{"b.yaml", file(ends[1])})
		if apart := strings.HasPrefix(name, "one after") || strings.HasPrefix(name, "the other"); (err == nil) != apart {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestVersionNamesEditionAndContent(t *testing.T) {
	l, err := Shipped().With(Source{"one.yaml", []byte(overlay)})
	if err != nil || !strings.HasPrefix(l.Version(), "2027-05-01+") || !strings.HasPrefix(Shipped().Version(), "2026-11-21+") {
		t.Errorf("%s %s %v", l.Version(), Shipped().Version(), err)
	}
	other, err := Shipped().With(Source{"one.yaml", []byte(strings.Replace(overlay, "0.006", "0.007", 1))})
	if err != nil || other.Version() == l.Version() || l.rulesVersion(t) != l.Version() {
		t.Errorf("%s %v", other.Version(), err)
	}
	if list := l.Parameters(); !slices.IsSortedFunc(list, func(a, b *pack.Series) int { return strings.Compare(a.Name, b.Name) }) || len(list) != len(Shipped().Parameters()) {
		t.Error("parameters by name, each once")
	}
}

func (l *Law) rulesVersion(t *testing.T) string {
	r, err := l.For(period.MonthOf(2027, 1))
	if err != nil {
		t.Fatal(err)
	}
	return r.Version()
}

// TestReliefsMeetOnTheirDays: two reliefs of one amount may follow each other, not share a month.
func TestReliefsMeetOnTheirDays(t *testing.T) {
	relief := func(name, from, to, more string) string {
		return "  - {name: " + name + ", segment: PU, programmes: JKM JHT, from: " + from + ", to: " + to + ", factor: 0.5, " + more + "article: a, source: s, confidence: L, verified_through: 2026-12-01}\n"
	}
	for _, c := range []struct {
		name, a, b string
		ok         bool
	}{
		{"one after the other", relief("a", "2027-01", "2027-02", ""), relief("b", "2027-03", "2027-04", ""), true},
		{"a month in common", relief("a", "2027-01", "2027-03", ""), relief("b", "2027-03", "2027-04", ""), false},
		{"a month in common, turned", relief("b", "2027-03", "2027-04", ""), relief("a", "2027-01", "2027-03", ""), false},
		{"for others", relief("a", "2027-01", "2027-03", "employer: private, "), relief("b", "2027-01", "2027-03", "employer: government, "), true},
		{"for some of all", relief("a", "2027-01", "2027-03", "employer: private, "), relief("b", "2027-01", "2027-03", ""), false},
		{"another segment", relief("a", "2027-01", "2027-03", ""), strings.Replace(relief("b", "2027-01", "2027-03", ""), "PU", "JAKON", 1), true},
		{"another programme", relief("a", "2027-01", "2027-03", ""), strings.Replace(relief("b", "2027-01", "2027-03", ""), "JKM JHT", "JP", 1), true},
	} {
		_, err := Shipped().With(Source{"r.yaml", []byte("subject: r\nedition: 2026-12-01\nreliefs:\n" + c.a + c.b)})
		var problems ProblemsError
		if errors.As(err, &problems); (len(problems) == 0) != c.ok || len(problems) > 1 {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestNearestRuleIsNamed(t *testing.T) {
	for _, c := range []struct{ name, day, says string }{
		{"jkp.wage_ceiling", "2020-01-01", "berlaku mulai 2021-02-01"},
		{"jkp.cash", "2020-01-01", "berlaku mulai 2021-02-02"},
		{"scholarship.once", "2021-01-01", "terakhir berlaku 2019-12-01"},
		{"scholarship.once", "2010-01-01", "berlaku mulai 2015-07-01"},
		{"nothing", "2010-01-01", "tidak ada di paket"},
	} {
		if err := Shipped().missing("date", c.name, date(t, c.day), c.day); FieldOf(err) != "date" || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestConstructionByWageUnderTheRelief: the rate of the line is the one after relief.
func TestConstructionByWageUnderTheRelief(t *testing.T) {
	bill, err := rulesFor(t, "2020-09").JAKON(JAKON{Wage: 10_000_000_000})
	if err != nil || bill.Lines[0].Rate != 174_000 || bill.Lines[0].Amount != 1740 || bill.Lines[1].Amount != 300 {
		t.Errorf("%+v %v", bill.Lines, err)
	}
	plain, err := rulesFor(t, "2026-09").JAKON(JAKON{ContractValue: 1_000_000})
	if err != nil || !plain.Lines[0].Verified || plain.Lines[0].Confidence != pack.High {
		t.Errorf("%+v %v", plain.Lines, err)
	}
	later, err := rulesFor(t, "2026-12").JAKON(JAKON{ContractValue: 1_000_000})
	if err != nil || later.Lines[0].Verified {
		t.Errorf("nobody has checked December: %+v %v", later.Lines, err)
	}
	var sum money.Rupiah
	for i := range plain.Lines {
		sum += plain.Lines[i].Amount
	}
	if sum != plain.Total() {
		t.Error(sum)
	}
}
