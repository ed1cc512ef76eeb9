package coverage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// TrialQuestion asks what a change of law would cost the people of a month, whatever month the law is asked of.
type TrialQuestion struct {
	People        period.Month // whose rosters are counted
	Month         period.Month // the contribution month under both laws
	Before, After *law.Law
}

// Trial is what a change of law does to the contributions of a scope. Nothing of it is stored.
type Trial struct {
	Rows    []TrialRow // by unit code, programme and payer
	People  int        // counted
	Unknown int        // not counted: no wage, no risk class, no minimum wage under one of the laws
}

// TrialRow is one programme and payer of one unit.
type TrialRow struct {
	UnitCode, UnitName string
	Programme          law.Programme
	Payer              law.Payer
	People, Changed    int
	Before, After      money.Rupiah
}

// Difference returns what the change costs, negative where it saves.
func (r TrialRow) Difference() money.Rupiah { return r.After - r.Before }

// Totals returns the sums over all rows.
func (t *Trial) Totals() (before, after money.Rupiah) {
	for i := range t.Rows {
		before, after = before+t.Rows[i].Before, after+t.Rows[i].After
	}
	return before, after
}

// alike are the people of a unit with the same wage: the law asks the same for each.
type alike struct {
	unit  *unit.Unit
	wage  money.Milli // negative where it is not known
	count int
}

// DryRun computes the contributions of the people in scope under two laws and what the difference is per unit, programme
// and payer. The amounts are those that the facts use; they are neither stored nor shown elsewhere.
func (s *Service) DryRun(ctx context.Context, scope access.Scope, q TrialQuestion) (*Trial, error) {
	if err := s.Refresh(ctx, q.People); err != nil {
		return nil, err
	}
	var groups []alike
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		groups, err = peopleAlike(ctx, tx, scope, q.People)
		return err
	})
	if err != nil {
		return nil, err
	}
	return trial(groups, q)
}

func peopleAlike(ctx context.Context, r db.Reader, scope access.Scope, month period.Month) ([]alike, error) {
	units, err := unit.List(ctx, r, scope)
	if err != nil {
		return nil, err
	}
	at := map[[2]int64]*unit.Unit{}
	for i := range units {
		at[[2]int64{units[i].Government, units[i].ID}] = &units[i]
	}
	where, args := scope.SQL(2)
	rows, err := r.Query(ctx, `SELECT f.government_id, f.unit_id, rr.wage, count(*) FROM fact f
		JOIN unit u ON u.government_id = f.government_id AND u.id = f.unit_id JOIN government g ON g.id = u.government_id
		JOIN roster_row rr ON rr.government_id = f.government_id AND rr.id = f.roster_row_id
		WHERE f.month = $1 AND `+where+` GROUP BY f.government_id, f.unit_id, rr.wage`, append([]any{month.String()}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read wages for dry run: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []alike
	for rows.Next() {
		var government, id int64
		var a alike
		if err := rows.Scan(&government, &id, &a.wage, &a.count); err != nil {
			return nil, fmt.Errorf("read wages for dry run: %w", err)
		}
		if a.unit = at[[2]int64{government, id}]; a.unit != nil {
			out = append(out, a)
		}
	}
	return out, rows.Err()
}

type trialKey struct {
	government, unit int64
	programme        law.Programme
	payer            law.Payer
}

// trial computes each group under both laws.
func trial(groups []alike, q TrialQuestion) (*Trial, error) {
	before, err := q.Before.For(q.Month)
	if err != nil {
		return nil, err
	}
	after, err := q.After.For(q.Month)
	if err != nil {
		return nil, err
	}
	out, rows := &Trial{}, map[trialKey]*TrialRow{}
	for i := range groups {
		g := &groups[i]
		a, known1, err1 := asked(g, q.Before, before)
		b, known2, err2 := asked(g, q.After, after)
		if err := errors.Join(err1, err2); err != nil {
			return nil, fmt.Errorf("dry run of unit %s: %w", g.unit.Code, err)
		}
		if !known1 || !known2 {
			out.Unknown += g.count
			continue
		}
		out.People += g.count
		for p := law.JKK; p <= law.JP; p++ {
			for by := law.ByEmployer; by <= law.ByWorker; by++ {
				book(rows, g, p, by, a.At(p, by), b.At(p, by))
			}
		}
	}
	for _, r := range rows {
		out.Rows = append(out.Rows, *r)
	}
	slices.SortFunc(out.Rows, func(a, b TrialRow) int {
		return cmp.Or(cmp.Compare(a.UnitCode, b.UnitCode), cmp.Compare(a.Programme, b.Programme), cmp.Compare(a.Payer, b.Payer))
	})
	return out, nil
}

func book(rows map[trialKey]*TrialRow, g *alike, p law.Programme, by law.Payer, before, after money.Rupiah) {
	if before == 0 && after == 0 {
		return
	}
	key := trialKey{g.unit.Government, g.unit.ID, p, by}
	r := rows[key]
	if r == nil {
		r = &TrialRow{UnitCode: g.unit.Code, UnitName: g.unit.Name, Programme: p, Payer: by}
		rows[key] = r
	}
	n := money.Rupiah(g.count)
	r.People += g.count
	r.Before, r.After = r.Before+before*n, r.After+after*n
	if before != after {
		r.Changed += g.count
	}
}

// asked is what one law asks for one of the people alike; known is false where nobody can say.
func asked(g *alike, l *law.Law, rules *law.Rules) (a law.PUAmounts, known bool, err error) {
	wage := g.wage
	if g.unit.Basis != unit.Real {
		region := g.unit.Region
		if g.unit.Basis == unit.UMP {
			region = region[:min(2, len(region))]
		}
		least, err := l.MinimumWage(region, rules.Day())
		if err != nil {
			return a, false, nil // the packs do not know it
		}
		wage = least.Value
	}
	q := law.PU{Wage: wage, Employer: g.unit.Employer(), Class: g.unit.RiskClass(), Programmes: g.unit.Mandatory(rules)} // a pack may change these too
	if wage < 0 || (q.Class == 0 && q.Programmes.Has(law.JKK)) {
		return a, false, nil
	}
	a, err = rules.PU(q)
	return a, err == nil, err
}
