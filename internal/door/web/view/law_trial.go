package view

import (
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Trial is the page /uji-aturan: what a changed rule would cost the workers of the rosters. Nothing is stored.
//
// Form (multipart): "berkas" a pack or "paket" its text, "berlaku" the contribution month, "roster" whose people,
// "format" csv for a file.
type Trial struct {
	Page
	Text   string
	Month  period.Month
	People period.Month
	Months []Option
	Faults []PackFault
	Result *TrialResult
}

// PackFault is a fault of a pack with its place.
type PackFault struct{ Line, Column, Text string }

// TrialResult is what a pack changes and costs in a month.
type TrialResult struct {
	Changes         []TrialChange
	People, Unknown int
	Before, After   money.Rupiah
	Sums            []TrialSum
	Units           []TrialUnit
}

// TrialChange is a rule that the pack changes.
type TrialChange struct{ Title, Name, From, Before, After, Article string }

// TrialSum is a programme over all units.
type TrialSum struct {
	Programme     string
	Before, After money.Rupiah
}

// TrialUnit is a unit with what changes, programme by programme.
type TrialUnit struct {
	Code, Name    string
	People        int
	Before, After money.Rupiah
	Parts         []string
}

// change writes a difference with its sign.
func (p Page) change(before, after money.Rupiah) string {
	switch d := after - before; {
	case d > 0:
		return "+" + text.Rupiah(p.lang(), d)
	case d < 0:
		return "−" + text.Rupiah(p.lang(), -d)
	}
	return text.Rupiah(p.lang(), 0)
}
