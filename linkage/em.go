package linkage

import (
	"context"
	"fmt"
	"math"
	"slices"
)

const (
	maxRounds = 25
	settling  = 1e-4 // of lambda, where learning stops
	steadyM   = 2.0  // pseudo-pairs that hold m at its start
	steadyU   = 2.0
)

// sortPatterns numbers the patterns in the order of their levels, so that sums do not depend on who found them first.
func (f *found) sortPatterns() {
	order := make([]uint32, len(f.patterns))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		if f.patterns[a] < f.patterns[b] {
			return -1
		}
		return one(f.patterns[a] > f.patterns[b])
	})
	to := make([]uint32, len(order))
	sorted, dropped := make([]levels, len(order)), make([]float64, len(order))
	for i, o := range order {
		to[o], sorted[i], dropped[i] = uint32(i), f.patterns[o], f.dropped[o]
	}
	f.patterns, f.dropped = sorted, dropped
	for i := range f.edges {
		f.edges[i].pattern = to[f.edges[i].pattern]
	}
}

// learn estimates m, lambda and the u of complete levels from the edges.
func (c *comparison) learn(ctx context.Context, f *found, strata []stratum, workers int) error {
	stretches := cutByLeft(f.edges)
	sums := make([]stretchSum, len(stretches))
	run := parallelism(workers)
	for range maxRounds {
		if ctx.Err() != nil {
			return fmt.Errorf("learn the model: %w", context.Cause(ctx))
		}
		cost := c.costs(f.patterns)
		factor := c.weights.lambda / float64(max(c.right.Population(), 1))
		run(len(stretches), func(i int) {
			sums[i].count(f.edges[stretches[i][0]:stretches[i][1]], cost, factor, c.weights.lambda, c.self)
		})
		yes, no, sure := make([]float64, len(f.patterns)), slices.Clone(f.dropped), 0.0
		for i := range sums {
			sure += sums[i].sure
			for p := range yes {
				yes[p] += sums[i].yes[p]
				no[p] += sums[i].no[p]
			}
		}
		before := c.weights.lambda
		c.weights.lambda = min(max((sure+0.5)/(float64(c.left.n)+1), 1e-6), 1-1e-4)
		c.learnM(f.patterns, yes)
		c.learnRareU(f.patterns, no, strata)
		if math.Abs(before-c.weights.lambda) < settling*before {
			break
		}
	}
	return nil
}

func (c *comparison) costs(patterns []levels) []float64 {
	cost := make([]float64, len(patterns))
	for i, p := range patterns {
		cost[i] = c.weights.pattern(p)
	}
	return cost
}

// cutByLeft cuts edges into stretches that end where the left row changes.
func cutByLeft(edges []edge) (out [][2]int) {
	const stretch = 1 << 15
	for from := 0; from < len(edges); {
		to := min(from+stretch, len(edges))
		for to < len(edges) && edges[to].left == edges[to-1].left {
			to++
		}
		out = append(out, [2]int{from, to})
		from = to
	}
	return out
}

// stretchSum is what a stretch of edges adds: the expected true and other pairs of each pattern.
type stretchSum struct {
	yes, no []float64
	sure    float64
}

func (s *stretchSum) count(edges []edge, cost []float64, factor, lambda float64, self bool) {
	if s.yes == nil {
		s.yes, s.no = make([]float64, len(cost)), make([]float64, len(cost))
	}
	clear(s.yes)
	clear(s.no)
	s.sure = 0
	var odds [maxKept]float64
	for from := 0; from < len(edges); {
		to, sum := from, 0.0
		for to < len(edges) && edges[to].left == edges[from].left {
			e := &edges[to]
			odds[to-from] = factor * math.Exp(min(cost[e.pattern]-float64(e.frequency), 300))
			sum += odds[to-from]
			to++
		}
		for i := from; i < to; i++ {
			p := odds[i-from] / (1 - lambda + sum)
			if self {
				p = odds[i-from] / (1 + odds[i-from])
			}
			s.yes[edges[i].pattern] += p
			s.no[edges[i].pattern] += 1 - p
			s.sure += p
		}
		from = to
	}
}

func (c *comparison) learnM(patterns []levels, yes []float64) {
	for i := range c.weights.fields {
		f := &c.weights.fields[i]
		var n [maxStates][maxLevels + 1]float64
		var total [maxStates]float64
		for p, seen := range patterns {
			level := seen.of(uint(i))
			if level == 0 {
				continue
			}
			if st := f.state(seen); st != Ignore {
				n[f.stateM[st]][level] += yes[p]
				total[f.stateM[st]] += yes[p]
			}
		}
		start := 0.0
		for _, l := range f.levels[1:] {
			start += l.M
		}
		for st := range f.states {
			for k := 1; k < len(f.levels); k++ {
				f.m[st][k] = math.Log((n[st][k] + steadyM*f.levels[k].M/start) / (total[st] + steadyM))
			}
		}
	}
}

// learnRareU learns u of levels whose pairs are all among the candidates, for each state.
func (c *comparison) learnRareU(patterns []levels, no []float64, strata []stratum) {
	for i := range c.weights.fields {
		f := &c.weights.fields[i]
		for k := 1; k < len(f.levels); k++ {
			var n [maxStates]float64
			for p, seen := range patterns {
				if seen.of(uint(i)) == uint8(k) {
					if st := f.state(seen); st != Ignore {
						n[st] += no[p]
					}
				}
			}
			for st := range f.states {
				if !f.complete(uint8(st), uint8(k)) {
					continue
				}
				expected := c.pairsInState(f, uint8(st), strata)
				frequent := f.frequent(uint8(st), uint8(k))
				if frequent {
					expected /= float64(max(c.right.Population(), 1))
				}
				u := math.Log((n[st] + steadyU) / (expected + steadyU/f.levels[k].U))
				if !frequent && f.hits[st][k] >= 3 { // candidates too unlikely to be kept are missing here, rare ones in the sample
					u = max(u, f.sampled[st][k])
				}
				f.u[st][k] = u
			}
		}
	}
}

// pairsInState estimates how many pairs of the two lists are in a state of a field.
func (c *comparison) pairsInState(f *fieldWeights, st uint8, strata []stratum) float64 {
	most := 0.0
	for _, s := range strata {
		in := 0
		for _, p := range s.pairs {
			in += one(f.state(p.seen) == st)
		}
		if len(s.pairs) > 0 {
			most = max(most, s.all*float64(in)/float64(len(s.pairs)))
		}
	}
	return most
}
