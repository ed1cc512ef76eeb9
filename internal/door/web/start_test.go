package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
)

// visit asks a server without a session and returns status, body and where it leads.
func visit(s *Server, method, target string, form url.Values) (int, string, string) {
	r := httptest.NewRequestWithContext(context.Background(), method, target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	body, _ := io.ReadAll(w.Result().Body)
	return w.Code, string(body), w.Header().Get("Location")
}

// An empty installation is begun by who holds the printed link, once.
func TestTheFirstAdministrator(t *testing.T) {
	ctx := context.Background()
	a, err := app.Open(ctx, app.Config{Data: t.TempDir()}, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	s := New(a, slog.New(slog.DiscardHandler), nil)
	if code, body, _ := visit(s, http.MethodGet, "/masuk", nil); code != http.StatusOK || !strings.Contains(body, "Belum ada akun") {
		t.Errorf("sign-in of an empty installation: %d", code)
	}
	if code, _, _ := visit(s, http.MethodGet, "/mulai?kunci=", nil); code != http.StatusForbidden {
		t.Errorf("an empty key before there is an invitation: %d", code)
	}
	link := s.Invite()
	if code, _, _ := visit(s, http.MethodGet, "/mulai?kunci=salah", nil); code != http.StatusForbidden {
		t.Errorf("a wrong key: %d", code)
	}
	if code, body, _ := visit(s, http.MethodGet, link, nil); code != http.StatusOK || !strings.Contains(body, "Kabupaten Sukoharjo") {
		t.Errorf("the link: %d", code)
	}
	form := url.Values{"kunci": {strings.TrimPrefix(link, "/mulai?kunci=")}, "wilayah": {"33.11 Kabupaten Sukoharjo"}, "nama_lengkap": {"Wahyu Hidayat"}, "nama": {"wahyu"}, "sandi": {"kopi pahit di beranda"}, "sandi_ulang": {"kopi pahit di beranda"}}
	for field, value := range map[string]string{"wilayah": "Atlantis", "sandi": "pendek", "sandi_ulang": "lain", "nama": "dua kata", "nama_lengkap": ""} {
		bad := url.Values{}
		for k, v := range form {
			bad[k] = v
		}
		bad.Set(field, value)
		if code, _, _ := visit(s, http.MethodPost, "/mulai", bad); code != http.StatusUnprocessableEntity {
			t.Errorf("%s %q: %d", field, value, code)
		}
	}
	if begun, err := a.Accounts.Any(ctx); err != nil || begun {
		t.Fatalf("a refused form has made an account: %v", err)
	}
	if code, body, to := visit(s, http.MethodPost, "/mulai", form); code != http.StatusSeeOther || to != "/langkah" {
		t.Fatalf("begin: %d to %q: %s", code, to, body)
	}
	if code, _, to := visit(s, http.MethodPost, "/mulai", form); code != http.StatusSeeOther || to != "/masuk" {
		t.Errorf("begin again: %d to %q", code, to)
	}
	actor, err := a.Accounts.ActorByName(ctx, "wahyu")
	if err != nil || actor.Role != access.Administrator {
		t.Fatalf("the administrator: %+v, %v", actor, err)
	}
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		scope, err := actor.Scope(access.ManageSettings)
		if err != nil {
			return err
		}
		list, err := unit.Owned(ctx, tx, scope)
		if err == nil && (len(list) != 1 || list[0].Code != "33.11") {
			t.Errorf("governments of the administrator: %+v", list)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestKnownUnitsOfARegency(t *testing.T) {
	rows := knownUnits("33.11")
	kinds := map[any]int{}
	for _, r := range rows {
		kinds[r[2]]++
	}
	if kinds["opd"] != 12 || kinds["desa"] != 150 || kinds["kelurahan"] != 17 {
		t.Errorf("districts, villages and wards of Sukoharjo: %v", kinds)
	}
}

// A unit changed by form tells what was before, and its last change can be taken back, once.
func TestTheLastChangeOfAUnitIsTakenBack(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world, s *Server) {
		r := w.desk(t, s, "disnaker1")
		path := "/instansi/" + unitRef(w.one)
		form := url.Values{"kode": {w.one.code}, "nama": {"Dinas Nama Baru"}, "jenis": {"opd"}, "kode_wilayah": {"33.11"}, "dasar_upah": {"umk"}, "npp": {"33119999"}, "divisi": {"002"}, "kontak": {"Ibu Rahasia"}}
		if code, body := r.do(http.MethodPost, path+"/ubah", form); code != http.StatusSeeOther {
			t.Fatalf("change: %d %s", code, body)
		}
		page := r.get(path)
		if !strings.Contains(page, w.one.unitName+" → Dinas Nama Baru") || !strings.Contains(page, "Kembalikan perubahan terakhir") {
			t.Errorf("the history does not say what was before: %s", page)
		}
		if code, body := r.do(http.MethodPost, path+"/kembalikan", nil); code != http.StatusSeeOther {
			t.Fatalf("take back: %d %s", code, body)
		}
		ctx := context.Background()
		err := w.app.DB.Read(ctx, func(tx *db.Tx) error {
			u, err := unit.ByID(ctx, tx, access.Everything(), w.one.government, w.one.unit)
			if err != nil {
				return err
			}
			if u.Name != w.one.unitName || u.Basis != unit.Real || len(u.NPPs) != 1 || u.NPPs[0] != "33110001" || u.Contact != "Ibu Rahasia" {
				t.Errorf("after taking back: %+v", u)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if code, _ := w.desk(t, s, "bendahara1").do(http.MethodPost, path+"/kembalikan", nil); code != http.StatusForbidden {
			t.Errorf("a treasurer takes a unit's change back: %d", code)
		}
	})
}
