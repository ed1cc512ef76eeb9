package roster

import (
	"context"
	"fmt"
	"strings"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// Owner is somebody who may repair rows, and so may answer for them.
type Owner struct {
	Account int64
	Name    string
	paths   []string // of the units reached; "" is the whole government
}

// Reaches tells whether the owner may repair the rows of a unit.
func (o Owner) Reaches(path string) bool {
	for _, p := range o.paths {
		if strings.HasPrefix(path, p) {
			return true
		}
	}
	return false
}

// Owners lists the active accounts of a government to whom waiting rows can be handed over, by name.
func Owners(ctx context.Context, r db.Reader, government int64) ([]Owner, error) {
	rows, err := r.Query(ctx, `SELECT a.id, a.name, a.username, x.role, x.unit_id, coalesce(u.path, '') FROM account a JOIN account_grant x ON x.account_id = a.id
		LEFT JOIN unit u ON u.government_id = x.government_id AND u.id = x.unit_id WHERE a.active AND x.government_id = $1 ORDER BY a.name, a.id, x.id`, government)
	if err != nil {
		return nil, fmt.Errorf("list owners: %w", err)
	}
	defer rows.Close()
	var out []Owner
	for rows.Next() {
		var id, unit int64
		var name, username, role, path string
		if err := rows.Scan(&id, &name, &username, &role, &unit, &path); err != nil {
			return nil, fmt.Errorf("list owners: %w", err)
		}
		if !access.Role(role).Allows(access.ImportRoster) || unit != 0 && path == "" {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Account != id {
			if name == "" {
				name = username
			}
			out = append(out, Owner{Account: id, Name: name})
		}
		o := &out[len(out)-1]
		o.paths = append(o.paths, path)
	}
	return out, rows.Err()
}

var opHandOver = change.Op{Name: "roster.hand_over", Permission: access.ImportRoster}

// ErrNoOwner says that an account cannot answer for a row.
var ErrNoOwner = fault.New(fault.Invalid, "Pengguna itu tidak dapat memperbaiki baris instansi ini. Pilih pengguna lain.")

// HandOver makes an account answer for a waiting row: this one, and the same row where it comes again in a later month.
func (s *Service) HandOver(ctx context.Context, actor access.Actor, government, id, account int64) error {
	scope, err := actor.Scope(access.ImportRoster)
	if err != nil {
		return err
	}
	var w *WaitingRow
	err = s.db.Read(ctx, func(tx *db.Tx) (err error) {
		w, err = s.Waiting(ctx, tx, scope.Narrow(government, ""), id)
		return err
	})
	if err != nil {
		return err
	}
	u, g, _, err := s.around(ctx, actor, w)
	if err != nil {
		return err
	}
	return s.door.Do(ctx, actor, opHandOver, u.Target(g), func(tx *change.Tx) error {
		list, err := Owners(ctx, tx, government)
		if err != nil {
			return err
		}
		able := false
		for _, o := range list {
			able = able || o.Account == account && o.Reaches(u.Path)
		}
		if !able {
			return ErrNoOwner
		}
		_, err = tx.Exec(ctx, `INSERT INTO waiting_owner (government_id, unit_id, digest, account_id, at)
			SELECT government_id, unit_id, digest, $3, $4 FROM roster_row WHERE government_id = $1 AND id = $2 AND status = 'waiting'
			ON CONFLICT (government_id, unit_id, digest) DO UPDATE SET account_id = excluded.account_id, at = excluded.at`, government, id, account, clock.Stamp(tx.Now))
		if err != nil {
			return fmt.Errorf("hand row %d over: %w", id, err)
		}
		tx.Record("roster_row", id, map[string]any{"owner": account})
		return nil
	})
}
