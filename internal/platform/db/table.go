package db

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Table is a table as the database has it, for copying all rows out and in again (platform/backup).
type Table struct {
	Name    string
	Columns []Column
}

// Column is a column with the kind of its values; on SQLite a truth value is an Int of 0 or 1.
type Column struct {
	Name string
	Kind ValueKind
}

// ValueKind is what a column holds.
type ValueKind string

// The kinds of values.
const (
	Int   ValueKind = "int"
	Text  ValueKind = "text"
	Bytes ValueKind = "bytes"
	Bool  ValueKind = "bool"
)

// Tables lists the tables of the features, each after those that it refers to, so that they can be filled in this order.
// The migration runner's own table is not among them.
func (t *Tx) Tables(ctx context.Context) ([]Table, error) {
	columns, references := pgColumns, pgReferences
	if t.db.engine == SQLite {
		columns, references = liteColumns, liteReferences
	}
	tables, err := t.columns(ctx, columns)
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	after, err := t.references(ctx, references)
	if err != nil {
		return nil, fmt.Errorf("list references: %w", err)
	}
	return inOrder(tables, after)
}

const (
	liteColumns = `SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'schema_version' ORDER BY m.name, c.cid`
	liteReferences = `SELECT m.name, f."table" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`
	pgColumns      = `SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
		JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
		WHERE c.table_schema = current_schema() AND c.table_name <> 'schema_version' ORDER BY c.table_name, c.ordinal_position`
	pgReferences = `SELECT a.relname, b.relname FROM pg_constraint k JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid
		WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace`
)

var kinds = map[string]ValueKind{
	"INTEGER": Int, "TEXT": Text, "BLOB": Bytes, // SQLite
	"bigint": Int, "text": Text, "bytea": Bytes, "boolean": Bool, // PostgreSQL
}

func (t *Tx) columns(ctx context.Context, query string) (tables []Table, err error) {
	rows, err := t.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var table, column, kind string
		if err := rows.Scan(&table, &column, &kind); err != nil {
			return nil, err
		}
		k, known := kinds[kind]
		if !known {
			return nil, fmt.Errorf("column %s of %s has the type %s", column, table, kind)
		}
		if n := len(tables); n == 0 || tables[n-1].Name != table {
			tables = append(tables, Table{Name: table})
		}
		last := &tables[len(tables)-1]
		last.Columns = append(last.Columns, Column{column, k})
	}
	return tables, rows.Err()
}

func (t *Tx) references(ctx context.Context, query string) (map[string][]string, error) {
	rows, err := t.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	after := map[string][]string{}
	for rows.Next() {
		var from, to string
		if err := rows.Scan(&from, &to); err != nil {
			return nil, err
		}
		after[from] = append(after[from], to)
	}
	return after, rows.Err()
}

// inOrder sorts tables so that each comes after those it refers to.
func inOrder(tables []Table, after map[string][]string) ([]Table, error) {
	var out []Table
	placed := map[string]bool{}
	for len(out) < len(tables) {
		before := len(out)
		for _, table := range tables {
			if !placed[table.Name] && !slices.ContainsFunc(after[table.Name], func(to string) bool { return !placed[to] }) {
				placed[table.Name] = true
				out = append(out, table)
			}
		}
		if len(out) == before {
			return nil, fmt.Errorf("the tables refer to each other in a circle")
		}
	}
	return out, nil
}

// EachRow gives every row of a table: int64, string, []byte, bool or nil by column. The slice is used again for the next.
func (t *Tx) EachRow(ctx context.Context, table Table, fn func(row []any) error) error {
	rows, err := t.Query(ctx, `SELECT `+quoted(table.Columns)+` FROM "`+table.Name+`"`)
	if err != nil {
		return fmt.Errorf("read table %s: %w", table.Name, err)
	}
	defer func() { _ = rows.Close() }()
	row, into := make([]any, len(table.Columns)), make([]any, len(table.Columns))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("read table %s: %w", table.Name, err)
		}
		if err := fn(row); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read table %s: %w", table.Name, err)
	}
	return nil
}

func quoted(columns []Column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = `"` + c.Name + `"`
	}
	return strings.Join(names, ", ")
}

// FillTable adds rows that EachRow gave, also of the other engine.
func (t *Tx) FillTable(ctx context.Context, table Table, rows [][]any) error {
	names := make([]string, len(table.Columns))
	for i, c := range table.Columns {
		names[i] = c.Name
		if c.Kind != Bool {
			continue
		}
		for _, row := range rows { // from SQLite, where truth is a number
			if n, ok := row[i].(int64); ok {
				row[i] = n != 0
			}
		}
	}
	return t.Bulk(ctx, table.Name, names, rows)
}

// Schema returns the number of the newest migration of the database.
func (t *Tx) Schema(ctx context.Context) (version int, err error) {
	err = t.QueryRow(ctx, `SELECT version FROM schema_version WHERE id = 1`).Scan(&version)
	if err != nil {
		return 0, fmt.Errorf("read the schema's version: %w", err)
	}
	return version, nil
}
