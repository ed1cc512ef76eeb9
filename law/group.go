package law

import "slices"

// Group is which programmes a kind of worker must be in, and which are usual for it.
type Group struct {
	Name      string
	Title     string // Indonesian
	Mandatory Programmes
	Usual     Programmes // with the mandatory ones
	Cite                 // of the mandatory ones
	UsualCite Cite
}

// groupNames in the order of the law: public workers, private ones, others.
var groupNames = []string{
	"non_asn", "teacher", "village_official", "village_council", "neighbourhood", "election", "pppk_part_time",
	"private_large", "private_small", "private_micro", "construction_daily", "vulnerable", "migrant",
}

// Groups returns the names that [Rules.Group] knows.
func Groups() []string { return slices.Clone(groupNames) }

// Group returns the programmes of a kind of worker in the rules' month.
func (r *Rules) Group(name string) (Group, error) {
	if !slices.Contains(groupNames, name) {
		return Group{}, refuse("group", "Kelompok %q tidak dikenal; pilih salah satu dari %v.", name, groupNames)
	}
	v := r.law.value("group."+name+".mandatory", r.month.First())
	if v == nil {
		return Group{}, r.law.notInForce(r.month, "group."+name+".mandatory")
	}
	g := Group{Name: name, Mandatory: programmesOf(v), Cite: r.cite(v)}
	g.Usual, g.UsualCite = g.Mandatory, g.Cite
	if h, ok := r.law.History(v.Name); ok {
		g.Title = h.Title
	}
	if u := r.law.value("group."+name+".usual", r.month.First()); u != nil {
		g.Usual, g.UsualCite = g.Mandatory.With(programmesOf(u)), r.cite(u)
	}
	return g, nil
}
