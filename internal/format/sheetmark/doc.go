// Package sheetmark hands a person's own workbook back with the cells marked: colour, a note with reason and proposal, three
// columns at the right of each list, and a summary sheet.
//
// Invariants: an XLSX comes back as the same workbook, with every value as it was and the value of a formula in its place;
// other formats come back as a new XLSX with
// every row on its own number and every value with the digits it had. Nothing that is written here begins a formula: see [Neutral]. Marking
// a marked workbook again replaces the old marks.
//
//	err := sheetmark.Write(ctx, w, book, file, size, marks)
package sheetmark
