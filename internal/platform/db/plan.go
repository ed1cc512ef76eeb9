package db

import (
	"context"
	"fmt"
)

// Nested runs fn, whose queries join few rows with a large table by its index. PostgreSQL tends to read such a table whole
// and join by hash, which costs ten times as much: within fn it does not. SQLite, which knows nothing of the size of
// tables, is led by CROSS JOIN in the text of the query, which PostgreSQL takes as a join like any other.
func Nested(ctx context.Context, r Reader, fn func() error) error {
	t, ok := r.(interface {
		plan(context.Context, string) error
	})
	if !ok {
		return fn()
	}
	if err := t.plan(ctx, "off"); err != nil {
		return err
	}
	if err := fn(); err != nil {
		return err // the transaction ends, and the setting with it
	}
	return t.plan(ctx, "on")
}

func (t *Tx) plan(ctx context.Context, joins string) error {
	if t.db.engine != PostgreSQL {
		return nil
	}
	for _, name := range []string{"enable_hashjoin", "enable_mergejoin"} {
		if _, err := t.tx.ExecContext(ctx, "SET LOCAL "+name+" = "+joins); err != nil {
			return fmt.Errorf("choose joins: %w", err)
		}
	}
	return nil
}
