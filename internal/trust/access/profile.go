package access

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
)

// ErrNoAccount says that no such account lies in the asker's reach; it never tells whether it exists elsewhere.
var ErrNoAccount = fault.New(fault.NotFound, "Pengguna tidak ditemukan dalam wilayah kerja Anda.")

// ByID returns an account whose every grant lies in the actor's reach.
func (s *Service) ByID(ctx context.Context, actor Actor, id int64) (Account, error) {
	scope, err := actor.Scope(ManageAccounts)
	if err != nil {
		return Account{}, err
	}
	var a Account
	err = s.db.Read(ctx, func(tx *db.Tx) (err error) {
		if a, err = scanAccount(tx.QueryRow(ctx, `SELECT `+accountColumns+` FROM account WHERE id = $1`, id)); err != nil {
			return err
		}
		a.Grants, err = grantsOf(ctx, tx, id)
		return err
	})
	if errors.Is(err, db.ErrNoRows) || (err == nil && !reaches(scope, a.Grants)) {
		return Account{}, ErrNoAccount
	}
	if err != nil {
		return Account{}, fmt.Errorf("read account %d: %w", id, err)
	}
	return a, nil
}

// Update changes an account's full name, post and phone; the username stays, since the trail names people by it.
func (s *Service) Update(ctx context.Context, actor Actor, id int64, name, title, phone string) error {
	if name == "" {
		return fault.New(fault.Invalid, "Nama lengkap wajib diisi.")
	}
	return s.onAccount(ctx, actor, id, "account.update", nil, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE account SET name = $2, title = $3, phone = $4 WHERE id = $1`, id, name, title, phone)
		return err
	})
}

// AddGrant gives an account one more role within a reach that the actor manages.
func (s *Service) AddGrant(ctx context.Context, actor Actor, id int64, g NewGrant) error {
	return s.onAccount(ctx, actor, id, "account.grant", g, func(tx *db.Tx) error {
		if err := s.checkGrants(ctx, tx, actor, []NewGrant{g}); err != nil {
			return err
		}
		grant, err := tx.IDs(ctx, 0, 1)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO account_grant (id, account_id, role, government_id, region_prefix, unit_id, npp) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			grant, id, string(g.Role), g.Government, g.Region, g.Unit, g.NPP)
		return err
	})
}

// EndGrant takes a role from an account. The last one stays: an account without any is locked instead.
func (s *Service) EndGrant(ctx context.Context, actor Actor, id, grant int64) error {
	return s.onAccount(ctx, actor, id, "account.grant.end", map[string]int64{"grant": grant}, func(tx *db.Tx) error {
		var n int
		if err := tx.QueryRow(ctx, `SELECT count(*) FROM account_grant WHERE account_id = $1`, id).Scan(&n); err != nil {
			return err
		}
		if n < 2 {
			return fault.New(fault.Conflict, "Wewenang terakhir tidak dapat dicabut. Kunci pengguna bila ia tidak boleh masuk lagi.")
		}
		gone, err := tx.Exec(ctx, `DELETE FROM account_grant WHERE account_id = $1 AND id = $2`, id, grant)
		if err == nil && gone == 0 {
			return fault.New(fault.NotFound, "Wewenang ini tidak ada atau sudah dicabut.")
		}
		return err
	})
}

// OpenSession is a session as its owner sees it. ID names it and opens nothing: the token is not kept.
type OpenSession struct {
	ID            string
	Created, Seen time.Time
	Agent         string
	Current       bool
}

// Sessions lists the sessions of an account that still hold, the last used first. ses may be nil, else it is marked.
func (s *Service) Sessions(ctx context.Context, account int64, ses *Session) ([]OpenSession, error) {
	var out []OpenSession
	now := s.now()
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		rows, err := tx.Query(ctx, `SELECT token_hash, created_at, seen_at, agent FROM session WHERE account_id = $1 AND ends_at > $2 AND seen_at > $3 ORDER BY seen_at DESC`,
			account, clock.Stamp(now), clock.Stamp(now.Add(-SessionIdle)))
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var hash []byte
			var created, seen string
			var o OpenSession
			if err := rows.Scan(&hash, &created, &seen, &o.Agent); err != nil {
				return err
			}
			o.ID, o.Current = sessionID(hash), ses != nil && string(ses.hash) == string(hash)
			if o.Created, err = clock.ParseStamp(created); err != nil {
				return err
			}
			if o.Seen, err = clock.ParseStamp(seen); err != nil {
				return err
			}
			out = append(out, o)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	return out, nil
}

func sessionID(hash []byte) string { return hex.EncodeToString(hash[:min(8, len(hash))]) }

// EndSession ends one of the session owner's own sessions.
func (s *Service) EndSession(ctx context.Context, ses *Session, id string) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		hashes, err := hashesOf(ctx, tx, ses.Account.ID)
		if err != nil {
			return err
		}
		for _, h := range hashes {
			if sessionID(h) == id {
				if _, err := tx.Exec(ctx, `DELETE FROM session WHERE token_hash = $1`, h); err != nil {
					return err
				}
				return s.note(ctx, tx, ses.Actor, "session.end", ses.Account.ID, nil)
			}
		}
		return fault.New(fault.NotFound, "Sesi ini tidak ada atau sudah berakhir.")
	})
	if err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

func hashesOf(ctx context.Context, r db.Reader, account int64) ([][]byte, error) {
	rows, err := r.Query(ctx, `SELECT token_hash FROM session WHERE account_id = $1`, account)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out [][]byte
	for rows.Next() {
		var h []byte
		if err := rows.Scan(&h); err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, rows.Err()
}

// EndSessions ends every session of an account that the actor manages.
func (s *Service) EndSessions(ctx context.Context, actor Actor, id int64) error {
	return s.onAccount(ctx, actor, id, "session.end", "all", func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM session WHERE account_id = $1`, id)
		return err
	})
}

