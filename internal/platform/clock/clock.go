// Package clock gives the present, so that tests can choose it.
package clock

import "time"

// Clock tells the present instant.
type Clock func() time.Time

// System is the machine's clock, in UTC.
func System() time.Time { return time.Now().UTC() }

// Fixed returns a clock that stands still.
func Fixed(t time.Time) Clock { return func() time.Time { return t } }

// layout is fixed-width, so that instants sort as text.
const layout = "2006-01-02T15:04:05.000000Z"

// Stamp writes an instant as the database keeps it.
func Stamp(t time.Time) string { return t.UTC().Format(layout) }

// ParseStamp reads what [Stamp] wrote.
func ParseStamp(s string) (time.Time, error) { return time.Parse(layout, s) }
