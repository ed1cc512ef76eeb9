// Package sheetwrite writes workbooks (XLSX) and CSV files: every list the program hands out, and the prefilled templates.
//
// [Table] is the usual case: typed columns, a frozen header with filter, and a sheet "Keterangan" that says what the
// figures are, for which date and from which source. [Book] is a plain sequence of rows for forms with a layout of
// their own.
//
// Invariants: the same input gives the same bytes (entries sorted, no clock); numbers are written as exact decimals; a
// NIK is always text; text that a spreadsheet would run as a formula is made harmless ([Harmless]). Rows are streamed, so
// memory does not grow with the table.
//
//	err := sheetwrite.Write(w, sheetwrite.Table{
//		Title:   "Pekerja belum terdaftar",
//		Columns: []sheetwrite.Column{{Key: "nik", Title: "NIK", Kind: sheetwrite.NIK}, {Key: "upah", Title: "Upah", Kind: sheetwrite.Rupiah}},
//		Rows:    sheetwrite.Slice([][]any{{"3311011203859001", money.Rupiah(1500000)}}),
//		About:   []sheetwrite.About{{Label: "Tanggal data", Text: "31 Oktober 2026"}},
//	})
package sheetwrite
