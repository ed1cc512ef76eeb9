package app

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
	"github.com/payung-id/payung/internal/trust/change"
)

// sealEvery is how long an entry of the trail is guarded by its keyed link alone.
const sealEvery = 10 * time.Second

// sealWitness names the file beside the data where each seal is noted as it is made, one line: number, root, signature.
// Copied away, it tells of a database that was set back as a whole.
const sealWitness = "seals"

func (a *App) sealer() *audit.Sealer {
	return audit.NewSealer(a.DB, a.Ring, a.Config.Clock, func(s audit.Seal) error {
		slog.Info("trail sealed", "seal", s.Nth, "root", base64.StdEncoding.EncodeToString(s.Root))
		return appendLine(filepath.Join(a.Config.Data, sealWitness), fmt.Sprintf("%d %s %s\n", s.Nth, base64.StdEncoding.EncodeToString(s.Root), base64.StdEncoding.EncodeToString(s.Signature)))
	})
}

// SealTrail closes what is not sealed yet in the trail.
func (a *App) SealTrail(ctx context.Context) error {
	_, err := a.sealer().Seal(ctx)
	return err
}

func (a *App) runSealer(ctx context.Context) {
	a.sealer().Run(ctx, sealEvery, func(err error) { slog.Warn("seal the trail", "error", err) })
}

func appendLine(path, line string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(line); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}

// verifyWitness compares the seals that this machine noted with those of the database: one that is gone or has another
// root tells that the database was set back or replaced.
func (a *App) verifyWitness(ctx context.Context) (problems []string, err error) {
	f, err := os.Open(filepath.Join(a.Config.Data, sealWitness))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open the witness of seals: %w", err)
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		for n := 1; lines.Scan(); n++ {
			part := strings.Fields(lines.Text())
			nth := int64(0)
			if len(part) == 3 {
				nth, _ = strconv.ParseInt(part[0], 10, 64)
			}
			if nth == 0 {
				problems = append(problems, fmt.Sprintf("file %s, line %d cannot be read", sealWitness, n))
				continue
			}
			root, err := audit.RootOf(ctx, tx, nth)
			if err != nil {
				return err
			}
			if base64.StdEncoding.EncodeToString(root) != part[1] {
				return errWitness{nth}
			}
		}
		return lines.Err()
	})
	var first errWitness
	if errors.As(err, &first) {
		return append(problems, first.Error()), nil
	}
	return problems, err
}

// errWitness is the first seal that this machine saw and the database does not have.
type errWitness struct{ nth int64 }

func (e errWitness) Error() string {
	return fmt.Sprintf("seal %d of the trail was seen by this machine and is gone from the database, or has another root: the database was set back or replaced", e.nth)
}

// NoteTrailExport writes to the trail that somebody takes a copy of it, and seals it, so that the copy is covered whole.
func (a *App) NoteTrailExport(ctx context.Context, actor access.Actor, government int64) error {
	var target access.Target
	if government != 0 {
		err := a.DB.Read(ctx, func(tx *db.Tx) error {
			g, err := unit.GovernmentByID(ctx, tx, government)
			target = access.Target{Government: g.ID, GovernmentCode: g.Code}
			return err
		})
		if err != nil {
			return err
		}
		err = a.Door.Do(ctx, actor, change.Op{Name: "audit.export", Permission: access.SeeTrail}, target, func(tx *change.Tx) error {
			tx.Record("audit", 0, nil)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return a.SealTrail(ctx)
}
