package match

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/period"
)

// found is an entry as the two joins find it, before judging. sealed is read only where an engine must see the entry.
type found struct {
	list                       int64
	row                        int
	npp, last                  string
	nikIndex, kpjIndex, nameIx string
	programmes                 int64
	active                     bool
	sealed                     []byte
}

// lookup finds the entries that share a person's NIK or name and birth date.
type lookup struct {
	byNIK  map[string][]*found
	byName map[string][]*found
	rivals map[string]int // how many people share a name and birth date
}

func newLookup(people []Person) *lookup {
	l := &lookup{byNIK: make(map[string][]*found, len(people)), byName: make(map[string][]*found, len(people)), rivals: make(map[string]int, len(people))}
	for i := range people {
		l.byNIK[people[i].NIKIndex] = nil
		if people[i].NameBirth != "" {
			l.byName[people[i].NameBirth] = nil
			l.rivals[people[i].NameBirth]++
		}
	}
	return l
}

// load reads the entries of each list that share a key with somebody. The database joins people and entries by their
// indexes, which costs a fifth of asking for each person's keys; nearly everybody who shares a name and birth date shares
// the NIK too, so of these only the numbers of the rows are read, out of the index.
func (l *lookup) load(ctx context.Context, r db.Reader, government int64, month period.Month, lists []int64) error {
	return db.Nested(ctx, r, func() error {
		for _, list := range lists {
			rows := map[int]*found{}
			if err := l.loadNIK(ctx, r, government, list, rows); err != nil {
				return fmt.Errorf("look up participants by NIK: %w", err)
			}
			if err := l.loadNames(ctx, r, government, month, list, rows); err != nil {
				return fmt.Errorf("look up participants by name: %w", err)
			}
		}
		return nil
	})
}

const foundColumns = `e.row_no, e.npp, e.last_month, e.nik_index, e.kpj_index, e.name_birth_index, e.programmes, e.active`

func scanFound(rows db.Rows, list int64) (*found, error) {
	f := &found{list: list}
	var nik, kpj, name db.Raw
	err := rows.Scan(&f.row, &f.npp, &f.last, &nik, &kpj, &name, &f.programmes, &f.active)
	f.nikIndex, f.kpjIndex, f.nameIx = string(nik), string(kpj), string(name)
	return f, err
}

// loadNIK begins with the people, as CROSS JOIN tells SQLite. BETWEEN keeps SQLite, which knows nothing of the size of
// lists, from reading a whole list for each person.
func (l *lookup) loadNIK(ctx context.Context, r db.Reader, government, list int64, into map[int]*found) error {
	rows, err := r.Query(ctx, `SELECT `+foundColumns+` FROM person p CROSS JOIN participant_entry e WHERE p.government_id = $1 AND e.nik_index = p.nik_index AND e.list_id BETWEEN $2 AND $2`,
		government, list)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		f, err := scanFound(rows, list)
		if err != nil {
			return err
		}
		if _, asked := l.byNIK[f.nikIndex]; asked {
			l.byNIK[f.nikIndex] = append(l.byNIK[f.nikIndex], f)
			into[f.row] = f
		}
	}
	return rows.Err()
}

func (l *lookup) loadNames(ctx context.Context, r db.Reader, government int64, month period.Month, list int64, known map[int]*found) error {
	rows, err := r.Query(ctx, `SELECT e.row_no, e.name_birth_index FROM roster_current rc CROSS JOIN roster_row rr CROSS JOIN participant_entry e
		WHERE rc.government_id = $1 AND rc.month = $2 AND rr.government_id = rc.government_id AND rr.batch_id = rc.batch_id AND rr.unit_id = rc.unit_id
		AND e.name_birth_index = rr.name_birth_index AND e.list_id BETWEEN $3 AND $3`, government, month.String(), list)
	if err != nil {
		return err
	}
	defer rows.Close()
	var others []int
	seen := map[int]bool{}
	for rows.Next() {
		var row int
		var key db.Raw
		if err := rows.Scan(&row, &key); err != nil {
			return err
		}
		if _, asked := l.byName[string(key)]; !asked || seen[row] {
			continue
		}
		seen[row] = true
		if f := known[row]; f != nil {
			l.byName[f.nameIx] = append(l.byName[f.nameIx], f)
		} else {
			others = append(others, row)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return each(ctx, r, foundColumns, list, others, func(rows db.Rows) error {
		f, err := scanFound(rows, list)
		l.byName[f.nameIx] = append(l.byName[f.nameIx], f)
		return err
	})
}

// unseal reads what is sealed in some entries.
func unseal(ctx context.Context, r db.Reader, entries []*found) error {
	byList := map[int64]map[int]*found{}
	for _, f := range entries {
		if byList[f.list] == nil {
			byList[f.list] = map[int]*found{}
		}
		byList[f.list][f.row] = f
	}
	for list, at := range byList {
		numbers := make([]int, 0, len(at))
		for row := range at {
			numbers = append(numbers, row)
		}
		err := each(ctx, r, `e.row_no, e.sealed`, list, numbers, func(rows db.Rows) error {
			var row int
			var sealed []byte
			if err := rows.Scan(&row, &sealed); err != nil {
				return err
			}
			at[row].sealed = sealed
			return nil
		})
		if err != nil {
			return fmt.Errorf("read entries of participant list %d: %w", list, err)
		}
	}
	return nil
}

// each reads rows of a list by their numbers, in handfuls.
func each(ctx context.Context, r db.Reader, columns string, list int64, numbers []int, scan func(db.Rows) error) error {
	const handful = 200
	slices.Sort(numbers)
	for lot := range slices.Chunk(numbers, handful) {
		args := append(make([]any, 0, 1+len(lot)), list)
		for _, n := range lot {
			args = append(args, n)
		}
		if err := eachOf(ctx, r, `SELECT `+columns+` FROM participant_entry e WHERE e.list_id = $1 AND e.row_no IN `+db.In(2, len(lot)), args, scan); err != nil {
			return err
		}
	}
	return nil
}

func eachOf(ctx context.Context, r db.Reader, query string, args []any, scan func(db.Rows) error) error {
	rows, err := r.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// of appends the entries that may be a person, each once, by list; within a list those with the NIK stand first.
func (l *lookup) of(p *Person, into []*found) []*found {
	for _, group := range [2][]*found{l.byNIK[p.NIKIndex], l.byName[p.NameBirth]} {
		for _, f := range group {
			if !slices.Contains(into, f) {
				into = append(into, f)
			}
		}
	}
	if len(into) < 2 {
		return into
	}
	other := func(f *found) int {
		if f.nikIndex == p.NIKIndex {
			return 0
		}
		return 1
	}
	slices.SortFunc(into, func(a, b *found) int {
		return cmp.Or(cmp.Compare(a.list, b.list), cmp.Compare(other(a), other(b)), cmp.Compare(a.row, b.row))
	})
	return into
}
