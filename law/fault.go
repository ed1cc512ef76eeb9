package law

import (
	"errors"
	"fmt"
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
