package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
)

// object says how an address of a route is filled with one owner's objects. The unknown owner fills it with numbers that
// nobody has.
type object struct {
	params  func(o *owner) map[string]string
	form    func(o *owner) url.Values // what is posted; names the owner's objects
	query   func(o *owner) url.Values // the filters of a list that name the owner's objects
	stream  bool                      // goes on for long: asked only for objects out of reach
	own     access.Permission         // for routes that ask for a sign-in alone: what the object needs
	nobody  bool                      // holds nothing of anybody: the reader's own account, help
	install bool                      // the object is a person who signs in, not a unit's
}

func ref(pick func(o *owner) string) func(o *owner) map[string]string {
	return func(o *owner) map[string]string { return map[string]string{"id": pick(o)} }
}

func unitRef(o *owner) string   { return fmt.Sprintf("%d.%d", o.government, o.unit) }
func personRef(o *owner) string { return fmt.Sprintf("%d.%d", o.government, o.person) }
func applied(o *owner) string   { return itoa(o.batch) }
func drafted(o *owner) string   { return itoa(o.draft) }
func pairRef(o *owner) string   { return o.pair }
func waitRef(o *owner) string   { return fmt.Sprintf("%d-%d", o.government, o.waiting) }
func bundleRef(o *owner) string { return itoa(o.bundle) }

func requestRef(o *owner) string { return fmt.Sprintf("%d.%d", o.government, o.request) }

// madeRef names a file for the insurer; the owner's world makes none, so any number is foreign and unknown alike.
func madeRef(o *owner) map[string]string {
	return map[string]string{"id": itoa(o.batch), "nama": "data_tk_baru.xlsx"}
}

func accountRef(o *owner) string {
	return itoa(o.account)
}

// filters names a unit in every way that a list's address can.
func filters(o *owner) url.Values {
	return url.Values{"instansi": {o.code}, "wilayah": {o.region}, "bulan": {"2026-09"}}
}

func form(pairs ...string) func(o *owner) url.Values {
	return func(o *owner) url.Values {
		v := filters(o)
		for i := 0; i < len(pairs); i += 2 {
			v.Set(pairs[i], strings.NewReplacer("{nama}", o.name, "{nik}", o.nik, "{kode}", o.code, "{unit}", unitRef(o), "{orang}", personRef(o)).Replace(pairs[i+1]))
		}
		return v
	}
}

