// Package period holds calendar months and dates without a time of day or a zone.
//
// Contribution months and birth dates are not instants: a [Month] and a [Date] are small comparable values whose zero
// means "none". Their text forms are ISO: "2026-09" and "2026-09-30". [time.Time] is for instants only.
package period
