package budget

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
)

const lineColumns = `b.government_id, b.id, b.unit_id, b.account_code, b.programmes, b.category, b.fund, b.first_month, b.last_month, b.heads, b.ceiling`

func (l *Line) fields() []any {
	return []any{&l.Government, &l.ID, &l.Unit, &l.Account, &l.Programmes, &l.Category, &l.Fund, &l.First, &l.Last, &l.Heads, &l.Ceiling}
}

// Listed is a live line with its unit and the file that brought it.
type Listed struct {
	Line
	UnitCode, UnitName, File string
}

// List returns the live lines in scope that cover a month of a year ("2026"), or of one unit by its code, by unit and
// account.
func List(ctx context.Context, r db.Reader, scope access.Scope, year, unitCode string) ([]Listed, error) {
	where, args := scope.SQL(3)
	rows, err := r.Query(ctx, `SELECT `+lineColumns+`, u.code, u.name, i.file_name FROM budget_line b JOIN unit u ON u.government_id = b.government_id AND u.id = b.unit_id
		JOIN government g ON g.id = b.government_id JOIN import_batch i ON i.id = b.batch_id
		WHERE b.live AND substr(b.first_month, 1, 4) <= $1 AND substr(b.last_month, 1, 4) >= $1 AND ($2 = '' OR u.code = $2) AND `+where+` ORDER BY u.name, u.code, b.account_code, b.id`,
		append([]any{year, unitCode}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list budget lines: %w", err)
	}
	defer rows.Close()
	var out []Listed
	for rows.Next() {
		var l Listed
		if err := rows.Scan(append(l.fields(), &l.UnitCode, &l.UnitName, &l.File)...); err != nil {
			return nil, fmt.Errorf("list budget lines: %w", err)
		}
		out = append(out, l)
	}
	return out, rows.Err()
}

// ByID returns lines of a government, as evidence of facts: also one of a unit above the reader's.
func ByID(ctx context.Context, r db.Reader, government int64, ids []int64) ([]Line, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := []any{government}
	for _, id := range ids {
		args = append(args, id)
	}
	rows, err := r.Query(ctx, `SELECT `+lineColumns+` FROM budget_line b WHERE b.government_id = $1 AND b.id IN `+db.In(2, len(ids)), args...)
	if err != nil {
		return nil, fmt.Errorf("read budget lines: %w", err)
	}
	defer rows.Close()
	var out []Line
	for rows.Next() {
		var l Line
		if err := rows.Scan(l.fields()...); err != nil {
			return nil, fmt.Errorf("read budget lines: %w", err)
		}
		out = append(out, l)
	}
	return out, rows.Err()
}
