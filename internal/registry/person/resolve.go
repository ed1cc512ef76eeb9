package person

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	linkperson "github.com/payung-id/payung/linkage/person"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/nik"
)

// SealLabel marks what is sealed in person.sealed_nik.
const SealLabel = "person.nik"

// Known is a resolved identity.
type Known struct {
	ID  int64
	Key crypt.Key
}

// Named is a NIK with the name a roster gives it.
type Named struct {
	NIK  nik.Number
	Name string
}

// Resolve returns the identity of every NIK of a government, making those that are new with ids from firstID on, of which
// there must be one per given person. Persons that no live roster
// names are invisible, so this may run while rows are staged.
func Resolve(ctx context.Context, tx *db.Tx, ring *crypt.Keyring, government, firstID int64, people []Named, now time.Time) (map[nik.Number]Known, error) {
	out := make(map[nik.Number]Known, len(people))
	byIndex := make(map[string]nik.Number, len(people))
	for _, p := range people {
		byIndex[string(ring.Index(crypt.NIK, string(p.NIK)))] = p.NIK
	}
	if err := findKnown(ctx, tx, ring, government, byIndex, out); err != nil {
		return nil, err
	}
	var known []Named
	var fresh []Named
	for _, p := range people {
		if _, ok := out[p.NIK]; ok {
			known = append(known, p)
			continue
		}
		fresh = append(fresh, p)
		out[p.NIK] = Known{} // the same NIK again in this chunk is the same person
	}
	if err := create(ctx, tx, ring, government, firstID, unique(fresh), out, now); err != nil {
		return nil, err
	}
	return out, addTokens(ctx, tx, government, known, out)
}

// unique keeps one Named per NIK, with all its names joined, since tokens of each must be found.
func unique(people []Named) []Named {
	var out []Named
	at := map[nik.Number]int{}
	for _, p := range people {
		if i, ok := at[p.NIK]; ok {
			out[i].Name += " " + p.Name
			continue
		}
		at[p.NIK] = len(out)
		out = append(out, p)
	}
	return out
}

// lookupSize bounds the placeholders of one query.
const lookupSize = 500

func findKnown(ctx context.Context, tx *db.Tx, ring *crypt.Keyring, government int64, byIndex map[string]nik.Number, out map[nik.Number]Known) error {
	args := make([]any, 1, lookupSize+1)
	args[0] = government
	flush := func() error {
		if len(args) == 1 {
			return nil
		}
		rows, err := tx.Query(ctx, `SELECT id, nik_index, wrapped_key FROM person WHERE government_id = $1 AND nik_index IN `+db.In(2, len(args)-1), args...)
		if err != nil {
			return fmt.Errorf("find persons: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			var id int64
			var index, wrapped []byte
			if err := rows.Scan(&id, &index, &wrapped); err != nil {
				return fmt.Errorf("find persons: %w", err)
			}
			key, err := ring.Unwrap(wrapped)
			if err != nil {
				return fmt.Errorf("open key of person %d: %w", id, err)
			}
			out[byIndex[string(index)]] = Known{id, key}
		}
		args = args[:1]
		return rows.Err()
	}
	for index := range byIndex {
		args = append(args, []byte(index))
		if len(args) == lookupSize+1 {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

func create(ctx context.Context, tx *db.Tx, ring *crypt.Keyring, government, firstID int64, fresh []Named, out map[nik.Number]Known, now time.Time) error {
	if len(fresh) == 0 {
		return nil
	}
	stamp := clock.Stamp(now)
	persons := make([][]any, 0, len(fresh))
	var tokens [][]any
	for i, p := range fresh {
		id := firstID + int64(i)
		key, wrapped, err := ring.NewKey()
		if err != nil {
			return err
		}
		persons = append(persons, []any{government, id, Code(id), ring.Index(crypt.NIK, string(p.NIK)), wrapped, key.Seal([]byte(p.NIK), SealLabel), stamp})
		for _, t := range searchTokens(p.Name) {
			tokens = append(tokens, []any{government, t, id})
		}
		out[p.NIK] = Known{id, key}
	}
	if err := tx.Bulk(ctx, "person", []string{"government_id", "id", "code", "nik_index", "wrapped_key", "sealed_nik", "created_at"}, persons); err != nil {
		return err
	}
	return tx.Bulk(ctx, "person_token", []string{"government_id", "token", "person_id"}, tokens)
}

func addTokens(ctx context.Context, tx *db.Tx, government int64, known []Named, ids map[nik.Number]Known) error {
	for _, p := range known {
		for _, t := range searchTokens(p.Name) {
			if _, err := tx.Exec(ctx, `INSERT INTO person_token (government_id, token, person_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, government, t, ids[p.NIK].ID); err != nil {
				return fmt.Errorf("add name tokens: %w", err)
			}
		}
	}
	return nil
}

func searchTokens(name string) []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range linkperson.Tokens(name) {
		if !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out
}

// alphabet of person codes: no letter or digit that looks like another.
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

// Code is the short code by which people tell two persons of one name apart. It says nothing about them.
func Code(id int64) string {
	n := uint64(id) * 2654435761 % 729000000 // 30^6; the factor shares no divisor with it, so codes of ids below 30^6 differ
	var b [6]byte
	for i := range b {
		b[i] = alphabet[n%30]
		n /= 30
	}
	return string(b[:3]) + "-" + string(b[3:])
}

// IDsByTokens returns the persons of a government whose names hold every token of the question, each as a beginning.
func IDsByTokens(ctx context.Context, r db.Reader, government int64, question string, most int) ([]int64, error) {
	tokens := linkperson.Tokens(question)
	if len(tokens) == 0 {
		return nil, nil
	}
	var where []string
	args := []any{government, most}
	for _, t := range tokens {
		args = append(args, t, t+"\u007f")
		n := len(args)
		where = append(where, fmt.Sprintf("EXISTS (SELECT 1 FROM person_token t WHERE t.government_id = p.government_id AND t.person_id = p.id AND t.token >= $%d AND t.token <= $%d)", n-1, n))
	}
	rows, err := r.Query(ctx, `SELECT p.id FROM person p WHERE p.government_id = $1 AND `+strings.Join(where, " AND ")+` ORDER BY p.id LIMIT $2`, args...)
	if err != nil {
		return nil, fmt.Errorf("search persons: %w", err)
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("search persons: %w", err)
		}
		out = append(out, id)
	}
	return out, rows.Err()
}

// ByNIK returns the person with a whole NIK, or 0.
func ByNIK(ctx context.Context, r db.Reader, ring *crypt.Keyring, government int64, n nik.Number) (int64, error) {
	var id int64
	err := r.QueryRow(ctx, `SELECT id FROM person WHERE government_id = $1 AND nik_index = $2`, government, ring.Index(crypt.NIK, string(n))).Scan(&id)
	if errors.Is(err, db.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

// KeyOf opens a person's key.
func KeyOf(ctx context.Context, r db.Reader, ring *crypt.Keyring, government, id int64) (crypt.Key, []byte, error) {
	var wrapped, sealed []byte
	if err := r.QueryRow(ctx, `SELECT wrapped_key, sealed_nik FROM person WHERE government_id = $1 AND id = $2`, government, id).Scan(&wrapped, &sealed); err != nil {
		return crypt.Key{}, nil, fmt.Errorf("read person %d: %w", id, err)
	}
	key, err := ring.Unwrap(wrapped)
	return key, sealed, err
}
