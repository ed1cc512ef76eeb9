// Package region owns the table of Kemendagri's region codes: PP (province), PP.KK (regency or city), PP.KK.CC
// (district), PP.KK.CC.VVVV (village), with names, dates, the decree they rest on and, for retired codes, the successor.
//
// The data is embedded (data/, Open Database License 1.0, see data/NOTICE.md) and read on first use; the villages, which
// are nine tenths of it, only when a village or the children of a district are asked for.
//
// Invariants: a code in force has a parent in force; no code is in both tables; a successor is in force. Retired codes
// are found by their own code and counted as known, but are nobody's children.
//
//	t := region.Standard()
//	r, ok := t.Find("33.11")            // Kabupaten Sukoharjo
//	t.KnownRegency("9101")              // true: retired in 2022, still inside NIKs
//	for _, d := range t.Children("33.11") { … }  // its twelve districts
package region
