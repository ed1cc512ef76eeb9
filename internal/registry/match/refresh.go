package match

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/participant"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/period"
)

// Judge finds and judges the links of a government's people.
type Judge struct {
	Ring   *crypt.Keyring
	Engine Engine
}

// Person is who is looked for: what the live roster of a month says of a human. Row is the roster row that says it; what
// is sealed there is opened only for who must be looked at.
type Person struct {
	ID, Row             int64
	NIKIndex, NameBirth string
}

// Entry is a judged link with what the four facts need of the entry.
type Entry struct {
	Person     int64
	List       int64
	Row        int
	Band       Band
	Reason     string
	NPP        string
	KPJIndex   string
	Programmes int64 // participant.NotGiven where the list does not tell
	Active     bool
	LastMonth  string
}

// Links judges the people of a government's month against lists and returns the links, people in the order given.
func (j Judge) Links(ctx context.Context, r db.Reader, government int64, month period.Month, people []Person, lists []int64) ([]Entry, error) {
	if len(people) == 0 || len(lists) == 0 {
		return nil, nil
	}
	b := &bench{Judge: j, look: newLookup(people), keys: map[int64]crypt.Key{}}
	var err error
	if b.decided, err = decisionsOf(ctx, r, government); err != nil {
		return nil, err
	}
	if err := b.look.load(ctx, r, government, month, lists); err != nil {
		return nil, err
	}
	if err := b.open(ctx, r, government, people); err != nil {
		return nil, err
	}
	out := make([]Entry, 0, len(people))
	var buffer []*found
	for i := range people {
		p := &people[i]
		buffer = b.look.of(p, buffer[:0])
		for rest := buffer; len(rest) > 0; {
			n := 1
			for n < len(rest) && rest[n].list == rest[0].list {
				n++
			}
			if out, err = b.judge(p, rest[:n], out); err != nil {
				return nil, err
			}
			rest = rest[n:]
		}
	}
	return out, nil
}

// bench is what judging the people of one month needs at hand.
type bench struct {
	Judge
	look    *lookup
	decided map[int64]map[string]string
	keys    map[int64]crypt.Key // of lists
	sides   map[int64]Side      // of the people who must be looked at, by roster row
}

// plain tells whether an entry agrees wholly with a person about whom nobody decided: neither need be opened.
func (b *bench) plain(p *Person, f *found) bool { return f.same(p) && b.decided[p.ID] == nil }

// same tells whether NIK, name and birth date are equal by their indexes.
func (f *found) same(p *Person) bool {
	return f.nikIndex == p.NIKIndex && f.nameIx != "" && f.nameIx == p.NameBirth
}

// open reads and opens the people and entries that an engine must see, which are few.
func (b *bench) open(ctx context.Context, r db.Reader, government int64, people []Person) error {
	var entries []*found
	var rows []int64
	var buffer []*found
	for i := range people {
		p := &people[i]
		buffer = b.look.of(p, buffer[:0])
		looked := false
		for _, f := range buffer {
			if !b.plain(p, f) {
				entries, looked = append(entries, f), true
			}
		}
		if looked {
			rows = append(rows, p.Row)
		}
	}
	if err := b.openKeys(ctx, r, entries); err != nil {
		return err
	}
	if err := unseal(ctx, r, entries); err != nil {
		return err
	}
	b.sides = make(map[int64]Side, len(rows))
	return roster.EachSealed(ctx, r, government, rows, func(s *roster.Sealed) (err error) {
		b.sides[s.Row], err = b.openPerson(s)
		return err
	})
}

