package linkage

import (
	"fmt"
	"math"
	"math/bits"
)

// Identifier compares numbers that name a record: equal, one digit wrong or two neighbours exchanged, the same beginning,
// different.
type Identifier struct {
	// Shared: how many digits at the beginning make a level of their own; 0: none.
	Shared int
}

// Levels implements [Comparator].
func (d Identifier) Levels() []Level {
	levels := []Level{
		missing,
		{Name: "exact", ID: "sama", EN: "equal", M: 0.9, U: 0.01, Frequency: true, Complete: true},
		{Name: "typo", ID: "sama kecuali satu angka atau dua angka yang tertukar", EN: "one digit apart or two exchanged", M: 0.05, U: 1e-6},
	}
	if d.Shared > 0 {
		levels = append(levels, Level{Name: "beginning", ID: fmt.Sprintf("%d angka pertama sama", d.Shared), EN: fmt.Sprintf("the first %d digits equal", d.Shared), M: 0.01, U: 0.001})
	}
	return append(levels, Level{Name: "different", ID: "berbeda", EN: "different", M: 0.04, U: 0.99})
}

// Bind implements [Comparator].
func (d Identifier) Bind(left, right *List, f *Field) (Maker, error) {
	a, b, err := bindDigits(left, right, f)
	if a == nil || err != nil {
		return nil, err
	}
	rare := float32(-math.Log(float64(max(right.Population(), 1))))
	last := uint8(3)
	if d.Shared > 0 {
		last = 4
	}
	compare := func(l, r int) (uint8, float32) {
		x, y := a[l], b[r]
		switch {
		case x == 0 || y == 0:
			return 0, 0
		case x == y:
			return 1, rare
		}
		apart := WrongDigits(x, y)
		if apart == 1 || apart == 2 && Transposed(x, y) {
			return 2, 0
		}
		if d.Shared > 0 && digitCount(x) == digitCount(y) && digitCount(x) > d.Shared {
			if shift := 4 * (digitCount(x) - d.Shared); x>>shift == y>>shift {
				return 3, 0
			}
		}
		return last, 0
	}
	return func() Compare { return compare }, nil
}

// Quick implements [Quicker]: at most one digit off, or exchanged neighbours.
func (d Identifier) Quick(left, right *List, f *Field) Sieve {
	return QuickDigits(left, right, f)
}

// QuickDigits returns the fast test of identifiers: at most two digits apart.
func QuickDigits(left, right *List, f *Field) Sieve {
	a, b := left.columnOf(f.Left).digits, right.columnOf(f.Right).digits
	if a == nil || b == nil {
		return nil
	}
	return func(l int, block *Block, hits []uint64) {
		x := a[l]
		if x == 0 {
			return
		}
		if block.Rows != nil {
			for i, r := range block.Rows {
				if y := b[r]; WrongDigits(x, y) <= 2 && y != 0 {
					hits[i>>6] |= 1 << (i & 63)
				}
			}
			return
		}
		for i, y := range b[block.First : int(block.First)+block.N] {
			if WrongDigits(x, y) <= 2 && y != 0 {
				hits[i>>6] |= 1 << (i & 63)
			}
		}
	}
}

func bindDigits(left, right *List, f *Field) (a, b []uint64, err error) {
	lc, rc := left.columnOf(f.Left), right.columnOf(f.Right)
	if lc.filled == 0 || rc.filled == 0 {
		return nil, nil, nil
	}
	if lc.digits == nil || rc.digits == nil {
		return nil, nil, fmt.Errorf("field %s: columns %s and %s must be digits", f.Name, f.Left, f.Right)
	}
	return lc.digits, rc.digits, nil
}

// WrongDigits counts the places in which two packed numbers differ.
func WrongDigits(a, b uint64) int {
	x := a ^ b
	x |= x >> 2
	x |= x >> 1
	return bits.OnesCount64(x & 0x1111111111111111)
}

// WrongPlace returns the place of the last differing digit, 0 for the last digit of the number, and the number of places
// from there to the first differing one.
func WrongPlace(a, b uint64) (last, span int) {
	x := a ^ b
	last = bits.TrailingZeros64(x) / 4
	return last, (63-bits.LeadingZeros64(x))/4 - last
}

// Transposed tells whether two packed numbers differ by two neighbouring digits exchanged.
func Transposed(a, b uint64) bool {
	last, span := WrongPlace(a, b)
	if span != 1 {
		return false
	}
	x, y := a>>(4*last)&255, b>>(4*last)&255
	return x>>4 == y&15 && y>>4 == x&15
}

func digitCount(x uint64) int { return (bits.Len64(x) + 3) / 4 }
