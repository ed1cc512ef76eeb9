package db_test

import (
	"context"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
)

// ground is a schema of this package's tests: the features' tables are theirs.
var ground = fstest.MapFS{
	"0001_ground.sql": {Data: []byte(`
-- A comment; its semicolon splits nothing.
CREATE TABLE id_block (government_id @id PRIMARY KEY, next_id @id NOT NULL);
CREATE TABLE thing (
  government_id @id NOT NULL,
  thing_id @id NOT NULL,
  name @text NOT NULL,
  born @date NOT NULL DEFAULT '',
  active @bool NOT NULL DEFAULT TRUE,
  wage @milli,
  owed @rupiah,
  sealed @bytes,
  PRIMARY KEY (government_id, thing_id)
) @clustered;
CREATE UNIQUE INDEX thing_name ON thing (government_id, name);
`)},
	"0002_part.sql": {Data: []byte(`
CREATE TABLE part (
  government_id @id NOT NULL,
  thing_id @id NOT NULL,
  nth @int NOT NULL,
  PRIMARY KEY (government_id, thing_id, nth),
  FOREIGN KEY (government_id, thing_id) REFERENCES thing (government_id, thing_id)
);
`)},
}

// each runs fn on both engines with the schema of this package's tests. where opens the same database once more.
func each(t *testing.T, fn func(t *testing.T, d *db.DB, where string)) {
	t.Helper()
	run := func(name string, where func(t *testing.T) string) {
		t.Run(name, func(t *testing.T) {
			w := where(t)
			d := dbtest.Open(t, w)
			if _, err := d.Migrate(t.Context(), ground); err != nil {
				t.Fatal(err)
			}
			fn(t, d, w)
		})
	}
	run("SQLite", func(t *testing.T) string { return filepath.Join(t.TempDir(), "data", "test.db") })
	run("PostgreSQL", func(t *testing.T) string { return dbtest.EmptyPostgreSQLURL(t, "") })
}

func write(t *testing.T, d *db.DB, fn func(tx *db.Tx) error) {
	t.Helper()
	if err := d.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func exec(t *testing.T, d *db.DB, query string, args ...any) {
	t.Helper()
	write(t, d, func(tx *db.Tx) error {
		_, err := tx.Exec(context.Background(), query, args...)
		return err
	})
}

func count(t *testing.T, d *db.DB, query string, args ...any) int64 {
	t.Helper()
	var n int64
	err := d.Read(t.Context(), func(tx *db.Tx) error { return tx.QueryRow(context.Background(), query, args...).Scan(&n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func addThing(tx *db.Tx, government, id int64, name string) error {
	_, err := tx.Exec(context.Background(), `INSERT INTO thing (government_id, thing_id, name) VALUES ($1, $2, $3)`, government, id, name)
	return err
}
