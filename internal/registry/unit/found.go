package unit

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// RegionOf finds the province, regency or city that somebody means by a code or a name ("33.11", "Sukoharjo").
func RegionOf(said string) (region.Region, error) {
	table := region.Standard()
	said = strings.Join(strings.Fields(said), " ")
	if code, _, _ := strings.Cut(said, " "); code != "" {
		if dotted, ok := region.Dotted(code); ok && len(dotted) <= len("33.11") {
			if r, ok := table.Find(dotted); ok && !r.Retired() {
				return r, nil
			}
		}
	}
	var found []region.Region
	for _, p := range table.Children("") {
		for _, r := range append([]region.Region{p}, table.Children(p.Code)...) {
			if strings.EqualFold(r.Name, said) {
				return r, nil
			}
			if strings.EqualFold(r.Short(), said) {
				found = append(found, r)
			}
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return region.Region{}, fault.New(fault.Invalid, "Wilayah %q tidak dikenal. Tulis kode Kemendagri seperti 33.11, atau nama lengkapnya seperti Kabupaten Sukoharjo.", said)
	}
	return region.Region{}, fault.New(fault.Invalid, "Ada lebih dari satu wilayah bernama %q: %s dan %s. Tulis nama lengkapnya.", said, found[0].Name, found[1].Name)
}

// Found makes the government of a region, or returns it where it is there already.
func Found(ctx context.Context, door *change.Door, actor access.Actor, r region.Region) (g Government, err error) {
	err = door.Do(ctx, actor, change.Op{Name: "government.create", Permission: access.ManageSettings}, access.Target{GovernmentCode: r.Code}, func(tx *change.Tx) error {
		g = Government{}
		err := tx.QueryRow(ctx, `SELECT id, code, name, checker, sample FROM government WHERE code = $1`, r.Code).Scan(&g.ID, &g.Code, &g.Name, &g.Checker, &g.Sample)
		if err == nil || !errors.Is(err, db.ErrNoRows) {
			return err
		}
		id, err := tx.IDs(ctx, 0, 1)
		if err != nil {
			return err
		}
		g = Government{ID: id, Code: r.Code, Name: r.Name}
		if _, err := tx.Exec(ctx, `INSERT INTO government (id, code, name, checker, sample, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
			g.ID, g.Code, g.Name, false, false, clock.Stamp(tx.Now)); err != nil {
			return fmt.Errorf("create government %s: %w", g.Code, err)
		}
		tx.RecordIn(g.ID, "government", g.ID, map[string]string{"code": g.Code, "name": g.Name})
		return nil
	})
	return g, err
}
