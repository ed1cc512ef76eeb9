package roster

import (
	"context"
	"fmt"
	"strings"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// AnswerOf returns how a unit answered for a month and the import that says so; "" and 0 where it is silent. The caller
// already reached the unit.
func AnswerOf(ctx context.Context, r db.Reader, u unit.Unit, month period.Month) (a Answer, batch int64, err error) {
	p, err := current(ctx, r, u.Government, u.ID, month)
	if err != nil || p == nil {
		return "", 0, err
	}
	return p.Answer, p.Batch, nil
}

// LastAnswered returns the newest month before one that a unit answered with a roster, and how many people it holds; 0
// where there is none.
func LastAnswered(ctx context.Context, r db.Reader, u unit.Unit, before period.Month) (month period.Month, people int, err error) {
	var text string
	err = r.QueryRow(ctx, `SELECT coalesce(max(month), '') FROM roster_current WHERE government_id = $1 AND unit_id = $2 AND month < $3 AND answer <> 'nihil'`,
		u.Government, u.ID, before.String()).Scan(&text)
	if err != nil || text == "" {
		return 0, 0, err
	}
	if month, err = period.ParseMonth(text); err != nil {
		return 0, 0, err
	}
	err = r.QueryRow(ctx, `SELECT count(*) FROM roster_current rc JOIN roster_row rr ON rr.government_id = rc.government_id AND rr.batch_id = rc.batch_id AND rr.unit_id = rc.unit_id
		WHERE rc.government_id = $1 AND rc.unit_id = $2 AND rc.month = $3 AND rr.status IN ('ok', 'warn', 'fixed') AND (rr.end_date = '' OR rr.end_date >= $4)`,
		u.Government, u.ID, text, before.First().String()).Scan(&people)
	if err != nil {
		return 0, 0, fmt.Errorf("count last roster: %w", err)
	}
	return month, people, nil
}

// WaitingIn counts the waiting rows of a unit, and of those below it, in the live rosters of a month, and by their first
// finding.
func WaitingIn(ctx context.Context, r db.Reader, scope access.Scope, u unit.Unit, month period.Month) (n int, codes map[string]int, err error) {
	where, args := scope.Narrow(u.Government, u.Path).SQL(2)
	rows, err := r.Query(ctx, `SELECT rr.findings FROM roster_row rr JOIN import_batch b ON b.id = rr.batch_id
		JOIN roster_current rc ON rc.government_id = rr.government_id AND rc.unit_id = rr.unit_id AND rc.month = b.month AND rc.batch_id = rr.batch_id
		JOIN unit u ON u.government_id = rr.government_id AND u.id = rr.unit_id JOIN government g ON g.id = u.government_id
		WHERE rr.status = 'waiting' AND rc.month = $1 AND `+where, append([]any{month.String()}, args...)...)
	if err != nil {
		return 0, nil, fmt.Errorf("count waiting rows of unit: %w", err)
	}
	defer func() { _ = rows.Close() }()
	codes = map[string]int{}
	for rows.Next() {
		var findings string
		if err := rows.Scan(&findings); err != nil {
			return 0, nil, fmt.Errorf("count waiting rows of unit: %w", err)
		}
		first, _, _ := strings.Cut(findings, ",")
		codes[first]++
		n++
	}
	return n, codes, rows.Err()
}