// LastSeen returns when each account last used a session that is still kept; accounts without one are absent.
func (s *Service) LastSeen(ctx context.Context) (map[int64]time.Time, error) {
	out := map[int64]time.Time{}
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		rows, err := tx.Query(ctx, `SELECT account_id, max(seen_at) FROM session GROUP BY account_id`)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var id int64
			var seen string
			if err := rows.Scan(&id, &seen); err != nil {
				return err
			}
			if out[id], err = clock.ParseStamp(seen); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	return out, err
}

// ErrOldPassword says that the present password was not given rightly.
var ErrOldPassword = fault.New(fault.Invalid, "Kata sandi sekarang tidak cocok.")

// ChangePassword gives the session's owner a new password, after the present one was given, and ends all other sessions.
// Wrong guesses count like those at sign-in.
func (s *Service) ChangePassword(ctx context.Context, ses *Session, present, password string) error {
	account, stored, failed, locked, err := s.find(ctx, ses.Account.Username)
	if err != nil {
		return err
	}
	now := s.now()
	if !locked.IsZero() && now.Before(locked) {
		return ErrLocked
	}
	fits, err := s.compare(ctx, stored, present)
	if err != nil {
		return err
	}
	if !fits {
		if err := s.failed(ctx, account, failed, now); !errors.Is(err, ErrSignIn) {
			return err
		}
		return ErrOldPassword
	}
	if err := CheckPassword(ses.Account.Username, password); err != nil {
		return err
	}
	if ses.Temporary && present == password {
		return ErrSamePassword
	}
	hash := HashPassword(password)
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE account SET password = $2, failed_count = 0, locked_until = '' WHERE id = $1`, ses.Account.ID, hash); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM session WHERE account_id = $1 AND token_hash <> $2`, ses.Account.ID, ses.hash); err != nil {
			return err
		}
		if err := ownPassword(ctx, tx, ses.Account.ID); err != nil {
			return err
		}
		return s.note(ctx, tx, ses.Actor, "account.password", ses.Account.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("change password: %w", err)
	}
	return nil
}
