package linkage

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"sync"
)

// How many pairs are drawn to learn u: at random, and among pairs that agree on a field on which others depend.
const (
	sampleRandom = 80_000
	sampleAgree  = 80_000
)

// sampled is a drawn pair.
type sampled struct {
	seen      levels
	frequency float32
}

// stratum is a set of drawn pairs; all is how many pairs there are of its kind.
type stratum struct {
	field int // the field on which its pairs agree, -1 for random pairs
	all   float64
	pairs []sampled
}

// sample draws the pairs from which u is learnt. The same lists give the same pairs.
func (c *comparison) sample(ctx context.Context, workers int) ([]stratum, error) {
	strata := []stratum{{field: -1, all: float64(c.left.n) * float64(c.right.Population())}}
	draws := []func(rng *rand.Rand) (int, int){func(rng *rand.Rand) (int, int) { return rng.IntN(c.left.n), rng.IntN(c.right.n) }}
	for i := range c.model.Fields {
		if !c.isGiven(i) || c.makers[i] == nil {
			continue
		}
		if draw, all := c.drawAgreeing(i); draw != nil {
			strata = append(strata, stratum{field: i, all: all * float64(c.right.Population()) / float64(max(c.right.n, 1))})
			draws = append(draws, draw)
		}
	}
	for i := range strata {
		n := sampleRandom
		if i > 0 {
			n = sampleAgree
		}
		n = int(min(float64(n), 4*strata[i].all+1))
		strata[i].pairs = make([]sampled, n)
		if err := c.draw(ctx, strata[i].pairs, draws[i], uint64(i), workers); err != nil {
			return nil, err
		}
	}
	return strata, nil
}

func (c *comparison) isGiven(field int) bool {
	for i := range c.model.Fields {
		for _, g := range c.model.Fields[i].Given {
			if c.model.field(g.Field) == field {
				return true
			}
		}
	}
	return false
}

const drawsPerTask = 5000

func (c *comparison) draw(ctx context.Context, into []sampled, draw func(*rand.Rand) (int, int), seed uint64, workers int) error {
	tasks := (len(into) + drawsPerTask - 1) / drawsPerTask
	judges := sync.Pool{New: func() any { return c.newJudge() }}
	parallelism(workers)(tasks, func(t int) {
		if ctx.Err() != nil {
			return
		}
		j, _ := judges.Get().(*judge)
		defer judges.Put(j)
		rng := rand.New(rand.NewPCG(seed, uint64(t))) //nolint:gosec // a sample that can be drawn again, no secret
		for i := t * drawsPerTask; i < min(len(into), (t+1)*drawsPerTask); i++ {
			l, r := draw(rng)
			if c.self && l == r {
				continue // counts as a pair that says nothing
			}
			seen, f := j.levels(l, r)
			into[i] = sampled{seen, f}
		}
	})
	if ctx.Err() != nil {
		return fmt.Errorf("draw sample: %w", context.Cause(ctx))
	}
	return nil
}

// drawAgreeing returns a draw of pairs that share the value of a field, by the index of the key that is this field alone.
func (c *comparison) drawAgreeing(field int) (func(*rand.Rand) (int, int), float64) {
	f := &c.model.Fields[field]
	left, right := readPartOf(c.left, f.Left), (*index)(nil)
	for ki, k := range c.model.Keys {
		if len(k.Left) == 1 && k.Right == nil && k.Left[0].Column == f.Left && f.Left == f.Right && k.Left[0].View == Whole && k.Left[0].Of == nil {
			right = c.indexOfKey(ki)
		}
	}
	if left == nil || right == nil {
		return nil, 0
	}
	shelf := &shelf{index: right, rows: c.right.n, kept: map[uint64][]uint32{}}
	upTo := make([]uint64, c.left.n+1)
	for l := range c.left.n {
		n := 0
		if v := left(l); v != 0 {
			n = shelf.count(v)
		}
		upTo[l+1] = upTo[l] + uint64(n)
	}
	all := upTo[c.left.n]
	if all == 0 {
		return nil, 0
	}
	return func(rng *rand.Rand) (int, int) {
		x := rng.Uint64N(all)
		l := sort.Search(c.left.n, func(i int) bool { return upTo[i+1] > x })
		return l, int(shelf.row(left(l), int(x-upTo[l])))
	}, float64(all)
}

