package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
)

// ErrNoRows says that a query for one row found none.
var ErrNoRows = sql.ErrNoRows

// Reader runs queries; a [Tx] is one.
type Reader interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRow(ctx context.Context, query string, args ...any) *sql.Row
}

// Rows are the rows of a query.
type Rows = *sql.Rows

// Raw takes a value of bytes without a copy; it is valid until the next row.
type Raw = sql.RawBytes

// Tx is one transaction, ended by the method that made it.
type Tx struct {
	db     *DB
	conn   *sql.Conn
	tx     *sql.Tx
	stmts  map[string]*sql.Stmt
	topics []string
}

// Query runs a query and returns its rows, which the caller closes.
func (t *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return t.tx.QueryContext(ctx, query, args...)
}

// QueryRow runs a query for one row.
func (t *Tx) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return t.tx.QueryRowContext(ctx, query, args...)
}

// Exec runs a statement and returns how many rows it touched. SQLite prepares it once a transaction; on PostgreSQL pgx
// keeps what it needs on its own side (a statement prepared by name would outlive the transaction behind a pooler).
func (t *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	if t.db.engine == PostgreSQL {
		res, err := t.tx.ExecContext(ctx, query, args...)
		if err != nil {
			return 0, err
		}
		return res.RowsAffected()
	}
	stmt, err := t.prepared(ctx, query) //nolint:sqlclosecheck // closed at the end of the transaction
	if err != nil {
		return 0, err
	}
	res, err := stmt.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func (t *Tx) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := t.stmts[query]; ok {
		return s, nil
	}
	s, err := t.tx.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	t.stmts[query] = s
	return s, nil
}

// IDs takes n ids of a government and returns the first. Ids grow and are never used twice. Other writers that take ids
// of the same government wait until this transaction ends; for many rows see [DB.IDs].
func (t *Tx) IDs(ctx context.Context, government int64, n int) (int64, error) {
	var next int64
	err := t.QueryRow(ctx, `UPDATE id_block SET next_id = next_id + $2 WHERE government_id = $1 RETURNING next_id`, government, n).Scan(&next)
	if errors.Is(err, sql.ErrNoRows) {
		err = t.QueryRow(ctx, `INSERT INTO id_block (government_id, next_id) VALUES ($1, $2)
			ON CONFLICT (government_id) DO UPDATE SET next_id = id_block.next_id + $3 RETURNING next_id`, government, n+1, n).Scan(&next)
	}
	if err != nil {
		return 0, fmt.Errorf("take %d ids: %w", n, err)
	}
	return next - int64(n), nil
}

// IDs takes n ids of a government in a transaction of its own and returns the first. Who is about to write many rows takes
// their ids so, ahead: ids taken by [Tx.IDs] make every other writer of the government wait for the end of the
// transaction. Ids that are then not used are lost.
func (d *DB) IDs(ctx context.Context, government int64, n int) (first int64, err error) {
	err = d.Write(ctx, func(tx *Tx) error {
		first, err = tx.IDs(ctx, government, n)
		return err
	})
	return first, err
}

// Alone makes this transaction the only one of its kind for a government: others that ask wait until it has ended, and
// then see what it did. PostgreSQL lets writers run side by side; on SQLite a writer is alone anyway.
func (t *Tx) Alone(ctx context.Context, government int64) error {
	_, err := t.Exec(ctx, `INSERT INTO id_block (government_id, next_id) VALUES ($1, 1)
		ON CONFLICT (government_id) DO UPDATE SET next_id = id_block.next_id`, government)
	if err != nil {
		return fmt.Errorf("wait for other writers: %w", err)
	}
	return nil
}

// Read runs fn in a transaction that sees one state of the database and changes nothing.
func (d *DB) Read(ctx context.Context, fn func(tx *Tx) error) error {
	return d.run(ctx, d.reader, &sql.TxOptions{ReadOnly: d.engine == PostgreSQL, Isolation: d.isolation(sql.LevelRepeatableRead)}, fn)
}

// Write runs fn in one transaction and commits it where fn returns nil. fn runs again where two writers met, so it must
// do nothing outside the transaction.
func (d *DB) Write(ctx context.Context, fn func(tx *Tx) error) error {
	const attempts = 8
	for try := 1; ; try++ {
		err := d.run(ctx, d.writer, &sql.TxOptions{Isolation: d.isolation(sql.LevelReadCommitted)}, fn)
		if err == nil || try == attempts || !retriable(err) {
			return err
		}
		pause := time.Duration(1<<try) * time.Millisecond
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause + rand.N(pause)):
		}
	}
}

func (d *DB) isolation(level sql.IsolationLevel) sql.IsolationLevel {
	if d.engine == PostgreSQL {
		return level
	}
	return sql.LevelDefault
}

func (d *DB) run(ctx context.Context, pool *sql.DB, opts *sql.TxOptions, fn func(tx *Tx) error) error {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect to database: %w", err)
	}
	defer func() { _ = conn.Close() }()
	tx, err := d.begin(ctx, pool == d.writer, conn, opts)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	t := &Tx{db: d, conn: conn, tx: tx, stmts: map[string]*sql.Stmt{}}
	// Also after a panic of fn: closing the connection waits for the end of its transaction. After a commit it does nothing.
	defer func() { _ = tx.Rollback() }()
	err = fn(t)
	for _, s := range t.stmts {
		_ = s.Close()
	}
	if err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	for _, topic := range t.topics {
		d.signals.raise(topic)
	}
	return nil
}

// busyFor is how long a writer waits for the writers of other processes.
const busyFor = 10 * time.Second

// begin begins a transaction. On SQLite the one writer may be in another process, which brings files in, one chunk after
// another: SQLite itself would ask again after pauses that grow to a tenth of a second and miss the gaps between chunks.
func (d *DB) begin(ctx context.Context, writes bool, conn *sql.Conn, opts *sql.TxOptions) (*sql.Tx, error) {
	if d.engine != SQLite || !writes {
		return conn.BeginTx(ctx, opts)
	}
	if !d.asksItself.Swap(true) { // the writer has one connection
		if _, err := conn.ExecContext(ctx, `PRAGMA busy_timeout = 0`); err != nil {
			return nil, err
		}
	}
	until := time.Now().Add(busyFor)
	for {
		tx, err := conn.BeginTx(ctx, opts)
		if err == nil || !retriable(err) || time.Now().After(until) {
			return tx, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(500*time.Microsecond + rand.N(time.Millisecond)):
		}
	}
}

func retriable(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "40001" || pg.Code == "40P01"
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code()&0xff == 5 || lite.Code()&0xff == 6 // SQLITE_BUSY, SQLITE_LOCKED
	}
	return false
}

// Unique tells whether an error says that a row with the same key is there already.
func Unique(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "23505"
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code() == 1555 || lite.Code() == 2067 || lite.Code() == 2579 // PRIMARYKEY, UNIQUE, ROWID
	}
	return false
}
