package linkage

import (
	"math"
)

// nameShares say how frequent names and their tokens are.
type nameShares struct {
	token, sound frequency // by id of token, of sound
	exact, ear   []uint16  // of each right row: minus logarithm of the share of its whole name, in 1/1024
}

// frequencies counts whole names, tokens and sounds in both lists.
func frequencies(dict *dictionary, lc, rc *column) *nameShares {
	n := &nameShares{}
	tokens, ears := make([]uint32, len(dict.words)), make([]uint32, len(dict.sounds))
	for _, side := range []*column{lc, rc} {
		for _, w := range side.words {
			if w&optional == 0 {
				tokens[w]++
				ears[dict.words[w].sound]++
			}
		}
	}
	total := lc.filled + rc.filled
	n.token, n.sound = logShares(tokens, total), logShares(ears, total)
	n.exact = wholeShares(lc, rc, total, func(w []uint32) uint64 { return exactHash(dict.words, w) })
	n.ear = wholeShares(lc, rc, total, func(w []uint32) uint64 { return earHash(dict.words, w) })
	return n
}

// exactHash names a name by its tokens in order; 0 without tokens.
func exactHash(words []word, w []uint32) (h uint64) {
	for _, id := range w {
		if id&optional == 0 {
			h = mix(h*31 + words[id].hash)
		}
	}
	return h
}

// earHash names a name by the sounds of its tokens in any order; 0 without tokens.
func earHash(words []word, w []uint32) (h uint64) {
	for _, id := range w {
		if id&optional == 0 {
			h += words[id].ear
		}
	}
	return h
}

func wholeShares(lc, rc *column, total int, hash func([]uint32) uint64) []uint16 {
	t := newTally(len(rc.at))
	t.count(lc, hash)
	t.count(rc, hash)
	return t.shares(rc, total, hash)
}

// count adds the names of a column.
func (t *tally) count(c *column, hash func([]uint32) uint64) {
	for i := 0; i+1 < len(c.at); i++ {
		t.add(hash(c.words[c.at[i]:c.at[i+1]]))
	}
}

// shares returns for each row minus the logarithm of the share of its name, in 1/1024.
func (t *tally) shares(rc *column, total int, hash func([]uint32) uint64) []uint16 {
	out := make([]uint16, len(rc.at)-1)
	all := math.Log(float64(total))
	for i := range out {
		c := t.of(hash(rc.words[rc.at[i]:rc.at[i+1]]))
		out[i] = uint16(min((all-math.Log(float64(max(c, 1))))*1024, 65535))
	}
	return out
}

// tally counts hashes; 0 is not counted.
type tally struct {
	keys []uint64
	n    []uint32
	used int
}

func newTally(expect int) *tally {
	size := 16
	for size < expect {
		size *= 2
	}
	return &tally{keys: make([]uint64, size), n: make([]uint32, size)}
}

func (t *tally) add(h uint64) {
	if h == 0 {
		return
	}
	if 4*t.used >= 3*len(t.keys) {
		t.grow()
	}
	at := t.find(h)
	if t.keys[at] == 0 {
		t.keys[at] = h
		t.used++
	}
	t.n[at]++
}

func (t *tally) find(h uint64) int {
	mask := uint64(len(t.keys) - 1)
	at := mix(h) & mask
	for t.keys[at] != 0 && t.keys[at] != h {
		at = (at + 1) & mask
	}
	return int(at)
}

func (t *tally) of(h uint64) uint32 {
	if h == 0 {
		return 0
	}
	return t.n[t.find(h)]
}

func (t *tally) grow() {
	old := *t
	t.keys, t.n = make([]uint64, 2*len(old.keys)), make([]uint32, 2*len(old.n))
	for i, h := range old.keys {
		if h != 0 {
			at := t.find(h)
			t.keys[at], t.n[at] = h, old.n[i]
		}
	}
}
