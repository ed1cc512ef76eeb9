package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
)

// ErrLost says that another runner holds the job now: stop, and write nothing more.
var ErrLost = errors.New("job: another runner holds it")

// ErrCancelled says that somebody asked the job to stop.
var ErrCancelled = errors.New("job: cancelled")

// Task is a job in the hands of a runner.
type Task struct {
	Government, ID int64
	Kind           string
	Attempt        int // 1 at the first try; 1 again after progress

	db      *db.DB
	clock   clock.Clock
	lease   time.Duration
	payload []byte
	fence   int64

	mu      sync.Mutex
	written time.Time // last progress
	message lang.Text
	result  string
}

// Decode reads the payload.
func (t *Task) Decode(payload any) error {
	if err := json.Unmarshal(t.payload, payload); err != nil {
		return fmt.Errorf("payload of job %s: %w", t.Kind, err)
	}
	return nil
}

// Guard makes sure, for this transaction, that the job is still ours and wanted: [ErrLost] or [ErrCancelled] else. Until
// the transaction ends nobody can take the job over.
func (t *Task) Guard(ctx context.Context, tx *db.Tx) error {
	return t.touch(ctx, tx, `UPDATE job SET leased_until = $4 WHERE government_id = $1 AND job_id = $2 AND fence = $3 AND state = 'running' RETURNING cancel`,
		t.Government, t.ID, t.fence, t.leasedUntil())
}

// Checkpoint is [Guard] that also writes how far the job is: rows done of rows known (0: unknown), and what it does now.
func (t *Task) Checkpoint(ctx context.Context, tx *db.Tx, done, total int64, phase lang.Text) error {
	text, err := encodeText(phase)
	if err != nil {
		return err
	}
	tx.Signal(changed)
	// Whoever gets further than any try before has not failed for good: its tries count from one again.
	return t.touch(ctx, tx, `UPDATE job SET leased_until = $4, done_rows = $5, total_rows = $6, phase = $7, version = version + 1,
		attempt = CASE WHEN furthest < $5 THEN 1 ELSE attempt END, furthest = CASE WHEN furthest < $5 THEN $5 ELSE furthest END
		WHERE government_id = $1 AND job_id = $2 AND fence = $3 AND state = 'running' RETURNING cancel`,
		t.Government, t.ID, t.fence, t.leasedUntil(), done, total, text)
}

// progressEvery is how often progress is written at most; people do not read faster, and each write is a commit.
const progressEvery = 500 * time.Millisecond

// Progress is [Checkpoint] in a transaction of its own, for work that writes nothing yet; most calls only return.
func (t *Task) Progress(ctx context.Context, done, total int64, phase lang.Text) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	t.mu.Lock()
	due := time.Since(t.written) >= progressEvery
	if due {
		t.written = time.Now()
	}
	t.mu.Unlock()
	if !due {
		return nil
	}
	return t.db.Write(ctx, func(tx *db.Tx) error { return t.Checkpoint(ctx, tx, done, total, phase) })
}

// Say sets what people read when the job is done.
func (t *Task) Say(message lang.Text) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.message = message
}

// Leave sets what the caller finds in [Status.Result]: ids and counts, nothing personal.
func (t *Task) Leave(result any) error {
	b, err := json.Marshal(result)
	if err != nil {
		return fmt.Errorf("result of job %s: %w", t.Kind, err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.result = string(b)
	return nil
}

// Complete ends the job in the caller's transaction, so that its last work and its end are one. Without it the job ends
// when its function returns, and a crash between the two runs it once more.
func (t *Task) Complete(ctx context.Context, tx *db.Tx) error {
	if err := t.Guard(ctx, tx); err != nil {
		return err
	}
	return t.end(ctx, tx, Done, lang.Text{})
}

// end writes the end of the job where it is still ours. An empty message stands for what the task said.
func (t *Task) end(ctx context.Context, tx *db.Tx, state State, message lang.Text) error {
	t.mu.Lock()
	if message.Format == "" {
		message = t.message
	}
	result := t.result
	t.mu.Unlock()
	text, err := encodeText(message)
	if err != nil {
		return err
	}
	tx.Signal(changed)
	tx.Signal(queued) // for one that is to run again
	_, err = tx.Exec(ctx, `UPDATE job SET
		state = CASE WHEN again AND $4 = 'done' THEN 'waiting' ELSE $4 END,
		ended_at = CASE WHEN again AND $4 = 'done' THEN '' ELSE $5 END,
		attempt = CASE WHEN again AND $4 = 'done' THEN 0 ELSE attempt END,
		furthest = CASE WHEN again AND $4 = 'done' THEN 0 ELSE furthest END,
		done_rows = CASE WHEN $4 = 'done' AND total_rows > 0 THEN total_rows ELSE done_rows END,
		run_after = $5, again = FALSE, runner = '', leased_until = '', phase = '', message = $6, result = $7, version = version + 1
		WHERE government_id = $1 AND job_id = $2 AND fence = $3 AND state = 'running'`,
		t.Government, t.ID, t.fence, string(state), clock.Stamp(t.clock()), text, result)
	return err
}

// release gives the job back to be run again from an instant on.
func (t *Task) release(ctx context.Context, tx *db.Tx, attempt int, after time.Time, phase lang.Text) error {
	text, err := encodeText(phase)
	if err != nil {
		return err
	}
	tx.Signal(changed)
	tx.Signal(queued)
	_, err = tx.Exec(ctx, `UPDATE job SET state = 'waiting', attempt = $4, run_after = $5, phase = $6, runner = '', leased_until = '',
		version = version + 1
		WHERE government_id = $1 AND job_id = $2 AND fence = $3 AND state = 'running'`,
		t.Government, t.ID, t.fence, attempt, clock.Stamp(after), text)
	return err
}

func (t *Task) touch(ctx context.Context, tx *db.Tx, query string, args ...any) error {
	var cancel bool
	err := tx.QueryRow(ctx, query, args...).Scan(&cancel)
	switch {
	case errors.Is(err, db.ErrNoRows):
		return ErrLost
	case err != nil:
		return fmt.Errorf("checkpoint of job %d: %w", t.ID, err)
	case cancel:
		return ErrCancelled
	}
	return nil
}

func (t *Task) leasedUntil() string { return clock.Stamp(t.clock().Add(t.lease)) }
