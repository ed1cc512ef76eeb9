package law

import "github.com/payung-id/payung/money"

// Instalment is one payment of a construction project's contributions.
type Instalment struct {
	Number int
	Part   money.Rate
	Amount money.Rupiah
	Cite
}

// Instalments splits the contributions of a project into the terms of the packs; the last takes what rounding leaves. The
// split is practice, not text: its ground says how weak it is.
func (r *Rules) Instalments(total money.Rupiah) ([]Instalment, error) {
	t := r.jakon.terms
	if t == nil {
		return nil, r.law.notInForce(r.month, "jakon.terms")
	}
	milli, err := total.Milli()
	if err != nil || total < 0 {
		return nil, refuse("contract_value", "Jumlah iuran %d di luar batas.", int64(total))
	}
	out := make([]Instalment, len(t.Rows))
	left := total
	for i, row := range t.Rows {
		amount := left
		if i+1 < len(t.Rows) {
			if amount, err = r.pu.rounding.share(milli, row[1].Rate); err != nil {
				return nil, err
			}
		}
		left -= amount
		out[i] = Instalment{row[0].Count, row[1].Rate, amount, r.tableCite(t)}
	}
	return out, nil
}
