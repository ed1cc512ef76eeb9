package change

import (
	"context"
	"fmt"
	"sync"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
)

// See writes to the trail that an actor looks at people, before they are shown: where it cannot be written, nothing may be
// shown. Looks that come while another is being written share one transaction, so that many readers cost few commits.
func (d *Door) See(ctx context.Context, actor access.Actor, sights ...audit.Sight) error {
	var entries []audit.Entry
	for _, s := range sights {
		if len(s.People) > 0 {
			entries = append(entries, s.Entry(actor.Account, actor.Username))
		}
	}
	if len(entries) == 0 {
		return nil
	}
	if err := d.looks.write(ctx, entries, d.keep); err != nil {
		return fmt.Errorf("record who looked: %w", err)
	}
	return nil
}

// keep writes entries in one transaction.
func (d *Door) keep(ctx context.Context, entries []audit.Entry) error {
	return d.db.Write(ctx, func(tx *db.Tx) error {
		now := d.now()
		for _, e := range entries {
			if err := audit.Add(ctx, tx, d.ring, now, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// shared writes entries of many callers together: whoever finds nobody at it writes for all that wait.
type shared struct {
	mu      sync.Mutex
	writing bool
	next    *round
}

// round is what is written in one transaction, and how that went.
type round struct {
	entries []audit.Entry
	done    chan struct{}
	err     error
}

// write returns when the entries are kept. The writing itself is not cut short by one caller who goes away.
func (s *shared) write(ctx context.Context, entries []audit.Entry, keep func(context.Context, []audit.Entry) error) error {
	s.mu.Lock()
	if s.next == nil {
		s.next = &round{done: make(chan struct{})}
	}
	mine := s.next
	mine.entries = append(mine.entries, entries...)
	lead := !s.writing
	s.writing = true
	s.mu.Unlock()
	if lead {
		s.drain(context.WithoutCancel(ctx), keep)
	}
	select {
	case <-mine.done:
		return mine.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// drain writes rounds until none waits.
func (s *shared) drain(ctx context.Context, keep func(context.Context, []audit.Entry) error) {
	for {
		s.mu.Lock()
		r := s.next
		s.next = nil
		if r == nil {
			s.writing = false
			s.mu.Unlock()
			return
		}
		s.mu.Unlock()
		r.err = keep(ctx, r.entries)
		close(r.done)
	}
}
