package law

import (
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// PMI is a question about a migrant worker's packages: the length of the contract and the route abroad.
type PMI struct {
	Months int
	Route  string // agency (both parts, borne by the employer) or individual (the second part only, by the worker)
}

// pmiRules are the packages of a month, resolved once.
type pmiRules struct {
	before, extra *pack.Value
	packages      *pack.Table
}

func newPMIRules(l *Law, month period.Month) pmiRules {
	day := month.First()
	return pmiRules{l.value("pmi.before", day), l.value("pmi.extra_month", day), l.table("pmi.package", day)}
}

// PMI computes and explains the packages of a migrant worker: one line a part, "before" and "during_after". A length
// between two packages takes the cheaper of the smaller one with extra months and the next larger one.
func (r *Rules) PMI(q PMI) (Bill, error) {
	var bill Bill
	err := r.PMIInto(&bill, q)
	return bill, err
}

// PMIInto is PMI into a bill whose room is used again. On an error the bill holds nothing of use.
func (r *Rules) PMIInto(bill *Bill, q PMI) error {
	bill.reset()
	if q.Months < 1 || q.Months > 240 {
		return refuse("months", "Lama kontrak %d bulan di luar batas; isi 1 sampai 240.", q.Months)
	}
	payer := ByEmployer
	switch q.Route {
	case "agency":
	case "individual":
		payer = ByWorker
	default:
		return refuse("route", "Jalur %q tidak dikenal; pilih agency atau individual.", q.Route)
	}
	if r.pmi.packages == nil {
		return r.law.notInForce(r.month, "pmi.package")
	}
	if q.Route == "agency" {
		v := r.pmi.before
		if v == nil {
			return r.law.notInForce(r.month, "pmi.before")
		}
		line := Line{Programme: "PAKET", Part: "before", Payer: payer, Amount: v.Amount.HalfUp(), Cite: r.cite(v)}
		if !bill.Untraced {
			t := &Trace{Subject: contributionSubject(&line), Steps: []Step{stated("package", v.Amount).ground(v.Name, r.cite(v))}}
			line.Trace = t.end(line.Amount, r.pu.rounding, line.Cite)
		}
		bill.Lines = append(bill.Lines, line)
	}
	return r.addPackage(bill, q.Months, payer)
}

// addPackage adds the package that covers the work abroad: the one of that length, or the cheapest way to cover it.
func (r *Rules) addPackage(bill *Bill, months int, payer Payer) error {
	best, extra, between, ok := r.pmiPackage(months)
	if !ok {
		return refuse("months", "Tidak ada paket untuk %d bulan.", months)
	}
	cite := r.tableCite(r.pmi.packages)
	if between {
		cite = doubted(cite, pack.Medium)
	}
	price := best[1].Amount
	if extra > 0 {
		price += r.pmi.extra.Amount * money.Milli(extra)
		cite = resting(cite, r.cite(r.pmi.extra))
	}
	line := Line{Programme: "PAKET", Part: "during_after", Payer: payer, Amount: price.HalfUp(), Cite: cite}
	if !bill.Untraced {
		t := &Trace{Subject: contributionSubject(&line), Steps: []Step{
			stated("package", best[1].Amount).ground(r.pmi.packages.Name, r.tableCite(r.pmi.packages)),
		}}
		if extra > 0 {
			v := r.pmi.extra
			add := Step{Op: Sum, Name: "extra_months", Terms: []Term{{Count: int64(extra), By: AmountOf(v.Amount)}}}
			t.Steps = append(t.Steps, add.ground(v.Name, r.cite(v)))
		}
		line.Trace = t.end(line.Amount, r.pu.rounding, line.Cite)
	}
	bill.Lines = append(bill.Lines, line)
	return nil
}

// pmiPackage returns the cheapest package and how many extra months it needs; between tells that a shorter package with
// extra months and a longer one both cover the length, where the text does not say which.
func (r *Rules) pmiPackage(months int) (best []pack.Cell, extra int, between, ok bool) {
	shorter, longer := false, false
	var least money.Milli
	for _, row := range r.pmi.packages.Rows {
		length, price, more := row[0].Count, row[1].Amount, 0
		switch {
		case length == months:
			return row, 0, false, true
		case length > months:
			longer = true
		case r.pmi.extra != nil:
			shorter = true
			more = months - length
			price += r.pmi.extra.Amount * money.Milli(more)
		default: // too short, and no rule for extra months
			continue
		}
		if best == nil || price < least {
			best, extra, least = row, more, price
		}
	}
	return best, extra, shorter && longer, best != nil
}
