// Package layout recognises what the columns and rows of a sheet mean, whatever they are called and wherever they stand.
//
// A [FieldSet] says which fields a kind of file may have: their synonyms and the content they hold. [Recognise] finds the
// header (one to three lines, merged, repeated, below a letterhead), gives each field its column by the words of the header
// and by what stands beneath it, and falls back on content alone where a header is wrong or missing. [Layout.Records] then
// yields the rows that are data, and says of every other row why it is none: letterhead, column numbers, section, total,
// signature, pre-numbered empty line.
//
// Invariants: pure; nothing is changed and nothing is judged. Every row that holds something is either yielded or listed
// under Skipped (the first twenty thousand of them). A person's correction is kept as [Saved] under the fingerprint of the header and wins the next time.
//
//	l, err := layout.Recognise(ctx, sheet, layout.Roster(), saved)
//	for rec, err := range l.Records(ctx, sheet) { nik := rec.Cell("nik") … }
package layout
