package linkage

import "slices"

// From how many comparisons on what a row found is kept for rows like it, and for how many different rows at most.
const (
	echoFrom  = 256
	maxEchoes = 4096
)

// echo is what one left row found, for left rows that are equal to it in every column: ten thousand equal rows of which
// each has two thousand candidates are compared once.
type echo struct {
	row            int
	found          []edge
	weight         []float64
	dropped        map[uint32]uint32 // pairs of each pattern
	pairs, skipped int64
	crowded        bool
}

// echoColumn is a column that rows are equal in.
type echoColumn struct{ left, right *column }

// echoColumns are the columns that the fields compare and that both lists have.
func (c *comparison) echoColumns() (out []echoColumn) {
	for i := range c.model.Fields {
		if f := &c.model.Fields[i]; c.makers[i] != nil {
			out = append(out, echoColumn{c.left.columnOf(f.Left), c.right.columnOf(f.Right)})
		}
	}
	return out
}

// hash names what a row has in a column; 0 where that is nothing.
func (c *column) hash(row int) (h uint64) {
	switch {
	case c.filled == 0:
	case c.digits != nil:
		h = c.digits[row]
	case c.dates != nil:
		h = uint64(c.dates[row])
	case c.at != nil:
		for _, id := range c.words[c.at[row]:c.at[row+1]] {
			h = mix(h*31 + uint64(id) + 1)
		}
	case c.values != nil:
		h = uint64(c.values[row])
	}
	return h
}

// equal tells whether two rows have the same in a column.
func (c *column) equal(a, b int) bool {
	if c.filled > 0 && c.digits == nil && c.dates == nil && c.at != nil {
		return slices.Equal(c.words[c.at[a]:c.at[a+1]], c.words[c.at[b]:c.at[b+1]])
	}
	return c.hash(a) == c.hash(b)
}

// rowHash names what a list's row has in every column.
func (l *List) rowHash(row int) (h uint64) {
	for i := range l.cols {
		h = mix(h*31 + l.cols[i].hash(row) + 1)
	}
	return h
}

// echoOf returns what a row equal to this one found; nil where none was kept. In a list compared with itself rows are
// compared with later ones only, so that equal rows find different ones.
func (s *searcher) echoOf(l int) *echo {
	if len(s.echoes) == 0 {
		return nil
	}
	e := s.echoes[s.c.left.rowHash(l)]
	if e == nil {
		return nil
	}
	for i := range s.c.left.cols {
		if !s.c.left.cols[i].equal(e.row, l) {
			return nil
		}
	}
	return e
}

// remember keeps what a row found.
func (s *searcher) remember(l int, pairs, skipped int64) {
	if s.c.self || len(s.echoes) >= maxEchoes {
		return
	}
	if s.echoes == nil {
		s.echoes = map[uint64]*echo{}
	}
	e := &echo{row: l, found: slices.Clone(s.found), weight: slices.Clone(s.weight), dropped: map[uint32]uint32{}, pairs: pairs, skipped: skipped, crowded: s.crowded}
	for _, p := range s.lost {
		e.dropped[p]++
	}
	s.echoes[s.c.left.rowHash(l)] = e
}

// repeat finds what an equal row found.
func (s *searcher) repeat(l int, e *echo) {
	s.found, s.weight = append(s.found[:0], e.found...), append(s.weight[:0], e.weight...)
	for i := range s.found {
		s.found[i].left = uint32(l)
	}
	for p, n := range e.dropped {
		s.dropped[p] += n
	}
	s.pairs += e.pairs
	s.skipped += e.skipped
	s.crowded = e.crowded
}

// tiesNotWritten counts the left rows that stand in no link although two right rows or more (of a list compared with
// itself: two others) are equal to them in all that is compared: nothing tells which is meant, and they are too many to
// be written as ties.
func (res *Result) tiesNotWritten() (n int) {
	c, waiting := res.c, map[uint64]int{}
	linked := make([]bool, c.left.n)
	for _, l := range res.Links {
		linked[l.Left] = true
		if c.self {
			linked[l.Right] = true
		}
	}
	columns := c.echoColumns()
	key := func(row int, side func(echoColumn) *column) (h uint64, filled bool) {
		for _, col := range columns {
			v := side(col).hash(row)
			filled = filled || v != 0
			h = mix(h*31 + v + 1)
		}
		return h, filled
	}
	left := func(c echoColumn) *column { return c.left }
	for row, crowded := range res.found.crowded {
		if h, filled := key(row, left); crowded && !linked[row] && filled {
			waiting[h] = 0
		}
	}
	if len(waiting) == 0 {
		return 0
	}
	for row := range c.right.n {
		h, _ := key(row, func(c echoColumn) *column { return c.right })
		if _, ok := waiting[h]; ok {
			waiting[h]++
		}
	}
	for row, crowded := range res.found.crowded {
		if !crowded || linked[row] {
			continue
		}
		if h, filled := key(row, left); filled && waiting[h] >= 2+one(c.self) {
			n++
		}
	}
	return n
}
