package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/job"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/trust/access"
)

// The kinds of jobs.
const (
	JobCheck   = "import.check"
	JobRefresh = coverage.RefreshJob
)

// uploadLimit is the largest file that is taken in, in bytes; keepUploads and keepJobs are how long
// originals and ended jobs stay.
const (
	UploadLimit = 500 << 20
	keepUploads = 400 * 24 * time.Hour
	keepJobs    = 30 * 24 * time.Hour
)

type checkPayload struct {
	Batch   int64  `json:"batch"`
	Account int64  `json:"account"`
	Layout  string `json:"layout,omitempty"` // column letters by field, nothing of rows
	Sheet   string `json:"sheet,omitempty"`
}

// Upload takes a file in: it is stored, registered as a batch, and queued for checking. The job's government is the
// batch's; its number finds it again. A file that is applied already comes back as that batch, Repeated.
func (a *App) Upload(ctx context.Context, actor access.Actor, req intake.Request, content io.Reader, limit int64) (*intake.Batch, error) {
	if err := a.Intake.May(actor, req); err != nil {
		return nil, err
	}
	info, err := a.Blobs.Put(ctx, req.Target.Government, content, limit, a.Config.Clock().Add(keepUploads))
	if err != nil {
		return nil, err
	}
	f, err := a.Blobs.Open(ctx, req.Target.Government, info.Hash)
	if err != nil {
		return nil, err
	}
	req.Blob, req.File.Reader, req.File.Size = info.Hash, f, f.Size()
	b, err := a.Intake.Receive(ctx, actor, req)
	if err != nil || b.Repeated {
		return b, err
	}
	if b.Resent {
		if _, queued, err := a.CheckJob(ctx, b); err != nil || queued || b.State != intake.Checking {
			return b, err
		}
	}
	return b, a.QueueCheck(ctx, actor, b, "", req.Sheet)
}

// QueueCheck queues a batch for checking, with a corrected layout or without.
func (a *App) QueueCheck(ctx context.Context, actor access.Actor, b *intake.Batch, layout, sheet string) error {
	return a.Door.Derive(ctx, func(tx *db.Tx) error {
		_, err := job.Enqueue(ctx, tx, b.Government, JobCheck, checkPayload{b.ID, actor.Account, layout, sheet}, checkKey(b.ID))
		return err
	})
}

func checkKey(batch int64) string { return fmt.Sprintf("check %d", batch) }

// CheckJob returns the open or last job that checks a batch; ok is false where there is none.
func (a *App) CheckJob(ctx context.Context, b *intake.Batch) (status job.Status, ok bool, err error) {
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		status, ok, err = job.Last(ctx, tx, b.Government, JobCheck, checkKey(b.ID))
		return err
	})
	return status, ok, err
}

// runCheck stages a batch from its stored file.
func (a *App) runCheck(ctx context.Context, t *job.Task) error {
	var p checkPayload
	if err := t.Decode(&p); err != nil {
		return err
	}
	actor, err := a.Accounts.ActorByID(ctx, p.Account)
	if err != nil {
		return err
	}
	var b *intake.Batch
	err = a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		b, err = intake.Get(ctx, tx, access.Everything(), p.Batch)
		return err
	})
	if err != nil {
		return err
	}
	f, err := a.Blobs.Open(ctx, b.Government, b.Blob)
	if err != nil {
		return err
	}
	var last time.Time
	req := intake.Request{Kind: b.Kind, Unit: b.Unit, Month: b.Month, AsOf: b.AsOf, Layout: p.Layout, Sheet: p.Sheet, File: intake.File{Name: b.FileName, Reader: f, Size: f.Size()}}
	req.Guard = func(ctx context.Context, tx *db.Tx) error { return t.Guard(ctx, tx) }
	req.Progress = func(done, total int64) {
		if now := time.Now(); now.Sub(last) > 200*time.Millisecond {
			last = now
			_ = t.Progress(ctx, done, total, lang.Msg("Memeriksa baris")) // a lost or cancelled job shows in ctx
		}
	}
	if _, err := a.Intake.Stage(ctx, actor, b.ID, req); err != nil {
		return err
	}
	t.Say(lang.Msg("Berkas sudah diperiksa."))
	return nil
}

// Run works on jobs, and keeps the facts up to date, until ctx ends.
func (a *App) Run(ctx context.Context) error {
	r := job.NewRunner(job.Config{DB: a.DB, Clock: a.Config.Clock})
	r.Register(JobCheck, a.runCheck)
	r.Register(JobBundle, a.runBundle)
	go a.sweep(ctx)
	sealed := make(chan struct{})
	go func() { defer close(sealed); a.runSealer(ctx) }()
	defer func() { <-sealed }()
	kept := make(chan struct{})
	go func() { defer close(kept); a.keepFacts(ctx) }()
	defer func() { <-kept }()
	return r.Run(ctx)
}

// keepFacts computes what became stale, beside the other jobs: checking a file never waits for it. What was marked before
// this process began is computed first.
func (a *App) keepFacts(ctx context.Context) {
	a.Coverage.Background()
	if err := a.Coverage.Work(ctx, 0); err != nil && ctx.Err() == nil {
		slog.Warn("compute stale facts", "error", err)
	}
	r := job.NewRunner(job.Config{DB: a.DB, Clock: a.Config.Clock, Workers: 3})
	r.Register(JobRefresh, func(ctx context.Context, t *job.Task) error { return a.Coverage.Work(ctx, t.Government) })
	_ = r.Run(ctx) // it only fails where it knows no kind of job
}

// sweep removes, once a day, what retention has ended: stored files, discarded imports and ended jobs.
func (a *App) sweep(ctx context.Context) {
	tick := time.NewTicker(24 * time.Hour)
	defer tick.Stop()
	for {
		if _, err := a.Blobs.Sweep(ctx); err != nil && ctx.Err() == nil {
			slog.Warn("sweep stored files", "error", err)
		}
		if err := a.SweepDrafts(ctx); err != nil && ctx.Err() == nil {
			slog.Warn("sweep discarded imports", "error", err)
		}
		if err := a.Accounts.Sweep(ctx); err != nil && ctx.Err() == nil {
			slog.Warn("sweep sessions", "error", err)
		}
		if _, err := job.Prune(ctx, a.DB, a.Config.Clock().Add(-keepJobs)); err != nil && ctx.Err() == nil {
			slog.Warn("prune ended jobs", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