// objects is the table of every route. A route that is not here fails the test: whoever adds one says what it opens.
var objects = map[string]object{
	"POST /keluar": {nobody: true}, "GET /{$}": {query: filters},
	"GET /papan": {query: filters}, "GET /papan.xlsx": {query: filters}, "POST /papan/bekukan": {form: form()}, "GET /papan/beku/{id}": {params: ref(func(o *owner) string { return "1" }), nobody: true},
	"GET /angka-lapor": {query: filters}, "GET /angka-lapor.xlsx": {query: filters},
	"GET /belum-menjawab": {query: filters}, "GET /belum-menjawab.xlsx": {query: filters},
	"POST /belum-menjawab/surat.pdf": {form: form()}, "POST /belum-menjawab/diingatkan": {form: form("cara", "surat")},
	"GET /pekerja": {query: filters}, "GET /pekerja.xlsx": {query: filters}, "POST /pekerja.xlsx": {form: form("orang", "{orang}")}, "POST /pekerja/cari": {form: form("q", "{nama}")},
	"POST /pekerja/saringan": {form: form("nama", "x", "kueri", "instansi={kode}")}, "POST /pekerja/saringan/{id}/hapus": {params: ref(func(o *owner) string { return "999999" }), nobody: true},
	"GET /orang/{id}": {params: ref(personRef)}, "GET /orang/{id}/buka-nik": {params: ref(personRef)}, "POST /orang/{id}/buka-nik": {params: ref(personRef), form: form("tujuan", "verifikasi", "keterangan", "uji")},
	"GET /instansi": {query: filters}, "GET /instansi.xlsx": {query: filters}, "GET /instansi/{id}": {params: ref(unitRef)}, "GET /instansi/{id}/templat.xlsx": {params: ref(unitRef)},
	"GET /anggaran": {query: filters}, "GET /anggaran.xlsx": {query: filters}, "GET /bayar": {query: filters}, "GET /bayar.xlsx": {query: filters},
	"GET /instansi/baru": {nobody: true}, "POST /instansi/baru": {form: form("kode", "{kode}", "nama", "x", "jenis", "opd", "kode_wilayah", "35.78", "dasar_upah", "riil", "kode_induk", "{kode}")},
	"GET /instansi/{id}/ubah": {params: ref(unitRef)}, "POST /instansi/{id}/ubah": {params: ref(unitRef), form: form("kode", "X", "nama", "x", "jenis", "opd", "kode_wilayah", "33.11", "dasar_upah", "riil")},
	"GET /impor": {query: filters}, "GET /impor/baru": {query: filters}, "POST /impor/baru": {form: form("jenis", "roster", "aksi", "nihil", "bulan", "2026-10")},
	"GET /impor/{id}": {params: ref(applied)}, "GET /impor/{id}/kemajuan": {params: ref(applied), stream: true}, "POST /impor/{id}/hentikan": {params: ref(drafted)},
	"GET /impor/{id}/susunan": {params: ref(drafted)}, "POST /impor/{id}/susunan": {params: ref(drafted), form: form("aksi", "pakai")},
	"GET /impor/{id}/periksa": {params: ref(drafted)}, "POST /impor/{id}/periksa": {params: ref(drafted), form: form("aksi", "terima-semua")},
	"GET /impor/{id}/berkas-bertanda.xlsx": {params: ref(drafted)}, "GET /impor/{id}/selisih": {params: ref(drafted)},
	"GET /impor/{id}/terapkan": {params: ref(drafted)}, "POST /impor/{id}/terapkan": {params: ref(drafted), form: form("aksi", "terapkan", "kunci", "k")},
	"GET /impor/{id}/bukti": {params: ref(applied)}, "GET /impor/{id}/batalkan": {params: ref(applied)}, "POST /impor/{id}/batalkan": {params: ref(applied), form: form("alasan", "uji")},
	"GET /unggahan": {}, "GET /unggahan/baru": {}, "POST /unggahan/baru": {form: form()}, "GET /unggahan/{id}": {params: ref(bundleRef)}, "GET /unggahan/{id}/kemajuan": {params: ref(bundleRef), stream: true},
	"POST /unggahan/{id}/terapkan":   {params: ref(bundleRef), form: form("cara", "semua")},
	"POST /unggahan/{id}/berkas/{n}": {params: func(o *owner) map[string]string { return map[string]string{"id": bundleRef(o), "n": "1"} }, form: form("jenis", "roster", "bulan", "2026-10")},
	"GET /berkas":                    {query: filters}, "GET /instansi/{id}/berkas": {params: ref(unitRef)}, "POST /instansi/{id}/berkas/lengkapi": {params: ref(unitRef), form: form("lokasi", "1")},
	"POST /instansi/{id}/berkas/kejadian": {params: ref(unitRef), form: form("orang", "{orang}", "kejadian", "died", "tanggal", "2026-09-01")}, "POST /instansi/{id}/berkas/templat": {params: ref(unitRef)},
	"POST /instansi/{id}/berkas/buat": {params: ref(unitRef), form: form("jenis", "data_tk_baru")},
	"GET /berkas/{id}/{nama}":         {params: madeRef}, "POST /berkas/{id}/keadaan": {params: madeRef, form: form("keadaan", "sent")}, "POST /berkas/{id}/jawaban": {params: madeRef},
	"GET /antrean": {query: filters}, "GET /antrean.xlsx": {query: filters}, "POST /antrean/{id}": {params: ref(waitRef), form: form("aksi", "buang", "alasan", "uji")},
	"GET /padan": {query: filters}, "GET /padan/{id}": {params: ref(pairRef)}, "POST /padan/{id}": {params: ref(pairRef), form: form("putusan", "beda", "alasan", "uji")}, "POST /padan/{id}/batalkan": {params: ref(pairRef)},
	"GET /pekerjaan": {}, "POST /pekerjaan/{id}/batal": {params: ref(func(o *owner) string { return fmt.Sprintf("%d-%d", o.government, o.draft) })},
	"GET /pengguna": {}, "GET /pengguna/baru": {nobody: true}, "POST /pengguna/baru": {form: form("nama", "baru", "nama_lengkap", "Baru", "peran", "bendahara", "instansi", "{kode}")},
	"GET /pengguna/{id}": {params: ref(accountRef), install: true}, "POST /pengguna/{id}": {params: ref(accountRef), form: form("nama_lengkap", "Lain"), install: true},
	"POST /pengguna/{id}/sandi": {params: ref(accountRef), install: true}, "POST /pengguna/{id}/kunci": {params: ref(accountRef), form: form("aktif", "0"), install: true},
	"POST /pengguna/{id}/sesi/akhiri": {params: ref(accountRef), install: true}, "POST /pengguna/{id}/wewenang": {params: ref(accountRef), form: form("peran", "administrator"), install: true},
	"POST /pengguna/{id}/wewenang/{grant}/cabut": {params: func(o *owner) map[string]string { return map[string]string{"id": accountRef(o), "grant": "1"} }, install: true},
	"GET /persetujuan":                           {}, "GET /persetujuan/{id}": {params: ref(requestRef)}, "POST /persetujuan/{id}": {params: ref(requestRef), form: form("aksi", "tolak", "alasan", "uji", "versi", "1")},
	"GET /jejak": {query: filters}, "GET /jejak.jsonl": {query: filters},
	"GET /pengaturan": {}, "POST /pengaturan": {form: form()},
	"POST /instansi/{id}/kembalikan": {params: ref(unitRef)}, "GET /pengaturan/kop": {}, "POST /pengaturan/kop": {form: form("kop", "x")}, "GET /langkah": {}, "GET /langkah/instansi.xlsx": {nobody: true},
	"GET /akun": {nobody: true}, "POST /akun/sandi": {nobody: true}, "POST /akun/wewenang": {form: func(*owner) url.Values { return url.Values{"wewenang": {"1"}} }, nobody: true},
	"POST /akun/sesi/akhiri": {nobody: true}, "POST /akun/sesi/{id}/akhiri": {params: ref(func(*owner) string { return "0000000000000000" }), nobody: true},
	"POST /antrean/serahkan": {form: func(o *owner) url.Values { return url.Values{"pemilik": {itoa(o.account)}, "baris": {waitRef(o)}} }},
	"GET /masuk/kode":        {nobody: true}, "POST /masuk/kode": {nobody: true}, "GET /akun/kode": {nobody: true}, "POST /akun/kode": {nobody: true}, "GET /akun/kode/gambar.png": {nobody: true},
	"GET /uji-aturan": {query: filters}, "POST /uji-aturan": {form: form("paket", examplePack, "berlaku", "2027-01", "roster", "2026-09")},
	"GET /bantuan": {nobody: true}, "GET /bantuan/{slug}": {params: func(*owner) map[string]string { return map[string]string{"slug": "bendahara"} }, nobody: true},
}

