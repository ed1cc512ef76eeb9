package linkage

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"
)

// The limits of a search. A block in which more records share a key than this cannot be told apart by what made the key:
// each would get less than its reciprocal as probability. Rarer keys find such records, or nothing does.
const (
	maxBlock    = 5000
	maxCompared = 2000
	maxKept     = 40
)

// edge is a pair that may be one person.
type edge struct {
	left, right uint32
	pattern     uint32
	frequency   float32 // sum of the logarithms of frequencies
}

// judge compares pairs; each goroutine has its own.
type judge struct {
	c        *comparison
	compare  []Compare
	patterns map[levels]uint32
	names    []levels
	cost     []float64 // evidence of each pattern
	dropped  []uint32  // pairs of each pattern that were compared and too unlikely to keep
}

func (c *comparison) newJudge() *judge {
	j := &judge{c: c, compare: make([]Compare, len(c.makers)), patterns: map[levels]uint32{}}
	for i, m := range c.makers {
		if m != nil {
			j.compare[i] = m()
		}
	}
	return j
}

// levels compares a pair in all fields.
func (j *judge) levels(l, r int) (seen levels, frequency float32) {
	for i, f := range j.compare {
		if f == nil {
			continue
		}
		level, share := f(l, r)
		if level == 0 {
			continue
		}
		w, state := &j.c.weights.fields[i], uint8(0)
		if len(w.given) > 0 {
			if state = w.state(seen); state == Ignore {
				continue
			}
		}
		seen |= levels(level) << (4 * i)
		if w.frequent(state, level) {
			frequency += share
		}
	}
	return seen, frequency
}

func (j *judge) pattern(seen levels) uint32 {
	p, ok := j.patterns[seen]
	if !ok {
		p = uint32(len(j.names))
		j.patterns[seen] = p
		j.names = append(j.names, seen)
		j.cost = append(j.cost, j.c.weights.pattern(seen))
		j.dropped = append(j.dropped, 0)
	}
	return p
}

// searcher finds the candidates of left rows.
type searcher struct {
	*judge
	floor, settled float64
	stamp          []uint32 // open table of rows seen, with the turn in which
	turn           []uint32
	now            uint32
	seen           int
	current        Block
	hits           []uint64
	values         []uint64
	asked          []asked
	found          []edge
	weight         []float64
	pairs, skipped int64
	crowded        bool // more rows share a key with this row than are looked at, or more than one may be it
	echoes         map[uint64]*echo
	lost           []uint32 // patterns of the pairs of this row that were dropped
	compared       int64    // pairs compared field by field
}

type asked struct {
	index int
	value uint64
}

func (c *comparison) newSearcher() *searcher {
	s := &searcher{judge: c.newJudge(), stamp: make([]uint32, 1<<12), turn: make([]uint32, 1<<12)}
	prior := math.Log(c.weights.lambda) - math.Log(float64(max(c.right.Population(), 1)))
	s.floor = -9.2 - prior
	settled := c.model.Settled
	if settled == 0 {
		settled = 0.999999
	}
	s.settled = math.Log(settled/(1-settled)) - prior
	return s
}

// row fills found with the edges of one left row. What is in every column as in a row searched before is found as there.
func (s *searcher) row(l int) {
	if e := s.echoOf(l); e != nil {
		s.repeat(l, e)
		return
	}
	pairs, skipped := s.pairs, s.skipped
	if compared := s.searchRow(l); compared >= echoFrom {
		s.remember(l, s.pairs-pairs, s.skipped-skipped)
	}
}

// searchRow searches one left row by all keys and returns how many rows it was compared with.
func (s *searcher) searchRow(l int) (compared int) {
	s.now++
	s.seen = 0
	s.found, s.weight, s.asked, s.lost = s.found[:0], s.weight[:0], s.asked[:0], s.lost[:0]
	s.crowded = false
	defer s.keepBest()
	for _, k := range s.c.keys {
		s.values = k.read(l, s.values[:0])
		for _, v := range s.values {
			if s.repeated(k.at, v) {
				continue
			}
			if n := s.c.indexes[k.at].find(v, &s.current, s.c.blockLimit); n > s.c.blockLimit {
				s.skipped += int64(n)
				s.crowded = true
				continue
			}
			compared += s.block(l, maxCompared-compared)
		}
		if k.first && !s.c.self {
			for _, w := range s.weight {
				if w > s.settled {
					return compared
				}
			}
		}
	}
	return compared
}

// repeated tells whether an index was already asked for a value.
func (s *searcher) repeated(index int, v uint64) bool {
	for _, a := range s.asked {
		if a.index == index && a.value == v {
			return true
		}
	}
	s.asked = append(s.asked, asked{index, v})
	return false
}

