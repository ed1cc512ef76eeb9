package db

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// ErrSchemaOld says that migrations are missing in the database.
var ErrSchemaOld = errors.New("the database schema is older than this program")

type migration struct {
	number int
	name   string
	text   string
}

var migrationName = regexp.MustCompile(`^(\d{4})_[a-z0-9_]+\.sql$`)

func readMigrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	var all []migration
	for i, name := range names {
		m := migrationName.FindStringSubmatch(name)
		if m == nil {
			return nil, fmt.Errorf("migration %s: the name must be 0001_word.sql", name)
		}
		n, _ := strconv.Atoi(m[1])
		if n != i+1 {
			return nil, fmt.Errorf("migration %s: number %d expected", name, i+1)
		}
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		all = append(all, migration{n, name, string(b)})
	}
	return all, nil
}

// Migrate brings the schema up to date, forward only. Several nodes may call it at once on one database: they wait for
// each other on a row lock, and each migration is one transaction.
func (d *DB) Migrate(ctx context.Context, files fs.FS) (applied int, err error) {
	all, err := readMigrations(files)
	if err != nil {
		return 0, err
	}
	if err := d.prepareSchemaTable(ctx); err != nil {
		return 0, err
	}
	for _, m := range all {
		done := false
		err := d.Write(ctx, func(tx *Tx) error {
			var at int
			if err := tx.QueryRow(ctx, `UPDATE schema_version SET lock_count = lock_count + 1 WHERE id = 1 RETURNING version`).Scan(&at); err != nil {
				return err
			}
			if done = at >= m.number; done {
				return nil
			}
			for _, statement := range Statements(d.engine, m.text) {
				if _, err := tx.tx.ExecContext(ctx, statement); err != nil {
					return fmt.Errorf("%w in: %s", err, firstLine(statement))
				}
			}
			_, err := tx.Exec(ctx, `UPDATE schema_version SET version = $1 WHERE id = 1`, m.number)
			return err
		})
		if err != nil {
			return applied, fmt.Errorf("migration %s: %w", m.name, err)
		}
		if !done {
			applied++
		}
	}
	return applied, nil
}

func (d *DB) prepareSchemaTable(ctx context.Context) error {
	var n int
	if d.reader.QueryRowContext(ctx, `SELECT count(*) FROM schema_version`).Scan(&n) == nil && n == 1 {
		return nil
	}
	_, err := d.writer.ExecContext(ctx, translate(d.engine, `CREATE TABLE IF NOT EXISTS schema_version (id @int PRIMARY KEY, version @int NOT NULL, lock_count @int NOT NULL)`))
	if err != nil && !createdMeanwhile(err) {
		return fmt.Errorf("create schema_version: %w", err)
	}
	_, err = d.writer.ExecContext(ctx, `INSERT INTO schema_version (id, version, lock_count) VALUES (1, 0, 0) ON CONFLICT (id) DO NOTHING`)
	return err
}

// createdMeanwhile tells that another node has just created the same table. PostgreSQL says so by a unique violation in
// its own catalogue, by 42P07 (a table of that name) or by 42710 (a type of that name), as the race goes.
func createdMeanwhile(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "23505" || pg.Code == "42P07" || pg.Code == "42710")
}

// SchemaCurrent returns nil where every migration is applied, else [ErrSchemaOld].
func (d *DB) SchemaCurrent(ctx context.Context, files fs.FS) error {
	all, err := readMigrations(files)
	if err != nil {
		return err
	}
	var at int
	if err := d.reader.QueryRowContext(ctx, `SELECT version FROM schema_version WHERE id = 1`).Scan(&at); err != nil || at < len(all) {
		return ErrSchemaOld
	}
	return nil
}

var comment = regexp.MustCompile(`(?m)--.*$`)

// Statements splits a migration at semicolons (no literal in a migration holds one, nor two dashes) and turns its marked
// words into the types of an engine.
func Statements(e Engine, text string) []string {
	var out []string
	for s := range strings.SplitSeq(comment.ReplaceAllString(text, ""), ";") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, translate(e, s))
		}
	}
	return out
}

var (
	boolWord = regexp.MustCompile(`(\w+) @bool`)
	dateWord = regexp.MustCompile(`(\w+) @date`)
)

var words = map[Engine]*strings.Replacer{
	SQLite: strings.NewReplacer("@id", "INTEGER", "@int", "INTEGER", "@rupiah", "INTEGER", "@milli", "INTEGER",
		"@text", "TEXT", "@bytes", "BLOB"),
	// COLLATE "C" sorts and compares by bytes, as SQLite does, whatever language the database was created in.
	PostgreSQL: strings.NewReplacer("@id", "BIGINT", "@int", "BIGINT", "@rupiah", "BIGINT", "@milli", "BIGINT",
		"@text", `TEXT COLLATE "C"`, "@bytes", "BYTEA"),
}

// translate turns the marked words of a statement into the types of the engine.
func translate(e Engine, s string) string {
	clustered := strings.Contains(s, "@clustered")
	s = strings.TrimSpace(strings.ReplaceAll(s, "@clustered", ""))
	s = dateWord.ReplaceAllString(s, "$1 @text CHECK ($1 = '' OR length($1) = 10)")
	if e == PostgreSQL {
		s = boolWord.ReplaceAllString(s, "$1 BOOLEAN")
		return words[e].Replace(s)
	}
	s = boolWord.ReplaceAllString(s, "$1 INTEGER CHECK ($1 IN (0, 1))")
	s = words[e].Replace(s)
	if strings.HasPrefix(s, "CREATE TABLE") {
		s += " STRICT"
		if clustered {
			s += ", WITHOUT ROWID"
		}
	}
	return s
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
