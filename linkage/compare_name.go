package linkage

import (
	"fmt"
	"math"
	"math/bits"
)

// Name compares names token by token; each token is used at most once. How rare the agreeing tokens are is part of the
// evidence.
type Name struct{}

// The levels of Name, for [Given].
const (
	NameMissing uint8 = iota
	NameExact
	NameReordered
	NameSound
	NameSimilar
	NameInitials
	NameShort
	NameWithin
	NamePartly
	NameOne
	NameResembling
	NameWeak
	NameNone
)

// Levels implements [Comparator].
func (Name) Levels() []Level {
	return []Level{missing,
		{Name: "exact", ID: "sama", EN: "equal", M: 0.82, U: 1, Frequency: true},
		{Name: "reordered", ID: "kata yang sama, urutan lain atau disambung", EN: "the same words in another order or joined", M: 0.02, U: 0.5, Frequency: true},
		{Name: "sound", ID: "sama bunyi", EN: "of the same sound", M: 0.06, U: 1, Frequency: true},
		{Name: "similar", ID: "mirip, ada huruf yang berbeda", EN: "alike, some letters differ", M: 0.04, U: 1, Frequency: true},
		{Name: "initials", ID: "sama dengan singkatan", EN: "equal with initials", M: 0.02, U: 1, Frequency: true},
		{Name: "short", ID: "sama, ada kata yang tidak ditulis di satu sisi", EN: "equal, with words left out on one side", M: 0.02, U: 0.5, Frequency: true},
		{Name: "within", ID: "satu kata sama, kata lain tidak ditulis di satu sisi", EN: "one word equal, others left out on one side", M: 0.01, U: 0.5, Frequency: true},
		{Name: "partly", ID: "sebagian sama", EN: "partly equal", M: 0.003, U: 1, Frequency: true},
		{Name: "one", ID: "hanya satu kata yang sama", EN: "only one word equal", M: 0.003, U: 1, Frequency: true},
		{Name: "resembling", ID: "hanya mirip sebagian", EN: "only some words alike", M: 0.003, U: 0.01},
		{Name: "weak", ID: "hanya huruf awalnya yang cocok", EN: "only initial letters fit", M: 0.002, U: 0.05},
		{Name: "none", ID: "berbeda", EN: "different", M: 0.002, U: 0.9}}
}

// Bind implements [Comparator].
func (Name) Bind(left, right *List, f *Field) (Maker, error) {
	lc, rc := left.columnOf(f.Left), right.columnOf(f.Right)
	if lc.filled == 0 || rc.filled == 0 {
		return nil, nil
	}
	dict, err := commonDictionary(left.data, lc, rc, f)
	if err != nil {
		return nil, err
	}
	n := &nameTables{lat: lc.at, lw: lc.words, rat: rc.at, rw: rc.words, words: dict.words, marks: dict.marks}
	if left.probe {
		n.nameShares = remember(right, "name shares "+f.Right, func() *nameShares { return frequencies(dict, &column{}, rc) })
	} else {
		n.nameShares = frequencies(dict, lc, rc)
	}
	return func() Compare {
		c := &nameCompare{nameTables: n, seen: dict.cache(left.probe)}
		return c.compare
	}, nil
}

func commonDictionary(d *Data, lc, rc *column, f *Field) (*dictionary, error) {
	l, r := d.model.column(f.Left), d.model.column(f.Right)
	if lc.at == nil || rc.at == nil || d.model.Columns[l].Rules != d.model.Columns[r].Rules {
		return nil, fmt.Errorf("field %s: columns %s and %s must be words of the same rules", f.Name, f.Left, f.Right)
	}
	return d.dicts[d.model.Columns[l].Rules], nil
}

