package app

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/billing"
	"github.com/payung-id/payung/internal/programme/budget"
	"github.com/payung-id/payung/internal/registry/participant"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/trust/audit"
)

// Verification is what a check of everything found.
type Verification struct {
	Problems []string
	Entries  int64
	Months   int
	Facts    int
}

// Verify checks the audit chains and the rosters' invariants, computes every month's facts anew and compares them with
// what is stored.
func (a *App) Verify(ctx context.Context) (*Verification, error) {
	v := &Verification{}
	err := a.DB.Read(ctx, func(tx *db.Tx) error {
		broken, entries, err := audit.Verify(ctx, tx, a.Ring)
		if err != nil {
			return err
		}
		v.Entries = entries
		for _, b := range broken {
			v.Problems = append(v.Problems, b.Error())
		}
		for _, check := range []func(context.Context, db.Reader) ([]string, error){roster.Verify, participant.Verify, budget.Verify, billing.Verify} {
			found, err := check(ctx, tx)
			if err != nil {
				return err
			}
			v.Problems = append(v.Problems, found...)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	seen, err := a.verifyWitness(ctx)
	if err != nil {
		return nil, err
	}
	v.Problems = append(v.Problems, seen...)
	_, err = a.Blobs.Verify(ctx, func(government, id int64, err error) {
		v.Problems = append(v.Problems, fmt.Sprintf("berkas tersimpan %d pemerintah %d: %v", id, government, err))
	})
	if err != nil {
		return nil, err
	}
	check, err := a.Coverage.Verify(ctx)
	if err != nil {
		return nil, err
	}
	v.Problems = append(v.Problems, check.Problems...)
	v.Months, v.Facts = check.Months, check.Facts
	return v, nil
}
