package roster_test

import (
	"context"
	"testing"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// queue reads what waits.
func (s *shelf) queue() []roster.Queued {
	s.t.Helper()
	var out []roster.Queued
	err := s.db.Read(context.Background(), func(tx *db.Tx) error {
		list, total, err := s.roster.Queue(context.Background(), tx, access.Everything(), roster.QueueFilter{Most: 100})
		if err == nil && total != len(list) {
			s.t.Errorf("%d rows wait and %d are listed", total, len(list))
		}
		out = list
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// account makes somebody who keeps the rosters of a unit.
func (s *shelf) account(ring *crypt.Keyring, name, code string) int64 {
	s.t.Helper()
	ctx := context.Background()
	var u unit.Unit
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		u, err = unit.ByCode(ctx, tx, access.Everything(), code)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	id, err := access.New(s.db, ring, clock.System).Create(ctx, access.Operator(), access.NewAccount{Username: name, Name: name, Password: "sandi-panjang-2026", Grants: []access.NewGrant{{Role: access.Treasurer, Government: u.Government, Unit: u.ID}}})
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

func TestARowThatComesAgainWaitsOnce(t *testing.T) {
	good := "A-1,3311015503809001,Siti Tetap,1980-03-15,P,honorer,Staf,2500000,2024-01-01,\n"
	broken := "A-1,331101150381900,Budi Kurang,1981-03-15,L,honorer,Staf,2500000,2024-01-01,\n"
	other := "A-1,33110115038190,Eko Lain,1984-06-15,L,honorer,Staf,2500000,2024-01-01,\n"
	september := period.MonthOf(2026, 9)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShelf(t, d)
		s.bring(roster.ImportKind, september, rosterHead+good+broken+other, true)
		if q := s.queue(); len(q) != 2 {
			t.Fatalf("%d rows wait, want 2", len(q))
		}
		s.bring(roster.ImportKind, september+1, rosterHead+good+broken, true)
		q := s.queue()
		if len(q) != 2 || q[0].Month != september+1 || q[1].Month != september || q[1].Personal.Name != "Eko Lain" {
			t.Fatalf("the same row of two months waits as %d rows: %+v", len(q), q)
		}
		one, other := s.account(s.ring, "satu", "A-1"), s.account(s.ring, "dua", "A-2")
		if err := s.roster.HandOver(context.Background(), access.System(), q[0].Government, q[0].ID, other); err == nil {
			t.Error("a row was handed over to somebody who cannot see it")
		}
		if err := s.roster.HandOver(context.Background(), access.System(), q[0].Government, q[0].ID, one); err != nil {
			t.Fatal(err)
		}
		s.bring(roster.ImportKind, september+2, rosterHead+good+broken, true)
		q = s.queue()
		if len(q) != 2 || q[0].Month != september+2 || q[0].Owner != "satu" {
			t.Fatalf("the row of the third month: %+v", q[0])
		}
		values := q[0].ValuesOf()
		values["nik"] = "3311011503819002"
		if b, row, err := s.roster.Mend(context.Background(), access.System(), q[0].Government, q[0].ID, values); err != nil || b == nil {
			t.Fatal(row, err)
		}
		if q := s.queue(); len(q) != 1 || q[0].Personal.Name != "Eko Lain" {
			t.Errorf("after the repair of the newest %d rows wait", len(q))
		}
	})
}