// nameTables are shared by the goroutines that compare one field.
type nameTables struct {
	lat, rat, lw, rw []uint32
	words            []word
	marks            []mark
	*nameShares
}

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
	for _, side := range []*column{lc, rc} {
		for i := 0; i+1 < len(side.at); i++ {
			t.add(hash(side.words[side.at[i]:side.at[i+1]]))
		}
	}
	out := make([]uint16, len(rc.at)-1)
	all := math.Log(float64(total))
	for i := range out {
		c := t.of(hash(rc.words[rc.at[i]:rc.at[i+1]]))
		out[i] = uint16(min((all-math.Log(float64(max(c, 1))))*1024, 65535))
	}
	return out
}

type nameCompare struct {
	*nameTables
	seen *pairCache
}

func plainTokens(w []uint32) ([]uint32, []uint32) {
	n := len(w)
	for n > 0 && w[n-1]&optional != 0 {
		n--
	}
	return w[:n], w[n:]
}

func (c *nameCompare) compare(l, r int) (uint8, float32) {
	a, moreA := plainTokens(c.lw[c.lat[l]:c.lat[l+1]])
	b, moreB := plainTokens(c.rw[c.rat[r]:c.rat[r+1]])
	if len(a) == 0 || len(b) == 0 {
		return NameMissing, 0
	}
	m := matching{a: a, b: b, restA: 1<<len(a) - 1, restB: 1<<len(b) - 1}
	ordered := c.equal(&m)
	if m.restA|m.restB == 0 {
		if ordered {
			return NameExact, -float32(c.exact[r]) / 1024
		}
		return NameReordered, -float32(c.exact[r]) / 1024
	}
	c.sounding(&m)
	if m.restA|m.restB == 0 {
		return NameSound, -float32(c.ear[r]) / 1024
	}
	if m.restA != 0 && m.restB != 0 {
		if c.joined(&m) {
			return NameReordered, m.frequency
		}
		c.resembling(&m)
	}
	m.restB &^= c.explained(moreA, m.b, m.restB)
	m.restA &^= c.explained(moreB, m.a, m.restA)
	return m.level(), m.frequency
}

// matching is how far two names have been laid side by side: rest holds a bit for each token without partner.
type matching struct {
	a, b                     []uint32
	restA, restB             uint
	equal, alike, cut, first int
	frequency                float32
}

func (m *matching) take(i, j int) {
	m.restA &^= 1 << i
	m.restB &^= 1 << j
}

// equal pairs equal tokens; it tells whether all pairs stand at the same place.
func (c *nameCompare) equal(m *matching) bool {
	ordered := true
	for i, x := range m.a {
		for j, y := range m.b {
			if x == y && m.restB>>j&1 == 1 {
				m.take(i, j)
				m.equal++
				m.frequency += c.token.of(x)
				ordered = ordered && i == j
				break
			}
		}
	}
	return ordered
}

func (c *nameCompare) sounding(m *matching) {
	for ra := m.restA; ra != 0; ra &= ra - 1 {
		i := bits.TrailingZeros(ra)
		x := &c.words[m.a[i]]
		if len(x.text) == 1 {
			continue
		}
		for rb := m.restB; rb != 0; rb &= rb - 1 {
			j := bits.TrailingZeros(rb)
			y := &c.words[m.b[j]]
			if x.sound == y.sound && len(y.text) > 1 {
				m.take(i, j)
				m.equal++
				m.frequency += c.sound.of(x.sound)
				break
			}
		}
	}
}

// joined tells whether the tokens without partner are the same letters (NUR HAYATI, NURHAYATI).
func (c *nameCompare) joined(m *matching) bool {
	if bits.OnesCount(m.restA) == 1 && bits.OnesCount(m.restB) == 1 {
		return false
	}
	if c.lettersOf(m.a, m.restA) != c.lettersOf(m.b, m.restB) {
		return false
	}
	var bufA, bufB [maxWords * maxLetters]byte
	x, y := c.text(bufA[:0], m.a, m.restA), c.text(bufB[:0], m.b, m.restB)
	if len(x) < 4 || string(x) != string(y) {
		return false
	}
	rare := float32(0)
	for _, side := range []struct {
		words []uint32
		rest  uint
	}{{m.a, m.restA}, {m.b, m.restB}} {
		sum := float32(0)
		for rest := side.rest; rest != 0; rest &= rest - 1 {
			sum += c.token.of(side.words[bits.TrailingZeros(rest)])
		}
		if rare == 0 || sum > rare {
			rare = sum
		}
	}
	m.frequency += rare
	return true
}

