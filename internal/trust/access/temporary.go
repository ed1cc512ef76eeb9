package access

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
)

// A temporary password is one that somebody else has given: it is known to two people, so its owner changes it before
// anything else is shown.

// giveTemporary remembers that an account's password is temporary.
func (s *Service) giveTemporary(ctx context.Context, tx *db.Tx, account int64) error {
	_, err := tx.Exec(ctx, `INSERT INTO account_temporary (account_id, given_at) VALUES ($1, $2) ON CONFLICT (account_id) DO UPDATE SET given_at = excluded.given_at`,
		account, clock.Stamp(s.now()))
	return err
}

// ownPassword forgets that an account's password was temporary.
func ownPassword(ctx context.Context, tx *db.Tx, account int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM account_temporary WHERE account_id = $1`, account)
	return err
}

func isTemporary(ctx context.Context, r db.Reader, account int64) (bool, error) {
	var n int
	err := r.QueryRow(ctx, `SELECT count(*) FROM account_temporary WHERE account_id = $1`, account).Scan(&n)
	return n > 0, err
}

// ErrSamePassword says that a temporary password was given again as the new one.
var ErrSamePassword = fault.New(fault.Invalid, "Kata sandi baru harus berbeda dari kata sandi sementara.")

// ErrBegun says that there is an account already: the first one is made only once.
var ErrBegun = fault.New(fault.Conflict, "Administrator pertama sudah ada. Masuklah dengan nama penggunanya; akun lain dibuat di halaman Pengguna.")

// CreateFirst makes the very first account, whose password is its owner's own. Where there is an account already it is
// [ErrBegun], also when two ask at once.
func (s *Service) CreateFirst(ctx context.Context, n NewAccount) (int64, error) {
	if any, err := s.Any(ctx); err != nil {
		return 0, err
	} else if any {
		return 0, ErrBegun
	}
	n.first = true
	id, err := s.Create(ctx, System(), n)
	if err != nil {
		return 0, fmt.Errorf("first account: %w", err)
	}
	return id, nil
}
