package billing

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Paid is what one document paid for one month: the lines of a payment that share unit, NPP, day and reference.
type Paid struct {
	Government int64
	Unit       int64 // 0 where only the NPP is named
	NPP        string
	Month      period.Month
	On         period.Date
	Reference  string
	File       string
	Amount     money.Rupiah
	People     int // lines in a person's name; 0 where only a total came
}

// Question chooses payments.
type Question struct {
	Month    period.Month // none: every month, which reads everything that was ever paid
	UnitCode string
}

// List returns payments in scope, the newest month first: those of a unit in scope, or of an NPP that such a unit has.
func List(ctx context.Context, r db.Reader, scope access.Scope, q Question) ([]Paid, error) {
	reach, err := reachOf(ctx, r, scope, q.UnitCode, "")
	if err != nil {
		return nil, err
	}
	month := q.Month.String()
	if q.Month == 0 {
		month = ""
	}
	var out []Paid
	for _, g := range reach.governments() {
		rows, err := r.Query(ctx, `SELECT p.unit_id, p.npp, p.month, p.paid_on, p.reference, max(b.file_name), CAST(sum(p.amount) AS bigint), sum(CASE WHEN p.per_person THEN 1 ELSE 0 END)
			FROM payment p JOIN import_batch b ON b.id = p.batch_id WHERE p.government_id = $1 AND p.live AND ($2 = '' OR p.month = $2)
			GROUP BY p.unit_id, p.npp, p.month, p.paid_on, p.reference`, g, month)
		if err != nil {
			return nil, fmt.Errorf("list payments: %w", err)
		}
		found, err := scanPaid(rows, g)
		if err != nil {
			return nil, err
		}
		for _, x := range found {
			if reach.holds(&x) {
				out = append(out, x)
			}
		}
	}
	slices.SortFunc(out, func(a, b Paid) int {
		return cmp.Or(cmp.Compare(b.Month, a.Month), cmp.Compare(b.On, a.On), strings.Compare(a.NPP, b.NPP), cmp.Compare(a.Unit, b.Unit), strings.Compare(a.Reference, b.Reference))
	})
	return out, nil
}

func scanPaid(rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	Close() error
}, government int64,
) (out []Paid, err error) {
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		x := Paid{Government: government}
		var month, on string
		if err := rows.Scan(&x.Unit, &x.NPP, &month, &on, &x.Reference, &x.File, &x.Amount, &x.People); err != nil {
			return nil, fmt.Errorf("list payments: %w", err)
		}
		if x.Month, err = period.ParseMonth(month); err != nil {
			return nil, err
		}
		if on != "" {
			if x.On, err = period.ParseDate(on); err != nil {
				return nil, err
			}
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

// reach is the units of a scope, and their NPPs: payments name either.
type reach struct {
	units map[[2]int64]bool
	npps  map[int64]map[string]bool
}

func reachOf(ctx context.Context, r db.Reader, scope access.Scope, code, region string) (*reach, error) {
	units, err := unit.List(ctx, r, scope)
	if err != nil {
		return nil, err
	}
	out := &reach{units: map[[2]int64]bool{}, npps: map[int64]map[string]bool{}}
	for _, u := range units {
		if (code != "" && u.Code != code) || !strings.HasPrefix(u.Region, region) {
			continue
		}
		out.units[[2]int64{u.Government, u.ID}] = true
		if out.npps[u.Government] == nil {
			out.npps[u.Government] = map[string]bool{}
		}
		for _, n := range u.NPPs {
			out.npps[u.Government][n] = true
		}
	}
	return out, nil
}

func (x *reach) governments() []int64 { return slices.Sorted(maps.Keys(x.npps)) }

func (x *reach) holds(p *Paid) bool {
	return x.units[[2]int64{p.Government, p.Unit}] || x.npps[p.Government][p.NPP]
}

// Sum returns what arrived for a month in scope and region; "" is every region.
func Sum(ctx context.Context, r db.Reader, scope access.Scope, region string, month period.Month) (money.Rupiah, error) {
	reach, err := reachOf(ctx, r, scope, "", region)
	if err != nil {
		return 0, err
	}
	var sum money.Rupiah
	for _, g := range reach.governments() {
		if err := sumGovernment(ctx, r, g, month, reach, &sum); err != nil {
			return 0, fmt.Errorf("sum payments of %s: %w", month, err)
		}
	}
	return sum, nil
}

func sumGovernment(ctx context.Context, r db.Reader, government int64, month period.Month, reach *reach, sum *money.Rupiah) error {
	rows, err := r.Query(ctx, `SELECT unit_id, npp, CAST(sum(amount) AS bigint) FROM payment WHERE government_id = $1 AND month = $2 AND live GROUP BY unit_id, npp`, government, month.String())
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		p := Paid{Government: government}
		if err := rows.Scan(&p.Unit, &p.NPP, &p.Amount); err != nil {
			return err
		}
		if reach.holds(&p) {
			*sum += p.Amount
		}
	}
	return rows.Err()
}
