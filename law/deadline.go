package law

import (
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Deadlines are the names that [Law.Deadline] knows.
var deadlineNames = []string{
	"worker_registration", "project_registration", "project_change", "accident_report", "accident_result", "job_loss_claim",
}

// Deadlines returns the names of the deadlines: registering a new worker, a construction project, a change of its workers;
// reporting an accident and its result; claiming after a job was lost.
func Deadlines() []string { return append([]string(nil), deadlineNames...) }

// DeadlineAnswer is the last day on which something is in time.
type DeadlineAnswer struct {
	Until   period.Date
	Count   int
	Unit    pack.Unit // days, working_days, months
	Assumed []string  // years without known holidays, of which only weekends were counted
	Cite
}

// Deadline returns until when something that began on a day must be done. Working days skip weekends and holidays; plain
// days and months do not move.
func (l *Law) Deadline(name string, since period.Date) (DeadlineAnswer, error) {
	if _, err := l.On(since); err != nil {
		return DeadlineAnswer{}, err
	}
	v := l.value("deadline."+name, since)
	if v == nil {
		if !l.known("deadline." + name) {
			return DeadlineAnswer{}, refuse("name", "Batas waktu %q tidak dikenal; pilih salah satu dari %v.", name, deadlineNames)
		}
		return DeadlineAnswer{}, l.missing("date", "deadline."+name, since, since.String())
	}
	a := DeadlineAnswer{Count: v.Count, Unit: v.Unit, Cite: l.citeOn(v, since)}
	switch v.Unit {
	case pack.UnitWorkingDays:
		a.Until = l.workingDays(since, v.Count, &a)
	case pack.UnitMonths:
		a.Until = since.AddMonths(v.Count)
	default:
		a.Until = since + period.Date(v.Count)
	}
	return a, nil
}

func (l *Law) citeOn(v *pack.Value, day period.Date) Cite {
	return Cite{v.Article, v.Source, v.Confidence, v.VerifiedThrough, v.VerifiedOn(day), v.Note}
}

// workingDays returns the n-th working day after a day, and lets the answer carry how sure the calendar is.
func (l *Law) workingDays(day period.Date, n int, a *DeadlineAnswer) period.Date {
	due := DueAnswer{Cite: a.Cite}
	for n > 0 {
		day++
		if _, closed := l.closed(day, &due); !closed {
			n--
		}
	}
	a.Cite, a.Assumed = due.Cite, append(a.Assumed, due.Assumed...)
	return day
}

// Sanction is a question about an employer that does not do its duty.
type Sanction struct {
	Employer Employer
	Since    period.Date // day of the first written warning
	Amount   money.Milli // contributions that should have been paid each month; 0: not stated
	Months   int         // for how many months, with Amount
}

// SanctionStep is one step of the ladder of PP 86/2013.
type SanctionStep struct {
	Name  string      // warning, fine, services_refused
	From  period.Date // first day
	Until period.Date // last day to comply; 0: until the duty is done
	Fine  money.Rupiah
	Trace *Trace // of Fine, nil where none is reckoned
	Cite
}

// Sanctions returns the ladder of administrative sanctions: written warnings, a fine, then public services that the
// regional government refuses at the insurer's request. It is empty for a government, whom PP 86/2013 does not name.
func (l *Law) Sanctions(q Sanction) ([]SanctionStep, error) {
	if _, err := l.On(q.Since); err != nil {
		return nil, err
	}
	if q.Amount < 0 || q.Amount > maxWage*1000 {
		return nil, refuse("amount", "Jumlah iuran %s di luar batas; isi rupiah, tidak negatif.", q.Amount.String())
	}
	if q.Months < 0 || q.Months > 1200 {
		return nil, refuse("months", "months %d di luar batas; isi 0 sampai 1200.", q.Months)
	}
	if q.Employer == Government {
		return nil, nil
	}
	warnings, each := l.value("sanction.warnings", q.Since), l.value("sanction.warning.working_days", q.Since)
	rate, days := l.value("sanction.fine.rate", q.Since), l.value("sanction.fine.days", q.Since)
	for name, v := range map[string]*pack.Value{"sanction.warnings": warnings, "sanction.warning.working_days": each, "sanction.fine.rate": rate, "sanction.fine.days": days} {
		if v == nil {
			return nil, l.missing("date", name, q.Since, q.Since.String())
		}
	}
	var out []SanctionStep
	day := q.Since
	for range warnings.Count {
		a := DeadlineAnswer{Cite: l.citeOn(each, q.Since)}
		until := l.workingDays(day, each.Count, &a)
		out = append(out, SanctionStep{Name: "warning", From: day, Until: until, Cite: a.Cite})
		day = until + 1
	}
	fine := SanctionStep{Name: "fine", From: day, Until: day - 1 + period.Date(days.Count), Cite: l.citeOn(rate, q.Since)}
	if q.Amount > 0 && q.Months > 0 {
		t := &Trace{Subject: "sanction.fine", Steps: []Step{
			stated("contributions", q.Amount),
			Step{Op: Times, Name: "rate", By: RateOf(rate.Rate)}.ground(rate.Name, fine.Cite),
			{Op: Times, Name: "months", By: CountOf(q.Months)},
		}}
		t.end(0, HalfUp, fine.Cite)
		var err error
		if t.Amount, err = t.Recompute(); err != nil {
			return nil, refuse("amount", "Jumlah iuran %s terlalu besar untuk dihitung.", q.Amount.String())
		}
		fine.Fine, fine.Trace = t.Amount, t
	}
	return append(out, fine, SanctionStep{Name: "services_refused", From: fine.Until + 1, Cite: fine.Cite}), nil
}
