package law

import (
	"errors"
	"fmt"

	"github.com/payung-id/payung/period"
)

// Error is a refused question: which field, and a sentence for people. Format is Indonesian and is the key of its
// translation; it says what is wrong and what to do.
type Error struct {
	Field  string
	Format string
	Args   []any
}

// Error says the sentence in Indonesian.
func (e *Error) Error() string { return fmt.Sprintf(e.Format, e.Args...) }

// FieldOf returns the field that the first Error in the chain names, or "".
func FieldOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}

func refuse(field, format string, args ...any) *Error {
	return &Error{Field: field, Format: format, Args: args}
}

// notInForce refuses a month for which a parameter or table has no version, and names the nearest rule.
func (l *Law) notInForce(month period.Month, name string) error {
	return l.missing("month", name, month.First(), month.String())
}

// missing says that a rule is not in force on a day, and from when or until when it is.
func (l *Law) missing(field, name string, day period.Date, shown string) error {
	var next, last period.Date
	consider := func(from, to period.Date) {
		if from > day && (next == 0 || from < next) {
			next = from
		}
		if to != 0 && to < day && to > last {
			last = to
		}
	}
	for _, y := range l.layers {
		if s := y.series[name]; s != nil {
			for _, v := range s.Versions {
				consider(v.From, v.To)
			}
		}
		for _, t := range y.tables[name] {
			consider(t.From, t.To)
		}
	}
	switch {
	case next != 0:
		return refuse(field, "Aturan %s belum ada untuk %s; berlaku mulai %s.", name, shown, next.String())
	case last != 0:
		return refuse(field, "Aturan %s tidak ada lagi untuk %s; terakhir berlaku %s.", name, shown, last.String())
	}
	return refuse(field, "Aturan %s tidak ada di paket yang dipakai.", name)
}
