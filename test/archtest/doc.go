// Package archtest holds the house to its plan (docs/design.md): which folder may import which, who may touch the
// database and how, which package writes which table, what a package may be called, that no float comes near money, and that every address of a door says who may ask.
//
// Each rule is a function from the parsed tree to findings, in a file of its own. Its test runs it on this tree, where it
// must find nothing, and on a small tree under testdata/ that breaks it, where it must find exactly what is broken: a rule
// that cannot fail guards nothing.
//
// An exception stands beside its rule with its reason, never in the code that it excuses.
package archtest
