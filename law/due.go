package law

import (
	"strconv"
	"time"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/period"
)

// Closed is a day that moved a due date.
type Closed struct {
	Date period.Date
	Name string // of the holiday; "Sabtu", "Minggu" on a plain weekend
}

// DueAnswer is the day on which the contributions of a month are due.
type DueAnswer struct {
	Nominal period.Date // by the text of the law
	Due     period.Date // the next day on which offices are open
	MovedBy []Closed
	Assumed []string // "holidays 2031": no holidays of that year are known, only weekends were counted
	Cite
}

// Due returns the due date of a month's contributions: for "PU" in the month after, for "BPU" in the month itself.
func Due(segment string, month period.Month) (DueAnswer, error) { return shipped().Due(segment, month) }

// Due is the function of that name on this law.
func (l *Law) Due(segment string, month period.Month) (DueAnswer, error) {
	name, in := "due.pu.day", month.Add(1)
	switch segment {
	case "PU":
	case "BPU":
		name, in = "due.bpu.day", month
	default:
		return DueAnswer{}, refuse("segment", "Segmen %q tidak punya jatuh tempo bulanan; pilih PU atau BPU.", segment)
	}
	r, err := l.For(month)
	if err != nil {
		return DueAnswer{}, err
	}
	v := l.value(name, month.First())
	if v == nil {
		return DueAnswer{}, l.notInForce(month, name)
	}
	a := DueAnswer{Nominal: in.Day(v.Count), Cite: r.cite(v)}
	for a.Due = a.Nominal; ; a.Due++ {
		name, closed := l.closed(a.Due, &a)
		if !closed {
			return a, nil
		}
		a.MovedBy = append(a.MovedBy, Closed{a.Due, name})
	}
}

// closed tells why offices are closed on a day, and lets the answer carry how sure that is.
func (l *Law) closed(day period.Date, a *DueAnswer) (string, bool) {
	year := l.holidaysOf(day.Year())
	if year == nil {
		what := "holidays " + strconv.Itoa(day.Year())
		if len(a.Assumed) == 0 || a.Assumed[len(a.Assumed)-1] != what {
			a.Assumed = append(a.Assumed, what)
		}
		a.Cite = doubted(a.Cite, pack.Low)
	}
	switch day.Weekday() {
	case time.Saturday:
		return "Sabtu", true
	case time.Sunday:
		return "Minggu", true
	}
	h, off := year[day]
	ground := h.evidence
	if !off {
		for _, other := range year { // that a day is no holiday rests on the year's list of national ones
			if !other.Joint {
				ground = other.evidence
				break
			}
		}
	}
	if ground != nil {
		a.Cite = doubted(a.Cite, ground.Confidence)
		a.Verified = a.Verified && ground.VerifiedOn(day)
	}
	return h.Name, off
}

func (l *Law) holidaysOf(year int) map[period.Date]holiday {
	for i := len(l.layers) - 1; i >= 0; i-- {
		if days := l.layers[i].holidays[year]; days != nil {
			return days
		}
	}
	return nil
}

// Calendar returns the working calendar with all known holidays; years without data know weekends only.
func (l *Law) Calendar() period.Calendar {
	names := map[period.Date]string{}
	for year := firstMonth.Year(); year <= lastMonth.Year(); year++ {
		for day, h := range l.holidaysOf(year) {
			names[day] = h.Name
		}
	}
	return period.NewCalendar(names)
}

// KnowsHolidays tells whether the packs have the holidays of a year.
func (l *Law) KnowsHolidays(year int) bool { return l.holidaysOf(year) != nil }
