package coverage

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/match"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Evidence hands in what other programmes own.
type Evidence struct {
	Lines    func(ctx context.Context, r db.Reader, government int64, month period.Month) ([]BudgetLine, error)
	Payments func(ctx context.Context, r db.Reader, government int64, month period.Month) ([]Payment, error)
	Arrived  func(ctx context.Context, r db.Reader, government int64, month period.Month) ([]Arrival, error) // nil: not known
}

// Service keeps the facts.
type Service struct {
	db       *db.DB
	door     *change.Door
	ring     *crypt.Keyring
	judge    match.Judge
	lists    match.Choice
	shelves  shelves
	briefs   briefs
	losses   *Losses
	rest     rest
	waits    atomic.Bool // somebody else in this process computes: readers do not
	evidence Evidence
	now      clock.Clock
	mu       sync.Mutex // one computation at a time in a process: it is short and takes memory
}

// New returns the service.
func New(d *db.DB, door *change.Door, ring *crypt.Keyring, engine match.Engine, e Evidence, now clock.Clock) *Service {
	return &Service{db: d, door: door, ring: ring, judge: match.Judge{Ring: ring, Engine: engine}, evidence: e, now: now, losses: NewLosses()}
}

// atOnce is how many governments are computed side by side: reading and judging take the time, and a government's
// evidence takes memory.
const atOnce = 3

// refreshAll computes months side by side and returns the first error, after all that began have ended.
func (s *Service) refreshAll(ctx context.Context, stale []Stale) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	queue := make(chan Stale)
	var workers sync.WaitGroup
	for range min(atOnce, len(stale)) {
		workers.Go(func() {
			for st := range queue {
				if ctx.Err() != nil {
					continue
				}
				if err := s.refresh(ctx, st); err != nil {
					stop(fmt.Errorf("compute facts of %s: %w", st.Month, err))
				}
			}
		})
	}
	for _, st := range stale {
		queue <- st
	}
	close(queue)
	workers.Wait()
	return context.Cause(ctx)
}

func (s *Service) refresh(ctx context.Context, st Stale) error {
	var facts []Fact
	var workers []Worker
	var pack string
	old := map[factKey]string{}
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		in, err := s.gather(ctx, tx, st.Government, st.Month)
		if err != nil {
			return err
		}
		workers = in.Workers
		pack = law.Shipped().Version()
		if facts, err = Compute(in); err != nil {
			return err
		}
		return readFacts(ctx, tx, st.Government, st.Month, old)
	})
	if err != nil {
		return err
	}
	if err := s.keepReview(ctx, st, workers); err != nil {
		return err
	}
	return s.store(ctx, st, facts, old, pack)
}

// keepReview keeps the links that wait for a decision, of the people whose unit has no newer roster than this month's.
func (s *Service) keepReview(ctx context.Context, st Stale, workers []Worker) error {
	return s.door.Derive(ctx, func(tx *db.Tx) error {
		newest, err := roster.NewestMonths(ctx, tx, st.Government)
		if err != nil {
			return err
		}
		judged := map[int64]bool{}
		var links []match.Entry
		seen := map[match.Pair]bool{}
		for i := range workers {
			w := &workers[i]
			if newest[w.Unit] != st.Month {
				continue
			}
			judged[w.Person] = true
			for _, l := range w.Links {
				p := match.Pair{Person: l.Person, List: l.List, Row: l.Row}
				if l.Band == match.Review && !seen[p] {
					seen[p] = true
					links = append(links, l)
				}
			}
		}
		return match.KeepReview(ctx, tx, st.Government, judged, links)
	})
}

