package person

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/nik"
)

// rosterSeal is the label under which a roster row is sealed; package roster, which imports this one, says so.
const rosterSeal = "roster_row"

// ErrNotFound says that no such person lies in the asker's reach; it never tells whether there is one elsewhere.
var ErrNotFound = fault.New(fault.NotFound, "Orang ini tidak ditemukan dalam wilayah kerja Anda.")

// Person is a human as the newest roster in scope tells of them.
type Person struct {
	Ref
	Code      string
	Name      string
	Title     string
	BirthYear int
	Sex       string
	Unit      int64 // of the newest roster in scope
	Erased    bool  // the key is gone: nothing sealed can be read again
	masked    string
}

// MaskedNIK is the number as pages show it: four digits of the region.
func (p *Person) MaskedNIK() string { return p.masked }

// Read returns a person whom a live roster in scope names; government 0 finds the id in any government in scope.
func Read(ctx context.Context, r db.Reader, ring *crypt.Keyring, scope access.Scope, ref Ref) (*Person, error) {
	where, args := scope.SQL(3)
	p := &Person{}
	var wrapped, sealedNIK, sealed []byte
	err := r.QueryRow(ctx, `SELECT p.government_id, p.id, p.code, p.wrapped_key, p.sealed_nik, rr.name, rr.birth_year, rr.sex, rr.unit_id, rr.sealed
		FROM person p JOIN roster_row rr ON rr.government_id = p.government_id AND rr.person_id = p.id
		JOIN roster_current rc ON rc.government_id = rr.government_id AND rc.batch_id = rr.batch_id AND rc.unit_id = rr.unit_id
		JOIN unit u ON u.government_id = rr.government_id AND u.id = rr.unit_id JOIN government g ON g.id = p.government_id
		WHERE p.id = $1 AND ($2 = 0 OR p.government_id = $2) AND rr.status IN ('ok', 'warn', 'fixed') AND `+where+`
		ORDER BY rc.month DESC, rr.id DESC LIMIT 1`, append([]any{ref.Person, ref.Government}, args...)...).
		Scan(&p.Government, &p.Person, &p.Code, &wrapped, &sealedNIK, &p.Name, &p.BirthYear, &p.Sex, &p.Unit, &sealed)
	if errors.Is(err, db.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read person: %w", err)
	}
	if len(wrapped) == 0 {
		p.Erased = true
		return p, nil
	}
	key, err := ring.Unwrap(wrapped)
	if err != nil {
		return nil, fmt.Errorf("open key of person %d: %w", p.Person, err)
	}
	number, err := key.Open(sealedNIK, SealLabel)
	if err != nil {
		return nil, fmt.Errorf("open person %d: %w", p.Person, err)
	}
	p.masked = nik.Mask(string(number))
	plain, err := key.Open(sealed, rosterSeal)
	if err != nil {
		return nil, fmt.Errorf("open roster row of person %d: %w", p.Person, err)
	}
	var told struct {
		Title string `json:"t"`
	}
	if err := json.Unmarshal(plain, &told); err != nil {
		return nil, fmt.Errorf("read roster row of person %d: %w", p.Person, err)
	}
	p.Title = told.Title
	return p, nil
}

// Purpose is why somebody opens a whole NIK.
type Purpose string

// The purposes.
const (
	ForRegistration Purpose = "pendaftaran"
	ForCorrection   Purpose = "perbaikan"
	ForClaim        Purpose = "klaim"
	ForRequest      Purpose = "permintaan"
)

// Purposes lists the purposes in the order of screens.
func Purposes() []Purpose {
	return []Purpose{ForRegistration, ForCorrection, ForClaim, ForRequest}
}

// Known tells whether the purpose exists.
func (p Purpose) Known() bool {
	for _, q := range Purposes() {
		if p == q {
			return true
		}
	}
	return false
}

// ErrPurpose says that a purpose must be told.
var ErrPurpose = fault.New(fault.Invalid, "Pilih keperluannya sebelum NIK ditampilkan.")

// Reveal returns the whole NIK of a person and notes in the trail who asked and what for. The note must hold nothing
// personal; it is cut to 200 letters.
func Reveal(ctx context.Context, door *change.Door, ring *crypt.Keyring, actor access.Actor, target access.Target, ref Ref, purpose Purpose, note string) (nik.Number, error) {
	if !purpose.Known() {
		return "", ErrPurpose
	}
	var number nik.Number
	err := door.Do(ctx, actor, change.Op{Name: "people.reveal", Permission: access.RevealNIK}, target, func(tx *change.Tx) error {
		key, sealed, err := KeyOf(ctx, tx, ring, ref.Government, ref.Person)
		if err != nil {
			return err
		}
		plain, err := key.Open(sealed, SealLabel)
		if err != nil {
			return fmt.Errorf("open person %d: %w", ref.Person, err)
		}
		number = nik.Number(plain)
		tx.Record("person", ref.Person, map[string]string{"purpose": string(purpose), "note": short(note)})
		return nil
	})
	return number, err
}

// NoteSearch notes in the trail that somebody searched people, by what kind of question and how many were found; never
// the question itself.
func NoteSearch(ctx context.Context, door *change.Door, actor access.Actor, target access.Target, by string, found int) error {
	return door.Do(ctx, actor, change.Op{Name: "people.search", Permission: access.SeePeople}, target, func(tx *change.Tx) error {
		tx.Record("search", 0, map[string]any{"by": by, "found": found})
		return nil
	})
}

func short(s string) string {
	const most = 200
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}