// shelf keeps the long blocks of an index, so that a value that half of all rows have is looked up once and not for every
// pair drawn. Once counted, it may be read by several goroutines.
type shelf struct {
	index  *index
	rows   int
	kept   map[uint64][]uint32
	room   Block
	opened int // rows read out of long blocks
}

// longBlock is from how many rows on a block is kept.
const longBlock = 64

// count returns how many rows have a value.
func (s *shelf) count(v uint64) int {
	if rows, ok := s.kept[v]; ok {
		return len(rows)
	}
	n := s.index.find(v, &s.room, s.rows)
	if n > longBlock && s.room.Rows != nil {
		s.kept[v] = slices.Clone(s.room.Rows)
		s.opened += n
	}
	return n
}

// row returns the nth row that has a value.
func (s *shelf) row(v uint64, nth int) uint32 {
	if rows, ok := s.kept[v]; ok {
		return rows[nth]
	}
	var b Block
	s.index.find(v, &b, s.rows)
	return b.Row(nth)
}

func readPartOf(l *List, column string) func(int) uint64 {
	return readPart(l, Part{Column: column})
}

// indexOfKey returns the index of a key of the model; nil where the key is not in use.
func (c *comparison) indexOfKey(ki int) *index {
	n := 0
	for i, k := range c.model.Keys {
		right := k.Right
		if right == nil {
			right = k.Left
		}
		if readKey(c.left, k.Left) == nil || readKey(c.right, right) == nil {
			continue
		}
		if i == ki {
			return c.indexes[c.keys[n].at]
		}
		n++
	}
	return nil
}

// learnU sets u from the sample. A drawn pair counts by the probability that it is no true pair, which matters only among
// pairs that agree.
func (c *comparison) learnU(strata []stratum) {
	prior := c.weights.lambda / float64(max(c.right.Population(), 1))
	type count struct {
		level, all [maxStates][maxLevels + 1]float64
	}
	counts := make([]count, len(c.weights.fields))
	for _, s := range strata {
		for _, p := range s.pairs {
			odds := prior * math.Exp(min(c.weights.pattern(p.seen)-float64(p.frequency), 200))
			no := 1 / (1 + odds)
			for i := range c.weights.fields {
				f := &c.weights.fields[i]
				if s.field >= 0 && (len(f.given) == 0 || s.field == i) {
					continue
				}
				level := p.seen.of(uint(i))
				if level == 0 {
					continue
				}
				if st := f.state(p.seen); st != Ignore {
					counts[i].level[st][level] += no
				}
			}
		}
	}
	for i := range c.weights.fields {
		c.weights.fields[i].setU(&counts[i].level)
	}
}

// What holds u at what the states have in common, in pairs.
const steadyState = 50.0

// setU sets u from the counted levels of each state. A state with few pairs leans on those that differ from it only in
// what changes u alone.
func (f *fieldWeights) setU(counts *[maxStates][maxLevels + 1]float64) {
	var all [maxStates][maxLevels + 1]float64
	var sum, total [maxStates]float64
	for st := range f.states {
		for k := 1; k < len(f.levels); k++ {
			all[f.stateM[st]][k] += counts[st][k]
			sum[f.stateM[st]] += counts[st][k]
			total[st] += counts[st][k]
		}
	}
	for st := range f.states {
		m := f.stateM[st]
		if sum[m] == 0 {
			continue
		}
		for k := 1; k < len(f.levels); k++ {
			if f.frequent(uint8(st), uint8(k)) {
				f.setMultiple(st, k, counts[st][k], total[st], all[m][k], sum[m])
				continue
			}
			common := (all[m][k] + min(f.levels[k].U, 1) + 0.05) / (sum[m] + 1)
			f.hits[st][k] = counts[st][k]
			f.sampled[st][k] = math.Log((counts[st][k] + steadyState*common) / (total[st] + steadyState))
			f.u[st][k] = f.sampled[st][k]
		}
	}
}

// setMultiple sets the multiple of the agreeing value's frequency in one of several states: how much commoner agreement is
// there than elsewhere. Suburbs agree wherever postcodes do, so that they add little then.
func (f *fieldWeights) setMultiple(st, k int, hits, pairs, allHits, allPairs float64) {
	if f.states == 1 || f.levels[k].Complete || allHits < 20 || hits < 20 {
		return
	}
	share := allHits / allPairs
	f.u[st][k] = math.Log(f.levels[k].U) + math.Log((hits+steadyState*share)/(pairs+steadyState)/share)
}
