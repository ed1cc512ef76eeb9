package period

import (
	"maps"
	"time"
)

// Calendar knows on which days offices are closed: Saturdays, Sundays and the given holidays. The zero Calendar knows
// weekends only. It is immutable.
type Calendar struct {
	off map[Date]string
}

// NewCalendar returns a calendar with the given holidays and their names.
func NewCalendar(holidays map[Date]string) Calendar { return Calendar{maps.Clone(holidays)} }

// Holiday returns the name of the holiday on a day; false on a day that is none, also on a plain weekend.
func (c Calendar) Holiday(d Date) (string, bool) {
	name, ok := c.off[d]
	return name, ok
}

// Working tells whether offices are open on a day.
func (c Calendar) Working(d Date) bool {
	if _, off := c.off[d]; off {
		return false
	}
	return !d.Weekend()
}

// OnOrAfter returns the first working day that is not before d.
func (c Calendar) OnOrAfter(d Date) Date {
	for !c.Working(d) {
		d++
	}
	return d
}

// AddWorking returns the n-th working day after d (before d where n is negative); d itself is not counted. For n = 0 it
// is d.
func (c Calendar) AddWorking(d Date, n int) Date {
	step := Date(1)
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d += step
		if c.Working(d) {
			n--
		}
	}
	return d
}

// Weekend tells whether the day is a Saturday or a Sunday.
func (d Date) Weekend() bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// AddMonths returns the same day n months later; where that month is shorter, its last day.
func (d Date) AddMonths(n int) Date {
	_, _, day := d.Split()
	return d.Month().Add(n).Day(day)
}

// Day returns a day of the month; beyond its end, the last day.
func (m Month) Day(day int) Date { return min(m.First()+Date(day-1), m.Last()) }
