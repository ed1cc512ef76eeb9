package view

import (
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
)

// Trail is the audit trail of one government: who did what, when, what for. GET /jejak.
type Trail struct {
	Page
	Governments []Option // more than one may be chosen
	Areas       []Option
	From, To    string // dates as typed
	Actor       string
	Target      string // kind and number: "person 12"
	Looks       bool
	Rows        []TrailRow
	Older       string // address of the next page
	XFile       string // the whole trail for an auditor
	Seal        TrailSeal
}

// TrailRow is one entry.
type TrailRow struct {
	Seq        string
	At         time.Time
	Who        string
	What       lang.Text
	Code       string // the operation, for who searches by it
	On         lang.Text
	URL        string
	Why        string
	Detail     string
	Unresolved bool
}

// TrailSeal is the newest seal, to be copied to where nobody can change it.
type TrailSeal struct {
	Nth, Root, Key string
	At             time.Time
}
