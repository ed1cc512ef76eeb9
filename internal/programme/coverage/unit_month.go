package coverage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/match"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// UnitMonth is what is known of a unit and all below it in one month.
type UnitMonth struct {
	Month    period.Month
	Own      roster.Answer // how the unit itself answered, "" where it is silent
	Units    int           // the unit and those below it
	Answered int
	Sums
	NoWage  int          // workers whose wage basis is not known
	NoClass int          // workers whose employer's risk class is not known
	Review  int          // workers whose link to the insurer's list waits for a decision
	Short   money.Rupiah // how far the payment of an employer registration falls short, the largest; 0 where none does
	Lists   int          // participant lists that speak for the month; without any nobody can be registered
	AsOf    time.Time
}

// OfUnit reads a unit's month, with the units below it as far as scope reaches.
func OfUnit(ctx context.Context, r db.Reader, scope access.Scope, u unit.Unit, month period.Month) (*UnitMonth, error) {
	m := &UnitMonth{Month: month}
	answers, err := roster.Answers(ctx, r, u.Government, month)
	if err != nil {
		return nil, err
	}
	below, err := unit.List(ctx, r, scope.Narrow(u.Government, u.Path))
	if err != nil {
		return nil, err
	}
	m.Units, m.Own = len(below), answers[u.ID]
	for _, b := range below {
		if _, ok := answers[b.ID]; ok {
			m.Answered++
		}
	}
	if err := m.readSums(ctx, r, scope, u); err != nil {
		return nil, err
	}
	if err := m.readReasons(ctx, r, scope, u); err != nil {
		return nil, err
	}
	if m.Lists, err = match.CountLists(ctx, r, u.Government, month); err != nil {
		return nil, err
	}
	m.AsOf, err = computedAt(ctx, r, month)
	return m, err
}

func (m *UnitMonth) readSums(ctx context.Context, r db.Reader, scope access.Scope, u unit.Unit) error {
	where, args := scope.Narrow(u.Government, u.Path).SQL(2)
	s := &m.Sums
	err := r.QueryRow(ctx, `SELECT coalesce(sum(cr.workers), 0), coalesce(sum(cr.budgeted), 0), coalesce(sum(cr.registered), 0), coalesce(sum(cr.paid), 0), coalesce(sum(cr.correct), 0),
			coalesce(sum(cr.protected), 0), coalesce(sum(cr.protected_correct), 0), coalesce(sum(cr.undecided), 0), coalesce(sum(cr.owed), 0), coalesce(sum(cr.liability), 0)
		FROM coverage_rollup cr JOIN unit u ON u.government_id = cr.government_id AND u.id = cr.unit_id JOIN government g ON g.id = u.government_id
		WHERE cr.month = $1 AND `+where, append([]any{m.Month.String()}, args...)...).
		Scan(&s.Workers, &s.Budgeted, &s.Registered, &s.Paid, &s.Right, &s.Protected, &s.ProtectedRight, &s.Undecided, &s.Owed, &s.Liability)
	if err != nil {
		return fmt.Errorf("read month of unit: %w", err)
	}
	return nil
}

