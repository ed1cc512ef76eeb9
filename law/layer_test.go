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

// TestHistoryCutsAndHoles: a pack on top cuts the version beneath in two, and a time without a value is a hole.
func TestHistoryCutsAndHoles(t *testing.T) {
	l, err := Shipped().With(Source{"cut.yaml", []byte(`subject: cut
edition: 2026-12-01
parameters:
  - name: pu.jkm.rate
    title: JKM baru
    unit: rate
    basis: contribution_month
    versions: [{from: 2018-01, to: 2018-06, value: 0.006, article: a, source: s, confidence: L, verified_through: 2026-12-01}]
  - name: scholarship.once
    title: Beasiswa
    unit: rupiah
    basis: event_date
    versions: [{from: 2030-01-01, value: 1, article: a, source: s, confidence: L, verified_through: 2026-12-01}]
`)})
	if err != nil {
		t.Fatal(err)
	}
	spans := func(name string) (out []string) {
		h, ok := l.History(name)
		if !ok {
			t.Fatal(name)
		}
		for _, v := range h.Versions {
			out = append(out, v.From.String()+".."+v.To.String()+" "+v.Text)
		}
		return out
	}
	if got := spans("pu.jkm.rate"); !slices.Equal(got, []string{"2015-07-01..2017-12-31 0.003", "2018-01-01..2018-06-30 0.006", "2018-07-01.. 0.003"}) {
		t.Error(got)
	}
	if got := spans("scholarship.once"); !slices.Equal(got, []string{"2015-07-01..2019-12-01 12000000", "2030-01-01.. 1"}) {
		t.Error(got)
	}
	if h, _ := l.History("pu.jkm.rate"); h.Title != "JKM baru" {
		t.Error("the top layer names it")
	}
	changes := l.Changes(date(t, "2019-01-01"))
	kinds := map[string]ChangeKind{}
	for _, c := range changes {
		if c.Name == "scholarship.once" {
			kinds[c.On.String()] = c.Kind
		}
	}
	if len(kinds) != 2 || kinds["2019-12-02"] != Ends || kinds["2030-01-01"] != Begins {
		t.Error(kinds)
	}
}

func TestHolidayListsByGround(t *testing.T) {
	lists := Shipped().HolidayLists(2026)
	if len(lists) != 2 || len(Shipped().HolidayLists(2028)) != 0 {
		t.Fatalf("%d lists: national holidays and joint leave", len(lists))
	}
	for _, list := range lists {
		if list.Year != 2026 || list.Article == "" || len(list.Days) < 5 {
			t.Errorf("%+v", list)
		}
		for i, d := range list.Days {
			if d.Joint != list.Days[0].Joint || i > 0 && list.Days[i-1].Day >= d.Day {
				t.Errorf("%s %t", d.Day, d.Joint)
			}
		}
	}
	if lists[0].Days[0].Day > lists[1].Days[0].Day || lists[0].Days[0].Joint == lists[1].Days[0].Joint {
		t.Error("in order of their first days")
	}
}

func TestReportedWageIsRaisedToTheMinimum(t *testing.T) {
	r := rulesFor(t, "2026-05")
	for wage, want := range map[money.Milli]string{2_499_999_999: "minimum_wage", 2_500_000_000: "wage", 2_500_000_001: "wage"} {
		got, err := r.Floor(wage, "33.11")
		if err != nil || got.Wage != max(wage, 2_500_000_000) || got.Steps[0].Name != want || got.Verified != (want == "wage") {
			t.Errorf("%s: %+v %v", wage, got, err)
		}
	}
	if _, err := r.Floor(1, "32.04"); FieldOf(err) != "region" {
		t.Error(err)
	}
	if _, err := r.PieceWage([]money.Milli{0, maxWage, maxWage}, false); err != nil {
		t.Error(err)
	}
	if _, err := rulesFor(t, "2026-05").Savings(Savings{Balance: 0, Reason: "death"}); err != nil {
		t.Error(err)
	}
	if _, err := r.PMI(PMI{Months: 240, Route: "agency"}); err != nil {
		t.Error(err)
	}
	gone, err := r.Savings(Savings{Balance: 1_000, Reason: "resigned"})
	if err != nil || gone.WaitMonths != 1 || gone.Amount != 1 {
		t.Errorf("%+v %v", gone, err)
	}
}

// TestConfirmedEndsAreSurerThanTheTableBetween: the lowest and the highest nominal base are confirmed, the rows between not.
func TestConfirmedEndsAreSurerThanTheTableBetween(t *testing.T) {
	r := rulesFor(t, "2024-09")
	for income, want := range map[money.Milli]pack.Confidence{
		0: pack.High, 1_000_000_000: pack.High, 1_000_000_001: pack.Medium, 20_699_999_999: pack.Medium, 20_700_000_000: pack.High, 30_000_000_000: pack.High,
	} {
		bill, err := r.BPU(BPU{Income: income})
		if err != nil || bill.Lines[0].Confidence != want || bill.Lines[0].Verified != (want == pack.High) || bill.Lines[1].Confidence != pack.High {
			t.Errorf("%s: %+v %v", income, bill.Lines, err)
		}
	}
	floor, err := rulesFor(t, "2026-05").Benefit(Benefit{Event: AccidentDeath, Segment: "PU", Wage: 20_000_000_000 / 48})
	least, err2 := rulesFor(t, "2026-05").Benefit(Benefit{Event: AccidentDeath, Segment: "PU", Wage: 416_666_667})
	if err != nil || err2 != nil || floor.Items[0].Confidence != pack.High || least.Items[0].Amount != 20_000_000 {
		t.Errorf("%+v %+v", floor.Items[0], least.Items[0])
	}
}

// TestPenaltyIsNoSurerThanItsDueDate: joint leave moved the due date of April 2026, and whether it may is weak.
func TestPenaltyIsNoSurerThanItsDueDate(t *testing.T) {
	ask := Penalty{Amount: 1_000_000_000, Segment: "PU", Employer: Private, Month: period.MonthOf(2026, 4), PaidOn: date(t, "2026-06-30")}
	weak, err1 := Shipped().Penalty(ask)
	ask.Month = period.MonthOf(2026, 3)
	sure, err2 := Shipped().Penalty(ask)
	if err1 != nil || err2 != nil || weak.Confidence != pack.Low || weak.Verified || sure.Confidence != pack.High || !sure.Verified {
		t.Errorf("%+v\n%+v", weak.Cite, sure.Cite)
	}
	if weak.Penalty != 40_000 || sure.Penalty != 60_000 || weak.Trace.Amount != 40_000 {
		t.Errorf("%d %d", weak.Penalty, sure.Penalty)
	}
}
