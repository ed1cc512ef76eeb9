// Command worst gives record linkage the worst files that could be thought of and records what comes of it:
//
//	go run ./bench/worst --payung bin/payung --out DIR
//
// Each case says which exit codes are a good answer and what may be spent. A case fails on a panic, on NaN or infinity in the
// output, on an exit code that is not among its own, on more CPU time or memory than it allows, and where its own check of
// the output fails. The exit code of the whole is 1 where a case failed.
package main
