package linkage

import "math"

// human tells which rows of the right list are evidently one human: accounts, contracts, visits.
type human struct {
	number []uint64
	born   []Day
	name   *column
	words  []word
}

// humanOf binds the first number, date and name that the model compares; nil where two of the three are missing.
func (c *comparison) humanOf() *human {
	h, known := &human{}, 0
	for i := range c.model.Fields {
		if c.makers[i] == nil {
			continue
		}
		col := c.right.columnOf(c.model.Fields[i].Right)
		switch {
		case col.digits != nil && h.number == nil:
			h.number = col.digits
		case col.dates != nil && h.born == nil:
			h.born = col.dates
		case col.at != nil && h.name == nil:
			h.name, h.words = col, c.right.data.dicts[c.model.Columns[c.model.column(c.model.Fields[i].Right)].Rules].words
		default:
			continue
		}
		known++
	}
	if known < 2 {
		return nil
	}
	return h
}

// same tells whether two rows are evidently one human: their numbers agree, and name or date besides, since numbers are
// borrowed; or name and date agree and no number speaks against it, since namesakes are born on one day.
func (h *human) same(a, b uint32) bool {
	number, other, born, name := false, false, false, false
	if h.number != nil {
		number = h.number[a] != 0 && h.number[a] == h.number[b]
		other = h.number[a] != 0 && h.number[b] != 0 && !number
	}
	if h.born != nil {
		born = h.born[a] != 0 && h.born[a] == h.born[b]
	}
	if h.name != nil {
		of := func(row uint32) uint64 { return exactHash(h.words, h.name.words[h.name.at[row]:h.name.at[row+1]]) }
		name = of(a) != 0 && of(a) == of(b)
	}
	return number && (born || name) || born && name && !other
}

// letAccountsBe sets the probabilities of many-to-many links: a row competes with other people and with "not in the list",
// not with further accounts of its own human. Of another human's accounts the likeliest counts.
func (c *comparison) letAccountsBe(p *posterior, lambdaOf func(left int) float64) {
	h := c.humanOf()
	if h == nil {
		return
	}
	groups(len(p.edges), func(i int) uint32 { return p.edges[i].left }, func(from, to int) {
		if to-from == 1 {
			return
		}
		lambda := lambdaOf(int(p.edges[from].left))
		prior := lambda / (1 - lambda) / float64(max(c.right.Population(), 1))
		odds, person, best := make([]float64, to-from), make([]int, to-from), []float64(nil)
		var first [][]int
		for i := range odds {
			odds[i] = prior * math.Exp(min(p.weight[from+i], 300))
			person[i] = h.personOf(p.edges[from:to], first, i)
			if person[i] == len(first) {
				first, best = append(first, nil), append(best, 0)
			}
			first[person[i]] = append(first[person[i]], i)
			best[person[i]] = max(best[person[i]], odds[i])
		}
		for i := range odds {
			all := 1 + odds[i]
			for g, o := range best {
				if g != person[i] {
					all += o
				}
			}
			p.p[from+i] = odds[i] / all
		}
	})
}

// personOf returns the first of the people found so far of whom every account is one human with edge i's right row, or
// the number of a new one.
func (h *human) personOf(edges []edge, people [][]int, i int) int {
	for g, members := range people {
		all := true
		for _, m := range members {
			all = all && h.same(edges[m].right, edges[i].right)
		}
		if all {
			return g
		}
	}
	return len(people)
}
