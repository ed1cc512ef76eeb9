package intake

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/approval"
	"github.com/payung-id/payung/internal/trust/change"
)

// ApplyRoster is the kind of approval that applying a roster asks for, where a government wants a second person.
const ApplyRoster = "roster.apply"

// ErrSecondPerson says that a government wants a second person to apply what somebody handed in.
var ErrSecondPerson = approval.ErrOwn

// Fingerprinter is a kind whose staged rows can be told apart from other rows: what is approved is what was submitted.
type Fingerprinter interface {
	Fingerprint(ctx context.Context, r db.Reader, b *Batch) ([]byte, error)
}

// checked tells whether applying a batch needs a second person: it is a roster, and its government asks for one. Rosters
// that name their units row by row count too.
func checked(ctx context.Context, r db.Reader, b *Batch) (needed bool, err error) {
	if b.Kind != "roster" || b.Government == 0 {
		return false, nil
	}
	if err := r.QueryRow(ctx, `SELECT checker FROM government WHERE id = $1`, b.Government).Scan(&needed); err != nil {
		return false, fmt.Errorf("ask for the checker: %w", err)
	}
	return needed, nil
}

// secondPerson has applying a roster approved where its government asks for it, in the transaction that applies it. Work
// that the program itself does (sample data) needs nobody; the operator at the command line is refused like any maker.
func secondPerson(ctx context.Context, tx *change.Tx, k Kind, b *Batch, d approval.Decision) error {
	if tx.Actor.SuperReach && !tx.Actor.Operator {
		return nil
	}
	needed, err := checked(ctx, tx, b)
	if err != nil || !needed {
		return err
	}
	s, err := subject(ctx, tx, k, b)
	if err != nil {
		return err
	}
	return approval.Approve(ctx, tx, s, d)
}

func subject(ctx context.Context, r db.Reader, k Kind, b *Batch) (approval.Subject, error) {
	s := approval.Subject{Government: b.Government, Kind: ApplyRoster, ID: b.ID, Unit: b.Unit, Maker: b.CreatedBy}
	sum := sha256.Sum256(b.Digest)
	s.Fingerprint = sum[:]
	var err error
	if f, ok := k.(Fingerprinter); ok {
		s.Fingerprint, err = f.Fingerprint(ctx, r, b)
	}
	return s, err
}

// Touched notes that somebody changes the rows of a batch: while it waits for a second person it is frozen, and whoever
// changed it before is not that person.
func Touched(ctx context.Context, tx *change.Tx, batch int64) error {
	var government int64
	var state State
	if err := tx.QueryRow(ctx, `SELECT government_id, state FROM import_batch WHERE id = $1`, batch).Scan(&government, &state); err != nil {
		return fmt.Errorf("read import %d: %w", batch, err)
	}
	if state != Draft {
		return nil
	}
	return approval.Touch(ctx, tx, government, ApplyRoster, batch)
}

// Submit asks for a second person to apply a draft.
func (s *Service) Submit(ctx context.Context, actor access.Actor, id int64, note string) (r *approval.Request, err error) {
	_, err = s.move(ctx, actor, id, "submit", func(ctx context.Context, tx *change.Tx, k Kind, b *Batch) error {
		if b.State != Draft {
			return fault.New(fault.Conflict, "Kiriman %s tidak dapat diajukan karena statusnya %s.", b.Receipt(), string(b.State))
		}
		what, err := subject(ctx, tx, k, b)
		if err != nil {
			return err
		}
		r, err = approval.Submit(ctx, tx, what, note)
		return err
	})
	return r, err
}

// NeedsSecond tells whether a batch is applied by somebody else than its makers.
func NeedsSecond(ctx context.Context, r db.Reader, b *Batch) (bool, error) { return checked(ctx, r, b) }

// Refuse decides against a draft that was submitted; it stays a draft, and its maker may mend it and submit it again.
func (s *Service) Refuse(ctx context.Context, actor access.Actor, id int64, d approval.Decision) error {
	return s.decided(ctx, actor, id, "refuse", d, approval.Refuse)
}

// Withdraw takes back what the actor submitted.
func (s *Service) Withdraw(ctx context.Context, actor access.Actor, id int64, d approval.Decision) error {
	return s.decided(ctx, actor, id, "withdraw", d, approval.Withdraw)
}

func (s *Service) decided(ctx context.Context, actor access.Actor, id int64, verb string, d approval.Decision, fn func(context.Context, *change.Tx, int64, int64, approval.Decision) error) error {
	_, err := s.move(ctx, actor, id, verb, func(ctx context.Context, tx *change.Tx, _ Kind, b *Batch) error {
		r, err := approval.Of(ctx, tx, b.Government, ApplyRoster, b.ID)
		if err != nil {
			return err
		}
		if r == nil {
			return approval.ErrNone
		}
		return fn(ctx, tx, b.Government, r.ID, d)
	})
	return err
}