// readReasons counts what keeps the unit's people from being judged. The reasons stand in the facts as JSON, which is
// read here and not in SQL, so that both engines say the same.
func (m *UnitMonth) readReasons(ctx context.Context, r db.Reader, scope access.Scope, u unit.Unit) error {
	where, args := scope.Narrow(u.Government, u.Path).SQL(2)
	rows, err := r.Query(ctx, `SELECT f.undecided, f.paid, f.why FROM fact f JOIN unit u ON u.government_id = f.government_id AND u.id = f.unit_id JOIN government g ON g.id = u.government_id
		WHERE f.month = $1 AND `+where, append([]any{m.Month.String()}, args...)...)
	if err != nil {
		return fmt.Errorf("read reasons of unit: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var undecided, paid bool
		var text string
		if err := rows.Scan(&undecided, &paid, &text); err != nil {
			return fmt.Errorf("read reasons of unit: %w", err)
		}
		var why Why
		if err := json.Unmarshal([]byte(text), &why); err != nil {
			return fmt.Errorf("read reasons of unit: %w", err)
		}
		switch {
		case why.NoClass:
			m.NoClass++
		case undecided:
			m.Review++
		}
		if why.NoWage {
			m.NoWage++
		}
		if !paid && why.Reference != "" {
			m.Short = max(m.Short, why.Missing)
		}
	}
	return rows.Err()
}

// MonthSums is one month of a unit's history.
type MonthSums struct {
	Month period.Month
	Sums
}

// HistoryOfUnit lists the months before one month in which the unit or one below it had workers, the newest first.
func HistoryOfUnit(ctx context.Context, r db.Reader, scope access.Scope, u unit.Unit, before period.Month, most int) ([]MonthSums, error) {
	where, args := scope.Narrow(u.Government, u.Path).SQL(3)
	rows, err := r.Query(ctx, `SELECT cr.month, sum(cr.workers), sum(cr.registered), sum(cr.paid), sum(cr.correct), sum(cr.protected), sum(cr.owed)
		FROM coverage_rollup cr JOIN unit u ON u.government_id = cr.government_id AND u.id = cr.unit_id JOIN government g ON g.id = u.government_id
		WHERE cr.month < $1 AND `+where+` GROUP BY cr.month ORDER BY cr.month DESC LIMIT $2`, append([]any{before.String(), most}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read history of unit: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []MonthSums
	for rows.Next() {
		var m MonthSums
		var month string
		if err := rows.Scan(&month, &m.Workers, &m.Registered, &m.Paid, &m.Right, &m.Protected, &m.Owed); err != nil {
			return nil, fmt.Errorf("read history of unit: %w", err)
		}
		if m.Month, err = period.ParseMonth(month); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, rows.Err()
}

// Unprotected is a worker who is not protected, with the reason.
type Unprotected struct {
	Fact
	Code, Name, Position string
	BirthYear            int
	Start                period.Date
}

// UnprotectedOf lists the first workers of a unit, and of those below it, who are neither protected nor undecided: new ones first.
func UnprotectedOf(ctx context.Context, r db.Reader, scope access.Scope, u unit.Unit, month period.Month, most int) ([]Unprotected, error) {
	where, args := scope.Narrow(u.Government, u.Path).SQL(3)
	rows, err := r.Query(ctx, `SELECT f.person_id, f.unit_id, f.budgeted, f.registered, f.paid, f.correct, f.undecided, f.why, p.code, rr.name, rr.position, rr.birth_year, rr.start_date
		FROM fact f JOIN unit u ON u.government_id = f.government_id AND u.id = f.unit_id JOIN government g ON g.id = u.government_id
		JOIN roster_row rr ON rr.government_id = f.government_id AND rr.id = f.roster_row_id
		JOIN person p ON p.government_id = f.government_id AND p.id = f.person_id
		WHERE f.month = $1 AND NOT (f.registered AND f.paid) AND NOT f.undecided AND `+where+` ORDER BY rr.start_date DESC, rr.name, f.person_id LIMIT $2`,
		append([]any{month.String(), most}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list unprotected workers: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []Unprotected
	for rows.Next() {
		var w Unprotected
		var why, start string
		if err := rows.Scan(&w.Person, &w.Unit, &w.Budgeted, &w.Registered, &w.Paid, &w.Right, &w.Undecided, &why, &w.Code, &w.Name, &w.Position, &w.BirthYear, &start); err != nil {
			return nil, fmt.Errorf("list unprotected workers: %w", err)
		}
		if err := json.Unmarshal([]byte(why), &w.Why); err != nil {
			return nil, fmt.Errorf("list unprotected workers: %w", err)
		}
		if start != "" {
			if w.Start, err = period.ParseDate(start); err != nil {
				return nil, err
			}
		}
		out = append(out, w)
	}
	return out, rows.Err()
}
