package linkage

import (
	"math/bits"
	"slices"
)

// index finds the rows of the right list that have a key value. Days by which the list is sorted need no more than where
// each begins; all else is a table of buckets with sixteen bits of each value, so that a bucket's strangers cost a glance.
type index struct {
	days   []uint32
	low    Day
	starts []uint32
	rows   []uint32
	tags   []uint16
	shift  uint
}

func dayIndex(days []Day) *index {
	x := &index{low: 1 << 30}
	high := Day(0)
	for _, d := range days {
		if d != 0 {
			x.low, high = min(x.low, d), max(high, d)
		}
	}
	if high == 0 {
		return &index{days: []uint32{0}, low: 1}
	}
	x.days = make([]uint32, high-x.low+2)
	unknown := uint32(0)
	for _, d := range days {
		if d == 0 {
			unknown++
			continue
		}
		x.days[d-x.low+1]++
	}
	x.days[0] = unknown
	for i := 1; i < len(x.days); i++ {
		x.days[i] += x.days[i-1]
	}
	return x
}

// hashIndex indexes the rows by the values of read, but not by values that except gives too.
func hashIndex(n int, read, except keyReader) *index {
	x := &index{}
	size := max(4, bits.Len(uint(max(n, 1)))-1)
	x.shift = uint(64 - size)
	x.starts = make([]uint32, 1<<size+1)
	var buf, not []uint64
	values := func(row int) []uint64 {
		buf = read(row, buf[:0])
		if except != nil && len(buf) > 0 {
			not = except(row, not[:0])
			buf = slices.DeleteFunc(buf, func(v uint64) bool { return slices.Contains(not, v) })
		}
		return buf
	}
	for row := range n {
		for _, v := range values(row) {
			x.starts[mix(v)>>x.shift+1]++
		}
	}
	for i := 1; i < len(x.starts); i++ {
		x.starts[i] += x.starts[i-1]
	}
	total := x.starts[len(x.starts)-1]
	x.rows, x.tags = make([]uint32, total), make([]uint16, total)
	for row := range n {
		for _, v := range values(row) {
			h := mix(v)
			at := x.starts[h>>x.shift]
			x.starts[h>>x.shift]++
			x.rows[at], x.tags[at] = uint32(row), uint16(h)
		}
	}
	copy(x.starts[1:], x.starts)
	x.starts[0] = 0
	return x
}

// find fills a block with the rows that have a value. Rows of a table are written to the block's own memory.
func (x *index) find(v uint64, b *Block, limit int) (size int) {
	b.N = 0
	if x.days != nil {
		b.Rows = nil
		at := int64(v) - int64(x.low)
		if at < 0 || at+1 >= int64(len(x.days)) {
			return 0
		}
		b.First, b.N = x.days[at], int(x.days[at+1]-x.days[at])
		return b.N
	}
	h := mix(v)
	from, to := x.starts[h>>x.shift], x.starts[h>>x.shift+1]
	b.Rows = b.room[:0]
	if int(to-from) > limit {
		return int(to - from)
	}
	tag := uint16(h)
	for i, t := range x.tags[from:to] {
		if t == tag {
			b.Rows = append(b.Rows, x.rows[from+uint32(i)])
		}
	}
	b.room = b.Rows
	b.N = len(b.Rows)
	if b.N == 0 {
		b.Rows = b.room[:0]
	}
	return b.N
}
