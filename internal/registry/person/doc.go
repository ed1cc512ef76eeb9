// Package person owns identities: one row for one human in one government, found by the keyed index of the NIK.
//
// Tables: person, person_token. A person row holds the key of that human, wrapped, and the sealed NIK; names, birth dates
// and the rest stand in the roster rows that told them, sealed under the same key. person_token holds normalised name
// tokens for search. There is no search by part of a NIK.
package person
