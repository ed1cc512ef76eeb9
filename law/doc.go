// Package law answers what the law of employment social security asks: contributions, benefits, minimum wages, due dates,
// penalties, by dated parameters that each carry their article, source and confidence.
//
// The parameters stand in pack/*.yaml (package [github.com/payung-id/payung/law/pack] reads and lints them); the code here
// holds only what follows from them. [For] gives the [Rules] of a contribution month, [On] those of a day; both are
// immutable, cached and safe for many goroutines. A user's own pack lies above the shipped ones with [Law.With].
//
// Invariants: amounts are rounded half-up to whole rupiah, once per programme and payer, after relief; a value whose
// confidence is not high, or that nobody checked for the day asked, is never marked verified; what is not in the packs is
// an [Error] that names the field, never a guess. The package is pure: no clock, no files, no network.
//
//	rules, err := law.For(period.MonthOf(2026, 9))
//	bill, err := rules.PU(law.PU{Wage: 1_500_000_000, Programmes: law.ProgrammesOf(law.JKK, law.JKM)})
//	bill.Of(law.JKK) // 3,600
//	bill.Total()     // 8,100
package law
