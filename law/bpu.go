package law

import (
	"slices"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// BPU is a question about one person who earns without a wage. Empty Programmes are JKK and JKM, an empty Payer is
// "self", an empty Sector "other".
type BPU struct {
	Income     money.Milli // of the month
	Programmes Programmes
	Payer      string // self, sponsor, csr, apbd, apbn, apbdes
	Sector     string // transport, other
}

var bpuPayers = map[string]Payer{
	"self": ByWorker, "sponsor": BySponsor, "csr": BySponsor, "apbd": ByGovernment, "apbn": ByGovernment, "apbdes": ByGovernment,
}

// BPU computes and explains the contributions of a person who earns without a wage.
func (r *Rules) BPU(q BPU) (Bill, error) {
	if err := r.settleBPU(&q); err != nil {
		return Bill{}, err
	}
	base, ground, err := r.bpuBase(q.Income)
	if err != nil {
		return Bill{}, err
	}
	var bill Bill
	for _, p := range q.Programmes.List() {
		line := Line{Programme: p.String(), Payer: bpuPayers[q.Payer]}
		name := map[Programme]string{JKK: "bpu.jkk.rate", JKM: "bpu.jkm.amount", JHT: "bpu.jht.rate"}[p]
		v := r.law.value(name, r.month.First())
		if v == nil {
			return Bill{}, notInForce(r.month, name)
		}
		line.Cite = r.cite(v)
		of, rate := v.Amount, money.One
		if v.Unit == pack.UnitRate {
			of, rate, line.Base, line.HasBase, line.HasRate = base, v.Rate, base, true, true
			line.Cite = doubted(line.Cite, ground)
		}
		if rate, err = r.lowerBPU(&line, p, rate, q); err != nil {
			return Bill{}, err
		}
		line.Rate = rate
		if line.Amount, err = of.Share(rate); err != nil {
			return Bill{}, refuse("income", "Penghasilan %s terlalu besar untuk dihitung.", q.Income.String())
		}
		bill.Lines = append(bill.Lines, line)
	}
	return bill, nil
}

func (r *Rules) settleBPU(q *BPU) error {
	if q.Payer == "" {
		q.Payer = "self"
	}
	if q.Sector == "" {
		q.Sector = "other"
	}
	if q.Programmes == 0 {
		if v := r.law.value("bpu.mandatory", r.month.First()); v != nil {
			q.Programmes = programmesOf(v)
		}
	}
	switch {
	case q.Income < 0 || q.Income > maxWage:
		return refuse("income", "Penghasilan %s di luar batas; isi penghasilan sebulan dalam rupiah, tidak negatif.", q.Income.String())
	case !slices.Contains([]string{"transport", "other"}, q.Sector):
		return refuse("sector", "Sektor %q tidak dikenal; pilih transport atau other.", q.Sector)
	case q.Programmes.Without(ProgrammesOf(JKK, JKM, JHT)) != 0:
		return refuse("programmes", "Segmen BPU hanya membuka JKK, JKM dan JHT; hapus %s.", q.Programmes.Without(ProgrammesOf(JKK, JKM, JHT)).String())
	}
	if _, ok := bpuPayers[q.Payer]; !ok {
		return refuse("payer", "Pembayar %q tidak dikenal; pilih self, sponsor, csr, apbd, apbn atau apbdes.", q.Payer)
	}
	return nil
}

// bpuBase returns the nominal base of an income and how sure it is: outside the confirmed ends the table decides.
func (r *Rules) bpuBase(income money.Milli) (money.Milli, pack.Confidence, error) {
	day := r.month.First()
	if v := r.law.value("bpu.base.minimum", day); v != nil && income <= v.Amount {
		return v.Amount, v.Confidence, nil
	}
	if v := r.law.value("bpu.base.maximum", day); v != nil && income >= v.Amount {
		return v.Amount, v.Confidence, nil
	}
	t := r.law.table("bpu.bracket", day)
	if t == nil {
		return 0, "", notInForce(r.month, "bpu.bracket")
	}
	base := t.Rows[0][1].Amount
	for _, row := range t.Rows {
		if row[0].Amount <= income {
			base = row[1].Amount
		}
	}
	return base, t.Confidence, nil
}

// lowerBPU applies the reliefs of the month to a rate; who is excluded for an unsure reason gets a doubted line.
func (r *Rules) lowerBPU(line *Line, p Programme, rate money.Rate, q BPU) (money.Rate, error) {
	for _, x := range r.law.reliefsOf("BPU", r.month) {
		if !reliefNames(x, p) || (x.Sector != "" && x.Sector != q.Sector) {
			continue
		}
		ok, sure := granted(x, q.Payer)
		if !ok {
			line.Cite = doubted(line.Cite, sure)
			continue
		}
		cut, exact := rate.Times(x.Factor)
		if !exact {
			return 0, refuse("month", "Keringanan %s tidak dapat dihitung tepat.", x.Name)
		}
		rate = cut
		line.Cite = r.lowered(line.Cite, x, sure)
	}
	return rate, nil
}

// table returns the version of a table in force on a day, or nil.
func (l *Law) table(name string, day period.Date) *pack.Table {
	for i := len(l.layers) - 1; i >= 0; i-- {
		for _, t := range l.layers[i].tables[name] {
			if t.From <= day && (t.To == 0 || day <= t.To) {
				return t
			}
		}
	}
	return nil
}
