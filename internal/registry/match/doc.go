// Package match says which entry of the insurer's lists is which person of a roster.
//
// Tables: match_link, match_decision. Links are judged anew after each import, whole; what a person decided about a pair
// is kept and never overruled. The judging itself sits behind [Engine]: the plain one here accepts equality of NIK, birth
// date and name after normalisation and sends whatever is ambiguous to review. There are three answers: accepted, in
// review, not found.
//
// match_link keeps the links in review, of everybody whose unit has no newer roster than the one that was judged: the
// queue that people work through ([Queue], [Judge.ReadCase], [Settle], [Reopen]). A case can be opened only while it waits
// or after it was decided, so that an entry of the insurer's list is never found by its number.
package match
