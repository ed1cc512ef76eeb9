package access

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/audit"
)

// How long a session lives: at most, and without being used.
const (
	SessionLife = 12 * time.Hour
	SessionIdle = 60 * time.Minute
)

// ErrNoSession says that a token opens nothing.
var ErrNoSession = errors.New("access: no such session")

// SignIn checks a password and opens a session, whose token it returns. The token is kept only as a keyed hash.
func (s *Service) SignIn(ctx context.Context, username, password, agent string) (string, error) {
	return s.SignInFrom(ctx, username, password, agent, "")
}

// SignInFrom is SignIn with the address of who asks: guesses are counted for the name, whether there is such an account or
// not, and for the address, over all nodes. Where the account has a second factor the session opens nothing until
// [Service.GiveCode].
func (s *Service) SignInFrom(ctx context.Context, username, password, agent, address string) (string, error) {
	name := normalUsername(username)
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.reserve(ctx, tx, perName, name); err != nil {
			return err
		}
		return s.reserve(ctx, tx, perAddress, address)
	})
	if err != nil {
		return "", err
	}
	account, stored, _, locked, err := s.find(ctx, name)
	if err != nil {
		return "", err
	}
	now := s.now()
	if !locked.IsZero() && now.Before(locked) {
		return "", ErrLocked
	}
	fits, err := s.compare(ctx, stored, password)
	if err != nil {
		return "", err
	}
	if !fits || account.ID == 0 || !account.Active {
		return "", s.guessed(ctx, account, now)
	}
	raw := make([]byte, 32)
	_, _ = rand.Read(raw)
	token := base64.RawURLEncoding.EncodeToString(raw)
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE account SET failed_count = 0, locked_until = '' WHERE id = $1`, account.ID); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO session (token_hash, account_id, grant_id, created_at, seen_at, ends_at, agent) VALUES ($1, $2, 0, $3, $3, $4, $5)`,
			s.ring.Index(crypt.Session, token), account.ID, clock.Stamp(now), clock.Stamp(now.Add(SessionLife)), short(agent)); err != nil {
			return err
		}
		if err := s.half(ctx, tx, account.ID, token, now); err != nil {
			return err
		}
		if err := errors.Join(s.forget(ctx, tx, perName, name), s.giveBack(ctx, tx, perAddress, address)); err != nil {
			return err
		}
		return audit.Add(ctx, tx, s.ring, now, audit.Entry{Account: account.ID, Actor: account.Username, Op: "session.open", TargetKind: "account", TargetID: account.ID})
	})
	if err != nil {
		return "", fmt.Errorf("open session: %w", err)
	}
	return token, nil
}

func short(s string) string {
	if len(s) > 200 {
		return s[:200]
	}
	return s
}

func (s *Service) find(ctx context.Context, username string) (a Account, stored string, failed int, locked time.Time, err error) {
	stored = s.decoy // an unknown name takes as long as a known one
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		var until string
		err := tx.QueryRow(ctx, `SELECT id, username, active, password, failed_count, locked_until FROM account WHERE username = $1`, username).
			Scan(&a.ID, &a.Username, &a.Active, &stored, &failed, &until)
		if errors.Is(err, db.ErrNoRows) {
			return nil
		}
		if err == nil && until != "" {
			locked, err = clock.ParseStamp(until)
		}
		return err
	})
	return a, stored, failed, locked, err
}

func (s *Service) compare(ctx context.Context, stored, password string) (bool, error) {
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	return passwordFits(stored, password)
}

func (s *Service) failed(ctx context.Context, a Account, failures int, now time.Time) error {
	if a.ID == 0 {
		return ErrSignIn
	}
	until := ""
	if failures+1 >= failuresAllowed {
		until = clock.Stamp(now.Add(rest))
		failures = -1
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE account SET failed_count = $2, locked_until = $3 WHERE id = $1`, a.ID, failures+1, until); err != nil {
			return err
		}
		return audit.Add(ctx, tx, s.ring, now, audit.Entry{Account: a.ID, Actor: a.Username, Op: "session.refused", TargetKind: "account", TargetID: a.ID})
	})
	if err != nil {
		return err
	}
	if until != "" {
		return ErrLocked
	}
	return ErrSignIn
}

// Session is an open session with its account.
type Session struct {
	Account   Account
	Actor     Actor
	Temporary bool // signed in with a password that somebody else gave
	Half      bool // the second factor is still to be given: the actor may do nothing
	hash      []byte
	seen      time.Time
}

// Open returns the session of a token, and ErrNoSession where it ended, idled out, or never was.
func (s *Service) Open(ctx context.Context, token string) (*Session, error) {
	if token == "" {
		return nil, ErrNoSession
	}
	ses := &Session{hash: s.ring.Index(crypt.Session, token)}
	now := s.now()
	var grant int64
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		var seen, ends string
		err := tx.QueryRow(ctx, `SELECT account_id, grant_id, seen_at, ends_at FROM session WHERE token_hash = $1`, ses.hash).Scan(&ses.Account.ID, &grant, &seen, &ends)
		if err != nil {
			return err
		}
		if ses.seen, err = clock.ParseStamp(seen); err != nil {
			return err
		}
		if ends <= clock.Stamp(now) || now.Sub(ses.seen) > SessionIdle {
			return db.ErrNoRows
		}
		if ses.Account, err = scanAccount(tx.QueryRow(ctx, `SELECT `+accountColumns+` FROM account WHERE id = $1 AND active`, ses.Account.ID)); err != nil {
			return err
		}
		if ses.Half, err = isHalf(ctx, tx, ses.hash); err != nil {
			return err
		}
		if ses.Temporary, err = isTemporary(ctx, tx, ses.Account.ID); err != nil {
			return err
		}
		ses.Account.Grants, err = grantsOf(ctx, tx, ses.Account.ID)
		return err
	})
	if errors.Is(err, db.ErrNoRows) {
		return nil, ErrNoSession
	}
	if err != nil {
		return nil, fmt.Errorf("open session: %w", err)
	}
	ses.Actor = ses.Account.actor(grant)
	if ses.Half {
		ses.Actor = Actor{}
	}
	return ses, s.touch(ctx, ses, now)
}

// touch notes that a session is used, at most once a minute.
func (s *Service) touch(ctx context.Context, ses *Session, now time.Time) error {
	if now.Sub(ses.seen) < time.Minute {
		return nil
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE session SET seen_at = $2 WHERE token_hash = $1`, ses.hash, clock.Stamp(now))
		return err
	})
}

// ChooseGrant makes one of the account's grants the one the session works under.
func (s *Service) ChooseGrant(ctx context.Context, ses *Session, grant int64) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE session SET grant_id = $2 WHERE token_hash = $1 AND EXISTS (SELECT 1 FROM account_grant WHERE id = $2 AND account_id = $3)`, ses.hash, grant, ses.Account.ID)
		return err
	})
}

// SignOut ends a session.
func (s *Service) SignOut(ctx context.Context, ses *Session) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM session WHERE token_hash = $1`, ses.hash)
		return err
	})
}

// SetLanguage keeps the language in which an account reads.
func (s *Service) SetLanguage(ctx context.Context, account int64, language string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE account SET language = $2 WHERE id = $1`, account, language)
		return err
	})
}
