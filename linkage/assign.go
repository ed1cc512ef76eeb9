package linkage

import (
	"math"
	"slices"
)

// posterior turns edges into probabilities: of each pair, given all rivals of its left record and, one to one, of its right
// record. The exact answer for a tree of rivals is reached by passing messages; rivals hardly ever form rings.
type posterior struct {
	edges   []edge
	p       []float64 // probability of each edge
	weight  []float64 // ln of m/u with frequencies
	byRight []uint32  // edges in the order of right rows
}

const messageRounds = 6

func (c *comparison) posterior(f *found, lambdaOf func(left int) float64, oneToOne bool) *posterior {
	cost := c.costs(f.patterns)
	n := len(f.edges)
	p := &posterior{edges: f.edges, p: make([]float64, n), weight: make([]float64, n)}
	odds := make([]float64, n)
	for i, e := range f.edges {
		p.weight[i] = cost[e.pattern] - float64(e.frequency)
		lambda := lambdaOf(int(e.left))
		odds[i] = lambda / (1 - lambda) / float64(max(c.right.Population(), 1)) * math.Exp(min(p.weight[i], 300))
	}
	if c.self {
		for i := range odds {
			p.p[i] = odds[i] / (1 + odds[i])
		}
		return p
	}
	if !oneToOne {
		groups(n, func(i int) uint32 { return f.edges[i].left }, func(from, to int) {
			sum := 1.0
			for i := from; i < to; i++ {
				sum += odds[i]
			}
			for i := from; i < to; i++ {
				p.p[i] = odds[i] / sum
			}
		})
		return p
	}
	p.passMessages(odds, c.right.n)
	return p
}

// passMessages computes the marginals of a one-to-one assignment (Bethe): the message of an edge to its right record is its
// odds over one plus what the rivals of its left record say, and the other way round.
func (p *posterior) passMessages(odds []float64, rightRows int) {
	n := len(odds)
	p.sortByRight(rightRows)
	toRight, toLeft := make([]float64, n), slices.Clone(odds)
	for range messageRounds {
		groups(n, func(i int) uint32 { return p.edges[i].left }, func(from, to int) {
			without(from, to, func(i int) int { return i }, toLeft, func(i int, rest float64) { toRight[i] = odds[i] / (1 + rest) })
		})
		groups(n, func(i int) uint32 { return p.edges[p.byRight[i]].right }, func(from, to int) {
			without(from, to, func(i int) int { return int(p.byRight[i]) }, toRight, func(i int, rest float64) { toLeft[i] = odds[i] / (1 + rest) })
		})
	}
	for i := range p.p {
		// Both messages to an edge hold its odds once: their product over it is what both sides leave.
		both := toRight[i] / odds[i] * toLeft[i]
		if odds[i] == 0 {
			both = 0
		}
		p.p[i] = both / (1 + both)
	}
}

// without calls set for each edge of a group with the sum of the messages of all others: what stands before it and what
// stands behind it, so that a group of any size costs two walks and nothing is subtracted.
func without(from, to int, edge func(int) int, message []float64, set func(i int, rest float64)) {
	if to-from == 1 {
		set(edge(from), 0)
		return
	}
	behind := make([]float64, to-from+1)
	for i := to - 1; i >= from; i-- {
		behind[i-from] = behind[i-from+1] + message[edge(i)]
	}
	before := 0.0
	for i := from; i < to; i++ {
		own := message[edge(i)]
		set(edge(i), before+behind[i-from+1])
		before += own
	}
}

// groups calls f for each stretch of equal keys.
func groups(n int, key func(int) uint32, f func(from, to int)) {
	for from := 0; from < n; {
		to := from + 1
		for to < n && key(to) == key(from) {
			to++
		}
		f(from, to)
		from = to
	}
}

// sortByRight orders the edges by right row, stable.
func (p *posterior) sortByRight(rows int) {
	starts := make([]uint32, rows+1)
	for _, e := range p.edges {
		starts[e.right+1]++
	}
	for i := range rows {
		starts[i+1] += starts[i]
	}
	p.byRight = make([]uint32, len(p.edges))
	for i, e := range p.edges {
		p.byRight[starts[e.right]] = uint32(i)
		starts[e.right]++
	}
}

// choice is an edge that was chosen.
type choice struct {
	edge int
	tie  bool
}

// ties closer than this are ties.
const tieGrain = 1e9

// chooseOneToOne takes edges by falling probability, each left and right row once. Where equal edges compete all of them
// are taken, as ties.
func (p *posterior) chooseOneToOne(threshold float64, leftRows, rightRows int) []choice {
	var order []int
	for i := range p.p {
		if p.p[i] >= threshold {
			order = append(order, i)
		}
	}
	rank := func(i int) int64 { return int64(math.Round(p.p[i] * tieGrain)) }
	slices.SortStableFunc(order, func(a, b int) int {
		ra, rb := rank(a), rank(b)
		return one(ra < rb) - one(ra > rb)
	})
	takenL, takenR := make([]bool, leftRows), make([]bool, rightRows)
	var out []choice
	timesL, timesR := map[uint32]int{}, map[uint32]int{}
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && rank(order[to]) == rank(order[from]) {
			to++
		}
		var free []int
		for _, i := range order[from:to] {
			if e := p.edges[i]; !takenL[e.left] && !takenR[e.right] {
				free = append(free, i)
			}
		}
		if len(free) > 1 {
			clear(timesL)
			clear(timesR)
			for _, i := range free {
				timesL[p.edges[i].left]++
				timesR[p.edges[i].right]++
			}
		}
		for _, i := range free {
			e := p.edges[i]
			takenL[e.left], takenR[e.right] = true, true
			out = append(out, choice{i, len(free) > 1 && (timesL[e.left] > 1 || timesR[e.right] > 1)})
		}
		from = to
	}
	return out
}

// chooseAll takes every edge at the threshold or above.
func (p *posterior) chooseAll(threshold float64) []choice {
	var out []choice
	for i := range p.p {
		if p.p[i] >= threshold {
			out = append(out, choice{edge: i})
		}
	}
	return out
}
