package bundle

import (
	"context"
	"errors"
	"fmt"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// Store opens the stored content of a file.
type Store func(ctx context.Context, government int64, blob string) (intake.File, error)

// Service keeps bundles and puts their files on the road.
type Service struct {
	db   *db.DB
	door *change.Door
	road *intake.Service
	open Store
}

// NewService returns the service.
func NewService(d *db.DB, door *change.Door, road *intake.Service, open Store) *Service {
	return &Service{d, door, road, open}
}

// MostFiles bounds a bundle.
const MostFiles = 3000

// ErrTooMany says that a bundle is full.
var ErrTooMany = fault.New(fault.TooBig, "Paling banyak 3.000 berkas dalam satu unggahan. Kirim sisanya dalam unggahan berikutnya.")

// kinds are the permissions of the kinds of files, in the order in which files are applied: who employs, then what was
// planned, listed, worked and paid.
var kinds = []struct {
	name       string
	permission access.Permission
}{
	{"units", access.ImportUnits}, {"budget", access.ImportBudget}, {"participants", access.ImportList}, {"roster", access.ImportRoster}, {"payments", access.ImportPayment}, {"declared", access.ImportDeclared},
}

// rank is the place of a kind in the order of applying.
func rank(kind string) int {
	for i, k := range kinds {
		if k.name == kind {
			return i
		}
	}
	return len(kinds)
}

func permissionOf(kind string) (access.Permission, bool) {
	for _, k := range kinds {
		if k.name == kind {
			return k.permission, true
		}
	}
	return "", false
}

// anyPermission is one permission by which the actor may hand in files for a target.
func anyPermission(actor access.Actor, target access.Target) (access.Permission, error) {
	for _, k := range kinds {
		if scope, err := actor.Scope(k.permission); err == nil && scope.Holds(target) {
			return k.permission, nil
		}
	}
	return "", access.ErrForbidden
}

// Open begins a bundle. The same key of the same account gives the same bundle again, marked by its state.
func (s *Service) Open(ctx context.Context, actor access.Actor, target access.Target, said Said, key string) (b *Bundle, err error) {
	p, err := anyPermission(actor, target)
	if err != nil {
		return nil, err
	}
	err = s.door.Do(ctx, actor, change.Op{Name: "bundle.open", Permission: p}, target, func(tx *change.Tx) error {
		first, err := scan(tx.QueryRow(ctx, `SELECT `+bundleColumns+` FROM bundle b WHERE b.account_id = $1 AND b.request_key = $2`, actor.Account, key))
		if err == nil {
			b = &first
			return nil
		}
		if !errors.Is(err, db.ErrNoRows) {
			return err
		}
		id, err := tx.IDs(ctx, 0, 1)
		if err != nil {
			return err
		}
		b = &Bundle{ID: id, Government: target.Government, Account: actor.Account, Creator: actor.Username, Said: said, State: "receiving", At: tx.Now}
		_, err = tx.Exec(ctx, `INSERT INTO bundle (id, government_id, account_id, creator, month, as_of, request_key, state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			b.ID, b.Government, b.Account, b.Creator, said.Month.String(), said.AsOf.String(), key, b.State, clock.Stamp(b.At))
		tx.Record("bundle", id, nil)
		return err
	})
	return b, err
}

// Add puts a stored file into a bundle that is being received.
func (s *Service) Add(ctx context.Context, actor access.Actor, target access.Target, b *Bundle, f File) error {
	if len(b.Files) >= MostFiles {
		return ErrTooMany
	}
	p, err := anyPermission(actor, target)
	if err != nil {
		return err
	}
	f.Seq, f.State = len(b.Files)+1, Waiting
	err = s.door.Stage(ctx, actor, change.Op{Name: "bundle.add", Permission: p}, target, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO bundle_file (bundle_id, seq, file_name, size, blob, state, kind, government_id, unit_id, month, as_of, told, why, totals, batch_id)
			VALUES ($1, $2, $3, $4, $5, $6, '', $7, 0, '', '', $8, '{}', '{}', 0) ON CONFLICT (bundle_id, seq) DO NOTHING`, b.ID, f.Seq, f.Name, f.Size, f.Blob, string(f.State), b.Government, false)
		return err
	})
	if err != nil {
		return fmt.Errorf("add file to bundle %d: %w", b.ID, err)
	}
	b.Files = append(b.Files, f)
	return nil
}

// Received says that all files of a bundle have come.
func (s *Service) Received(ctx context.Context, actor access.Actor, target access.Target, b *Bundle) error {
	p, err := anyPermission(actor, target)
	if err != nil {
		return err
	}
	return s.door.Do(ctx, actor, change.Op{Name: "bundle.received", Permission: p}, target, func(tx *change.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE bundle SET state = 'received' WHERE id = $1`, b.ID)
		tx.Record("bundle", b.ID, map[string]int{"files": len(b.Files)})
		b.State = "received"
		return err
	})
}

// keep writes what is known of a file. It decides nothing: what a file changes, its import changes.
func (s *Service) keep(ctx context.Context, b *Bundle, f *File) error {
	return s.door.Derive(ctx, func(tx *db.Tx) error { return f.save(ctx, tx, b.ID) })
}