// block compares a row with the rows of the current block that pass a sieve, at most limit, and returns how many it
// compared.
func (s *searcher) block(l, limit int) (compared int) {
	b := &s.current
	s.pairs += int64(b.N)
	words := (b.N + 63) / 64
	if len(s.hits) < words {
		s.hits = make([]uint64, 2*words)
	}
	hits := s.hits[:words]
	clear(hits)
	for _, sieve := range s.c.sieves {
		sieve(l, b, hits)
	}
	if len(s.c.sieves) == 0 {
		for i := range b.N {
			hits[i>>6] |= 1 << (i & 63)
		}
	}
	for w, rest := range hits {
		for ; rest != 0; rest &= rest - 1 {
			r := b.Row(w<<6 + bits.TrailingZeros64(rest))
			if s.c.self && int(r) <= l || s.known(r) {
				continue
			}
			if compared++; compared > limit {
				s.skipped += int64(b.N - w<<6)
				s.crowded = true
				return limit
			}
			s.pair(l, r)
		}
	}
	return compared
}

// pair compares two rows and keeps them where they may be one.
func (s *searcher) pair(l int, r uint32) {
	s.compared++
	seen, frequency := s.levels(l, int(r))
	p := s.pattern(seen)
	if w := s.cost[p] - float64(frequency); w > s.floor {
		s.found = append(s.found, edge{uint32(l), r, p, frequency})
		s.weight = append(s.weight, w)
	} else {
		s.dropped[p]++
		s.lost = append(s.lost, p)
	}
}

// known tells whether a row was compared in this turn, and remembers it.
func (s *searcher) known(r uint32) bool {
	if 2*s.seen >= len(s.stamp) {
		s.growStamps()
	}
	mask := uint32(len(s.stamp) - 1)
	for at := (r * 2654435769) >> 7 & mask; ; at = (at + 1) & mask {
		if s.turn[at] != s.now {
			s.turn[at], s.stamp[at] = s.now, r
			s.seen++
			return false
		}
		if s.stamp[at] == r {
			return true
		}
	}
}

func (s *searcher) growStamps() {
	old, turns := s.stamp, s.turn
	s.stamp, s.turn = make([]uint32, 2*len(old)), make([]uint32, 2*len(old))
	s.seen = 0
	for i, r := range old {
		if turns[i] == s.now {
			s.known(r)
		}
	}
}

// keepBest keeps the heaviest edges where there are too many, the first among equals: none of so many equals can be likely.
func (s *searcher) keepBest() {
	s.crowded = s.crowded || len(s.found) > 1
	if len(s.found) <= maxKept {
		return
	}
	order := make([]int, len(s.found))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.weight[b], s.weight[a]), cmp.Compare(a, b))
	})
	order = order[:maxKept]
	slices.Sort(order)
	for to, from := range order {
		s.found[to], s.weight[to] = s.found[from], s.weight[from]
	}
	s.found, s.weight = s.found[:maxKept], s.weight[:maxKept]
}

// found is what a search brought: edges in the order of left rows, and the patterns that they name.
type found struct {
	edges          []edge
	patterns       []levels
	dropped        []float64 // pairs of each pattern that were not kept
	pairs, skipped int64
	compared       int64  // field by field
	crowded        []bool // left rows with several candidates, or more than were looked at
}

const rowsPerTask = 2048

// search finds the candidates of all left rows.
func (c *comparison) search(ctx context.Context, workers int, progress func(done int)) (*found, error) {
	tasks := (c.left.n + rowsPerTask - 1) / rowsPerTask
	chunks := make([][]edge, tasks)
	var next, rows, pairs, skipped, compared atomic.Int64
	var wg sync.WaitGroup
	var mu sync.Mutex
	all := &found{crowded: make([]bool, c.left.n)}
	ids := map[levels]uint32{}
	for range max(1, min(workers, tasks)) {
		wg.Go(func() {
			s := c.newSearcher()
			var translate []uint32
			for t := int(next.Add(1)) - 1; t < tasks && ctx.Err() == nil; t = int(next.Add(1)) - 1 {
				chunks[t] = s.task(t, all.crowded)
				mu.Lock()
				for len(translate) < len(s.names) {
					name := s.names[len(translate)]
					id, ok := ids[name]
					if !ok {
						id = uint32(len(all.patterns))
						ids[name] = id
						all.patterns = append(all.patterns, name)
						all.dropped = append(all.dropped, 0)
					}
					translate = append(translate, id)
				}
				mu.Unlock()
				for i := range chunks[t] {
					chunks[t][i].pattern = translate[chunks[t][i].pattern]
				}
				done := rows.Add(int64(min(rowsPerTask, c.left.n-t*rowsPerTask)))
				if progress != nil {
					progress(int(done))
				}
			}
			mu.Lock()
			for p, id := range translate {
				all.dropped[id] += float64(s.dropped[p])
			}
			mu.Unlock()
			pairs.Add(s.pairs)
			skipped.Add(s.skipped)
			compared.Add(s.compared)
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("search candidates: %w", context.Cause(ctx))
	}
	total := 0
	for _, ch := range chunks {
		total += len(ch)
	}
	all.edges = make([]edge, 0, total)
	for i, ch := range chunks {
		all.edges = append(all.edges, ch...)
		chunks[i] = nil
	}
	all.pairs, all.skipped, all.compared = pairs.Load(), skipped.Load(), compared.Load()
	return all, nil
}

func (s *searcher) task(t int, crowded []bool) []edge {
	var out []edge
	for l := t * rowsPerTask; l < min(len(crowded), (t+1)*rowsPerTask); l++ {
		s.row(l)
		out = append(out, s.found...)
		crowded[l] = s.crowded
	}
	return out
}
