package linkage

import (
	"bytes"
	"fmt"
	"slices"
)

// seal turns the parts into one list, ordered by the primary date where the model has one, so that people of one day lie
// side by side. Parts are emptied on the way.
func (l *List) seal(parts []*part) error {
	if l.add != nil {
		parts = append([]*part{l.add}, parts...)
		l.add = nil
	}
	for _, p := range parts {
		l.n += p.n
	}
	size := 0
	for _, p := range parts {
		size += len(p.ids)
	}
	if size > 1<<32-1 || l.n > 1<<31-1 {
		return fmt.Errorf("list of %d records: ids take %d bytes, more than the engine holds; split the list", l.n, size)
	}
	l.ids, l.idAt = make([]byte, 0, size), make([]uint32, 1, l.n+1)
	for _, p := range parts {
		base := uint32(len(l.ids))
		l.ids = append(l.ids, p.ids...)
		for _, end := range p.idEnd {
			l.idAt = append(l.idAt, base+end)
		}
		p.ids, p.idEnd = nil, nil
	}
	place := l.sortPlaces(parts)
	l.cols = make([]column, len(l.data.model.Columns))
	for i := range l.cols {
		l.gather(i, parts, place)
	}
	return nil
}

// sortPlaces orders the rows by the primary day and the id's hash, so that nothing depends on the order of the file. It
// fills l.order and returns for each place of adding its row.
func (l *List) sortPlaces(parts []*part) []uint32 {
	days := l.primaryDays(parts)
	lowest, highest := Day(1<<30), Day(0)
	for _, d := range days {
		lowest, highest = min(lowest, d), max(highest, d)
	}
	if len(days) == 0 {
		lowest, highest = 0, 0
	}
	day := func(place uint32) Day {
		if len(days) == 0 {
			return 0
		}
		return days[place]
	}
	starts := make([]uint32, highest-lowest+2)
	for at := range uint32(l.n) {
		starts[day(at)-lowest+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	type hashed struct {
		hash  uint64
		place uint32
	}
	rows := make([]hashed, l.n)
	for at := range uint32(l.n) {
		d := day(at) - lowest
		rows[starts[d]] = hashed{hashBytes(l.ids[l.idAt[at]:l.idAt[at+1]]), at}
		starts[d]++
	}
	from := uint32(0)
	for _, to := range starts[:len(starts)-1] {
		slices.SortFunc(rows[from:to], func(a, b hashed) int {
			if a.hash != b.hash {
				return one(a.hash > b.hash) - one(a.hash < b.hash)
			}
			return int(a.place) - int(b.place)
		})
		from = to
	}
	place := make([]uint32, l.n)
	l.order = make([]uint32, l.n)
	for row, h := range rows {
		l.order[row], place[h.place] = h.place, uint32(row)
	}
	return place
}

// primaryDays returns the days by which the list is sorted, in the order of adding; none where it has none.
func (l *List) primaryDays(parts []*part) (days []Day) {
	primary := l.data.model.primary()
	if primary < 0 {
		return nil
	}
	for _, p := range parts {
		days = append(days, p.cols[primary].dates...)
	}
	return days
}

// gather moves one column of all parts to its rows.
func (l *List) gather(i int, parts []*part, place []uint32) {
	to := &l.cols[i]
	for _, p := range parts {
		to.filled += p.cols[i].filled
	}
	defer func() {
		for _, p := range parts {
			p.cols[i] = column{}
		}
	}()
	if to.filled == 0 {
		return
	}
	switch l.data.model.Columns[i].Type {
	case Digits:
		to.digits = scatter(l.n, parts, place, func(p *part) []uint64 { return p.cols[i].digits })
	case Date:
		to.dates = scatter(l.n, parts, place, func(p *part) []Day { return p.cols[i].dates })
	case Words:
		l.gatherWords(i, parts, place)
	default:
		to.values = scatter(l.n, parts, place, func(p *part) []uint32 { return p.cols[i].values })
	}
}

func scatter[T any](n int, parts []*part, place []uint32, of func(*part) []T) []T {
	out := make([]T, n)
	at := 0
	for _, p := range parts {
		from := of(p)
		if place == nil {
			at += copy(out[at:], from)
			continue
		}
		for _, v := range from {
			out[place[at]] = v
			at++
		}
	}
	return out
}

func (l *List) gatherWords(i int, parts []*part, place []uint32) {
	to := &l.cols[i]
	to.at = make([]uint32, l.n+1)
	at := 0
	for _, p := range parts {
		before := uint32(0)
		for _, end := range p.cols[i].at {
			row := at
			if place != nil {
				row = int(place[at])
			}
			to.at[row+1] = end - before
			before = end
			at++
		}
	}
	for r := range l.n {
		to.at[r+1] += to.at[r]
	}
	to.words = make([]uint32, to.at[l.n])
	at = 0
	for _, p := range parts {
		c := &p.cols[i]
		before := uint32(0)
		for _, end := range c.at {
			row := at
			if place != nil {
				row = int(place[at])
			}
			copy(to.words[to.at[row]:], c.words[before:end])
			before = end
			at++
		}
	}
}

// duplicateID returns two places of adding whose records have one id, or false.
func (l *List) duplicateID() (first, second int, found bool) {
	if l.n < 2 {
		return 0, 0, false
	}
	size := 4
	for size < 2*l.n {
		size *= 2
	}
	slots := make([]uint32, size)
	for i := range l.n {
		id := l.ids[l.idAt[i]:l.idAt[i+1]]
		h := hashBytes(id)
		for at := h & uint64(size-1); ; at = (at + 1) & uint64(size-1) {
			other := slots[at]
			if other == 0 {
				slots[at] = uint32(i + 1)
				break
			}
			if bytes.Equal(l.ids[l.idAt[other-1]:l.idAt[other]], id) {
				return int(other - 1), i, true
			}
		}
	}
	return 0, 0, false
}

func hashBytes(s []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range s {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return mix(h)
}
