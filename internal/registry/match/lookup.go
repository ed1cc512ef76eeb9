package match

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/platform/db"
)

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

const entryColumns = `e.list_id, e.row_no, e.npp, e.last_month, e.nik_index, e.kpj_index, e.name_birth_index, e.programmes, e.active, e.sealed, b.wrapped_key`

// load asks for the entries by index in handfuls.
func (l *lookup) load(ctx context.Context, r db.Reader, lists []int64) error {
	if err := l.ask(ctx, r, lists, "e.nik_index", l.byNIK, func(f *found) string { return f.nikIndex }); err != nil {
		return err
	}
	return l.ask(ctx, r, lists, "e.name_birth_index", l.byName, func(f *found) string { return f.nameIx })
}

func (l *lookup) ask(ctx context.Context, r db.Reader, lists []int64, column string, into map[string][]*found, key func(*found) string) error {
	const handful = 400
	args := make([]any, 0, len(lists)+handful)
	for _, id := range lists {
		args = append(args, id)
	}
	fixed := len(args)
	flush := func() error {
		if len(args) == fixed {
			return nil
		}
		query := `SELECT ` + entryColumns + ` FROM participant_entry e JOIN participant_list pl ON pl.id = e.list_id JOIN import_batch b ON b.id = pl.batch_id
			WHERE ` + column + ` IN ` + db.In(fixed+1, len(args)-fixed) + ` AND e.list_id IN ` + db.In(1, fixed)
		rows, err := r.Query(ctx, query, args...)
		if err != nil {
			return fmt.Errorf("look up participants: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			var f found
			var nikIndex, kpjIndex, nameIndex []byte
			if err := rows.Scan(&f.list, &f.row, &f.npp, &f.last, &nikIndex, &kpjIndex, &nameIndex, &f.programmes, &f.active, &f.sealed, &f.wrapped); err != nil {
				return fmt.Errorf("look up participants: %w", err)
			}
			f.nikIndex, f.kpjIndex, f.nameIx = string(nikIndex), string(kpjIndex), string(nameIndex)
			into[key(&f)] = append(into[key(&f)], &f)
		}
		args = args[:fixed]
		return rows.Err()
	}
	for k := range into {
		args = append(args, []byte(k))
		if len(args) == fixed+handful {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// of returns the entries that may be a person, by list, each once.
func (l *lookup) of(p *Person) map[int64][]*found {
	out := map[int64][]*found{}
	seen := map[[2]int64]bool{}
	for _, group := range [][]*found{l.byNIK[p.NIKIndex], l.byName[p.NameBirth]} {
		for _, f := range group {
			at := [2]int64{f.list, int64(f.row)}
			if !seen[at] {
				seen[at] = true
				out[f.list] = append(out[f.list], f)
			}
		}
	}
	return out
}
