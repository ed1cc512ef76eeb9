package law

import (
	"maps"
	"slices"

	"github.com/payung-id/payung/law/pack"
)

func fault(at pack.Place, format string, args ...any) pack.Problem {
	return pack.Problem{File: at.File, Line: at.Line, Column: at.Column, Message: pack.Message{Format: format, Args: args}}
}

// strangers finds what a pack on top says in another measure than the law beneath, or under a name that nothing asks for:
// a slip of the pen there would change nothing, and nobody would notice.
func (l *Law) strangers(under *Law, top *layer) []pack.Problem {
	if under == nil {
		return nil
	}
	var problems []pack.Problem
	for _, name := range slices.Sorted(maps.Keys(top.series)) {
		x := top.series[name]
		h, ok := under.History(name)
		switch {
		case !ok:
			problems = append(problems, fault(x.Place, "parameter %s tidak ada di paket di bawahnya, jadi tidak akan dipakai; periksa namanya", name))
		case h.Unit != x.Unit || h.Basis != x.Basis:
			problems = append(problems, fault(x.Place, "parameter %s memakai satuan %s dan basis %s di paket di bawahnya; pakai yang sama", name, string(h.Unit), string(h.Basis)))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(top.tables)) {
		t, below := top.tables[name][0], under.someTable(name)
		switch {
		case below == nil:
			problems = append(problems, fault(t.Place, "tabel %s tidak ada di paket di bawahnya, jadi tidak akan dipakai; periksa namanya", name))
		case t.Basis != below.Basis || !slices.Equal(t.Columns, below.Columns):
			problems = append(problems, fault(t.Place, "tabel %s punya kolom atau basis lain dari paket di bawahnya; pakai yang sama", name))
		}
	}
	return problems
}

// someTable returns a version of a table, or nil.
func (l *Law) someTable(name string) *pack.Table {
	for _, y := range l.layers {
		if len(y.tables[name]) > 0 {
			return y.tables[name][0]
		}
	}
	return nil
}

// overlaps finds reliefs of the top layer that lower the same contribution at the same time as another one: two reliefs on
// one amount have no order, so that what remains would be a guess.
func (l *Law) overlaps(top *layer) []pack.Problem {
	var problems []pack.Problem
	all := l.Reliefs()
	for _, x := range top.reliefs {
		for _, y := range all {
			if x.Name == y.Name || !meet(x, y) || (slices.Contains(top.reliefs, y) && x.Name < y.Name) {
				continue
			}
			problems = append(problems, fault(x.Place, "keringanan %s bertumpuk dengan %s; pakai nama yang sama untuk menggantinya", x.Name, y.Name))
		}
	}
	return problems
}

// meet tells whether two reliefs can lower one and the same contribution.
func meet(a, b *pack.Relief) bool {
	either := func(x, y string) bool { return x == "" || y == "" || x == y }
	return a.Segment == b.Segment && a.From <= b.To && b.From <= a.To && either(a.Employer, b.Employer) && either(a.Sector, b.Sector) &&
		slices.ContainsFunc(a.Programmes, func(p string) bool { return slices.Contains(b.Programmes, p) })
}
