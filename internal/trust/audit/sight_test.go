package audit_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/trust/audit"
)

// A person can be told of every look at them: alone, and among others.
func TestWhoLookedIsFoundAloneAndInLists(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newTrail(t, d)
		looks := []audit.Sight{
			{Government: 1, Page: "GET /orang/{id}", Purpose: "kepesertaan", People: []int64{42}},
			{Government: 1, Page: "GET /pekerja", Purpose: "kepesertaan", People: []int64{99, 42, 7}},
			{Government: 1, Page: "GET /pekerja", Purpose: "kepesertaan", People: []int64{99, 7}},
			{Government: 2, Page: "GET /orang/{id}", Purpose: "kepesertaan", People: []int64{42}},
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			for i, s := range looks {
				if err := audit.Add(t.Context(), tx, x.ring, start.Add(time.Duration(i)*time.Minute), s.Entry(3, "bendahara")); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []audit.Look
		if err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
			got, err = audit.Looks(t.Context(), tx, 1, 42)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		want := []audit.Look{
			{At: clock.Stamp(start.Add(time.Minute)), Actor: "bendahara", Page: "GET /pekerja", Purpose: "kepesertaan", Together: 3},
			{At: clock.Stamp(start), Actor: "bendahara", Page: "GET /orang/{id}", Purpose: "kepesertaan", Together: 1},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("looks at person 42 (-want +got):\n%s", diff)
		}
	})
}

// Whatever list of people was shown, each of them finds it, and nobody else does.
func TestAListNamesExactlyItsPeople(t *testing.T) {
	d := dbtest.SQLite(t)
	x := newTrail(t, d)
	rapid.Check(t, func(r *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.Int64Range(1, 1<<40), 2, 50, rapid.ID[int64]).Draw(r, "ids")
		stranger := rapid.Int64Range(1<<41, 1<<42).Draw(r, "stranger")
		err := d.Write(context.Background(), func(tx *db.Tx) error {
			if err := audit.Add(context.Background(), tx, x.ring, start, audit.Sight{Government: 5, Page: "p", People: ids}.Entry(1, "a")); err != nil {
				return err
			}
			for _, id := range append(ids, stranger) {
				got, err := audit.Looks(context.Background(), tx, 5, id)
				if err != nil {
					return err
				}
				if (len(got) > 0) != (id != stranger) {
					r.Errorf("person %d among %v: %v", id, ids, got)
				}
			}
			return errUndo
		})
		if err != errUndo { //nolint:errorlint // returned bare
			r.Fatal(err)
		}
	})
}

func TestTheTrailIsSearchedByWhoWhatAndWhen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newTrail(t, d)
		x.add(30) // an entry of each government every three seconds
		find := func(q audit.Question) (seqs []int64) {
			t.Helper()
			q.Government = 1
			if q.Most == 0 {
				q.Most = 100
			}
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				got, err := audit.Find(t.Context(), tx, q)
				for _, r := range got {
					seqs = append(seqs, r.Seq)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return seqs
		}
		at := func(seq int) string { return clock.Stamp(start.Add(time.Duration(seq*3-1) * time.Second)) } // of government 1
		for name, c := range map[string]struct {
			q    audit.Question
			want []int64
		}{
			"by time":         {audit.Question{From: at(4), To: at(7)}, []int64{6, 5, 4}},
			"by who":          {audit.Question{Actor: "orang1", To: at(10)}, []int64{7, 2}},
			"by operation":    {audit.Question{Op: "people.reveal", To: at(7)}, []int64{5, 2}},
			"by area":         {audit.Question{Op: "roster.", To: at(5)}, []int64{4, 1}},
			"by target":       {audit.Question{TargetKind: "person", TargetID: 3}, []int64{24, 17, 3}},
			"the next page":   {audit.Question{Before: 10, Most: 2}, []int64{9, 8}},
			"before it began": {audit.Question{To: at(0)}, nil},
		} {
			if diff := cmp.Diff(c.want, find(c.q)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	})
}
