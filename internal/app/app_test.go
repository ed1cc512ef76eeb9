package app

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

var september = period.MonthOf(2026, time.September)

func testApp(t testing.TB, d *db.DB) *App {
	t.Helper()
	ring, err := crypt.NewKeyring(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	var seconds atomic.Int64
	start := time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)
	var ticking clock.Clock = func() time.Time { return start.Add(time.Duration(seconds.Add(1)) * time.Second) }
	return build(Config{Clock: ticking}, d, ring)
}

// bring checks and applies a file of testdata/worked, or the given text.
func bring(t testing.TB, a *App, kind, name, text, month, asOf string) *intake.Batch {
	t.Helper()
	if text == "" {
		b, err := os.ReadFile(filepath.Join("testdata", "worked", name))
		if err != nil {
			t.Fatal(err)
		}
		text = string(b)
	}
	req := intake.Request{Kind: kind, File: intake.File{Name: name, Reader: bytes.NewReader([]byte(text)), Size: int64(len(text))}}
	if month != "" {
		req.Month, _ = period.ParseMonth(month)
	}
	if asOf != "" {
		req.AsOf, _ = period.ParseDate(asOf)
	}
	b, err := a.Intake.Check(t.Context(), access.Operator(), req)
	if err == nil && !b.Repeated {
		b, err = a.Intake.Apply(t.Context(), access.Operator(), b.ID)
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b
}

func bringWorked(t testing.TB, a *App) {
	t.Helper()
	bring(t, a, "units", "units.csv", "", "", "")
	bring(t, a, "roster", "roster-2026-09.csv", "", "2026-09", "")
	bring(t, a, "participants", "participants-2026-10-10.csv", "", "", "2026-10-10")
	bring(t, a, "budget", "budget-2026.csv", "", "", "")
	bring(t, a, "payments", "payments-per-person.csv", "", "", "")
	bring(t, a, "payments", "payments-totals.csv", "", "", "")
	bring(t, a, "declared", "declared.csv", "", "", "")
}

// facts returns the four facts of a month by NIK and unit.
func facts(t testing.TB, a *App, month period.Month) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := a.Coverage.Export(context.Background(), access.Everything(), month, "", func(r []string) error {
		out[r[0]+" "+r[1]] = r[3:8]
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWorkedGovernmentGivesItsFactsAndScoreboard(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := testApp(t, d)
		bringWorked(t, a)
		got := map[string][]string{}
		for key, f := range facts(t, a, september) {
			got[key[:16]] = f[:4]
		}
		want := map[string][]string{}
		for _, r := range readCSV(t, "expected-facts.csv") {
			want[r[0]] = r[2:6]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("facts (-want +got):\n%s", diff)
		}
		board, err := a.Coverage.Scoreboard(t.Context(), access.Everything(), coverage.Question{Month: september, By: coverage.ByUnit})
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(board)
		if err != nil {
			t.Fatal(err)
		}
		var wantBoard, gotBoard map[string]any
		expected, err := os.ReadFile("testdata/worked/expected-scoreboard.json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(expected, &wantBoard); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &gotBoard); err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{"month", "rows", "total", "funnel"} {
			if diff := cmp.Diff(wantBoard[part], gotBoard[part]); diff != "" {
				t.Errorf("scoreboard %s (-want +got):\n%s", part, diff)
			}
		}
		clean(t, a)
	})
}

func readCSV(t testing.TB, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "worked", name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// clean fails where payung verify would find anything.
func clean(t testing.TB, a *App) {
	t.Helper()
	v, err := a.Verify(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range v.Problems {
		t.Error(p)
	}
}

func TestTheSameFileAgainChangesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := testApp(t, d)
		bringWorked(t, a)
		before := facts(t, a, september)
		for _, again := range []struct{ kind, name, month, asOf string }{
			{"units", "units.csv", "", ""}, {"roster", "roster-2026-09.csv", "2026-09", ""}, {"participants", "participants-2026-10-10.csv", "", "2026-10-10"},
			{"budget", "budget-2026.csv", "", ""}, {"payments", "payments-per-person.csv", "", ""}, {"declared", "declared.csv", "", ""},
		} {
			b := bring(t, a, again.kind, again.name, "", again.month, again.asOf)
			if b.Tally.Unchanged != b.Tally.Rows || b.Tally.Rows == 0 {
				t.Errorf("%s again: %d of %d unchanged", again.name, b.Tally.Unchanged, b.Tally.Rows)
			}
		}
		if diff := cmp.Diff(before, facts(t, a, september)); diff != "" {
			t.Errorf("facts changed:\n%s", diff)
		}
		clean(t, a)
	})
}

func TestTheSameUploadTwiceAtOnceActsOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := testApp(t, d)
		bring(t, a, "units", "units.csv", "", "", "")
		const at = 6
		ids := make(chan int64, at)
		for range at {
			go func() {
				text, _ := os.ReadFile("testdata/worked/roster-2026-09.csv")
				req := intake.Request{Kind: "roster", Month: september, File: intake.File{Name: "a.csv", Reader: bytes.NewReader(text), Size: int64(len(text))}}
				b, err := a.Intake.Check(context.Background(), access.Operator(), req)
				if err == nil && !b.Repeated {
					b, err = a.Intake.Apply(context.Background(), access.Operator(), b.ID)
				}
				if err != nil {
					t.Error(err)
					ids <- 0
					return
				}
				ids <- b.ID
			}()
		}
		first := <-ids
		for range at - 1 {
			if id := <-ids; id != first {
				t.Errorf("import %d was applied beside %d", id, first)
			}
		}
		clean(t, a)
	})
}
