package roster_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// draftOf is a file of a unit that is checked and not applied, and how it is read anew with another layout.
type draftOf struct {
	*shelf
	request intake.Request
	batch   *intake.Batch
}

func (s *shelf) draft(rows string) *draftOf {
	s.t.Helper()
	d := &draftOf{shelf: s, request: intake.Request{Kind: roster.ImportKind, Month: period.MonthOf(2026, 10)}}
	d.request.File = intake.File{Name: "daftar.csv", Reader: strings.NewReader(rows), Size: int64(len(rows))}
	b, err := s.road.Check(context.Background(), access.System(), d.request)
	if err != nil {
		s.t.Fatal(err)
	}
	d.batch = b
	return d
}

func (d *draftOf) again(layout string) {
	d.t.Helper()
	d.request.Layout = layout
	b, err := d.road.Stage(context.Background(), access.System(), d.batch.ID, d.request)
	if err != nil {
		d.t.Fatal(err)
	}
	d.batch = b
}

func (d *draftOf) row(n int) *roster.WaitingRow {
	d.t.Helper()
	var w *roster.WaitingRow
	err := d.db.Read(context.Background(), func(tx *db.Tx) (err error) {
		w, err = d.roster.RowAt(context.Background(), tx, d.batch, "csv", n, "")
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return w
}

func (d *draftOf) change(n int, field, value string) error {
	d.t.Helper()
	w := d.row(n)
	if w.Status == roster.Waiting {
		_, _, err := d.roster.Mend(context.Background(), access.System(), w.Government, w.ID, roster.Values{field: value})
		return err
	}
	return d.roster.Correct(context.Background(), access.System(), w, roster.Values{field: value})
}

const draftRows = "kode_instansi,nik,nama,tanggal_lahir,jenis_kelamin,kategori,jabatan,upah,upah_lama\n" +
	"A-1,3311015503809001,Siti Tetap,1980-03-15,P,honorer,Staf,2500000,2400000\n" +
	"A-1,331101150381900,Budi Kurang,1981-03-15,L,honorer,Staf,2500000,2400000\n" +
	"A-1,3311011503829003,Eko Nol,1982-03-15,L,honorer,Staf,0,2400000\n" +
	"A-1,33110115,Joko Masih,1983-03-15,L,honorer,Staf,2500000,2400000\n"

func TestARowThatOnlyWarnsCanBeCorrected(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newShelf(t, db).draft(draftRows)
		if w := d.row(4); w.Status != roster.Warn || w.Personal.NIK != "3311011503829003" {
			t.Fatalf("%+v", w)
		}
		if err := d.change(4, "upah", "2.600.000"); err != nil {
			t.Fatal(err)
		}
		if w := d.row(4); w.Status != roster.OK || w.ValuesOf()["upah"] != "2600000" || len(w.Personal.Findings) != 0 {
			t.Errorf("%s %v %v", w.Status, w.ValuesOf(), w.Personal.Findings)
		}
		for field, value := range map[string]string{"nik": "331101", "nama": "", "tanggal_lahir": "31-02-1985"} {
			if err := d.change(4, field, value); err == nil {
				t.Errorf("%s %q was taken although it holds the row back", field, value)
			}
		}
		if err := d.change(4, "nik", "3311015503809001"); err == nil {
			t.Error("the number of another row was taken")
		}
		if _, err := d.road.Apply(context.Background(), access.System(), d.batch.ID); err != nil {
			t.Fatal(err)
		}
		if err := d.change(4, "upah", "1"); err == nil {
			t.Error("a row that is applied was changed")
		}
	})
}

