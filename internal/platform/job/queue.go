package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
)

// The signals of this package: a job may be there to run; a job looks different than before; a job is asked
// to stop.
const (
	queued  = "job/queued"
	changed = "job/changed"
	stop    = "job/stop"
)

// Enqueue queues a job of a government in the caller's transaction and returns its id. payload becomes JSON. Where a job
// of the same kind with the same dedupe key is still open, nothing is queued and its id is returned; an empty key is
// never the same.
func Enqueue(ctx context.Context, tx *db.Tx, government int64, kind string, payload any, dedupe string) (int64, error) {
	return enqueue(ctx, tx, government, kind, payload, dedupe, false)
}

// Again is [Enqueue] for work that looks at everything there is, as a recount: where the open job already runs, it may
// have looked too early, so it runs once more when it is done.
func Again(ctx context.Context, tx *db.Tx, government int64, kind string, payload any, dedupe string) (int64, error) {
	return enqueue(ctx, tx, government, kind, payload, dedupe, true)
}

func enqueue(ctx context.Context, tx *db.Tx, government int64, kind string, payload any, dedupe string, again bool) (int64, error) {
	body, err := json.Marshal(payload)
	if err != nil {
		return 0, fmt.Errorf("queue job %s: %w", kind, err)
	}
	tx.Signal(queued)
	for range 3 { // the open job may end between the two statements
		id, found, err := open(ctx, tx, government, kind, dedupe, again)
		if found || err != nil {
			return id, err
		}
		if id, err = tx.IDs(ctx, government, 1); err != nil {
			return 0, fmt.Errorf("queue job %s: %w", kind, err)
		}
		now := clock.Stamp(time.Now())
		n, err := tx.Exec(ctx, insertJob, government, id, kind, dedupe, string(body), false, now)
		if err != nil {
			return 0, fmt.Errorf("queue job %s: %w", kind, err)
		}
		if n == 1 {
			return id, nil
		}
	}
	return 0, fmt.Errorf("queue job %s: key %q is taken and free in turns", kind, dedupe)
}

const insertJob = `INSERT INTO job (government_id, job_id, kind, dedupe, payload, state, again, cancel, attempt, run_after, fence,
	runner, leased_until, done_rows, total_rows, furthest, phase, message, result, queued_at, started_at, ended_at, version)
	VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $6, 0, $7, 0, '', '', 0, 0, 0, '', '', '', $7, '', '', 1)
	ON CONFLICT DO NOTHING`

func open(ctx context.Context, tx *db.Tx, government int64, kind, dedupe string, again bool) (id int64, found bool, err error) {
	if dedupe == "" {
		return 0, false, nil
	}
	err = tx.QueryRow(ctx, `UPDATE job SET again = (again OR ($4 AND state = 'running'))
		WHERE government_id = $1 AND kind = $2 AND dedupe = $3 AND state IN ('waiting', 'running') RETURNING job_id`,
		government, kind, dedupe, again).Scan(&id)
	if errors.Is(err, db.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("find open job %s: %w", kind, err)
	}
	return id, true, nil
}

// Cancel ends a waiting job, and asks a running one to stop at its next checkpoint. It tells whether there was an open
// job to cancel.
func Cancel(ctx context.Context, tx *db.Tx, government, id int64) (bool, error) {
	message, err := encodeText(cancelledText())
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(ctx, `UPDATE job SET cancel = TRUE, version = version + 1,
		ended_at = CASE WHEN state = 'waiting' THEN $3 ELSE ended_at END,
		message = CASE WHEN state = 'waiting' THEN $4 ELSE message END,
		state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END
		WHERE government_id = $1 AND job_id = $2 AND state IN ('waiting', 'running')`,
		government, id, clock.Stamp(time.Now()), message)
	if err != nil {
		return false, fmt.Errorf("cancel job %d: %w", id, err)
	}
	tx.Signal(changed)
	tx.Signal(stop)
	return n == 1, nil
}

func cancelledText() lang.Text {
	return lang.Msg("Dibatalkan atas permintaan. Yang belum diterapkan tidak mengubah data.")
}

// Prune removes the jobs that ended before an instant and returns how many; at most 1,000 at a time.
func Prune(ctx context.Context, d *db.DB, before time.Time) (n int64, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		n, err = tx.Exec(ctx, `DELETE FROM job WHERE (government_id, job_id) IN (
			SELECT government_id, job_id FROM job WHERE state IN ('done', 'failed', 'cancelled') AND ended_at < $1 ORDER BY ended_at LIMIT 1000)`,
			clock.Stamp(before))
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("prune jobs: %w", err)
	}
	return n, nil
}
