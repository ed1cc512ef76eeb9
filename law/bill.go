package law

import (
	"slices"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
)

// Line is one explained amount: who bears it, on what base, at which rate, by which article.
type Line struct {
	Programme string // "JKK", "JKM", "JHT", "JP", or "PAKET" for migrant workers
	Part      string // of a package: "before" or "during_after"
	Payer     Payer
	Base      money.Milli // meaningful where HasBase
	Rate      money.Rate  // after relief; meaningful where HasRate
	HasBase   bool
	HasRate   bool
	Amount    money.Rupiah
	Deferred  money.Rupiah // part of Amount that may be paid later
	Trace     *Trace       // how Amount came about; nil in an untraced bill
	Cite
}

// Slice is one step of a contract value with what it adds, exact to a billionth of a rupiah.
type Slice struct {
	Programme Programme
	From, To  money.Milli // of the value, From exclusive; To 0: no end
	Base      money.Milli
	Rate      money.Rate
}

// Recomposition is what is set aside for job loss insurance out of contributions and by the state; it is no second bill.
type Recomposition struct {
	Government, FromJKK, FromJKM money.Rupiah
	Traces                       []*Trace // of the three parts, in this order; none in an untraced bill
}

// Total returns the sum of the three parts.
func (r Recomposition) Total() money.Rupiah { return r.Government + r.FromJKK + r.FromJKM }

// Bill is an explained contribution.
type Bill struct {
	Lines         []Line
	Assumed       []string // conditions of a relief that were not stated and count as met
	Recomposition *Recomposition
	Slices        []Slice
	room          Recomposition
	Untraced      bool // set before an …Into call: leave the traces out, for answering many questions
}

// reset empties a bill for the next question and keeps its room.
func (b *Bill) reset() {
	*b = Bill{Lines: b.Lines[:0], Slices: b.Slices[:0], Assumed: b.Assumed[:0], Untraced: b.Untraced}
}

// Total returns the sum of all lines.
func (b *Bill) Total() money.Rupiah {
	var sum money.Rupiah
	for i := range b.Lines {
		sum += b.Lines[i].Amount
	}
	return sum
}

// By returns what a payer bears; ok is false where the payer does not occur.
func (b *Bill) By(payer Payer) (sum money.Rupiah, ok bool) {
	for i := range b.Lines {
		if b.Lines[i].Payer == payer {
			sum, ok = sum+b.Lines[i].Amount, true
		}
	}
	return sum, ok
}

// Deferred returns what may be paid later.
func (b *Bill) Deferred() money.Rupiah {
	var sum money.Rupiah
	for i := range b.Lines {
		sum += b.Lines[i].Deferred
	}
	return sum
}

func (b *Bill) assume(condition string) {
	if !slices.Contains(b.Assumed, condition) {
		b.Assumed = append(b.Assumed, condition)
	}
}

// lowered returns the ground of an amount on which a relief works too; c is the ground of the amount, which rests on v.
func (r *Rules) lowered(v *pack.Value, c Cite, x *pack.Relief, sure pack.Confidence) Cite {
	joined, ok := r.lower[loweredBy{v, x, sure}]
	if !ok || c.Article != v.Article {
		return r.joined(c, x, sure)
	}
	joined.Confidence = pack.Weaker(joined.Confidence, c.Confidence)
	joined.Verified = joined.Verified && c.Verified
	joined.VerifiedThrough = min(joined.VerifiedThrough, c.VerifiedThrough)
	return joined
}

// joined puts two grounds together: both articles, the weaker confidence.
func (r *Rules) joined(c Cite, x *pack.Relief, sure pack.Confidence) Cite {
	c.Article += "; " + x.Article
	c.Source += "; " + x.Source
	c.Confidence = pack.Weaker(c.Confidence, pack.Weaker(x.Confidence, sure))
	c.Verified = c.Verified && c.Confidence == pack.High && x.VerifiedOn(r.month.First())
	c.VerifiedThrough = min(c.VerifiedThrough, x.VerifiedThrough)
	return c
}

// doubted returns a ground weakened by how sure an exclusion is.
func doubted(c Cite, sure pack.Confidence) Cite {
	c.Confidence = pack.Weaker(c.Confidence, sure)
	c.Verified = c.Verified && c.Confidence == pack.High
	return c
}

// resting returns a ground that rests on another one too: the weaker confidence and the earlier check, its own article.
func resting(c, on Cite) Cite {
	c.Confidence = pack.Weaker(c.Confidence, on.Confidence)
	c.Verified = c.Verified && on.Verified
	c.VerifiedThrough = min(c.VerifiedThrough, on.VerifiedThrough)
	return c
}

func contributionSubject(x *Line) string {
	subject := "contribution." + x.Programme + "." + x.Payer.String()
	if x.Part != "" {
		subject += "." + x.Part
	}
	return subject
}

// granted tells whether a kind of payer has a relief, and how sure that is.
func granted(x *pack.Relief, payer string) (bool, pack.Confidence) {
	if sure, no := x.Excluded[payer]; no {
		return false, sure
	}
	if x.Payers == nil {
		return true, pack.High
	}
	sure, yes := x.Payers[payer]
	if !yes {
		return false, pack.High
	}
	return true, sure
}
