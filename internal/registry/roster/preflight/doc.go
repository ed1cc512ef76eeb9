// Package preflight checks a unit's list of workers before anything is written: each cell is read as what it means, each
// row gets a status, each finding says where, what is wrong, what to do, and where possible what was probably meant.
//
// Invariants: pure, no database. Good rows are never held back by bad ones. What a NIK says against a birth date, a sex or
// the table of regions is a warning and never a rejection, because a NIK is not re-issued when the record is corrected
// (PP 40/2019 art. 30(2)). The number of findings and the time are bounded by the number of rows.
//
//	book, _ := sheetread.Open(ctx, file, size, name, sheetread.DefaultLimits())
//	report, err := preflight.Check(ctx, book, preflight.Options{Today: today, KnownDistrict: region.Standard().KnownDistrict})
//	report.Totals.Reject, report.Rows[0].Person.NIK, report.Rows[0].Findings[0].Message.In(lang.ID)
package preflight
