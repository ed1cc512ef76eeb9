package linkage

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"time"
)

// pilotRows is about how many records of a long list stand for all of it when u is learnt.
const pilotRows = 200_000

// Sliced says how a list that does not fit into memory is read.
type Sliced struct {
	CSV
	Open func() (io.ReadCloser, error) // opens the file from its beginning; it is read twice
	Rows int                           // how many records are held at a time
}

// JoinSliced links a list to a file that does not fit into memory. The first reading counts names, days and values of the
// whole file and draws a pilot; the second holds one slice at a time and keeps the candidates of each left row. Frequencies
// are those of the whole file and the search is the same, so that links differ from those of [Join] only by the sample that
// u is learnt from. What is kept of the right list are the records that are candidates: the second list, in which the rows
// of the result's links stand. An id that stands in two slices is not noticed.
func JoinSliced(ctx context.Context, left *List, right Sliced, o Options) (*Result, *List, error) {
	if left.add != nil {
		if err := left.seal(nil); err != nil {
			return nil, nil, err
		}
	}
	s := &sliced{left: left, how: right, o: o.filled(), workers: workersOr(o.Workers), t: &clock{seconds: map[string]float64{}, last: time.Now()}}
	if err := s.count(ctx); err != nil {
		return nil, nil, err
	}
	s.t.lap("count")
	res := &Result{Stats: Stats{LeftRows: left.n, RightRows: s.rows, Seconds: s.t.seconds}}
	if left.n == 0 || s.rows == 0 {
		return res, s.pilot, nil
	}
	if err := s.learnFirst(ctx); err != nil {
		return nil, nil, err
	}
	s.t.lap("sample")
	if err := s.search(ctx); err != nil {
		return nil, nil, err
	}
	s.t.lap("search")
	return s.finish(ctx, res)
}

// sliced is a run over slices.
type sliced struct {
	left    *List
	how     Sliced
	o       Options
	workers int
	t       *clock

	rows    int
	census  []columnCensus
	pilot   *List
	strata  []stratum
	weights *weights
	all     found
	ids     map[levels]uint32
	kept    []*part
	size    int // records kept
}

// each reads the file slice by slice.
func (s *sliced) each(ctx context.Context, do func(slice *List) error) error {
	file, err := s.how.Open()
	if err != nil {
		return fmt.Errorf("open list: %w", err)
	}
	defer func() { _ = file.Close() }() // only read
	source, err := s.left.data.open(file, s.how.ID)
	if err != nil {
		return err
	}
	how := s.how.CSV
	how.Workers = s.workers
	for {
		slice, err := source.slice(ctx, how, max(s.how.Rows, 1))
		if err != nil || slice == nil {
			return err
		}
		if err := do(slice); err != nil {
			return err
		}
	}
}

// columnCensus counts the values of a column in both lists.
type columnCensus struct {
	filled     int
	words      []uint32
	exact, ear *tally
	values     []uint32
	days       map[Day]uint32
}

