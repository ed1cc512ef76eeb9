package linkage

import (
	"fmt"
	"math"
)

// Category compares codes and kinds: equal or not.
type Category struct{}

// Levels implements [Comparator].
func (Category) Levels() []Level {
	return []Level{
		missing,
		{Name: "exact", ID: "sama", EN: "equal", M: 0.95, U: 1, Frequency: true},
		{Name: "different", ID: "berbeda", EN: "different", M: 0.05, U: 0.5},
	}
}

var missing = Level{Name: "missing", ID: "tidak diketahui di salah satu sisi", EN: "not known on one side"}

// Bind implements [Comparator].
func (Category) Bind(left, right *List, f *Field) (Maker, error) {
	a, b, count, err := bindValues(left, right, f)
	if a == nil || err != nil {
		return nil, err
	}
	compare := func(l, r int) (uint8, float32) {
		switch x, y := a[l], b[r]; {
		case x == 0 || y == 0:
			return 0, 0
		case x == y:
			return 1, count.of(y)
		}
		return 2, 0
	}
	return func() Compare { return compare }, nil
}

// String compares short texts as a whole: equal, one slip of the pen, alike, different.
type String struct{}

// Levels implements [Comparator].
func (String) Levels() []Level {
	return []Level{
		missing,
		{Name: "exact", ID: "sama", EN: "equal", M: 0.8, U: 1, Frequency: true},
		{Name: "typo", ID: "sama kecuali satu huruf", EN: "one letter apart", M: 0.08, U: 0.003},
		{Name: "similar", ID: "mirip", EN: "alike", M: 0.05, U: 0.01},
		{Name: "different", ID: "berbeda", EN: "different", M: 0.07, U: 0.98},
	}
}

// Bind implements [Comparator].
func (String) Bind(left, right *List, f *Field) (Maker, error) {
	a, b, count, err := bindValues(left, right, f)
	if a == nil || err != nil {
		return nil, err
	}
	words := left.data.values.words
	return func() Compare {
		seen := left.data.values.cache(left.probe)
		return func(l, r int) (uint8, float32) {
			x, y := a[l], b[r]
			if x == 0 || y == 0 {
				return 0, 0
			}
			if x == y {
				return 1, count.of(y)
			}
			level, ok := seen.get(x, y)
			if !ok {
				level = stringLevel(words[x-1].text, words[y-1].text)
				seen.put(x, y, level)
			}
			return level, 0
		}
	}, nil
}

func stringLevel(a, b string) uint8 {
	if len(a) > len(b) {
		a, b = b, a
	}
	switch {
	case len(a) >= 3 && len(b)-len(a) <= 1 && oneEdit(a, b):
		return 2
	case len(a) >= 3 && jaroWinkler(a, b) >= 0.88:
		return 3
	}
	return 4
}

// Prefix compares codes that narrow from left to right, as those of places: equal, or sharing a beginning.
type Prefix struct {
	Lengths []int // of the beginnings that count, longest first; default 4, 2
}

func (p Prefix) lengths() []int {
	if len(p.Lengths) == 0 {
		return []int{4, 2}
	}
	return p.Lengths
}

// Levels implements [Comparator].
func (p Prefix) Levels() []Level {
	levels := []Level{missing, {Name: "exact", ID: "sama", EN: "equal", M: 0.8, U: 1, Frequency: true}}
	for _, n := range p.lengths() {
		levels = append(levels, Level{
			Name: fmt.Sprintf("first%d", n), ID: fmt.Sprintf("%d angka pertama sama", n), EN: fmt.Sprintf("the first %d characters equal", n),
			M: 0.1 / float64(len(p.lengths())), U: math.Pow(10, -float64(n)/2),
		})
	}
	return append(levels, Level{Name: "different", ID: "berbeda", EN: "different", M: 0.1, U: 0.9})
}

