package ask

import (
	"encoding/json"
	"strconv"

	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
)

var benefitFields = []string{"id", "ask", "event", "date", "segment", "wage", "true_wage", "registered", "membership_months", "months", "table_percent", "children", "employer", "wages", "inflation", "reported_on", "arrears_months", "function_loss_percent", "balance", "reason", "age", "died", "explain"}

func (a *Asker) benefit(w *writer) error {
	if err := a.q.only(benefitFields); err != nil {
		return err
	}
	event, err := a.q.choice("event", "", "death", "accident_death", "partial_disability", "total_disability", "temporary_disability", "job_loss", "retirement", "savings")
	if err != nil {
		return err
	}
	if event == "" {
		return refuse("event", "event belum diisi; pilih kejadiannya, misalnya death atau accident_death.")
	}
	day, err := a.q.date("date")
	if err != nil {
		return err
	}
	rules, err := a.law.On(day)
	if err != nil {
		return err
	}
	if event == "retirement" {
		return a.retirement(w, rules)
	}
	if event == "savings" {
		return a.savings(w, rules)
	}
	q, err := a.benefitQuestion(law.Event(event))
	if err != nil {
		return err
	}
	x, err := rules.Benefit(q)
	if err != nil {
		return err
	}
	if err := writeBenefits(w, &x, a.in); err != nil {
		return err
	}
	w.text("pack", rules.Version())
	return nil
}

func (a *Asker) benefitQuestion(event law.Event) (q law.Benefit, err error) {
	q.Event = event
	if q.Segment, err = a.q.choice("segment", "PU", "BPU", "JAKON", "PMI"); err != nil {
		return q, err
	}
	if q.Wage, _, err = a.q.amount("wage"); err != nil {
		return q, err
	}
	if q.TrueWage, _, err = a.q.amount("true_wage"); err != nil {
		return q, err
	}
	registered, err := a.q.flag("registered", true)
	if err != nil {
		return q, err
	}
	q.Unregistered = !registered
	if n, given, err := a.q.count("membership_months", 0, 1200); err != nil {
		return q, err
	} else if given {
		q.Membership = &n
	}
	if q.Months, _, err = a.q.count("months", 0, 1200); err != nil {
		return q, err
	}
	if q.TableRate, _, err = a.q.percent("table_percent"); err != nil {
		return q, err
	}
	if q.FunctionLoss, _, err = a.q.percent("function_loss_percent"); err != nil {
		return q, err
	}
	if n, given, err := a.q.count("arrears_months", 0, 1200); err != nil {
		return q, err
	} else if given {
		q.Arrears = &n
	}
	if a.q.get("reported_on").kind != absent {
		if q.ReportedOn, err = a.q.date("reported_on"); err != nil {
			return q, err
		}
	}
	if q.Employer, err = a.employer(law.Private); err != nil {
		return q, err
	}
	q.Children, err = a.children()
	return q, err
}

func (a *Asker) children() ([]law.Child, error) {
	var raw []struct {
		Level     string `json:"level"`
		YearsLeft *int   `json:"years_left"`
	}
	if err := a.q.decode("children", &raw); err != nil {
		return nil, err
	}
	var out []law.Child
	for _, c := range raw {
		child := law.Child{Level: c.Level}
		if c.YearsLeft != nil {
			child.YearsLeft = *c.YearsLeft
		} else if c.Level != "belum_sekolah" && c.Level != "tidak" {
			return nil, refuse("children", "years_left belum diisi untuk jenjang %s.", c.Level)
		}
		out = append(out, child)
	}
	return out, nil
}

func writeBenefits(w *writer, x *law.Benefits, in law.Language) error {
	w.open("items", '[')
	for i := range x.Items {
		item := &x.Items[i]
		payer := "insurer"
		if item.ByEmployer {
			payer = "employer"
		}
		w.open("", '{')
		w.text("name", item.Name)
		w.rupiah("amount", item.Amount)
		w.text("payer", payer)
		w.text("article", item.Article)
		w.confidence(item.Confidence, item.Verified)
		if err := w.trace(item.Trace, in); err != nil {
			return err
		}
		w.close('}')
	}
	w.close(']')
	insurer, employer := x.Totals()
	w.open("totals", '{')
	w.rupiah("insurer", insurer)
	w.rupiah("employer", employer)
	w.rupiah("all", insurer+employer)
	w.close('}')
	if len(x.Conditions) > 0 {
		w.texts("conditions", x.Conditions)
	}
	return nil
}