// openKeys unwraps the keys of the lists that the entries stand in.
func (b *bench) openKeys(ctx context.Context, r db.Reader, entries []*found) error {
	for _, f := range entries {
		if _, ok := b.keys[f.list]; ok {
			continue
		}
		var wrapped []byte
		if err := r.QueryRow(ctx, `SELECT b.wrapped_key FROM participant_list pl JOIN import_batch b ON b.id = pl.batch_id WHERE pl.id = $1`, f.list).Scan(&wrapped); err != nil {
			return fmt.Errorf("read key of participant list %d: %w", f.list, err)
		}
		key, err := b.Ring.Unwrap(wrapped)
		if err != nil {
			return fmt.Errorf("open key of participant list %d: %w", f.list, err)
		}
		b.keys[f.list] = key
	}
	return nil
}

// judge appends the links of one person within one list.
func (b *bench) judge(p *Person, cs []*found, out []Entry) ([]Entry, error) {
	candidates := make([]Candidate, len(cs))
	decided := b.decided[p.ID]
	var entryKeys []string
	for i, f := range cs {
		candidates[i] = Candidate{List: f.list, Row: f.row, Same: f.same(p), Rivals: b.look.rivals[f.nameIx]}
		if b.plain(p, f) {
			continue
		}
		personal, err := b.openEntry(f)
		if err != nil {
			return nil, err
		}
		candidates[i].Entry = Side{NIK: personal.NIK, KPJ: personal.KPJ, Name: personal.Name, Born: personal.Born}
		if decided != nil {
			if entryKeys == nil {
				entryKeys = make([]string, len(cs))
			}
			entryKeys[i] = string(EntryKey(b.Ring, personal))
		}
	}
	judged := b.Engine.Judge(b.sides[p.Row], candidates)
	settled := slices.ContainsFunc(entryKeys, func(k string) bool { return decided[k] == Same })
	for i, f := range cs {
		if entryKeys != nil {
			switch decided[entryKeys[i]] {
			case Same:
				judged[i] = Judgement{Accepted, "decided"}
			case Different:
				continue
			}
		}
		if judged[i].Band == "" || settled && judged[i].Band == Review { // one person has one entry: the other candidates are other people
			continue
		}
		out = append(out, Entry{Person: p.ID, List: f.list, Row: f.row, Band: judged[i].Band, Reason: judged[i].Reason, NPP: f.npp, KPJIndex: f.kpjIndex,
			Programmes: f.programmes, Active: f.active, LastMonth: f.last})
	}
	return out, nil
}

func (b *bench) openEntry(f *found) (p participant.Personal, err error) {
	plain, err := b.keys[f.list].Open(f.sealed, participant.SealLabel)
	if err != nil {
		return p, fmt.Errorf("open entry %d of participant list %d: %w", f.row, f.list, err)
	}
	if err := json.Unmarshal(plain, &p); err != nil {
		return p, fmt.Errorf("read entry %d of participant list %d: %w", f.row, f.list, err)
	}
	return p, nil
}

func (j Judge) openPerson(p *roster.Sealed) (Side, error) {
	key, err := j.Ring.Unwrap(p.WrappedKey)
	if err != nil {
		return Side{}, fmt.Errorf("open key of person %d: %w", p.Person, err)
	}
	number, err := key.Open(p.NIK, person.SealLabel)
	if err != nil {
		return Side{}, fmt.Errorf("open person %d: %w", p.Person, err)
	}
	plain, err := key.Open(p.Told, roster.SealLabel)
	if err != nil {
		return Side{}, fmt.Errorf("open roster row of person %d: %w", p.Person, err)
	}
	var told struct {
		Born string `json:"b"`
	}
	if err := json.Unmarshal(plain, &told); err != nil {
		return Side{}, fmt.Errorf("read roster row of person %d: %w", p.Person, err)
	}
	return Side{NIK: string(number), Name: p.Name, Born: told.Born}, nil
}

// EntryKey names an entry by its content, so that a decision holds when the list comes again.
func EntryKey(ring *crypt.Keyring, p participant.Personal) []byte {
	return ring.Index(crypt.Content, strings.Join([]string{p.NIK, p.KPJ, p.Name, p.Born}, "|"))
}
