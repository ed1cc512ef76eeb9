package linkage

// steadyGroup is how many records of the whole a group's share leans on: an agency of ten people hardly has one of its own,
// one of a thousand does.
const steadyGroup = 50

// learnGroups returns the share of left records that are in the right list, for each row by its group.
func (c *comparison) learnGroups(f *found, o Options) func(left int) float64 {
	whole := c.weights.lambda
	group := c.groups(o)
	if group == nil || c.self {
		return func(int) float64 { return whole }
	}
	groups := 0
	for _, g := range group {
		groups = max(groups, int(g)+1)
	}
	size, lambda := make([]float64, groups), make([]float64, groups)
	for _, g := range group {
		size[g]++
	}
	for g := range lambda {
		lambda[g] = whole
	}
	of := func(left int) float64 { return lambda[group[left]] }
	for range 4 {
		sure := make([]float64, groups)
		p := c.posterior(f, of, false)
		for i, e := range f.edges {
			sure[group[e.left]] += p.p[i]
		}
		for g := range lambda {
			lambda[g] = min(max((sure[g]+steadyGroup*whole)/(size[g]+steadyGroup), 1e-6), 1-1e-4)
		}
	}
	return of
}

// groups returns the group of each left row; nil where there are none.
func (c *comparison) groups(o Options) []uint32 {
	ids := map[string]uint32{}
	out := make([]uint32, c.left.n)
	number := func(name string) uint32 {
		g, ok := ids[name]
		if !ok {
			g = uint32(len(ids))
			ids[name] = g
		}
		return g
	}
	switch {
	case o.Group != nil:
		for row := range out {
			out[row] = number(o.Group(c.left.ID(row)))
		}
	case c.model.Group != "":
		read := readPart(c.left, Part{Column: c.model.Group})
		if read == nil {
			return nil
		}
		seen := map[uint64]uint32{}
		for row := range out {
			v := read(row)
			g, ok := seen[v]
			if !ok {
				g = uint32(len(seen))
				seen[v] = g
			}
			out[row] = g
		}
	default:
		return nil
	}
	return out
}
