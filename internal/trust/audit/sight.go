package audit

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/payung-id/payung/internal/platform/db"
)

// SightOp is the operation of every look at people: who saw whom, on which page, what for.
const SightOp = "people.see"

// What the ids of a look name. A row is one that is not yet a person; an import stands for all of its rows.
const (
	People  = "person"
	Rows    = "roster_row"
	Imports = "import"
)

// lists are the kinds of target of a look at several.
var lists = map[string]string{People: "people", Rows: "roster_rows", Imports: "imports"}

// Sight is one look at people of one government: a page, a file, an answer to a program.
type Sight struct {
	Government int64
	Page       string  // the route: "GET /pekerja"
	Purpose    string  // what for: of the page's work, or what the person told
	Kind       string  // of what the ids name: [People] where empty
	People     []int64 // whom; never empty
	Question   string  // how the list was asked for, without a personal value: needed where the people are too many to name
}

// namedAtMost is how many people a look names one by one (about two bytes each). A longer list keeps its count and digest.
const namedAtMost = 5000

// sightDetail is what an entry keeps of a look at a list.
type sightDetail struct {
	Page     string `json:"page"`
	Count    int    `json:"count"`
	People   string `json:"people,omitempty"` // packed ids
	Digest   string `json:"digest,omitempty"` // of the packed ids, where they are too many
	Question string `json:"question,omitempty"`
}

// Entry is how a look stands in the trail.
func (s Sight) Entry(account int64, actor string) Entry {
	e := Entry{Government: s.Government, Account: account, Actor: actor, Op: SightOp, Purpose: s.Purpose}
	kind := cmp.Or(s.Kind, People)
	if len(s.People) == 1 {
		e.TargetKind, e.TargetID, e.Detail = kind, s.People[0], sightDetail{Page: s.Page, Count: 1}
		return e
	}
	d := sightDetail{Page: s.Page, Count: len(s.People), Question: s.Question}
	packed := pack(s.People)
	if len(s.People) <= namedAtMost {
		d.People = base64.RawURLEncoding.EncodeToString(packed)
	} else {
		sum := sha256.Sum256(packed)
		d.Digest = hex.EncodeToString(sum[:])
	}
	e.TargetKind, e.Detail = lists[kind], d
	return e
}

// pack writes ids in order, each as its distance from the one before.
func pack(ids []int64) []byte {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	var out []byte
	last := int64(0)
	for _, id := range ids {
		out = binary.AppendUvarint(out, uint64(id-last)) //nolint:gosec // sorted: never negative
		last = id
	}
	return out
}

func unpack(packed []byte) ([]int64, error) {
	r := bytes.NewReader(packed)
	var out []int64
	last := int64(0)
	for {
		n, err := binary.ReadUvarint(r)
		if err == io.EOF { //nolint:errorlint // ReadUvarint returns it bare
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read packed people: %w", err)
		}
		last += int64(n) //nolint:gosec // written by pack
		out = append(out, last)
	}
}

// Look is one look at a person, as the person may ask to see it.
type Look struct {
	At, Actor, Page, Purpose string
	Together                 int // how many people the page showed
}

// Looks lists who looked at a person, the newest first: pages of the one person, and lists that named them.
func Looks(ctx context.Context, r db.Reader, government, person int64) ([]Look, error) {
	alone, err := sights(ctx, r, government, People, person)
	if err != nil {
		return nil, err
	}
	lists, err := sights(ctx, r, government, lists[People], 0)
	if err != nil {
		return nil, err
	}
	all := alone
	for _, x := range lists {
		held, err := x.holds(person)
		if err != nil {
			return nil, err
		}
		if held {
			all = append(all, x)
		}
	}
	slices.SortFunc(all, func(a, b seen) int { return int(b.seq - a.seq) })
	out := make([]Look, len(all))
	for i, x := range all {
		out[i] = Look{x.at, x.actor, x.detail.Page, x.purpose, x.detail.Count}
	}
	return out, nil
}

// seen is a look as it was read back.
type seen struct {
	seq                int64
	at, actor, purpose string
	detail             sightDetail
}

func (x seen) holds(person int64) (bool, error) {
	packed, err := base64.RawURLEncoding.DecodeString(x.detail.People)
	if err != nil {
		return false, fmt.Errorf("read entry %d of the trail: %w", x.seq, err)
	}
	ids, err := unpack(packed)
	return slices.Contains(ids, person), err
}

func sights(ctx context.Context, r db.Reader, government int64, kind string, id int64) ([]seen, error) {
	rows, err := r.Query(ctx, `SELECT seq, at, actor, purpose, detail FROM audit_entry WHERE government_id = $1 AND target_kind = $2 AND target_id = $3 AND op = $4 ORDER BY seq`,
		government, kind, id, SightOp)
	if err != nil {
		return nil, fmt.Errorf("list looks: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []seen
	for rows.Next() {
		var x seen
		var detail string
		if err := rows.Scan(&x.seq, &x.at, &x.actor, &x.purpose, &detail); err != nil {
			return nil, fmt.Errorf("list looks: %w", err)
		}
		if err := json.Unmarshal([]byte(detail), &x.detail); err != nil {
			return nil, fmt.Errorf("read entry %d of the trail: %w", x.seq, err)
		}
		out = append(out, x)
	}
	return out, rows.Err()
}
