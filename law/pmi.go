package law

import "github.com/payung-id/payung/money"

// PMI is a question about a migrant worker's packages: the length of the contract and the route abroad.
type PMI struct {
	Months int
	Route  string // agency (both parts, borne by the employer) or individual (the second part only, by the worker)
}

// PMI computes and explains the packages of a migrant worker: one line a part, "before" and "during_after". A length
// between two packages takes the cheaper of the smaller one with extra months and the next larger one.
func (r *Rules) PMI(q PMI) (Bill, error) {
	if q.Months < 1 || q.Months > 240 {
		return Bill{}, refuse("months", "Lama kontrak %d bulan di luar batas; isi 1 sampai 240.", q.Months)
	}
	payer := ByEmployer
	switch q.Route {
	case "agency":
	case "individual":
		payer = ByWorker
	default:
		return Bill{}, refuse("route", "Jalur %q tidak dikenal; pilih agency atau individual.", q.Route)
	}
	day := r.month.First()
	var bill Bill
	if q.Route == "agency" {
		v := r.law.value("pmi.before", day)
		if v == nil {
			return Bill{}, notInForce(r.month, "pmi.before")
		}
		bill.Lines = append(bill.Lines, Line{Programme: "PAKET", Part: "before", Payer: payer, Amount: v.Amount.HalfUp(), Cite: r.cite(v)})
	}
	price, cite, err := r.pmiPackage(q.Months)
	if err != nil {
		return Bill{}, err
	}
	bill.Lines = append(bill.Lines, Line{Programme: "PAKET", Part: "during_after", Payer: payer, Amount: price.HalfUp(), Cite: cite})
	return bill, nil
}

func (r *Rules) pmiPackage(months int) (money.Milli, Cite, error) {
	t := r.law.table("pmi.package", r.month.First())
	if t == nil {
		return 0, Cite{}, notInForce(r.month, "pmi.package")
	}
	cite := r.tableCite(t)
	extra := r.law.value("pmi.extra_month", r.month.First())
	var best money.Milli = -1
	consider := func(price money.Milli) {
		if best < 0 || price < best {
			best = price
		}
	}
	between := false // a larger and a smaller package both fit, and neither is the length itself
	smaller := false
	for _, row := range t.Rows {
		length, price := row[0].Count, row[1].Amount
		switch {
		case length == months:
			return price, cite, nil
		case length > months:
			consider(price)
			between = between || smaller
		case extra != nil:
			smaller = true
			consider(price + extra.Amount*money.Milli(months-length))
		}
	}
	if best < 0 {
		return 0, Cite{}, refuse("months", "Tidak ada paket untuk %d bulan.", months)
	}
	if between {
		cite = doubted(cite, "M")
	}
	return best, cite, nil
}
