package law

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/period"
)

// Difference is a stretch of time on which two laws say different things of one rule.
type Difference struct {
	Kind     string // parameter, table, relief, minimum_wage, holidays, business
	Name     string
	Title    string // Indonesian
	Unit     pack.Unit
	From, To period.Date // To inclusive, 0: no end
	Before   string      // as the packs write it; "" where there was none
	After    string
	Ground   bool // the values agree; article, source, confidence or verification differ
	Article  string
	Source   string // of the new state, of the old one where there is no new one
}

// Diff lists what another law says differently, by kind, name and time.
func (l *Law) Diff(other *Law) []Difference {
	var out []Difference
	out = diffNames(out, l.names(seriesNames), other.names(seriesNames), func(out []Difference, name string) []Difference {
		return diffParameter(out, l, other, name)
	})
	out = diffNames(out, l.names(tableNames), other.names(tableNames), func(out []Difference, name string) []Difference {
		return diffTable(out, l, other, name)
	})
	out = diffReliefs(out, l.Reliefs(), other.Reliefs())
	out = diffNames(out, l.names(wageRegions), other.names(wageRegions), func(out []Difference, region string) []Difference {
		return diffWage(out, l, other, region)
	})
	return diffRest(out, l, other)
}

func seriesNames(y *layer, add func(string)) {
	for name := range y.series {
		add(name)
	}
}

func tableNames(y *layer, add func(string)) {
	for name := range y.tables {
		add(name)
	}
}

func wageRegions(y *layer, add func(string)) {
	for region := range y.wages {
		add(region)
	}
}

func (l *Law) names(of func(*layer, func(string))) map[string]bool {
	out := map[string]bool{}
	for _, y := range l.layers {
		of(y, func(name string) { out[name] = true })
	}
	return out
}

func diffNames(out []Difference, a, b map[string]bool, diff func([]Difference, string) []Difference) []Difference {
	all := maps.Clone(a)
	maps.Copy(all, b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		out = diff(out, name)
	}
	return out
}

// state is what one law says of a rule on a day: comparable, so that equal stretches run together.
type state struct {
	text string
	pack.Evidence
}

// pair is what both laws say; none where both are silent.
type pair struct{ before, after state }

func diffParameter(out []Difference, a, b *Law, name string) []Difference {
	var edges []period.Date
	d := Difference{Kind: "parameter", Name: name}
	for _, l := range []*Law{a, b} {
		if h, ok := l.History(name); ok {
			d.Title, d.Unit = h.Title, h.Unit
			for _, v := range h.Versions {
				edges = append(edges, bounds(v.From, v.To)...)
			}
		}
	}
	at := func(l *Law, day period.Date) state {
		if v := l.value(name, day); v != nil {
			return state{v.Text, v.Evidence}
		}
		return state{}
	}
	return diffOver(out, d, edges, func(day period.Date) pair { return pair{at(a, day), at(b, day)} })
}

func diffTable(out []Difference, a, b *Law, name string) []Difference {
	var edges []period.Date
	d := Difference{Kind: "table", Name: name}
	for _, l := range []*Law{a, b} {
		for _, y := range l.layers {
			for _, t := range y.tables[name] {
				d.Title = t.Title
				edges = append(edges, bounds(t.From, t.To)...)
			}
		}
	}
	at := func(l *Law, day period.Date) state {
		if t := l.table(name, day); t != nil {
			return state{rowsText(t), t.Evidence}
		}
		return state{}
	}
	return diffOver(out, d, edges, func(day period.Date) pair { return pair{at(a, day), at(b, day)} })
}

func rowsText(t *pack.Table) string {
	var b strings.Builder
	for i, row := range t.Rows {
		if i > 0 {
			b.WriteString("; ")
		}
		for j, cell := range row {
			if j > 0 {
				b.WriteByte(' ')
			}
			switch t.Columns[j].Unit {
			case pack.UnitRupiah:
				b.WriteString(cell.Amount.String())
			case pack.UnitRate:
				b.WriteString(cell.Rate.String())
			default:
				fmt.Fprint(&b, cell.Count)
			}
		}
	}
	return b.String()
}

func diffWage(out []Difference, a, b *Law, region string) []Difference {
	var edges []period.Date
	d := Difference{Kind: "minimum_wage", Name: region, Title: "Upah minimum " + region, Unit: pack.UnitRupiah}
	for _, l := range []*Law{a, b} {
		for _, y := range l.layers {
			for _, w := range y.wages[region] {
				edges = append(edges, bounds(w.From, w.To)...)
			}
		}
	}
	at := func(l *Law, day period.Date) state {
		if w := l.wage(region, day); w != nil && w.Kind != "" {
			return state{w.Amount.String(), w.Evidence}
		} else if w != nil {
			return state{"none", w.Evidence}
		}
		return state{}
	}
	return diffOver(out, d, edges, func(day period.Date) pair { return pair{at(a, day), at(b, day)} })
}

