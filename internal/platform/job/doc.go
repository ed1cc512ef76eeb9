// Package job runs work that outlives a request: imports, recounts, documents. It owns the table job.
//
// A job is queued in the transaction that makes it necessary, so neither is ever there without the other. A [Runner]
// leases it, renews the lease while it works, and tries again what failed for reasons that pass. A runner that dies
// loses its lease and another one takes over; work may therefore run more than once and must find its place again from
// what it has written. One that only seemed dead (stopped, cut off) can do no harm: every write of a task begins with
// [Task.Guard] or [Task.Checkpoint], which fail in the same transaction once somebody else holds the job.
//
//	id, err := job.Enqueue(ctx, tx, government, "roster-stage", payload{Batch: 12}, "batch 12")
//
//	runner.Register("roster-stage", func(ctx context.Context, t *job.Task) error {
//		var p payload
//		if err := t.Decode(&p); err != nil {
//			return err
//		}
//		for chunk := range chunks {
//			err := d.Write(ctx, func(tx *db.Tx) error {
//				if err := t.Checkpoint(ctx, tx, done, total, lang.Msg("Membaca baris")); err != nil {
//					return err // cancelled, or another runner has the job
//				}
//				return stage(ctx, tx, chunk)
//			})
//			…
//		}
//		return nil
//	})
//
// Payloads and results hold ids, never personal values; they are kept in clear and shown to administrators.
//
// Invariants: at most one runner's writes count at any moment (fence); of jobs with the same dedupe key at most one is
// open; an ended job never changes.
package job
