package ask

import (
	"encoding/json"

	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
)

var (
	puFields    = []string{"id", "ask", "month", "segment", "programmes", "wage", "daily_wage", "employer", "jkk_class", "labour_intensive", "employees", "paid_through", "piece_wages", "weather", "wage_basis", "region", "explain"}
	bpuFields   = []string{"id", "ask", "month", "segment", "programmes", "income", "payer", "sector", "explain"}
	jakonFields = []string{"id", "ask", "month", "segment", "programmes", "contract_value", "contract_value_incl_vat", "vat_percent", "wage", "new_project", "term", "value_before", "instalments", "explain"}
	pmiFields   = []string{"id", "ask", "month", "segment", "programmes", "months", "route", "explain"}
)

func (a *Asker) contribution(w *writer) error {
	f := a.q.get("segment")
	switch string(f.raw) {
	case "PU":
		return a.explain(w, puFields, a.pu)
	case "BPU":
		return a.explain(w, bpuFields, a.bpu)
	case "JAKON":
		return a.explain(w, jakonFields, a.jakon)
	case "PMI":
		return a.explain(w, pmiFields, a.pmi)
	}
	return refuse("segment", "segment %q tidak dikenal; pilih PU, BPU, JAKON atau PMI.", f.shown())
}

// explain asks one segment and writes its bill.
func (a *Asker) explain(w *writer, fields []string, ask func(*law.Rules, *law.Bill) error) error {
	if err := a.q.only(fields); err != nil {
		return err
	}
	month, err := a.q.month("month")
	if err != nil {
		return err
	}
	rules, err := a.law.For(month)
	if err != nil {
		return err
	}
	a.bill.Untraced = a.in == ""
	if err := ask(rules, &a.bill); err != nil {
		return err
	}
	if err := writeBill(w, &a.bill, a.in); err != nil {
		return err
	}
	if err := a.instalments(w, rules); err != nil {
		return err
	}
	w.text("pack", rules.Version())
	return nil
}

func (a *Asker) pu(r *law.Rules, bill *law.Bill) (err error) {
	var q law.PU
	if q.Programmes, _, err = a.q.programmes(); err != nil {
		return err
	}
	if q.Employer, err = a.employer(law.Government); err != nil {
		return err
	}
	class, given, err := a.q.count("jkk_class", 1, 5)
	if err != nil {
		return err
	}
	if q.Class = class; !given && q.Employer == law.Private {
		return refuse("jkk_class", "jkk_class wajib diisi untuk pemberi kerja swasta; isi kelas usahanya, 1 sampai 5.")
	}
	if err = a.wage(r, &q); err != nil {
		return err
	}
	if q.LabourIntensive, err = a.q.flag("labour_intensive", false); err != nil {
		return err
	}
	if q.Employees, _, err = a.q.count("employees", 1, 1<<30); err != nil {
		return err
	}
	if q.PaidThrough, err = a.q.optionalMonth("paid_through"); err != nil {
		return err
	}
	return r.ExplainPUInto(bill, q)
}

// wageWays are the ways to state a wage, of which a question has one.
var wageWays = [...]string{"wage", "daily_wage", "piece_wages", "wage_basis"}

// wage reads the month's wage, or what it follows from: a daily wage, piece wages, the minimum wage of a region.
func (a *Asker) wage(r *law.Rules, q *law.PU) (err error) {
	way := ""
	for _, name := range wageWays {
		if a.q.get(name).kind == absent {
			continue
		}
		if way != "" {
			return refuse(name, "Isi %s atau %s, bukan keduanya.", way, name)
		}
		way = name
	}
	for _, extra := range [...][2]string{{"weather", "piece_wages"}, {"region", "wage_basis"}} {
		if a.q.get(extra[0]).kind != absent && way != extra[1] {
			return refuse(extra[0], "%s hanya dipakai bersama %s.", extra[0], extra[1])
		}
	}
	switch way {
	case "":
		return refuse("wage", "wage belum diisi; tulis upah sebulan, atau daily_wage untuk upah harian.")
	case "wage":
		q.Wage, _, err = a.q.amount("wage")
		return err
	case "daily_wage":
		return a.dailyWage(r, q)
	case "piece_wages":
		return based(q, r, a.pieceWage)
	default:
		return based(q, r, a.minimumBasis)
	}
}

// based takes a wage that follows from something else, with the way there.
func based(q *law.PU, r *law.Rules, of func(*law.Rules) (law.WageBasis, error)) error {
	basis, err := of(r)
	q.Wage, q.Basis = basis.Wage, &basis
	return err
}

func (a *Asker) dailyWage(r *law.Rules, q *law.PU) error {
	perDay, _, err := a.q.amount("daily_wage")
	if err != nil {
		return err
	}
	if a.in != "" {
		return based(q, r, func(r *law.Rules) (law.WageBasis, error) { return r.DailyWage(perDay) })
	}
	q.Wage, err = r.MonthlyWage(perDay)
	return err
}