// diffOver appends one difference for each stretch on which the two states differ.
func diffOver(out []Difference, d Difference, edges []period.Date, at func(period.Date) pair) []Difference {
	over(edges, at, func(from, to period.Date, p pair) {
		if p.before == p.after {
			return
		}
		d.From, d.To, d.Before, d.After = from, to, p.before.text, p.after.text
		d.Ground = d.Before == d.After
		d.Article, d.Source = cmp.Or(p.after.Article, p.before.Article), cmp.Or(p.after.Source, p.before.Source)
		out = append(out, d)
	})
	return out
}

func diffReliefs(out []Difference, a, b []*pack.Relief) []Difference {
	find := func(list []*pack.Relief, name string) *pack.Relief {
		if i := slices.IndexFunc(list, func(x *pack.Relief) bool { return x.Name == name }); i >= 0 {
			return list[i]
		}
		return nil
	}
	names := map[string]bool{}
	for _, x := range slices.Concat(a, b) {
		names[x.Name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		x, y := find(a, name), find(b, name)
		before, after := reliefText(x), reliefText(y)
		shown := y
		if shown == nil {
			shown = x
		}
		if before == after && x.Evidence == y.Evidence {
			continue
		}
		out = append(out, Difference{Kind: "relief", Name: name, Title: "Keringanan " + shown.Article, From: shown.From, To: shown.To,
			Before: before, After: after, Ground: before == after, Article: shown.Article, Source: shown.Source})
	}
	return out
}

// reliefText writes a relief with all its conditions on one line.
func reliefText(x *pack.Relief) string {
	if x == nil {
		return ""
	}
	text := fmt.Sprintf("%s %s %s..%s factor %s", x.Segment, strings.Join(x.Programmes, "+"), x.From.Month(), x.To.Month(), x.Factor)
	for _, c := range []struct {
		when bool
		text string
	}{
		{x.Deferred != 0, "deferred " + x.Deferred.String()},
		{x.Employer != "", "employer " + x.Employer},
		{x.Sector != "", "sector " + x.Sector},
		{x.LabourIntensive, "labour_intensive"},
		{x.MinEmployees != 0, fmt.Sprintf("min_employees %d", x.MinEmployees)},
		{x.PaidThrough != 0, "paid_through " + x.PaidThrough.String()},
		{x.RunningProject, "running_project"},
		{len(x.Payers) > 0, "payers " + strings.Join(slices.Sorted(maps.Keys(x.Payers)), "+")},
		{len(x.Excluded) > 0, "excluded " + strings.Join(slices.Sorted(maps.Keys(x.Excluded)), "+")},
	} {
		if c.when {
			text += ", " + c.text
		}
	}
	if x.Penalty != nil {
		text += ", penalty " + x.Penalty.String()
	}
	return text
}

// diffRest compares holidays by year and businesses by entry.
func diffRest(out []Difference, a, b *Law) []Difference {
	years := slices.Concat(a.HolidayYears(), b.HolidayYears())
	slices.Sort(years)
	for _, year := range slices.Compact(years) {
		before, after := a.holidayText(year), b.holidayText(year)
		if before != after {
			out = append(out, Difference{Kind: "holidays", Name: fmt.Sprint(year), Title: fmt.Sprintf("Hari libur %d", year),
				From: period.DateOf(year, 1, 1), To: period.DateOf(year, 12, 31), Before: before, After: after})
		}
	}
	classes := func(l *Law) map[string]string {
		m := map[string]string{}
		for _, y := range l.layers {
			for _, x := range y.businesses {
				m[x.Entry] = cmp.Or(x.Route, fmt.Sprint(x.Class)) + ": " + strings.Join(x.Words, ", ")
			}
		}
		return m
	}
	before, after := classes(a), classes(b)
	all := maps.Clone(before)
	maps.Copy(all, after)
	for _, entry := range slices.Sorted(maps.Keys(all)) {
		if before[entry] != after[entry] {
			out = append(out, Difference{Kind: "business", Name: entry, Title: entry, Before: before[entry], After: after[entry]})
		}
	}
	return out
}

func (l *Law) holidayText(year int) string {
	days := l.holidaysOf(year)
	var b strings.Builder
	for _, day := range slices.Sorted(maps.Keys(days)) {
		fmt.Fprintf(&b, "%s %s; ", day, days[day].Name)
	}
	return strings.TrimSuffix(b.String(), "; ")
}
