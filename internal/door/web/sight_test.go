package web

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/audit"
)

// looks counts the looks at people in the trails.
func (w *world) looks(t *testing.T) (n int) {
	t.Helper()
	err := w.app.DB.Read(context.Background(), func(tx *db.Tx) error {
		return tx.QueryRow(context.Background(), `SELECT count(*) FROM audit_entry WHERE op IN ($1, 'roster.template')`, audit.SightOp).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// shown tells which of an owner's people an answer shows.
func shown(body string, o *owner) (names []string) {
	for _, name := range []string{o.name, o.waitingName, o.pairName} {
		if strings.Contains(body, name) {
			names = append(names, name)
		}
	}
	return names
}

// unrecorded asks a route as somebody who may, and says what it shows of people without a word in the trail.
func (s *stranger) unrecorded(t *testing.T, pattern string, obj object, own *owner) (fault string, showed bool) {
	t.Helper()
	before := s.looks(t)
	got := s.ask(pattern, obj, own)
	names := shown(spoken(got.Header().Get("Content-Type"), got.Body.Bytes()), own)
	switch n := s.looks(t) - before; {
	case len(names) == 0:
		return "", false
	case n == 0:
		return "shows " + strings.Join(names, ", ") + " and the trail does not say so", true
	case n > 3:
		return "writes more than one look for each kind of what it shows", true
	}
	return "", true
}

// Whatever page, file or answer shows a person, the trail says who looked.
func TestEverySightOfAPersonIsRecorded(t *testing.T) {
	w := newWorld(t)
	server := New(w.app, slog.New(slog.DiscardHandler), nil)
	s := &stranger{world: w, user: "bendahara1", cookie: w.signIn(t, "bendahara1"), server: server}
	showed := 0
	for _, route := range server.Routes() {
		obj, listed := objects[route.Pattern]
		if !listed || route.Public || obj.nobody || obj.stream || obj.install || changes[route.Pattern] {
			continue
		}
		fault, people := s.unrecorded(t, route.Pattern, obj, w.one)
		if fault != "" {
			t.Errorf("%s: %s", route.Pattern, fault)
		}
		if people {
			showed++
		}
	}
	if showed < 12 {
		t.Errorf("only %d routes showed a person: the search is broken", showed)
	}
}

// changes are the routes that end what the others show; they answer with a redirect.
var changes = map[string]bool{
	"POST /keluar": true, "POST /impor/{id}/terapkan": true, "POST /impor/{id}/batalkan": true, "POST /impor/{id}/hentikan": true, "POST /padan/{id}": true, "POST /antrean/{id}": true, "POST /impor/{id}/periksa": true,
	"POST /padan/{id}/batalkan": true, "POST /pekerja/saringan": true,
}

// The control: a handler that shows a person and says nothing.
func TestASilentSightIsCaught(t *testing.T) {
	w := newWorld(t)
	server := New(w.app, slog.New(slog.DiscardHandler), nil)
	server.signed("GET /diam", func(r *Request) error {
		_, err := r.W.Write([]byte(w.one.name))
		return err
	})
	s := &stranger{world: w, user: "bendahara1", cookie: w.signIn(t, "bendahara1"), server: server}
	if fault, _ := s.unrecorded(t, "GET /diam", object{}, w.one); fault == "" {
		t.Error("a page that shows a person and records nothing was not caught")
	}
}

// Where the trail cannot be written, nobody is shown.
func TestWithoutATrailNobodyIsShown(t *testing.T) {
	w := newWorld(t)
	server := New(w.app, slog.New(slog.DiscardHandler), nil)
	s := &stranger{world: w, user: "bendahara1", cookie: w.signIn(t, "bendahara1"), server: server}
	for _, pattern := range []string{"GET /pekerja", "GET /orang/{id}", "GET /pekerja.xlsx", "GET /antrean", "GET /padan/{id}"} {
		if got := s.ask(pattern, objects[pattern], w.one); got.Code != http.StatusOK {
			t.Fatalf("control: %s answers %d with the trail in place", pattern, got.Code)
		}
	}
	if err := w.app.Door.Derive(context.Background(), func(tx *db.Tx) error {
		_, err := tx.Exec(context.Background(), `ALTER TABLE audit_entry RENAME TO audit_gone`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"GET /pekerja", "GET /pekerja.xlsx", "GET /antrean", "GET /padan/{id}"} {
		got := s.ask(pattern, objects[pattern], w.one)
		if got.Code != http.StatusInternalServerError || len(shown(spoken(got.Header().Get("Content-Type"), got.Body.Bytes()), w.one)) > 0 {
			t.Errorf("%s answers %d and shows people though nobody can record it", pattern, got.Code)
		}
	}
}
