// Package score judges the links that a program of record linkage wrote, against the key that says who is who.
//
// A link is false when the key does not have the pair, and a pair of the key is missed when no link has it. A threshold
// takes the links with at least that probability, as they stand in the file: rows that the program reported as a tie count
// as so many links.
//
// Everything is a count or a quotient of counts; where the denominator is zero the quotient is zero. Nothing here knows
// how the links were made, and nothing is imported from the product.
//
//	links, err := score.ReadLinks(file)
//	key, err := score.ReadKey(file)
//	at := score.At(links, key, 0.5)
//	fmt.Println(at.Precision(), at.Recall(), at.F1())
package score
