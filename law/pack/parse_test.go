package pack

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

const sound = `subject: test
edition: 2026-11-21
parameters:
  - name: a.rate
    title: Tarif
    unit: rate
    basis: contribution_month
    versions:
      - from: 2015-07
        value: 0.0024
        article: Pasal 1
        source: somewhere
        confidence: H
        verified_through: 2026-11-21
      - from: 2020-01
        to: 2020-12
        value: 0.003
        article: Pasal 2
        source: somewhere
        confidence: M
        verified_through: 2026-11-21
        note: only for a year
`

func TestSoundFile(t *testing.T) {
	f, problems := Parse("a.yaml", []byte(sound))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s := f.Series("a.rate")
	for day, want := range map[string]money.Rate{
		"2015-06-30": 0, "2015-07-01": 2_400_000, "2019-12-31": 2_400_000, "2020-01-01": 3_000_000, "2020-12-31": 3_000_000, "2021-01-01": 0,
	} {
		d, err := period.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		var got money.Rate
		if v := s.At(d); v != nil {
			got = v.Rate
		}
		if got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
	if v := s.Versions[1]; v.VerifiedOn(v.From) || !s.Versions[0].VerifiedOn(period.DateOf(2026, 11, 21)) || s.Versions[0].VerifiedOn(period.DateOf(2026, 11, 22)) {
		t.Error("only high confidence counts as verified, and only as far as somebody checked")
	}
}

func TestFaultsAreFoundAndPlaced(t *testing.T) {
	for _, c := range []struct{ name, old, new, at, says string }{
		{"unknown key", "    title: Tarif", "    titel: Tarif", "5:5", "titel"},
		{"no article", "        article: Pasal 1\n", "", "9:9", "article"},
		{"no source", "        source: somewhere\n        confidence: H\n", "        confidence: H\n", "9:9", "source"},
		{"no confidence", "        confidence: H\n", "", "9:9", "confidence"},
		{"confidence of no kind", "confidence: H", "confidence: A", "13:21", `"A"`},
		{"never verified", "        verified_through: 2026-11-21\n      - from: 2020-01", "      - from: 2020-01", "9:9", "verified_through"},
		{"no such day", "2026-11-21\nparameters", "2026-02-30\nparameters", "2:10", "2026-02-30"},
		{"a date where a month belongs", "from: 2015-07", "from: 2015-07-01", "9:15", "2015-07-01"},
		{"overlap by an end", "from: 2015-07", "from: 2015-07\n        to: 2020-01", "16:15", "bertumpuk"},
		{"overlap by order", "from: 2020-01", "from: 2015-07", "15:15", "bertumpuk"},
		{"gap", "from: 2015-07", "from: 2015-07\n        to: 2019-11", "16:15", "antara 2019-12-01 dan 2019-12-31"},
		{"end before the beginning", "to: 2020-12", "to: 2019-12", "16:13", "lebih awal"},
		{"a percentage as rate", "value: 0.0024", "value: 1.24", "10:16", "lebih dari 1"},
		{"a comma", "value: 0.0024", "value: 0,0024", "10:16", "0,0024"},
		{"a negative rate", "value: 0.0024", "value: -0.0024", "10:16", "-0.0024"},
		{"no value", "        value: 0.0024\n", "", "9:9", "value"},
		{"a list as value", "value: 0.0024", "value: [1, 2]", "10:16", "satu nilai"},
		{"unit of no kind", "unit: rate", "unit: percent", "6:11", "percent"},
		{"basis of no kind", "basis: contribution_month", "basis: month", "7:12", "month"},
		{"capital letters", "name: a.rate", "name: A.rate", "4:11", "A.rate"},
		{"no versions", sound[strings.Index(sound, "    versions:"):], "    versions: []\n", "4:5", "tidak punya nilai"},
		{"no subject", "subject: test\n", "", "1:1", "subject"},
		{"no YAML", "parameters:", "parameters: [", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(sound, c.old, c.new, 1)
			if text == sound {
				t.Fatal("the fault was not planted")
			}
			_, problems := Parse("a.yaml", []byte(text))
			for _, p := range problems {
				if (c.at == "" || fmt.Sprintf("%d:%d", p.Line, p.Column) == c.at) && strings.Contains(p.Message.Error(), c.says) {
					return
				}
			}
			t.Errorf("want %s %q, got %v", c.at, c.says, problems)
		})
	}
}

func TestTwiceTheSameName(t *testing.T) {
	twice := sound + sound[strings.Index(sound, "  - name: a.rate"):]
	if _, problems := Parse("a.yaml", []byte(twice)); len(problems) == 0 {
		t.Error("a parameter may stand only once")
	}
}

