package approval_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/approval"
	"github.com/payung-id/payung/internal/trust/change"
)

// office is a government with people who may all do the same: approval alone tells them apart.
type office struct {
	t        *testing.T
	door     *change.Door
	db       *db.DB
	accounts *access.Service
}

func newOffice(t *testing.T, d *db.DB) *office {
	t.Helper()
	ring, err := crypt.NewKeyring([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	now := clock.Fixed(time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC))
	o := &office{t, change.New(d, ring, now), d, access.New(d, ring, now)}
	o.do(access.System(), func(tx *change.Tx) error {
		_, err := tx.Exec(t.Context(), `INSERT INTO government (id, code, name, checker, sample, created_at) VALUES (1, '33.11', 'Kabupaten', $1, $2, '')`, true, false)
		return err
	})
	return o
}

// person makes an account and returns who acts with it.
func (o *office) person(username, name, phone string) access.Actor {
	o.t.Helper()
	ctx := o.t.Context()
	_, err := o.accounts.Create(ctx, access.System(), access.NewAccount{Username: username, Name: name, Phone: phone, Password: "sebuah kalimat yang tidak ditebak", Grants: []access.NewGrant{{Role: access.Manpower, Government: 1}}})
	if err != nil {
		o.t.Fatal(err)
	}
	a, err := o.accounts.ActorByName(ctx, username)
	if err != nil {
		o.t.Fatal(err)
	}
	return a
}

func (o *office) try(actor access.Actor, fn func(tx *change.Tx) error) error {
	return o.door.Do(context.Background(), actor, change.Op{Name: "test.act", Permission: access.ImportRoster}, access.Target{Government: 1, GovernmentCode: "33.11"}, fn)
}

func (o *office) do(actor access.Actor, fn func(tx *change.Tx) error) {
	o.t.Helper()
	if err := o.try(actor, fn); err != nil {
		o.t.Fatal(err)
	}
}

func subject(id int64, maker access.Actor) approval.Subject {
	return approval.Subject{Government: 1, Kind: "test", ID: id, Maker: maker.Account, Fingerprint: []byte("isi")}
}

func (o *office) submit(actor access.Actor, s approval.Subject) *approval.Request {
	o.t.Helper()
	var r *approval.Request
	o.do(actor, func(tx *change.Tx) (err error) {
		r, err = approval.Submit(o.t.Context(), tx, s, "")
		return err
	})
	return r
}

func (o *office) approve(actor access.Actor, s approval.Subject, d approval.Decision) error {
	return o.try(actor, func(tx *change.Tx) error { return approval.Approve(context.Background(), tx, s, d) })
}

func (o *office) state(kind string, subject int64) approval.State {
	o.t.Helper()
	var r *approval.Request
	err := o.db.Read(o.t.Context(), func(tx *db.Tx) (err error) {
		r, err = approval.Of(o.t.Context(), tx, 1, kind, subject)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	if r == nil {
		return ""
	}
	return r.State
}

// Whoever had a hand in it, by whatever road and under whatever account, does not approve it.
func TestNobodyApprovesTheirOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, d)
		maker := o.person("sri", "Sri Wahyuni, S.E.", "0812-1111-2222")
		submitter, other := o.person("agus", "Agus Prasetyo", "0812-3333-4444"), o.person("dewi", "Dewi Lestari", "0812-5555-6666")
		mender := o.person("rina", "Rina Wulandari", "")
		samePhone := o.person("sri2", "Sekretariat", "+62 812 1111 2222")
		sameName := o.person("sri3", "Dra. Sri Wahyuni", "0812-9999-9999")
		merged := o.person("wahyuni", "W. Ningsih", "0812-7777-8888")
		if err := o.accounts.Merge(t.Context(), access.System(), maker.Account, merged.Account); err != nil {
			t.Fatal(err)
		}
		s := subject(7, maker)
		o.do(mender, func(tx *change.Tx) error { return approval.Touch(t.Context(), tx, 1, "test", 7) })
		o.submit(submitter, s)
		operator, lent := access.Operator(), other
		lent.Operator = true // --as dewi
		for name, c := range map[string]struct {
			who  access.Actor
			want error
		}{
			"the maker": {maker, approval.ErrOwn}, "who submitted it": {submitter, approval.ErrOwn}, "who changed it on the way": {mender, approval.ErrOwn},
			"the maker's other account by telephone": {samePhone, approval.ErrOwn}, "by name": {sameName, approval.ErrOwn}, "by what the administrator said": {merged, approval.ErrOwn},
			"the operator": {operator, approval.ErrMachine}, "the operator with --as": {lent, approval.ErrMachine}, "the program": {access.System(), approval.ErrMachine},
		} {
			if err := o.approve(c.who, s, approval.Decision{}); !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", name, err, c.want)
			}
		}
		if got := o.state("test", 7); got != approval.Waiting {
			t.Errorf("after the refusals the request is %s", got)
		}
		if err := o.approve(other, s, approval.Decision{}); err != nil {
			t.Errorf("control: another person may not approve: %v", err)
		}
		if got := o.state("test", 7); got != approval.Approved {
			t.Errorf("after the approval the request is %s", got)
		}
	})
}