// Bind implements [Comparator].
func (p Prefix) Bind(left, right *List, f *Field) (Maker, error) {
	a, b, count, err := bindValues(left, right, f)
	if a == nil || err != nil {
		return nil, err
	}
	words, lengths := left.data.values.words, p.lengths()
	compare := func(l, r int) (uint8, float32) {
		x, y := a[l], b[r]
		if x == 0 || y == 0 {
			return 0, 0
		}
		if x == y {
			return 1, count.of(y)
		}
		s, t := words[x-1].text, words[y-1].text
		for i, n := range lengths {
			if len(s) >= n && len(t) >= n && s[:n] == t[:n] {
				return uint8(2 + i), 0
			}
		}
		return uint8(2 + len(lengths)), 0
	}
	return func() Compare { return compare }, nil
}

// frequency holds the logarithm of how frequent each id is among the records of both lists.
type frequency []float32

// of returns the share of an id; one that came later is as rare as the rarest.
func (f frequency) of(id uint32) float32 {
	if int(id) < len(f) {
		return f[id]
	}
	return -16
}

// bindValues returns the ids of both sides and their frequencies; nil where a side has none.
func bindValues(left, right *List, f *Field) (a, b []uint32, count frequency, err error) {
	lc, rc := left.columnOf(f.Left), right.columnOf(f.Right)
	if lc.filled == 0 || rc.filled == 0 {
		return nil, nil, nil, nil
	}
	if lc.values == nil || rc.values == nil {
		return nil, nil, nil, fmt.Errorf("field %s: columns %s and %s must be short texts", f.Name, f.Left, f.Right)
	}
	if given(left, right) {
		shares := remember(right, "value shares "+f.Right, func() frequency { return valueShares(left.data, &column{}, rc) })
		return lc.values, rc.values, shares, nil
	}
	return lc.values, rc.values, valueShares(left.data, lc, rc), nil
}

func valueShares(d *Data, lc, rc *column) frequency {
	n := make([]uint32, len(d.values.words)+1)
	for _, id := range lc.values {
		n[id]++
	}
	for _, id := range rc.values {
		n[id]++
	}
	return logShares(n, lc.filled+rc.filled)
}

// logShares turns counts into logarithms of shares; what was not counted is as rare as half a record.
func logShares(n []uint32, total int) frequency {
	out := make(frequency, len(n))
	all := math.Log(float64(max(total, 1)))
	for i, c := range n {
		out[i] = float32(math.Log(max(float64(c), 0.5)) - all)
	}
	return out
}

// pairCache remembers the likeness of pairs of ids; a newer pair drives an older one out.
type pairCache struct {
	keys   []uint64
	levels []uint8
}

const pairCacheBits = 16

func newPairCache() *pairCache {
	return &pairCache{keys: make([]uint64, 1<<pairCacheBits), levels: make([]uint8, 1<<pairCacheBits)}
}

// cache returns a cache of likenesses between tokens of this dictionary; look-ups, of which there is one at a time, share
// theirs.
func (d *dictionary) cache(probe bool) *pairCache {
	if !probe {
		return newPairCache()
	}
	if d.looked == nil {
		d.looked = newPairCache()
	}
	return d.looked
}

func pairKey(a, b uint32) uint64 {
	if a > b {
		a, b = b, a
	}
	return uint64(a)<<32 | uint64(b) + 1
}

func (c *pairCache) get(a, b uint32) (uint8, bool) {
	k := pairKey(a, b)
	at := k * 0x9E3779B97F4A7C15 >> (64 - pairCacheBits)
	return c.levels[at], c.keys[at] == k
}

func (c *pairCache) put(a, b uint32, level uint8) {
	k := pairKey(a, b)
	at := k * 0x9E3779B97F4A7C15 >> (64 - pairCacheBits)
	c.keys[at], c.levels[at] = k, level
}

// LogShare returns the natural logarithm of n of total, for comparators of other packages; nothing is as rare as half a
// record.
func LogShare(n, total int) float32 {
	return float32(math.Log(max(float64(n), 0.5)) - math.Log(float64(max(total, 1))))
}
