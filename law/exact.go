package law

import (
	"math/big"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
)

// Exact arithmetic for what has more than one factor: nothing is rounded before the end.

func rat(a, b int64) *big.Rat { return big.NewRat(a, b) }

// rateOf returns an exact factor as a rate; factors here have at most nine decimals.
func rateOf(f *big.Rat) money.Rate {
	x := new(big.Rat).Mul(f, rat(int64(money.One), 1))
	return money.Rate(new(big.Int).Quo(x.Num(), x.Denom()).Int64())
}

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

// wageTimes returns rate x multiple x wage, rounded half-up once.
func wageTimes(wage money.Milli, multiple int, rate money.Rate) money.Rupiah {
	x := new(big.Rat).Mul(rat(int64(wage), 1000), rat(int64(rate), int64(money.One)))
	amount, err := halfUp(x.Mul(x, rat(int64(multiple), 1)))
	if err != nil { // wages are bounded, so the product is
		return 0
	}
	return amount
}

// steps adds up months of a wage, each month at the part that the table gives to it, rounded half-up once.
func steps(t *pack.Table, wage money.Milli, months int) money.Rupiah {
	sum := new(big.Rat)
	for i, row := range t.Rows {
		until := months
		if i+1 < len(t.Rows) {
			until = min(months, t.Rows[i+1][0].Count)
		}
		if n := until - row[0].Count; n > 0 {
			part := new(big.Rat).Mul(rat(int64(n), 1), rat(int64(row[1].Rate), int64(money.One)))
			sum.Add(sum, part.Mul(part, rat(int64(wage), 1000)))
		}
	}
	amount, err := halfUp(sum)
	if err != nil {
		return 0
	}
	return amount
}
