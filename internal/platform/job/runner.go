package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
)

// Func does the work of one kind of job. Its ctx ends when the job is cancelled or lost and when the runner stops. Of its
// errors those of kind Internal and Busy are tried again; the others end the job with their text for people.
type Func func(ctx context.Context, t *Task) error

// Config says how a runner works; the zero value of a field takes the default beside it.
type Config struct {
	DB      *db.DB
	Clock   clock.Clock   // the machine's
	Log     *slog.Logger  // slog's default
	Name    string        // of this node, for people
	Workers int           // 2: jobs at a time
	Lease   time.Duration // 30 s: how long a silent runner keeps a job
	Poll    time.Duration // 2 s: how often to look for jobs that other nodes queued
	Tries   int           // 5: tries without any progress before a job has failed
}

// Runner runs jobs. Several may work on one database.
type Runner struct {
	Config
	funcs map[string]Func
}

// NewRunner returns a runner that knows no kind of job yet.
func NewRunner(c Config) *Runner {
	if c.Clock == nil {
		c.Clock = clock.System
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	c.Workers, c.Tries = max(c.Workers, 0), max(c.Tries, 0)
	if c.Workers == 0 {
		c.Workers = 2
	}
	if c.Tries == 0 {
		c.Tries = 5
	}
	if c.Lease == 0 {
		c.Lease = 30 * time.Second
	}
	if c.Poll == 0 {
		c.Poll = 2 * time.Second
	}
	return &Runner{Config: c, funcs: map[string]Func{}}
}

// Register names the function for a kind of job. Call it before Run. Jobs of kinds that a runner does not know are left to
// others, as a newer version beside it.
func (r *Runner) Register(kind string, fn Func) { r.funcs[kind] = fn }

// Run runs jobs until ctx ends, then gives back those it holds and returns. It returns no error but that of a runner that
// knows no kinds.
func (r *Runner) Run(ctx context.Context) error {
	if len(r.funcs) == 0 {
		return errors.New("run jobs: no kind is registered")
	}
	var wg sync.WaitGroup
	defer wg.Wait()
	slots := make(chan struct{}, r.Workers)
	for {
		select {
		case <-ctx.Done():
			return nil
		case slots <- struct{}{}:
		}
		t := r.next(ctx)
		if t == nil {
			return nil
		}
		wg.Go(func() {
			defer func() { <-slots }()
			r.work(ctx, t)
		})
	}
}

// next waits for a job and leases it; nil when ctx ends.
func (r *Runner) next(ctx context.Context) *Task {
	for {
		wake := r.DB.Signalled(queued)
		t, err := r.claim(ctx)
		if t != nil {
			return t
		}
		if err != nil && ctx.Err() == nil {
			r.Log.Error("cannot look for jobs", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-wake:
		case <-time.After(r.Poll + rand.N(r.Poll/4+1)):
		}
	}
}

// ready is a job that may be leased at $1: one that waits for its time, or one whose runner has gone silent.
const ready = `(state = 'waiting' AND run_after <= $1 OR state = 'running' AND leased_until < $1)`

func (r *Runner) claim(ctx context.Context) (*Task, error) {
	kinds := slices.Sorted(maps.Keys(r.funcs))
	args := []any{clock.Stamp(r.Clock())}
	for _, k := range kinds {
		args = append(args, k)
	}
	which := ready + ` AND kind IN ` + db.In(2, len(kinds))
	// Looking costs nothing; only who has seen a job opens a transaction that writes.
	var n int
	err := r.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT count(*) FROM (SELECT 1 FROM job WHERE `+which+` LIMIT 1) AS j`, args...).Scan(&n)
	})
	if err != nil || n == 0 {
		return nil, err
	}
	var t *Task
	err = r.DB.Write(ctx, func(tx *db.Tx) (err error) {
		t, err = r.lease(ctx, tx, which, args)
		return err
	})
	return t, err
}

func (r *Runner) lease(ctx context.Context, tx *db.Tx, which string, args []any) (*Task, error) {
	t := &Task{db: r.DB, clock: r.Clock, lease: r.Lease}
	k := len(args)
	args = append(slices.Clone(args), r.Name, t.leasedUntil())
	var payload string
	var cancel bool
	err := tx.QueryRow(ctx, fmt.Sprintf(`UPDATE job SET state = 'running', fence = fence + 1, attempt = attempt + 1, runner = $%d,
		leased_until = $%d, started_at = CASE WHEN started_at = '' THEN $1 ELSE started_at END, version = version + 1
		WHERE (government_id, job_id) = (SELECT government_id, job_id FROM job WHERE %s ORDER BY run_after, job_id LIMIT 1%s) AND %s
		RETURNING government_id, job_id, kind, payload, attempt, fence, cancel`, k+1, k+2, which, tx.SkipLocked(), ready), args...).
		Scan(&t.Government, &t.ID, &t.Kind, &payload, &t.Attempt, &t.fence, &cancel)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil // somebody was faster
	}
	if err != nil {
		return nil, fmt.Errorf("lease a job: %w", err)
	}
	t.payload = []byte(payload)
	tx.Signal(changed)
	switch {
	case cancel: // its runner died before it could stop
		return nil, t.end(ctx, tx, Cancelled, cancelledText())
	case t.Attempt > r.Tries: // its runners died, one after another, without any progress
		return nil, t.end(ctx, tx, Failed, lang.Msg("Pekerjaan ini terhenti %d kali di tempat yang sama dan tidak diulang lagi. Hubungi administrator.", t.Attempt-1))
	}
	return t, nil
}

func (r *Runner) work(run context.Context, t *Task) {
	ctx, cancel := context.WithCancelCause(run)
	defer cancel(nil)
	beat := make(chan struct{})
	go func() {
		defer close(beat)
		r.heartbeat(ctx, t, cancel)
	}()
	log := r.Log.With("job", t.ID, "government", t.Government, "kind", t.Kind, "attempt", t.Attempt)
	begin := time.Now()
	err := call(ctx, r.funcs[t.Kind], t, log)
	why := context.Cause(ctx)
	cancel(nil)
	<-beat
	// The end is written even when the runner is being stopped.
	last, done := context.WithTimeout(context.WithoutCancel(run), 20*time.Second)
	defer done()
	outcome, failed := r.settle(last, run, t, err, why)
	log = log.With("outcome", outcome, "took", time.Since(begin).Round(time.Millisecond))
	switch {
	case failed != nil:
		log.Error("job cannot be ended", "error", failed) // its lease runs out and it is run again
	case err != nil:
		log.Warn("job", "error", err)
	default:
		log.Info("job")
	}
}

// settle writes how a call of a job's function ended, and names it.
func (r *Runner) settle(ctx, run context.Context, t *Task, err, why error) (outcome string, failed error) {
	var fn func(tx *db.Tx) error
	kind := fault.KindOf(err)
	switch {
	case err == nil:
		outcome, fn = "done", func(tx *db.Tx) error { return t.end(ctx, tx, Done, lang.Text{}) }
	case errors.Is(err, ErrLost) || errors.Is(why, ErrLost):
		return "lost", nil
	case errors.Is(err, ErrCancelled) || errors.Is(why, ErrCancelled):
		outcome, fn = "cancelled", func(tx *db.Tx) error { return t.end(ctx, tx, Cancelled, cancelledText()) }
	case run.Err() != nil:
		outcome, fn = "given back", func(tx *db.Tx) error {
			return t.release(ctx, tx, t.Attempt-1, t.clock(), lang.Msg("Menunggu dilanjutkan"))
		}
	case (kind == fault.Internal || kind == fault.Busy) && t.Attempt < r.Tries:
		outcome, fn = "to be tried again", func(tx *db.Tx) error {
			return t.release(ctx, tx, t.Attempt, t.clock().Add(pause(t.Attempt)), lang.Msg("Terganggu; diulang sebentar lagi"))
		}
	default:
		outcome, fn = "failed", func(tx *db.Tx) error { return t.end(ctx, tx, Failed, fault.TextOf(err)) }
	}
	return outcome, r.DB.Write(ctx, fn)
}

// pause grows from one second to five minutes, with a part left to chance.
func pause(attempt int) time.Duration {
	d := min(time.Second<<min(attempt-1, 10), 5*time.Minute)
	return d/2 + rand.N(d)
}

// call turns a panic of a job into an error, so that one bad job does not end the server.
func call(ctx context.Context, fn Func, t *Task, log *slog.Logger) (err error) {
	defer func() {
		if p := recover(); p != nil {
			log.Error("job panicked", "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("job %s panicked: %v", t.Kind, p)
		}
	}()
	return fn(ctx, t)
}

// heartbeat renews the lease until ctx ends, and ends ctx where the job is lost or cancelled.
func (r *Runner) heartbeat(ctx context.Context, t *Task, cancel context.CancelCauseFunc) {
	tick := time.NewTicker(r.Lease / 5)
	defer tick.Stop()
	renewed := time.Now()
	for {
		asked := r.DB.Signalled(stop)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-asked:
		}
		err := r.DB.Write(ctx, func(tx *db.Tx) error { return t.Guard(ctx, tx) })
		switch {
		case err == nil:
			renewed = time.Now()
		case errors.Is(err, ErrLost) || errors.Is(err, ErrCancelled):
			cancel(err)
			return
		case time.Since(renewed) > r.Lease: // the database is out of reach, so somebody else may have the job
			cancel(ErrLost)
			return
		}
	}
}
