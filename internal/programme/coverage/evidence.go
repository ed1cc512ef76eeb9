package coverage

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/participant"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// MonthFact is what is known of a person in one unit and month, with what the roster says of the employment.
type MonthFact struct {
	Month              period.Month
	UnitID             int64
	UnitCode, UnitName string
	Position           string
	Wage               money.Milli
	Start, End         period.Date
	Decree, Fund       string
	File               string // of the roster
	RowNo              int
	Fact               Fact
}

// FactsOf lists the months of a person in scope, the newest first, and how many facts lie outside the scope.
func FactsOf(ctx context.Context, r db.Reader, scope access.Scope, government, person int64) (list []MonthFact, elsewhere int, err error) {
	where, args := scope.SQL(3)
	rows, err := r.Query(ctx, `SELECT f.month, f.unit_id, u.code, u.name, rr.position, rr.wage, rr.start_date, rr.end_date, rr.decree, rr.fund, b.file_name, rr.row_no,
			f.roster_row_id, f.category, f.segment, f.budgeted, f.registered, f.paid, f.correct, f.undecided, f.owed, f.why
		FROM fact f JOIN roster_row rr ON rr.government_id = f.government_id AND rr.id = f.roster_row_id JOIN import_batch b ON b.id = rr.batch_id
		JOIN unit u ON u.government_id = f.government_id AND u.id = f.unit_id JOIN government g ON g.id = f.government_id
		WHERE f.government_id = $1 AND f.person_id = $2 AND `+where+` ORDER BY f.month DESC, u.name`, append([]any{government, person}, args...)...)
	if err != nil {
		return nil, 0, fmt.Errorf("read facts of person %d: %w", person, err)
	}
	defer rows.Close()
	for rows.Next() {
		m, err := scanMonthFact(rows)
		if err != nil {
			return nil, 0, fmt.Errorf("read facts of person %d: %w", person, err)
		}
		m.Fact.Person = person
		list = append(list, m)
	}
	if err := rows.Err(); err != nil {
		return nil, 0, fmt.Errorf("read facts of person %d: %w", person, err)
	}
	var all int
	if err := r.QueryRow(ctx, `SELECT count(*) FROM fact WHERE government_id = $1 AND person_id = $2`, government, person).Scan(&all); err != nil {
		return nil, 0, fmt.Errorf("count facts of person %d: %w", person, err)
	}
	return list, all - len(list), nil
}

func scanMonthFact(rows interface{ Scan(...any) error }) (MonthFact, error) {
	var m MonthFact
	var month, start, end, why string
	f := &m.Fact
	err := rows.Scan(&month, &m.UnitID, &m.UnitCode, &m.UnitName, &m.Position, &m.Wage, &start, &end, &m.Decree, &m.Fund, &m.File, &m.RowNo,
		&f.RowID, &f.Category, &f.Segment, &f.Budgeted, &f.Registered, &f.Paid, &f.Right, &f.Undecided, &f.Owed, &why)
	if err != nil {
		return m, err
	}
	f.Unit = m.UnitID
	if m.Month, err = period.ParseMonth(month); err != nil {
		return m, err
	}
	if start != "" {
		if m.Start, err = period.ParseDate(start); err != nil {
			return m, err
		}
	}
	if end != "" {
		if m.End, err = period.ParseDate(end); err != nil {
			return m, err
		}
	}
	return m, json.Unmarshal([]byte(why), &f.Why)
}

// ListEntry is an entry of the insurer's list that speaks for a fact; it holds nothing personal.
type ListEntry struct {
	AsOf       period.Date
	File, NPP  string
	Segment    string
	Programmes law.Programmes
	Given      bool // whether the list tells programmes
	Active     bool
	LastMonth  string
}

// EntryOf returns the entry that a fact names; ok is false where it names none or the list is gone.
func EntryOf(ctx context.Context, r db.Reader, w *Why) (e ListEntry, ok bool, err error) {
	if w.List == 0 {
		return e, false, nil
	}
	var asOf string
	var programmes int64
	rows, err := r.Query(ctx, `SELECT l.as_of, b.file_name, e.npp, e.segment, e.programmes, e.active, e.last_month FROM participant_entry e
		JOIN participant_list l ON l.id = e.list_id JOIN import_batch b ON b.id = l.batch_id WHERE e.list_id = $1 AND e.row_no = $2`, w.List, w.Row)
	if err != nil {
		return e, false, fmt.Errorf("read list entry: %w", err)
	}
	defer rows.Close()
	if !rows.Next() {
		return e, false, rows.Err()
	}
	if err := rows.Scan(&asOf, &e.File, &e.NPP, &e.Segment, &programmes, &e.Active, &e.LastMonth); err != nil {
		return e, false, fmt.Errorf("read list entry: %w", err)
	}
	if e.AsOf, err = period.ParseDate(asOf); err != nil {
		return e, false, err
	}
	if programmes != participant.NotGiven {
		e.Programmes, e.Given = law.Programmes(programmes), true
	}
	return e, true, nil
}

// Asked explains what the law asks for a person of a unit in a month, line by line with article. ok is false where the
// wage basis or the risk class is not known.
func Asked(u unit.Unit, wage money.Milli, month period.Month) (bill law.Bill, base money.Milli, ok bool, err error) {
	base = wage
	if u.Basis != unit.Real {
		var known bool
		if base, known = minimumWage(month)(u.Region, u.Basis); !known {
			return bill, 0, false, nil
		}
	}
	rules, err := law.For(month)
	if err != nil {
		return bill, 0, false, err
	}
	mandatory := u.Mandatory(rules)
	if base < 0 || (u.RiskClass() == 0 && mandatory.Has(law.JKK)) {
		return bill, 0, false, nil
	}
	bill, err = rules.ExplainPU(law.PU{Wage: base, Employer: u.Employer(), Class: u.RiskClass(), Programmes: mandatory})
	return bill, base, err == nil, err
}
