package law

import (
	"math/big"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
)

// JAKON is a question about a construction project: its contract value without VAT, or with VAT and the VAT percentage,
// or the workers' monthly wage. NewProject and Term matter only while PP 49/2020 was in force.
type JAKON struct {
	ContractValue money.Milli // without VAT
	InclusiveVAT  money.Milli // with VAT, instead of ContractValue
	VATPercent    money.Rate  // 0.11 for 11 percent, with InclusiveVAT
	Wage          money.Milli // of the month, instead of both
	Programmes    Programmes  // JKK, JKM or both (default)
	NewProject    bool
	Term          string // all (default), first, later
}

// JAKON computes and explains the contributions of a construction project. Slices are summed exactly and rounded once per
// programme. An unset contract value and wage is an error.
func (r *Rules) JAKON(q JAKON) (Bill, error) {
	both := ProgrammesOf(JKK, JKM)
	if q.Programmes == 0 {
		q.Programmes = both
	}
	if !both.Covers(q.Programmes) {
		return Bill{}, refuse("programmes", "Jasa konstruksi hanya JKK dan JKM; hapus %s.", q.Programmes.Without(both).String())
	}
	given := 0
	for _, m := range []money.Milli{q.ContractValue, q.InclusiveVAT, q.Wage} {
		if m < 0 {
			return Bill{}, refuse("contract_value", "Nilai kontrak atau upah tidak boleh negatif.")
		}
		if m > 0 {
			given++
		}
	}
	if given != 1 {
		return Bill{}, refuse("contract_value", "Isi salah satu: contract_value, contract_value_incl_vat dengan vat_percent, atau wage.")
	}
	if q.Wage > 0 {
		return r.jakonWage(q)
	}
	return r.jakonSlices(q)
}

func (r *Rules) jakonWage(q JAKON) (Bill, error) {
	if q.Wage > maxWage {
		return Bill{}, refuse("wage", "Upah %s terlalu besar untuk dihitung.", q.Wage.String())
	}
	var bill Bill
	for p, name := range [...]string{JKK: "jakon.wage.jkk.rate", JKM: "jakon.wage.jkm.rate"} {
		if !q.Programmes.Has(Programme(p)) {
			continue
		}
		v := r.law.value(name, r.month.First())
		if v == nil {
			return Bill{}, notInForce(r.month, name)
		}
		line := Line{Programme: Programme(p).String(), Payer: ByEmployer, Base: q.Wage, HasBase: true, HasRate: true, Cite: r.cite(v)}
		exact := new(big.Rat).Mul(rat(int64(q.Wage), 1000), rat(int64(v.Rate), int64(money.One)))
		factor, err := r.lowerJAKON(&line, Programme(p), q)
		if err != nil {
			return Bill{}, err
		}
		line.Rate, _ = v.Rate.Times(rateOf(factor))
		if line.Amount, err = halfUp(exact.Mul(exact, factor)); err != nil {
			return Bill{}, err
		}
		bill.Lines = append(bill.Lines, line)
	}
	return bill, nil
}

func (r *Rules) jakonSlices(q JAKON) (Bill, error) {
	value := rat(int64(q.ContractValue), 1000)
	if q.InclusiveVAT > 0 {
		value = new(big.Rat).Quo(rat(int64(q.InclusiveVAT), 1000), rat(int64(money.One+q.VATPercent), int64(money.One)))
	}
	t := r.law.table("jakon.slices", r.month.First())
	if t == nil {
		return Bill{}, notInForce(r.month, "jakon.slices")
	}
	var bill Bill
	for p := JKK; p <= JKM; p++ {
		if !q.Programmes.Has(p) {
			continue
		}
		exact, slices := sliceUp(t, p, value)
		bill.Slices = append(bill.Slices, slices...)
		line := Line{Programme: p.String(), Payer: ByEmployer, Base: milliOf(value), HasBase: true, Cite: r.tableCite(t)}
		if q.InclusiveVAT > 0 { // that the base is the value without VAT is less sure than the rates
			line.Cite = doubted(line.Cite, pack.Medium)
		}
		factor, err := r.lowerJAKON(&line, p, q)
		if err != nil {
			return Bill{}, err
		}
		if line.Amount, err = halfUp(exact.Mul(exact, factor)); err != nil {
			return Bill{}, err
		}
		bill.Lines = append(bill.Lines, line)
	}
	return bill, nil
}

// sliceUp returns the exact sum over the slices of a programme, and the slices that the value reaches.
func sliceUp(t *pack.Table, p Programme, value *big.Rat) (*big.Rat, []Slice) {
	sum := new(big.Rat)
	var out []Slice
	for i, row := range t.Rows {
		from := rat(int64(row[0].Amount), 1000)
		if value.Cmp(from) <= 0 {
			break
		}
		s := Slice{Programme: p, From: row[0].Amount, Rate: row[1+p].Rate}
		upper := value
		if i+1 < len(t.Rows) {
			s.To = t.Rows[i+1][0].Amount
			if to := rat(int64(s.To), 1000); to.Cmp(value) < 0 {
				upper = to
			}
		}
		width := new(big.Rat).Sub(upper, from)
		s.Base = milliOf(width)
		sum.Add(sum, width.Mul(width, rat(int64(s.Rate), int64(money.One))))
		out = append(out, s)
	}
	return sum, out
}

// lowerJAKON returns the factor that reliefs and the asked term leave: under PP 49/2020 a running project pays the
// factor, a new one its first half whole and the later half by the factor.
func (r *Rules) lowerJAKON(line *Line, p Programme, q JAKON) (*big.Rat, error) {
	factor := rat(1, 1)
	relieved := false
	for _, x := range r.law.reliefsOf("JAKON", r.month) {
		if !reliefNames(x, p) {
			continue
		}
		relieved = true
		line.Cite = r.lowered(line.Cite, x, pack.High)
		cut := rat(int64(x.Factor), int64(money.One))
		if !q.NewProject {
			factor.Mul(factor, cut)
			continue
		}
		half := rat(1, 2)
		first, later := new(big.Rat).Set(half), new(big.Rat).Mul(half, cut)
		switch q.Term {
		case "first":
			factor = first
		case "later":
			factor = later
		default:
			factor = first.Add(first, later)
		}
	}
	switch q.Term {
	case "", "all":
	case "first", "later":
		if !relieved || !q.NewProject {
			return nil, refuse("term", "term %s hanya berlaku untuk proyek baru (new_project) selama PP 49/2020, bulan 2020-08 sampai 2021-01.", q.Term)
		}
	default:
		return nil, refuse("term", "term %q tidak dikenal; pilih all, first atau later.", q.Term)
	}
	return factor, nil
}

func (r *Rules) tableCite(t *pack.Table) Cite {
	day := r.day
	if t.Basis == pack.ContributionMonth {
		day = r.month.First()
	}
	return Cite{t.Article, t.Source, t.Confidence, t.VerifiedThrough, t.VerifiedOn(day), t.Note}
}