// lettersOf returns which letters tokens have and how many they are.
func (c *nameCompare) lettersOf(words []uint32, rest uint) (all mark) {
	for ; rest != 0; rest &= rest - 1 {
		k := c.marks[words[bits.TrailingZeros(rest)]]
		all.letters |= k.letters
		all.length += k.length
	}
	return all
}

func (c *nameCompare) text(into []byte, words []uint32, rest uint) []byte {
	for ; rest != 0; rest &= rest - 1 {
		into = append(into, c.words[words[bits.TrailingZeros(rest)]].text...)
	}
	return into
}

var initialShare = float32(-math.Log(12))

// resembling pairs what is left: first tokens that are alike, then cut ones, then initials.
func (c *nameCompare) resembling(m *matching) {
	for want := alike; want <= initial; want++ {
		for ra := m.restA; ra != 0; ra &= ra - 1 {
			i := bits.TrailingZeros(ra)
			for rb := m.restB; rb != 0; rb &= rb - 1 {
				j := bits.TrailingZeros(rb)
				if !mayBeLike(c.marks[m.a[i]], c.marks[m.b[j]]) || c.like(m.a[i], m.b[j]) != want {
					continue
				}
				m.take(i, j)
				switch want {
				case alike:
					m.alike++
					m.frequency += max(c.sound.of(c.words[m.a[i]].sound), c.sound.of(c.words[m.b[j]].sound))
				case cut:
					m.cut++
					m.frequency += max(c.sound.of(c.words[m.a[i]].sound), c.sound.of(c.words[m.b[j]].sound))
				default:
					m.first++
					m.frequency += initialShare
				}
				break
			}
		}
		if m.restA == 0 || m.restB == 0 {
			return
		}
	}
}

func (c *nameCompare) like(x, y uint32) uint8 {
	if v, ok := c.seen.get(x, y); ok {
		return v
	}
	a, b := &c.words[x], &c.words[y]
	v := likeness(a.text, b.text)
	if v == unlike && soundsAlike(a.key, b.key) {
		v = alike
	}
	c.seen.put(x, y, v)
	return v
}

// explained returns the tokens of the other side that an optional initial stands for.
func (c *nameCompare) explained(more, other []uint32, rest uint) (bitsTaken uint) {
	for _, o := range more {
		text := c.words[o&^optional].text
		for r := rest &^ bitsTaken; r != 0; r &= r - 1 {
			j := bits.TrailingZeros(r)
			if c.words[other[j]].text[0] == text[0] {
				bitsTaken |= 1 << j
				break
			}
		}
	}
	return bitsTaken
}

func (m *matching) level() uint8 {
	full := m.equal + m.alike + m.cut
	switch {
	case m.restA|m.restB == 0:
		switch {
		case m.first == 0 && m.alike+m.cut > 0:
			return NameSimilar
		case m.first == 0:
			return NameReordered
		case full > 0:
			return NameInitials
		}
		return NameWeak
	case m.restA == 0 || m.restB == 0:
		switch {
		case m.equal >= 2 || m.equal == 1 && m.alike > 0:
			return NameShort
		case m.equal == 1:
			return NameWithin
		case m.alike > 0:
			return NameResembling
		}
		return NameWeak
	case m.equal >= 2 || m.equal == 1 && m.alike > 0:
		return NamePartly
	case m.equal == 1:
		return NameOne
	case m.alike > 0:
		return NameResembling
	case full+m.first > 0:
		return NameWeak
	}
	return NameNone
}

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
