// Package sample owns the synthetic government: a village's regency, a whole regency, or a province, with the files that
// its treasurers, schools, villages, vendors, the budget office, the treasury and the insurer would hand over, and the
// answer key that says what must come out of them.
//
// It is both the demonstration that ships with the program and its examination. It therefore imports neither the law nor
// the coverage, roster or sheet-reading packages: the key follows from plain rules of its own (rules.go) on what was
// planted.
//
// Invariants: the same size and seed give the same bytes; every person is invented, with a NIK whose serial is 9000 to
// 9999; NIKs are unique, and no two people of one birth date have similar names or NIKs that differ in fewer than three
// digits, unless planted so; every row of a roster that is not rejected carries the person's true NIK; whoever is on the
// insurer's list is there with the same NIK, birth date and name, or as two entries that tie, or not at all.
//
//	result, err := sample.Write(ctx, dir, sample.Kabupaten, 1, nil)
//	for _, f := range result.Manifest { fmt.Println(f.Kind, f.File, f.Unit, f.Month, f.AsOf) }
package sample