func (a *Asker) pieceWage(r *law.Rules) (law.WageBasis, error) {
	var raw []json.Number
	if err := a.q.decode("piece_wages", &raw); err != nil {
		return law.WageBasis{}, err
	}
	weather, err := a.q.flag("weather", false)
	if err != nil {
		return law.WageBasis{}, err
	}
	months := make([]money.Milli, len(raw))
	for i, n := range raw {
		m, ok := decimal([]byte(n), 3)
		if !ok {
			return law.WageBasis{}, refuse("piece_wages", "%s: %q bukan jumlah rupiah; tulis angka tanpa pemisah ribuan, paling banyak tiga desimal.", "piece_wages", n.String())
		}
		months[i] = money.Milli(m)
	}
	return r.PieceWage(months, weather)
}

func (a *Asker) minimumBasis(r *law.Rules) (law.WageBasis, error) {
	if _, err := a.q.choice("wage_basis", "minimum"); err != nil {
		return law.WageBasis{}, err
	}
	region, err := a.q.text("region")
	if err != nil {
		return law.WageBasis{}, err
	}
	return r.MinimumWageBasis(region)
}

var employerNames = [2]string{law.Government: law.Government.String(), law.Private: law.Private.String()}

func (a *Asker) employer(otherwise law.Employer) (law.Employer, error) {
	if a.q.get("employer").kind == absent {
		return otherwise, nil
	}
	i, err := a.q.oneOf("employer", &employerNames)
	return law.Employer(i), err
}

// instalments writes the terms of a project's bill where they are asked for.
func (a *Asker) instalments(w *writer, r *law.Rules) error {
	asked, err := a.q.flag("instalments", false)
	if err != nil || !asked {
		return err
	}
	terms, err := r.Instalments(a.bill.Total())
	if err != nil {
		return err
	}
	w.open("instalments", '[')
	for i := range terms {
		w.open("", '{')
		w.int("number", int64(terms[i].Number))
		w.rate("part", terms[i].Part)
		w.rupiah("amount", terms[i].Amount)
		w.text("article", terms[i].Article)
		w.confidence(terms[i].Confidence, terms[i].Verified)
		w.close('}')
	}
	w.close(']')
	return nil
}

var (
	bpuPayers  = [...]string{"self", "sponsor", "csr", "apbd", "apbn", "apbdes"}
	bpuSectors = [...]string{"other", "transport"}
)

func (a *Asker) bpu(r *law.Rules, bill *law.Bill) (err error) {
	var q law.BPU
	if q.Programmes, _, err = a.q.programmes(); err != nil {
		return err
	}
	if q.Income, err = a.q.needAmount("income"); err != nil {
		return err
	}
	if q.Payer, err = a.q.word("payer", bpuPayers[:]); err != nil {
		return err
	}
	if q.Sector, err = a.q.word("sector", bpuSectors[:]); err != nil {
		return err
	}
	return r.BPUInto(bill, q)
}

func (a *Asker) jakon(r *law.Rules, bill *law.Bill) (err error) {
	var q law.JAKON
	if q.Programmes, _, err = a.q.programmes(); err != nil {
		return err
	}
	if q.ContractValue, _, err = a.q.amount("contract_value"); err != nil {
		return err
	}
	if q.InclusiveVAT, _, err = a.q.amount("contract_value_incl_vat"); err != nil {
		return err
	}
	if q.Wage, _, err = a.q.amount("wage"); err != nil {
		return err
	}
	if q.Before, _, err = a.q.amount("value_before"); err != nil {
		return err
	}
	vat, given, err := a.q.percent("vat_percent")
	if err != nil {
		return err
	}
	if q.VATPercent = vat; given != (q.InclusiveVAT != 0) {
		return refuse("vat_percent", "vat_percent dan contract_value_incl_vat harus diisi bersama.")
	}
	if q.NewProject, err = a.q.flag("new_project", false); err != nil {
		return err
	}
	if q.Term, err = a.q.text("term"); err != nil {
		return err
	}
	return r.JAKONInto(bill, q)
}

func (a *Asker) pmi(r *law.Rules, bill *law.Bill) error {
	set, given, err := a.q.programmes()
	if err != nil {
		return err
	}
	if given && set != law.ProgrammesOf(law.JKK, law.JKM) {
		return refuse("programmes", "Paket PMI selalu JKK dan JKM bersama; hapus programmes.")
	}
	var q law.PMI
	n, given, err := a.q.count("months", 1, 240)
	if err != nil {
		return err
	}
	if q.Months = n; !given {
		return refuse("months", "months belum diisi; tulis lama kontrak dalam bulan.")
	}
	if q.Route, err = a.q.choice("route", "agency", "individual"); err != nil {
		return err
	}
	return r.PMIInto(bill, q)
}
