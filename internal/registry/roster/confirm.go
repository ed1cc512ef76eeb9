package roster

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// ConfirmKind is the confirmation that a unit's last roster still holds for a month.
const ConfirmKind = "roster.confirm"

type confirms struct{ *Service }

// Permission implements [intake.Kind].
func (confirms) Permission() access.Permission { return access.ImportRoster }

// Stage implements [intake.Kind]; a confirmation is no file.
func (confirms) Stage(context.Context, *intake.Staging) (intake.Tally, error) {
	return intake.Tally{}, errNotStaged
}

// Apply implements [intake.Kind]; a confirmation is applied when it is made.
func (confirms) Apply(context.Context, *change.Tx, *intake.Batch) (intake.Tally, error) {
	return intake.Tally{}, errNotStaged
}

// Undo implements [intake.Kind].
func (k confirms) Undo(ctx context.Context, tx *change.Tx, b *intake.Batch) error {
	return k.putBack(ctx, tx, b)
}

// Confirm answers a month with the unit's last roster, unchanged.
func (s *Service) Confirm(ctx context.Context, actor access.Actor, u unit.Unit, g unit.Government, month period.Month) (*intake.Batch, error) {
	req := intake.Request{Kind: ConfirmKind, Target: u.Target(g), Unit: u.ID, Month: month}
	return s.road.Act(ctx, actor, req, func(tx *change.Tx, b *intake.Batch) (intake.Tally, error) {
		var t intake.Tally
		last, err := lastRoster(ctx, tx, u, month)
		if err != nil {
			return t, err
		}
		before, err := current(ctx, tx, u.Government, u.ID, month)
		if err != nil {
			return t, err
		}
		if before != nil {
			return t, fault.New(fault.Conflict, "Bulan ini sudah dijawab. Batalkan jawaban itu lebih dahulu bila keliru.")
		}
		a, err := point(ctx, tx, u.Government, u.ID, month, nil, &pointer{last, Unchanged, month.String()})
		if err != nil {
			return t, err
		}
		if err := intake.Journal(ctx, tx, b.ID, []intake.Altered{a}); err != nil {
			return t, err
		}
		return t, s.tell(ctx, tx, u.Government, month)
	})
}

func lastRoster(ctx context.Context, r db.Reader, u unit.Unit, before period.Month) (int64, error) {
	rows, err := r.Query(ctx, `SELECT batch_id FROM roster_current WHERE government_id = $1 AND unit_id = $2 AND month < $3 ORDER BY month DESC LIMIT 1`, u.Government, u.ID, before.String())
	if err != nil {
		return 0, fmt.Errorf("find last roster: %w", err)
	}
	defer rows.Close()
	if !rows.Next() {
		return 0, fault.New(fault.Conflict, "Belum ada daftar bulan sebelumnya yang dapat dipakai. Kirim daftar pekerja lebih dahulu.")
	}
	var id int64
	return id, rows.Scan(&id)
}

// Clear implements [intake.Kind].
func (confirms) Clear(ctx context.Context, tx *db.Tx, b *intake.Batch) error {
	return errNotStaged
}