func TestCorrectionsOutliveAnotherLayout(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newShelf(t, db).draft(draftRows)
		for n, change := range map[int][2]string{3: {"nik", "3311011503819002"}, 4: {"upah", "2600000"}, 5: {"nik", "331101150383900"}} {
			if err := d.change(n, change[0], change[1]); err != nil {
				t.Fatal(n, err)
			}
		}
		sees := func(when string) {
			t.Helper()
			budi, eko, joko := d.row(3), d.row(4), d.row(5)
			if budi.Status != roster.Fixed || budi.Personal.NIK != "3311011503819002" {
				t.Errorf("%s: %s %s", when, budi.Status, budi.Personal.NIK)
			}
			if eko.ValuesOf()["upah"] != "2600000" {
				t.Errorf("%s: %v", when, eko.ValuesOf())
			}
			if joko.Status != roster.Waiting || joko.Personal.NIK != "331101150383900" {
				t.Errorf("%s: %s %s", when, joko.Status, joko.Personal.NIK)
			}
		}
		same := `{"header_row":1,"mapping":{"kode_instansi":"A","nik":"B","nama":"C","tanggal_lahir":"D","jenis_kelamin":"E","kategori":"F","jabatan":"G","upah":"H"}}`
		sees("before")
		d.again(same)
		sees("read anew")
		d.again(same)
		sees("and once more")
		if n := d.batch.Tally.Codes[roster.RepairKept]; n != 3 {
			t.Errorf("%d corrections are said to hold, want 3: %v", n, d.batch.Tally.Codes)
		}
		d.again(strings.Replace(same, `"upah":"H"`, `"upah":"I"`, 1)) // the wage of row 4 is another cell now
		if w := d.row(4); w.ValuesOf()["upah"] != "2400000" {
			t.Errorf("the correction of one cell was put into another: %v", w.ValuesOf())
		}
		if d.batch.Tally.Codes[roster.RepairKept] != 2 || d.batch.Tally.Codes[roster.RepairLost] != 1 || !slices.ContainsFunc(d.batch.Tally.Findings, func(f intake.Finding) bool { return f.Code == roster.RepairLost && f.Row == 4 }) {
			t.Errorf("%v %v", d.batch.Tally.Codes, d.batch.Tally.Findings)
		}
	})
}

func TestADiscardedDraftIsSweptAfterItsTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newShelf(t, d)
		ctx := context.Background()
		stays := s.draft(draftRows)
		gone := s.draft(strings.Replace(draftRows, "Siti Tetap", "Sri Lain", 1))
		if err := gone.change(3, "nik", "3311011503819002"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.road.Discard(ctx, access.System(), gone.batch.ID); err != nil {
			t.Fatal(err)
		}
		rows := func(id int64) (n int) {
			t.Helper()
			err := d.Read(ctx, func(tx *db.Tx) error {
				return tx.QueryRow(ctx, `SELECT count(*) FROM roster_row WHERE batch_id = $1`, id).Scan(&n)
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		created := gone.batch.CreatedAt
		if _, n, err := s.road.Sweep(ctx, created.Add(-time.Hour)); n != 0 || err != nil || rows(gone.batch.ID) != 4 {
			t.Errorf("swept before its time: %d, %v", n, err)
		}
		if _, n, err := s.road.Sweep(ctx, created.Add(time.Hour)); n != 1 || err != nil {
			t.Errorf("swept %d, %v", n, err)
		}
		if rows(gone.batch.ID) != 0 || rows(stays.batch.ID) != 4 {
			t.Errorf("%d rows of the discarded draft, %d of the other", rows(gone.batch.ID), rows(stays.batch.ID))
		}
		left := 0
		err := d.Read(ctx, func(tx *db.Tx) error {
			return tx.QueryRow(ctx, `SELECT (SELECT count(*) FROM roster_kept) + (SELECT count(*) FROM roster_repaired)`).Scan(&left)
		})
		if err != nil || left != 0 {
			t.Errorf("%d corrections are left: %v", left, err)
		}
		if _, err := s.road.Stage(ctx, access.System(), gone.batch.ID, gone.request); err == nil {
			t.Error("a swept draft was read anew")
		}
		if _, n, err := s.road.Sweep(ctx, created.Add(time.Hour)); n != 0 || err != nil {
			t.Errorf("swept twice: %d, %v", n, err)
		}
	})
}
