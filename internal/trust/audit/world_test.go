package audit_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/audit"
)

func newRing(t testing.TB, letter string) *crypt.Keyring {
	t.Helper()
	ring, err := crypt.NewKeyring([]byte(strings.Repeat(letter, 32)))
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

// start is when the trails of these tests begin; each entry comes a second after the one before.
var start = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

// trail is a database with three chains (0 is the installation), of which the first part is sealed.
type trail struct {
	t    testing.TB
	db   *db.DB
	ring *crypt.Keyring
	last map[int64]int64 // entries by government
	at   time.Time
}

func newTrail(t testing.TB, d *db.DB) *trail {
	return &trail{t: t, db: d, ring: newRing(t, "k"), last: map[int64]int64{}, at: start}
}

// add writes n entries to each of the chains.
func (x *trail) add(n int) {
	x.t.Helper()
	err := x.db.Write(context.Background(), func(tx *db.Tx) error {
		for i := range n {
			for g := range int64(3) {
				x.at = x.at.Add(time.Second)
				x.last[g]++
				e := audit.Entry{
					Government: g, Account: int64(i % 5), Actor: fmt.Sprintf("orang%d", i%5), Op: []string{"roster.apply", "people.reveal", "match.decide"}[i%3],
					TargetKind: []string{"import", "person", "person"}[i%3], TargetID: int64(i%7) + 1, Detail: map[string]int{"rows": i},
				}
				if err := audit.Add(context.Background(), tx, x.ring, x.at, e); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		x.t.Fatal(err)
	}
}

func (x *trail) seal() int {
	x.t.Helper()
	n, err := audit.NewSealer(x.db, x.ring, clock.Fixed(x.at), nil).Seal(context.Background())
	if err != nil {
		x.t.Fatal(err)
	}
	return n
}

var errUndo = errors.New("undo")

// after verifies the trail after a change that is then undone.
func (x *trail) after(change func(tx *db.Tx) error) (broken []audit.Broken) {
	x.t.Helper()
	err := x.db.Write(context.Background(), func(tx *db.Tx) (err error) {
		if err := change(tx); err != nil {
			return err
		}
		if broken, _, err = audit.Verify(context.Background(), tx, x.ring); err != nil {
			return err
		}
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		x.t.Fatal(err)
	}
	return broken
}
