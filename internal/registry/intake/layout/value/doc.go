// Package value reads one cell as what it means: a day, an amount of rupiah, a sex, a person's name, a category of worker.
//
// People write "12 Maret 1985", "3/12/85", "Rp 1.500.000,-", "1,5 jt", "Perempuan" and "Hj. SITI AMINAH, S.Pd". Each
// reader says what it is sure of, what else the cell could mean, and what it would propose; it never guesses silently.
// Nothing here knows a column, a sheet or a rule of law.
//
//	d := value.ReadDate(cell, today)
//	if d.State == value.Read && d.Other != 0 { … day and month can be exchanged … }
package value
