// Package app builds every service from a Config and wires who listens to whom. It holds no rule of its own.
package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/blob"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/billing"
	"github.com/payung-id/payung/internal/programme/budget"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/programme/registration"
	"github.com/payung-id/payung/internal/registry/bundle"
	"github.com/payung-id/payung/internal/registry/declared"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/match"
	"github.com/payung-id/payung/internal/registry/participant"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/migrations"
	"github.com/payung-id/payung/period"
)

// Config says where the data lives.
type Config struct {
	Data  string // the folder of keys, and of the SQLite file
	DB    string // postgres://…; "" is SQLite in Data
	Clock clock.Clock
}

// App is every service, built.
type App struct {
	Config   Config
	DB       *db.DB
	Ring     *crypt.Keyring
	Door     *change.Door
	Accounts *access.Service
	Blobs    *blob.Store
	Intake   *intake.Service
	Roster   *roster.Service
	Bundles  *bundle.Service
	Files    *registration.Service
	Coverage *coverage.Service
}

// ErrSchemaOld says that the schema must be brought up to date first.
var ErrSchemaOld = fault.New(fault.Internal, "Skema basis data belum mutakhir. Jalankan: payung migrate --db …")

// Open opens the database and builds the services. On SQLite it brings the schema up to date; on PostgreSQL it refuses an
// old one unless migrate is set.
func Open(ctx context.Context, cfg Config, migrate bool) (*App, error) {
	if cfg.Clock == nil {
		cfg.Clock = clock.System
	}
	where := cfg.DB
	if where == "" {
		where = filepath.Join(cfg.Data, "payung.db")
	}
	ring, err := crypt.LoadKeyring(filepath.Join(cfg.Data, "keys"))
	if err != nil {
		return nil, err
	}
	d, err := db.Open(ctx, where)
	if err != nil {
		return nil, err
	}
	if d.Engine() == db.SQLite || migrate {
		_, err = d.Migrate(ctx, migrations.Files)
	} else if err = d.SchemaCurrent(ctx, migrations.Files); errors.Is(err, db.ErrSchemaOld) {
		err = ErrSchemaOld
	}
	if err != nil {
		_ = d.Close()
		return nil, fmt.Errorf("prepare database: %w", err)
	}
	return build(cfg, d, ring), nil
}

func build(cfg Config, d *db.DB, ring *crypt.Keyring) *App {
	door := change.New(d, ring, cfg.Clock)
	a := &App{Config: cfg, DB: d, Ring: ring, Door: door}
	a.Blobs = blob.New(d, ring, cfg.Clock)
	a.Accounts = access.New(d, ring, cfg.Clock)
	a.Intake = intake.New(d, door, ring)
	a.Roster = roster.New(d, door, ring, a.Intake)
	a.Bundles = bundle.NewService(d, door, a.Intake, a.stored)
	a.Files = &registration.Service{Door: door, Ring: ring, Blobs: a.Blobs, Now: cfg.Clock}
	a.Coverage = coverage.New(d, door, ring, match.Plain{}, coverage.Evidence{Lines: budgetLines, Payments: payments, Arrived: arrived}, cfg.Clock)
	a.Intake.Register(unit.ImportKind, unit.Import{})
	a.Intake.Register(participant.ImportKind, participant.Import{Ring: ring})
	a.Intake.Register(budget.ImportKind, budget.Import{})
	a.Intake.Register(billing.ImportKind, billing.Import{Ring: ring})
	a.Intake.Register(declared.ImportKind, declared.Import{})
	a.Intake.OnChange(touch)
	a.Roster.OnChange(coverage.TouchMonth)
	return a
}

// Close closes the database.
func (a *App) Close() error { return a.DB.Close() }

// Actor returns who acts at the command line: a user whose permissions are lent, or the machine's operator.
func (a *App) Actor(ctx context.Context, as string) (access.Actor, error) {
	if as == "" {
		return access.Operator(), nil
	}
	actor, err := a.Accounts.ActorByName(ctx, as)
	actor.Operator = true
	return actor, err
}

// touch marks the months whose evidence an import changed.
func touch(ctx context.Context, tx *change.Tx, b *intake.Batch) error {
	switch b.Kind {
	case roster.ImportKind, roster.FixKind, roster.ConfirmKind, roster.DropKind: // the roster service marks its own months
		return nil
	case declared.ImportKind: // declared figures are read beside the facts, never into them
		return nil
	}
	return coverage.TouchAll(ctx, tx, b.Government)
}

func budgetLines(ctx context.Context, r db.Reader, government int64, month period.Month) ([]coverage.BudgetLine, error) {
	lines, err := budget.Live(ctx, r, government, month.String())
	if err != nil {
		return nil, err
	}
	out := make([]coverage.BudgetLine, 0, len(lines))
	for _, l := range lines {
		first, err := period.ParseMonth(l.First)
		if err != nil {
			return nil, err
		}
		last, err := period.ParseMonth(l.Last)
		if err != nil {
			return nil, err
		}
		out = append(out, coverage.BudgetLine{ID: l.ID, Unit: l.Unit, Programmes: l.Programmes, Category: l.Category, Months: int64(last - first + 1), Heads: l.Heads, Ceiling: l.Ceiling})
	}
	return out, nil
}

func payments(ctx context.Context, r db.Reader, government int64, month period.Month) ([]coverage.Payment, error) {
	var out []coverage.Payment
	err := billing.OfMonth(ctx, r, government, month.String(), func(p billing.Payment) error {
		out = append(out, coverage.Payment{Unit: p.Unit, NPP: p.NPP, PerPerson: p.PerPerson, NIKIndex: p.NIKIndex, KPJIndex: p.KPJIndex, Amount: p.Amount, Parts: p.Parts,
			Reference: strings.TrimSpace(p.Reference)})
		return nil
	})
	return out, err
}

func arrived(ctx context.Context, r db.Reader, government int64, month period.Month) ([]coverage.Arrival, error) {
	list, err := billing.ArrivedOf(ctx, r, government, month)
	out := make([]coverage.Arrival, 0, len(list))
	for _, a := range list {
		out = append(out, coverage.Arrival(a))
	}
	return out, err
}
