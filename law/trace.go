package law

import (
	"fmt"
	"math/big"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
)

// Trace says how one amount came about: from what the asker stated, step by step, each with its article, to whole rupiah.
// It holds everything that the amount rests on: [Trace.Recompute] needs no pack, and a trace that was stored as JSON years
// ago still gives its amount and its sentence.
type Trace struct {
	Subject string       `json:"subject"` // what the amount is: "contribution.JKK.employer", "benefit.funeral.insurer", "penalty"
	Steps   []Step       `json:"steps"`
	Amount  money.Rupiah `json:"amount"`
	Because string       `json:"because,omitempty"` // why the employer bears what the insurer else would

	Confidence pack.Confidence `json:"confidence"` // of the whole: the weakest ground
	Verified   bool            `json:"verified"`
}

// Op is what a step does with the value before it.
type Op string

// The operations. A trace begins with Start or Sum, and ends in whole rupiah.
const (
	Start   Op = "start"    // the value is By
	Times   Op = "times"    // x By
	Over    Op = "over"     // ÷ By
	Plus    Op = "plus"     // + By
	Minus   Op = "minus"    // - By
	AtMost  Op = "at_most"  // not more than By: a ceiling
	AtLeast Op = "at_least" // not less than By: a floor
	Bracket Op = "bracket"  // the value lies in [From, To) of a table, and counts as By from here on
	Slices  Op = "slices"   // sum over Terms of the part of the value between From and To, x By
	Parts   Op = "parts"    // x the sum over Terms of Count x By: months at different parts of a wage
	Sum     Op = "sum"      // + the sum over Terms of Count x By x Factors
	Round   Op = "round"    // to whole rupiah, by the mode that Name names
	Decimal Op = "decimal"  // half-up to thousandths of a rupiah, for a mean that has no end
)

// Step is one operation of a trace with its ground.
type Step struct {
	Op        Op          `json:"op"`
	Name      string      `json:"name"`                // what By is: "wage", "ceiling", "rate", "relief", …
	Parameter string      `json:"parameter,omitempty"` // of the packs, where By stands in one
	By        Quantity    `json:"by,omitzero"`
	From      money.Milli `json:"from,omitempty"`
	To        money.Milli `json:"to,omitempty"` // 0: no end
	Terms     []Term      `json:"terms,omitempty"`

	Article    string          `json:"article,omitempty"`
	Confidence pack.Confidence `json:"confidence,omitempty"` // "" for what the asker stated
	Verified   bool            `json:"verified,omitempty"`
}

// Term is a part of a sum.
type Term struct {
	Name    string      `json:"name,omitempty"`
	Count   int64       `json:"count,omitempty"`
	By      Quantity    `json:"by"`
	Factors []Quantity  `json:"factors,omitempty"`
	From    money.Milli `json:"from,omitempty"`
	To      money.Milli `json:"to,omitempty"`
}

// Recompute works the steps out again, exactly, and returns the amount they give. A trace whose steps cannot be worked out
// (a division by nothing, a bracket that its value is not in, an end that is no whole rupiah) is an error.
func (t *Trace) Recompute() (money.Rupiah, error) {
	x := new(big.Rat)
	for i := range t.Steps {
		if err := t.Steps[i].apply(x); err != nil {
			return 0, fmt.Errorf("recompute %s, step %d: %w", t.Subject, i+1, err)
		}
	}
	if !x.IsInt() || !x.Num().IsInt64() {
		return 0, fmt.Errorf("recompute %s: %s is no whole amount of rupiah", t.Subject, x.RatString())
	}
	return money.Rupiah(x.Num().Int64()), nil
}

// apply does one step on a value, in place.
func (s *Step) apply(x *big.Rat) error {
	by := s.By.Rat()
	switch s.Op {
	case Start:
		x.Set(by)
	case Times:
		x.Mul(x, by)
	case Over:
		if by.Sign() == 0 {
			return fmt.Errorf("division by nothing")
		}
		x.Quo(x, by)
	case Plus:
		x.Add(x, by)
	case Minus:
		x.Sub(x, by)
	case AtMost:
		if x.Cmp(by) > 0 {
			x.Set(by)
		}
	case AtLeast:
		if x.Cmp(by) < 0 {
			x.Set(by)
		}
	case Bracket:
		if x.Cmp(milliRat(s.From)) < 0 || (s.To != 0 && x.Cmp(milliRat(s.To)) >= 0) {
			return fmt.Errorf("%s is outside the bracket from %s to %s", x.RatString(), s.From, s.To)
		}
		x.Set(by)
	case Slices:
		x.Set(sliced(x, s.Terms))
	case Parts:
		x.Mul(x, summed(s.Terms))
	case Sum:
		x.Add(x, summed(s.Terms))
	case Round:
		return Rounding(s.Name).apply(x)
	case Decimal:
		thousand := rat(1000, 1)
		if err := HalfUp.apply(x.Mul(x, thousand)); err != nil {
			return err
		}
		x.Quo(x, thousand)
	default:
		return fmt.Errorf("unknown operation %q", string(s.Op))
	}
	return nil
}

func sliced(x *big.Rat, terms []Term) *big.Rat {
	sum := new(big.Rat)
	for i := range terms {
		top := x
		if end := milliRat(terms[i].To); terms[i].To != 0 && end.Cmp(x) < 0 {
			top = end
		}
		if width := new(big.Rat).Sub(top, milliRat(terms[i].From)); width.Sign() > 0 {
			sum.Add(sum, width.Mul(width, terms[i].By.Rat()))
		}
	}
	return sum
}

func summed(terms []Term) *big.Rat {
	sum := new(big.Rat)
	for i := range terms {
		part := new(big.Rat).Mul(rat(terms[i].Count, 1), terms[i].By.Rat())
		for _, f := range terms[i].Factors {
			part.Mul(part, f.Rat())
		}
		sum.Add(sum, part)
	}
	return sum
}

func milliRat(m money.Milli) *big.Rat { return rat(int64(m), 1000) }

// end closes a trace with its rounding and its ground.
func (t *Trace) end(amount money.Rupiah, how Rounding, c Cite) *Trace {
	t.Steps = append(t.Steps, Step{Op: Round, Name: string(how), Parameter: roundingParameter})
	t.Amount, t.Confidence, t.Verified = amount, c.Confidence, c.Verified
	return t
}

// ground copies what a step rests on.
func (s Step) ground(parameter string, c Cite) Step {
	s.Parameter, s.Article, s.Confidence, s.Verified = parameter, c.Article, c.Confidence, c.Verified
	return s
}

func stated(name string, m money.Milli) Step { return Step{Op: Start, Name: name, By: AmountOf(m)} }
