package app

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/job"
	"github.com/payung-id/payung/internal/programme/billing"
	"github.com/payung-id/payung/internal/programme/budget"
	"github.com/payung-id/payung/internal/registry/declared"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/participant"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// OpenJob is a job that has not ended, with the import that it checks; Batch is nil for other work.
type OpenJob struct {
	job.Status
	Batch *intake.Batch
}

// ErrNoJob says that no such open job lies in the asker's reach.
var ErrNoJob = fault.New(fault.NotFound, "Tugas ini tidak ada atau sudah selesai.")

// permissionOf is what somebody needs to see and stop the check of a kind of file.
func permissionOf(kind string) access.Permission {
	switch kind {
	case unit.ImportKind:
		return access.ImportUnits
	case participant.ImportKind:
		return access.ImportList
	case budget.ImportKind:
		return access.ImportBudget
	case billing.ImportKind:
		return access.ImportPayment
	case declared.ImportKind:
		return access.ImportDeclared
	case roster.ImportKind:
		return access.ImportRoster
	}
	return access.ManageSettings
}

// OpenJobs lists the open jobs that an actor may see: checks of files that the actor may bring in, and, for who keeps the
// settings of a government, all others of it.
func (a *App) OpenJobs(ctx context.Context, actor access.Actor) ([]OpenJob, error) {
	var out []OpenJob
	err := a.DB.Read(ctx, func(tx *db.Tx) error {
		governments, err := unit.Governments(ctx, tx, actor.Anywhere())
		if err != nil {
			return err
		}
		ids := []int64{0}
		for _, g := range governments {
			ids = append(ids, g.ID)
		}
		for _, g := range ids {
			list, err := job.Open(ctx, tx, g)
			if err != nil {
				return err
			}
			for _, s := range list {
				j := OpenJob{Status: s}
				if ok, err := j.reach(ctx, tx, actor); err != nil {
					return err
				} else if ok {
					out = append(out, j)
				}
			}
		}
		return nil
	})
	return out, err
}

// reach tells whether the actor may see the job, and fills its import.
func (j *OpenJob) reach(ctx context.Context, r db.Reader, actor access.Actor) (bool, error) {
	if j.Kind != JobCheck {
		scope, err := actor.Scope(access.ManageSettings)
		return err == nil && scope.Whole().Holds(access.Target{Government: j.Government}), nil
	}
	var p checkPayload
	if err := json.Unmarshal(j.Payload, &p); err != nil {
		return false, err
	}
	b, err := intake.Get(ctx, r, actor.Anywhere(), p.Batch)
	if errors.Is(err, intake.ErrNoBatch) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	scope, err := actor.Scope(permissionOf(b.Kind))
	if err != nil {
		return false, nil //nolint:nilerr // who may not bring such files in does not see them being checked
	}
	if _, err := intake.Get(ctx, r, scope, p.Batch); err != nil {
		return false, nil //nolint:nilerr // out of reach
	}
	j.Batch = b
	return true, nil
}

// CancelJob stops an open job that the actor sees. What was not applied changes nothing.
func (a *App) CancelJob(ctx context.Context, actor access.Actor, government, id int64) error {
	open, err := a.OpenJobs(ctx, actor)
	if err != nil {
		return err
	}
	for _, j := range open {
		if j.Government != government || j.ID != id || j.Batch == nil {
			continue
		}
		target, err := a.targetOf(ctx, j.Batch)
		if err != nil {
			return err
		}
		return a.Door.Do(ctx, actor, change.Op{Name: "job.cancel", Permission: permissionOf(j.Batch.Kind)}, target, func(tx *change.Tx) error {
			stopped, err := job.Cancel(ctx, tx.Tx, government, id)
			if err == nil && !stopped {
				return ErrNoJob
			}
			tx.Record("job", id, map[string]any{"import": j.Batch.ID})
			return err
		})
	}
	return ErrNoJob
}

// targetOf is what an import acts upon: its unit, or its government as a whole.
func (a *App) targetOf(ctx context.Context, b *intake.Batch) (t access.Target, err error) {
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		g, err := unit.GovernmentByID(ctx, tx, b.Government)
		if err != nil {
			return err
		}
		t = access.Target{Government: g.ID, GovernmentCode: g.Code}
		if b.Unit == 0 {
			return nil
		}
		u, err := unit.ByID(ctx, tx, access.Everything(), b.Government, b.Unit)
		if err == nil {
			t = u.Target(g)
		}
		return err
	})
	return t, err
}
