package linkage

import (
	"bytes"
	"fmt"
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

// sortPlaces returns for each place of adding its row; nil where rows stay as they are. It also fills l.order.
func (l *List) sortPlaces(parts []*part) []uint32 {
	primary := l.data.model.primary()
	if primary < 0 {
		return nil
	}
	lowest, highest := Day(1<<30), Day(0)
	for _, p := range parts {
		for _, d := range p.cols[primary].dates {
			lowest, highest = min(lowest, d), max(highest, d)
		}
	}
	if highest == 0 || lowest == highest {
		return nil
	}
	starts := make([]uint32, highest-lowest+2)
	for _, p := range parts {
		for _, d := range p.cols[primary].dates {
			starts[d-lowest+1]++
		}
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	place := make([]uint32, 0, l.n)
	l.order = make([]uint32, l.n)
	for _, p := range parts {
		for _, d := range p.cols[primary].dates {
			row := starts[d-lowest]
			starts[d-lowest]++
			l.order[row] = uint32(len(place))
			place = append(place, row)
		}
	}
	return place
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
