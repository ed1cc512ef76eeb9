package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/programme/budget"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/period"
)

// TestWhenTheMoneyEnds plans lines for a department of ten people with a school of ten below it; each person costs
// Rp8,100 a month (JKK Rp3,600, JKM Rp4,500).
func TestWhenTheMoneyEnds(t *testing.T) {
	both, jkk := law.ProgrammesOf(law.JKK, law.JKM), law.ProgrammesOf(law.JKK)
	units := []unit.Unit{{Government: 1, ID: 3, Code: "D03", Kind: unit.OPD, Path: "/3/"}, {Government: 1, ID: 31, Code: "S31", Kind: unit.School, Path: "/3/31/"}, {Government: 1, ID: 4, Code: "B04", Kind: unit.Enterprise, Class: 2, Path: "/4/"}}
	needs := []coverage.Need{{Government: 1, Unit: 3, Category: "honorer", Workers: 10, Owed: 81_000}, {Government: 1, Unit: 31, Category: "guru", Workers: 10, Owed: 81_000}, {Government: 1, Unit: 4, Category: "honorer", Workers: 1, Owed: 200_000}}
	const year = 12
	for _, c := range []struct {
		name  string
		line  budget.Line
		ends  string
		lasts bool
	}{
		{"enough for both units to the rupiah", budget.Line{Unit: 3, Programmes: both, Heads: -1, Ceiling: 162_000 * year}, "", true},
		{"one rupiah short in December", budget.Line{Unit: 3, Programmes: both, Heads: -1, Ceiling: 162_000*year - 1}, "2026-12", false},
		{"the school alone", budget.Line{Unit: 31, Programmes: both, Heads: -1, Ceiling: 81_000 * 5}, "2026-06", false},
		{"one category of the two", budget.Line{Unit: 3, Programmes: both, Category: "guru", Heads: -1, Ceiling: 81_000 * year}, "", true},
		{"nothing at all", budget.Line{Unit: 3, Programmes: both, Heads: -1}, "2026-01", false},
		{"JKK alone is four ninths", budget.Line{Unit: 31, Programmes: jkk, Heads: -1, Ceiling: 36_000 * year}, "", true},
		{"JKK alone, short", budget.Line{Unit: 31, Programmes: jkk, Heads: -1, Ceiling: 35_000 * year}, "2026-12", false},
		{"for five of twenty people", budget.Line{Unit: 3, Programmes: both, Heads: 5, Ceiling: 40_500 * year}, "", true},
		{"heads without a ceiling: nobody can say", budget.Line{Unit: 3, Programmes: both, Heads: 5, Ceiling: budget.Unlimited}, "", false},
		{"part of a private unit's programmes: nobody can say", budget.Line{Unit: 4, Programmes: jkk, Heads: -1, Ceiling: 1_000_000}, "", false},
		{"a unit outside the reader's reach: nobody can say", budget.Line{Unit: 99, Programmes: both, Heads: -1, Ceiling: 1_000_000}, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.line.Government, c.line.First, c.line.Last = 1, "2026-01", "2026-12"
			l := &budgetList{month: period.MonthOf(2026, 9), units: units, lines: []budget.Listed{{Line: c.line}}}
			l.plan(needs)
			ends := ""
			if l.ends[0] != 0 {
				ends = l.ends[0].String()
			}
			if diff := cmp.Diff([]any{c.ends, c.lasts}, []any{ends, l.lasts[0]}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
