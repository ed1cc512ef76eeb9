package law

import (
	"math/big"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// JAKON is a question about a construction project: its contract value without VAT, or with VAT and the VAT percentage,
// or the workers' monthly wage. NewProject and Term matter only while PP 49/2020 was in force.
type JAKON struct {
	ContractValue money.Milli // without VAT
	InclusiveVAT  money.Milli // with VAT, instead of ContractValue
	VATPercent    money.Rate  // 0.11 for 11 percent, with InclusiveVAT
	Wage          money.Milli // of the month, instead of both
	Before        money.Milli // without VAT: the contract value before an addendum; the bill is what the addendum adds
	Programmes    Programmes  // JKK, JKM or both (default)
	NewProject    bool
	Term          string // all (default), first, later
}

// jakonRules are the rates of a month, resolved once.
type jakonRules struct {
	wage    [2]*pack.Value // JKK, JKM
	slices  *pack.Table
	terms   *pack.Table
	reliefs []*pack.Relief
}

var jakonWageRates = [2]string{JKK: "jakon.wage.jkk.rate", JKM: "jakon.wage.jkm.rate"}

func newJAKONRules(l *Law, month period.Month) jakonRules {
	day := month.First()
	r := jakonRules{slices: l.table("jakon.slices", day), terms: l.table("jakon.terms", day), reliefs: l.reliefsOf("JAKON", month)}
	for p, name := range jakonWageRates {
		r.wage[p] = l.value(name, day)
	}
	return r
}

// JAKON computes and explains the contributions of a construction project. Slices are summed exactly and rounded once per
// programme. An unset contract value and wage is an error.
func (r *Rules) JAKON(q JAKON) (Bill, error) {
	var bill Bill
	err := r.JAKONInto(&bill, q)
	return bill, err
}

// JAKONInto is JAKON into a bill whose room is used again. On an error the bill holds nothing of use.
func (r *Rules) JAKONInto(bill *Bill, q JAKON) error {
	bill.reset()
	if err := settleJAKON(&q); err != nil {
		return err
	}
	for p := JKK; p <= JKM; p++ {
		if !q.Programmes.Has(p) {
			continue
		}
		var err error
		if q.Wage > 0 {
			err = r.addJAKONWage(bill, &q, p)
		} else {
			err = r.addSlices(bill, &q, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func settleJAKON(q *JAKON) error {
	both := ProgrammesOf(JKK, JKM)
	if q.Programmes == 0 {
		q.Programmes = both
	}
	if !both.Covers(q.Programmes) {
		return refuse("programmes", "Jasa konstruksi hanya JKK dan JKM; hapus %s.", q.Programmes.Without(both).String())
	}
	given := 0
	for _, m := range [...]money.Milli{q.ContractValue, q.InclusiveVAT, q.Wage} {
		if m < 0 {
			return refuse("contract_value", "Nilai kontrak atau upah tidak boleh negatif.")
		}
		if m > 0 {
			given++
		}
	}
	switch {
	case given != 1:
		return refuse("contract_value", "Isi salah satu: contract_value, contract_value_incl_vat dengan vat_percent, atau wage.")
	case q.Wage > maxWage:
		return refuse("wage", "Upah %s terlalu besar untuk dihitung.", q.Wage.String())
	case max(q.ContractValue, q.InclusiveVAT) > maxContract:
		return refuse("contract_value", "Nilai kontrak %s terlalu besar untuk dihitung.", max(q.ContractValue, q.InclusiveVAT).String())
	case q.VATPercent < 0 || q.VATPercent > money.One:
		return refuse("vat_percent", "vat_percent di luar batas; isi persen PPN, 0 sampai 100.")
	case q.Before < 0 || (q.Before > 0 && q.Wage > 0):
		return refuse("value_before", "value_before adalah nilai kontrak sebelum adendum tanpa PPN; isi bersama nilai kontrak baru, tidak negatif.")
	case q.Before > maxContract:
		return refuse("value_before", "Nilai kontrak %s terlalu besar untuk dihitung.", q.Before.String())
	}
	return nil
}

// maxContract keeps the exact sum over the slices inside 128 bits and its result inside 64: Rp 1,000,000,000,000,000.
const maxContract money.Milli = 1_000_000_000_000_000_000

func (r *Rules) addJAKONWage(bill *Bill, q *JAKON, p Programme) error {
	v := r.jakon.wage[p]
	if v == nil {
		return r.law.notInForce(r.month, jakonWageRates[p])
	}
	bill.Lines = append(bill.Lines, Line{Programme: p.String(), Payer: ByEmployer, Base: q.Wage, Rate: v.Rate, HasBase: true, HasRate: true, Cite: r.cite(v)})
	line := &bill.Lines[len(bill.Lines)-1]
	lowering, err := r.lowerJAKON(line, p, q)
	if err != nil {
		return err
	}
	if lowering == nil && r.pu.rounding == HalfUp && bill.Untraced {
		line.Amount, err = q.Wage.Share(v.Rate)
		return err
	}
	steps := []Step{stated("wage", q.Wage), Step{Op: Times, Name: "rate", By: RateOf(v.Rate)}.ground(v.Name, r.cite(v))}
	for _, s := range lowering {
		f, _ := s.By.Rate()
		line.Rate, _ = line.Rate.Times(f)
	}
	return r.work(line, append(steps, lowering...), bill.Untraced)
}

// work lets the steps give the line its amount.
func (r *Rules) work(line *Line, steps []Step, untraced bool) error {
	x := new(big.Rat)
	for i := range steps {
		if err := steps[i].apply(x); err != nil {
			return err
		}
	}
	amount, err := r.pu.rounding.whole(x)
	if err != nil {
		return err
	}
	if line.Amount = amount; !untraced {
		t := &Trace{Subject: contributionSubject(line), Steps: steps}
		line.Trace = t.end(amount, r.pu.rounding, line.Cite)
	}
	return nil
}

func (r *Rules) addSlices(bill *Bill, q *JAKON, p Programme) error {
	t := r.jakon.slices
	if t == nil {
		return r.law.notInForce(r.month, "jakon.slices")
	}
	value := q.ContractValue
	bill.Lines = append(bill.Lines, Line{Programme: p.String(), Payer: ByEmployer, HasBase: true, Cite: r.tableCite(t)})
	line := &bill.Lines[len(bill.Lines)-1]
	if q.InclusiveVAT > 0 { // that the base is the value without VAT is less sure than the rates
		value = withoutVAT(q.InclusiveVAT, q.VATPercent)
		line.Cite = doubted(line.Cite, pack.Medium)
	}
	if q.Before > 0 { // and so is what an addendum costs
		line.Cite = doubted(line.Cite, pack.Medium)
	}
	line.Base = value
	lowering, err := r.lowerJAKON(line, p, q)
	if err != nil {
		return err
	}
	bill.Slices = slice(bill.Slices, t, p, value)
	if lowering == nil && q.Before == 0 && bill.Untraced && r.pu.rounding == HalfUp {
		divisor := money.One
		if q.InclusiveVAT > 0 {
			divisor += q.VATPercent
		}
		line.Amount = sliceSum(t, p, max(q.ContractValue, q.InclusiveVAT), divisor)
		return nil
	}
	steps := []Step{stated("contract_value", q.ContractValue)}
	if q.InclusiveVAT > 0 {
		steps = []Step{stated("contract_value_incl_vat", q.InclusiveVAT), {Op: Over, Name: "vat", By: RateOf(money.One + q.VATPercent), Confidence: pack.Medium}}
	}
	steps = append(steps, Step{Op: Slices, Name: "slices", Terms: sliceTerms(t, p)}.ground(t.Name, r.tableCite(t)))
	steps = append(steps, lowering...)
	if q.Before == 0 {
		return r.work(line, steps, bill.Untraced)
	}
	return r.workAddendum(bill, line, q, p, steps)
}

// withoutVAT returns a value in thousandths, rounded half-up; for showing, the sum over the slices goes by the exact one.
func withoutVAT(value money.Milli, vat money.Rate) money.Milli {
	n, d := wideMul(uint64(value), uint64(money.One)), uint64(money.One+vat)
	return money.Milli(n.add(n).add(wide{0, d}).over(2 * d).lo)
}

// workAddendum takes off what the value before the addendum costs; a smaller contract is not paid back, since no rule says so.
func (r *Rules) workAddendum(bill *Bill, line *Line, q *JAKON, p Programme, steps []Step) error {
	old := Bill{Untraced: true}
	before := *q
	before.ContractValue, before.InclusiveVAT, before.Before = q.Before, 0, 0
	if err := r.addSlices(&old, &before, p); err != nil {
		return err
	}
	if err := r.work(line, steps, bill.Untraced); err != nil {
		return err
	}
	paid := old.Lines[0].Amount
	line.Amount = max(line.Amount-paid, 0)
	if line.Trace != nil {
		milli, err := paid.Milli()
		if err != nil {
			return err
		}
		line.Trace.Steps = append(line.Trace.Steps,
			Step{Op: Minus, Name: "before_addendum", By: AmountOf(milli), Confidence: pack.Medium},
			Step{Op: AtLeast, Name: "no_refund", By: AmountOf(0)})
		line.Trace.Amount = line.Amount
	}
	return nil
}

// sliceTerms writes the slices of a programme as terms of a trace.
func sliceTerms(t *pack.Table, p Programme) []Term {
	terms := make([]Term, len(t.Rows))
	for i, row := range t.Rows {
		terms[i] = Term{From: row[0].Amount, By: RateOf(row[1+p].Rate)}
		if i+1 < len(t.Rows) {
			terms[i].To = t.Rows[i+1][0].Amount
		}
	}
	return terms
}

// slice appends the slices that a value reaches.
func slice(out []Slice, t *pack.Table, p Programme, value money.Milli) []Slice {
	for i, row := range t.Rows {
		if value <= row[0].Amount {
			break
		}
		s := Slice{Programme: p, From: row[0].Amount, Rate: row[1+p].Rate, Base: value - row[0].Amount}
		if i+1 < len(t.Rows) {
			s.To = t.Rows[i+1][0].Amount
			s.Base = min(s.Base, s.To-s.From)
		}
		out = append(out, s)
	}
	return out
}

// lowerJAKON returns the steps that reliefs and the asked term add: under PP 49/2020 a running project pays the factor, a
// new one its first half whole and the later half by the factor.
func (r *Rules) lowerJAKON(line *Line, p Programme, q *JAKON) ([]Step, error) {
	var steps []Step
	for _, x := range r.jakon.reliefs {
		if !reliefNames(x, p) {
			continue
		}
		line.Cite = r.joined(line.Cite, x, pack.High)
		cut := r.reliefStep(x, Private.String())
		half := Step{Op: Times, Name: "half", By: RateOf(money.One / 2), Article: x.Article, Confidence: x.Confidence}
		switch {
		case !q.NewProject:
			steps = []Step{cut}
		case q.Term == "first":
			steps = []Step{half}
		case q.Term == "later":
			steps = []Step{half, cut}
		default: // half whole, half lowered
			cut.Name, cut.By = "relief_new_project", RateOf((money.One+x.Factor)/2)
			steps = []Step{cut}
		}
	}
	switch q.Term {
	case "", "all":
	case "first", "later":
		if steps == nil || !q.NewProject {
			return nil, refuse("term", "term %s hanya berlaku untuk proyek baru (new_project) selama PP 49/2020, bulan 2020-08 sampai 2021-01.", q.Term)
		}
	default:
		return nil, refuse("term", "term %q tidak dikenal; pilih all, first atau later.", q.Term)
	}
	return steps, nil
}

func (r *Rules) tableCite(t *pack.Table) Cite {
	day := r.day
	if t.Basis == pack.ContributionMonth {
		day = r.month.First()
	}
	return Cite{t.Article, t.Source, t.Confidence, t.VerifiedThrough, t.VerifiedOn(day), t.Note}
}
