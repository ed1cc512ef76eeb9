package db_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/migrations"
)

func TestMarkedWordsBecomeTheTypesOfTheEngine(t *testing.T) {
	const text = `
CREATE TABLE a ( -- one; two
  k @id PRIMARY KEY, n @int, r @rupiah, m @milli, t @text NOT NULL, d @date NOT NULL, b @bytes, ok @bool NOT NULL
) @clustered;
CREATE INDEX a_t ON a (t);`
	want := map[db.Engine][]string{
		db.SQLite: {
			"CREATE TABLE a ( \n  k INTEGER PRIMARY KEY, n INTEGER, r INTEGER, m INTEGER, t TEXT NOT NULL, d TEXT CHECK (d = '' OR length(d) = 10) NOT NULL, b BLOB, ok INTEGER CHECK (ok IN (0, 1)) NOT NULL\n) STRICT, WITHOUT ROWID",
			"CREATE INDEX a_t ON a (t)",
		},
		db.PostgreSQL: {
			"CREATE TABLE a ( \n  k BIGINT PRIMARY KEY, n BIGINT, r BIGINT, m BIGINT, t TEXT COLLATE \"C\" NOT NULL, d TEXT COLLATE \"C\" CHECK (d = '' OR length(d) = 10) NOT NULL, b BYTEA, ok BOOLEAN NOT NULL\n)",
			"CREATE INDEX a_t ON a (t)",
		},
	}
	for engine, statements := range want {
		if diff := cmp.Diff(statements, db.Statements(engine, text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", engine, diff)
		}
	}
}

func TestTheProductsMigrationsApply(t *testing.T) {
	for name, where := range map[string]string{
		"SQLite":     filepath.Join(t.TempDir(), "payung.db"),
		"PostgreSQL": dbtest.EmptyPostgreSQLURL(t, ""),
	} {
		t.Run(name, func(t *testing.T) {
			d := dbtest.Open(t, where)
			if err := d.SchemaCurrent(t.Context(), migrations.Files); !errors.Is(err, db.ErrSchemaOld) {
				t.Errorf("before: %v, want ErrSchemaOld", err)
			}
			if _, err := d.Migrate(t.Context(), migrations.Files); err != nil {
				t.Fatal(err)
			}
			if err := d.SchemaCurrent(t.Context(), migrations.Files); err != nil {
				t.Errorf("after: %v", err)
			}
			if n, err := d.Migrate(t.Context(), migrations.Files); n != 0 || err != nil {
				t.Errorf("again: applied %d, %v; want nothing to do", n, err)
			}
		})
	}
}

func TestNodesThatMigrateAtOnceApplyEachMigrationOnce(t *testing.T) {
	const nodes, rounds = 6, 5 // a race is not lost every time
	places := map[string]string{}
	for i := range rounds {
		places[fmt.Sprint("SQLite ", i)] = filepath.Join(t.TempDir(), "payung.db")
		places[fmt.Sprint("PostgreSQL ", i)] = dbtest.EmptyPostgreSQLURL(t, "")
	}
	for name, where := range places {
		t.Run(name, func(t *testing.T) {
			var wg sync.WaitGroup
			applied, failed := make([]int, nodes), make([]error, nodes)
			for i := range nodes {
				wg.Go(func() {
					d, err := db.Open(t.Context(), where)
					if err != nil {
						failed[i] = err
						return
					}
					defer func() { _ = d.Close() }()
					applied[i], failed[i] = d.Migrate(t.Context(), ground)
				})
			}
			wg.Wait()
			if err := errors.Join(failed...); err != nil {
				t.Fatal(err)
			}
			total := 0
			for _, n := range applied {
				total += n
			}
			if total != len(ground) {
				t.Errorf("applied %v, want %d in all", applied, len(ground))
			}
		})
	}
}

func TestABrokenMigrationLeavesNothingBehindAndSaysWhere(t *testing.T) {
	broken := fstest.MapFS{
		"0001_ground.sql": ground["0001_ground.sql"],
		"0002_broken.sql": {Data: []byte("CREATE TABLE half (k @id PRIMARY KEY);\nINSERT INTO nowhere VALUES (1);")},
	}
	for name, where := range map[string]string{
		"SQLite":     filepath.Join(t.TempDir(), "payung.db"),
		"PostgreSQL": dbtest.EmptyPostgreSQLURL(t, ""),
	} {
		t.Run(name, func(t *testing.T) {
			d := dbtest.Open(t, where)
			n, err := d.Migrate(t.Context(), broken)
			if n != 1 || err == nil || !strings.Contains(err.Error(), "0002_broken.sql") || !strings.Contains(err.Error(), "INSERT INTO nowhere") {
				t.Fatalf("applied %d, %v; want 1 and an error with file and statement", n, err)
			}
			err = d.Read(t.Context(), func(tx *db.Tx) error {
				var k int
				return tx.QueryRow(t.Context(), `SELECT count(*) FROM half`).Scan(&k)
			})
			if err == nil {
				t.Error("the first statement of the broken migration is still there")
			}
			if n, err := d.Migrate(t.Context(), ground); n != 1 || err != nil {
				t.Errorf("mended: applied %d, %v; want 1", n, err)
			}
		})
	}
}

func TestMigrationsAreNumberedWithoutGaps(t *testing.T) {
	d := dbtest.Open(t, filepath.Join(t.TempDir(), "payung.db"))
	for _, name := range []string{"0002_late.sql", "1_short.sql", "0001-dash.sql"} {
		if _, err := d.Migrate(t.Context(), fstest.MapFS{name: {Data: []byte("")}}); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestTextSortsByBytesWhateverLanguageTheDatabaseSpeaks(t *testing.T) {
	urls := map[string]string{
		"SQLite":                filepath.Join(t.TempDir(), "payung.db"),
		"PostgreSQL":            dbtest.EmptyPostgreSQLURL(t, ""),
		"PostgreSQL Indonesian": dbtest.EmptyPostgreSQLURL(t, " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'id'"),
	}
	for name, where := range urls {
		t.Run(name, func(t *testing.T) {
			d := dbtest.Open(t, where)
			if _, err := d.Migrate(t.Context(), ground); err != nil {
				t.Fatal(err)
			}
			write(t, d, func(tx *db.Tx) error {
				for i, s := range []string{"b", "a", "B", "A", "_", "É", "a b", "ab"} {
					if err := addThing(tx, 1, int64(i+1), s); err != nil {
						return err
					}
				}
				return nil
			})
			got := texts(t, d, `SELECT name FROM thing ORDER BY name`)
			want := []string{"A", "B", "_", "a", "a b", "ab", "b", "É"}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got := texts(t, d, `SELECT name FROM thing WHERE name LIKE 'a%' ORDER BY name`); len(got) != 3 {
				t.Errorf("LIKE 'a%%' finds %q, want small letters alone", got)
			}
		})
	}
}

func texts(t *testing.T, d *db.DB, query string, args ...any) []string {
	t.Helper()
	var all []string
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		rows, err := tx.Query(t.Context(), query, args...)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var s string
			if err := rows.Scan(&s); err != nil {
				return err
			}
			all = append(all, s)
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(fmt.Errorf("%s: %w", query, err))
	}
	return all
}
