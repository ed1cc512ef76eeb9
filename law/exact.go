package law

import (
	"math/big"

	"github.com/payung-id/payung/money"
)

// Exact arithmetic for what has more than one factor: nothing is rounded before the end.

func rat(a, b int64) *big.Rat { return big.NewRat(a, b) }

// halfUp rounds a non-negative exact amount of rupiah.
func halfUp(exact *big.Rat) (money.Rupiah, error) {
	x := new(big.Rat).Add(exact, rat(1, 2))
	whole := new(big.Int).Quo(x.Num(), x.Denom())
	if !whole.IsInt64() {
		return 0, money.ErrOverflow
	}
	return money.Rupiah(whole.Int64()), nil
}

// milliOf returns an exact amount in thousandths, rounded half-up; for showing a base, never for reckoning.
func milliOf(exact *big.Rat) money.Milli {
	x, err := halfUp(new(big.Rat).Mul(exact, rat(1000, 1)))
	if err != nil {
		return 0
	}
	return money.Milli(x)
}
