package coverage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// Frozen is a stored figure: what a page said on a day, which later imports do not change.
type Frozen struct {
	ID       int64
	Number   string // "BEKU-12", said on paper
	At       time.Time
	By       string
	Overview Overview
}

// frozenQuestion is what was asked, with the reach of who froze: only who reaches all of it may read it.
type frozenQuestion struct {
	Month       string          `json:"month"`
	Region      string          `json:"region,omitempty"`
	By          By              `json:"by"`
	Governments []frozenReached `json:"governments"`
	Digest      string          `json:"digest"` // SHA-256 of the body
}

type frozenReached struct {
	ID   int64  `json:"id"`
	Code string `json:"code"`
	Unit string `json:"unit,omitempty"` // path of the only unit, with those below it; "" is the whole government
}

// ErrNoFrozen says that no such figure lies in the asker's reach.
var ErrNoFrozen = fault.New(fault.NotFound, "Angka beku ini tidak ditemukan dalam wilayah kerja Anda.")

// FrozenNumber is the number of a frozen figure as paper carries it.
func FrozenNumber(id int64) string { return fmt.Sprintf("BEKU-%d", id) }

// Freeze stores an overview and returns its id.
func (s *Service) Freeze(ctx context.Context, actor access.Actor, o *Overview) (int64, error) {
	body, err := json.Marshal(o)
	if err != nil {
		return 0, fmt.Errorf("freeze figure: %w", err)
	}
	sum := sha256.Sum256(body)
	question := frozenQuestion{Month: o.Question.Month.String(), Region: o.Question.Region, By: o.Question.By, Digest: hex.EncodeToString(sum[:])}
	scope, err := actor.Scope(access.FreezeFigure)
	if err != nil {
		return 0, fmt.Errorf("freeze figure: %w", err)
	}
	target, err := s.reachOf(ctx, scope, o.Question.Region, &question)
	if err != nil {
		return 0, err
	}
	asked, err := json.Marshal(question)
	if err != nil {
		return 0, fmt.Errorf("freeze figure: %w", err)
	}
	var id int64
	err = s.door.Do(ctx, actor, change.Op{Name: "figure.freeze", Permission: access.FreezeFigure}, target, func(tx *change.Tx) (err error) {
		if id, err = tx.IDs(ctx, 0, 1); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO frozen_figure (id, government_id, month, question, body, definition, frozen_at, frozen_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			id, target.Government, question.Month, string(asked), string(body), o.Definition, clock.Stamp(tx.Now), actor.Name)
		tx.Record("figure", id, map[string]string{"month": question.Month, "region": question.Region, "digest": question.Digest})
		return err
	})
	return id, err
}

// reachOf fills in which governments, or which unit, a figure speaks of.
func (s *Service) reachOf(ctx context.Context, scope access.Scope, region string, q *frozenQuestion) (access.Target, error) {
	var target access.Target
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		governments, err := unit.Governments(ctx, tx, scope)
		if err != nil {
			return err
		}
		for _, g := range governments {
			if !touches(g.Code, region) {
				continue
			}
			reached := frozenReached{ID: g.ID, Code: g.Code}
			if !scope.Holds(access.Target{Government: g.ID, GovernmentCode: g.Code}) {
				units, err := unit.List(ctx, tx, scope.Narrow(g.ID, ""))
				if err != nil {
					return err
				}
				for _, u := range units { // the shortest path is the unit above all others
					if reached.Unit == "" || len(u.Path) < len(reached.Unit) {
						reached.Unit = u.Path
					}
				}
			}
			q.Governments = append(q.Governments, reached)
		}
		return nil
	})
	switch len(q.Governments) {
	case 0:
		return target, ErrNoFrozen
	case 1:
		g := q.Governments[0]
		return access.Target{Government: g.ID, GovernmentCode: g.Code, UnitPath: g.Unit}, err
	}
	// Several governments: an actor with a region reaches the region as a whole.
	codes := make([]unit.Government, len(q.Governments))
	for i, g := range q.Governments {
		codes[i].Code = g.Code
	}
	return access.Target{GovernmentCode: commonRegion(codes)}, err
}

// FrozenByID returns a stored figure to somebody who reaches all that it speaks of. A body that no longer has its digest
// is an error: it would print other figures than those that were frozen.
func FrozenByID(ctx context.Context, r db.Reader, scope access.Scope, id int64) (*Frozen, error) {
	f := &Frozen{ID: id, Number: FrozenNumber(id)}
	var asked, body, at string
	err := r.QueryRow(ctx, `SELECT question, body, frozen_at, frozen_by FROM frozen_figure WHERE id = $1`, id).Scan(&asked, &body, &at, &f.By)
	if errors.Is(err, db.ErrNoRows) {
		return nil, ErrNoFrozen
	}
	if err != nil {
		return nil, fmt.Errorf("read frozen figure %d: %w", id, err)
	}
	var q frozenQuestion
	if err := json.Unmarshal([]byte(asked), &q); err != nil {
		return nil, fmt.Errorf("read frozen figure %d: %w", id, err)
	}
	for _, g := range q.Governments {
		if !scope.Holds(access.Target{Government: g.ID, GovernmentCode: g.Code, UnitPath: g.Unit}) {
			return nil, ErrNoFrozen
		}
	}
	if sum := sha256.Sum256([]byte(body)); hex.EncodeToString(sum[:]) != q.Digest {
		return nil, fmt.Errorf("frozen figure %d does not fit its digest", id)
	}
	if err := json.Unmarshal([]byte(body), &f.Overview); err != nil {
		return nil, fmt.Errorf("read frozen figure %d: %w", id, err)
	}
	f.At, err = clock.ParseStamp(at)
	return f, err
}
