package approval

import (
	"context"
	"errors"
	"fmt"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
)

const columns = `a.government_id, a.id, a.kind, a.subject_id, a.unit_id, a.fingerprint, a.state, a.version, a.submitted_by, a.submitter, a.submitted_at, a.note, a.decider, a.decided_at, a.reason`

func scan(row interface{ Scan(...any) error }, more ...any) (*Request, error) {
	var r Request
	var submitted, decided string
	into := append([]any{&r.Government, &r.ID, &r.Kind, &r.Subject, &r.Unit, &r.fingerprint, &r.State, &r.Version, &r.SubmittedBy, &r.Submitter, &submitted, &r.Note, &r.Decider, &decided, &r.Reason}, more...)
	if err := row.Scan(into...); err != nil {
		return nil, err
	}
	var err error
	if r.SubmittedAt, err = clock.ParseStamp(submitted); err != nil {
		return nil, err
	}
	if decided != "" {
		r.DecidedAt, err = clock.ParseStamp(decided)
	}
	return &r, err
}

// open returns the request of a subject that waits, and nil where none does.
func open(ctx context.Context, r db.Reader, s Subject) (*Request, error) {
	x, err := scan(r.QueryRow(ctx, `SELECT `+columns+` FROM approval a WHERE a.government_id = $1 AND a.kind = $2 AND a.subject_id = $3 AND a.state = 'waiting'`, s.Government, s.Kind, s.ID))
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read request: %w", err)
	}
	return x, nil
}

// waiting returns a request that still waits.
func waiting(ctx context.Context, r db.Reader, government, id int64) (*Request, error) {
	x, err := scan(r.QueryRow(ctx, `SELECT `+columns+` FROM approval a WHERE a.government_id = $1 AND a.id = $2`, government, id))
	switch {
	case errors.Is(err, db.ErrNoRows):
		return nil, ErrNone
	case err != nil:
		return nil, fmt.Errorf("read request: %w", err)
	case x.State != Waiting:
		return nil, ErrMeanwhile
	}
	return x, nil
}

// Of returns the newest request of a subject, and nil where there was none.
func Of(ctx context.Context, r db.Reader, government int64, kind string, subject int64) (*Request, error) {
	x, err := scan(r.QueryRow(ctx, `SELECT `+columns+` FROM approval a WHERE a.government_id = $1 AND a.kind = $2 AND a.subject_id = $3 ORDER BY a.id DESC LIMIT 1`, government, kind, subject))
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read request: %w", err)
	}
	return x, nil
}

const joined = ` FROM approval a JOIN government g ON g.id = a.government_id LEFT JOIN unit u ON u.government_id = a.government_id AND u.id = a.unit_id WHERE `

// List returns requests in scope, the waiting ones first, then the newest.
func List(ctx context.Context, r db.Reader, scope access.Scope, most int) ([]*Request, error) {
	where, args := scope.SQL(2)
	rows, err := r.Query(ctx, `SELECT `+columns+`, coalesce(u.name, ''), g.code`+joined+where+` ORDER BY CASE WHEN a.state = 'waiting' THEN 0 ELSE 1 END, a.government_id, a.id DESC LIMIT $1`, append([]any{most}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list requests: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []*Request
	for rows.Next() {
		var name, code string
		x, err := scan(rows, &name, &code)
		if err != nil {
			return nil, fmt.Errorf("list requests: %w", err)
		}
		x.UnitName, x.GovCode = name, code
		out = append(out, x)
	}
	return out, rows.Err()
}

// ByID returns a request in scope; one elsewhere is not found, as if it did not exist.
func ByID(ctx context.Context, r db.Reader, scope access.Scope, government, id int64) (*Request, error) {
	where, args := scope.SQL(3)
	var name, code string
	x, err := scan(r.QueryRow(ctx, `SELECT `+columns+`, coalesce(u.name, ''), g.code`+joined+`a.government_id = $1 AND a.id = $2 AND `+where, append([]any{government, id}, args...)...), &name, &code)
	if errors.Is(err, db.ErrNoRows) {
		return nil, ErrNone
	}
	if err != nil {
		return nil, fmt.Errorf("read request: %w", err)
	}
	x.UnitName, x.GovCode = name, code
	return x, nil
}
