package access

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
)

// A second factor is a code that changes every half minute (RFC 6238), from an app on the owner's telephone. A code counts
// once, also when two nodes get it at the same moment. Paper codes stand in for a lost telephone, each once.

const (
	step       = 30 // seconds
	paperCodes = 10
	codeRandom = 5 // bytes of a paper code: 40 bits
	factorSeal = "account_factor.sealed"
)

// Faults of the second factor.
var (
	ErrCode      = fault.New(fault.Invalid, "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu coba lagi.")
	ErrHasFactor = fault.New(fault.Conflict, "Kode masuk sudah aktif untuk akun ini.")
	ErrNoFactor  = fault.New(fault.Conflict, "Kode masuk belum disiapkan untuk akun ini.")
)

// BeginFactor makes a new secret for the session's owner, who proves with [Service.ConfirmFactor] that their app has it.
// Until then nothing changes. The address is what the app reads (otpauth://).
func (s *Service) BeginFactor(ctx context.Context, ses *Session) (address string, err error) {
	raw := make([]byte, 20)
	_, _ = rand.Read(raw)
	key, wrapped, err := s.ring.NewKey()
	if err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if on, err := hasFactor(ctx, tx, ses.Account.ID); err != nil || on {
			return errors.Join(err, ErrHasFactor)
		}
		_, err := tx.Exec(ctx, `INSERT INTO account_factor (account_id, wrapped_key, sealed, confirmed_at, last_step) VALUES ($1, $2, $3, '', 0)
			ON CONFLICT (account_id) DO UPDATE SET wrapped_key = excluded.wrapped_key, sealed = excluded.sealed, last_step = 0`, ses.Account.ID, wrapped, key.Seal(raw, factorSeal))
		return err
	})
	if err != nil {
		return "", fmt.Errorf("begin second factor: %w", err)
	}
	return factorAddress(ses.Account.Username, raw), nil
}

// FactorAddress returns the address of a secret that is not confirmed yet, to be shown again.
func (s *Service) FactorAddress(ctx context.Context, ses *Session) (address string, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		f, err := s.factorOf(ctx, tx, ses.Account.ID)
		if err == nil && f.confirmed {
			return ErrHasFactor
		}
		if err == nil {
			address = factorAddress(ses.Account.Username, f.secret)
		}
		return err
	})
	return address, err
}

func factorAddress(username string, secret []byte) string {
	k, err := totp.Generate(totp.GenerateOpts{Issuer: "Payung", AccountName: username, Secret: secret, Period: step})
	if err != nil {
		return "" // only where issuer or name are empty
	}
	return k.URL()
}

// ConfirmFactor switches the second factor on, after a code from the app, and returns the paper codes: seen once.
func (s *Service) ConfirmFactor(ctx context.Context, ses *Session, code string) (paper []string, err error) {
	err = s.try(ctx, ses.Account.ID, func(tx *db.Tx) error {
		f, err := s.factorOf(ctx, tx, ses.Account.ID)
		if err != nil {
			return err
		}
		if f.confirmed {
			return ErrHasFactor
		}
		if err := s.useCode(ctx, tx, ses.Account.ID, f, code); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE account_factor SET confirmed_at = $2 WHERE account_id = $1`, ses.Account.ID, clock.Stamp(s.now())); err != nil {
			return err
		}
		if paper, err = s.newPaper(ctx, tx, ses.Account.ID); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM session WHERE account_id = $1 AND token_hash <> $2`, ses.Account.ID, ses.hash); err != nil {
			return err
		}
		return s.note(ctx, tx, ses.Actor, "account.factor", ses.Account.ID, "on")
	})
	return paper, err
}

// EndFactor switches the second factor off, after a code of it: a stolen session alone cannot.
func (s *Service) EndFactor(ctx context.Context, ses *Session, code string) error {
	return s.try(ctx, ses.Account.ID, func(tx *db.Tx) error {
		if err := s.prove(ctx, tx, ses.Account.ID, code); err != nil {
			return err
		}
		if err := dropFactor(ctx, tx, ses.Account.ID); err != nil {
			return err
		}
		return s.note(ctx, tx, ses.Actor, "account.factor", ses.Account.ID, "off")
	})
}

// ResetFactor takes the second factor from an account that the actor manages, for who lost telephone and paper. The
// sessions end; a new password does not do this.
func (s *Service) ResetFactor(ctx context.Context, actor Actor, id int64) error {
	return s.onAccount(ctx, actor, id, "account.factor.reset", nil, func(tx *db.Tx) error {
		if actor.Account == id {
			return ErrForbidden
		}
		if err := dropFactor(ctx, tx, id); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `DELETE FROM session WHERE account_id = $1`, id)
		return err
	})
}

func dropFactor(ctx context.Context, tx *db.Tx, account int64) error {
	if _, err := tx.Exec(ctx, `DELETE FROM account_code WHERE account_id = $1`, account); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `DELETE FROM account_factor WHERE account_id = $1`, account)
	return err
}

