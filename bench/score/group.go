package score

import (
	"io"
	"sort"
	"strings"
)

// Kind is what is known of a left row beyond its values.
type Kind struct {
	NameKind, Sex string
	Faults        []string // what was done to the row, and to its partner on the list
}

// ReadKinds reads id, name_kind, sex, errors, right_errors.
func ReadKinds(r io.Reader) (map[string]Kind, error) {
	all := map[string]Kind{}
	same := map[string]string{} // one copy of each short text
	keep := func(s string) string {
		if k, has := same[s]; has {
			return k
		}
		k := strings.Clone(s)
		same[k] = k
		return k
	}
	err := Rows(r, func(row map[string]string) error {
		k := Kind{NameKind: keep(row["name_kind"]), Sex: keep(row["sex"])}
		for _, f := range strings.Fields(row["errors"]) {
			k.Faults = append(k.Faults, keep(f))
		}
		for _, f := range strings.Fields(row["right_errors"]) {
			k.Faults = append(k.Faults, keep("list/"+f))
		}
		all[strings.Clone(row["id"])] = k
		return nil
	}, "id", "name_kind", "sex")
	return all, err
}

// Group is the count of the left rows that share a trait.
type Group struct {
	Trait string
	Rows  int // left rows with that trait
	Count
	Review int // left rows with a link in the review band
}

// ByTrait counts links of at least a probability, grouped by what traits says of the left row. Groups come in the order of
// their names.
func ByTrait(links []Link, key *Key, kinds map[string]Kind, threshold float64, traits func(Kind) []string) []Group {
	groups := map[string]*Group{}
	of := func(left string) (out []*Group) {
		for _, t := range traits(kinds[left]) {
			if groups[t] == nil {
				groups[t] = &Group{Trait: t}
			}
			out = append(out, groups[t])
		}
		return out
	}
	for left := range kinds {
		for _, g := range of(left) {
			g.Rows++
		}
	}
	for p := range key.Pairs {
		for _, g := range of(p.Left) {
			g.Missed++
		}
	}
	reviewed := map[string]bool{}
	for _, l := range links {
		if l.Verdict == "review" && !reviewed[l.Left] {
			reviewed[l.Left] = true
			for _, g := range of(l.Left) {
				g.Review++
			}
		}
		if l.Probability < threshold {
			continue
		}
		for _, g := range of(l.Left) {
			if key.Has(l.Pair) {
				g.Right++
				g.Missed--
			} else {
				g.False++
			}
		}
	}
	var all []Group
	for _, g := range groups {
		all = append(all, *g)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Trait < all[j].Trait })
	return all
}
