package linkage

import (
	"fmt"
)

// FreeText compares texts of several words, such as addresses, by the words they share; rare words count more.
type FreeText struct{}

// Levels implements [Comparator].
func (FreeText) Levels() []Level {
	return []Level{
		missing,
		{Name: "same", ID: "sama", EN: "the same words", M: 0.5, U: 0.001},
		{Name: "mostly", ID: "sebagian besar sama", EN: "mostly the same words", M: 0.25, U: 0.003},
		{Name: "partly", ID: "sebagian sama", EN: "partly the same words", M: 0.15, U: 0.02},
		{Name: "different", ID: "berbeda", EN: "different", M: 0.1, U: 0.97},
	}
}

// Bind implements [Comparator].
func (FreeText) Bind(left, right *List, f *Field) (Maker, error) {
	lc, rc := left.columnOf(f.Left), right.columnOf(f.Right)
	if lc.filled == 0 || rc.filled == 0 {
		return nil, nil
	}
	dict, err := commonDictionary(left.data, lc, rc, f)
	if err != nil {
		return nil, fmt.Errorf("free text: %w", err)
	}
	var rare rarity
	if given(left, right) {
		rare = remember(right, "rarity "+f.Right, func() rarity { return rarities(dict, &column{}, rc) })
	} else {
		rare = rarities(dict, lc, rc)
	}
	compare := func(l, r int) (uint8, float32) {
		a, b := lc.words[lc.at[l]:lc.at[l+1]], rc.words[rc.at[r]:rc.at[r+1]]
		if len(a) == 0 || len(b) == 0 {
			return 0, 0
		}
		return textLevel(a, b, rare), 0
	}
	return func() Compare { return compare }, nil
}

// rarity is the weight of each word: the rarer, the more.
type rarity []float32

func (r rarity) of(id uint32) float32 {
	if id &^= optional; int(id) < len(r) {
		return r[id]
	}
	return 14
}

func rarities(dict *dictionary, lc, rc *column) rarity {
	n := make([]uint32, len(dict.words))
	for _, side := range []*column{lc, rc} {
		for _, w := range side.words {
			n[w&^optional]++
		}
	}
	return rarityOf(n, lc.filled+rc.filled)
}

func textLevel(a, b []uint32, rare rarity) uint8 {
	var used uint
	both, all := float32(0), float32(0)
	for _, x := range a {
		all += rare.of(x)
		for j, y := range b {
			if x == y && used>>j&1 == 0 {
				used |= 1 << j
				both += rare.of(x)
				break
			}
		}
	}
	for j, y := range b {
		if used>>j&1 == 0 {
			all += rare.of(y)
		}
	}
	switch share := both / all; {
	case share >= 0.95:
		return 1
	case share >= 0.6:
		return 2
	case share >= 0.25:
		return 3
	}
	return 4
}
