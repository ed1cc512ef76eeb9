package match

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
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

// Person is who is looked for: what the live roster of a month says of a human.
type Person struct {
	ID                            int64
	Name                          string
	NIKIndex, NameBirth           string
	WrappedKey, SealedNIK, Sealed []byte
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

// Lists are the lists that speak for a month, each with the employer registrations (NPP) that it speaks for: per NPP the
// newest list as of the end of the following month. "" is the NPP of lists that name none.
type Lists map[int64]map[string]bool

// All returns the ids of all lists, sorted.
func (l Lists) All() []int64 { return slices.Sorted(maps.Keys(l)) }

// ListsFor returns the lists that speak for a month of a government: its own and those of the installation.
func ListsFor(ctx context.Context, r db.Reader, government int64, month period.Month) (Lists, error) {
	rows, err := r.Query(ctx, `SELECT l.id, c.npp FROM participant_list l JOIN participant_coverage c ON c.list_id = l.id
		WHERE l.live AND l.government_id IN (0, $1) AND l.as_of <= $2 ORDER BY l.as_of, l.id`, government, month.Add(1).Last().String())
	if err != nil {
		return nil, fmt.Errorf("choose participant lists: %w", err)
	}
	defer rows.Close()
	newest := map[string]int64{}
	for rows.Next() {
		var id int64
		var npp string
		if err := rows.Scan(&id, &npp); err != nil {
			return nil, fmt.Errorf("choose participant lists: %w", err)
		}
		newest[npp] = id
	}
	lists := Lists{}
	for npp, id := range newest {
		if lists[id] == nil {
			lists[id] = map[string]bool{}
		}
		lists[id][npp] = true
	}
	return lists, rows.Err()
}

// found is an entry as the two joins find it, before judging.
type found struct {
	list                       int64
	row                        int
	npp, last                  string
	nikIndex, kpjIndex, nameIx string
	programmes                 int64
	active                     bool
	sealed                     []byte
	wrapped                    []byte
}

// Links judges the people of a government against lists and returns the links, people in the order given.
func (j Judge) Links(ctx context.Context, r db.Reader, government int64, people []Person, lists []int64) ([]Entry, error) {
	if len(people) == 0 || len(lists) == 0 {
		return nil, nil
	}
	decisions, err := decisionsOf(ctx, r, government)
	if err != nil {
		return nil, err
	}
	look := newLookup(people)
	if err := look.load(ctx, r, lists); err != nil {
		return nil, err
	}
	keys := map[string]crypt.Key{}
	var out []Entry
	for i := range people {
		p := &people[i]
		byList := look.of(p)
		for _, list := range lists {
			cs := byList[list]
			if len(cs) == 0 {
				continue
			}
			links, err := j.judgeList(p, cs, look, keys, decisions[p.ID])
			if err != nil {
				return nil, err
			}
			out = append(out, links...)
		}
	}
	return out, nil
}

func (j Judge) judgeList(p *Person, cs []*found, look *lookup, keys map[string]crypt.Key, decided map[string]string) ([]Entry, error) {
	candidates := make([]Candidate, len(cs))
	var self Side
	entryKeys := make([]string, len(cs))
	for i, f := range cs {
		candidates[i] = Candidate{List: f.list, Row: f.row, Same: f.nikIndex == p.NIKIndex && f.nameIx != "" && f.nameIx == p.NameBirth, Rivals: look.rivals[f.nameIx]}
		if candidates[i].Same && decided == nil {
			continue
		}
		if self.NIK == "" {
			var err error
			if self, err = j.openPerson(p); err != nil {
				return nil, err
			}
		}
		var personal participant.Personal
		key, ok := keys[string(f.wrapped)]
		if !ok {
			var err error
			if key, err = j.Ring.Unwrap(f.wrapped); err != nil {
				return nil, fmt.Errorf("open key of participant list %d: %w", f.list, err)
			}
			keys[string(f.wrapped)] = key
		}
		plain, err := key.Open(f.sealed, participant.SealLabel)
		if err != nil {
			return nil, fmt.Errorf("open entry %d of participant list %d: %w", f.row, f.list, err)
		}
		if err := json.Unmarshal(plain, &personal); err != nil {
			return nil, fmt.Errorf("read entry %d of participant list %d: %w", f.row, f.list, err)
		}
		candidates[i].Entry = Side{NIK: personal.NIK, KPJ: personal.KPJ, Name: personal.Name, Born: personal.Born}
		entryKeys[i] = string(EntryKey(j.Ring, personal))
	}
	judged := j.Engine.Judge(self, candidates)
	found := slices.ContainsFunc(entryKeys, func(k string) bool { return k != "" && decided[k] == Same })
	var out []Entry
	for i, f := range cs {
		switch decided[entryKeys[i]] {
		case Same:
			judged[i] = Judgement{Accepted, "decided"}
		case Different:
			continue
		}
		if judged[i].Band == "" || found && judged[i].Band == Review { // one person has one entry: the other candidates are other people
			continue
		}
		out = append(out, Entry{Person: p.ID, List: f.list, Row: f.row, Band: judged[i].Band, Reason: judged[i].Reason, NPP: f.npp, KPJIndex: f.kpjIndex,
			Programmes: f.programmes, Active: f.active, LastMonth: f.last})
	}
	return out, nil
}

func (j Judge) openPerson(p *Person) (Side, error) {
	key, err := j.Ring.Unwrap(p.WrappedKey)
	if err != nil {
		return Side{}, fmt.Errorf("open key of person %d: %w", p.ID, err)
	}
	number, err := key.Open(p.SealedNIK, person.SealLabel)
	if err != nil {
		return Side{}, fmt.Errorf("open person %d: %w", p.ID, err)
	}
	plain, err := key.Open(p.Sealed, roster.SealLabel)
	if err != nil {
		return Side{}, fmt.Errorf("open roster row of person %d: %w", p.ID, err)
	}
	var told struct {
		Born string `json:"b"`
	}
	if err := json.Unmarshal(plain, &told); err != nil {
		return Side{}, fmt.Errorf("read roster row of person %d: %w", p.ID, err)
	}
	return Side{NIK: string(number), Name: p.Name, Born: told.Born}, nil
}

// EntryKey names an entry by its content, so that a decision holds when the list comes again.
func EntryKey(ring *crypt.Keyring, p participant.Personal) []byte {
	return ring.Index(crypt.Content, strings.Join([]string{p.NIK, p.KPJ, p.Name, p.Born}, "|"))
}
