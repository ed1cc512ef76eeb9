// Package match says which entry of the insurer's lists is which person of a roster.
//
// Tables: match_link, match_decision. Links are judged anew after each import, whole; what a person decided about a pair
// is kept and never overruled. The judging itself sits behind [Engine]: the plain one here accepts equality of NIK, birth
// date and name after normalisation and sends whatever is ambiguous to review. There are three answers: accepted, in
// review, not found.
package match
