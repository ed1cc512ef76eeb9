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
	return []Level{
		missing,
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
		{Name: "none", ID: "berbeda", EN: "different", M: 0.002, U: 0.9},
	}
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
	if given(left, right) {
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
	inB, inA := c.explained(moreA, m.b, m.restB), c.explained(moreB, m.a, m.restA)
	m.restB, m.restA, m.first = m.restB&^inB, m.restA&^inA, m.first+bits.OnesCount(inA|inB)
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
