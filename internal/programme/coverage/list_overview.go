package coverage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Overview is a scoreboard with everything that its page says: it can be stored whole and read again years later. Its rows
// and sums come from one survey.
type Overview struct {
	Question     Question
	Region, Name string
	AsOf         time.Time
	Pending      bool        `json:",omitempty"` // a newer computation is under way
	ListAsOf     period.Date // of the newest participant list that counts; none where there is none
	Rows         []Row
	Total        Row
	Earlier      []Row // the month before; none where it has no facts
	EarlierTotal *Row
	Trend        []TrendPoint
	Loss         Loss
	Gap          []GapUnit
	GapPeople    int
	NoBudget     UnitsPeople // units none of whose people are budgeted
	Unpaid       UnitsPeople // units where registered people are unpaid
	Risk         []RiskCount
	Paid         money.Rupiah // what arrived for the month
	Declared     []DeclaredFigure
	Definition   string
}

// UnitsPeople counts units and the people in them.
type UnitsPeople struct{ Units, People int }

// RiskCount counts people in one dangerous job.
type RiskCount struct {
	Job              string
	Workers, Missing int
}

// DeclaredFigure is a reported number beside an evidenced one, as a page shows it.
type DeclaredFigure struct {
	Region, Unit, Measure, Source string
	Value, OutOf                  int64
	On                            period.Date
	Evidenced                     int
	HasEvidence                   bool
	Suspicions                    []Suspicion
}

// Suspicion is why a reported number is doubted: a code of package declared with its numbers.
type Suspicion struct {
	Code    string
	Numbers []int64
}

// trendMonths is how far a trend looks back.
const trendMonths = 12

// gapShare is the part of the gap, in percent, whose units are named.
const gapShare = 80

// Overview answers a question with all that hangs on it, from what is kept of the facts.
func (s *Service) Overview(ctx context.Context, scope access.Scope, q Question, losses *Losses) (*Overview, error) {
	fresh, err := s.UpToDate(ctx, scope, q.Month)
	if err != nil {
		return nil, err
	}
	var o *Overview
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if o, err = s.overview(ctx, tx, scope, q, losses); err == nil {
			o.Pending = !fresh
		}
		return err
	})
	return o, err
}

func (s *Service) overview(ctx context.Context, r db.Reader, scope access.Scope, q Question, losses *Losses) (*Overview, error) {
	v, err := s.survey(ctx, r, scope, q.Month)
	if err != nil {
		return nil, err
	}
	o := &Overview{Question: q, Definition: Definition, Region: v.region(q)}
	units, total := v.unitRows(q.Region)
	o.Rows, o.Total = v.rows(q)
	o.Total.Units, o.Total.Answered, o.Total.SilentHeads = total.Units, total.Answered, total.SilentHeads
	o.Total.Key, o.Total.Name = o.Region, region.Standard().Name(o.Region)
	o.Name = o.Total.Name
	o.Gap, o.GapPeople = Gap(units, gapShare)
	if err := o.lose(ctx, r, units, losses); err != nil {
		return nil, err
	}
	if s.evidence.Arrived != nil {
		o.Paid = v.paid(q.Region)
	}
	if err := s.look(ctx, r, scope, o, v); err != nil {
		return nil, err
	}
	o.AsOf, o.ListAsOf, err = AsOf(ctx, r, scope, q.Month)
	return o, err
}

// look adds the month before, where it has facts, and the trend.
func (s *Service) look(ctx context.Context, r db.Reader, scope access.Scope, o *Overview, v *survey) error {
	q := o.Question
	var err error
	if o.Trend, err = s.trend(ctx, r, v, q.Region, trendMonths); err != nil {
		return err
	}
	if o.Trend[len(o.Trend)-2].Workers == 0 {
		return nil
	}
	before, err := s.survey(ctx, r, scope, q.Month.Add(-1))
	if err != nil {
		return err
	}
	c := &counting{q: q, people: true, rows: map[string]*Row{}}
	for i := range before.units {
		if u := &before.units[i]; strings.HasPrefix(u.Region, q.Region) {
			c.add(u)
		}
	}
	earlier, total := c.finish()
	o.Earlier, o.EarlierTotal = earlier, &total
	return nil
}

// lose sums what stops people over the units of the question.
func (o *Overview) lose(ctx context.Context, r db.Reader, units []Row, losses *Losses) error {
	jobs := map[string]RiskCount{}
	byGovernment := map[int64]map[int64]bool{}
	for i := range units {
		u := &units[i]
		mine := byGovernment[u.Government]
		if mine == nil {
			mine = map[int64]bool{}
			byGovernment[u.Government] = mine
		}
		mine[u.Unit] = true
		if u.Workers > 0 && u.Budgeted == 0 {
			o.NoBudget.Units++
			o.NoBudget.People += u.Workers
		}
	}
	for g, mine := range byGovernment {
		of, counts, err := losses.Of(ctx, r, g, o.Question.Month)
		if err != nil {
			return err
		}
		for id, l := range of {
			if !mine[id] {
				continue
			}
			o.Loss.Add(l)
			if l.AnyUnpaid > 0 {
				o.Unpaid.Units++
				o.Unpaid.People += l.AnyUnpaid
			}
		}
		for _, c := range counts {
			if mine[c.Unit] {
				sum := jobs[c.Job]
				jobs[c.Job] = RiskCount{c.Job, sum.Workers + c.Workers, sum.Missing + c.Missing}
			}
		}
	}
	for _, c := range jobs {
		o.Risk = append(o.Risk, c)
	}
	slices.SortFunc(o.Risk, func(a, b RiskCount) int {
		return cmp.Or(cmp.Compare(b.Missing, a.Missing), strings.Compare(a.Job, b.Job))
	})
	return nil
}

// listAsOf returns the day of the newest participant list that counts for a month.
func listAsOf(ctx context.Context, r db.Reader, scope access.Scope, month period.Month) (period.Date, error) {
	governments, err := unit.Governments(ctx, r, scope)
	if err != nil {
		return 0, err
	}
	newest := ""
	for _, g := range governments {
		var day string
		err := r.QueryRow(ctx, `SELECT coalesce(max(as_of), '') FROM participant_list WHERE live AND government_id IN (0, $1) AND as_of <= $2`,
			g.ID, month.Add(1).Last().String()).Scan(&day)
		if err != nil {
			return 0, fmt.Errorf("find newest participant list: %w", err)
		}
		newest = max(newest, day)
	}
	if newest == "" {
		return 0, nil
	}
	return period.ParseDate(newest)
}

// AsOf tells up to when evidence is counted in a month's figures: when the facts were computed, and the day of the newest
// participant list that counts. Both are zero where there is nothing yet.
func AsOf(ctx context.Context, r db.Reader, scope access.Scope, month period.Month) (computed time.Time, list period.Date, err error) {
	if computed, err = computedAt(ctx, r, month); err != nil {
		return computed, 0, fmt.Errorf("read state of %s: %w", month, err)
	}
	list, err = listAsOf(ctx, r, scope, month)
	return computed, list, err
}

// EarlierOf returns the row of the month before with the same key.
func (o *Overview) EarlierOf(key string) (Row, bool) {
	for i := range o.Earlier {
		if o.Earlier[i].Key == key {
			return o.Earlier[i], true
		}
	}
	return Row{}, false
}
