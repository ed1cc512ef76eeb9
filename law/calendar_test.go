package law

import (
	"slices"
	"testing"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

func TestDeadlines(t *testing.T) {
	for _, c := range []struct {
		name, since, until string
		unit               pack.Unit
	}{
		{"worker_registration", "2026-01-02", "2026-02-01", pack.UnitDays},
		{"project_registration", "2026-11-02", "2026-11-20", pack.UnitWorkingDays},
		{"project_change", "2026-12-22", "2027-01-06", pack.UnitWorkingDays}, // joint leave, Christmas, New Year, Isra Mikraj and two weekends between
		{"accident_report", "2026-02-28", "2026-03-02", pack.UnitDays},
		{"accident_result", "2026-02-28", "2026-03-02", pack.UnitDays},
		{"job_loss_claim", "2025-02-06", "2025-05-06", pack.UnitMonths},
		{"job_loss_claim", "2025-08-31", "2026-02-28", pack.UnitMonths},
	} {
		got, err := Shipped().Deadline(c.name, date(t, c.since))
		if err != nil || got.Until != date(t, c.until) || got.Unit != c.unit || got.Count == 0 || got.Article == "" {
			t.Errorf("%s since %s: %s, want %s: %+v %v", c.name, c.since, got.Until, c.until, got, err)
		}
	}
	for _, name := range Deadlines() {
		if _, err := Shipped().Deadline(name, date(t, "2026-05-04")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	sure, err1 := Shipped().Deadline("worker_registration", date(t, "2026-05-04"))
	later, err2 := Shipped().Deadline("project_registration", date(t, "2031-05-05"))
	if err1 != nil || err2 != nil || !sure.Verified || later.Verified || later.Confidence != pack.Low || !slices.Equal(later.Assumed, []string{"holidays 2031"}) {
		t.Errorf("a year without holidays says so: %+v %+v", sure, later)
	}
	for name, field := range map[string]string{"nothing": "name", "job_loss_claim": "date"} {
		if _, err := Shipped().Deadline(name, date(t, "2016-05-04")); FieldOf(err) != field {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Shipped().Deadline("worker_registration", date(t, "2015-06-30")); FieldOf(err) != "date" {
		t.Error(err)
	}
}

func TestSanctionsClimb(t *testing.T) {
	steps, err := Shipped().Sanctions(Sanction{Employer: Private, Since: date(t, "2026-09-01"), Amount: 10_000_000_000, Months: 3})
	if err != nil {
		t.Fatal(err)
	}
	want := []SanctionStep{
		{Name: "warning", From: date(t, "2026-09-01"), Until: date(t, "2026-09-15")},
		{Name: "warning", From: date(t, "2026-09-16"), Until: date(t, "2026-09-30")},
		{Name: "fine", From: date(t, "2026-10-01"), Until: date(t, "2026-10-30"), Fine: 30_000},
		{Name: "services_refused", From: date(t, "2026-10-31")},
	}
	if len(steps) != len(want) {
		t.Fatalf("%+v", steps)
	}
	for i, w := range want {
		g := steps[i]
		if g.Name != w.Name || g.From != w.From || g.Until != w.Until || g.Fine != w.Fine || g.Article != "PP 86/2013" || !g.Verified {
			t.Errorf("step %d: %+v, want %+v", i, g, w)
		}
	}
	if again, err := steps[2].Trace.Recompute(); err != nil || again != 30_000 {
		t.Errorf("%d %v", again, err)
	}
	if steps, err := Shipped().Sanctions(Sanction{Since: date(t, "2026-09-01")}); err != nil || len(steps) != 0 {
		t.Errorf("PP 86/2013 does not name the state: %+v %v", steps, err)
	}
	plain, err := Shipped().Sanctions(Sanction{Employer: Private, Since: date(t, "2026-09-01")})
	if err != nil || plain[2].Trace != nil || plain[2].Fine != 0 {
		t.Errorf("nothing is reckoned where no amount is stated: %+v %v", plain, err)
	}
	for field, q := range map[string]Sanction{
		"date":   {Employer: Private, Since: date(t, "2010-01-01")},
		"amount": {Employer: Private, Since: date(t, "2026-01-01"), Amount: -1},
		"months": {Employer: Private, Since: date(t, "2026-01-01"), Months: 1201},
	} {
		if _, err := Shipped().Sanctions(q); FieldOf(err) != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := Shipped().Sanctions(Sanction{Employer: Private, Since: date(t, "2026-01-01"), Amount: maxWage*1000 + 1}); FieldOf(err) != "amount" {
		t.Error(err)
	}
	if _, err := Shipped().Sanctions(Sanction{Employer: Private, Since: date(t, "2026-01-01"), Months: -1}); FieldOf(err) != "months" {
		t.Error(err)
	}
}

func TestInstalmentsAddUp(t *testing.T) {
	r := rulesFor(t, "2026-05")
	for _, total := range []money.Rupiah{0, 1, 3, 240_000, 1_750_001} {
		parts, err := r.Instalments(total)
		if err != nil || len(parts) != 3 {
			t.Fatal(parts, err)
		}
		var sum money.Rupiah
		for i, p := range parts {
			sum += p.Amount
			if p.Number != i+1 || p.Confidence != pack.Low || p.Verified || p.Amount < 0 {
				t.Errorf("%d: %+v", total, p)
			}
		}
		if sum != total {
			t.Errorf("%d: %d", total, sum)
		}
	}
	if parts, err := r.Instalments(240_000); err != nil || parts[0].Amount != 120_000 || parts[1].Amount != 60_000 || parts[0].Part != money.One/2 {
		t.Errorf("%+v %v", parts, err)
	}
	if _, err := r.Instalments(-1); FieldOf(err) != "contract_value" {
		t.Error(err)
	}
}

func TestGroups(t *testing.T) {
	r := rulesFor(t, "2026-05")
	for _, name := range Groups() {
		g, err := r.Group(name)
		if err != nil || g.Title == "" || g.Article == "" || !g.Usual.Covers(g.Mandatory) {
			t.Errorf("%s: %+v %v", name, g, err)
		}
	}
	officials, err := r.Group("village_official")
	if err != nil || officials.Mandatory != ProgrammesOf(JKK, JKM) || officials.Usual != ProgrammesOf(JKK, JKM, JHT, JP) || officials.UsualCite.Confidence != pack.Medium {
		t.Errorf("%+v %v", officials, err)
	}
	if _, err := r.Group("nobody"); FieldOf(err) != "group" {
		t.Error(err)
	}
	if _, err := rulesFor(t, "2020-01").Group("election"); FieldOf(err) != "month" {
		t.Error("Inpres 2/2021 is of March 2021:", err)
	}
}

func TestChangesCountDown(t *testing.T) {
	day := date(t, "2026-11-21")
	changes := Shipped().Changes(day)
	if !slices.IsSortedFunc(changes, func(a, b Change) int { return int(a.On - b.On) }) {
		t.Error("not in order")
	}
	find := func(list []Change, name string, kind ChangeKind) *Change {
		if i := slices.IndexFunc(list, func(c Change) bool { return c.Name == name && c.Kind == kind }); i >= 0 {
			return &list[i]
		}
		return nil
	}
	for _, c := range []struct {
		name string
		kind ChangeKind
		on   string
		days int
	}{
		{"jp.wage_ceiling", Expected, "2027-03-01", 100},
		{"pp50_2025.other", Ends, "2027-01-01", 41},
		{"pp50_2025.transport", Ends, "2027-04-01", 131},
		{"minimum_wage.33.01", Ends, "2027-01-01", 41},
		{"jp.retirement_age", Begins, "2028-01-01", 406},
		{"holidays", Ends, "2028-01-01", 406},
	} {
		got := find(changes, c.name, c.kind)
		if got == nil || got.On != date(t, c.on) || got.Days(day) != c.days || got.Title == "" || got.Article == "" {
			t.Errorf("%s %s: %+v", c.kind, c.name, got)
		}
	}
	if find(changes, "pp36_2025", Ends) != nil || find(changes, "jp.wage_ceiling", Begins) != nil {
		t.Error("what is past is not listed")
	}
	if c := find(Shipped().Changes(date(t, "2025-12-31")), "pp50_2025.other", Begins); c == nil || c.On != date(t, "2026-04-01") {
		t.Errorf("a relief that begins: %+v", c)
	}
	if c := find(Shipped().Changes(date(t, "2019-12-01")), "scholarship.once", Ends); c == nil || c.On != date(t, "2019-12-02") {
		t.Errorf("a value that ends without another: %+v", c)
	}
	if c := find(Shipped().Changes(date(t, "2019-12-02")), "scholarship.once", Ends); c != nil {
		t.Errorf("not after its day: %+v", c)
	}
	if c := find(changes, "pp50_2025.other", Ends); c.Title != "Keringanan PP 50/2025" {
		t.Errorf("%q", c.Title)
	}
	if c := find(changes, "minimum_wage.33.01", Ends); c.Title != "Upah minimum: Kepgub Jawa Tengah 100.3.3.1/505/2025" {
		t.Errorf("%q", c.Title)
	}
	if find(changes, "minimum_wage.33.02", Ends) != nil {
		t.Error("a decree is listed once")
	}
	if find(Shipped().Changes(date(t, "2026-12-31")), "pp50_2025.other", Ends) == nil || find(Shipped().Changes(date(t, "2027-01-01")), "pp50_2025.other", Ends) != nil {
		t.Error("listed through the day before")
	}
	late := find(Shipped().Changes(date(t, "2027-03-31")), "jp.wage_ceiling", Expected)
	if late == nil || late.Days(date(t, "2027-03-31")) != -30 {
		t.Errorf("what is overdue stays: %+v", late)
	}
}

const newCeiling = `subject: test
edition: 2027-02-20
parameters:
  - name: jp.wage_ceiling
    title: Batas atas upah JP
    unit: rupiah
    basis: contribution_month
    versions:
      - {from: 2027-03, value: 11650000, article: surat, source: surat, confidence: H, verified_through: 2027-12-31}
`

func TestVerificationDemandsAConfirmation(t *testing.T) {
	for _, c := range []struct {
		month   period.Month
		through string
		expired bool
	}{
		{period.MonthOf(2026, 11), "2026-11-21", false},
		{period.MonthOf(2026, 12), "2026-11-21", true},
		{period.MonthOf(2021, 4), "2026-11-21", false}, // weak, not expired
	} {
		v, err := Shipped().VerifiedThrough(c.month)
		if err != nil || v.Through != date(t, c.through) || v.Expired() != c.expired || v.Month != c.month {
			t.Errorf("%s: %s %t %v", c.month, v.Through, v.Expired(), err)
		}
	}
	weak, err := Shipped().VerifiedThrough(period.MonthOf(2021, 4))
	doubt := slices.IndexFunc(weak.Doubts, func(d Doubt) bool { return d.Name == "jp.wage_ceiling" })
	if err != nil || doubt < 0 || weak.Doubts[doubt].Confidence != pack.Medium || weak.Doubts[doubt].Expired || weak.Doubts[doubt].Overdue {
		t.Errorf("the ceiling of 2021 was computed, not seen: %+v %v", weak.Doubts, err)
	}
	march, err := Shipped().VerifiedThrough(period.MonthOf(2027, 3))
	doubt = slices.IndexFunc(march.Doubts, func(d Doubt) bool { return d.Name == "jp.wage_ceiling" })
	if err != nil || doubt < 0 || !march.Doubts[doubt].Overdue || !march.Doubts[doubt].Expired {
		t.Errorf("a new ceiling was due: %+v %v", march.Doubts, err)
	}
	february, err := Shipped().VerifiedThrough(period.MonthOf(2027, 2))
	doubt = slices.IndexFunc(february.Doubts, func(d Doubt) bool { return d.Name == "jp.wage_ceiling" })
	if err != nil || doubt < 0 || february.Doubts[doubt].Overdue {
		t.Errorf("not before March: %+v %v", february.Doubts, err)
	}
	l, err := Shipped().With(Source{"new.yaml", []byte(newCeiling)})
	if err != nil {
		t.Fatal(err)
	}
	march, err = l.VerifiedThrough(period.MonthOf(2027, 3))
	if err != nil || slices.ContainsFunc(march.Doubts, func(d Doubt) bool { return d.Name == "jp.wage_ceiling" }) {
		t.Errorf("the new value came with its check: %+v %v", march.Doubts, err)
	}
	h, _ := l.History("jp.wage_ceiling")
	if last := h.Versions[len(h.Versions)-1]; h.Next != nil || last.From != date(t, "2027-03-01") || last.To != 0 || h.Versions[len(h.Versions)-2].To != date(t, "2027-02-28") {
		t.Errorf("%+v", last)
	}
	relief, err := Shipped().VerifiedThrough(period.MonthOf(2020, 9))
	if err != nil || !slices.ContainsFunc(relief.Doubts, func(d Doubt) bool { return d.Name == roundingParameter }) {
		t.Errorf("%+v %v", relief.Doubts, err)
	}
	if _, err := Shipped().VerifiedThrough(period.MonthOf(2015, 6)); FieldOf(err) != "month" {
		t.Error(err)
	}
}

func TestHistoriesAndTables(t *testing.T) {
	all := Shipped().Histories()
	if len(all) < 80 || !slices.IsSortedFunc(all, func(a, b History) int { return compareText(a.Name, b.Name) }) {
		t.Errorf("%d histories, in order of name", len(all))
	}
	for _, h := range all {
		for i, v := range h.Versions {
			if v.From != v.Value.From || (i+1 < len(h.Versions)) != (v.To != 0 && v.To < h.Versions[len(h.Versions)-1].From) && v.To != v.Value.To {
				t.Errorf("%s %+v", h.Name, v)
			}
		}
	}
	tables := Shipped().Tables()
	if len(tables) != 6 {
		t.Errorf("%d tables", len(tables))
	}
	for _, x := range tables {
		if x.Title == "" || len(x.Columns) < 2 || len(x.Versions) == 0 || len(x.Versions[0].Rows) == 0 || x.Versions[0].From != x.Versions[0].Table.From {
			t.Errorf("%+v", x)
		}
	}
	if _, ok := Shipped().History("nothing"); ok {
		t.Error("a history of nothing")
	}
	years := Shipped().HolidayYears()
	if years[0] != 2015 || years[len(years)-1] != 2027 || len(years) != 13 {
		t.Error(years)
	}
	wages := Shipped().MinimumWages(date(t, "2026-06-01"))
	if len(wages) < 150 || len(Shipped().MinimumWages(date(t, "2025-06-01"))) != 0 {
		t.Errorf("%d minimum wages", len(wages))
	}
	if !Shipped().KnowsHolidays(2026) || Shipped().KnowsHolidays(2028) {
		t.Error("holidays are known from 2015 to 2027")
	}
	if name, ok := Shipped().Calendar().Holiday(date(t, "2026-08-17")); !ok || name == "" {
		t.Error("Independence Day")
	}
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
