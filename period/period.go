package period

import (
	"fmt"
	"strconv"
	"time"
)

// Month is a calendar month, counted from year 0; the zero Month is none.
type Month int32

// MonthOf returns the month of a year; month is 1 to 12.
func MonthOf(year int, month time.Month) Month { return Month(year*12 + int(month)) }

// ParseMonth reads "2026-09".
func ParseMonth(s string) (Month, error) {
	if len(s) != 7 || s[4] != '-' {
		return 0, fmt.Errorf("period: %q is not a month like 2026-09", s)
	}
	y, err1 := strconv.ParseUint(s[:4], 10, 16)
	m, err2 := strconv.ParseUint(s[5:], 10, 8)
	if err1 != nil || err2 != nil || m < 1 || m > 12 || y < 1 {
		return 0, fmt.Errorf("period: %q is not a month like 2026-09", s)
	}
	return MonthOf(int(y), time.Month(m)), nil
}

// Year returns the calendar year.
func (m Month) Year() int { return int(m-1) / 12 }

// Month returns the month of the year.
func (m Month) Month() time.Month { return time.Month(int(m-1)%12 + 1) }

// Add returns the month n months later.
func (m Month) Add(n int) Month { return m + Month(n) }

// First returns the first day of the month.
func (m Month) First() Date { return DateOf(m.Year(), m.Month(), 1) }

// Last returns the last day of the month.
func (m Month) Last() Date { return m.Add(1).First() - 1 }

// String writes "2026-09", and "" for none.
func (m Month) String() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year(), m.Month())
}

// Date is a calendar day; the zero Date is none.
type Date int32

// days from 0000-12-31 (which is none) to 1970-01-01.
const unixEpoch = 719163

// DateOf returns a day; days beyond the month's end flow over as in [time.Date]. [ValidDate] tells whether a day exists.
func DateOf(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()/86400 + unixEpoch)
}

// ValidDate returns a day that exists in the calendar, and false for 31 February.
func ValidDate(year, month, day int) (Date, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 {
		return 0, false
	}
	d := DateOf(year, time.Month(month), day)
	_, m, dd := d.Split()
	return d, int(m) == month && dd == day
}

// DateIn returns the day of an instant in a place.
func DateIn(t time.Time, where *time.Location) Date {
	y, m, d := t.In(where).Date()
	return DateOf(y, m, d)
}

// ParseDate reads "2026-09-30".
func ParseDate(s string) (Date, error) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		y, err1 := strconv.ParseUint(s[:4], 10, 16)
		m, err2 := strconv.ParseUint(s[5:7], 10, 8)
		d, err3 := strconv.ParseUint(s[8:], 10, 8)
		if err1 == nil && err2 == nil && err3 == nil {
			if date, ok := ValidDate(int(y), int(m), int(d)); ok {
				return date, nil
			}
		}
	}
	return 0, fmt.Errorf("period: %q is not a date like 2026-09-30", s)
}

// Split returns year, month and day.
func (d Date) Split() (int, time.Month, int) { return d.Time().Date() }

// Time returns midnight UTC of the day.
func (d Date) Time() time.Time { return time.Unix(int64(d-unixEpoch)*86400, 0).UTC() }

// Year returns the calendar year.
func (d Date) Year() int { y, _, _ := d.Split(); return y }

// Month returns the month that the day is in.
func (d Date) Month() Month {
	if d == 0 {
		return 0
	}
	y, m, _ := d.Split()
	return MonthOf(y, m)
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// String writes "2026-09-30", and "" for none.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	y, m, day := d.Split()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
}

// AgeOn returns the completed years from birth to the day.
func (d Date) AgeOn(day Date) int {
	by, bm, bd := d.Split()
	y, m, dd := day.Split()
	age := y - by
	if m < bm || (m == bm && dd < bd) {
		age--
	}
	return age
}
