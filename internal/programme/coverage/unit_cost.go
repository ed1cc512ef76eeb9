package coverage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// CostPart is what one programme of one kind of unit and category costs in a month.
type CostPart struct {
	Kind      unit.Kind
	Category  string
	Programme law.Programme
	People    int
	Amount    money.Rupiah // all payers together
	Rate      money.Rate   // all payers together; meaningful where OneRate
	OneRate   bool         // the same rate holds for everybody counted here
	Cite      law.Cite
}

// Cost is the month's contribution of a unit and all below it by the law: every worker of the rosters, registered or not.
type Cost struct {
	Parts   []CostPart
	Total   money.Rupiah
	People  int
	Unknown int // workers whose cost nobody can say: no wage, no risk class
}

type costKey struct {
	kind      unit.Kind
	category  string
	programme law.Programme
}

// CostOfUnit computes the cost of a month from the wages of the rosters and the law of the month.
func CostOfUnit(ctx context.Context, r db.Reader, scope access.Scope, u unit.Unit, month period.Month) (*Cost, error) {
	narrow := scope.Narrow(u.Government, u.Path)
	below, err := unit.List(ctx, r, narrow)
	if err != nil {
		return nil, err
	}
	rules, err := law.For(month)
	if err != nil {
		return nil, err
	}
	in := &Input{Month: month, Rules: rules, Units: below, MinimumWage: minimumWage(month)}
	if err := readWages(ctx, r, narrow, in); err != nil {
		return nil, err
	}
	cost, parts := &Cost{}, map[costKey]*CostPart{}
	for _, w := range newComputation(in).workers {
		if err := cost.add(in.Rules, w, parts); err != nil {
			return nil, err
		}
	}
	for _, p := range parts {
		cost.Parts = append(cost.Parts, *p)
	}
	slices.SortFunc(cost.Parts, func(a, b CostPart) int {
		return cmp.Or(cmp.Compare(a.Programme, b.Programme), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Category, b.Category))
	})
	return cost, nil
}

func readWages(ctx context.Context, r db.Reader, scope access.Scope, in *Input) error {
	where, args := scope.SQL(2)
	rows, err := r.Query(ctx, `SELECT f.person_id, f.unit_id, rr.category, rr.wage FROM fact f
		JOIN unit u ON u.government_id = f.government_id AND u.id = f.unit_id JOIN government g ON g.id = u.government_id
		JOIN roster_row rr ON rr.government_id = f.government_id AND rr.id = f.roster_row_id
		WHERE f.month = $1 AND `+where, append([]any{in.Month.String()}, args...)...)
	if err != nil {
		return fmt.Errorf("read wages of unit: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var w Worker
		if err := rows.Scan(&w.Person, &w.Unit, &w.Category, &w.Wage); err != nil {
			return fmt.Errorf("read wages of unit: %w", err)
		}
		in.Workers = append(in.Workers, w)
	}
	return rows.Err()
}

// add counts one worker, with the lines by which the law explains the amount.
func (c *Cost) add(rules *law.Rules, w *worker, parts map[costKey]*CostPart) error {
	c.People++
	wage, known := w.basis()
	if !known || (w.u.class == 0 && w.u.mandatory.Has(law.JKK)) {
		c.Unknown++
		return nil
	}
	bill, err := rules.ExplainPU(law.PU{Wage: wage, Employer: w.u.employer, Class: w.u.class, Programmes: w.u.mandatory})
	if err != nil {
		return fmt.Errorf("cost of worker %d: %w", w.Person, err)
	}
	rates := map[law.Programme]money.Rate{}
	for _, p := range w.u.mandatory.List() {
		key := costKey{w.u.Kind, w.Category, p}
		part, first := parts[key], false
		if part == nil {
			part, first = &CostPart{Kind: w.u.Kind, Category: w.Category, Programme: p, OneRate: true}, true
			parts[key] = part
		}
		rated := false
		for _, l := range bill.Lines {
			if l.Programme != p.String() {
				continue
			}
			part.Amount += l.Amount
			part.Cite = l.Cite
			rates[p] += l.Rate
			rated = l.HasRate
			c.Total += l.Amount
		}
		part.People++
		part.OneRate = part.OneRate && rated && (first || part.Rate == rates[p])
		part.Rate = rates[p]
	}
	return nil
}
