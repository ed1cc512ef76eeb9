package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
)

// State is where a job stands.
type State string

// The states. Waiting and Running jobs are open; the others have ended and never change.
const (
	Waiting   State = "waiting"
	Running   State = "running"
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// Ended tells whether a job in this state is over.
func (s State) Ended() bool { return s == Done || s == Failed || s == Cancelled }

// Status is a job as people see it.
type Status struct {
	Government, ID int64
	Kind           string
	Payload        json.RawMessage // what it was queued with
	State          State
	Stopping       bool  // asked to stop, not yet stopped
	Done, Total    int64 // rows; Total 0 is unknown
	Attempt        int
	Phase          lang.Text       // what it does now
	Message        lang.Text       // how it ended
	Result         json.RawMessage // what the task left for the caller, null without
	Queued         time.Time
	Started, Ended time.Time // zero before
	version        int64
}

const statusColumns = `government_id, job_id, kind, payload, state, cancel, done_rows, total_rows, attempt, phase, message, result,
	queued_at, started_at, ended_at, version`

// Get returns one job. Whether the asker may see it is the caller's to know.
func Get(ctx context.Context, r db.Reader, government, id int64) (Status, error) {
	s, err := scanStatus(r.QueryRow(ctx, `SELECT `+statusColumns+` FROM job WHERE government_id = $1 AND job_id = $2`, government, id).Scan)
	if err != nil {
		return Status{}, fmt.Errorf("read job %d: %w", id, err)
	}
	return s, nil
}

// Last returns the newest job of a kind with a dedupe key; ok is false where there is none.
func Last(ctx context.Context, r db.Reader, government int64, kind, dedupe string) (s Status, ok bool, err error) {
	s, err = scanStatus(r.QueryRow(ctx, `SELECT `+statusColumns+` FROM job WHERE government_id = $1 AND kind = $2 AND dedupe = $3 ORDER BY job_id DESC LIMIT 1`, government, kind, dedupe).Scan)
	if errors.Is(err, db.ErrNoRows) {
		return Status{}, false, nil
	}
	if err != nil {
		return Status{}, false, fmt.Errorf("read last job %s: %w", kind, err)
	}
	return s, true, nil
}

// Open returns the open jobs of a government, oldest first, at most 100.
func Open(ctx context.Context, r db.Reader, government int64) ([]Status, error) {
	rows, err := r.Query(ctx, `SELECT `+statusColumns+` FROM job WHERE government_id = $1 AND state IN ('waiting', 'running') ORDER BY job_id LIMIT 100`, government)
	if err != nil {
		return nil, fmt.Errorf("list open jobs: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var all []Status
	for rows.Next() {
		s, err := scanStatus(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("list open jobs: %w", err)
		}
		all = append(all, s)
	}
	return all, rows.Err()
}

func scanStatus(scan func(dest ...any) error) (Status, error) {
	var s Status
	var payload, phase, message, result, queuedAt, startedAt, endedAt string
	err := scan(&s.Government, &s.ID, &s.Kind, &payload, &s.State, &s.Stopping, &s.Done, &s.Total, &s.Attempt, &phase, &message, &result,
		&queuedAt, &startedAt, &endedAt, &s.version)
	if err != nil {
		return s, err
	}
	s.Payload, s.Stopping = json.RawMessage(payload), s.Stopping && !s.State.Ended()
	if result != "" {
		s.Result = json.RawMessage(result)
	}
	if s.Phase, err = decodeText(phase); err != nil {
		return s, err
	}
	if s.Message, err = decodeText(message); err != nil {
		return s, err
	}
	for stamp, to := range map[string]*time.Time{queuedAt: &s.Queued, startedAt: &s.Started, endedAt: &s.Ended} {
		if stamp == "" {
			continue
		}
		if *to, err = clock.ParseStamp(stamp); err != nil {
			return s, err
		}
	}
	return s, nil
}

// lookEvery is how often a watcher asks the database, for changes that other nodes make.
const lookEvery = time.Second

// Watch yields a job as it is and then at each change, and ends with the job, with ctx or with an error. A page's
// progress stream ranges over it.
func Watch(ctx context.Context, d *db.DB, government, id int64) iter.Seq2[Status, error] {
	return func(yield func(Status, error) bool) {
		var seen int64
		for {
			next := d.Signalled(changed)
			var s Status
			err := d.Read(ctx, func(tx *db.Tx) (err error) {
				s, err = Get(ctx, tx, government, id)
				return err
			})
			if err != nil {
				if ctx.Err() == nil {
					yield(Status{}, err)
				}
				return
			}
			if s.version != seen && !yield(s, nil) || s.State.Ended() {
				return
			}
			seen = s.version
			select {
			case <-ctx.Done():
				return
			case <-next:
			case <-time.After(lookEvery):
			}
		}
	}
}

// Wait blocks until a job has ended and returns it; a failed or cancelled job is an error with the text for people.
func Wait(ctx context.Context, d *db.DB, government, id int64) (Status, error) {
	var last Status
	for s, err := range Watch(ctx, d, government, id) {
		if err != nil {
			return last, err
		}
		last = s
	}
	switch {
	case !last.State.Ended():
		return last, fmt.Errorf("wait for job %d: %w", id, context.Cause(ctx))
	case last.State != Done:
		return last, &fault.Error{Kind: fault.Conflict, Text: last.Message}
	}
	return last, nil
}
