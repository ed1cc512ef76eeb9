package api

import (
	"sync"
	"time"

	"github.com/payung-id/payung/internal/platform/clock"
)

// A caller may ask thirty times at once, and from then on five times a second.
const (
	burst  = 30
	refill = 200 * time.Millisecond
	// most callers that are remembered; a full table forgets those that have rested longest.
	mostCallers = 20_000
)

// limiter counts requests per caller as buckets that fill again with time.
type limiter struct {
	now    clock.Clock
	burst  int
	refill time.Duration
	mu     sync.Mutex
	full   map[string]time.Time // when the caller's bucket is full again
}

func newLimiter(now clock.Clock, burst int, refill time.Duration) *limiter {
	return &limiter{now: now, burst: burst, refill: refill, full: map[string]time.Time{}}
}

// take takes one request from a caller's bucket, or tells how long to wait.
func (l *limiter) take(who string) time.Duration {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	full, known := l.full[who]
	if !known && len(l.full) >= mostCallers {
		l.forget(now)
	}
	if full.Before(now) {
		full = now
	}
	full = full.Add(l.refill)
	if over := full.Sub(now) - time.Duration(l.burst)*l.refill; over > 0 {
		return over
	}
	l.full[who] = full
	return 0
}

// forget drops callers whose bucket is full; where all are busy, any tenth.
func (l *limiter) forget(now time.Time) {
	for who, full := range l.full {
		if !full.After(now) {
			delete(l.full, who)
		}
	}
	for who := range l.full {
		if len(l.full) < mostCallers*9/10 {
			return
		}
		delete(l.full, who)
	}
}
