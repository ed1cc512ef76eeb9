package app

import (
	"context"
	"fmt"
	"io"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/job"
	"github.com/payung-id/payung/internal/registry/bundle"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/trust/access"
)

// JobBundle reads or applies the files of a bundle.
const JobBundle = "import.bundle"

type bundlePayload struct {
	Bundle  int64 `json:"bundle"`
	Account int64 `json:"account"`
	Apply   bool  `json:"apply,omitempty"`
	Partly  bool  `json:"partly,omitempty"` // also files of which some rows wait
}

func (a *App) stored(ctx context.Context, government int64, hash string) (intake.File, error) {
	f, err := a.Blobs.Open(ctx, government, hash)
	if err != nil {
		return intake.File{}, err
	}
	return intake.File{Reader: f, Size: f.Size()}, nil
}

// AddToBundle stores a file and puts it into a bundle that is being received.
func (a *App) AddToBundle(ctx context.Context, actor access.Actor, target access.Target, b *bundle.Bundle, name string, content io.Reader, limit int64) error {
	info, err := a.Blobs.Put(ctx, b.Government, content, limit, a.Config.Clock().Add(keepUploads))
	if err != nil {
		return err
	}
	return a.Bundles.Add(ctx, actor, target, b, bundle.File{Name: name, Blob: info.Hash, Size: info.Size})
}

// QueueBundle queues the work on a bundle: reading its files, or applying them.
func (a *App) QueueBundle(ctx context.Context, actor access.Actor, b *bundle.Bundle, apply, partly bool) error {
	return a.Door.Derive(ctx, func(tx *db.Tx) error {
		_, err := job.Enqueue(ctx, tx, b.Government, JobBundle, bundlePayload{b.ID, actor.Account, apply, partly}, bundleKey(b.ID))
		return err
	})
}

func bundleKey(id int64) string { return fmt.Sprintf("bundle %d", id) }

// BundleJob returns the open or last job of a bundle; ok is false where there is none.
func (a *App) BundleJob(ctx context.Context, b *bundle.Bundle) (status job.Status, ok bool, err error) {
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		status, ok, err = job.Last(ctx, tx, b.Government, JobBundle, bundleKey(b.ID))
		return err
	})
	return status, ok, err
}

func (a *App) runBundle(ctx context.Context, t *job.Task) error {
	var p bundlePayload
	if err := t.Decode(&p); err != nil {
		return err
	}
	actor, err := a.Accounts.ActorByID(ctx, p.Account)
	if err != nil {
		return err
	}
	say := lang.Msg("Membaca berkas")
	if p.Apply {
		say = lang.Msg("Menerapkan berkas")
	}
	steps := bundle.Steps{
		Progress: func(done, total int) { _ = t.Progress(ctx, int64(done), int64(total), say) }, // a lost or cancelled job shows in ctx
		Guard:    func(ctx context.Context, tx *db.Tx) error { return t.Guard(ctx, tx) },
	}
	if !p.Apply {
		return a.Bundles.Read(ctx, actor, p.Bundle, steps)
	}
	if err := a.Bundles.Apply(ctx, actor, p.Bundle, p.Partly, steps); err != nil {
		return err
	}
	return a.QueueRefresh(ctx)
}
