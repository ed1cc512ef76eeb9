package ask

import (
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
)

var (
	puFields    = []string{"id", "ask", "month", "segment", "programmes", "wage", "daily_wage", "employer", "jkk_class", "labour_intensive", "employees", "paid_through"}
	bpuFields   = []string{"id", "ask", "month", "segment", "programmes", "income", "payer", "sector"}
	jakonFields = []string{"id", "ask", "month", "segment", "programmes", "contract_value", "contract_value_incl_vat", "vat_percent", "wage", "new_project", "term"}
	pmiFields   = []string{"id", "ask", "month", "segment", "programmes", "months", "route"}
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
	if err := ask(rules, &a.bill); err != nil {
		return err
	}
	writeBill(w, &a.bill)
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
	if q.Wage, err = a.wage(r); err != nil {
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

// wage reads the month's wage, or a daily one.
func (a *Asker) wage(r *law.Rules) (money.Milli, error) {
	wage, monthly, err := a.q.amount("wage")
	if err != nil {
		return 0, err
	}
	perDay, daily, err := a.q.amount("daily_wage")
	switch {
	case err != nil:
		return 0, err
	case monthly && daily:
		return 0, refuse("daily_wage", "Isi wage atau daily_wage, bukan keduanya.")
	case daily:
		return r.MonthlyWage(perDay)
	case !monthly:
		return 0, refuse("wage", "wage belum diisi; tulis upah sebulan, atau daily_wage untuk upah harian.")
	}
	return wage, nil
}

func (a *Asker) employer(otherwise law.Employer) (law.Employer, error) {
	if otherwise == law.Private {
		name, err := a.q.choice("employer", "private", "government")
		if name == "government" {
			return law.Government, err
		}
		return law.Private, err
	}
	name, err := a.q.choice("employer", "government", "private")
	if name == "private" {
		return law.Private, err
	}
	return law.Government, err
}

func (a *Asker) bpu(r *law.Rules, bill *law.Bill) (err error) {
	var q law.BPU
	if q.Programmes, _, err = a.q.programmes(); err != nil {
		return err
	}
	if q.Income, err = a.q.needAmount("income"); err != nil {
		return err
	}
	if q.Payer, err = a.q.text("payer"); err != nil {
		return err
	}
	if q.Sector, err = a.q.text("sector"); err != nil {
		return err
	}
	*bill, err = r.BPU(q)
	return err
}

func (a *Asker) jakon(r *law.Rules, bill *law.Bill) (err error) {
	var q law.JAKON
	if q.Programmes, _, err = a.q.programmes(); err != nil {
		return err
	}
	for name, into := range map[string]*money.Milli{
		"contract_value": &q.ContractValue, "contract_value_incl_vat": &q.InclusiveVAT, "wage": &q.Wage,
	} {
		if *into, _, err = a.q.amount(name); err != nil {
			return err
		}
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
	*bill, err = r.JAKON(q)
	return err
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
	*bill, err = r.PMI(q)
	return err
}
