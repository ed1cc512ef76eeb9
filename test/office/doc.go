// Package office opens what we write, and saves what we read, in a real spreadsheet program: LibreOffice without a window.
//
//	go test -v ./test/office
//
// Invariants proved here: rosters that LibreOffice saved (XLSX, ODS, XLS) give the findings of their answer key like the
// originals; a marked copy that LibreOffice saved gives the same rows again; no cell that we write computes there, whatever
// text it holds. Where the program (soffice) is not installed the tests are skipped and say how to install it.
package office