func (s *sliced) count(ctx context.Context) error {
	s.census = make([]columnCensus, len(s.left.data.model.Columns))
	s.take(s.left)
	var picked []*part
	step := uint64(1)
	err := s.each(ctx, func(slice *List) error {
		s.rows += slice.n
		s.take(slice)
		var rows []int
		for row := range slice.n {
			if mix(hashString(slice.ID(row)))%step == 0 {
				rows = append(rows, row)
			}
		}
		picked = append(picked, slice.pick(rows))
		total := 0
		for _, p := range picked {
			total += p.n
		}
		if total > 2*pilotRows {
			step *= 2 // those already picked weigh more; the first slices are a little over-represented
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.pilot = s.left.data.NewList()
	return s.pilot.seal(picked)
}

// take counts a list.
func (s *sliced) take(l *List) {
	for i := range l.cols {
		c, n := &l.cols[i], &s.census[i]
		n.filled += c.filled
		switch {
		case c.at != nil:
			words := l.data.dicts[l.data.model.Columns[i].Rules].words
			if n.exact == nil {
				n.exact, n.ear = newTally(l.n), newTally(l.n)
			}
			n.exact.count(c, func(w []uint32) uint64 { return exactHash(words, w) })
			n.ear.count(c, func(w []uint32) uint64 { return earHash(words, w) })
			n.words = addCounts(n.words, c.words, len(words))
		case c.values != nil:
			n.values = addCounts(n.values, c.values, len(l.data.values.words)+1)
		case c.dates != nil:
			if n.days == nil {
				n.days = map[Day]uint32{}
			}
			for _, d := range c.dates {
				n.days[d]++
			}
		}
	}
}

func addCounts(counts, ids []uint32, size int) []uint32 {
	counts = append(counts, make([]uint32, max(0, size-len(counts)))...)
	for _, id := range ids {
		if id&optional == 0 {
			counts[id]++
		}
	}
	return counts
}

// give tells a list of the right side what the census knows, and of the pilot what comparators found.
func (s *sliced) give(l *List) {
	l.whole, l.memo = s.rows, map[string]any{}
	if l != s.pilot {
		for key, v := range s.pilot.memo {
			if len(key) > 7 && key[len(key)-7:] == " shares" {
				l.memo[key] = v
			}
		}
	}
	m := l.data.model
	for i := range m.Columns {
		n, c, name := &s.census[i], &l.cols[i], m.Columns[i].Name
		switch {
		case n.exact != nil && c.at != nil:
			dict := l.data.dicts[m.Columns[i].Rules]
			l.memo["name shares "+name] = n.nameShares(dict, c)
			l.memo["rarity "+name] = rarityOf(n.words, n.filled)
		case n.values != nil:
			l.memo["value shares "+name] = logShares(n.values, n.filled)
		case n.days != nil:
			l.memo["day shares "+name] = n.dayShares()
		}
	}
}

func (n *columnCensus) nameShares(dict *dictionary, c *column) *nameShares {
	words := dict.words
	ears := make([]uint32, len(dict.sounds))
	for id, count := range n.words {
		ears[words[id].sound] += count
	}
	return &nameShares{
		token: logShares(n.words, n.filled), sound: logShares(ears, n.filled),
		exact: n.exact.shares(c, n.filled, func(w []uint32) uint64 { return exactHash(words, w) }),
		ear:   n.ear.shares(c, n.filled, func(w []uint32) uint64 { return earHash(words, w) }),
	}
}

func (n *columnCensus) dayShares() dayShares {
	low, high := Day(1<<30), Day(0)
	for d := range n.days {
		if d != 0 {
			low, high = min(low, d), max(high, d)
		}
	}
	if high == 0 {
		return dayShares{}
	}
	counts := make([]uint32, high-low+1)
	for d, c := range n.days {
		if d != 0 {
			counts[d-low] = c
		}
	}
	return dayShares{low, logShares(counts, n.filled)}
}

// learnFirst learns u from the pilot.
func (s *sliced) learnFirst(ctx context.Context) error {
	s.give(s.pilot)
	c, err := bind(s.left, s.pilot, false, s.workers)
	if err != nil {
		return err
	}
	if s.strata, err = c.sample(ctx, s.workers); err != nil {
		return err
	}
	for range 3 {
		c.learnU(s.strata)
	}
	s.weights = c.weights
	return nil
}

// search finds the candidates in each slice and keeps their records.
func (s *sliced) search(ctx context.Context) error {
	s.ids = map[levels]uint32{}
	return s.each(ctx, func(slice *List) error {
		s.give(slice)
		c, err := bind(s.left, slice, false, s.workers)
		if err != nil {
			return err
		}
		c.weights = s.weights
		f, err := c.search(ctx, s.workers, nil)
		if err != nil {
			return err
		}
		s.keep(f, slice)
		return nil
	})
}

// keep adds the edges of a slice; their right rows become places among the records kept.
func (s *sliced) keep(f *found, slice *List) {
	to := make([]uint32, len(f.patterns))
	for i, p := range f.patterns {
		id, ok := s.ids[p]
		if !ok {
			id = uint32(len(s.all.patterns))
			s.ids[p] = id
			s.all.patterns, s.all.dropped = append(s.all.patterns, p), append(s.all.dropped, 0)
		}
		to[i] = id
		s.all.dropped[id] += f.dropped[i]
	}
	place := map[uint32]uint32{}
	var rows []int
	for _, e := range f.edges {
		at, ok := place[e.right]
		if !ok {
			at = uint32(s.size + len(rows))
			place[e.right] = at
			rows = append(rows, int(e.right))
		}
		s.all.edges = append(s.all.edges, edge{e.left, at, to[e.pattern], e.frequency})
	}
	s.size += len(rows)
	s.kept = append(s.kept, slice.pick(rows))
	s.all.pairs += f.pairs
	s.all.skipped += f.skipped
	s.all.compared += f.compared
	if s.all.crowded == nil {
		s.all.crowded = make([]bool, s.left.n)
	}
	for l, crowded := range f.crowded {
		s.all.crowded[l] = s.all.crowded[l] || crowded
	}
}

// finish learns from all edges together and decides.
func (s *sliced) finish(ctx context.Context, res *Result) (*Result, *List, error) {
	thin := s.left.data.NewList()
	if err := thin.seal(s.kept); err != nil {
		return nil, nil, err
	}
	if thin.n == 0 {
		return res, thin, nil
	}
	row := make([]uint32, thin.n)
	for r := range thin.n {
		row[thin.place(r)] = uint32(r)
	}
	s.give(thin)
	c, err := bind(s.left, thin, false, s.workers)
	if err != nil {
		return nil, nil, err
	}
	c.weights = s.weights
	cost := c.costs(s.all.patterns)
	for i := range s.all.edges {
		s.all.edges[i].right = row[s.all.edges[i].right]
	}
	s.all.edges = heaviest(s.all.edges, cost)
	s.all.sortPatterns()
	if err := c.learn(ctx, &s.all, s.strata, s.workers); err != nil {
		return nil, nil, err
	}
	s.t.lap("learn")
	res.c, res.found = c, &s.all
	if err := res.decide(s.o); err != nil {
		return nil, nil, err
	}
	s.t.lap("assign")
	return res, thin, nil
}

// heaviest orders edges by left and right row and keeps the heaviest of each left row where there are too many.
func heaviest(edges []edge, cost []float64) []edge {
	weight := func(e edge) float64 { return cost[e.pattern] - float64(e.frequency) }
	slices.SortFunc(edges, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(weight(b), weight(a)), cmp.Compare(a.right, b.right))
	})
	out, n := edges[:0], 0
	for i, e := range edges {
		if i == 0 || e.left != edges[i-1].left {
			n = 0
		}
		if n++; n <= maxKept {
			out = append(out, e)
		}
	}
	return out
}

// pick copies rows into a part.
func (l *List) pick(rows []int) *part {
	p := &part{data: l.data, n: len(rows), cols: make([]column, len(l.cols))}
	for _, r := range rows {
		place := l.place(r)
		p.id(l.ids[l.idAt[place]:l.idAt[place+1]])
	}
	for i := range l.cols {
		from, to := &l.cols[i], &p.cols[i]
		for _, r := range rows { // what is empty in this slice may be filled in another
			switch l.data.model.Columns[i].Type {
			case Digits:
				v := at(from.digits, r)
				to.digits, to.filled = append(to.digits, v), to.filled+one(v != 0)
			case Date:
				v := at(from.dates, r)
				to.dates, to.filled = append(to.dates, v), to.filled+one(v != 0)
			case Words:
				if from.at != nil {
					to.words = append(to.words, from.words[from.at[r]:from.at[r+1]]...)
				}
				to.filled += one(len(to.at) == 0 && len(to.words) > 0 || len(to.at) > 0 && int(to.at[len(to.at)-1]) < len(to.words))
				to.at = append(to.at, uint32(len(to.words)))
			default:
				v := at(from.values, r)
				to.values, to.filled = append(to.values, v), to.filled+one(v != 0)
			}
		}
	}
	return p
}

// rarityOf is the weight of each word by its count.
func rarityOf(counts []uint32, total int) rarity {
	out := make(rarity, len(counts))
	for i, c := range counts {
		out[i] = float32(math.Log(1 + float64(total)/float64(max(c, 1))))
	}
	return out
}

func at[T any](values []T, row int) (v T) {
	if row < len(values) {
		v = values[row]
	}
	return v
}
