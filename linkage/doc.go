// Package linkage finds which record of one list is which record of another, or which records of one list are one person.
//
// It is record linkage after Fellegi and Sunter with the parameters learnt from the lists themselves: nothing is labelled.
// It knows no worker and no database. A [Model] is data: columns, how each is compared, and by which keys candidates are
// found; [github.com/payung-id/payung/linkage/person] is the Indonesian one, [ReadModel] reads others from YAML.
//
//	data, err := linkage.NewData(person.Model())
//	left, right := data.NewList(), data.NewList()      // or data.Read(ctx, file, linkage.CSV{})
//	err = left.Add("r1", nik, name, birthDate)         // in the order of the model's columns, missing ones empty
//	res, err := linkage.Join(ctx, left, right, linkage.Options{
//		MustLink: same, CannotLink: different,     // what people decided, by id; never overruled
//		Group: unitOf,                             // units learn what share of their people is in the list
//		Progress: report,
//	})
//	for _, l := range res.Links {
//		left.ID(l.Left), right.ID(l.Right), l.Probability, l.Verdict // Match, Review; none: not found
//		linkage.Sentence(res.Explain(l), "id")     // "NIK sama; nama sama bunyi; tanggal lahir hari dan bulan tertukar"
//	}
//	found, err := res.Index().Find(ctx, nik, name, birthDate) // one record, with what was learnt
//
// [Dedupe] does the same within one list, and [Result.Clusters] groups its records without chaining relatives.
//
// # How it works
//
// Lists are kept in columns, about ninety bytes a record, both sorted by the primary date. Each left row asks the indexes
// of the keys for blocks of right rows; a sieve over a block leaves those that have anything in common; these are compared
// field by field to a level each. u comes from pairs drawn at random and from pairs that agree on the field on which others
// depend; m, the share of left records that have a partner, and u of levels too rare for a sample come from expectation
// maximisation over the candidates, in which the probabilities of a row's candidates and of "not in the list" sum to one.
// Where the very value that agrees is what counts, u is its frequency. Probabilities are the marginals of a one-to-one
// assignment, found by passing messages between rivals.
//
// # Invariants
//
//   - The same lists give the same links, bit for bit: whatever the number of goroutines, whatever the order of the rows.
//   - Two equal rivals are both for review; order never decides.
//   - What people decided holds.
//   - Memory grows with records, never with pairs: at most forty candidates a row are kept.
//   - No row is compared with more than two thousand others, no block larger than [Stats.SkippedPairs] tells is opened:
//     records that so many others equal get less than a thousandth each, and are not found rather than guessed.
//   - A probability is a number from 0 to 1, a weight a finite one.
//   - Lists of one [Data] may be joined again and again, one run at a time; [Index.Find] may be called by several goroutines.
package linkage
