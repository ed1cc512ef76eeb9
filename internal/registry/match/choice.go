package match

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/period"
)

// Lists are the lists that speak for a month, each for its employer registrations (NPP): for an NPP it is the newest list
// as of the end of the following month. "" is the NPP of lists that name none.
type Lists struct {
	ids    []int64          // in the order of their days, the newest last
	newest map[string]int64 // by NPP; nil where there is one list, which speaks for all that it names
}

// Speaks tells whether a list speaks for an employer registration.
func (l Lists) Speaks(list int64, npp string) bool {
	if l.newest == nil {
		return len(l.ids) == 1 && l.ids[0] == list
	}
	return l.newest[npp] == list
}

// All returns the ids of the lists that speak for any employer registration, sorted.
func (l Lists) All() []int64 {
	if l.newest == nil {
		return slices.Clone(l.ids)
	}
	ids := map[int64]bool{}
	for _, id := range l.newest {
		ids[id] = true
	}
	return slices.Sorted(maps.Keys(ids))
}

// CountLists counts the lists that are known for a month of a government.
func CountLists(ctx context.Context, r db.Reader, government int64, month period.Month) (int, error) {
	ids, err := listsUpTo(ctx, r, government, month)
	return len(ids), err
}

// listsUpTo returns the lists of a government and of the installation that may speak for a month, the oldest first.
func listsUpTo(ctx context.Context, r db.Reader, government int64, month period.Month) (ids []int64, err error) {
	rows, err := r.Query(ctx, `SELECT id FROM participant_list WHERE live AND government_id IN (0, $1) AND as_of <= $2 ORDER BY as_of, id`, government, month.Add(1).Last().String())
	if err != nil {
		return nil, fmt.Errorf("choose participant lists: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("choose participant lists: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// Choice chooses lists and remembers what each of the last few sets of lists speaks for: what a list covers never changes,
// and the governments of a province share their lists. It is safe for many goroutines.
type Choice struct {
	mu   sync.Mutex
	kept map[string]Lists
}

// keptChoices bounds the memory of [Choice].
const keptChoices = 4

// For returns the lists that speak for a month of a government: its own and those of the installation.
func (c *Choice) For(ctx context.Context, r db.Reader, government int64, month period.Month) (Lists, error) {
	ids, err := listsUpTo(ctx, r, government, month)
	if err != nil || len(ids) < 2 {
		return Lists{ids: ids}, err
	}
	key := fmt.Sprint(ids)
	c.mu.Lock()
	defer c.mu.Unlock() // who waits wants the same answer
	if known, ok := c.kept[key]; ok {
		return known, nil
	}
	chosen := Lists{ids: ids, newest: map[string]int64{}}
	for _, id := range ids {
		if err := chosen.cover(ctx, r, id); err != nil {
			return Lists{}, fmt.Errorf("choose participant lists: %w", err)
		}
	}
	if c.kept == nil || len(c.kept) >= keptChoices {
		c.kept = map[string]Lists{}
	}
	c.kept[key] = chosen
	return chosen, nil
}

// cover lets a list speak for all that it names.
func (l Lists) cover(ctx context.Context, r db.Reader, list int64) error {
	rows, err := r.Query(ctx, `SELECT npp FROM participant_coverage WHERE list_id = $1`, list)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var npp string
		if err := rows.Scan(&npp); err != nil {
			return err
		}
		l.newest[npp] = list
	}
	return rows.Err()
}
