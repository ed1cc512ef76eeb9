package law

import (
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

// bpuPayer returns who bears what comes from a source of money.
func bpuPayer(source string) (Payer, bool) {
	switch source {
	case "self":
		return ByWorker, true
	case "sponsor", "csr":
		return BySponsor, true
	case "apbd", "apbn", "apbdes":
		return ByGovernment, true
	}
	return 0, false
}

// bpuRules are the rates of a month, resolved once.
type bpuRules struct {
	rate       [3]*pack.Value // by programme: JKK, JKM, JHT; an amount where the unit is rupiah
	least, top *pack.Value    // confirmed ends of the nominal bases
	brackets   *pack.Table
	mandatory  Programmes
	reliefs    []*pack.Relief
}

var bpuRates = [3]string{JKK: "bpu.jkk.rate", JKM: "bpu.jkm.amount", JHT: "bpu.jht.rate"}

func newBPURules(l *Law, month period.Month) bpuRules {
	day := month.First()
	r := bpuRules{
		least: l.value("bpu.base.minimum", day), top: l.value("bpu.base.maximum", day),
		brackets: l.table("bpu.bracket", day), reliefs: l.reliefsOf("BPU", month),
	}
	for p, name := range bpuRates {
		r.rate[p] = l.value(name, day)
	}
	if v := l.value("bpu.mandatory", day); v != nil {
		r.mandatory = programmesOf(v)
	}
	return r
}

// BPU computes and explains the contributions of a person who earns without a wage.
func (r *Rules) BPU(q BPU) (Bill, error) {
	var bill Bill
	err := r.BPUInto(&bill, q)
	return bill, err
}

// BPUInto is BPU into a bill whose room is used again. On an error the bill holds nothing of use.
func (r *Rules) BPUInto(bill *Bill, q BPU) error {
	bill.reset()
	if err := r.settleBPU(&q); err != nil {
		return err
	}
	base, err := r.bpuBase(q.Income)
	if err != nil {
		return err
	}
	for p := JKK; p <= JHT; p++ {
		if !q.Programmes.Has(p) {
			continue
		}
		if err := r.addBPULine(bill, &q, p, base); err != nil {
			return err
		}
	}
	return nil
}

func (r *Rules) addBPULine(bill *Bill, q *BPU, p Programme, base nominal) error {
	v := r.bpu.rate[p]
	if v == nil {
		return r.law.notInForce(r.month, bpuRates[p])
	}
	payer, _ := bpuPayer(q.Payer)
	bill.Lines = append(bill.Lines, Line{Programme: p.String(), Payer: payer, Cite: r.cite(v)})
	line := &bill.Lines[len(bill.Lines)-1]
	of, rate := v.Amount, money.One
	byIncome := v.Unit == pack.UnitRate
	if byIncome {
		of, rate, line.Base, line.HasBase, line.HasRate = base.amount, v.Rate, base.amount, true, true
		line.Cite = doubted(line.Cite, base.sure)
	}
	rate, relief, err := r.lowerBPU(line, p, rate, q)
	if err != nil {
		return err
	}
	line.Rate = rate
	if line.Amount, err = r.pu.rounding.share(of, rate); err != nil {
		return refuse("income", "Penghasilan %s terlalu besar untuk dihitung.", q.Income.String())
	}
	if bill.Untraced {
		return nil
	}
	t := &Trace{Subject: contributionSubject(line)}
	if byIncome {
		t.Steps = append(t.Steps, stated("income", q.Income), base.step,
			Step{Op: Times, Name: "rate", By: RateOf(v.Rate)}.ground(v.Name, r.cite(v)))
	} else {
		t.Steps = append(t.Steps, stated("amount", v.Amount).ground(v.Name, r.cite(v)))
	}
	if relief != nil {
		step := r.reliefStep(relief, q.Payer)
		if ok, _ := granted(relief, q.Payer); !ok {
			step.Name, step.By = "no_relief", RateOf(money.One)
		}
		t.Steps = append(t.Steps, step)
	}
	line.Trace = t.end(line.Amount, r.pu.rounding, line.Cite)
	return nil
}

func (r *Rules) settleBPU(q *BPU) error {
	if q.Payer == "" {
		q.Payer = "self"
	}
	if q.Sector == "" {
		q.Sector = "other"
	}
	if q.Programmes == 0 {
		q.Programmes = r.bpu.mandatory
	}
	switch {
	case q.Income < 0 || q.Income > maxWage:
		return refuse("income", "Penghasilan %s di luar batas; isi penghasilan sebulan dalam rupiah, tidak negatif.", q.Income.String())
	case q.Sector != "transport" && q.Sector != "other":
		return refuse("sector", "Sektor %q tidak dikenal; pilih transport atau other.", q.Sector)
	case q.Programmes.Without(ProgrammesOf(JKK, JKM, JHT)) != 0:
		return refuse("programmes", "Segmen BPU hanya membuka JKK, JKM dan JHT; hapus %s.", q.Programmes.Without(ProgrammesOf(JKK, JKM, JHT)).String())
	}
	if _, ok := bpuPayer(q.Payer); !ok {
		return refuse("payer", "Pembayar %q tidak dikenal; pilih self, sponsor, csr, apbd, apbn atau apbdes.", q.Payer)
	}
	return nil
}

// nominal is the base that an income counts as.
type nominal struct {
	amount money.Milli
	sure   pack.Confidence
	step   Step
}

// bpuBase returns the nominal base of an income and how sure it is: outside the confirmed ends the table decides.
func (r *Rules) bpuBase(income money.Milli) (nominal, error) {
	end := func(v *pack.Value, from, to money.Milli) nominal {
		step := Step{Op: Bracket, Name: "base", By: AmountOf(v.Amount), From: from, To: to}
		return nominal{v.Amount, v.Confidence, step.ground(v.Name, r.cite(v))}
	}
	if v := r.bpu.least; v != nil && income <= v.Amount {
		return end(v, 0, v.Amount+1), nil
	}
	if v := r.bpu.top; v != nil && income >= v.Amount {
		return end(v, v.Amount, 0), nil
	}
	t := r.bpu.brackets
	if t == nil {
		return nominal{}, r.law.notInForce(r.month, "bpu.bracket")
	}
	at := 0
	for i, row := range t.Rows {
		if row[0].Amount <= income {
			at = i
		}
	}
	step := Step{Op: Bracket, Name: "base", By: AmountOf(t.Rows[at][1].Amount), From: t.Rows[at][0].Amount}
	if at+1 < len(t.Rows) {
		step.To = t.Rows[at+1][0].Amount
	}
	return nominal{t.Rows[at][1].Amount, t.Confidence, step.ground(t.Name, r.tableCite(t))}, nil
}

// lowerBPU applies the relief of the month to a rate and returns it, also where this payer is excluded from it; who is
// excluded for an unsure reason gets a doubted line. Reliefs of one programme and sector never overlap, so that one at
// most applies.
func (r *Rules) lowerBPU(line *Line, p Programme, rate money.Rate, q *BPU) (money.Rate, *pack.Relief, error) {
	for _, x := range r.bpu.reliefs {
		if !reliefNames(x, p) || (x.Sector != "" && x.Sector != q.Sector) {
			continue
		}
		ok, sure := granted(x, q.Payer)
		if !ok {
			line.Cite = doubted(line.Cite, sure)
			return rate, x, nil
		}
		cut, exact := rate.Times(x.Factor)
		if !exact {
			return 0, nil, refuse("month", "Keringanan %s tidak dapat dihitung tepat.", x.Name)
		}
		line.Cite = r.lowered(r.bpu.rate[p], line.Cite, x, sure)
		return cut, x, nil
	}
	return rate, nil, nil
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
