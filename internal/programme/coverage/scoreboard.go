package coverage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// By is what the rows of a scoreboard are.
type By string

// The groupings.
const (
	ByUnit     By = "unit"
	ByRegion   By = "region"
	ByCategory By = "category"
	BySegment  By = "segment"
)

// Question asks for a scoreboard.
type Question struct {
	Month  period.Month
	Region string // "" is everything in scope
	By     By
}

// Row is one line of a scoreboard. A unit's row holds its own people, not those below it.
type Row struct {
	Key, Name        string
	Government, Unit int64
	Kind             unit.Kind
	Units, Answered  int
	SilentHeads      int // last known, or declared, heads of units without an answer
	Sums
}

// Silent tells whether none of the row's units answered.
func (r *Row) Silent() bool { return r.Units > 0 && r.Answered == 0 }

// Bounds returns protected over workers where silent units' last known heads count in the denominator: best takes silent
// and undecided people as protected, worst as unprotected. ok is false where there is nobody.
func (r *Row) Bounds() (best, worst Ratio, ok bool) {
	whole := r.Workers + r.SilentHeads
	if whole == 0 {
		return Ratio{}, Ratio{}, false
	}
	return Ratio{r.Protected + r.Undecided + r.SilentHeads, whole}, Ratio{r.Protected, whole}, true
}

// Ratio is an exact ratio of two counts.
type Ratio struct{ Part, Whole int }

// String writes four decimals, rounded half-up: "0.6667".
func (r Ratio) String() string {
	n := (2*10000*r.Part + r.Whole) / (2 * r.Whole)
	return fmt.Sprintf("%d.%04d", n/10000, n%10000)
}

// Definition says what the figures mean; it is printed with them.
const Definition = "Terlindungi = terdaftar aktif pada BPJS Ketenagakerjaan dan iuran bulan itu dibayar. Instansi yang belum menjawab tidak dihitung nol dan tidak menjadi pembagi; rentang terbaik–terburuk memakai jumlah orang terakhir yang diketahui."

// Scoreboard is the answer.
type Scoreboard struct {
	Question Question
	Region   string
	Name     string
	AsOf     time.Time // when the facts were computed
	Pending  bool      // a newer computation is under way
	Rows     []Row
	Total    Row
}

// Scoreboard answers a question within a scope. Its facts are up to date, or it says that they are being computed.
func (s *Service) Scoreboard(ctx context.Context, scope access.Scope, q Question) (*Scoreboard, error) {
	fresh, err := s.UpToDate(ctx, scope, q.Month)
	if err != nil {
		return nil, err
	}
	b := &Scoreboard{Question: q, Region: q.Region, Pending: !fresh}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		v, err := s.survey(ctx, tx, scope, q.Month)
		if err != nil {
			return err
		}
		b.Rows, b.Total = v.rows(q)
		b.Region = v.region(q)
		b.AsOf, err = computedAt(ctx, tx, q.Month)
		return err
	})
	if err != nil {
		return nil, err
	}
	b.Total.Key, b.Total.Name = b.Region, region.Standard().Name(b.Region)
	b.Name = b.Total.Name
	return b, nil
}

// region is what a question speaks of: the region that was asked for, the only government in reach, or what all in reach
// share.
func (v *survey) region(q Question) string {
	switch {
	case q.Region != "":
		return q.Region
	case len(v.governments) == 1:
		return v.governments[0].Code
	}
	return commonRegion(v.governments)
}

// rows are the lines of a question, with their sum. Lines by category and segment carry people, no units.
func (v *survey) rows(q Question) ([]Row, Row) {
	if q.By == ByUnit {
		rows, total := v.unitRows(q.Region)
		if len(rows) == 0 {
			return nil, total
		}
		inOrder(rows)
		return rows, total
	}
	c := &counting{q: q, rows: map[string]*Row{}}
	for i := range v.units {
		if u := &v.units[i]; strings.HasPrefix(u.Region, q.Region) {
			c.add(u)
		}
	}
	return c.finish()
}

func touches(government, asked string) bool {
	return strings.HasPrefix(government, asked) || strings.HasPrefix(asked, government)
}

func commonRegion(gs []unit.Government) string {
	if len(gs) == 0 {
		return ""
	}
	province := gs[0].Code[:min(2, len(gs[0].Code))]
	for _, g := range gs {
		if !strings.HasPrefix(g.Code, province) {
			return ""
		}
	}
	return province
}

