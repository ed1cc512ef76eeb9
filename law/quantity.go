package law

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"

	"github.com/payung-id/payung/money"
)

// Quantity is an exact number of a trace: an amount in rupiah, a rate, or a count. The zero Quantity is none.
type Quantity struct {
	kind quantityKind
	n    int64
}

type quantityKind uint8

const (
	noQuantity quantityKind = iota
	amountQuantity
	rateQuantity
	countQuantity
)

// AmountOf returns an amount as a quantity.
func AmountOf(m money.Milli) Quantity { return Quantity{amountQuantity, int64(m)} }

// RateOf returns a rate as a quantity.
func RateOf(r money.Rate) Quantity { return Quantity{rateQuantity, int64(r)} }

// CountOf returns a whole number as a quantity.
func CountOf(n int) Quantity { return Quantity{countQuantity, int64(n)} }

// Amount returns the amount in rupiah; false where the quantity is none.
func (q Quantity) Amount() (money.Milli, bool) { return money.Milli(q.n), q.kind == amountQuantity }

// Rate returns the rate; false where the quantity is none.
func (q Quantity) Rate() (money.Rate, bool) { return money.Rate(q.n), q.kind == rateQuantity }

// Count returns the whole number; false where the quantity is none.
func (q Quantity) Count() (int, bool) { return int(q.n), q.kind == countQuantity }

// IsZero tells whether the quantity is none; an amount of nothing is one.
func (q Quantity) IsZero() bool { return q.kind == noQuantity }

// Rat returns the exact value in rupiah, parts of one, or units.
func (q Quantity) Rat() *big.Rat {
	switch q.kind {
	case amountQuantity:
		return rat(q.n, 1000)
	case rateQuantity:
		return rat(q.n, int64(money.One))
	case countQuantity:
		return rat(q.n, 1)
	}
	return new(big.Rat)
}

// String writes the value as a plain decimal.
func (q Quantity) String() string {
	switch q.kind {
	case amountQuantity:
		return money.Milli(q.n).String()
	case rateQuantity:
		return money.Rate(q.n).String()
	case countQuantity:
		return strconv.FormatInt(q.n, 10)
	}
	return ""
}

// quantityJSON is the form between programs: {"rupiah":"1500000"}, {"rate":"0.0024"}, {"count":25}.
type quantityJSON struct {
	Rupiah *string `json:"rupiah,omitempty"`
	Rate   *string `json:"rate,omitempty"`
	Count  *int64  `json:"count,omitempty"`
}

// MarshalJSON writes {"rupiah":"1500000"}, {"rate":"0.0024"} or {"count":25}.
func (q Quantity) MarshalJSON() ([]byte, error) {
	var out quantityJSON
	text := q.String()
	switch q.kind {
	case amountQuantity:
		out.Rupiah = &text
	case rateQuantity:
		out.Rate = &text
	case countQuantity:
		out.Count = &q.n
	case noQuantity:
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (q *Quantity) UnmarshalJSON(b []byte) error {
	var in quantityJSON
	if err := json.Unmarshal(b, &in); err != nil {
		return fmt.Errorf("read quantity: %w", err)
	}
	switch {
	case in.Rupiah != nil:
		m, err := money.ParseMilli(*in.Rupiah)
		if err != nil {
			return fmt.Errorf("read quantity: %w", err)
		}
		*q = AmountOf(m)
	case in.Rate != nil:
		r, err := money.ParseRate(*in.Rate)
		if err != nil {
			return fmt.Errorf("read quantity: %w", err)
		}
		*q = RateOf(r)
	case in.Count != nil:
		*q = Quantity{countQuantity, *in.Count}
	default:
		*q = Quantity{}
	}
	return nil
}
