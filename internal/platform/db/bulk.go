package db

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Bulk inserts many rows into a table, by COPY on PostgreSQL and by many-row INSERTs on SQLite. table and columns are
// constants of the caller, never input.
func (t *Tx) Bulk(ctx context.Context, table string, columns []string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	err := sameWidth(columns, rows)
	switch {
	case err != nil:
	case t.db.engine == PostgreSQL:
		err = t.copyIn(ctx, table, columns, rows)
	default:
		err = t.insertMany(ctx, table, columns, rows)
	}
	if err != nil {
		return fmt.Errorf("load %d rows into %s: %w", len(rows), table, err)
	}
	return nil
}

// sameWidth keeps a short row and a long one after it from sliding into each other's columns.
func sameWidth(columns []string, rows [][]any) error {
	for i, r := range rows {
		if len(r) != len(columns) {
			return fmt.Errorf("row %d has %d values for %d columns", i, len(r), len(columns))
		}
	}
	return nil
}

func (t *Tx) copyIn(ctx context.Context, table string, columns []string, rows [][]any) error {
	return t.conn.Raw(func(driver any) error {
		conn, ok := driver.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("driver is %T", driver)
		}
		_, err := conn.Conn().CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
		return err
	})
}

// rowsAtOnce keeps a statement short enough to prepare fast and long enough to spare calls.
const rowsAtOnce = 64

func (t *Tx) insertMany(ctx context.Context, table string, columns []string, rows [][]any) error {
	args := make([]any, 0, rowsAtOnce*len(columns))
	for chunk := range slices.Chunk(rows, rowsAtOnce) {
		args = args[:0]
		for _, r := range chunk {
			args = append(args, r...)
		}
		if _, err := t.Exec(ctx, insertText(table, columns, len(chunk)), args...); err != nil {
			return err
		}
	}
	return nil
}

// insertText writes an INSERT of many rows for SQLite. Its placeholders have no numbers: the driver looks the name of
// each one up, one after another, which for some thousand of them costs more than the insert.
func insertText(table string, columns []string, rows int) string {
	row := "(?" + strings.Repeat(",?", len(columns)-1) + ")"
	return "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES " + row + strings.Repeat(","+row, rows-1)
}

// In writes "($3,$4,$5)" for n values from placeholder first on, and "(NULL)" for none, which matches nothing.
func In(first, n int) string {
	if n == 0 {
		return "(NULL)"
	}
	p := make([]string, n)
	for i := range p {
		p[i] = "$" + strconv.Itoa(first+i)
	}
	return "(" + strings.Join(p, ",") + ")"
}
