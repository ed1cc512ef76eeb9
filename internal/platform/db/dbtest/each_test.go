package dbtest_test

import (
	"context"
	"testing"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/migrations"
)

func TestEachGivesMigratedDatabasesOfTheirOwn(t *testing.T) {
	ctx := context.Background()
	seen := map[db.Engine]int{}
	for range 2 {
		dbtest.Each(t, func(t *testing.T, d *db.DB) {
			if err := d.SchemaCurrent(ctx, migrations.Files); err != nil {
				t.Fatal(err)
			}
			err := d.Write(ctx, func(tx *db.Tx) error {
				first, err := tx.IDs(ctx, 7, 5)
				if first != 1 {
					t.Errorf("first id = %d: the database is not fresh", first)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			seen[d.Engine()]++
		})
	}
	if seen[db.SQLite] != 2 || seen[db.PostgreSQL] != 2 {
		t.Errorf("ran on %v, want twice on each engine", seen)
	}
}