// gather reads all evidence of a government and month.
func (s *Service) gather(ctx context.Context, r db.Reader, government int64, month period.Month) (*Input, error) {
	rules, err := law.For(month)
	if err != nil {
		return nil, err
	}
	onDay, err := law.On(month.Last())
	if err != nil {
		return nil, err
	}
	in := &Input{Month: month, Rules: rules, MinimumWage: minimumWage(month)}
	if in.DeathBenefit, _, err = onDay.NaturalDeath(); err != nil {
		return nil, err
	}
	if in.Units, err = unit.List(ctx, r, access.Everything().Narrow(government, "")); err != nil {
		return nil, err
	}
	var people []match.Person
	err = roster.OfMonth(ctx, r, government, month, func(l *roster.Line) error {
		number, err := s.openNIK(l)
		if err != nil {
			return err
		}
		in.Workers = append(in.Workers, Worker{Person: l.Person, RowID: l.ID, Unit: l.Unit, Category: l.Category, Wage: l.Wage, Start: l.Start, NIK: number, NIKIndex: l.NIKIndex})
		people = append(people, match.Person{ID: l.Person, Row: l.ID, NIKIndex: l.NIKIndex, NameBirth: l.NameBirth})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if in.Lists, err = s.lists.For(ctx, r, government, month); err != nil {
		return nil, err
	}
	links, err := s.judge.Links(ctx, r, government, month, onePerPerson(people), in.Lists.All())
	if err != nil {
		return nil, err
	}
	attach(in.Workers, links)
	if in.Lines, err = s.evidence.Lines(ctx, r, government, month); err != nil {
		return nil, err
	}
	in.Payments, err = s.evidence.Payments(ctx, r, government, month)
	return in, err
}

func (s *Service) openNIK(l *roster.Line) (string, error) {
	key, err := s.ring.Unwrap(l.WrappedKey)
	if err != nil {
		return "", fmt.Errorf("open key of person %d: %w", l.Person, err)
	}
	number, err := key.Open(l.SealedNIK, person.SealLabel)
	if err != nil {
		return "", fmt.Errorf("open person %d: %w", l.Person, err)
	}
	return string(number), nil
}

// onePerPerson keeps the first row of a person with several employments.
func onePerPerson(people []match.Person) []match.Person {
	seen := make(map[int64]bool, len(people))
	return slices.DeleteFunc(people, func(p match.Person) bool {
		again := seen[p.ID]
		seen[p.ID] = true
		return again
	})
}

func attach(workers []Worker, links []match.Entry) {
	byPerson := make(map[int64][]match.Entry, len(links))
	for _, l := range links {
		byPerson[l.Person] = append(byPerson[l.Person], l)
	}
	for i := range workers {
		workers[i].Links = byPerson[workers[i].Person]
	}
}

func minimumWage(month period.Month) func(string, unit.Basis) (money.Milli, bool) {
	return func(region string, basis unit.Basis) (money.Milli, bool) {
		if basis == unit.UMP {
			region = region[:min(2, len(region))]
		}
		a, err := law.MinimumWage(region, month.Last())
		return a.Value, err == nil
	}
}

type factKey struct{ unit, person int64 }

// columns of a fact as its row is written and compared.
func (f *Fact) row(government int64, month string) ([]any, error) {
	why, err := json.Marshal(f.Why)
	if err != nil {
		return nil, err
	}
	return []any{government, month, f.Unit, f.Person, f.RowID, f.Category, f.Segment, f.Budgeted, f.Registered, f.Paid, f.Right, f.Undecided, int64(f.Owed), string(why)}, nil
}

var factColumns = []string{"government_id", "month", "unit_id", "person_id", "roster_row_id", "category", "segment", "budgeted", "registered", "paid", "correct", "undecided", "owed", "why"}

func readFacts(ctx context.Context, r db.Reader, government int64, month period.Month, into map[factKey]string) error {
	rows, err := r.Query(ctx, `SELECT unit_id, person_id, roster_row_id, category, segment, budgeted, registered, paid, correct, undecided, owed, why FROM fact WHERE government_id = $1 AND month = $2`, government, month.String())
	if err != nil {
		return fmt.Errorf("read facts: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var f Fact
		var why string
		if err := rows.Scan(&f.Unit, &f.Person, &f.RowID, &f.Category, &f.Segment, &f.Budgeted, &f.Registered, &f.Paid, &f.Right, &f.Undecided, &f.Owed, &why); err != nil {
			return fmt.Errorf("read facts: %w", err)
		}
		into[factKey{f.Unit, f.Person}] = f.same(why)
	}
	return rows.Err()
}

// same is the text by which two rows of a fact are compared.
func (f *Fact) same(why string) string {
	return fmt.Sprint(f.RowID, f.Category, f.Segment, f.Budgeted, f.Registered, f.Paid, f.Right, f.Undecided, int64(f.Owed), why)
}
