package roster

import (
	"context"
	"fmt"
	"slices"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Status of a row.
type Status string

// The statuses of rows. OK, Warn and Fixed rows are workers.
const (
	OK      Status = "ok"
	Warn    Status = "warn"
	Waiting Status = "waiting" // rejected by a check; waits for its repair
	Fixed   Status = "fixed"   // waited, and was repaired by a person
	Dropped Status = "dropped" // waited, and a person said that it is nobody
)

// SealLabel marks what is sealed in roster_row.sealed.
const SealLabel = "roster_row"

// NoWage marks a row whose wage is not known.
const NoWage money.Milli = -1

// Answer is how a unit answered for a month.
type Answer string

// The answers.
const (
	Listed    Answer = "roster"
	Nobody    Answer = "nihil"
	Unchanged Answer = "unchanged"
)

// Line is one employment of a live roster, as far as the facts need it.
type Line struct {
	ID, Unit, Person      int64
	Category              string
	Wage                  money.Milli
	Start                 period.Date
	NameBirth, NIKIndex   string // keyed indexes, as map keys
	WrappedKey, SealedNIK []byte // valid until the next line
}

// OfMonth calls fn for every person of a government who works in a month, by unit and row.
func OfMonth(ctx context.Context, r db.Reader, government int64, month period.Month, fn func(*Line) error) error {
	rows, err := r.Query(ctx, `SELECT rr.id, rr.unit_id, rr.person_id, rr.category, rr.wage, rr.start_date, rr.name_birth_index, p.nik_index, p.wrapped_key, p.sealed_nik
		FROM roster_current rc
		JOIN roster_row rr ON rr.government_id = rc.government_id AND rr.batch_id = rc.batch_id AND rr.unit_id = rc.unit_id
		JOIN person p ON p.government_id = rr.government_id AND p.id = rr.person_id
		WHERE rc.government_id = $1 AND rc.month = $2 AND rr.status IN ('ok', 'warn', 'fixed') AND rr.start_date <= $3 AND (rr.end_date = '' OR rr.end_date >= $4)
		ORDER BY rr.unit_id, rr.id`, government, month.String(), month.Last().String(), month.First().String())
	if err != nil {
		return fmt.Errorf("read rosters of %s: %w", month, err)
	}
	defer rows.Close()
	dates := map[string]period.Date{"": 0}
	for rows.Next() {
		var l Line
		var start string
		var nameBirth, wrapped, sealed db.Raw
		if err := rows.Scan(&l.ID, &l.Unit, &l.Person, &l.Category, &l.Wage, &start, &nameBirth, &l.NIKIndex, &wrapped, &sealed); err != nil {
			return fmt.Errorf("read rosters of %s: %w", month, err)
		}
		l.NameBirth, l.WrappedKey, l.SealedNIK = string(nameBirth), wrapped, sealed
		var known bool
		if l.Start, known = dates[start]; !known {
			if l.Start, err = period.ParseDate(start); err != nil {
				return err
			}
			dates[start] = l.Start
		}
		if err := fn(&l); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Sealed is what a row and its person keep sealed, with the name.
type Sealed struct {
	Row, Person     int64
	Name            string
	WrappedKey, NIK []byte
	Told            []byte // under [SealLabel]
}

// EachSealed calls fn for rows of a government that are workers, by their numbers.
func EachSealed(ctx context.Context, r db.Reader, government int64, numbers []int64, fn func(*Sealed) error) error {
	const handful = 200
	for lot := range slices.Chunk(numbers, handful) {
		args := append(make([]any, 0, 1+len(lot)), government)
		for _, n := range lot {
			args = append(args, n)
		}
		if err := eachSealed(ctx, r, args, fn); err != nil {
			return fmt.Errorf("read roster rows: %w", err)
		}
	}
	return nil
}

func eachSealed(ctx context.Context, r db.Reader, args []any, fn func(*Sealed) error) error {
	rows, err := r.Query(ctx, `SELECT rr.id, rr.person_id, rr.name, p.wrapped_key, p.sealed_nik, rr.sealed
		FROM roster_row rr JOIN person p ON p.government_id = rr.government_id AND p.id = rr.person_id
		WHERE rr.government_id = $1 AND rr.id IN `+db.In(2, len(args)-1), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var s Sealed
		if err := rows.Scan(&s.Row, &s.Person, &s.Name, &s.WrappedKey, &s.NIK, &s.Told); err != nil {
			return err
		}
		if err := fn(&s); err != nil {
			return err
		}
	}
	return rows.Err()
}

func span(start, end string) (from, to period.Date, err error) {
	if start != "" {
		if from, err = period.ParseDate(start); err != nil {
			return 0, 0, err
		}
	}
	if end != "" {
		to, err = period.ParseDate(end)
	}
	return from, to, err
}

// Answers returns how each unit of a government answered for a month.
func Answers(ctx context.Context, r db.Reader, government int64, month period.Month) (map[int64]Answer, error) {
	rows, err := r.Query(ctx, `SELECT unit_id, answer FROM roster_current WHERE government_id = $1 AND month = $2`, government, month.String())
	if err != nil {
		return nil, fmt.Errorf("read answers of %s: %w", month, err)
	}
	defer rows.Close()
	out := map[int64]Answer{}
	for rows.Next() {
		var unit int64
		var a Answer
		if err := rows.Scan(&unit, &a); err != nil {
			return nil, fmt.Errorf("read answers of %s: %w", month, err)
		}
		out[unit] = a
	}
	return out, rows.Err()
}

// LastHeads returns, for each unit that has not answered for a month but did before, how many people its last roster
// held. Units that answered are left out: counting their people again would read every roster.
func LastHeads(ctx context.Context, r db.Reader, government int64, before period.Month) (map[int64]int, error) {
	rows, err := r.Query(ctx, `SELECT rc.unit_id, (SELECT count(*) FROM roster_row rr WHERE rr.government_id = rc.government_id AND rr.batch_id = rc.batch_id AND rr.unit_id = rc.unit_id
			AND rr.status IN ('ok', 'warn', 'fixed') AND (rr.end_date = '' OR substr(rr.end_date, 1, 7) >= $2))
		FROM roster_current rc WHERE rc.government_id = $1 AND rc.month < $2
		AND NOT EXISTS (SELECT 1 FROM roster_current later WHERE later.government_id = rc.government_id AND later.unit_id = rc.unit_id AND later.month <= $2 AND later.month > rc.month)`,
		government, before.String())
	if err != nil {
		return nil, fmt.Errorf("read last known heads: %w", err)
	}
	defer rows.Close()
	out := map[int64]int{}
	for rows.Next() {
		var unit int64
		var n int
		if err := rows.Scan(&unit, &n); err != nil {
			return nil, fmt.Errorf("read last known heads: %w", err)
		}
		out[unit] = n
	}
	return out, rows.Err()
}
