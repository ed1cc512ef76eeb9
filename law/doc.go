// Package law answers what the law of employment social security asks: contributions, benefits, minimum wages, due dates,
// penalties, sanctions, deadlines, accident classes, by dated parameters that each carry their article, source and
// confidence.
//
// The parameters stand in pack/*.yaml (package [github.com/payung-id/payung/law/pack] reads and lints them); the code here
// holds only what follows from them. [For] gives the [Rules] of a contribution month, [On] those of a day; both are
// immutable, cached and safe for many goroutines.
//
// # Asking
//
//	rules, err := law.For(period.MonthOf(2026, 9))
//	amounts, err := rules.PU(law.PU{Wage: 1_500_000_000}) // thousandths of a rupiah; no allocation, for millions of people
//	amounts.Of(law.JKK)                                   // 3,600
//	bill, err := rules.ExplainPU(law.PU{Wage: 1_500_000_000}) // the same as lines with base, rate, article, trace
//
// [Rules.BPU], [Rules.JAKON], [Rules.PMI] answer for the other segments, [Rules.Ask] for any [Contribution];
// [Rules.Benefit], [Rules.Pension] and [Rules.Savings] for what members receive; [Law.Due], [Law.Penalty], [Law.Sanctions]
// and [Law.Deadline] for dates and what lateness costs; [Law.Class] for the class of a business. A wage that follows from
// something else comes from [Rules.DailyWage], [Rules.PieceWage] or [Rules.MinimumWageBasis] and goes into PU.Basis.
//
// # Explaining
//
// Every amount has a [Trace]: what was stated, then step by step base, ceiling, rate, relief, rounding, each with its
// article. [Trace.Sentence] tells it in one Indonesian or English sentence, [Trace.Recompute] works it out again from
// nothing but itself, and it travels as JSON.
//
//	bill.Lines[0].Trace.Sentence(law.Indonesian)
//	// Iuran JKK ditanggung pemberi kerja Rp3.600: upah sebulan Rp1.500.000 × 0,24% (PP 44/2015 Pasal 16 ayat (1)).
//
// # What is certain, and what will change
//
// A [Cite] says how sure a ground is; Verified only where confidence is high and somebody checked it for the day asked.
// [Law.VerifiedThrough] says whether a month may be relied upon without somebody's confirmation. [Law.Histories],
// [Law.Tables] and [Law.Reliefs] list everything over time; [Law.Changes] is the calendar of what begins, ends and is
// expected, with a countdown.
//
// # Trying a change
//
// [Law.With] lays packs over a law, [Law.Diff] says what they change, [DryRun] what that costs:
//
//	changed, err := law.Shipped().With(law.Source{Name: "usulan.yaml", Text: text})
//	differences := law.Shipped().Diff(changed)
//	effects, err := law.DryRun(law.Shipped(), changed, month, month, workers)
//	for _, e := range effects.Rows { … e.Unit, e.Programme, e.Payer, e.Difference() }
//
// Invariants: amounts are rounded to whole rupiah once per programme and payer, after relief, by the rounding that the
// packs name (half-up); a value whose confidence is not high, or that nobody checked for the day asked, is never marked
// verified; what is not in the packs is an [Error] that names the field, never a guess; a trace recomputes to its amount.
// The package is pure: no clock, no files, no network.
package law
