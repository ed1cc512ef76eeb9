package web

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/sample"
	"github.com/payung-id/payung/internal/trust/access"
)

// roadOffice is a server over the synthetic district, with jobs running, for walking the import road as people do.
type roadOffice struct {
	t     *testing.T
	app   *app.App
	url   string
	files string
}

// road runs a test on both engines.
func road(t *testing.T, fn func(t *testing.T, o *roadOffice)) {
	for engine, address := range map[string]func(testing.TB) string{"SQLite": dbtest.SQLitePath, "PostgreSQL": dbtest.PostgreSQLURL} {
		t.Run(engine, func(t *testing.T) { fn(t, newOffice(t, address(t))) })
	}
}

func newOffice(t *testing.T, address string) *roadOffice {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	a, err := app.Open(ctx, app.Config{Data: t.TempDir(), DB: address}, false)
	if err != nil {
		t.Fatal(err)
	}
	o := &roadOffice{t: t, app: a, files: t.TempDir()}
	if _, err := sample.Write(ctx, o.files, sample.Desa, 1, nil); err != nil {
		t.Fatal(err)
	}
	o.bring("units", "units.xlsx")
	o.account("bendahara", access.Treasurer, "3311-V002")
	o.account("tetangga", access.Treasurer, "3311-X01")
	o.account("bkad", access.Treasury, "")
	jobs := make(chan error, 1)
	go func() { jobs <- a.Run(ctx) }()
	server := httptest.NewServer(New(a, slog.New(slog.NewTextHandler(io.Discard, nil)), nil))
	o.url = server.URL
	t.Cleanup(func() {
		server.Close()
		stop()
		<-jobs
		_ = a.Close()
	})
	return o
}

// bring brings a file in by the road, without pages.
func (o *roadOffice) bring(kind, name string) {
	o.t.Helper()
	f, err := os.Open(filepath.Join(o.files, name))
	if err != nil {
		o.t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		o.t.Fatal(err)
	}
	b, err := o.app.Intake.Check(context.Background(), access.System(), intake.Request{Kind: kind, File: intake.File{Name: name, Reader: f, Size: info.Size()}})
	if err == nil {
		_, err = o.app.Intake.Apply(context.Background(), access.System(), b.ID)
	}
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *roadOffice) account(name string, role access.Role, code string) {
	o.t.Helper()
	g := access.NewGrant{Role: role}
	err := o.app.DB.Read(context.Background(), func(tx *db.Tx) error {
		u, err := unit.ByCode(context.Background(), tx, access.Everything(), "3311-D01")
		if err != nil {
			return err
		}
		g.Government = u.Government
		if code != "" {
			u, err = unit.ByCode(context.Background(), tx, access.Everything(), code)
			g.Unit = u.ID
		}
		return err
	})
	if err == nil {
		_, err = o.app.Accounts.Create(context.Background(), access.System(), access.NewAccount{Username: name, Name: "Ibu " + name, Password: testPassword, Grants: []access.NewGrant{g}})
	}
	if err != nil {
		o.t.Fatal(err)
	}
}

// visitor is a signed-in browser that follows no redirect by itself.
type visitor struct {
	*roadOffice
	client *http.Client
}

