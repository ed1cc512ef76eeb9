// Command linkeval judges a file of links against the key:
//
//	go run ./bench/linkeval --links links.csv --truth truth.csv --kinds kind.csv --left roster.csv --right part.csv \
//	    --errors errors.txt
//
// It prints precision, recall and F1 at 0.5, at 0.95 and at the best threshold, what the accept band is worth, how many rows
// a person must look at, whether the probabilities are true, and how well each kind of name and each sex is served. With
// --errors it writes the patterns of the errors, commonest first, with examples; with --json the figures for a program.
package main
