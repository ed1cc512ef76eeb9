package app

import (
	"context"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/job"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/match"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// Case opens a pair that a person must decide, in the actor's reach.
func (a *App) Case(ctx context.Context, actor access.Actor, p match.Pair) (c *match.Case, err error) {
	scope, err := actor.Scope(access.DecideMatch)
	if err != nil {
		return nil, err
	}
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		c, err = match.Judge{Ring: a.Ring, Engine: match.Plain{}}.ReadCase(ctx, tx, scope, p)
		return err
	})
	return c, err
}

// DecideMatch keeps whether a pair is one person, and has the facts computed anew. A reason must be given where it is not.
func (a *App) DecideMatch(ctx context.Context, actor access.Actor, c *match.Case, decision, reason string) error {
	if reason == "" && decision == match.Same {
		reason = "data kedua sisi dibandingkan"
	}
	reason, err := intake.Reason(reason)
	if err != nil {
		return err
	}
	return a.onCase(ctx, actor, c, "match.decide", func(tx *change.Tx) error { return match.Settle(ctx, tx, c, decision, reason) })
}

// ReopenMatch takes a decision back.
func (a *App) ReopenMatch(ctx context.Context, actor access.Actor, c *match.Case) error {
	if c.Decision == "" {
		return fault.New(fault.Conflict, "Padanan ini belum diputuskan, jadi tidak ada yang dibatalkan.")
	}
	return a.onCase(ctx, actor, c, "match.reopen", func(tx *change.Tx) error { return match.Reopen(ctx, tx, c) })
}

func (a *App) onCase(ctx context.Context, actor access.Actor, c *match.Case, op string, fn func(tx *change.Tx) error) error {
	var target access.Target
	err := a.DB.Read(ctx, func(tx *db.Tx) error {
		u, err := unit.ByID(ctx, tx, actor.Anywhere(), c.Government, c.UnitID)
		if err != nil {
			return err
		}
		g, err := unit.GovernmentByID(ctx, tx, c.Government)
		target = u.Target(g)
		return err
	})
	if err != nil {
		return err
	}
	return a.Door.Do(ctx, actor, change.Op{Name: op, Permission: access.DecideMatch}, target, func(tx *change.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return coverage.TouchAll(ctx, tx, c.Government)
	})
}

// QueueRefresh has the facts computed that a change made stale.
func (a *App) QueueRefresh(ctx context.Context) error {
	return a.Door.Derive(ctx, func(tx *db.Tx) error {
		_, err := job.Again(ctx, tx, 0, JobRefresh, struct{}{}, "refresh")
		return err
	})
}
