package coverage

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/job"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// RefreshJob is the kind of job that computes what became stale: of the job's government, or of all where that is 0. It is
// queued by whoever marks a month, in the same transaction, once for each government; [Service.Work] does it.
const RefreshJob = "coverage.refresh"

// computed is the signal that a month was computed.
const computedSignal = "coverage/computed"

// TouchMonth marks a month of a government for computation, in the change's transaction.
func TouchMonth(ctx context.Context, tx *change.Tx, government int64, month period.Month) error {
	_, err := tx.Exec(ctx, `INSERT INTO coverage_month (government_id, month, wanted, computed, computed_at, pack) VALUES ($1, $2, 1, 0, '', '')
		ON CONFLICT (government_id, month) DO UPDATE SET wanted = coverage_month.wanted + 1`, government, month.String())
	if err != nil {
		return fmt.Errorf("mark %s for computation: %w", month, err)
	}
	return queue(ctx, tx, government)
}

// TouchAll marks every month that has facts, of one government, or of all where government is 0.
func TouchAll(ctx context.Context, tx *change.Tx, government int64) error {
	n, err := tx.Exec(ctx, `UPDATE coverage_month SET wanted = wanted + 1 WHERE $1 = 0 OR government_id = $1`, government)
	if err != nil {
		return fmt.Errorf("mark months for computation: %w", err)
	}
	if n == 0 {
		return nil
	}
	return queue(ctx, tx, government)
}

func queue(ctx context.Context, tx *change.Tx, government int64) error {
	_, err := job.Again(ctx, tx.Tx, government, RefreshJob, struct{}{}, "refresh")
	return err
}

// Stale is a month that must be computed.
type Stale struct {
	Government int64
	Month      period.Month
	wanted     int64
}

// StaleMonths lists what must be computed for a month, or for all months where month is none.
func (s *Service) StaleMonths(ctx context.Context, month period.Month) ([]Stale, error) {
	return s.stale(ctx, 0, month)
}

// stale lists what must be computed, the newest month first: of one government and month, of all where they are 0.
func (s *Service) stale(ctx context.Context, government int64, month period.Month) (out []Stale, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		out, err = readStale(ctx, tx, government, month)
		return err
	})
	return out, err
}

func readStale(ctx context.Context, r db.Reader, government int64, month period.Month) (out []Stale, err error) {
	rows, err := r.Query(ctx, `SELECT government_id, month, wanted FROM coverage_month WHERE computed < wanted AND ($1 = '' OR month = $1) AND ($2 = 0 OR government_id = $2)
		ORDER BY month DESC, government_id`, month.String(), government)
	if err != nil {
		return nil, fmt.Errorf("list stale months: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var st Stale
		var m string
		if err := rows.Scan(&st.Government, &m, &st.wanted); err != nil {
			return nil, fmt.Errorf("list stale months: %w", err)
		}
		if st.Month, err = period.ParseMonth(m); err != nil {
			return nil, err
		}
		out = append(out, st)
	}
	return out, rows.Err()
}

// Refresh computes every stale month (of all governments), or only the given month. It reads in one transaction and
// writes what changed in short ones, so that others can write meanwhile; only the last one says that the month is done.
func (s *Service) Refresh(ctx context.Context, month period.Month) error {
	return s.refreshWhat(ctx, 0, month)
}

func (s *Service) refreshWhat(ctx context.Context, government int64, month period.Month) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	stale, err := s.stale(ctx, government, month)
	if err != nil {
		return err
	}
	return s.refreshAll(ctx, stale)
}

// Work computes what a job of the kind [RefreshJob] is for, and puts what the pages read on their shelves. While files
// keep coming in, it rests twice as long as the last time took, so that an import of many files is not computed anew
// after each.
func (s *Service) Work(ctx context.Context, government int64) error {
	if err := s.rest.wait(ctx, government); err != nil {
		return err
	}
	began := time.Now()
	if err := s.refreshWhat(ctx, government, 0); err != nil {
		return err
	}
	s.rest.took(government, time.Since(began))
	return s.Warm(ctx)
}

// rest remembers until when each government's next computation waits.
type rest struct {
	mu    sync.Mutex
	until map[int64]time.Time
}

// mostRest bounds how long figures may be behind while files keep coming in.
const mostRest = 15 * time.Second

func (r *rest) took(government int64, d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.until == nil {
		r.until = map[int64]time.Time{}
	}
	r.until[government] = time.Now().Add(min(2*d, mostRest))
}

func (r *rest) wait(ctx context.Context, government int64) error {
	r.mu.Lock()
	left := time.Until(r.until[government])
	r.mu.Unlock()
	if left <= 0 {
		return nil
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(left):
		return nil
	}
}

// Background says that this process works on jobs: from now on readers do not compute, but wait a moment and then take
// what is kept.
func (s *Service) Background() { s.waits.Store(true) }

// patience is how long a reader waits for a computation: a regency's month takes a fraction of it, so that who has just
// sent something sees it counted.
const patience = time.Second

// UpToDate makes sure that a month's facts in scope are computed, or tells that they are not yet: where jobs run in the
// background a reader waits only a moment. In a process without them it computes.
func (s *Service) UpToDate(ctx context.Context, scope access.Scope, month period.Month) (fresh bool, err error) {
	if !s.waits.Load() {
		return true, s.Refresh(ctx, month)
	}
	until := time.NewTimer(patience)
	defer until.Stop()
	for {
		done := s.db.Signalled(computedSignal)
		if fresh, err = s.fresh(ctx, scope, month); fresh || err != nil {
			return fresh, err
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-until.C:
			return false, nil
		case <-done:
		}
	}
}

// fresh tells whether no government in scope waits to be computed.
func (s *Service) fresh(ctx context.Context, scope access.Scope, month period.Month) (fresh bool, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		stale, err := readStale(ctx, tx, 0, month)
		if fresh = len(stale) == 0; fresh || err != nil {
			return err
		}
		mine, err := unit.Governments(ctx, tx, scope)
		if err != nil {
			return err
		}
		fresh = true
		for _, g := range mine {
			for _, st := range stale {
				fresh = fresh && st.Government != g.ID
			}
		}
		return nil
	})
	return fresh, err
}

// Losses are what the pages of this process remember of what stops people.
func (s *Service) Losses() *Losses { return s.losses }

// Warm reads what the pages of the newest month sum, so that no reader waits for it.
func (s *Service) Warm(ctx context.Context) error {
	return s.db.Read(ctx, func(tx *db.Tx) error {
		month, err := NewestMonth(ctx, tx, access.Everything())
		if err != nil || month == 0 {
			return err
		}
		v, err := s.survey(ctx, tx, access.Everything(), month)
		if err != nil {
			return err
		}
		if _, err := s.trend(ctx, tx, v, "", trendMonths); err != nil {
			return err
		}
		for _, g := range v.governments {
			if _, _, err := s.losses.Of(ctx, tx, g.ID, month); err != nil {
				return err
			}
		}
		return nil
	})
}
