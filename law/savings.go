package law

import (
	"slices"

	"github.com/payung-id/payung/money"
)

// Savings is a question about taking out old-age savings (JHT); its day is that of the rules.
type Savings struct {
	Balance    money.Milli // contributions with their returns, as the insurer states it
	Reason     string      // retirement, resigned, dismissed, left_country, total_disability, death, partial_retirement, partial_home
	Membership int         // months; for the partial reasons
	Age        int         // years; for retirement
}

// SavingsAnswer is what may be taken out.
type SavingsAnswer struct {
	Amount     money.Rupiah
	WaitMonths int // before it may be claimed
	Trace      *Trace
	Cite
}

var savingsReasons = []string{"retirement", "resigned", "dismissed", "left_country", "total_disability", "death", "partial_retirement", "partial_home"}

// Savings returns what may be taken out of old-age savings: all of it, or once a part of it after ten years of membership.
func (r *Rules) Savings(q Savings) (SavingsAnswer, error) {
	if q.Balance < 0 || q.Balance > maxWage*1000 {
		return SavingsAnswer{}, refuse("balance", "Saldo %s di luar batas; isi rupiah, tidak negatif.", q.Balance.String())
	}
	if !slices.Contains(savingsReasons, q.Reason) {
		return SavingsAnswer{}, refuse("reason", "Alasan %q tidak dikenal; pilih salah satu dari %v.", q.Reason, savingsReasons)
	}
	switch q.Reason {
	case "partial_retirement":
		return r.partialSavings(q, "jht.partial.retirement")
	case "partial_home":
		return r.partialSavings(q, "jht.partial.home")
	}
	age := r.law.value("jht.claim.age", r.day)
	if age == nil {
		return SavingsAnswer{}, r.law.notInForce(r.month, "jht.claim.age")
	}
	a := SavingsAnswer{Cite: r.cite(age)}
	switch q.Reason {
	case "retirement":
		if q.Age < age.Count {
			return SavingsAnswer{}, refuse("age", "Usia %d belum cukup; JHT seluruhnya dibayar mulai usia %d.", q.Age, age.Count)
		}
	case "resigned", "dismissed":
		wait := r.law.value("jht.claim.wait_months", r.day)
		if wait == nil {
			return SavingsAnswer{}, r.law.notInForce(r.month, "jht.claim.wait_months")
		}
		a.WaitMonths, a.Cite = wait.Count, r.cite(wait)
	}
	return a, r.payOut(&a, "benefit.savings.insurer", stated("balance", q.Balance))
}

func (r *Rules) partialSavings(q Savings, name string) (SavingsAnswer, error) {
	least, part := r.law.value("jht.partial.months", r.day), r.law.value(name, r.day)
	if least == nil || part == nil {
		return SavingsAnswer{}, r.law.notInForce(r.month, name)
	}
	if q.Membership < least.Count {
		return SavingsAnswer{}, refuse("membership_months", "Masa kepesertaan %d bulan belum cukup; pengambilan sebagian JHT perlu %d bulan.", q.Membership, least.Count)
	}
	a := SavingsAnswer{Cite: resting(r.cite(part), r.cite(least))}
	return a, r.payOut(&a, "benefit.savings_partial.insurer", stated("balance", q.Balance), Step{Op: Times, Name: "part", By: RateOf(part.Rate)}.ground(part.Name, r.cite(part)))
}

func (r *Rules) payOut(a *SavingsAnswer, subject string, steps ...Step) error {
	t := (&Trace{Subject: subject, Steps: steps}).end(0, HalfUp, a.Cite)
	amount, err := t.Recompute()
	if err != nil {
		return refuse("balance", "Saldo terlalu besar untuk dihitung.")
	}
	t.Amount, a.Amount, a.Trace = amount, amount, t
	return nil
}
