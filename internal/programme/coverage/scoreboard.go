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
	"github.com/payung-id/payung/internal/registry/declared"
	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/internal/registry/roster"
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
	Rows     []Row
	Total    Row
}

// Scoreboard answers a question within a scope, from facts that are up to date.
func (s *Service) Scoreboard(ctx context.Context, scope access.Scope, q Question) (*Scoreboard, error) {
	if err := s.Refresh(ctx, q.Month); err != nil {
		return nil, err
	}
	var b *Scoreboard
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		b, err = read(ctx, tx, scope, q)
		return err
	})
	return b, err
}

func read(ctx context.Context, r db.Reader, scope access.Scope, q Question) (*Scoreboard, error) {
	governments, err := unit.Governments(ctx, r, scope)
	if err != nil {
		return nil, err
	}
	units, err := unit.List(ctx, r, scope)
	if err != nil {
		return nil, err
	}
	b := &Scoreboard{Question: q, Region: q.Region}
	c := &counting{q: q, byUnit: map[[2]int64]*unit.Unit{}, rows: map[string]*Row{}}
	for _, g := range governments {
		if !touches(g.Code, q.Region) {
			continue
		}
		if err := c.government(ctx, r, g, units); err != nil {
			return nil, err
		}
		if b.Region == "" && len(governments) == 1 {
			b.Region = g.Code
		}
	}
	if err := c.sums(ctx, r, scope); err != nil {
		return nil, err
	}
	if b.AsOf, err = computedAt(ctx, r, q.Month); err != nil {
		return nil, err
	}
	b.Rows, b.Total = c.finish()
	if b.Region == "" {
		b.Region = commonRegion(governments)
	}
	b.Total.Key, b.Total.Name = b.Region, region.Standard().Name(b.Region)
	b.Name = b.Total.Name
	return b, nil
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

type counting struct {
	q      Question
	byUnit map[[2]int64]*unit.Unit
	rows   map[string]*Row
}

// government opens the rows of its units and counts answers and silent heads.
func (c *counting) government(ctx context.Context, r db.Reader, g unit.Government, units []unit.Unit) error {
	answers, err := roster.Answers(ctx, r, g.ID, c.q.Month)
	if err != nil {
		return err
	}
	heads, err := silentHeads(ctx, r, g.ID, c.q.Month)
	if err != nil {
		return err
	}
	for i := range units {
		u := &units[i]
		if u.Government != g.ID || !strings.HasPrefix(u.Region, c.q.Region) {
			continue
		}
		c.byUnit[[2]int64{u.Government, u.ID}] = u
		if c.q.By == ByCategory || c.q.By == BySegment {
			continue
		}
		row := c.row(c.key(u))
		row.Units++
		if c.q.By == ByUnit {
			row.Name, row.Government, row.Unit, row.Kind = u.Name, u.Government, u.ID, u.Kind
		} else {
			row.Name, row.Government = region.Standard().Name(row.Key), u.Government
		}
		if _, ok := answers[u.ID]; ok {
			row.Answered++
		} else {
			row.SilentHeads += heads[u.ID]
		}
	}
	return nil
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

// silentHeads returns the last known heads of a government's units: of their last roster, else as somebody declared.
func silentHeads(ctx context.Context, r db.Reader, government int64, month period.Month) (map[int64]int, error) {
	heads, err := roster.LastHeads(ctx, r, government, month)
	if err != nil {
		return nil, err
	}
	figures, err := declared.Live(ctx, r, government)
	if err != nil {
		return nil, err
	}
	told := map[int64]int{}
	for _, f := range figures {
		if f.Unit != 0 && f.Measure == declared.Total && f.On <= month.Add(1).Last() {
			told[f.Unit] = int(f.Value) // figures come oldest first: the last one stays
		}
	}
	for u, n := range told {
		if _, known := heads[u]; !known {
			heads[u] = n
		}
	}
	return heads, nil
}

// sums adds the roll-up of every unit to its row.
func (c *counting) sums(ctx context.Context, r db.Reader, scope access.Scope) error {
	where, args := scope.SQL(2)
	rows, err := r.Query(ctx, `SELECT cr.government_id, cr.unit_id, cr.category, cr.segment, cr.workers, cr.budgeted, cr.registered, cr.paid, cr.correct, cr.protected, cr.protected_correct,
			cr.undecided, cr.step_registered, cr.step_paid, cr.step_correct, cr.owed, cr.liability
		FROM coverage_rollup cr JOIN unit u ON u.government_id = cr.government_id AND u.id = cr.unit_id JOIN government g ON g.id = u.government_id
		WHERE cr.month = $1 AND `+where, append([]any{c.q.Month.String()}, args...)...)
	if err != nil {
		return fmt.Errorf("read roll-up: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var at [2]int64
		var category, segment string
		var s Sums
		if err := rows.Scan(&at[0], &at[1], &category, &segment, &s.Workers, &s.Budgeted, &s.Registered, &s.Paid, &s.Right, &s.Protected, &s.ProtectedRight,
			&s.Undecided, &s.StepRegistered, &s.StepPaid, &s.StepRight, &s.Owed, &s.Liability); err != nil {
			return fmt.Errorf("read roll-up: %w", err)
		}
		u := c.byUnit[at]
		if u == nil {
			continue
		}
		key := segment
		switch c.q.By {
		case ByUnit, ByRegion:
			key = c.key(u)
		case ByCategory:
			key = cmp.Or(category, "lain")
		}
		c.row(key).Add(s)
	}
	return rows.Err()
}

// finish orders the rows by key, silent ones last, and sums them.
func (c *counting) finish() ([]Row, Row) {
	var rows []Row
	var total Row
	for _, r := range c.rows {
		rows = append(rows, *r)
		total.Units += r.Units
		total.Answered += r.Answered
		total.SilentHeads += r.SilentHeads
		total.Add(r.Sums)
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(boolOrder(a.Silent(), b.Silent()), strings.Compare(a.Key, b.Key))
	})
	return rows, total
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
