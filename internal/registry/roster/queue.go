package roster

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// Queued is a waiting row of a live roster with who answers for it.
type Queued struct {
	*WaitingRow
	Codes string // of its findings: "NIK_LENGTH,WAGE_ZERO"
	Owner string // name of who answers for it: to whom it was handed over, else who handed the file in
	Since time.Time
	// UnitPath is the unit's place in the tree.
	UnitPath string
}

// QueueFilter narrows the queue; zero fields are any.
type QueueFilter struct {
	Unit [2]int64 // government and unit
	Code string
	// Owner is the account that answers for the rows; 0 is anybody.
	Owner int64
	Most  int
	From  int
}

// liveWaiting joins the waiting rows that stand in live rosters, from the units of the asker on: CROSS JOIN keeps SQLite
// from beginning with all rows of all rosters. A row that came again, word for word, in a later month waits there and no
// longer here, whatever became of it since.
const liveWaiting = ` FROM government g JOIN unit u ON u.government_id = g.id JOIN roster_current rc ON rc.government_id = u.government_id AND rc.unit_id = u.id
	CROSS JOIN roster_row rr JOIN import_batch b ON b.id = rr.batch_id LEFT JOIN waiting_owner wo ON wo.government_id = rr.government_id AND wo.unit_id = rr.unit_id AND wo.digest = rr.digest
	LEFT JOIN account a ON a.id = coalesce(wo.account_id, b.created_by)
	WHERE rr.government_id = rc.government_id AND rr.batch_id = rc.batch_id AND rr.unit_id = rc.unit_id AND rc.month = b.month AND rr.status = 'waiting'
	AND NOT EXISTS (SELECT 1 FROM roster_row lr CROSS JOIN roster_current lc WHERE lr.government_id = rr.government_id AND lr.digest = rr.digest AND lr.person_id = 0
		AND lr.unit_id = rr.unit_id AND lc.government_id = lr.government_id AND lc.unit_id = lr.unit_id AND lc.batch_id = lr.batch_id AND lc.month > rc.month)
	AND NOT EXISTS (SELECT 1 FROM roster_repaired rp CROSS JOIN roster_row lr CROSS JOIN roster_current lc WHERE rp.government_id = rr.government_id AND rp.digest = rr.digest
		AND lr.government_id = rp.government_id AND lr.id = rp.row_id AND lr.unit_id = rr.unit_id
		AND lc.government_id = lr.government_id AND lc.unit_id = lr.unit_id AND lc.batch_id = lr.batch_id AND lc.month > rc.month) AND `

// Queue lists the waiting rows of live rosters in scope, the newest month first, and counts all of them.
func (s *Service) Queue(ctx context.Context, r db.Reader, scope access.Scope, f QueueFilter) (out []Queued, total int, err error) {
	where, args := scope.SQL(1)
	next := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	if f.Unit[1] != 0 {
		where += " AND rr.government_id = " + next(f.Unit[0]) + " AND rr.unit_id = " + next(f.Unit[1])
	}
	if f.Owner != 0 {
		where += " AND coalesce(wo.account_id, b.created_by) = " + next(f.Owner)
	}
	if f.Code != "" {
		where += " AND ',' || rr.findings || ',' LIKE '%,' || " + next(f.Code) + " || ',%'"
	}
	if err := r.QueryRow(ctx, `SELECT count(*)`+liveWaiting+where, args...).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("count queue: %w", err)
	}
	query := `SELECT ` + waitingColumns + `, rr.findings, coalesce(a.name, b.creator), b.created_at, u.path` + liveWaiting + where +
		` ORDER BY b.month DESC, u.name, rr.government_id, rr.id LIMIT ` + next(f.Most) + ` OFFSET ` + next(f.From)
	rows, err := r.Query(ctx, query, args...)
	if err != nil {
		return nil, 0, fmt.Errorf("list queue: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var q Queued
		var since string
		w, err := s.scanWaiting(also{rows, []any{&q.Codes, &q.Owner, &since, &q.UnitPath}})
		if err != nil {
			return nil, 0, fmt.Errorf("list queue: %w", err)
		}
		q.WaitingRow = w
		if q.Since, err = clock.ParseStamp(since); err != nil {
			return nil, 0, fmt.Errorf("list queue: %w", err)
		}
		out = append(out, q)
	}
	return out, total, rows.Err()
}

// also scans further columns behind those that a scanner knows.
type also struct {
	row  interface{ Scan(...any) error }
	more []any
}

func (a also) Scan(into ...any) error { return a.row.Scan(append(into, a.more...)...) }

// QueueUnits lists the units that have waiting rows in live rosters, with their number.
func QueueUnits(ctx context.Context, r db.Reader, scope access.Scope) ([]QueueUnit, error) {
	where, args := scope.SQL(1)
	rows, err := r.Query(ctx, `SELECT u.government_id, u.id, u.code, u.name, count(*)`+liveWaiting+where+` GROUP BY u.government_id, u.id, u.code, u.name ORDER BY u.name`, args...)
	if err != nil {
		return nil, fmt.Errorf("list units of queue: %w", err)
	}
	defer rows.Close()
	var out []QueueUnit
	for rows.Next() {
		var q QueueUnit
		if err := rows.Scan(&q.Government, &q.ID, &q.Code, &q.Name, &q.Rows); err != nil {
			return nil, fmt.Errorf("list units of queue: %w", err)
		}
		out = append(out, q)
	}
	return out, rows.Err()
}

// QueueUnit is a unit with waiting rows.
type QueueUnit struct {
	Government, ID int64
	Code, Name     string
	Rows           int
}

// NewestMonths returns, by unit, the newest month that a unit of a government answered with a roster.
func NewestMonths(ctx context.Context, r db.Reader, government int64) (map[int64]period.Month, error) {
	rows, err := r.Query(ctx, `SELECT unit_id, max(month) FROM roster_current WHERE government_id = $1 GROUP BY unit_id`, government)
	if err != nil {
		return nil, fmt.Errorf("read newest rosters: %w", err)
	}
	defer rows.Close()
	out := map[int64]period.Month{}
	for rows.Next() {
		var unit int64
		var month string
		if err := rows.Scan(&unit, &month); err != nil {
			return nil, fmt.Errorf("read newest rosters: %w", err)
		}
		if out[unit], err = period.ParseMonth(month); err != nil {
			return nil, err
		}
	}
	return out, rows.Err()
}

// LastOf returns the newest month before the given one that a unit answered with people, and how many they were.
func LastOf(ctx context.Context, r db.Reader, government, unit int64, before period.Month) (period.Month, int, error) {
	rows, err := r.Query(ctx, `SELECT rc.month, (SELECT count(*) FROM roster_row rr WHERE rr.government_id = rc.government_id AND rr.batch_id = rc.batch_id AND rr.unit_id = rc.unit_id
			AND rr.status IN ('ok', 'warn', 'fixed') AND (rr.end_date = '' OR substr(rr.end_date, 1, 7) >= $3))
		FROM roster_current rc WHERE rc.government_id = $1 AND rc.unit_id = $2 AND rc.month < $3 ORDER BY rc.month DESC LIMIT 1`, government, unit, before.String())
	if err != nil {
		return 0, 0, fmt.Errorf("find last roster: %w", err)
	}
	defer rows.Close()
	if !rows.Next() {
		return 0, 0, rows.Err()
	}
	var month string
	var n int
	if err := rows.Scan(&month, &n); err != nil {
		return 0, 0, fmt.Errorf("find last roster: %w", err)
	}
	m, err := period.ParseMonth(month)
	return m, n, err
}
