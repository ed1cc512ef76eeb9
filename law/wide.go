package law

import (
	"math/bits"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
)

// wide is a non-negative whole number of 128 bits: sums over the slices of a contract value stay exact without a heap.
type wide struct{ hi, lo uint64 }

func wideMul(a, b uint64) wide { hi, lo := bits.Mul64(a, b); return wide{hi, lo} }

func (a wide) add(b wide) wide {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	return wide{a.hi + b.hi + carry, lo}
}

func (a wide) sub(b wide) wide {
	lo, borrow := bits.Sub64(a.lo, b.lo, 0)
	return wide{a.hi - b.hi - borrow, lo}
}

func (a wide) less(b wide) bool { return a.hi < b.hi || (a.hi == b.hi && a.lo < b.lo) }

// times multiplies; the product must fit.
func (a wide) times(b uint64) wide {
	p := wideMul(a.lo, b)
	p.hi += a.hi * b
	return p
}

// over divides, rounding down.
func (a wide) over(b uint64) wide {
	hi, rest := a.hi/b, a.hi%b
	lo, _ := bits.Div64(rest, a.lo, b)
	return wide{hi, lo}
}

// sliceSum sums the slices of value ÷ divisor exactly and rounds half-up once; the divisor is 1 + VAT in billionths, or One.
// Bounds: a value of 10^18 thousandths, a divisor of 2 x 10^9 and rates of at most 10^9 keep every number under 2^127.
func sliceSum(t *pack.Table, p Programme, value money.Milli, divisor money.Rate) money.Rupiah {
	d := uint64(divisor)
	n := wideMul(uint64(value), uint64(money.One)) // value ÷ divisor is n ÷ d
	var sum wide                                   // x 10^12 x d
	for i, row := range t.Rows {
		from := wideMul(uint64(row[0].Amount), d)
		if !from.less(n) {
			break
		}
		top := n
		if i+1 < len(t.Rows) {
			if to := wideMul(uint64(t.Rows[i+1][0].Amount), d); to.less(n) {
				top = to
			}
		}
		sum = sum.add(top.sub(from).times(uint64(row[1+p].Rate)))
	}
	const unit = 1000 * uint64(money.One)
	whole := sum.add(sum).add(wideMul(d, unit)).over(2 * d).over(unit)
	return money.Rupiah(whole.lo)
}
