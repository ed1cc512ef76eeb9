package access

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/payung-id/payung/internal/platform/db"
)

// SameHuman tells whether two accounts belong to one person: they are one, an administrator has said so ([Service.Merge]),
// or they share a telephone number or a full name without its titles. The last two may be wrong about two people of one
// name: then the careful answer is that a third person decides.
func SameHuman(ctx context.Context, r db.Reader, a, b int64) (bool, error) {
	if a == b {
		return true, nil
	}
	x, err := humanOf(ctx, r, a)
	if err != nil {
		return false, err
	}
	y, err := humanOf(ctx, r, b)
	if err != nil {
		return false, err
	}
	return (x.human != 0 && x.human == y.human) || (x.phone != "" && x.phone == y.phone) || (x.name != "" && x.name == y.name), nil
}

// trait is by what two accounts are told to be one human's.
type trait struct {
	human       int64
	phone, name string
}

func humanOf(ctx context.Context, r db.Reader, account int64) (t trait, err error) {
	err = r.QueryRow(ctx, `SELECT coalesce(h.human_id, 0), a.phone, a.name FROM account a LEFT JOIN account_human h ON h.account_id = a.id WHERE a.id = $1`, account).
		Scan(&t.human, &t.phone, &t.name)
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return t, fmt.Errorf("read whose account %d is: %w", account, err)
	}
	t.phone, t.name = plainPhone(t.phone), plainName(t.name)
	return t, nil
}

// plainPhone is the last nine digits: 0812… and +62 812… are one number. Shorter ones say nothing.
func plainPhone(s string) string {
	const enough = 9
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	if len(digits) < enough {
		return ""
	}
	return digits[len(digits)-enough:]
}

// plainName is a name without titles: in front whatever ends with a dot, behind whatever follows the first comma.
func plainName(s string) string {
	s, _, _ = strings.Cut(strings.ToLower(s), ",")
	var words []string
	for _, w := range strings.Fields(s) {
		if !strings.HasSuffix(w, ".") {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}

// Merge says that two accounts belong to one person. It can only be said, not unsaid: whoever was one person stays one.
func (s *Service) Merge(ctx context.Context, actor Actor, a, b int64) error {
	return s.onAccount(ctx, actor, a, "account.merge", map[string]int64{"with": b}, func(tx *db.Tx) error {
		x, err := humanOf(ctx, tx, a)
		if err != nil {
			return err
		}
		y, err := humanOf(ctx, tx, b)
		if err != nil {
			return err
		}
		human := x.human
		switch {
		case human == 0 && y.human == 0:
			human = a
		case human == 0:
			human = y.human
		case y.human != 0:
			if _, err := tx.Exec(ctx, `UPDATE account_human SET human_id = $1 WHERE human_id = $2`, human, y.human); err != nil {
				return err
			}
		}
		for _, account := range []int64{a, b} {
			if _, err := tx.Exec(ctx, `INSERT INTO account_human (account_id, human_id) VALUES ($1, $2) ON CONFLICT (account_id) DO UPDATE SET human_id = excluded.human_id`, account, human); err != nil {
				return err
			}
		}
		return nil
	})
}
