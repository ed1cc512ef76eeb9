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

const entryColumns = `e.row_no, e.npp, e.last_month, e.nik_index, e.kpj_index, e.name_birth_index, e.programmes, e.active, e.sealed`

// load asks each list for the entries by index, in handfuls.
func (l *lookup) load(ctx context.Context, r db.Reader, lists []int64) error {
	for _, list := range lists {
		var wrapped []byte
		if err := r.QueryRow(ctx, `SELECT b.wrapped_key FROM participant_list pl JOIN import_batch b ON b.id = pl.batch_id WHERE pl.id = $1`, list).Scan(&wrapped); err != nil {
			return fmt.Errorf("read key of participant list %d: %w", list, err)
		}
		at := place{list, wrapped}
		if err := ask(ctx, r, at, "nik_index", l.byNIK, func(f *found) string { return f.nikIndex }); err != nil {
			return err
		}
		if err := ask(ctx, r, at, "name_birth_index", l.byName, func(f *found) string { return f.nameIx }); err != nil {
			return err
		}
	}
	return nil
}

// place is a list with the key that seals its entries.
type place struct {
	list    int64
	wrapped []byte
}

// ask looks entries up by one index. The plus keeps SQLite, which knows nothing of the size of lists, from reading the whole
// list instead.
func ask(ctx context.Context, r db.Reader, at place, column string, into map[string][]*found, key func(*found) string) error {
	const handful = 400
	args := append(make([]any, 0, 1+handful), at.list)
	flush := func() error {
		if len(args) == 1 {
			return nil
		}
		rows, err := r.Query(ctx, `SELECT `+entryColumns+` FROM participant_entry e WHERE +e.list_id = $1 AND e.`+column+` IN `+db.In(2, len(args)-1), args...)
		if err != nil {
			return fmt.Errorf("look up participants: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			f := found{list: at.list, wrapped: at.wrapped}
			var nikIndex, kpjIndex, nameIndex []byte
			if err := rows.Scan(&f.row, &f.npp, &f.last, &nikIndex, &kpjIndex, &nameIndex, &f.programmes, &f.active, &f.sealed); err != nil {
				return fmt.Errorf("look up participants: %w", err)
			}
			f.nikIndex, f.kpjIndex, f.nameIx = string(nikIndex), string(kpjIndex), string(nameIndex)
			into[key(&f)] = append(into[key(&f)], &f)
		}
		args = args[:1]
		return rows.Err()
	}
	for k := range into {
		args = append(args, []byte(k))
		if len(args) == 1+handful {
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
