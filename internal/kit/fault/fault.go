// Package fault gives errors a kind that a caller can decide on and a text for people.
//
// The text says what is wrong, where, and what to do next, in the reader's language; it never shows the cause. The cause
// stays inside for the log. Wrap as usual: fmt.Errorf("apply import %d: %w", id, err); [KindOf] and [TextOf] look
// through the wrapping.
package fault

import (
	"errors"

	"github.com/payung-id/payung/internal/kit/lang"
)

// Kind says what a caller may do about an error.
type Kind int

// The kinds, with the HTTP status and the exit code that the doors give them.
const (
	Internal  Kind = iota // 500, exit 3: nothing the caller can do
	Invalid               // 422, exit 1: the data is wrong
	Usage                 // 400, exit 2: the call is wrong
	NotFound              // 404, exit 2
	Forbidden             // 403, exit 3
	Conflict              // 409, exit 1: somebody was there before
	TooBig                // 413, exit 1
	Busy                  // 503, exit 3: try again
)

// Error is an error with a kind and a text for people.
type Error struct {
	Kind  Kind
	Text  lang.Text
	Cause error
}

// New returns an error whose text is format and args in Indonesian; the English stands in the catalogue of package lang.
func New(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Text: lang.Msg(format, args...)}
}

// Because returns a copy that keeps the cause for the log.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.Cause = cause
	return &c
}

func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Text.In(lang.ID) + ": " + e.Cause.Error()
	}
	return e.Text.In(lang.ID)
}

func (e *Error) Unwrap() error { return e.Cause }

// KindOf returns the kind of the first Error in the chain, else Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// TextOf returns the text for people of the first Error in the chain, else a plain apology without the cause.
func TextOf(err error) lang.Text {
	var e *Error
	if errors.As(err, &e) {
		return e.Text
	}
	return lang.Msg("Terjadi gangguan di sistem. Data tidak berubah; coba lagi, dan bila berulang hubungi administrator.")
}
