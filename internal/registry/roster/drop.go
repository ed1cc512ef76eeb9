package roster

import (
	"context"
	"errors"
	"fmt"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// DropKind says that a waiting row is no worker; it has a receipt and can be undone as a repair can.
const DropKind = "roster.drop"

type drops struct{ *Service }

// Permission implements [intake.Kind].
func (drops) Permission() access.Permission { return access.ImportRoster }

// Stage implements [intake.Kind]; a dropped row is no file.
func (drops) Stage(context.Context, *intake.Staging) (intake.Tally, error) {
	return intake.Tally{}, errNotStaged
}

// Clear implements [intake.Kind].
func (drops) Clear(context.Context, *db.Tx, *intake.Batch) error { return errNotStaged }

// Apply implements [intake.Kind]; a row is dropped when it is said.
func (drops) Apply(context.Context, *change.Tx, *intake.Batch) (intake.Tally, error) {
	return intake.Tally{}, errNotStaged
}

// Drop says that a waiting row is no worker, with the reason; the row stays, and [intake.Service.Undo] of the returned
// batch lets it wait again.
func (s *Service) Drop(ctx context.Context, actor access.Actor, government, id int64, reason string) (*intake.Batch, error) {
	reason, err := intake.Reason(reason)
	if err != nil {
		return nil, err
	}
	scope, err := actor.Scope(access.ImportRoster)
	if err != nil {
		return nil, err
	}
	var w *WaitingRow
	err = s.db.Read(ctx, func(tx *db.Tx) (err error) {
		w, err = s.Waiting(ctx, tx, scope.Narrow(government, ""), id)
		return err
	})
	if err != nil {
		return nil, err
	}
	u, g, _, err := s.around(ctx, actor, w)
	if err != nil {
		return nil, err
	}
	req := intake.Request{Kind: DropKind, Target: u.Target(g), Unit: u.ID, Month: w.Month, File: intake.File{Name: w.FileName}}
	return s.road.Act(ctx, actor, req, func(tx *change.Tx, b *intake.Batch) (intake.Tally, error) {
		t := intake.Tally{Rows: 1, Applied: 1}
		n, err := tx.Exec(ctx, `UPDATE roster_row SET status = 'dropped' WHERE government_id = $1 AND id = $2 AND status = 'waiting'`, w.Government, w.ID)
		if err != nil {
			return t, fmt.Errorf("drop row %d: %w", w.ID, err)
		}
		if n != 1 {
			return t, ErrNoRow
		}
		tx.Record("roster_row", w.ID, map[string]any{"reason": reason})
		after := map[string]string{"status": string(Dropped), "reason": reason}
		if err := intake.Journal(ctx, tx, b.ID, []intake.Altered{{Government: w.Government, What: "roster_row", ID: w.ID, Before: string(Waiting), After: after}}); err != nil {
			return t, err
		}
		return t, intake.Drop(ctx, tx, w.Batch, 1)
	})
}

// errReadAgain says that the row of a repair is gone, because its file was read anew with another layout.
var errReadAgain = fault.New(fault.Conflict, "Barisnya sudah tidak ada: berkasnya dibaca ulang sesudah perubahan ini. Tidak ada yang perlu dibatalkan.")

// Undo implements [intake.Kind]: the row waits again.
func (drops) Undo(ctx context.Context, tx *change.Tx, b *intake.Batch) error {
	journal, err := intake.ReadJournal(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	for _, e := range journal {
		var batch int64
		err := tx.QueryRow(ctx, `UPDATE roster_row SET status = 'waiting' WHERE government_id = $1 AND id = $2 AND status = 'dropped' RETURNING batch_id`, e.Government, e.ID).Scan(&batch)
		if errors.Is(err, db.ErrNoRows) {
			return errReadAgain
		}
		if err != nil {
			return fmt.Errorf("let row %d wait again: %w", e.ID, err)
		}
		if err := intake.Drop(ctx, tx, batch, -1); err != nil {
			return err
		}
	}
	return nil
}