// retirement works out a monthly pension; its answer has no items, since a pension has no end to sum up to.
func (a *Asker) retirement(w *writer, rules *law.Rules) error {
	q, err := a.pensionQuestion()
	if err != nil {
		return err
	}
	x, err := rules.Pension(q)
	if err != nil {
		return err
	}
	if err := writeBenefits(w, &law.Benefits{}, ""); err != nil {
		return err
	}
	w.open("weighted", '[')
	for i, m := range x.Weighted {
		if i > 0 {
			w.b = append(w.b, ',')
		}
		w.b = strconv.AppendInt(w.b, int64(m), 10)
	}
	w.close(']')
	w.rupiah("average_weighted_wage", x.Average)
	w.rupiah("monthly_pension", x.Monthly)
	w.int("contribution_months", int64(x.Months))
	w.bool("vested", x.Vested)
	w.rupiah("payable", x.Payable)
	if len(x.Heirs) > 0 {
		w.open("heirs", '{')
		for i := range x.Heirs {
			w.rupiah(x.Heirs[i].Heir, x.Heirs[i].Amount)
		}
		w.close('}')
	}
	w.ground(x.Cite)
	if err := w.trace(x.Trace, a.in); err != nil {
		return err
	}
	w.text("pack", rules.Version())
	return nil
}

// savings works out what may be taken out of old-age savings.
func (a *Asker) savings(w *writer, rules *law.Rules) (err error) {
	var q law.Savings
	if q.Balance, err = a.q.needAmount("balance"); err != nil {
		return err
	}
	if q.Reason, err = a.q.text("reason"); err != nil {
		return err
	}
	if q.Age, _, err = a.q.count("age", 0, 150); err != nil {
		return err
	}
	if q.Membership, _, err = a.q.count("membership_months", 0, 1200); err != nil {
		return err
	}
	x, err := rules.Savings(q)
	if err != nil {
		return err
	}
	item := law.Item{Name: "savings", Amount: x.Amount, Trace: x.Trace, Cite: x.Cite}
	if err := writeBenefits(w, &law.Benefits{Items: []law.Item{item}}, a.in); err != nil {
		return err
	}
	w.int("wait_months", int64(x.WaitMonths))
	w.text("pack", rules.Version())
	return nil
}

func (a *Asker) pensionQuestion() (q law.Pension, err error) {
	if q.Wages, err = a.wageYears(); err != nil {
		return q, err
	}
	var inflation map[string]json.Number
	if err := a.q.decode("inflation", &inflation); err != nil {
		return q, err
	}
	if q.Died, err = a.q.flag("died", false); err != nil {
		return q, err
	}
	q.Inflation = map[int]money.Rate{}
	for year, percent := range inflation {
		y, err := strconv.Atoi(year)
		const one, places = 10_000_000, 7 // one percent with seven decimals
		n, ok := decimal([]byte(percent), places)
		if err != nil || !ok || n <= -100*one || n > 1000*one {
			return q, refuse("inflation", "Inflasi %s tahun %q tidak dapat dipakai; tulis persen seperti 4.75.", percent.String(), year)
		}
		q.Inflation[y] = money.Rate(n)
	}
	return q, nil
}

func (a *Asker) wageYears() ([]law.WageYear, error) {
	var raw []struct {
		Year   int         `json:"year"`
		Wage   json.Number `json:"wage"`
		Months *int        `json:"months"`
	}
	if err := a.q.decode("wages", &raw); err != nil {
		return nil, err
	}
	var out []law.WageYear
	for _, y := range raw {
		n, ok := decimal([]byte(y.Wage), 3)
		if !ok || n < 0 {
			return nil, refuse("wages", "Upah tahun %d tidak dapat dibaca; tulis angka rupiah.", y.Year)
		}
		months := 12
		if y.Months != nil {
			months = *y.Months
		}
		out = append(out, law.WageYear{Year: y.Year, Wage: money.Milli(n), Months: months})
	}
	return out, nil
}