const ground = "article: a, source: s, confidence: H, verified_through: 2026-12-31"

func TestOtherSectionsRefuseToo(t *testing.T) {
	for name, body := range map[string]string{
		"day of another year":     "holidays:\n  - {year: 2026, national: [{day: 2025-01-01, name: x}], " + ground + "}",
		"day twice":               "holidays:\n  - {year: 2026, national: [{day: 2026-01-01, name: x}], joint_leave: [{day: 2026-01-01, name: y}], " + ground + "}",
		"region without quotes":   "minimum_wages:\n  - {kind: UMK, from: 2026-01-01, values: {33.1: 1}, " + ground + "}",
		"regency as UMP":          "minimum_wages:\n  - {kind: UMP, from: 2026-01-01, values: {\"33.01\": 1}, " + ground + "}",
		"no wages at all":         "minimum_wages:\n  - {kind: UMP, from: 2026-01-01, " + ground + "}",
		"class and route":         "businesses:\n  - {entry: x, class: 1, route: JAKON, " + ground + "}",
		"class six":               "businesses:\n  - {entry: x, class: 6, " + ground + "}",
		"relief without end":      "reliefs:\n  - {name: x, segment: PU, programmes: JKK, factor: 0.5, from: 2026-01, " + ground + "}",
		"relief for nobody known": "reliefs:\n  - {name: x, segment: PU, programmes: JKK, factor: 0.5, from: 2026-01, to: 2026-02, payers: {me: H}, " + ground + "}",
		"relief of no programme":  "reliefs:\n  - {name: x, segment: PU, programmes: JKX, factor: 0.5, from: 2026-01, to: 2026-02, " + ground + "}",
		"falling table":           "tables:\n  - {name: x, basis: event_date, columns: [{name: a, unit: months}, {name: b, unit: rate}], versions: [{from: 2026-01-01, rows: [[6, 1], [0, 1]], " + ground + "}]}",
		"short row":               "tables:\n  - {name: x, basis: event_date, columns: [{name: a, unit: months}, {name: b, unit: rate}], versions: [{from: 2026-01-01, rows: [[6]], " + ground + "}]}",
	} {
		text := "subject: t\nedition: 2026-11-21\n" + body + "\n"
		_, problems := Parse("a.yaml", []byte(text))
		if len(problems) == 0 || problems[0].Line < 3 {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sound))
	f.Add([]byte("subject: [&a *a]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		file, problems := Parse("f.yaml", text)
		if file == nil && len(problems) == 0 {
			t.Error("neither a file nor a problem")
		}
	})
}

// TestBordersOfSpans: a version of one month, a next change in the month after, a version on the day after the last.
func TestBordersOfSpans(t *testing.T) {
	one := strings.NewReplacer("from: 2020-01\n        to: 2020-12", "from: 2020-01\n        to: 2020-01", "    versions:", "    next: {on: 2020-02, article: a, note: n}\n    versions:").Replace(sound)
	f, problems := Parse("a.yaml", []byte(one))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s := f.Series("a.rate")
	if s.Next.On != period.DateOf(2020, 2, 1) || s.Versions[0].To != period.DateOf(2019, 12, 31) || s.Versions[1].To != period.DateOf(2020, 1, 31) || s.Versions[1].Place != (Place{"a.yaml", 16, 9}) {
		t.Errorf("%+v %+v", s.Versions[1], s.Next)
	}
	for _, bad := range []string{"on: 2020-01", "on: 2019-12"} {
		if _, problems := Parse("a.yaml", []byte(strings.Replace(one, "on: 2020-02", bad, 1))); len(problems) != 1 || problems[0].Line != 8 {
			t.Errorf("%s: %v", bad, problems)
		}
	}
	if _, problems := Parse("a.yaml", []byte(strings.Replace(sound, "from: 2015-07", "from: 2015-07\n        to: 2019-12", 1))); len(problems) > 0 {
		t.Error("no hole between December and January:", problems)
	}
	relief, problems := Parse("r.yaml", []byte("subject: r\nedition: 2026-12-01\nreliefs:\n  - {name: x, segment: JAKON, programmes: JKK, factor: 0.5, from: 2026-01, to: 2026-01, running_project: true, min_employees: 1, paid_through: 2025-12, "+ground+"}\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if x := relief.Reliefs[0]; !x.RunningProject || x.LabourIntensive || x.MinEmployees != 1 || x.PaidThrough != period.MonthOf(2025, 12) || x.To != period.DateOf(2026, 1, 31) || x.Payers != nil || x.Penalty != nil {
		t.Errorf("%+v", relief.Reliefs[0])
	}
}
