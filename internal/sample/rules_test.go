package sample

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// tiny is the worked government of six units and eleven workers for September 2026: a department that pays per person, one
// whose total is Rp200 short, one that shares its registration with a school, a village on the minimum wage, one silent.
func tiny() (units []*unit, facts []*fact, lines []line, totals []paidTotal) {
	umk := money.Milli(2_500_000_000)
	g := &government{code: "33.11", name: "Kabupaten Sukoharjo"}
	add := func(code, name, npp, basis string, parent *unit) *unit {
		u := &unit{code: code, name: name, npp: npp, basis: basis, parent: parent, gov: g, class: 1, programmes: two, minimum: umk}
		units = append(units, u)
		return u
	}
	d01 := add("D01", "Dinas Pekerjaan Umum", "20000001", "riil", nil)
	d02 := add("D02", "Satuan Polisi Pamong Praja", "20000002", "riil", nil)
	d03 := add("D03", "Dinas Pendidikan", "20000003", "riil", nil)
	s31 := add("S31", "SD Negeri 1 Contoh", "20000003", "riil", d03)
	v01 := add("V01", "Desa Contoh", "20000004", "umk", nil)
	add("D04", "Dinas Perhubungan", "20000005", "riil", nil)

	person := func(u *unit, nik, category string, wage int, start period.Date, registered bool, paidOn int) {
		f := &fact{unit: u, nik: nik, category: category, wage: money.Milli(wage) * 1000, start: start, registered: registered}
		if paidOn > 0 {
			f.row = &paidRow{npp: u.npp}
			for i, p := range programmes[:2] {
				f.row.amount[i] = due(p, 1, money.Milli(paidOn)*1000)
			}
		}
		facts = append(facts, f)
	}
	day := period.DateOf
	person(d01, "3311011203859001", "honorer", 1_500_000, day(2024, 1, 1), true, 1_500_000)
	person(d01, "3311016005909002", "honorer", 2_000_000, day(2025, 1, 1), true, 1_500_000)
	person(d01, "3311012407959003", "honorer", 1_500_000, day(2026, 8, 1), false, 0)
	person(d02, "3311021511889004", "honorer", 1_500_000, day(2022, 1, 1), true, 0)
	person(d02, "3311025709929005", "honorer", 1_500_000, day(2023, 1, 1), true, 0)
	person(d03, "3311030604799006", "honorer", 1_500_000, day(2021, 1, 1), true, 0)
	person(s31, "3311036208949007", "guru", 1_500_000, day(2021, 7, 1), true, 0)
	person(s31, "3311031912869008", "tenaga kependidikan", 1_500_000, day(2024, 7, 1), false, 0)
	facts[7].tied = true
	person(v01, "3311040305709009", "kepala desa", 2_426_640, day(2021, 1, 1), true, 2_426_640)
	person(v01, "3311044810839010", "perangkat desa", 2_022_200, day(2020, 1, 1), true, 2_500_000)
	paiman := entryState{active: false, lastMonth: period.MonthOf(2026, 6), programmes: two}
	person(v01, "3311041706759011", "BPD", 500_000, day(2022, 1, 1), paiman.counts(period.MonthOf(2026, 9), two), 0)

	budget := func(u *unit, set programme, category string, heads int, ceiling money.Rupiah) {
		lines = append(lines, line{unit: u, programmes: set, category: category, from: yearStart, to: yearEnd, heads: heads, ceiling: ceiling})
	}
	budget(d01, jkk, "", 2, 100_800)
	budget(d01, jkm, "", 2, 126_000)
	budget(d02, two, "", -1, 194_400)
	budget(d03, two, "", 2, 194_400)
	budget(v01, two, "kepala desa", 1, 162_000)
	budget(v01, two, "perangkat desa", 1, 162_000)
	totals = []paidTotal{{unit: d02, npp: "20000002", amount: 16_000}, {unit: d03, npp: "20000003", amount: 16_200}}
	return units, facts, lines, totals
}

