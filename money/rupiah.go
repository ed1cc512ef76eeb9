package money

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// Rupiah is an amount of whole rupiah.
type Rupiah int64

// ErrOverflow says that a sum left the range of 64 bits.
var ErrOverflow = errors.New("money: amount out of range")

// Add returns a+b, or ErrOverflow.
func (a Rupiah) Add(b Rupiah) (Rupiah, error) {
	sum := a + b
	if (b > 0 && sum < a) || (b < 0 && sum > a) {
		return 0, ErrOverflow
	}
	return sum, nil
}

// Milli returns the amount in thousandths of a rupiah, or ErrOverflow.
func (a Rupiah) Milli() (Milli, error) {
	if a > math.MaxInt64/1000 || a < math.MinInt64/1000 {
		return 0, ErrOverflow
	}
	return Milli(a) * 1000, nil
}

// Milli is an exact amount in thousandths of a rupiah: wages, bases and minimum wages.
type Milli int64

// ParseMilli reads a plain decimal number with at most three decimals ("2327386.07"), the form in which amounts travel
// between programs. What people write ("Rp 1.500.000,-") is read by the roster's reader.
func ParseMilli(s string) (Milli, error) {
	whole, frac, dotted := strings.Cut(s, ".")
	if whole == "" || (dotted && (frac == "" || len(frac) > 3)) {
		return 0, fmt.Errorf("money: %q is not a number with at most three decimals", s)
	}
	negative := strings.HasPrefix(whole, "-")
	digits := strings.TrimPrefix(whole, "-")
	for _, r := range digits + frac {
		if r < '0' || r > '9' {
			return 0, fmt.Errorf("money: %q is not a number with at most three decimals", s)
		}
	}
	n, err := strconv.ParseInt(digits+(frac + "000")[:3], 10, 64)
	if err != nil {
		return 0, ErrOverflow
	}
	if negative {
		n = -n
	}
	return Milli(n), nil
}

// String writes the amount with a decimal point and no trailing zeros: "2327386.07".
func (m Milli) String() string {
	sign, u := "", uint64(m)
	if m < 0 {
		sign, u = "-", -uint64(m)
	}
	frac := strings.TrimRight(fmt.Sprintf("%03d", u%1000), "0")
	if frac != "" {
		frac = "." + frac
	}
	return sign + strconv.FormatUint(u/1000, 10) + frac
}

// HalfUp returns the amount in whole rupiah, half a rupiah rounded away from zero.
func (m Milli) HalfUp() Rupiah {
	if m < 0 {
		return -(-m).HalfUp()
	}
	return Rupiah((m + 500) / 1000)
}

// Rate is an exact rate in billionths: 0.24 % is 2,400,000.
type Rate int64

// One is the rate 1, which is 100 %.
const One Rate = 1_000_000_000

// ParseRate reads a decimal rate such as "0.0024", with at most nine decimals.
func ParseRate(s string) (Rate, error) {
	whole, frac, _ := strings.Cut(s, ".")
	if whole == "" || len(frac) > 9 {
		return 0, fmt.Errorf("money: %q is not a rate with at most nine decimals", s)
	}
	for _, r := range whole + frac {
		if r < '0' || r > '9' {
			return 0, fmt.Errorf("money: %q is not a rate with at most nine decimals", s)
		}
	}
	n, err := strconv.ParseInt(whole+(frac + "000000000")[:9], 10, 64)
	if err != nil {
		return 0, ErrOverflow
	}
	return Rate(n), nil
}

// String writes the rate as a decimal without trailing zeros: "0.0024".
func (r Rate) String() string {
	frac := strings.TrimRight(fmt.Sprintf("%09d", r%One), "0")
	if frac == "" {
		return strconv.FormatInt(int64(r/One), 10)
	}
	return strconv.FormatInt(int64(r/One), 10) + "." + frac
}

// Times returns the product of two rates; ok is false where it has no exact value in billionths.
func (r Rate) Times(f Rate) (product Rate, ok bool) {
	hi, lo := bits.Mul64(uint64(r), uint64(f))
	if hi >= uint64(One) {
		return 0, false
	}
	q, rem := bits.Div64(hi, lo, uint64(One))
	return Rate(q), rem == 0
}

// Share returns rate x amount in whole rupiah, rounded half-up once. Amount and rate must not be negative.
func (m Milli) Share(rate Rate) (Rupiah, error) {
	if m < 0 || rate < 0 {
		return 0, fmt.Errorf("money: share of a negative amount or rate")
	}
	const unit = 1000 * uint64(One)
	hi, lo := bits.Mul64(uint64(m), uint64(rate))
	lo, carry := bits.Add64(lo, unit/2, 0)
	hi += carry
	if hi >= unit {
		return 0, ErrOverflow
	}
	q, _ := bits.Div64(hi, lo, unit)
	if q > math.MaxInt64 {
		return 0, ErrOverflow
	}
	return Rupiah(q), nil
}