// stranger is somebody whose reach does not hold the foreign owner's unit, with the secrets that must not be seen.
type stranger struct {
	*world
	user    string
	cookie  *http.Cookie
	server  *Server
	foreign *owner
}

// address fills a route's pattern and returns method and target.
func address(pattern string, obj object, o *owner) (method, target string) {
	method, path, _ := strings.Cut(pattern, " ")
	path = strings.TrimSuffix(path, "{$}")
	if obj.params != nil {
		for name, value := range obj.params(o) {
			path = strings.ReplaceAll(path, "{"+name+"}", value)
		}
	}
	if obj.query != nil {
		path += "?" + obj.query(o).Encode()
	}
	return method, path
}

func (s *stranger) ask(pattern string, obj object, o *owner) *httptest.ResponseRecorder {
	method, target := address(pattern, obj, o)
	body := ""
	if method == http.MethodPost && obj.form != nil {
		body = obj.form(o).Encode()
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, method, target, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(s.cookie)
	w := httptest.NewRecorder()
	s.server.ServeHTTP(w, r)
	return w
}

// findings says what a route gives a stranger that it must not.
func (s *stranger) findings(pattern string, obj object) (found []string) {
	if obj.nobody {
		return nil
	}
	got := s.ask(pattern, obj, s.foreign)
	body := spoken(got.Header().Get("Content-Type"), got.Body.Bytes())
	for what, secret := range s.foreign.secrets() {
		// What the asker sent may be shown back: a search term, a code in a form that is refused.
		if sent := s.sent(pattern, obj); strings.Contains(body, secret) && !slices.Contains(sent, secret) {
			found = append(found, fmt.Sprintf("%s as %s: answer %d holds the %s of a foreign unit", pattern, s.user, got.Code, what))
		}
	}
	if obj.params == nil {
		return append(found, s.wholeList(pattern, obj)...)
	}
	if got.Code != http.StatusForbidden && got.Code != http.StatusNotFound {
		found = append(found, fmt.Sprintf("%s as %s: a foreign object answers %d, want 403 or 404", pattern, s.user, got.Code))
	}
	unknown := s.ask(pattern, obj, s.nobody)
	_, a := address(pattern, obj, s.foreign)
	_, b := address(pattern, obj, s.nobody)
	if x, y := plain(got.Body.String(), a), plain(unknown.Body.String(), b); got.Code != unknown.Code || x != y {
		found = append(found, fmt.Sprintf("%s as %s: a foreign object (%d) is told apart from an unknown one (%d)", pattern, s.user, got.Code, unknown.Code))
	}
	return found
}

// wholeList asks a list again as it opens by itself, without a filter.
func (s *stranger) wholeList(pattern string, obj object) (found []string) {
	if obj.query == nil {
		return nil
	}
	got := s.ask(pattern, object{query: func(*owner) url.Values { return url.Values{"bulan": {"2026-09"}} }}, s.foreign)
	body := spoken(got.Header().Get("Content-Type"), got.Body.Bytes())
	for what, secret := range s.foreign.secrets() {
		if strings.Contains(body, secret) {
			found = append(found, fmt.Sprintf("%s as %s, without a filter: answer %d holds the %s of a foreign unit", pattern, s.user, got.Code, what))
		}
	}
	return found
}

// sent lists the values that the asker itself wrote into the request.
func (s *stranger) sent(pattern string, obj object) (out []string) {
	add := func(v url.Values) {
		for _, list := range v {
			out = append(out, list...)
		}
	}
	if obj.form != nil {
		add(obj.form(s.foreign))
	}
	if obj.query != nil {
		add(obj.query(s.foreign))
	}
	return out
}

// plain takes the asked address out of a page, which repeats it to come back to after a change of language.
func plain(page, asked string) string {
	asked, _, _ = strings.Cut(asked, "?")
	for _, form := range []string{asked, url.QueryEscape(asked)} {
		page = strings.ReplaceAll(page, form, "ALAMAT")
	}
	return page
}

func TestNobodySeesOrGuessesWhatIsOutOfReach(t *testing.T) {
	w := newWorld(t)
	server := New(w.app, slog.New(slog.DiscardHandler), nil)
	for _, route := range server.Routes() {
		if _, listed := objects[route.Pattern]; !listed && !route.Public {
			t.Errorf("%s is not in the table of this test: say what it opens", route.Pattern)
		}
	}
	asked := 0
	for _, s := range w.strangers(t, server) {
		for _, route := range server.Routes() {
			obj, listed := objects[route.Pattern]
			if route.Public || !listed || route.Pattern == "POST /keluar" {
				continue
			}
			if obj.install && s.user == "admin" && s.foreign.account == 0 {
				continue
			}
			asked++
			for _, f := range s.findings(route.Pattern, obj) {
				t.Error(f)
			}
		}
	}
	if asked < 500 {
		t.Errorf("only %d questions were asked: the search is broken", asked)
	}
	w.unchanged(t)
}

// A province sees totals and an administrator sees accounts: neither sees a person of the units that they reach.
func TestTotalsWithoutPeople(t *testing.T) {
	w := newWorld(t)
	server := New(w.app, slog.New(slog.DiscardHandler), nil)
	asked := 0
	for _, user := range []string{"provinsi1", "administrator1"} {
		s := &stranger{world: w, user: user, cookie: w.signIn(t, user), server: server, foreign: w.two}
		for _, route := range server.Routes() {
			obj, listed := objects[route.Pattern]
			if !listed || obj.nobody || obj.install || obj.stream || route.Public || !strings.HasPrefix(route.Pattern, "GET ") {
				continue
			}
			asked++
			got := s.ask(route.Pattern, obj, w.two)
			body := spoken(got.Header().Get("Content-Type"), got.Body.Bytes())
			for _, secret := range []string{w.two.name, w.two.nik, w.two.waitingName, w.two.pairName} {
				if strings.Contains(body, secret) {
					t.Errorf("%s as %s: answer %d holds %q", route.Pattern, user, got.Code, secret)
				}
			}
		}
	}
	if asked < 60 {
		t.Errorf("only %d questions were asked", asked)
	}
}

// Without it the test above could pass because nothing answers at all.
func TestTheOwnIsSeen(t *testing.T) {
	w := newWorld(t)
	server := New(w.app, slog.New(slog.DiscardHandler), nil)
	cookie := w.signIn(t, "bendahara1")
	for pattern, secret := range map[string]string{
		"GET /{$}": w.one.unitName, "GET /pekerja": w.one.name, "GET /orang/{id}": w.one.name, "GET /instansi/{id}": w.one.unitName, "GET /impor": w.one.file,
		"GET /impor/{id}/bukti": w.one.file, "GET /impor/{id}/periksa": w.one.draftFile, "GET /antrean": w.one.waitingName, "GET /padan": w.one.pairName, "GET /padan/{id}": w.one.pairName,
		"POST /pekerja/cari": w.one.name, "GET /instansi/{id}/templat.xlsx": w.one.name, "GET /pekerja.xlsx": w.one.name,
	} {
		s := &stranger{world: w, user: "bendahara1", cookie: cookie, server: server}
		got := s.ask(pattern, objects[pattern], w.one)
		if body := spoken(got.Header().Get("Content-Type"), got.Body.Bytes()); got.Code != http.StatusOK || !strings.Contains(body, secret) {
			t.Errorf("%s: the own unit's treasurer gets %d, with %q: %v", pattern, got.Code, secret, strings.Contains(body, secret))
		}
	}
}

// The control: a handler that forgets the scope, one that tells foreign and unknown apart, and one in a list.
func TestAnUnscopedHandlerIsCaught(t *testing.T) {
	w := newWorld(t)
	server := New(w.app, slog.New(slog.DiscardHandler), nil)
	leak := func(all bool) handler {
		return func(r *Request) error {
			scope := access.Everything()
			return r.read(func(ctx context.Context, tx *db.Tx) error {
				if all {
					list, err := unit.List(ctx, tx, scope)
					for _, u := range list {
						fmt.Fprintln(r.W, u.Name)
					}
					return err
				}
				government, id, _ := parseRef(r.PathValue("id"))
				u, err := unit.ByID(ctx, tx, scope, government, id)
				fmt.Fprintln(r.W, u.Name)
				return err
			})
		}
	}
	server.signed("GET /bocor/{id}", leak(false))
	server.signed("GET /bocor", leak(true))
	server.signed("POST /bocor/{id}", func(r *Request) error { // shows nothing, but says that the object is there
		government, id, _ := parseRef(r.PathValue("id"))
		return r.read(func(ctx context.Context, tx *db.Tx) error {
			if _, err := unit.ByID(ctx, tx, access.Everything(), government, id); err != nil {
				return err
			}
			return access.ErrForbidden
		})
	})
	s := &stranger{world: w, user: "bendahara1", cookie: w.signIn(t, "bendahara1"), server: server, foreign: w.two}
	for pattern, obj := range map[string]object{"GET /bocor/{id}": {params: ref(unitRef)}, "GET /bocor": {}, "POST /bocor/{id}": {params: ref(unitRef)}} {
		if found := s.findings(pattern, obj); len(found) == 0 {
			t.Errorf("%s leaks and was not caught", pattern)
		}
	}
}
