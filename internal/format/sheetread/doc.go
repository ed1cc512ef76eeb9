// Package sheetread opens the files that offices hand over as "the spreadsheet" and gives their cells as they are.
//
// What a file is, is decided by its content and never by its name: XLSX and XLSM (values only, macros never run), legacy
// XLS, ODS, CSV with any delimiter and encoding, HTML tables saved as .xls, text pasted from a spreadsheet. Everything
// else (encrypted workbook, PDF, picture, Word file, truncated archive, archive bomb) is refused with a [Fault] whose
// text says what to do.
//
// Invariants: input is hostile. The archive directory is judged before anything is unpacked, and the bytes really
// unpacked are counted against [Limits]. A number keeps the digits the file holds, so a sixteen-digit number is never
// passed through a float. Row numbers are the file's own; in CSV each record counts one, empty lines included.
//
//	book, err := sheetread.Open(ctx, file, size, "daftar.xlsx", sheetread.DefaultLimits())
//	for _, sheet := range book.Sheets() {
//		for row, err := range sheet.Rows(ctx) { … row.Number, row.Cell(2).Text … }
//	}
package sheetread
