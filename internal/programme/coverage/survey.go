package coverage

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/declared"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// survey is the units of a scope in one month with what is kept of them. Every table of a page is summed from one survey,
// so that its figures agree.
type survey struct {
	month       period.Month
	governments []unit.Government
	units       []surveyed // by government and code
	shelves     []*shelf
}

// surveyed is a unit on a shelf, in reach of who asks.
type surveyed struct {
	*shelved
	heads int // last known, or declared, people where the unit is silent
}

// Arrival is money that arrived for a month, under a unit, an employer registration, or both.
type Arrival struct {
	Unit   int64
	NPP    string
	Amount money.Rupiah
}

// shelf is what the roll-ups say of one government and month, by unit. It never changes: a change makes another one.
type shelf struct {
	stamp   string
	units   []shelved // by code
	arrived []Arrival
	unknown bool // some unit is silent and never had a roster, so that a declared figure may count
	used    int64
}

type shelved struct {
	unit.Unit
	answered bool
	known    int // people of the last roster, -1 where there is none
	cells    []shelfCell
	all      Sums
}

type shelfCell struct {
	category, segment string
	Sums
}

// shelves keeps shelves until something of their government changes. What a province's page sums costs a second to read
// and a few milliseconds to sum; a change makes one government of many be read again. It is safe for many goroutines.
type shelves struct {
	mu    sync.Mutex
	kept  map[shelfKey]*shelf
	units int
	turn  int64
}

type shelfKey struct {
	government int64
	month      period.Month
}

// mostShelved bounds the memory of [shelves], in units over all kept months: about 700 bytes each.
const mostShelved = 90_000

func (k *shelves) get(key shelfKey, stamp string) *shelf {
	k.mu.Lock()
	defer k.mu.Unlock()
	s := k.kept[key]
	if s == nil || s.stamp != stamp {
		return nil
	}
	k.turn++
	s.used = k.turn
	return s
}

func (k *shelves) put(key shelfKey, s *shelf) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil {
		k.kept = map[shelfKey]*shelf{}
	}
	if old := k.kept[key]; old != nil {
		k.units -= len(old.units)
	}
	k.turn++
	s.used = k.turn
	k.kept[key] = s
	k.units += len(s.units)
	for k.units > mostShelved && len(k.kept) > 1 {
		var oldest shelfKey
		least := k.turn
		for key, s := range k.kept {
			if s.used < least {
				oldest, least = key, s.used
			}
		}
		k.units -= len(k.kept[oldest].units)
		delete(k.kept, oldest)
	}
}

// stamps tells the state of each government that has a month: whatever changes rosters, units or evidence marks months
// ([TouchMonth], [TouchAll]), and computing them says so. A government without any month has no stamp and is not kept.
func stamps(ctx context.Context, r db.Reader) (map[int64]string, error) {
	rows, err := r.Query(ctx, `SELECT government_id, CAST(sum(wanted) AS bigint), CAST(sum(computed) AS bigint) FROM coverage_month GROUP BY government_id`)
	if err != nil {
		return nil, fmt.Errorf("read state of months: %w", err)
	}
	defer rows.Close()
	out := map[int64]string{}
	for rows.Next() {
		var government, wanted, computed int64
		if err := rows.Scan(&government, &wanted, &computed); err != nil {
			return nil, fmt.Errorf("read state of months: %w", err)
		}
		out[government] = fmt.Sprint(wanted, " ", computed)
	}
	return out, rows.Err()
}

// survey surveys the units of a scope in a month.
func (s *Service) survey(ctx context.Context, r db.Reader, scope access.Scope, month period.Month) (*survey, error) {
	v := &survey{month: month}
	var err error
	if v.governments, err = unit.Governments(ctx, r, scope); err != nil {
		return nil, err
	}
	state, err := stamps(ctx, r)
	if err != nil {
		return nil, err
	}
	for i := range v.governments {
		g := &v.governments[i]
		shelf, err := s.shelf(ctx, r, shelfKey{g.ID, month}, state[g.ID])
		if err != nil {
			return nil, err
		}
		var told map[int64]int
		if shelf.unknown {
			if told, err = toldHeads(ctx, r, g.ID, month); err != nil {
				return nil, err
			}
		}
		v.shelves = append(v.shelves, shelf)
		v.add(scope, g, shelf, told)
	}
	return v, nil
}