func (o *roadOffice) visit(name string) *visitor {
	o.t.Helper()
	token, err := o.app.Accounts.SignIn(context.Background(), name, testPassword, "test")
	if err != nil {
		o.t.Fatal(err)
	}
	jar, _ := cookiejar.New(nil) // never fails without options
	at, err := url.Parse(o.url)
	if err != nil {
		o.t.Fatal(err)
	}
	jar.SetCookies(at, []*http.Cookie{{Name: sessionCookie, Value: token, Path: "/"}})
	return &visitor{o, &http.Client{Jar: jar, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// answer is what came back, with the page's text.
type answer struct {
	status int
	to     string
	body   string
}

func (v *visitor) do(req *http.Request, err error) answer {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	resp, err := v.client.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer{resp.StatusCode, strings.TrimPrefix(resp.Header.Get("Location"), v.url), string(body)}
}

func (v *visitor) get(path string) answer {
	v.t.Helper()
	return v.do(http.NewRequest(http.MethodGet, v.url+path, nil))
}

func (v *visitor) post(path string, form url.Values) answer {
	v.t.Helper()
	req, err := http.NewRequest(http.MethodPost, v.url+path, strings.NewReader(form.Encode()))
	if err == nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return v.do(req, err)
}

func (v *visitor) upload(fields map[string]string, name string, content []byte) answer {
	v.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, k := range []string{"kunci", "jenis", "instansi", "bulan", "per_tanggal"} {
		if err := w.WriteField(k, fields[k]); err != nil {
			v.t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("berkas", name)
	if err == nil {
		_, err = part.Write(content)
	}
	for _, k := range []string{"tempel", "aksi"} {
		if err == nil {
			err = w.WriteField(k, fields[k])
		}
	}
	if err = w.Close(); err != nil {
		v.t.Fatal(err)
	}
	req, err := http.NewRequest(http.MethodPost, v.url+"/impor/baru", &body)
	if err == nil {
		req.Header.Set("Content-Type", w.FormDataContentType())
	}
	return v.do(req, err)
}

// arrive follows redirects and waits for a running check, as a browser without JavaScript does by reloading.
func (v *visitor) arrive(a answer) (path string, page answer) {
	v.t.Helper()
	for range 120 {
		switch {
		case a.status == http.StatusSeeOther:
			path = a.to
		case strings.Contains(a.body, `http-equiv="refresh"`):
			time.Sleep(50 * time.Millisecond)
		default:
			return path, a
		}
		a = v.get(path)
	}
	v.t.Fatalf("still on its way at %s", path)
	return "", a
}

func (v *visitor) want(a answer, status int, words ...string) answer {
	v.t.Helper()
	if a.status != status {
		v.t.Fatalf("status %d, want %d; to %q; page: %s", a.status, status, a.to, plainText(a.body))
	}
	for _, w := range words {
		if !strings.Contains(plainText(a.body), w) {
			v.t.Errorf("the page does not say %q: %s", w, plainText(a.body))
		}
	}
	return a
}

var (
	markup = regexp.MustCompile(`(?s)<(script|style|svg)[^>]*>.*?</(script|style|svg)>|<[^>]+>`)
	spaces = regexp.MustCompile(`\s+`)
)

func plainText(html string) string {
	text := spaces.ReplaceAllString(markup.ReplaceAllString(html, " "), " ")
	if i := strings.Index(text, "Lewati"); i > 0 {
		text = text[i:]
	}
	if len(text) > 20000 {
		text = text[:20000]
	}
	return text
}

func (o *roadOffice) file(month, unit string) (string, []byte) {
	o.t.Helper()
	found, err := filepath.Glob(filepath.Join(o.files, "rosters", month, unit+"*"))
	if err != nil || len(found) != 1 {
		o.t.Fatalf("roster of %s %s: %v %v", unit, month, found, err)
	}
	content, err := os.ReadFile(found[0])
	if err != nil {
		o.t.Fatal(err)
	}
	return filepath.Base(found[0]), content
}

// count answers a question with one number.
func (o *roadOffice) count(query string, args ...any) (n int) {
	o.t.Helper()
	err := o.app.DB.Read(context.Background(), func(tx *db.Tx) error {
		return tx.QueryRow(context.Background(), query, args...).Scan(&n)
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return n
}

var importID = regexp.MustCompile(`^/impor/(\d+)/`)

// hand uploads a roster and returns its number and the page it lands on.
func (v *visitor) hand(month, unit, key string) (id, path string) {
	v.t.Helper()
	name, content := v.file(month, unit)
	path, page := v.arrive(v.upload(map[string]string{"jenis": "roster", "bulan": month, "kunci": key, "aksi": "periksa"}, name, content))
	v.want(page, http.StatusOK)
	m := importID.FindStringSubmatch(path)
	if m == nil {
		v.t.Fatalf("landed on %q", path)
	}
	return m[1], path
}

func TestAFileGoesTheWholeRoadAndBack(t *testing.T) {
	road(t, func(t *testing.T, o *roadOffice) {
		v := o.visit("bendahara")
		id, path := v.hand("2026-09", "3311-V002", "satu")
		if !strings.HasSuffix(path, "/susunan") {
			t.Fatalf("a layout seen for the first time is shown; landed on %s", path)
		}
		v.want(v.get(path), 200, "Begini berkas ini dibaca", "Ingat untuk bulan depan")
		v.keepLayout(id)
		at := "/impor/" + id
		v.want(v.get(at+"/periksa"), 200, "Hasil pemeriksaan", "ditahan sampai diperbaiki")
		waiting := o.count(`SELECT count(*) FROM roster_row WHERE status = 'waiting'`)
		if waiting == 0 {
			t.Fatal("the sample has no row to repair: this test would prove nothing")
		}
		v.want(v.post(at+"/periksa", url.Values{"aksi": {"terima-semua"}}), 303)
		after := o.count(`SELECT count(*) FROM roster_row WHERE status = 'waiting'`)
		if after >= waiting {
			t.Errorf("%d rows wait after taking all proposals, %d before", after, waiting)
		}
		v.want(v.get(at+"/selisih"), 200, "roster pertama")
		v.want(v.get(at+"/terapkan"), 200, "Periksa sebelum diterapkan")
		v.want(v.post(at+"/terapkan", url.Values{"aksi": {"terapkan"}}), 303)
		v.want(v.post(at+"/terapkan", url.Values{"aksi": {"terapkan"}}), 303)
		v.want(v.get(at+"/bukti"), 200, "Sudah diterapkan", "Sidik berkas (SHA-256)", "baris diterapkan")
		if n := o.count(`SELECT count(*) FROM roster_current`); n != 1 {
			t.Errorf("%d rosters in force, want 1", n)
		}
		v.want(v.get("/impor"), 200, "Diterapkan", "Batalkan")

		// Next month the layout is known, and the difference is against this month.
		next, path := v.hand("2026-10", "3311-V002", "dua")
		if !strings.HasSuffix(path, "/periksa") {
			t.Errorf("a remembered layout is not asked about again; landed on %s", path)
		}
		v.want(v.get("/impor/"+next+"/selisih"), 200, "Selisih Oktober 2026 dengan September 2026")
		v.want(v.post("/impor/"+next+"/terapkan", nil), 303)

		// The queue shows what waits in force; one row is no worker, and that can be taken back.
		if n := o.count(`SELECT count(*) FROM roster_row rr JOIN roster_current rc ON rc.batch_id = rr.batch_id WHERE rr.status = 'waiting'`); n > 0 {
			queue := v.want(v.get("/antrean"), 200, "Baris yang menunggu diperbaiki", "Pemilik: Ibu bendahara")
			row := regexp.MustCompile(`action="(/antrean/[0-9-]+)"`).FindStringSubmatch(queue.body)[1]
			v.want(v.post(row, url.Values{"aksi": {"buang"}, "alasan": {"x"}}), 422, "Tuliskan alasannya")
			v.want(v.post(row, url.Values{"aksi": {"buang"}, "alasan": {"baris judul, bukan orang"}}), 303)
			if left := o.count(`SELECT count(*) FROM roster_row rr JOIN roster_current rc ON rc.batch_id = rr.batch_id WHERE rr.status = 'waiting'`); left != n-1 {
				t.Errorf("%d rows wait after dropping one of %d", left, n)
			}
			drop := o.count(`SELECT max(id) FROM import_batch WHERE kind = 'roster.drop'`)
			v.want(v.post(fmt.Sprintf("/impor/%d/batalkan", drop), url.Values{"alasan": {"ternyata orang"}}), 303)
		}

		v.want(v.post("/impor/"+next+"/batalkan", url.Values{"alasan": {""}}), 422, "Tuliskan alasannya")
		v.want(v.post("/impor/"+next+"/batalkan", url.Values{"alasan": {"salah bulan"}}), 303)
		v.want(v.get("/impor/"+next+"/bukti"), 200, "Impor dibatalkan")
		v.want(v.post(at+"/batalkan", url.Values{"alasan": {"salah berkas"}}), 303)
		if n := o.count(`SELECT count(*) FROM roster_current`); n != 0 {
			t.Errorf("%d rosters in force after everything was undone", n)
		}
		if check, err := o.app.Verify(context.Background()); err != nil || len(check.Problems) > 0 {
			t.Errorf("verify: %v %v", check, err)
		}
	})
}

// keepLayout sends the layout page as it stands.
func (v *visitor) keepLayout(id string) {
	v.t.Helper()
	page := v.get("/impor/" + id + "/susunan")
	form := url.Values{"aksi": {"pakai"}, "ingat": {"1"}}
	form.Set("baris_judul", regexp.MustCompile(`name="baris_judul"[^>]*value="(\d+)"`).FindStringSubmatch(page.body)[1])
	if m := regexp.MustCompile(`name="lembar" value="([^"]*)"`).FindStringSubmatch(page.body); m != nil {
		form.Set("lembar", m[1])
	}
	for _, s := range regexp.MustCompile(`(?s)<select id="k-[A-Z]+" name="(kolom\.[A-Z]+)">(.*?)</select>`).FindAllStringSubmatch(page.body, -1) {
		if chosen := regexp.MustCompile(`value="([^"]*)" selected`).FindStringSubmatch(s[2]); chosen != nil {
			form.Set(s[1], chosen[1])
		}
	}
	path, _ := v.arrive(v.post("/impor/"+id+"/susunan", form))
	if path != "/impor/"+id+"/periksa" {
		v.t.Fatalf("after the layout was kept, landed on %s", path)
	}
}

func TestUndoBeneathLaterChangesListsThem(t *testing.T) {
	road(t, func(t *testing.T, o *roadOffice) {
		v := o.visit("bendahara")
		id, _ := v.hand("2026-10", "3311-V002", "satu")
		v.want(v.post("/impor/"+id+"/terapkan", nil), 303)
		v.want(v.post("/impor/baru", url.Values{"jenis": {"roster"}, "bulan": {"2026-11"}, "aksi": {"tetap"}}), 303)
		again := v.want(v.post("/impor/baru", url.Values{"jenis": {"roster"}, "bulan": {"2026-11"}, "aksi": {"tetap"}}), 303)
		if n := o.count(`SELECT count(*) FROM import_batch WHERE kind = 'roster.confirm'`); n != 1 || !strings.HasSuffix(again.to, "/bukti") {
			t.Errorf("%d confirmations of one month, landed on %s", n, again.to)
		}
		v.want(v.post("/impor/"+id+"/batalkan", url.Values{"alasan": {"salah berkas"}}), 409, "belum dapat dibatalkan", "Sama dengan bulan sebelumnya")
	})
}

func TestNobodyIsAnAnswer(t *testing.T) {
	road(t, func(t *testing.T, o *roadOffice) {
		v := o.visit("bendahara")
		path, page := v.arrive(v.post("/impor/baru", url.Values{"jenis": {"roster"}, "bulan": {"2026-10"}, "aksi": {"nihil"}, "kunci": {"n"}}))
		v.want(page, 200, "Nihil")
		v.want(v.post(path, nil), 303)
		if n := o.count(`SELECT count(*) FROM roster_current WHERE answer = 'nihil'`); n != 1 {
			t.Errorf("%d answers of nobody, want 1", n)
		}
	})
}

func TestPastedRowsAreAFile(t *testing.T) {
	road(t, func(t *testing.T, o *roadOffice) {
		v := o.visit("bendahara")
		rows := "NIK\tNama\tTanggal Lahir\tUpah\n3311015503809001\tSiti Aminah\t15/03/1980\t2500000\n331101550480900\tBudi Santoso\t15/04/1980\t2500000\n"
		path, page := v.arrive(v.post("/impor/baru", url.Values{"jenis": {"roster"}, "bulan": {"2026-10"}, "aksi": {"periksa"}, "tempel": {rows}}))
		v.want(page, 200, "tempelan.tsv")
		at := strings.TrimSuffix(path, "/susunan")
		check := v.want(v.get(at+"/periksa"), 200, "NIK bukan 16 angka", "Budi Santoso")
		if strings.Contains(check.body, "3311015503809001") {
			t.Error("a whole NIK stands on the page")
		}
		// A wrong repair is kept and still waits; a right one lets the row go on.
		fix := url.Values{"lembar": {"csv"}, "baris": {"3"}, "kolom": {"nik"}, "aksi": {"simpan"}}
		fix.Set("nilai", "33110115048090")
		v.want(v.post(at+"/periksa", fix), 303)
		v.want(v.get(at+"/periksa"), 200, "berisi 14 angka")
		fix.Set("nilai", "3311011504809002")
		v.want(v.post(at+"/periksa", fix), 303)
		v.want(v.get(at+"/periksa"), 200, "Semua 2 baris siap diterapkan")
		marked := v.want(v.get(at+"/berkas-bertanda.xlsx"), 200)
		if !strings.HasPrefix(marked.body, "PK") {
			t.Error("the marked file is no workbook")
		}
	})
}

func TestAPersonShowsWhereTheColumnsAreOnce(t *testing.T) {
	road(t, func(t *testing.T, o *roadOffice) {
		v := o.visit("bendahara")
		send := func(month, name string) (string, answer) {
			text := "Daftar orang kita\nk1;k2;k3;k4\n3311015503809001;" + name + ";15/03/1980;2500000\n3311011504809002;Budi Santoso;15/04/1980;2500000\n"
			return v.arrive(v.upload(map[string]string{"jenis": "roster", "bulan": month, "aksi": "periksa"}, "aneh.csv", []byte(text)))
		}
		path, page := send("2026-09", "Siti Aminah")
		v.want(page, 200, "Judul kolom tidak ditemukan", "Kolom ini diperlukan dan belum ditemukan")
		form := url.Values{"aksi": {"pakai"}, "ingat": {"1"}, "baris_judul": {"2"}, "kolom.A": {"nik"}, "kolom.C": {"tanggal_lahir"}, "kolom.D": {"upah"}}
		v.want(v.post(path, form), 422, "Pilih kolom yang memuat Nama")
		form.Set("kolom.B", "nama")
		_, page = v.arrive(v.post(path, form))
		v.want(page, 200, "Semua 2 baris siap diterapkan")
		next, page := send("2026-10", "Sri Aminah")
		v.want(page, 200, "Semua 2 baris siap diterapkan")
		if !strings.HasSuffix(next, "/periksa") {
			t.Errorf("next month the layout is asked about again: %s", next)
		}
	})
}

func TestTheSameFormTwiceAtOnceActsOnce(t *testing.T) {
	road(t, func(t *testing.T, o *roadOffice) {
		v := o.visit("bendahara")
		name, content := o.file("2026-10", "3311-V002")
		fields := map[string]string{"jenis": "roster", "bulan": "2026-10", "kunci": "serentak", "aksi": "periksa"}
		var wg sync.WaitGroup
		landed := make([]string, 6)
		for i := range landed {
			wg.Go(func() { landed[i], _ = v.arrive(v.upload(fields, name, content)) })
		}
		wg.Wait()
		if n := o.count(`SELECT count(*) FROM import_batch WHERE kind = 'roster'`); n != 1 {
			t.Errorf("%d imports of one form, want 1", n)
		}
		for _, to := range landed {
			if to != landed[0] {
				t.Errorf("landed on %s and on %s", landed[0], to)
			}
		}
		at := strings.TrimSuffix(landed[0], "/susunan")
		for range landed {
			wg.Go(func() { v.post(at+"/terapkan", nil) })
		}
		wg.Wait()
		if n := o.count(`SELECT count(*) FROM audit_entry WHERE op = 'roster.apply'`); n != 1 {
			t.Errorf("%d applications in the trail, want 1", n)
		}
		// The same file under another key is one that was applied already.
		fields["kunci"] = "lain"
		if to, _ := v.arrive(v.upload(fields, name, content)); !strings.HasSuffix(to, "/bukti?kabar=sudah") {
			t.Errorf("a file that was applied before landed on %s", to)
		}
	})
}

func TestAnotherUnitsImportDoesNotExist(t *testing.T) {
	road(t, func(t *testing.T, o *roadOffice) {
		id, _ := o.visit("bendahara").hand("2026-10", "3311-V002", "satu")
		neighbour := o.visit("tetangga")
		for _, page := range []string{"", "/kemajuan", "/susunan", "/periksa", "/berkas-bertanda.xlsx", "/selisih", "/terapkan", "/bukti", "/batalkan"} {
			neighbour.want(neighbour.get("/impor/"+id+page), 404)
			neighbour.want(neighbour.get("/impor/999999"+page), 404)
		}
		for _, page := range []string{"/hentikan", "/susunan", "/periksa", "/terapkan", "/batalkan"} {
			neighbour.want(neighbour.post("/impor/"+id+page, url.Values{"alasan": {"coba saja"}, "aksi": {"terapkan"}}), 404)
		}
		if n := o.count(`SELECT count(*) FROM roster_current`); n != 0 {
			t.Error("a neighbour changed something")
		}
		treasury := o.visit("bkad") // reaches the whole government, but may not import rosters
		treasury.want(treasury.get("/impor/"+id+"/periksa"), 404)
	})
}

func TestFilesThatAreNoLists(t *testing.T) {
	road(t, func(t *testing.T, o *roadOffice) {
		v := o.visit("bendahara")
		send := func(name string, content []byte) answer {
			_, a := v.arrive(v.upload(map[string]string{"jenis": "roster", "bulan": "2026-10", "kunci": name, "aksi": "periksa"}, name, content))
			return a
		}
		v.want(send("sk.pdf", []byte("%PDF-1.7\n%âãÏÓ\n1 0 obj\n")), 422, "bukan lembar kerja")
		v.want(send("kosong.xlsx", nil), 422, "Berkas kosong")
		v.want(send("bom.xlsx", bomb(t)), 413, "terlalu besar")
		v.want(v.upload(map[string]string{"jenis": "roster", "bulan": "2026-99", "aksi": "periksa"}, "a.csv", []byte("x")), 422, "Pilih bulan")
		v.want(v.upload(map[string]string{"jenis": "budget", "bulan": "2026-10", "aksi": "periksa"}, "a.csv", []byte("x")), 422, "Pilih jenis")
		v.want(v.upload(map[string]string{"jenis": "roster", "instansi": "3311-X01", "bulan": "2026-10", "aksi": "periksa"}, "a.csv", []byte("x")), 422, "Instansi tidak ditemukan")
		v.want(v.post("/impor/baru", url.Values{"jenis": {"roster"}, "bulan": {"2026-10"}, "aksi": {"periksa"}}), 422, "Pilih berkas")
		if n := o.count(`SELECT count(*) FROM roster_row`); n != 0 {
			t.Errorf("%d rows of files that are no lists", n)
		}
	})
}

// TestATooBigFileIsRefusedInWords sends more than a workbook may hold. One engine will do: nothing of it is stored.
func TestATooBigFileIsRefusedInWords(t *testing.T) {
	o := newOffice(t, dbtest.SQLitePath(t))
	v := o.visit("bendahara")
	big := bytes.Repeat([]byte("0123456789abcde\n"), (workbookLimit+(2<<20))/16)
	v.want(v.upload(map[string]string{"jenis": "roster", "bulan": "2026-10", "aksi": "periksa"}, "besar.csv", big), 413, "60 MB")
}

// bomb is a workbook whose sheet unpacks to gigabytes.
func bomb(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range map[string]string{
		"[Content_Types].xml":        `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>`); err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for i := range zeros {
		zeros[i] = 'a'
	}
	for range 400 {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestProgressIsToldAsEvents(t *testing.T) {
	road(t, func(t *testing.T, o *roadOffice) {
		v := o.visit("bendahara")
		id, _ := v.hand("2026-10", "3311-V002", "satu")
		a := v.want(v.get("/impor/"+id+"/kemajuan"), 200)
		if want := "event: selesai\ndata: /impor/" + id + "\n\n"; !strings.HasSuffix(a.body, want) {
			t.Errorf("stream %q does not end with %q", a.body, want)
		}
	})
}
