package ask

import (
	"bytes"
	"encoding/json"

	"github.com/payung-id/payung/law"
)

var (
	deadlineFields     = []string{"id", "ask", "name", "date"}
	sanctionFields     = []string{"id", "ask", "employer", "date", "amount", "months", "explain"}
	groupFields        = []string{"id", "ask", "group", "month"}
	changeFields       = []string{"id", "ask", "date"}
	verificationFields = []string{"id", "ask", "month"}
	recomputeFields    = []string{"id", "ask", "trace", "explain"}
)

// deadline answers until when something that began on a day must be done.
func (a *Asker) deadline(w *writer) error {
	if err := a.q.only(deadlineFields); err != nil {
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
	x, err := a.law.Deadline(name, day)
	if err != nil {
		return err
	}
	w.date("until", x.Until)
	w.int("count", int64(x.Count))
	w.text("unit", string(x.Unit))
	w.texts("assumed", x.Assumed)
	w.ground(x.Cite)
	w.text("pack", a.law.Version())
	return nil
}

// sanctions answers with the ladder that follows a first written warning.
func (a *Asker) sanctions(w *writer) (err error) {
	if err := a.q.only(sanctionFields); err != nil {
		return err
	}
	var q law.Sanction
	if q.Employer, err = a.employer(law.Private); err != nil {
		return err
	}
	if q.Since, err = a.q.date("date"); err != nil {
		return err
	}
	if q.Amount, _, err = a.q.amount("amount"); err != nil {
		return err
	}
	if q.Months, _, err = a.q.count("months", 0, 1200); err != nil {
		return err
	}
	steps, err := a.law.Sanctions(q)
	if err != nil {
		return err
	}
	w.open("steps", '[')
	for i := range steps {
		s := &steps[i]
		w.open("", '{')
		w.text("name", s.Name)
		w.date("from", s.From)
		w.date("until", s.Until)
		if s.Name == "fine" {
			w.rupiah("fine", s.Fine)
		}
		w.text("article", s.Article)
		w.confidence(s.Confidence, s.Verified)
		if err := w.trace(s.Trace, a.in); err != nil {
			return err
		}
		w.close('}')
	}
	w.close(']')
	w.text("pack", a.law.Version())
	return nil
}

// group answers which programmes a kind of worker must be in, and which are usual.
func (a *Asker) group(w *writer) error {
	if err := a.q.only(groupFields); err != nil {
		return err
	}
	name, err := a.q.text("group")
	if err != nil {
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
	x, err := rules.Group(name)
	if err != nil {
		return err
	}
	w.texts("mandatory", programmeNames(x.Mandatory))
	w.texts("usual", programmeNames(x.Usual))
	w.ground(x.Cite)
	w.text("pack", rules.Version())
	return nil
}

func programmeNames(set law.Programmes) []string {
	var out []string
	for _, p := range set.List() {
		out = append(out, p.String())
	}
	return out
}

// changes answers what begins, ends and is expected after a day.
func (a *Asker) changes(w *writer) error {
	if err := a.q.only(changeFields); err != nil {
		return err
	}
	day, err := a.q.date("date")
	if err != nil {
		return err
	}
	w.open("changes", '[')
	for _, c := range a.law.Changes(day) {
		w.open("", '{')
		w.date("on", c.On)
		w.int("days", int64(c.Days(day)))
		w.text("kind", string(c.Kind))
		w.text("name", c.Name)
		w.text("article", c.Article)
		if c.Note != "" {
			w.text("note", c.Note)
		}
		w.close('}')
	}
	w.close(']')
	w.text("pack", a.law.Version())
	return nil
}

// verification answers whether a month may be relied upon without somebody's confirmation.
func (a *Asker) verification(w *writer) error {
	if err := a.q.only(verificationFields); err != nil {
		return err
	}
	month, err := a.q.month("month")
	if err != nil {
		return err
	}
	x, err := a.law.VerifiedThrough(month)
	if err != nil {
		return err
	}
	w.date("verified_through", x.Through)
	w.bool("confirmation_needed", x.Expired())
	w.open("doubts", '[')
	for _, d := range x.Doubts {
		w.open("", '{')
		w.text("name", d.Name)
		w.text("confidence", string(d.Confidence))
		w.date("verified_through", d.VerifiedThrough)
		w.bool("expired", d.Expired)
		w.bool("overdue", d.Overdue)
		w.close('}')
	}
	w.close(']')
	w.text("pack", a.law.Version())
	return nil
}

// recompute works a stored trace out again and says whether its amount is what its steps give.
func (a *Asker) recompute(w *writer) error {
	if err := a.q.only(recomputeFields); err != nil {
		return err
	}
	f := a.q.get("trace")
	var t law.Trace
	d := json.NewDecoder(bytes.NewReader(f.raw))
	d.DisallowUnknownFields()
	if f.kind != nested || d.Decode(&t) != nil {
		return refuse("trace", "%s tidak dapat dibaca; periksa bentuk dan nama kuncinya.", "trace")
	}
	amount, err := t.Recompute()
	if err != nil {
		return refuse("trace", "Langkah hitungan ini tidak dapat dihitung ulang: %s", err.Error())
	}
	w.rupiah("amount", amount)
	w.bool("agrees", amount == t.Amount)
	in := a.in
	if in == "" {
		in = law.Indonesian
	}
	w.text("sentence", t.Sentence(in))
	return nil
}
