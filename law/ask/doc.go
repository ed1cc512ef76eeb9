// Package ask is the law as a function of lines: one JSON question in, one JSON answer out.
//
// An [Asker] answers contribution, parameter, minimum_wage, due, penalty, class and benefit questions; the fields of each
// are listed beside its handler. Amounts come out as integers of rupiah, rates and bases as decimal strings. An answer is
// {"id":…,"ok":true,…} or {"id":…,"ok":false,"error":"…","field":"…"}; a field that a question does not know is an error
// that names it, so a misspelt wish is never silently ignored.
//
// The reader of questions and the writer of answers are written by hand, because this road is asked hundreds of thousands
// of times a second; a test holds them against encoding/json.
//
//	a := ask.New(law.Shipped())
//	out, ok := a.Answer(nil, []byte(`{"ask":"contribution","segment":"PU","month":"2026-09","wage":1500000}`))
package ask
