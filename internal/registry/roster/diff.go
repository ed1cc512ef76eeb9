package roster

import (
	"context"
	"errors"
	"fmt"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// EndingDays is how far ahead of a month's first day the end of a decree is announced.
const EndingDays = 60

// Changed is one person of a difference.
type Changed struct {
	Government, Person int64
	Name, Position     string
	BirthYear          int
	Was, Is            money.Milli // NoWage where not known
	End                period.Date
	Decree             string
	Elsewhere          string // another unit whose live roster of the month holds the person, "" none
	Row                int    // in the newer file; for those who left, in the older
}

// Difference is what a roster changes against the one before it.
type Difference struct {
	Before    period.Month // month of the roster compared with; the same month where this one replaces it; 0 where there is none
	First     bool         // there is no roster to compare with
	Joined    []Changed
	Left      []Changed // worked in the older roster's month, and are not in this one
	Wage      []Changed // both wages known, and not equal
	Ending    []Changed // a decree ends within [EndingDays] of the month's first day
	Unchanged int       // in both, with the same wage
}

// earlier is the roster that one unit's rows are compared with.
type earlier struct {
	government, unit, batch int64
	month                   period.Month
}

// Diff compares the accepted rows of a batch, unit by unit, with the roster that it replaces in its month, else with the
// unit's newest roster of an earlier month. It works for drafts and for applied batches alike.
func Diff(ctx context.Context, r db.Reader, b *intake.Batch) (*Difference, error) {
	units, err := unitsOf(ctx, r, b)
	if err != nil {
		return nil, err
	}
	d := &Difference{First: true}
	for _, u := range units {
		e, err := earlierOf(ctx, r, b, u)
		if err != nil {
			return nil, err
		}
		if e.batch != 0 {
			d.First = false
			d.Before = max(d.Before, e.month)
		}
		if err := d.compare(ctx, r, b, e); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// earlierOf finds what a unit's rows are compared with: a batch that this one replaced, or would replace, comes first.
func earlierOf(ctx context.Context, r db.Reader, b *intake.Batch, u [2]int64) (earlier, error) {
	e := earlier{government: u[0], unit: u[1]}
	var month string
	err := r.QueryRow(ctx, `SELECT batch_id, month FROM roster_current WHERE government_id = $1 AND unit_id = $2 AND month <= $3 AND NOT (month = $3 AND batch_id = $4)
		ORDER BY month DESC LIMIT 1`, u[0], u[1], b.Month.String(), b.ID).Scan(&e.batch, &month)
	if errors.Is(err, db.ErrNoRows) {
		return e, nil
	}
	if err != nil {
		return e, fmt.Errorf("find roster to compare with: %w", err)
	}
	e.month, err = period.ParseMonth(month)
	return e, err
}

// The people of a roster (fresh) and of the one before it (old), of one unit, who work in its month; a person listed twice
// counts once, by the first row. Materialised, so that each is read once; "+ 0" keeps SQLite on the index of batches.
const rosterPeople = `SELECT rr.person_id + 0 AS person_id, min(rr.id) AS row_id FROM roster_row rr
	WHERE rr.government_id = $1 AND rr.unit_id = $2 AND rr.batch_id = %s AND rr.status IN ('ok', 'warn', 'fixed') AND (rr.end_date = '' OR rr.end_date >= %s) GROUP BY rr.person_id + 0`

const shownChange = `SELECT n.person_id, n.name, n.position, n.birth_year, %s, n.wage, n.end_date, n.decree, %s, n.row_no `

// otherUnit names another unit whose roster of the month ($7) holds a person on its first day ($8).
const otherUnit = `coalesce((SELECT min(ou.name) FROM roster_row o CROSS JOIN roster_current oc CROSS JOIN unit ou
	WHERE oc.government_id = o.government_id AND oc.unit_id = o.unit_id AND oc.batch_id = o.batch_id AND oc.month = $7 AND ou.government_id = o.government_id AND ou.id = o.unit_id
	AND o.government_id = $1 AND o.person_id = n.person_id AND o.unit_id <> $2 AND o.status IN ('ok', 'warn', 'fixed') AND (o.end_date = '' OR o.end_date >= $8)), '')`

// bothPeople joins who is in both, with the row of each by the key of the table. CROSS JOIN keeps SQLite in this order: it
// would begin with all rows of the government.
const bothPeople = ` FROM fresh f CROSS JOIN old o CROSS JOIN roster_row n CROSS JOIN roster_row w
	WHERE o.person_id = f.person_id AND n.government_id = $1 AND n.id = f.row_id AND w.government_id = $1 AND w.id = o.row_id AND `

// onePerson joins the row of who is in one of the two.
const onePerson = ` f CROSS JOIN roster_row n WHERE n.government_id = $1 AND n.id = f.row_id AND `

func (d *Difference) compare(ctx context.Context, r db.Reader, b *intake.Batch, e earlier) error {
	first, before := b.Month.First().String(), ""
	if e.month != 0 {
		before = e.month.First().String()
	}
	with := `WITH fresh AS MATERIALIZED (` + fmt.Sprintf(rosterPeople, "$3", "$5") + `), old AS MATERIALIZED (` + fmt.Sprintf(rosterPeople, "$4", "$6") + `) `
	args := []any{e.government, e.unit, b.ID, e.batch, first, before}
	inMonth := append(append([]any{}, args...), b.Month.String(), first)
	for _, q := range []struct {
		into  *[]Changed
		query string
		args  []any
	}{
		{&d.Joined, with + fmt.Sprintf(shownChange, "-1", otherUnit) + `FROM fresh` + onePerson + `f.person_id NOT IN (SELECT person_id FROM old) ORDER BY n.name, n.id`, inMonth},
		{&d.Left, with + fmt.Sprintf(shownChange, "n.wage", otherUnit) + `FROM old` + onePerson + `f.person_id NOT IN (SELECT person_id FROM fresh) ORDER BY n.name, n.id`, inMonth},
		{&d.Wage, with + fmt.Sprintf(shownChange, "w.wage", "''") + bothPeople + `n.wage <> w.wage AND n.wage >= 0 AND w.wage >= 0 ORDER BY n.name, n.id`, args},
		{&d.Ending, `WITH fresh AS MATERIALIZED (` + fmt.Sprintf(rosterPeople, "$3", "$4") + `) ` + fmt.Sprintf(shownChange, "-1", "''") + `FROM fresh` + onePerson +
			`n.end_date >= $4 AND n.end_date <= $5 ORDER BY n.end_date, n.name, n.id`, []any{e.government, e.unit, b.ID, first, (b.Month.First() + EndingDays).String()}},
	} {
		if err := collect(ctx, r, e.government, q.into, q.query, q.args...); err != nil {
			return err
		}
	}
	var same int
	err := r.QueryRow(ctx, with+`SELECT count(*)`+bothPeople+`(n.wage = w.wage OR n.wage < 0 OR w.wage < 0)`, args...).Scan(&same)
	if err != nil {
		return fmt.Errorf("compare rosters: %w", err)
	}
	d.Unchanged += same
	return nil
}

func collect(ctx context.Context, r db.Reader, government int64, into *[]Changed, query string, args ...any) error {
	rows, err := r.Query(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("compare rosters: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		c := Changed{Government: government}
		var end string
		if err := rows.Scan(&c.Person, &c.Name, &c.Position, &c.BirthYear, &c.Was, &c.Is, &end, &c.Decree, &c.Elsewhere, &c.Row); err != nil {
			return fmt.Errorf("compare rosters: %w", err)
		}
		if _, c.End, err = span("", end); err != nil {
			return err
		}
		*into = append(*into, c)
	}
	return rows.Err()
}
