package law

import (
	"maps"
	"slices"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/period"
)

// History is a parameter over time, as the layers together state it.
type History struct {
	Name     string
	Title    string // Indonesian
	Unit     pack.Unit
	Basis    pack.Basis
	Versions []Version      // oldest first; a time without a value is a hole between two of them
	Next     *pack.Expected // a change that is foreseen and has no value yet, or nil
}

// Version is a value with the days on which it holds; a pack on top may cut the days of the version beneath.
type Version struct {
	From, To period.Date // To inclusive, 0: still in force
	*pack.Value
}

// TableHistory is a table over time.
type TableHistory struct {
	Name     string
	Title    string // Indonesian
	Columns  []pack.Column
	Basis    pack.Basis
	Versions []TableVersion
}

// TableVersion is a table with the days on which it holds.
type TableVersion struct {
	From, To period.Date
	*pack.Table
}

// History returns a parameter with all its versions; false where there is none of that name.
func (l *Law) History(name string) (History, bool) {
	var h History
	var edges []period.Date
	for _, y := range l.layers { // the top one names it
		if s := y.series[name]; s != nil {
			h.Name, h.Title, h.Unit, h.Basis = s.Name, s.Title, s.Unit, s.Basis
			if s.Next != nil {
				h.Next = s.Next
			}
			for _, v := range s.Versions {
				edges = append(edges, bounds(v.From, v.To)...)
			}
		}
	}
	if h.Name == "" {
		return h, false
	}
	over(edges, func(day period.Date) *pack.Value { return l.value(name, day) }, func(from, to period.Date, v *pack.Value) {
		h.Versions = append(h.Versions, Version{from, to, v})
	})
	if n := len(h.Versions); h.Next != nil && n > 0 && h.Versions[n-1].From >= h.Next.On {
		h.Next = nil // a pack on top brought it
	}
	return h, true
}

// Histories lists all parameters with their versions, by name.
func (l *Law) Histories() []History {
	names := map[string]bool{}
	for _, y := range l.layers {
		for name := range y.series {
			names[name] = true
		}
	}
	var out []History
	for _, name := range slices.Sorted(maps.Keys(names)) {
		h, _ := l.History(name)
		out = append(out, h)
	}
	return out
}

// Tables lists all tables with their versions, by name.
func (l *Law) Tables() []TableHistory {
	names := map[string]bool{}
	for _, y := range l.layers {
		for name := range y.tables {
			names[name] = true
		}
	}
	var out []TableHistory
	for _, name := range slices.Sorted(maps.Keys(names)) {
		var h TableHistory
		var edges []period.Date
		for _, y := range l.layers {
			for _, t := range y.tables[name] {
				h.Name, h.Title, h.Columns, h.Basis = t.Name, t.Title, t.Columns, t.Basis
				edges = append(edges, bounds(t.From, t.To)...)
			}
		}
		over(edges, func(day period.Date) *pack.Table { return l.table(name, day) }, func(from, to period.Date, t *pack.Table) {
			h.Versions = append(h.Versions, TableVersion{from, to, t})
		})
		out = append(out, h)
	}
	return out
}

// Reliefs lists the reliefs, oldest first; one of a layer above stands for the one of the same name below.
func (l *Law) Reliefs() []*pack.Relief {
	byName := map[string]*pack.Relief{}
	for _, y := range l.layers {
		for _, x := range y.reliefs {
			byName[x.Name] = x
		}
	}
	return slices.SortedFunc(maps.Values(byName), func(a, b *pack.Relief) int {
		if a.From != b.From {
			return int(a.From - b.From)
		}
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
}

// HolidayYears lists the years whose holidays are known, ascending.
func (l *Law) HolidayYears() []int {
	years := map[int]bool{}
	for _, y := range l.layers {
		for year := range y.holidays {
			years[year] = true
		}
	}
	return slices.Sorted(maps.Keys(years))
}

// MinimumWages lists what the packs say of minimum wages on a day, by region; an entry without a kind is a regency that is
// known to have none of its own.
func (l *Law) MinimumWages(day period.Date) []*pack.MinimumWage {
	var out []*pack.MinimumWage
	regions := map[string]bool{}
	for _, y := range l.layers {
		for region := range y.wages {
			regions[region] = true
		}
	}
	for _, region := range slices.Sorted(maps.Keys(regions)) {
		if w := l.wage(region, day); w != nil {
			out = append(out, w)
		}
	}
	return out
}

// bounds returns the days on which a span begins and on which it is over.
func bounds(from, to period.Date) []period.Date {
	if to == 0 {
		return []period.Date{from}
	}
	return []period.Date{from, to + 1}
}

// over walks through time from edge to edge and yields each stretch on which the same thing holds; nothing is left out.
func over[T comparable](edges []period.Date, at func(period.Date) T, yield func(from, to period.Date, x T)) {
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var none, now T
	var since period.Date
	for _, day := range edges {
		x := at(day)
		if x == now {
			continue
		}
		if now != none {
			yield(since, day-1, now)
		}
		now, since = x, day
	}
	if now != none {
		yield(since, 0, now)
	}
}
