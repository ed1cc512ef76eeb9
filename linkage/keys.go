package linkage

import (
	"fmt"
	"slices"
)

// keyReader appends the key values of a row; it appends nothing where a part is not known.
type keyReader func(row int, out []uint64) []uint64

// readKey binds the parts of one side of a key to a list; nil where a column is empty.
func readKey(l *List, parts []Part) keyReader {
	var single []func(int) uint64
	var tokens func(int, []uint64) []uint64
	for _, p := range parts {
		if p.Of == nil && p.View == Token {
			if tokens = readTokens(l, p); tokens == nil {
				return nil
			}
			continue
		}
		f := readPart(l, p)
		if f == nil {
			return nil
		}
		single = append(single, f)
	}
	if tokens == nil && len(single) == 1 {
		f := single[0]
		return func(row int, out []uint64) []uint64 {
			if h := f(row); h != 0 {
				out = append(out, h)
			}
			return out
		}
	}
	return func(row int, out []uint64) []uint64 {
		h := uint64(0)
		for _, f := range single {
			v := f(row)
			if v == 0 {
				return out
			}
			h = mix(h*31 + v)
		}
		if tokens == nil {
			return append(out, h|1<<63)
		}
		from := len(out)
		out = tokens(row, out)
		for i := from; i < len(out); i++ {
			out[i] = mix(h*31+out[i]) | 1<<63
		}
		return out
	}
}

func readPart(l *List, p Part) func(int) uint64 {
	if p.Of != nil {
		return p.Of(l)
	}
	c := l.columnOf(p.Column)
	if c.filled == 0 {
		return nil
	}
	switch {
	case c.digits != nil:
		return readDigits(c.digits, p)
	case c.dates != nil:
		return readDates(c.dates, p.View)
	case c.at != nil:
		words := l.data.dicts[l.data.model.Columns[l.data.model.column(p.Column)].Rules].words
		if p.View == Whole {
			return func(row int) uint64 { return exactHash(words, c.words[c.at[row]:c.at[row+1]]) }
		}
		return func(row int) uint64 { return earHash(words, c.words[c.at[row]:c.at[row+1]]) }
	}
	return readValues(c.values, l.data.values, p)
}

func readDigits(v []uint64, p Part) func(int) uint64 {
	switch p.View {
	case First:
		return func(row int) uint64 {
			x := v[row]
			return x >> max(0, 4*(digitCount(x)-p.N))
		}
	case Last:
		mask := ^uint64(0)
		if p.N < 16 {
			mask = 1<<(4*p.N) - 1
		}
		return func(row int) uint64 {
			if x := v[row]; x != 0 {
				return x&mask | 1<<63
			}
			return 0
		}
	default:
		return func(row int) uint64 { return v[row] }
	}
}

func readDates(v []Day, view View) func(int) uint64 {
	switch view {
	case Year:
		return func(row int) uint64 { return uint64(v[row] >> 9) }
	case MonthDay:
		return func(row int) uint64 { return uint64(v[row] & 511) }
	case Swapped:
		return func(row int) uint64 { return uint64(v[row].Swapped()) }
	default:
		return func(row int) uint64 { return uint64(v[row]) }
	}
}

func readValues(v []uint32, dict *dictionary, p Part) func(int) uint64 {
	if p.View == Whole {
		return func(row int) uint64 { return uint64(v[row]) }
	}
	return func(row int) uint64 {
		if v[row] == 0 {
			return 0
		}
		s := dict.words[v[row]-1].text
		n := min(p.N, len(s))
		if p.View == Last {
			return hashString(s[len(s)-n:]) | 1
		}
		return hashString(s[:n]) | 1
	}
}

func readTokens(l *List, p Part) func(int, []uint64) []uint64 {
	c := l.columnOf(p.Column)
	if c.filled == 0 || c.at == nil {
		return nil
	}
	words := l.data.dicts[l.data.model.Columns[l.data.model.column(p.Column)].Rules].words
	return func(row int, out []uint64) []uint64 {
		for _, id := range c.words[c.at[row]:c.at[row+1]] {
			if id&optional == 0 && len(words[id].text) > 1 && !slices.Contains(out, words[id].ear) {
				out = append(out, words[id].ear)
			}
		}
		return out
	}
}

// boundKey is a key ready for use.
type boundKey struct {
	read  keyReader // of the left list
	at    int       // which index
	first bool
}

// bindKeys builds the indexes of the right list. Keys of columns that a list does not have are left out.
func bindKeys(left, right *List, parallel func(n int, f func(i int))) ([]boundKey, []*index) {
	m := left.data.model
	var keys []boundKey
	var build []func() *index
	var sides [][]Part
	primary := m.primary()
	for ki, k := range m.Keys {
		rightParts := k.Right
		if rightParts == nil {
			rightParts = k.Left
		}
		read, readRight := readKey(left, k.Left), readKey(right, rightParts)
		if read == nil || readRight == nil {
			continue
		}
		at := slices.IndexFunc(sides, func(s []Part) bool { return sameParts(s, rightParts) })
		if at < 0 {
			at = len(sides)
			sides = append(sides, rightParts)
			if len(rightParts) == 1 && rightParts[0].Of == nil && rightParts[0].View == Whole && primary >= 0 && m.column(rightParts[0].Column) == primary && len(right.cols[primary].dates) > 0 {
				build = append(build, func() *index { return dayIndex(right.cols[primary].dates) })
			} else {
				var except keyReader
				if other := foundBefore(m, ki); other != nil && !usedLater(m, ki, rightParts) {
					except = readKey(right, other)
				}
				build = append(build, func() *index { return hashIndex(right.n, readRight, except) })
			}
		}
		keys = append(keys, boundKey{read: read, at: at, first: len(keys) == 0})
	}
	indexes := make([]*index, len(build))
	parallel(len(build), func(i int) {
		if left.probe {
			indexes[i] = remember(right, "index "+partsName(sides[i]), build[i])
			return
		}
		indexes[i] = build[i]()
	})
	return keys, indexes
}

// foundBefore returns the right parts of an earlier key with the same left parts: rows with one value for both are found
// by that one.
func foundBefore(m *Model, ki int) []Part {
	for _, k := range m.Keys[:ki] {
		if sameParts(k.Left, m.Keys[ki].Left) {
			if k.Right != nil {
				return k.Right
			}
			return k.Left
		}
	}
	return nil
}

func usedLater(m *Model, ki int, parts []Part) bool {
	for i, k := range m.Keys {
		other := k.Right
		if other == nil {
			other = k.Left
		}
		if i != ki && sameParts(other, parts) {
			return true
		}
	}
	return false
}

// partsName names the parts of a key.
func partsName(parts []Part) string {
	name := ""
	for _, p := range parts {
		name += fmt.Sprintf("%s.%d.%d.%s+", p.Column, p.View, p.N, p.Name)
	}
	return name
}

func sameParts(a, b []Part) bool {
	return slices.EqualFunc(a, b, func(x, y Part) bool {
		return x.Column == y.Column && x.View == y.View && x.N == y.N && x.Name == y.Name && (x.Of == nil) == (y.Of == nil)
	})
}
