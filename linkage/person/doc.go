// Package person is the Indonesian model of a person for record linkage: what makes two written names one name, what a
// NIK that is nearly equal proves, and how much depends on what.
//
// [Canonical] is for equality: it drops titles and patronymic tails and unifies spellings that are one name
// (Moh., Muh., Mochamad are MUHAMMAD). It never replaces the written name, which is always kept and shown. [Sound] is for
// finding candidates and for "the same sound". [Model] puts names, NIK, birth date, sex, district, mother's name, birth
// place, phone and address together; a list may have any of them.
//
// What is special about a NIK stands in nik.go: it holds region, birth date, sex and a serial, so that it is evidence only
// beside the birth date, and a wrong digit in the serial is a twin or a neighbour before it is a slip. No NIK is repaired.
package person