// GiveCode makes a session that gave the password whole.
func (s *Service) GiveCode(ctx context.Context, ses *Session, code string) error {
	return s.try(ctx, ses.Account.ID, func(tx *db.Tx) error {
		if err := s.prove(ctx, tx, ses.Account.ID, code); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM session_half WHERE token_hash = $1`, ses.hash); err != nil {
			return err
		}
		return s.note(ctx, tx, Actor{Account: ses.Account.ID, Username: ses.Account.Username}, "session.code", ses.Account.ID, nil)
	})
}

// HasFactor tells whether an account signs in with a second factor.
func (s *Service) HasFactor(ctx context.Context, account int64) (on bool, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error { on, err = hasFactor(ctx, tx, account); return err })
	return on, err
}

// try runs what needs a code within the limit of guesses.
func (s *Service) try(ctx context.Context, account int64, fn func(tx *db.Tx) error) error {
	who := fmt.Sprint(account)
	if err := s.db.Write(ctx, func(tx *db.Tx) error { return s.reserve(ctx, tx, perFactor, who) }); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return s.forget(ctx, tx, perFactor, who)
	})
}

// prove takes a code of the app or of the paper.
func (s *Service) prove(ctx context.Context, tx *db.Tx, account int64, code string) error {
	f, err := s.factorOf(ctx, tx, account)
	if err != nil {
		return err
	}
	if !f.confirmed {
		return ErrNoFactor
	}
	code = strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(code))
	if len(code) != base32.StdEncoding.EncodedLen(codeRandom) {
		return s.useCode(ctx, tx, account, f, code)
	}
	n, err := tx.Exec(ctx, `DELETE FROM account_code WHERE account_id = $1 AND digest = $2`, account, s.paperDigest(account, code))
	if err == nil && n != 1 {
		return ErrCode
	}
	return err
}

// factor is the second factor of an account.
type factor struct {
	secret    []byte
	confirmed bool
}

func (s *Service) factorOf(ctx context.Context, r db.Reader, account int64) (f factor, err error) {
	var wrapped, sealed []byte
	var confirmed string
	err = r.QueryRow(ctx, `SELECT wrapped_key, sealed, confirmed_at FROM account_factor WHERE account_id = $1`, account).Scan(&wrapped, &sealed, &confirmed)
	if errors.Is(err, db.ErrNoRows) {
		return f, ErrNoFactor
	}
	if err != nil {
		return f, fmt.Errorf("read second factor: %w", err)
	}
	key, err := s.ring.Unwrap(wrapped)
	if err != nil {
		return f, fmt.Errorf("open second factor of account %d: %w", account, err)
	}
	f.confirmed = confirmed != ""
	f.secret, err = key.Open(sealed, factorSeal)
	return f, err
}

func hasFactor(ctx context.Context, r db.Reader, account int64) (bool, error) {
	var n int
	err := r.QueryRow(ctx, `SELECT count(*) FROM account_factor WHERE account_id = $1 AND confirmed_at <> ''`, account).Scan(&n)
	return n > 0, err
}

// useCode takes a code of the present half minute or of one beside it, once: the step is kept in the same statement that
// checks that it is newer than the last.
func (s *Service) useCode(ctx context.Context, tx *db.Tx, account int64, f factor, code string) error {
	now := s.now()
	for _, beside := range []int64{0, -1, 1} {
		at := now.Add(time.Duration(beside*step) * time.Second)
		fits, err := totp.ValidateCustom(code, base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(f.secret), at, totp.ValidateOpts{Period: step, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil || !fits {
			continue
		}
		n, err := tx.Exec(ctx, `UPDATE account_factor SET last_step = $2 WHERE account_id = $1 AND last_step < $2`, account, at.Unix()/step)
		if err != nil {
			return err
		}
		if n == 1 {
			return nil
		}
	}
	return ErrCode
}

// newPaper makes the paper codes of an account anew.
func (s *Service) newPaper(ctx context.Context, tx *db.Tx, account int64) (paper []string, err error) {
	if _, err := tx.Exec(ctx, `DELETE FROM account_code WHERE account_id = $1`, account); err != nil {
		return nil, err
	}
	for range paperCodes {
		raw := make([]byte, codeRandom)
		_, _ = rand.Read(raw)
		code := base32.StdEncoding.EncodeToString(raw)
		if _, err := tx.Exec(ctx, `INSERT INTO account_code (account_id, digest) VALUES ($1, $2)`, account, s.paperDigest(account, code)); err != nil {
			return nil, err
		}
		paper = append(paper, code[:4]+"-"+code[4:])
	}
	return paper, nil
}

func (s *Service) paperDigest(account int64, code string) []byte {
	return bytes.Clone(s.ring.Index(crypt.Session, fmt.Sprintf("paper/%d/%s", account, code)))
}

// half marks a new session as one that still owes the second factor, where its account has one.
func (s *Service) half(ctx context.Context, tx *db.Tx, account int64, token string, now time.Time) error {
	on, err := hasFactor(ctx, tx, account)
	if err != nil || !on {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO session_half (token_hash, at) VALUES ($1, $2)`, s.ring.Index(crypt.Session, token), clock.Stamp(now))
	return err
}

func isHalf(ctx context.Context, r db.Reader, hash []byte) (bool, error) {
	var n int
	err := r.QueryRow(ctx, `SELECT count(*) FROM session_half WHERE token_hash = $1`, hash).Scan(&n)
	return n > 0, err
}