func (v *survey) add(scope access.Scope, g *unit.Government, shelf *shelf, told map[int64]int) {
	whole := scope.Holds(access.Target{Government: g.ID, GovernmentCode: g.Code})
	for i := range shelf.units {
		u := &shelf.units[i]
		if !whole && !scope.Holds(u.Target(*g)) {
			continue
		}
		heads := 0
		switch {
		case u.answered:
		case u.known >= 0:
			heads = u.known
		default:
			heads = told[u.ID]
		}
		v.units = append(v.units, surveyed{u, heads})
	}
}

// shelf returns what is kept of a government and month, and reads it where something changed.
func (s *Service) shelf(ctx context.Context, r db.Reader, key shelfKey, stamp string) (*shelf, error) {
	if stamp != "" {
		if known := s.shelves.get(key, stamp); known != nil {
			return known, nil
		}
	}
	out := &shelf{stamp: stamp}
	if err := out.read(ctx, r, key); err != nil {
		return nil, err
	}
	if s.evidence.Arrived != nil {
		var err error
		if out.arrived, err = s.evidence.Arrived(ctx, r, key.government, key.month); err != nil {
			return nil, err
		}
	}
	if stamp != "" {
		s.shelves.put(key, out)
	}
	return out, nil
}

func (s *shelf) read(ctx context.Context, r db.Reader, key shelfKey) error {
	units, err := unit.List(ctx, r, access.Everything().Narrow(key.government, ""))
	if err != nil {
		return err
	}
	answers, err := roster.Answers(ctx, r, key.government, key.month)
	if err != nil {
		return err
	}
	heads, err := roster.LastHeads(ctx, r, key.government, key.month)
	if err != nil {
		return err
	}
	s.units = make([]shelved, len(units))
	at := make(map[int64]*shelved, len(units))
	for i, u := range units {
		x := &s.units[i]
		x.Unit, x.known = u, -1
		_, x.answered = answers[u.ID]
		if n, ok := heads[u.ID]; ok {
			x.known = n
		}
		s.unknown = s.unknown || !x.answered && x.known < 0
		at[u.ID] = x
	}
	return readCells(ctx, r, key, at)
}

func readCells(ctx context.Context, r db.Reader, key shelfKey, at map[int64]*shelved) error {
	rows, err := r.Query(ctx, `SELECT unit_id, category, segment, workers, budgeted, registered, paid, correct, protected, protected_correct,
			undecided, step_registered, step_paid, step_correct, owed, liability
		FROM coverage_rollup WHERE government_id = $1 AND month = $2 ORDER BY unit_id, category, segment`, key.government, key.month.String())
	if err != nil {
		return fmt.Errorf("read roll-up: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var c shelfCell
		s := &c.Sums
		if err := rows.Scan(&id, &c.category, &c.segment, &s.Workers, &s.Budgeted, &s.Registered, &s.Paid, &s.Right, &s.Protected, &s.ProtectedRight,
			&s.Undecided, &s.StepRegistered, &s.StepPaid, &s.StepRight, &s.Owed, &s.Liability); err != nil {
			return fmt.Errorf("read roll-up: %w", err)
		}
		if u := at[id]; u != nil {
			u.cells = append(u.cells, c)
			u.all.Add(c.Sums)
		}
	}
	return rows.Err()
}

// toldHeads returns how many people somebody declared for a government's units; the newest figure counts.
func toldHeads(ctx context.Context, r db.Reader, government int64, month period.Month) (map[int64]int, error) {
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
	return told, nil
}

// paid sums what arrived for the units of a region: under the unit, or under an employer registration that one of them has.
func (v *survey) paid(region string) (sum money.Rupiah) {
	type registration struct {
		government int64
		npp        string
	}
	units, npps := make(map[[2]int64]bool, len(v.units)), make(map[registration]bool, len(v.units))
	for i := range v.units {
		u := &v.units[i]
		if !strings.HasPrefix(u.Region, region) {
			continue
		}
		units[[2]int64{u.Government, u.ID}] = true
		for _, n := range u.NPPs {
			npps[registration{u.Government, n}] = true
		}
	}
	for i, s := range v.shelves {
		g := v.governments[i].ID
		for _, a := range s.arrived {
			if units[[2]int64{g, a.Unit}] || npps[registration{g, a.NPP}] {
				sum += a.Amount
			}
		}
	}
	return sum
}

// RegionCodes lists the regions in which units of a scope lie, sorted, each once.
func (s *Service) RegionCodes(ctx context.Context, scope access.Scope, month period.Month) ([]string, error) {
	var codes []string
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		v, err := s.survey(ctx, tx, scope, month)
		if err != nil {
			return err
		}
		for _, u := range v.units {
			codes = append(codes, u.Region)
		}
		return nil
	})
	slices.Sort(codes)
	return slices.Compact(codes), err
}
