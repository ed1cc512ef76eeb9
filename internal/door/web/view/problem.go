package view

import "github.com/payung-id/payung/internal/kit/lang"

// Problem is an error page. Text says what is wrong, Do what to do next; both have a default by status.
// Statuses with a text of their own: 400 403 404 405 409 413 422 429 500 503.
type Problem struct {
	Page
	Status int
	Text   lang.Text
	Do     lang.Text
	Trace  string // short number that finds the log line; only for 500
	Links  []Link
}
