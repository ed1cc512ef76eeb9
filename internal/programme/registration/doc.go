// Package registration gets people onto the insurer's list, and off it: which of the insurer's five files each person
// needs, whether the insurer would take the line, the file exactly in its template, and the answer read back.
//
//   - [Template] is data: header names in order, what each column takes, which code list it uses, with source and
//     confidence. [Current] gives the built-in ones; [FromBook] reads the template that a user downloaded, with its sheets
//     "Petunjuk Pengisian" and "Lokasi Pekerjaan", and takes its place.
//   - [Decide] says which file a person needs, with the reason, or why the person cannot go yet and who must act.
//   - [Check] makes the insurer's own checks before sending; a line with a refusal stays, the others go.
//   - [Write] makes the workbooks: every cell text, the file name as downloaded, at most the template's number of rows.
//   - [ReadAnswer] reads the insurer's list of refused or accepted rows back.
//
// Invariants: whoever died or had an accident never leaves as a plain leaver in that month (the death goes through a
// claim, the accident too); a doubtful match is never sent; a column the source of which is not certain (M, L) warns and
// never refuses. Nothing here reads a database: the callers give [Worker] and [Standing].
//
//	need := registration.Decide(worker, standing, registration.Events{}, month)
//	if need.Kind == registration.New { findings := registration.Check(template, codes, []registration.Worker{worker}, month) }
package registration
