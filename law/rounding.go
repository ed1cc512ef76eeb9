package law

import (
	"fmt"
	"math/big"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Rounding names how an exact amount becomes whole rupiah. No regulation spells it out; the packs say which one holds from
// when, and a pack on top may say otherwise.
type Rounding string

// The modes: half a rupiah away from zero, always down, always up.
const (
	HalfUp Rounding = "half_up"
	Down   Rounding = "down"
	Up     Rounding = "up"
)

const roundingParameter = "rounding.contribution"

// apply rounds in place.
func (m Rounding) apply(x *big.Rat) error {
	switch m {
	case HalfUp:
		half := rat(1, 2)
		if x.Sign() < 0 {
			x.Sub(x, half)
		} else {
			x.Add(x, half)
		}
		x.SetInt(new(big.Int).Quo(x.Num(), x.Denom()))
	case Down:
		x.SetInt(new(big.Int).Div(x.Num(), x.Denom()))
	case Up:
		down := new(big.Int).Div(x.Num(), x.Denom())
		if !x.IsInt() {
			down.Add(down, big.NewInt(1))
		}
		x.SetInt(down)
	default:
		return fmt.Errorf("unknown rounding %q", string(m))
	}
	return nil
}

// whole rounds an exact amount to rupiah.
func (m Rounding) whole(exact *big.Rat) (money.Rupiah, error) {
	x := new(big.Rat).Set(exact)
	if err := m.apply(x); err != nil {
		return 0, err
	}
	if !x.Num().IsInt64() {
		return 0, money.ErrOverflow
	}
	return money.Rupiah(x.Num().Int64()), nil
}

// share is base x rate in whole rupiah, without leaving 64 bits for the usual mode.
func (m Rounding) share(base money.Milli, rate money.Rate) (money.Rupiah, error) {
	if m == HalfUp {
		return base.Share(rate)
	}
	return m.whole(new(big.Rat).Mul(rat(int64(base), 1000), rat(int64(rate), int64(money.One))))
}

// rounding returns the mode of a contribution month.
func (l *Law) rounding(month period.Month) Rounding {
	if v := l.value(roundingParameter, month.First()); v != nil {
		return Rounding(v.Text)
	}
	return HalfUp
}
