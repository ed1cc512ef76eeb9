// Package person is the Indonesian model of a person for record linkage: what makes two written names one name.
//
// [Canonical] is for equality: it drops titles and patronymic tails and unifies spellings that are one name
// (Moh., Muh., Mochamad are MUHAMMAD). It never replaces the written name, which is always kept and shown.
package person
