package app

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// act is something a person did, in words that can be done again on another database.
type act struct {
	what  string // import, fix, confirm
	unit  string
	month period.Month
	text  string // of the import
	of    int    // the act whose row is fixed
	row   int
	nik   string
}

// history does acts and remembers which of them were kept.
type history struct {
	t       *testing.T
	a       *App
	acts    []act
	batches []int64
	undone  []bool
}

// do does one act; a refused or repeated one leaves no trace.
func (h *history) do(x act) {
	h.t.Helper()
	var b *intake.Batch
	var err error
	switch x.what {
	case "import":
		b = h.bring(x)
	case "fix":
		b, err = h.fix(x)
	case "confirm":
		u, g := h.unit(x.unit)
		b, err = h.a.Roster.Confirm(context.Background(), access.System(), u, g, x.month)
	}
	if err != nil {
		if k := fault.KindOf(err); k != fault.Conflict && k != fault.NotFound {
			h.t.Fatalf("%+v: %v", x, err)
		}
		return
	}
	if b == nil || b.Repeated {
		return
	}
	h.acts, h.batches, h.undone = append(h.acts, x), append(h.batches, b.ID), append(h.undone, false)
}

func (h *history) bring(x act) *intake.Batch {
	u, g := h.unit(x.unit)
	req := intake.Request{Kind: roster.ImportKind, Target: u.Target(g), Unit: u.ID, Month: x.month, File: intake.File{Name: "r.csv", Reader: strings.NewReader(x.text), Size: int64(len(x.text))}}
	b, err := h.a.Intake.Check(context.Background(), access.System(), req)
	if err == nil && !b.Repeated {
		b, err = h.a.Intake.Apply(context.Background(), access.System(), b.ID)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return b
}

func (h *history) unit(code string) (u unit.Unit, g unit.Government) {
	err := h.a.DB.Read(context.Background(), func(tx *db.Tx) (err error) {
		if u, err = unit.ByCode(context.Background(), tx, access.Everything(), code); err != nil {
			return err
		}
		g, err = unit.GovernmentByID(context.Background(), tx, u.Government)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return u, g
}

func (h *history) fix(x act) (*intake.Batch, error) {
	var rows []*roster.WaitingRow
	err := h.a.DB.Read(context.Background(), func(tx *db.Tx) (err error) {
		rows, err = h.a.Roster.WaitingOf(context.Background(), tx, access.Everything(), h.batches[x.of], 100)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, w := range rows {
		if w.Row == x.row {
			v := w.ValuesOf()
			v["nik"] = x.nik
			b, _, err := h.a.Roster.Fix(context.Background(), access.System(), w.ID, v)
			return b, err
		}
	}
	return nil, nil
}

// undo takes an act back where nothing rests on it.
func (h *history) undo(i int) {
	if h.undone[i] {
		return
	}
	_, err := h.a.Intake.Undo(context.Background(), access.System(), h.batches[i])
	switch {
	case err == nil:
		h.undone[i] = true
	case fault.KindOf(err) != fault.Conflict:
		h.t.Fatal(err)
	}
}

// state is what the two histories must agree on: facts of all months, and the rows that wait.
func (h *history) state() map[string]any {
	out := map[string]any{}
	for m := september; m <= september+2; m++ {
		out[m.String()] = facts(h.t, h.a, m)
	}
	err := h.a.DB.Read(context.Background(), func(tx *db.Tx) error {
		rows, err := h.a.Roster.WaitingOf(context.Background(), tx, access.Everything(), 0, 1000)
		var waiting []string
		for _, w := range rows {
			waiting = append(waiting, fmt.Sprint(w.UnitName, w.Month, w.Row, w.Personal.NIK, w.Personal.Name))
		}
		out["waiting"] = waiting
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return out
}

// numbers are NIKs of invented people; the last one is fifteen digits long, so its row waits.
var numbers = []string{"3311011203859001", "3311016005909002", "3311012407959003", "3311021511889004", "331103060479900"}

// rosterText is a roster of some of the people, each with one of two wages.
func rosterText(t *rapid.T) string {
	var b strings.Builder
	b.WriteString("nik,nama,tanggal_lahir,jenis_kelamin,kategori,upah,mulai\n")
	n := 0
	for i, p := range []string{"Agus Prasetyo,1985-03-12,L", "Siti Nurhayati,1990-05-20,P", "Bambang Setiawan,1995-07-24,L", "Joko Susilo,1988-11-15,L", "Wahyu Hidayat,1979-04-06,L"} {
		if rapid.Bool().Draw(t, "in") {
			fmt.Fprintf(&b, "%s,%s,honorer,%d,2024-01-01\n", numbers[i], p, rapid.SampledFrom([]int{1500000, 2000000}).Draw(t, "wage"))
			n++
		}
	}
	if n == 0 {
		b.WriteString("nihil\n")
	}
	return b.String()
}

func (h *history) step(t *rapid.T) {
	month := september + period.Month(rapid.IntRange(0, 1).Draw(t, "month"))
	code := rapid.SampledFrom([]string{"D01", "D02"}).Draw(t, "unit")
	switch rapid.SampledFrom([]string{"import", "import", "fix", "confirm", "undo", "undo", "again"}).Draw(t, "what") {
	case "import":
		h.do(act{what: "import", unit: code, month: month, text: rosterText(t)})
	case "confirm":
		h.do(act{what: "confirm", unit: code, month: month})
	case "undo":
		if len(h.acts) > 0 {
			h.undo(rapid.IntRange(0, len(h.acts)-1).Draw(t, "which"))
		}
	case "again":
		if len(h.acts) > 0 {
			if x := h.acts[rapid.IntRange(0, len(h.acts)-1).Draw(t, "which")]; x.what == "import" {
				h.do(x)
			}
		}
	case "fix":
		for i, x := range h.acts {
			if x.what == "import" && !h.undone[i] {
				h.do(act{what: "fix", of: i, row: 1 + rapid.IntRange(1, 5).Draw(t, "row"), nik: "3311030604799006"})
				return
			}
		}
	}
}

// replay does only what was kept, on another database.
func (h *history) replay(a *App) *history {
	again := &history{t: h.t, a: a}
	at := map[int]int{}
	for i, x := range h.acts {
		if h.undone[i] {
			continue
		}
		if x.what == "fix" {
			x.of = at[x.of]
		}
		n := len(again.acts)
		again.do(x)
		if len(again.acts) == n {
			h.t.Fatalf("kept act %d %+v did nothing when replayed", i, x)
		}
		at[i] = n
	}
	return again
}

func TestAnySequenceEndsWhereReplayingWhatWasKeptEnds(t *testing.T) {
	check := func(t *testing.T, fresh func(t *testing.T) *db.DB) {
		rapid.Check(t, func(rt *rapid.T) {
			h := &history{t: t, a: testApp(t, fresh(t))}
			bring(t, h.a, "units", "units.csv", "", "", "")
			bring(t, h.a, "participants", "participants-2026-10-10.csv", "", "", "2026-10-10")
			for range rapid.IntRange(1, 14).Draw(rt, "steps") {
				h.step(rt)
			}
			other := testApp(t, fresh(t))
			bring(t, other, "units", "units.csv", "", "", "")
			bring(t, other, "participants", "participants-2026-10-10.csv", "", "", "2026-10-10")
			if diff := cmp.Diff(h.replay(other).state(), h.state()); diff != "" {
				rt.Fatalf("after %+v, undone %v (-replayed +got):\n%s", h.acts, h.undone, diff)
			}
			clean(t, h.a)
		})
	}
	// Each history makes two databases; more of them by -rapid.checks on a day of one's own.
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		if err := flag.Set("rapid.checks", "20"); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = flag.Set("rapid.checks", f.DefValue) }()
	}
	t.Run("SQLite", func(t *testing.T) { check(t, func(t *testing.T) *db.DB { return dbtest.SQLite(t) }) })
	t.Run("PostgreSQL", func(t *testing.T) { check(t, func(t *testing.T) *db.DB { return dbtest.PostgreSQL(t) }) })
}
