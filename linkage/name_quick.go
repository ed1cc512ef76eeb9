package linkage

import (
	"math/bits"
)

// Quick implements [Quicker]: a token of the same sound among the first four, or half of the bigrams.
func (Name) Quick(left, right *List, f *Field) Sieve {
	lc, rc := left.columnOf(f.Left), right.columnOf(f.Right)
	if lc.filled == 0 || rc.filled == 0 {
		return nil
	}
	dict := left.data.dicts[left.data.model.Columns[left.data.model.column(f.Left)].Rules]
	lc.makeSketches(dict.words)
	rc.makeSketches(dict.words)
	a, b := lc.sketch, rc.sketch
	return func(l int, block *Block, hits []uint64) {
		x := a[l]
		var lanes [4]uint64
		n := 0
		for rest := x.ears; rest != 0; rest >>= 16 {
			lanes[n] = (rest & 0xffff) * 0x0001000100010001
			n++
		}
		grams := bits.OnesCount64(x.grams)
		if block.Rows != nil {
			for i, r := range block.Rows {
				if sketchesMeet(&b[r], lanes[:n], x.grams, grams) {
					hits[i>>6] |= 1 << (i & 63)
				}
			}
			return
		}
		stretch := b[block.First : int(block.First)+block.N]
		for i := range stretch {
			if sketchesMeet(&stretch[i], lanes[:n], x.grams, grams) {
				hits[i>>6] |= 1 << (i & 63)
			}
		}
	}
}

// sketchesMeet tells whether a sketch has one of four sounds, or half of the bigrams; a name that is not known may be any.
func sketchesMeet(y *sketch, lanes []uint64, grams uint64, count int) bool {
	for _, lane := range lanes {
		if d := y.ears ^ lane; (d-0x0001000100010001)&^d&0x8000800080008000 != 0 {
			return true
		}
	}
	common := bits.OnesCount64(grams & y.grams)
	return 2*common+2 >= max(count, bits.OnesCount64(y.grams)) && common > 0 || y.ears == 0 || len(lanes) == 0
}

func (c *column) makeSketches(words []word) {
	if c.sketch != nil {
		return
	}
	c.sketch = make([]sketch, len(c.at)-1)
	for i := range c.sketch {
		s := &c.sketch[i]
		for _, id := range c.words[c.at[i]:c.at[i+1]] {
			if id&optional == 0 {
				w := &words[id]
				if s.ears>>48 == 0 {
					s.ears = s.ears<<16 | (w.ear>>48 | 1)
				}
				s.grams |= w.grams
			}
		}
	}
}