// unitRows are the units of a region, in the order of the survey, with their sum.
func (v *survey) unitRows(region string) ([]Row, Row) {
	rows := make([]Row, 0, len(v.units))
	var total Row
	for i := range v.units {
		u := &v.units[i]
		if !strings.HasPrefix(u.Region, region) {
			continue
		}
		rows = append(rows, Row{Key: u.Code, Name: u.Name, Government: u.Government, Unit: u.ID, Kind: u.Kind, Units: 1, SilentHeads: u.heads, Sums: u.all})
		row := &rows[len(rows)-1]
		if u.answered {
			row.Answered = 1
		}
		total.include(row)
	}
	return rows, total
}

// include adds another row to a sum.
func (r *Row) include(o *Row) {
	r.Units += o.Units
	r.Answered += o.Answered
	r.SilentHeads += o.SilentHeads
	r.Add(o.Sums)
}

type counting struct {
	q      Question
	people bool // count people only: of a month in which the units' answers are not asked
	rows   map[string]*Row
}

func (c *counting) add(u *surveyed) {
	switch c.q.By {
	case ByCategory, BySegment:
		for i := range u.cells {
			key := u.cells[i].segment
			if c.q.By == ByCategory {
				key = cmp.Or(u.cells[i].category, "lain")
			}
			c.row(key).Add(u.cells[i].Sums)
		}
		return
	}
	if c.people && len(u.cells) == 0 {
		return
	}
	row := c.row(c.key(&u.Unit))
	row.Add(u.all)
	if c.people {
		return
	}
	row.Units++
	if c.q.By == ByUnit {
		row.Name, row.Government, row.Unit, row.Kind = u.Name, u.Government, u.ID, u.Kind
	} else {
		row.Name, row.Government = region.Standard().Name(row.Key), u.Government
	}
	if u.answered {
		row.Answered++
	}
	row.SilentHeads += u.heads
}

func (c *counting) key(u *unit.Unit) string {
	if c.q.By == ByUnit {
		return u.Code
	}
	// One level below what was asked: regencies of a province, districts of a regency, villages of a district.
	level := 5
	switch n := len(c.q.Region); {
	case n >= 8:
		level = 13
	case n >= 5:
		level = 8
	}
	return u.Region[:min(level, len(u.Region))]
}

func (c *counting) row(key string) *Row {
	row := c.rows[key]
	if row == nil {
		row = &Row{Key: key, Name: key}
		c.rows[key] = row
	}
	return row
}

// finish orders the rows by key, silent ones last, and sums them.
func (c *counting) finish() ([]Row, Row) {
	var rows []Row
	var total Row
	for _, r := range c.rows {
		rows = append(rows, *r)
		total.include(r)
	}
	inOrder(rows)
	return rows, total
}

// inOrder sorts rows by key, silent ones last.
func inOrder(rows []Row) {
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(boolOrder(a.Silent(), b.Silent()), strings.Compare(a.Key, b.Key))
	})
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func computedAt(ctx context.Context, r db.Reader, month period.Month) (time.Time, error) {
	var at string
	if err := r.QueryRow(ctx, `SELECT coalesce(max(computed_at), '') FROM coverage_month WHERE month = $1`, month.String()).Scan(&at); err != nil || at == "" {
		return time.Time{}, err
	}
	return clock.ParseStamp(at)
}

// ParseBy reads a grouping.
func ParseBy(s string) (By, error) {
	switch b := By(s); b {
	case "":
		return ByUnit, nil
	case ByUnit, ByRegion, ByCategory, BySegment:
		return b, nil
	}
	return "", &fault.Error{Kind: fault.Usage, Text: lang.Msg("Pengelompokan %q tidak dikenal; pilih unit, region, category, atau segment.", s)}
}

// Step is one bar of the funnel.
type Step struct {
	Name   string
	People int
}

// Funnel nests the facts: workers, of these budgeted, of these registered, paid, right.
func (s *Sums) Funnel() []Step {
	return []Step{{"workers", s.Workers}, {"budgeted", s.Budgeted}, {"registered", s.StepRegistered}, {"paid", s.StepPaid}, {"right", s.StepRight}}
}

// NewestMonth returns the newest month that has facts in scope, or none.
func NewestMonth(ctx context.Context, r db.Reader, scope access.Scope) (period.Month, error) {
	where, args := scope.SQL(1)
	var m string
	err := r.QueryRow(ctx, `SELECT coalesce(max(cm.month), '') FROM coverage_month cm WHERE EXISTS (SELECT 1 FROM unit u JOIN government g ON g.id = u.government_id
		WHERE u.government_id = cm.government_id AND `+where+`)`, args...).Scan(&m)
	if err != nil {
		return 0, fmt.Errorf("find newest month: %w", err)
	}
	if m == "" {
		return 0, nil
	}
	return period.ParseMonth(m)
}
