// Command linkgen writes two lists of made-up people, a roster and a participant list, with the key that says who is who.
// Record linkage is measured on them.
//
//	go run ./bench/linkgen --rows 50000 --list 120000 --seed 1 --out DIR
//
// DIR gets roster.csv (id, region_code, nik, name, birth_date, sex), part.csv (id, nik, name, birth_date, npp, active,
// last_paid), truth.csv (left_id, right_id) and kind.csv (id, name_kind, sex, errors, right_errors), which says for every
// roster row what kind of name the person has and what was done to the row.
//
// Half of the roster stands in the list too; all others in the list are strangers, one in a hundred of them a relative of
// somebody on the roster and one in five hundred a twin. NIK serials begin at 9001, where no living person is found.
//
// The same flags give the same bytes, for ever: figures of different years are compared on these files, so the hash of a
// small world is held by a test, and a change of the generator is a new generator. It imports nothing of the product, and
// its spellings were written down without looking at the product's normalisation of names: a generator and a normaliser
// of one hand flatter each other. For the same reason a second set of spellings (--respell unseen) stands apart; nobody
// who works on the normaliser should read it.
//
// --hard doubles the faults and lays some on the participant list. --extra adds what happens more rarely: several
// accounts of one person, people who are twice on a roster, numbers that a spreadsheet cut, cells in the wrong column.
package main
