package law

import (
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// MinimumWageAnswer is the minimum wage of a region on a day.
type MinimumWageAnswer struct {
	Value  money.Milli // rupiah a month
	Kind   string      // "UMK", or "UMP" for a province or where the regency is known to have none
	Region string      // the region whose wage it is: "33.11", or "53" for a provincial wage
	From   period.Date
	To     period.Date
	Cite
}

// MinimumWage returns the minimum wage of a region ("33.11"; longer codes count by their regency, "33" is the province)
// on a day. Where a regency's wage is not in the packs and it is not known to have none, the answer is an error, never
// the provincial wage.
func MinimumWage(region string, day period.Date) (MinimumWageAnswer, error) {
	return shipped().MinimumWage(region, day)
}

// MinimumWage is the function of that name on this law.
func (l *Law) MinimumWage(region string, day period.Date) (MinimumWageAnswer, error) {
	switch {
	case len(region) > 5 && region[5] == '.':
		region = region[:5]
	case len(region) != 2 && (len(region) != 5 || region[2] != '.'):
		return MinimumWageAnswer{}, refuse("region", "Kode wilayah %q tidak dikenal; tulis kode Kemendagri seperti 33.11.", region)
	}
	w := l.wage(region, day)
	if w == nil {
		if len(region) == 2 {
			return MinimumWageAnswer{}, refuse("region", "belum ada data UMP untuk wilayah %s pada %s; tambahkan di paket upah minimum.", region, day.String())
		}
		return MinimumWageAnswer{}, refuse("region", "belum ada data UMK untuk wilayah %s pada %s; tambahkan di paket upah minimum.", region, day.String())
	}
	if w.Kind != "" {
		return wageAnswer(w, day), nil
	}
	province := l.wage(region[:2], day)
	if province == nil {
		return MinimumWageAnswer{}, refuse("region", "belum ada data UMP untuk wilayah %s pada %s; tambahkan di paket upah minimum.", region[:2], day.String())
	}
	a := wageAnswer(province, day)
	a.Confidence = pack.Weaker(a.Confidence, w.Confidence)
	a.Verified = a.Verified && w.VerifiedOn(day)
	return a, nil
}

func wageAnswer(w *pack.MinimumWage, day period.Date) MinimumWageAnswer {
	return MinimumWageAnswer{Value: w.Amount, Kind: w.Kind, Region: w.Region, From: w.From, To: w.To,
		Cite: Cite{w.Article, w.Source, w.Confidence, w.VerifiedThrough, w.VerifiedOn(day), w.Note}}
}

func (l *Law) wage(region string, day period.Date) *pack.MinimumWage {
	for i := len(l.layers) - 1; i >= 0; i-- {
		for _, w := range l.layers[i].wages[region] {
			if w.From <= day && (w.To == 0 || day <= w.To) {
				return w
			}
		}
	}
	return nil
}
