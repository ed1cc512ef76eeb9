package web

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// worked is the worked example of the four facts (six units, twelve people) with people who read it.
type worked struct {
	app    *app.App
	server *Server
}

var september = period.MonthOf(2026, time.September)

// eachWorked runs a test on the worked example on both engines.
func eachWorked(t *testing.T, fn func(t *testing.T, w *worked)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { fn(t, newWorked(t, "")) })
	t.Run("PostgreSQL", func(t *testing.T) { fn(t, newWorked(t, dbtest.PostgreSQLURL(t))) })
}

func newWorked(t *testing.T, where string) *worked {
	t.Helper()
	ctx := context.Background()
	now := clock.Fixed(time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC))
	a, err := app.Open(ctx, app.Config{Data: t.TempDir(), DB: where, Clock: now}, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	w := &worked{app: a}
	for _, x := range []struct{ kind, file, month, asOf string }{
		{"units", "units.csv", "", ""},
		{"roster", "roster-2026-09.csv", "2026-09", ""},
		{"participants", "participants-2026-10-10.csv", "", "2026-10-10"},
		{"budget", "budget-2026.csv", "", ""},
		{"payments", "payments-per-person.csv", "", ""},
		{"payments", "payments-totals.csv", "", ""},
		{"declared", "declared.csv", "", ""},
	} {
		b, err := os.ReadFile(filepath.Join("..", "..", "app", "testdata", "worked", x.file))
		if err != nil {
			t.Fatal(err)
		}
		w.bring(t, x.kind, x.file, b, x.month, x.asOf, "")
	}
	if err := a.Coverage.Refresh(ctx, september); err != nil {
		t.Fatal(err)
	}
	w.accounts(t)
	w.server = New(a, slog.New(slog.DiscardHandler), nil)
	return w
}

// bring checks and applies a file; code is the unit of a roster that names none.
func (w *worked) bring(t *testing.T, kind, name string, content []byte, month, asOf, code string) *intake.Batch {
	t.Helper()
	req := intake.Request{Kind: kind, File: intake.File{Name: name, Reader: bytes.NewReader(content), Size: int64(len(content))}}
	if month != "" {
		req.Month, _ = period.ParseMonth(month)
	}
	if asOf != "" {
		req.AsOf, _ = period.ParseDate(asOf)
	}
	if code != "" {
		u, g := w.unit(t, code)
		req.Unit, req.Target = u.ID, u.Target(g)
	}
	b, err := w.app.Intake.Check(t.Context(), access.System(), req)
	if err == nil {
		b, err = w.app.Intake.Apply(t.Context(), access.System(), b.ID)
	}
	if err != nil {
		t.Fatalf("bring %s: %v", name, err)
	}
	return b
}

func (w *worked) unit(t *testing.T, code string) (u unit.Unit, g unit.Government) {
	t.Helper()
	w.read(t, func(ctx context.Context, tx *db.Tx) (err error) {
		if u, err = unit.ByCode(ctx, tx, access.Everything(), code); err != nil {
			return err
		}
		g, err = unit.GovernmentByID(ctx, tx, u.Government)
		return err
	})
	return u, g
}

func (w *worked) read(t *testing.T, fn func(ctx context.Context, tx *db.Tx) error) {
	t.Helper()
	if err := w.app.DB.Read(t.Context(), func(tx *db.Tx) error { return fn(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

func (w *worked) accounts(t *testing.T) {
	t.Helper()
	u, g := w.unit(t, "D01")
	school, _ := w.unit(t, "S31")
	for name, grant := range map[string]access.NewGrant{
		"sekda": {Role: access.Secretary, Government: g.ID}, "disnaker": {Role: access.Manpower, Government: g.ID}, "provinsi": {Role: access.Province, Region: "33"}, "jatim": {Role: access.Province, Region: "35"},
		"bendahara": {Role: access.Treasurer, Government: g.ID, Unit: u.ID}, "sekolah": {Role: access.Treasurer, Government: g.ID, Unit: school.ID},
	} {
		if _, err := w.app.Accounts.Create(t.Context(), access.System(), access.NewAccount{Username: name, Name: "Pengguna " + name, Title: "Pejabat", Password: testPassword, Grants: []access.NewGrant{grant}}); err != nil {
			t.Fatal(err)
		}
	}
}

func (w *worked) actor(t *testing.T, name string) access.Actor {
	t.Helper()
	a, err := w.app.Accounts.ActorByName(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// scope is where a user holds a permission.
func (w *worked) scope(t *testing.T, name string, p access.Permission) access.Scope {
	t.Helper()
	s, err := w.actor(t, name).Scope(p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// reader is one user's browser.
type reader struct {
	w      *worked
	cookie *http.Cookie
}

func (w *worked) reader(t *testing.T, name string) *reader {
	t.Helper()
	token, err := w.app.Accounts.SignIn(t.Context(), name, testPassword, "test")
	if err != nil {
		t.Fatal(err)
	}
	return &reader{w, &http.Cookie{Name: sessionCookie, Value: token}}
}

func (r *reader) get(t *testing.T, path string, want int) string {
	t.Helper()
	return r.ask(t, httptest.NewRequest(http.MethodGet, path, nil), want)
}

func (r *reader) post(t *testing.T, path string, form url.Values, want int) string {
	t.Helper()
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r.ask(t, req, want)
}

// ask returns the words of the answer; of a redirect, where it leads.
func (r *reader) ask(t *testing.T, req *http.Request, want int) string {
	t.Helper()
	req.AddCookie(r.cookie)
	out := httptest.NewRecorder()
	r.w.server.ServeHTTP(out, req)
	if out.Code != want {
		t.Fatalf("%s %s: status %d, want %d\n%s", req.Method, req.URL, out.Code, want, tags.ReplaceAllString(out.Body.String(), ""))
	}
	if want == http.StatusSeeOther {
		return out.Header().Get("Location")
	}
	return spoken(out.Header().Get("Content-Type"), out.Body.Bytes())
}
