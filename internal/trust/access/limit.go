package access

import (
	"context"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/audit"
)

// limit is how often something may be tried within a window. One table holds them for all nodes.
type limit struct {
	name   string
	most   int
	window time.Duration
	grows  bool // the wait after the last try grows from a minute to the window; else it is the rest of the window
}

// The limits of signing in.
var (
	perName    = limit{"name", 5, 15 * time.Minute, true}
	perAddress = limit{"address", 50, 15 * time.Minute, false}
	perFactor  = limit{"factor", 10, 10 * time.Minute, false}
)

// ErrTooMany says that something was tried too often.
var ErrTooMany = fault.New(fault.Forbidden, "Terlalu banyak percobaan masuk. Tunggu beberapa menit lalu coba lagi, atau hubungi administrator.")

func (s *Service) attemptKey(l limit, what string) []byte {
	return s.ring.Index(crypt.Session, "attempt/"+l.name+"/"+what)
}

// reserve counts a try before it is made, and refuses where the limit is reached: of many at once, on however many nodes,
// no more are made than the limit allows. Whoever then succeeds takes it back ([Service.forget], [Service.giveBack]).
func (s *Service) reserve(ctx context.Context, tx *db.Tx, l limit, what string) error {
	if what == "" {
		return nil
	}
	// The row is taken first, and then read: others who try at the same moment wait here, and see what this one wrote.
	var until string
	now := clock.Stamp(s.now())
	if err := tx.QueryRow(ctx, `INSERT INTO attempt (name, tries, since, until) VALUES ($1, 0, $2, '')
		ON CONFLICT (name) DO UPDATE SET tries = attempt.tries RETURNING until`, s.attemptKey(l, what), now).Scan(&until); err != nil {
		return fmt.Errorf("read limit: %w", err)
	}
	if until > now {
		return ErrTooMany
	}
	tries, err := s.count(ctx, tx, l, what)
	if err == nil && tries > l.most && !l.grows {
		return ErrTooMany // somebody took the last one since we looked
	}
	return err
}

// count counts one try, in one statement, and shuts what is counted when its limit is reached.
func (s *Service) count(ctx context.Context, tx *db.Tx, l limit, what string) (tries int, err error) {
	now := s.now()
	var since string
	err = tx.QueryRow(ctx, `INSERT INTO attempt (name, tries, since, until) VALUES ($1, 1, $2, '') ON CONFLICT (name) DO UPDATE SET
		tries = CASE WHEN attempt.since < $3 AND attempt.until < $2 THEN 1 ELSE attempt.tries + 1 END,
		since = CASE WHEN attempt.since < $3 AND attempt.until < $2 THEN $2 ELSE attempt.since END
		RETURNING tries, since`, s.attemptKey(l, what), clock.Stamp(now), clock.Stamp(now.Add(-l.window))).Scan(&tries, &since)
	if err != nil {
		return 0, fmt.Errorf("count attempt: %w", err)
	}
	if tries < l.most {
		return tries, nil
	}
	until := now.Add(min(time.Minute<<min(tries-l.most, 10), l.window))
	if !l.grows {
		begun, err := clock.ParseStamp(since)
		if err != nil {
			return 0, fmt.Errorf("count attempt: %w", err)
		}
		until = begun.Add(l.window)
	}
	_, err = tx.Exec(ctx, `UPDATE attempt SET until = $2 WHERE name = $1 AND until < $2`, s.attemptKey(l, what), clock.Stamp(until))
	return tries, err
}

// giveBack takes one try back, after a success.
func (s *Service) giveBack(ctx context.Context, tx *db.Tx, l limit, what string) error {
	_, err := tx.Exec(ctx, `UPDATE attempt SET tries = tries - 1, until = '' WHERE name = $1 AND tries > 0`, s.attemptKey(l, what))
	return err
}

// forget starts a count anew, after a success.
func (s *Service) forget(ctx context.Context, tx *db.Tx, l limit, what string) error {
	_, err := tx.Exec(ctx, `DELETE FROM attempt WHERE name = $1`, s.attemptKey(l, what))
	return err
}

// guessed notes a wrong guess in the trail; it was counted before it was made.
func (s *Service) guessed(ctx context.Context, a Account, now time.Time) error {
	if a.ID == 0 {
		return ErrSignIn
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		return audit.Add(ctx, tx, s.ring, now, audit.Entry{Account: a.ID, Actor: a.Username, Op: "session.refused", TargetKind: "account", TargetID: a.ID})
	})
	if err != nil {
		return err
	}
	return ErrSignIn
}