// Also where nobody submitted it: the maker counts as who asks.
func TestWithoutASubmissionTheMakerStillCannot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, d)
		maker, other := o.person("sri", "Sri Wahyuni", ""), o.person("agus", "Agus Prasetyo", "")
		if err := o.approve(maker, subject(1, maker), approval.Decision{}); !errors.Is(err, approval.ErrOwn) {
			t.Errorf("the maker: %v", err)
		}
		if err := o.approve(other, subject(1, maker), approval.Decision{}); err != nil {
			t.Errorf("another: %v", err)
		}
	})
}

func TestWhatWaitsIsFrozenAndWhatChangedIsNotApproved(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, d)
		maker, other := o.person("sri", "Sri Wahyuni", ""), o.person("agus", "Agus Prasetyo", "")
		s := subject(1, maker)
		r := o.submit(maker, s)
		touch := func(who access.Actor) error {
			return o.try(who, func(tx *change.Tx) error { return approval.Touch(t.Context(), tx, 1, "test", 1) })
		}
		if err := touch(maker); !errors.Is(err, approval.ErrFrozen) {
			t.Errorf("changed while it waits: %v", err)
		}
		changed := s
		changed.Fingerprint = []byte("isi lain")
		if err := o.approve(other, changed, approval.Decision{}); !errors.Is(err, approval.ErrChanged) {
			t.Errorf("approved something else than was submitted: %v", err)
		}
		if err := o.approve(other, s, approval.Decision{Version: r.Version + 1}); !errors.Is(err, approval.ErrMeanwhile) {
			t.Errorf("approved from an old page: %v", err)
		}
		withdraw := func(who access.Actor) error {
			return o.try(who, func(tx *change.Tx) error { return approval.Withdraw(t.Context(), tx, 1, r.ID, approval.Decision{}) })
		}
		if err := withdraw(other); !errors.Is(err, access.ErrForbidden) {
			t.Errorf("somebody else withdrew it: %v", err)
		}
		if err := withdraw(maker); err != nil {
			t.Fatal(err)
		}
		if err := touch(other); err != nil {
			t.Errorf("after the withdrawal it is still frozen: %v", err)
		}
		again := o.submit(maker, changed)
		if err := o.approve(other, changed, approval.Decision{Version: again.Version}); !errors.Is(err, approval.ErrOwn) {
			t.Errorf("who changed it after the withdrawal approved it: %v", err)
		}
		refuse := func(reason string) error {
			return o.try(o.person(fmt.Sprint("x", len(reason)), fmt.Sprint("Orang ", len(reason)), ""), func(tx *change.Tx) error {
				return approval.Refuse(t.Context(), tx, 1, again.ID, approval.Decision{Reason: reason})
			})
		}
		if err := refuse(" "); !errors.Is(err, approval.ErrReason) {
			t.Errorf("refused without a reason: %v", err)
		}
		if err := refuse("upah belum benar"); err != nil {
			t.Errorf("refused with a reason: %v", err)
		}
	})
}

// Fifty at once, the maker under two accounts among them, some for and some against: one decision, never the maker's.
func TestARaceHasOneWinnerAndItIsAnother(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, d)
		maker, second := o.person("sri", "Sri Wahyuni", "081211112222"), o.person("sri2", "Kasubbag", "081211112222")
		others := []access.Actor{o.person("agus", "Agus", ""), o.person("dewi", "Dewi", ""), o.person("rina", "Rina", "")}
		for id := range int64(5) {
			s := subject(id+1, maker)
			r := o.submit(maker, s)
			var mu sync.Mutex
			won := map[string]int{}
			acts := 0
			var wg sync.WaitGroup
			for i := range 50 {
				who := []access.Actor{maker, second, others[0], others[1], others[2]}[i%5]
				wg.Go(func() {
					err := o.try(who, func(tx *change.Tx) error {
						if i%7 == 3 {
							return approval.Refuse(context.Background(), tx, 1, r.ID, approval.Decision{Version: r.Version, Reason: "tidak"})
						}
						if err := approval.Approve(context.Background(), tx, s, approval.Decision{Version: r.Version}); err != nil {
							return err
						}
						_, err := tx.Exec(context.Background(), `UPDATE government SET name = name || '+' WHERE id = 1`) // the act
						return err
					})
					mu.Lock()
					defer mu.Unlock()
					switch {
					case err == nil:
						won[who.Username]++
						if i%7 != 3 {
							acts++
						}
					case !errors.Is(err, approval.ErrOwn) && !errors.Is(err, approval.ErrMeanwhile):
						t.Errorf("%s: %v", who.Username, err)
					}
				})
			}
			wg.Wait()
			if len(won) != 1 || won["sri"]+won["sri2"] > 0 {
				t.Errorf("request %d was decided by %v", r.ID, won)
			}
			if state := o.state("test", s.ID); (state == approval.Approved) != (acts == 1) || acts > 1 {
				t.Errorf("request %d is %s after %d acts", r.ID, state, acts)
			}
		}
	})
}

// The control of the race: an approval that looks at the account only lets the maker's second account through.
func TestLookingAtTheAccountAloneIsNotEnough(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t))
	maker, second := o.person("sri", "Sri Wahyuni", "081211112222"), o.person("sri2", "Kasubbag", "081211112222")
	if maker.Account == second.Account {
		t.Fatal("the two accounts are one")
	}
	if err := o.approve(second, subject(1, maker), approval.Decision{}); !errors.Is(err, approval.ErrOwn) {
		t.Errorf("%v", err)
	}
}
