// Package pack reads the dated parameters of the law: YAML files, one subject a file, in which every value carries the
// day it took force, its article, its source, how sure we are, and until when somebody checked it.
//
// It owns the file format and its lint, and knows nothing of what follows from a value; package law computes. Reading is
// strict: an unknown key, a value without article or source, a wrong unit, a date that does not exist, an overlap or a
// gap is a [Problem] with file, line and column, and a file with problems is not used.
//
// Invariants of what [Parse] returns: versions of a parameter are ascending, without overlap and without gap; an
// inclusive To stands in each of them (zero: still in force); every version has its evidence.
//
//	file, problems := pack.Parse("jp-ceiling.yaml", text)
//	series := file.Series("jp.wage_ceiling")
//	v := series.At(period.DateOf(2026, 3, 1)) // 11,086,300, PP 45/2015 Art. 29
package pack
