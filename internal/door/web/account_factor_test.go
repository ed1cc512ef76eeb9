package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/pquerna/otp/totp"

	"github.com/payung-id/payung/internal/platform/db"
)

// Whoever gave the password alone of an account with a second factor opens no page but the one that asks for the code.
func TestHalfASessionOpensNothing(t *testing.T) {
	w := newWorld(t)
	server := New(w.app, slog.New(slog.DiscardHandler), nil)
	d := w.desk(t, server, "bendahara1")
	if code, _ := d.do(http.MethodPost, "/akun/kode", url.Values{"aksi": {"mulai"}}); code != http.StatusOK {
		t.Fatalf("begin: %d", code)
	}
	session, err := w.app.Accounts.Open(context.Background(), d.cookie.Value)
	if err != nil {
		t.Fatal(err)
	}
	address, err := w.app.Accounts.FactorAddress(context.Background(), session)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCode(u.Query().Get("secret"), w.app.Config.Clock())
	if err != nil {
		t.Fatal(err)
	}
	if status, body := d.do(http.MethodPost, "/akun/kode", url.Values{"aksi": {"pastikan"}, "kode": {code}}); status != http.StatusOK || !strings.Contains(body, "Kode kertas") {
		t.Fatalf("confirm: %d %s", status, body)
	}
	s := &stranger{world: w, user: "bendahara1", cookie: w.signIn(t, "bendahara1"), server: server, foreign: w.one}
	asked := 0
	for _, route := range server.Routes() {
		obj, listed := objects[route.Pattern]
		if !listed || route.Public || withHalf[route.Pattern] {
			continue
		}
		asked++
		got := s.ask(route.Pattern, obj, w.one)
		if got.Code != http.StatusSeeOther || got.Header().Get("Location") != "/masuk/kode" {
			t.Errorf("%s with half a session: %d", route.Pattern, got.Code)
		}
	}
	if asked < 60 {
		t.Errorf("only %d routes were asked", asked)
	}
	if got := s.ask("GET /masuk/kode", object{}, w.one); got.Code != http.StatusOK {
		t.Errorf("control: the page that asks for the code: %d", got.Code)
	}
	if err := w.app.DB.Read(context.Background(), func(tx *db.Tx) error {
		var n int
		err := tx.QueryRow(context.Background(), `SELECT count(*) FROM account_code`).Scan(&n)
		if n != 10 {
			err = fmt.Errorf("%d paper codes", n)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}
