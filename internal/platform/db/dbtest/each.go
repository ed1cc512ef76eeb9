package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest/cluster"
	"github.com/payung-id/payung/migrations"
)

// Each runs fn as a subtest on SQLite and on PostgreSQL, each time with a fresh, fully migrated database.
func Each(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { fn(t, SQLite(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { fn(t, PostgreSQL(t)) })
}

// SQLite returns a fresh, migrated SQLite database, closed at the end of the test.
func SQLite(t testing.TB) *db.DB {
	t.Helper()
	return Open(t, SQLitePath(t))
}

// SQLitePath returns the file of a fresh, migrated SQLite database, for tests that open it more than once.
func SQLitePath(t testing.TB) string {
	t.Helper()
	template, err := sqliteTemplate()
	if err != nil {
		t.Fatalf("prepare SQLite: %v", err)
	}
	path := filepath.Join(t.TempDir(), "payung.db")
	if err := os.WriteFile(path, template, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// PostgreSQL returns a fresh, migrated PostgreSQL database, dropped at the end of the test.
func PostgreSQL(t testing.TB) *db.DB {
	t.Helper()
	return Open(t, PostgreSQLURL(t))
}

// PostgreSQLURL returns the address of a fresh, migrated PostgreSQL database, for tests that open it more than once.
func PostgreSQLURL(t testing.TB) string {
	t.Helper()
	template, err := postgresTemplate()
	if err != nil {
		t.Fatalf("prepare PostgreSQL: %v", err)
	}
	return EmptyPostgreSQLURL(t, " TEMPLATE "+template)
}

// EmptyPostgreSQLURL returns the address of a fresh PostgreSQL database without any table. options stand after CREATE
// DATABASE name, as in " TEMPLATE template0 LC_COLLATE 'C'".
func EmptyPostgreSQLURL(t testing.TB, options string) string {
	t.Helper()
	s, err := postgres()
	if err != nil {
		t.Fatalf("prepare PostgreSQL: %v", err)
	}
	return s.create(t, options)
}

// Open opens a database and closes it at the end of the test.
func Open(t testing.TB, where string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), where)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close database: %v", err)
		}
	})
	return d
}

// sqliteTemplate is the content of a migrated database file; copying it is faster than migrating for each test.
var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "payung-template")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "payung.db")
	if err := migrate(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path) // the last connection to close has put the write-ahead log into it
})

func migrate(where string) error {
	ctx := context.Background()
	d, err := db.Open(ctx, where)
	if err != nil {
		return err
	}
	_, err = d.Migrate(ctx, migrations.Files)
	if e := d.Close(); err == nil {
		err = e
	}
	return err
}

// server is a running PostgreSQL.
type server struct {
	url func(database string) string
}

var serial atomic.Int64

func (s *server) create(t testing.TB, options string) string {
	t.Helper()
	name := fmt.Sprintf("t%d_%d_%d", os.Getpid(), time.Now().UnixNano()%1_000_000, serial.Add(1))
	if err := s.admin("CREATE DATABASE " + name + options); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.admin("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return s.url(name)
}

func (s *server) admin(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, s.url("postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

// postgres finds or starts the server, once in a process.
var postgres = sync.OnceValues(func() (*server, error) {
	s := &server{}
	if where := os.Getenv("PAYUNG_TEST_PG"); where != "" {
		u, err := url.Parse(where)
		if err != nil {
			return nil, fmt.Errorf("PAYUNG_TEST_PG: %w", err)
		}
		s.url = func(database string) string {
			v := *u
			v.Path = "/" + database
			return v.String()
		}
	} else {
		c, err := cluster.Acquire(context.Background()) // held until the process ends
		if err != nil {
			return nil, err
		}
		s.url = c.URL
	}
	return s, nil
})

// postgresTemplate is the name of a migrated database on the server; copying it is faster than migrating for each test.
var postgresTemplate = sync.OnceValues(func() (string, error) {
	s, err := postgres()
	if err != nil {
		return "", err
	}
	digest, err := schemaDigest()
	if err != nil {
		return "", err
	}
	name := "payung_" + digest
	return name, s.makeTemplate(name)
})

// schemaDigest names the template after what the migrations become, so that processes with other ones never share it.
func schemaDigest() (string, error) {
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, name := range names {
		b, err := fs.ReadFile(migrations.Files, name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s %q\n", name, db.Statements(db.PostgreSQL, string(b)))
	}
	return hex.EncodeToString(h.Sum(nil)[:8]), nil
}

// makeTemplate builds the template under another name and renames it, so that who sees it sees it whole. A session lock
// keeps processes of one test run from building it at the same time.
func (s *server) makeTemplate(name string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, s.url("postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock(7041958)`); err != nil {
		return err
	}
	var n int
	if err := conn.QueryRow(ctx, `SELECT count(*) FROM pg_database WHERE datname = $1`, name).Scan(&n); err != nil || n > 0 {
		return err
	}
	building := name + "_building"
	for _, statement := range []string{"DROP DATABASE IF EXISTS " + building + " WITH (FORCE)", "CREATE DATABASE " + building + " TEMPLATE template0"} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return err
		}
	}
	if err := migrate(s.url(building)); err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "ALTER DATABASE "+building+" RENAME TO "+name)
	return err
}
