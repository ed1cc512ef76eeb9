package unit

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
	"github.com/payung-id/payung/internal/trust/change"
)

// Version is one change of a unit. Before is nil where it was made then; both are nil for an import, which keeps its own
// journal and is undone as a whole.
type Version struct {
	At            time.Time
	By            string // username
	Before, After *Unit
	Registered    [2]map[string]string // NPP to division, before and after
	Import        int64                // the list that changed it; 0 for a form
	Taken         bool                 // that list was undone since
}

// trace is a unit as the trail keeps it.
type trace struct {
	Unit
	Divisions map[string]string
}

// History lists the changes of a unit, the newest first. The caller already reached the unit.
func History(ctx context.Context, r db.Reader, government, id int64, most int) ([]Version, error) {
	events, err := audit.Of(ctx, r, government, "unit", id, most)
	if err != nil {
		return nil, err
	}
	var out []Version
	for _, e := range events {
		if e.Op != opCreate && e.Op != opChange && e.Op != opRestore {
			continue
		}
		var d struct{ Before, After *trace }
		if err := json.Unmarshal([]byte(e.Detail), &d); err != nil {
			return nil, fmt.Errorf("read change of unit %d: %w", id, err)
		}
		v := Version{At: e.At, By: e.Actor}
		if d.Before != nil {
			v.Before, v.Registered[0] = &d.Before.Unit, d.Before.Divisions
		}
		if d.After != nil {
			v.After, v.Registered[1] = &d.After.Unit, d.After.Divisions
		}
		out = append(out, v)
	}
	imported, err := imports(ctx, r, government, id, most)
	if err != nil {
		return nil, err
	}
	out = append(out, imported...)
	slices.SortStableFunc(out, func(a, b Version) int { return b.At.Compare(a.At) })
	return out[:min(len(out), most)], nil
}

// imports are the lists that made or changed a unit.
func imports(ctx context.Context, r db.Reader, government, id int64, most int) ([]Version, error) {
	rows, err := r.Query(ctx, `SELECT b.id, b.applied_at, b.creator, b.state FROM import_change c JOIN import_batch b ON b.id = c.batch_id
		WHERE c.government_id = $1 AND c.what = 'unit' AND c.target_id = $2 AND b.applied_at <> '' ORDER BY b.id DESC LIMIT $3`, government, id, most)
	if err != nil {
		return nil, fmt.Errorf("read imports of unit %d: %w", id, err)
	}
	defer rows.Close()
	var out []Version
	for rows.Next() {
		var v Version
		var at, state string
		if err := rows.Scan(&v.Import, &at, &v.By, &state); err != nil {
			return nil, fmt.Errorf("read imports of unit %d: %w", id, err)
		}
		if v.At, err = clock.ParseStamp(at); err != nil {
			return nil, err
		}
		v.Taken = state == string(intake.Undone)
		out = append(out, v)
	}
	return out, rows.Err()
}

// The operations on units that leave what was before in the trail.
const (
	opCreate  = "unit.create"
	opChange  = "unit.change"
	opRestore = "unit.restore"
)

// ErrNothingBefore says that a unit's newest change cannot be taken back by itself.
var ErrNothingBefore = fault.New(fault.Conflict, "Perubahan terakhir instansi ini bukan dari formulir, atau sudah dikembalikan. Perubahan dari daftar instansi dibatalkan lewat daftar impor.")

// Undoable tells whether the newest version of a unit can be taken back: a change by form, after which nothing changed it.
func Undoable(history []Version, is Unit, registered map[string]string) bool {
	if len(history) == 0 {
		return false
	}
	v := history[0]
	if v.Before == nil || v.After == nil {
		return false
	}
	after, now := *v.After, *traced(&is)
	after.NPPs, now.NPPs = nil, nil
	return maps.Equal(v.Registered[1], registered) && fmt.Sprintf("%+v", after) == fmt.Sprintf("%+v", now)
}

// Restore takes the newest change of a unit back. Contact and telephone, which the trail does not keep, stay as they are.
func Restore(ctx context.Context, door *change.Door, actor access.Actor, g Government, is Unit, told Changed) error {
	return door.Do(ctx, actor, change.Op{Name: opRestore, Permission: access.ImportUnits}, is.Target(g), func(tx *change.Tx) error {
		history, err := History(ctx, tx, g.ID, is.ID, 10)
		if err != nil {
			return err
		}
		registered, err := Divisions(ctx, tx, is)
		if err != nil {
			return err
		}
		if !Undoable(history, is, registered) {
			return ErrNothingBefore
		}
		was := history[0].Before
		e := Edit{Code: was.Code, Name: was.Name, Kind: was.Kind, Region: was.Region, Business: was.Business, Class: was.Class, Programmes: was.Programmes, Basis: was.Basis,
			Contact: is.Contact, Phone: is.Phone, Registrations: history[0].Registered[0]}
		if was.Parent != 0 {
			p, err := ByID(ctx, tx, access.Everything(), g.ID, was.Parent)
			if err != nil {
				return err
			}
			e.Parent = p.Code
		}
		return e.save(ctx, tx, g, is.ID, &is, told)
	})
}