func TestRulesGiveTheWorkedFacts(t *testing.T) {
	_, facts, lines, totals := tiny()
	judge(period.MonthOf(2026, 9), facts, lines, totals)
	want := map[string]string{ // budgeted registered paid right undecided
		"3311011203859001": "11110", "3311016005909002": "11100", "3311012407959003": "00000", "3311021511889004": "11000",
		"3311025709929005": "11000", "3311030604799006": "11110", "3311036208949007": "11110", "3311031912869008": "00001",
		"3311040305709009": "11100", "3311044810839010": "11110", "3311041706759011": "00000",
	}
	got := map[string]string{}
	for _, f := range facts {
		for _, yes := range []bool{f.budgeted, f.registered, f.paid, f.right, f.unclear} {
			got[f.nik] += map[bool]string{true: "1", false: "0"}[yes]
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestScoresOfTheWorkedGovernment(t *testing.T) {
	units, facts, lines, totals := tiny()
	judge(period.MonthOf(2026, 9), facts, lines, totals)
	answers := make([]answer, len(units))
	for i, u := range units {
		answers[i] = answer{unit: u, answered: u.code != "D04", heads: 7}
	}
	rows, total := scoreboard(answers, facts, score{key: "33.11"})
	show := func(s score) string {
		return fmt.Sprintf("%s %d/%d w%d b%d g%d p%d r%d t%d tr%d u%d %s %s %d", s.key, s.answered, s.units, s.workers, s.budgeted, s.registered,
			s.paid, s.right, s.protected, s.protectRight, s.undecided, s.best(), s.worst(), s.liability)
	}
	var got []string
	for _, s := range append(rows, total) {
		got = append(got, show(s))
	}
	want := []string{
		"D01 1/1 w3 b2 g2 p2 r1 t2 tr1 u0 0.6667 0.6667 42000000",
		"D02 1/1 w2 b2 g2 p0 r0 t0 tr0 u0 0.0000 0.0000 84000000",
		"D03 1/1 w1 b1 g1 p1 r1 t1 tr1 u0 1.0000 1.0000 0",
		"S31 1/1 w2 b1 g1 p1 r1 t1 tr1 u1 1.0000 0.5000 42000000",
		"V01 1/1 w3 b2 g2 p2 r1 t2 tr1 u0 0.6667 0.6667 42000000",
		"D04 0/1 w0 b0 g0 p0 r0 t0 tr0 u0 1.0000 0.0000 0",
		"33.11 5/6 w11 b8 g8 p6 r4 t6 tr4 u1 0.7778 0.3333 210000000",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDue(t *testing.T) {
	for _, c := range []struct {
		set   programme
		class int
		wage  money.Milli
		want  money.Rupiah
	}{
		{two, 1, 2_152_407_390, 5_166 + 6_457}, // Klaten's published 11,623
		{two, 1, 1_500_000_000, 8_100},
		{four, 1, 2_500_000_000, 6_000 + 7_500 + 142_500 + 75_000},
		{jp, 1, 20_000_000_000, 221_726 + 110_863}, // capped at 11,086,300
		{jkk, 5, 2_000_000_000, 34_800},
	} {
		if got := dueAll(c.set, c.class, c.wage); got != c.want {
			t.Errorf("%s class %d on %s: %d, want %d", c.set, c.class, c.wage, got, c.want)
		}
	}
}

func TestCeilingEndsAtTheFirstWhoDoesNotFit(t *testing.T) {
	u := &unit{code: "A", basis: "riil", class: 1, programmes: two}
	var facts []*fact
	for i, wage := range []int{1_000_000, 3_000_000, 500_000} {
		facts = append(facts, &fact{unit: u, nik: fmt.Sprint(i), start: period.Date(1000 + i), wage: money.Milli(wage) * 1000})
	}
	// 5,400 a month for the first; 16,200 for the second does not fit and keeps the third, who would fit, out.
	judge(yearStart, facts, []line{{unit: u, programmes: two, from: yearStart, to: yearEnd, heads: -1, ceiling: 12 * 10_000}}, nil)
	for i, want := range []bool{true, false, false} {
		if facts[i].budgeted != want {
			t.Errorf("person %d: budgeted %v", i, !want)
		}
	}
}
