package person

import (
	"context"
	"fmt"
	"strings"

	linkperson "github.com/payung-id/payung/linkage/person"

	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/nik"
)

// Ref names a person: ids are unique within a government.
type Ref struct{ Government, Person int64 }

// String writes "3.1204", as addresses do.
func (r Ref) String() string { return fmt.Sprintf("%d.%d", r.Government, r.Person) }

// live says that a row stands, or stood, in a unit's roster: a row of a file that was only checked, or undone, does not.
const live = `rr.status IN ('ok', 'warn', 'fixed') AND EXISTS (SELECT 1 FROM roster_current rc WHERE rc.government_id = rr.government_id AND rc.batch_id = rr.batch_id AND rc.unit_id = rr.unit_id)`

// SearchName returns the people of a government whom a roster in scope names by all the words of a question, each as a
// beginning; titles and short forms ("Moh.", "M.") do not count. The longest word, as the rarest, leads.
func SearchName(ctx context.Context, r db.Reader, scope access.Scope, government int64, question string, most int) ([]Ref, error) {
	tokens := linkperson.Tokens(question)
	if len(tokens) == 0 {
		return nil, nil
	}
	lead := 0
	for i, t := range tokens {
		if len(t) > len(tokens[lead]) {
			lead = i
		}
	}
	tokens[0], tokens[lead] = tokens[lead], tokens[0]
	args := []any{government, most, tokens[0], tokens[0] + "\u007f"}
	var also strings.Builder
	for _, t := range tokens[1:] {
		args = append(args, t, t+"\u007f")
		fmt.Fprintf(&also, " AND EXISTS (SELECT 1 FROM person_token o WHERE o.government_id = t.government_id AND o.person_id = t.person_id AND o.token >= $%d AND o.token <= $%d)", len(args)-1, len(args))
	}
	where, more := scope.SQL(len(args) + 1)
	rows, err := r.Query(ctx, `SELECT DISTINCT t.person_id FROM person_token t JOIN government g ON g.id = t.government_id
		WHERE t.government_id = $1 AND t.token >= $3 AND t.token <= $4`+also.String()+`
		AND EXISTS (SELECT 1 FROM roster_row rr JOIN unit u ON u.government_id = rr.government_id AND u.id = rr.unit_id
			WHERE rr.government_id = t.government_id AND rr.person_id = t.person_id AND `+live+` AND `+where+`)
		ORDER BY t.person_id LIMIT $2`, append(args, more...)...)
	if err != nil {
		return nil, fmt.Errorf("search names: %w", err)
	}
	return refs(rows, government)
}

// SearchNIK returns the person with a whole NIK whom a roster in scope names.
func SearchNIK(ctx context.Context, r db.Reader, ring *crypt.Keyring, scope access.Scope, government int64, n nik.Number) ([]Ref, error) {
	id, err := ByNIK(ctx, r, ring, government, n)
	if err != nil || id == 0 {
		return nil, err
	}
	return within(ctx, r, scope, government, []int64{id})
}

// SearchKPJ returns the people who are linked to the list entries with a whole KPJ, and whom a roster in scope names.
func SearchKPJ(ctx context.Context, r db.Reader, ring *crypt.Keyring, scope access.Scope, government int64, kpj string) ([]Ref, error) {
	rows, err := r.Query(ctx, `SELECT DISTINCT p.id FROM participant_list l JOIN participant_entry e ON e.list_id = l.id JOIN person p ON p.government_id = $1 AND p.nik_index = e.nik_index
		WHERE l.live AND l.government_id IN (0, $1) AND e.kpj_index = $2 LIMIT 20`, government, ring.Index(crypt.KPJ, strings.ToUpper(nik.Clean(kpj))))
	if err != nil {
		return nil, fmt.Errorf("search KPJ: %w", err)
	}
	found, err := refs(rows, government)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, f := range found {
		ids = append(ids, f.Person)
	}
	return within(ctx, r, scope, government, ids)
}

// within keeps the people whom a live roster in scope names.
func within(ctx context.Context, r db.Reader, scope access.Scope, government int64, ids []int64) ([]Ref, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := []any{government}
	for _, id := range ids {
		args = append(args, id)
	}
	where, more := scope.SQL(len(args) + 1)
	rows, err := r.Query(ctx, `SELECT DISTINCT rr.person_id FROM roster_row rr JOIN unit u ON u.government_id = rr.government_id AND u.id = rr.unit_id JOIN government g ON g.id = rr.government_id
		WHERE rr.government_id = $1 AND rr.person_id IN `+db.In(2, len(ids))+` AND `+live+` AND `+where+` ORDER BY rr.person_id`, append(args, more...)...)
	if err != nil {
		return nil, fmt.Errorf("search persons: %w", err)
	}
	return refs(rows, government)
}

func refs(rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	Close() error
}, government int64,
) ([]Ref, error) {
	defer func() { _ = rows.Close() }()
	var out []Ref
	for rows.Next() {
		f := Ref{Government: government}
		if err := rows.Scan(&f.Person); err != nil {
			return nil, fmt.Errorf("search persons: %w", err)
		}
		out = append(out, f)
	}
	return out, rows.Err()
}
