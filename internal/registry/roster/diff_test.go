package roster_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// shelf is a road of files over one database with two units.
type shelf struct {
	t      *testing.T
	db     *db.DB
	road   *intake.Service
	roster *roster.Service
	ring   *crypt.Keyring
}

func newShelf(t *testing.T, d *db.DB) *shelf {
	t.Helper()
	ring, err := crypt.NewKeyring([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	door := change.New(d, ring, clock.Clock(func() time.Time { return time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).Add(time.Since(begin)) }))
	s := &shelf{t: t, db: d, road: intake.New(d, door, ring), ring: ring}
	s.roster = roster.New(d, door, ring, s.road)
	s.road.Register(unit.ImportKind, unit.Import{})
	s.bring(unit.ImportKind, 0, "kode,nama,jenis,kode_wilayah\nA-1,Dinas Satu,opd,33.11\nA-2,Dinas Dua,opd,33.11\n", true)
	return s
}

// bring brings rows in, and applies them where told.
func (s *shelf) bring(kind string, month period.Month, rows string, apply bool) *intake.Batch {
	s.t.Helper()
	ctx := context.Background()
	b, err := s.road.Check(ctx, access.System(), intake.Request{Kind: kind, Month: month, File: intake.File{Name: "daftar.csv", Reader: strings.NewReader(rows), Size: int64(len(rows))}})
	if err == nil && apply {
		b, err = s.road.Apply(ctx, access.System(), b.ID)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return b
}

const rosterHead = "kode_instansi,nik,nama,tanggal_lahir,jenis_kelamin,kategori,jabatan,upah,mulai,selesai\n"

func (s *shelf) diff(b *intake.Batch) *roster.Difference {
	s.t.Helper()
	var d *roster.Difference
	err := s.db.Read(context.Background(), func(tx *db.Tx) (err error) {
		d, err = roster.Diff(context.Background(), tx, b)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return d
}

func names(list []roster.Changed) (out []string) {
	for _, c := range list {
		out = append(out, c.Name)
	}
	return out
}

func TestWhatARosterChanges(t *testing.T) {
	october, november := period.MonthOf(2026, 10), period.MonthOf(2026, 11)
	stays := "A-1,3311015503809001,Siti Tetap,1980-03-15,P,honorer,Staf,2500000,2024-01-01,\n"
	goes := "A-1,3311011503819002,Budi Pergi,1981-03-15,L,honorer,Staf,2500000,2024-01-01,\n"
	paid := "A-1,3311011503829003,Eko Naik,1982-03-15,L,honorer,Staf,2500000,2024-01-01,\n"
	fresh := "A-1,3311011503839004,Joko Baru,1983-03-15,L,honorer,Staf,2600000,2026-11-01,2026-12-31\n"
	other := "A-2,3311011503839004,Joko Baru,1983-03-15,L,honorer,Staf,2600000,2024-01-01,\n"
	ended := "A-1,3311011503849005,Tono Habis,1984-03-15,L,honorer,Staf,2500000,2024-01-01,2026-09-30\n"
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShelf(t, d)
		first := s.bring(roster.ImportKind, october, rosterHead+stays+goes+paid+ended, true)
		if got := s.diff(first); !got.First || len(got.Left) != 0 {
			t.Errorf("a first roster compares with something: %+v", got)
		}
		s.bring(roster.ImportKind, november, rosterHead+other, true)
		raised := strings.Replace(paid, "2500000", "2750000", 1)
		draft := s.bring(roster.ImportKind, november, rosterHead+stays+raised+fresh, false)
		got := s.diff(draft)
		want := map[string][]string{"joined": {"JOKO BARU"}, "left": {"BUDI PERGI"}, "wage": {"EKO NAIK"}, "ending": {"JOKO BARU"}}
		have := map[string][]string{"joined": names(got.Joined), "left": names(got.Left), "wage": names(got.Wage), "ending": names(got.Ending)}
		for k := range have {
			for i := range have[k] {
				have[k][i] = strings.ToUpper(have[k][i])
			}
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("difference (-want +got):\n%s", diff)
		}
		if got.Before != october || got.Unchanged != 1 {
			t.Errorf("compared with %s, %d unchanged; want %s and 1", got.Before, got.Unchanged, october)
		}
		if len(got.Joined) == 1 && got.Joined[0].Elsewhere != "Dinas Dua" {
			t.Errorf("who joins works at %q too, want Dinas Dua", got.Joined[0].Elsewhere)
		}
		if len(got.Wage) == 1 && (got.Wage[0].Was != 2_500_000_000 || got.Wage[0].Is != 2_750_000_000) {
			t.Errorf("wage %d to %d", got.Wage[0].Was, got.Wage[0].Is)
		}
		// Applied, it compares with the same month's earlier roster no more, but with the month before.
		if _, err := s.road.Apply(context.Background(), access.System(), draft.ID); err != nil {
			t.Fatal(err)
		}
		applied, err := again(s, draft.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(names(got.Left), names(s.diff(applied).Left)); diff != "" {
			t.Errorf("after it was applied (-draft +applied):\n%s", diff)
		}
	})
}

func again(s *shelf, id int64) (b *intake.Batch, err error) {
	err = s.db.Read(context.Background(), func(tx *db.Tx) error {
		b, err = intake.Get(context.Background(), tx, access.Everything(), id)
		return err
	})
	return b, err
}

func TestADroppedRowWaitsAgainAfterUndo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShelf(t, d)
		ctx := context.Background()
		b := s.bring(roster.ImportKind, period.MonthOf(2026, 10), rosterHead+"A-1,33110155,Siti Pendek,1980-03-15,P,honorer,Staf,2500000,2024-01-01,\n"+
			"A-1,3311015503809001,Siti Utuh,1980-03-15,P,honorer,Staf,2500000,2024-01-01,\n", true)
		queue := func() []roster.Queued {
			var list []roster.Queued
			err := d.Read(ctx, func(tx *db.Tx) (err error) {
				list, _, err = s.roster.Queue(ctx, tx, access.Everything(), roster.QueueFilter{Most: 10})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		before := queue()
		if len(before) != 1 || before[0].Codes != "NIK_LENGTH" {
			t.Fatalf("queue %+v, want the one short number", before)
		}
		w := before[0]
		if _, err := s.roster.Drop(ctx, access.System(), w.Government, w.ID, "NIK 3311015503809001 salah"); err == nil {
			t.Error("a reason with an identity number is kept in clear")
		}
		receipt, err := s.roster.Drop(ctx, access.System(), w.Government, w.ID, "baris contoh dari templat")
		if err != nil {
			t.Fatal(err)
		}
		if left := queue(); len(left) != 0 {
			t.Errorf("%d rows wait after the only one was dropped", len(left))
		}
		if after, err := again(s, b.ID); err != nil || after.Tally.Waiting != 0 || after.Tally.Rejected != 1 {
			t.Errorf("tally %+v after dropping (%v)", after.Tally, err)
		}
		if _, err := s.road.Undo(ctx, access.System(), receipt.ID); err != nil {
			t.Fatal(err)
		}
		if back := queue(); len(back) != 1 || back[0].Personal.Name != before[0].Personal.Name {
			t.Error("the row does not wait again as it was")
		}
		err = d.Read(ctx, func(tx *db.Tx) error {
			broken, err := roster.Verify(ctx, tx)
			if len(broken) > 0 {
				t.Error(broken)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestAWholeNumberIsMaskedHoweverItIsWritten(t *testing.T) {
	for found, want := range map[string]string{
		"3311015503809001": "3311••••••••••••", "3311.0155.0380.9001": "3311••••••••••••", "'3311015503809001": "3311••••••••••••",
		"331101550380900": "331101550380900", "33110155O3809001": "33110155O3809001", "": "",
	} {
		if got := roster.ShowNumber(found); got != want {
			t.Errorf("shown %q for %q, want %q", got, found, want)
		}
	}
}
