package ask

import (
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/law/pack"
)

var (
	parameterFields = []string{"id", "ask", "name", "date"}
	wageFields      = []string{"id", "ask", "region", "date"}
	dueFields       = []string{"id", "ask", "segment", "month"}
	penaltyFields   = []string{"id", "ask", "amount", "segment", "employer", "month", "paid_on", "labour_intensive", "employees", "paid_through", "explain"}
)

func (a *Asker) parameter(w *writer) error {
	if err := a.q.only(parameterFields); err != nil {
		return err
	}
	name, err := a.q.text("name")
	if err != nil {
		return err
	}
	day, err := a.q.date("date")
	if err != nil {
		return err
	}
	v, err := a.law.Parameter(name, day)
	if err != nil {
		return err
	}
	w.text("name", v.Name)
	switch v.Unit {
	case pack.UnitRupiah:
		w.amount("value", v.Amount)
	case pack.UnitRate:
		if v.Rate == 0 {
			w.int("value", 0)
			break
		}
		w.rate("value", v.Rate)
	case pack.UnitProgrammes, pack.UnitRounding:
		w.text("value", v.Text)
	default:
		w.int("value", int64(v.Count))
	}
	w.text("unit", string(v.Unit))
	w.text("from", v.FromText())
	if v.Basis == pack.ContributionMonth {
		day = day.Month().First()
	}
	if h, ok := a.law.History(name); ok && h.Next != nil && h.Next.On > day {
		w.open("next", '{')
		w.date("on", h.Next.On)
		w.int("days", int64(h.Next.On-day))
		w.text("article", h.Next.Article)
		w.text("note", h.Next.Note)
		w.close('}')
	}
	w.ground(law.Cite{Article: v.Article, Source: v.Source, Confidence: v.Confidence, VerifiedThrough: v.VerifiedThrough, Verified: v.VerifiedOn(day), Note: v.Note})
	w.text("pack", a.law.Version())
	return nil
}

func (a *Asker) minimumWage(w *writer) error {
	if err := a.q.only(wageFields); err != nil {
		return err
	}
	region, err := a.q.text("region")
	if err != nil {
		return err
	}
	day, err := a.q.date("date")
	if err != nil {
		return err
	}
	x, err := a.law.MinimumWage(region, day)
	if err != nil {
		return err
	}
	w.amount("value", x.Value)
	w.text("kind", x.Kind)
	w.text("region", x.Region)
	w.date("from", x.From)
	w.date("to", x.To)
	w.ground(x.Cite)
	w.text("pack", a.law.Version())
	return nil
}

func (a *Asker) due(w *writer) error {
	if err := a.q.only(dueFields); err != nil {
		return err
	}
	segment, err := a.q.text("segment")
	if err != nil {
		return err
	}
	month, err := a.q.month("month")
	if err != nil {
		return err
	}
	x, err := a.law.Due(segment, month)
	if err != nil {
		return err
	}
	writeDue(w, &x)
	w.texts("assumed", x.Assumed)
	w.ground(x.Cite)
	w.text("pack", a.law.Version())
	return nil
}

func writeDue(w *writer, x *law.DueAnswer) {
	w.date("due", x.Due)
	w.date("nominal", x.Nominal)
	w.open("moved_by", '[')
	for _, c := range x.MovedBy {
		w.open("", '{')
		w.date("date", c.Date)
		w.text("name", c.Name)
		w.close('}')
	}
	w.close(']')
}

func (a *Asker) penalty(w *writer) error {
	if err := a.q.only(penaltyFields); err != nil {
		return err
	}
	q, err := a.penaltyQuestion()
	if err != nil {
		return err
	}
	x, err := a.law.Penalty(q)
	if err != nil {
		return err
	}
	writeDue(w, &x.Due)
	w.int("months_late", int64(x.MonthsLate))
	w.rate("rate", x.Rate)
	w.rupiah("penalty", x.Penalty)
	w.texts("assumed", x.Assumed)
	w.ground(x.Cite)
	if err := w.trace(x.Trace, a.in); err != nil {
		return err
	}
	w.text("pack", a.law.Version())
	return nil
}

func (a *Asker) penaltyQuestion() (q law.Penalty, err error) {
	if q.Amount, err = a.q.needAmount("amount"); err != nil {
		return q, err
	}
	if q.Segment, err = a.q.choice("segment", "PU", "BPU"); err != nil {
		return q, err
	}
	if q.Employer, err = a.employer(law.Government); err != nil {
		return q, err
	}
	if q.Month, err = a.q.month("month"); err != nil {
		return q, err
	}
	if q.PaidOn, err = a.q.date("paid_on"); err != nil {
		return q, err
	}
	if q.LabourIntensive, err = a.q.flag("labour_intensive", false); err != nil {
		return q, err
	}
	if q.Employees, _, err = a.q.count("employees", 1, 1<<30); err != nil {
		return q, err
	}
	q.PaidThrough, err = a.q.optionalMonth("paid_through")
	return q, err
}
