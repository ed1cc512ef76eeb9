package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/programme/budget"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// onBoth runs a test on a world in SQLite and in PostgreSQL.
func onBoth(t *testing.T, fn func(t *testing.T, w *world, s *Server)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { w := newWorld(t); fn(t, w, New(w.app, slog.New(slog.DiscardHandler), nil)) })
	t.Run("PostgreSQL", func(t *testing.T) {
		w := newWorldAt(t, dbtest.PostgreSQLURL(t))
		fn(t, w, New(w.app, slog.New(slog.DiscardHandler), nil))
	})
}

// desk asks pages as one user.
type desk struct {
	t      *testing.T
	cookie *http.Cookie
	server *Server
}

func (w *world) desk(t *testing.T, s *Server, user string) *desk {
	t.Helper()
	return &desk{t, w.signIn(t, user), s}
}

func (r *desk) do(method, target string, form url.Values) (int, string) {
	r.t.Helper()
	q := httptest.NewRequestWithContext(context.Background(), method, target, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	q.AddCookie(r.cookie)
	w := httptest.NewRecorder()
	r.server.ServeHTTP(w, q)
	return w.Code, strings.Join(strings.Fields(tags.ReplaceAllString(w.Body.String(), " ")), " ")
}

func (r *desk) get(target string) string {
	r.t.Helper()
	code, body := r.do(http.MethodGet, target, nil)
	if code != http.StatusOK {
		r.t.Fatalf("GET %s: %d: %s", target, code, body)
	}
	return body
}

func TestTheTreasurersMonth(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world, s *Server) {
		page := w.desk(t, s, "bendahara1").get("/?bulan=2026-09")
		for _, want := range []string{
			"Iuran September 2026", "2 pekerja", "Perbaiki 1 baris roster", "1 NIK bukan 16 angka", "1 padanan", "Rp 12.000", "Rp 15.000", "Rp 27.000", "dua puluh tujuh ribu rupiah",
			"5.1.02.02.02.0006", "5.1.02.02.02.0007", "15 Oktober 2026", "orang belum terlindungi", w.one.file,
		} {
			if !strings.Contains(page, want) {
				t.Errorf("September: no %q in\n%s", want, page)
			}
		}
		page = w.desk(t, s, "bendahara1").get("/?bulan=2026-10")
		for _, want := range []string{"Pekerja belum diketahui", w.one.draftFile, "Menunggu roster"} {
			if !strings.Contains(page, want) {
				t.Errorf("October: no %q in\n%s", want, page)
			}
		}
		if strings.Contains(page, "0 pekerja") {
			t.Error("October is silent and is shown as zero")
		}
		page = w.desk(t, s, "kepegawaian1").get("/?bulan=2026-09")
		if !strings.Contains(page, "Bukti bayar dicatat bendahara") {
			t.Errorf("personnel are offered the treasurer's step:\n%s", page)
		}
	})
}

// What the home says must be what the scoreboard says: both are read from the same facts on different ways.
func TestHomeAndScoreboardAgree(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world, s *Server) {
		ctx, month := context.Background(), period.MonthOf(2026, 9)
		board, err := w.app.Coverage.Scoreboard(ctx, access.Everything(), coverage.Question{Month: month, By: coverage.ByUnit})
		if err != nil {
			t.Fatal(err)
		}
		err = w.app.DB.Read(ctx, func(tx *db.Tx) error {
			for _, row := range board.Rows {
				u, err := unit.ByCode(ctx, tx, access.Everything(), row.Key)
				if err != nil {
					return err
				}
				is, err := coverage.OfUnit(ctx, tx, access.Everything(), u, month)
				if err != nil {
					return err
				}
				cost, err := coverage.CostOfUnit(ctx, tx, access.Everything(), u, month)
				if err != nil {
					return err
				}
				if is.Workers != row.Workers || is.Registered != row.Registered || is.Paid != row.Paid || is.Undecided != row.Undecided || is.Protected != row.Protected {
					t.Errorf("%s: home %+v, scoreboard %+v", row.Key, is.Sums, row.Sums)
				}
				if cost.Total != is.Owed || cost.People != is.Workers {
					t.Errorf("%s: the cost by programme is %d for %d, the facts say %d for %d", row.Key, cost.Total, cost.People, is.Owed, is.Workers)
				}
				var parts money.Rupiah
				for _, p := range cost.Parts {
					parts += p.Amount
				}
				if parts != cost.Total {
					t.Errorf("%s: the parts sum to %d, the total is %d", row.Key, parts, cost.Total)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestMoneyOfTheYear(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world, s *Server) {
		w.bring(t, "budget", "anggaran.csv", &owner{government: w.one.government, region: "33.11"}, "kode_instansi,kode_rekening,program,bulan_mulai,bulan_selesai,jumlah_orang,pagu\nU-SATU,5.1.02.02.02.0006,\"JKK,JKM\",2026-01,2026-12,5,60000\n", true)
		w.bring(t, "payments", "bayar.csv", &owner{government: w.one.government, region: "33.11"}, "kode_instansi,npp,bulan,tanggal,referensi,jumlah\n,33110001,2026-08,2026-09-10,SP2D-1,20000\n,33110002,2026-08,2026-09-10,SP2D-2,7000\n", true)
		page := w.desk(t, s, "bendahara1").get("/?bulan=2026-09")
		if !strings.Contains(page, "Sisa pagu Rp 40.000") {
			t.Errorf("what is left is not 60.000 less 20.000:\n%s", page)
		}
		if !strings.Contains(page, "Uang habis: Oktober 2026 kurang Rp 14.000") {
			t.Errorf("the month in which money ends is not told:\n%s", page)
		}
		if strings.Contains(page, "SP2D-2") {
			t.Error("another unit's payment order is shown")
		}
		err := w.app.DB.Read(context.Background(), func(tx *db.Tx) error {
			u, err := unit.ByCode(context.Background(), tx, access.Everything(), "U-SATU")
			if err != nil {
				return err
			}
			lines, err := budget.OfUnit(context.Background(), tx, access.Everything(), u, 2026)
			if len(lines) != 1 {
				t.Errorf("%d budget lines", len(lines))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestTheCheckerIsAnotherPerson(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world, s *Server) {
		ctx := context.Background()
		if code, _ := w.desk(t, s, "administrator1").do(http.MethodPost, "/pengaturan", url.Values{"pemeriksa.33.11": {"1"}}); code != http.StatusOK {
			t.Fatalf("set the checker: %d", code)
		}
		maker, err := w.app.Accounts.ActorByName(ctx, "bendahara1")
		if err != nil {
			t.Fatal(err)
		}
		content := "nik,nama,tanggal_lahir,upah\n3311011503809150,Baru Sekali,1980-03-15,2500000\n"
		b, err := w.app.Intake.Check(ctx, maker, intake.Request{
			Kind: "roster", Unit: w.one.unit, Month: period.MonthOf(2026, 8), File: intake.File{Name: "a.csv", Reader: strings.NewReader(content), Size: int64(len(content))},
			Target: access.Target{Government: w.one.government, GovernmentCode: "33.11", UnitPath: fmt.Sprintf("/%d/", w.one.unit)},
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.app.Intake.Apply(ctx, maker, b.ID); !errors.Is(err, intake.ErrSecondPerson) {
			t.Errorf("the maker applied the own file: %v", err)
		}
		other, err := w.app.Accounts.ActorByName(ctx, "kepegawaian1")
		if err != nil {
			t.Fatal(err)
		}
		if b, err := w.app.Intake.Apply(ctx, other, b.ID); err != nil || b.State != intake.Applied {
			t.Errorf("a second person may not apply it: %v", err)
		}
	})
}

func TestAUnitByForm(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world, s *Server) {
		r := w.desk(t, s, "bkad1")
		make := func(code, parent string) (int, string) {
			return r.do(http.MethodPost, "/instansi/baru", url.Values{"kode": {code}, "nama": {"Unit " + code}, "jenis": {"uptd"}, "kode_wilayah": {"33.11"}, "dasar_upah": {"riil"}, "kode_induk": {parent}, "npp": {"33119901, 33119902"}})
		}
		for _, pair := range [][2]string{{"A", ""}, {"B", "A"}, {"C", "B"}, {"D", ""}} {
			if code, body := make(pair[0], pair[1]); code != http.StatusSeeOther {
				t.Fatalf("make %s: %d %s", pair[0], code, body)
			}
		}
		if code, body := make("A", ""); code != http.StatusUnprocessableEntity || !strings.Contains(body, "sudah dipakai") {
			t.Errorf("a code that is taken: %d %s", code, body)
		}
		find := func(code string) (u unit.Unit) {
			t.Helper()
			err := w.app.DB.Read(context.Background(), func(tx *db.Tx) (err error) {
				u, err = unit.ByCode(context.Background(), tx, access.Everything(), code)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return u
		}
		b := find("B")
		edit := func(u unit.Unit, parent, region string) (int, string) {
			return r.do(http.MethodPost, unitURL(u.Government, u.ID)+"/ubah", url.Values{"kode": {u.Code}, "nama": {u.Name}, "jenis": {"uptd"}, "kode_wilayah": {region}, "dasar_upah": {"riil"}, "kode_induk": {parent}})
		}
		if code, body := edit(b, "D", "33.11"); code != http.StatusSeeOther {
			t.Fatalf("move B beneath D: %d %s", code, body)
		}
		if d, moved, below := find("D"), find("B"), find("C"); moved.Path != d.Path+itoa(moved.ID)+"/" || below.Path != moved.Path+itoa(below.ID)+"/" {
			t.Errorf("D %s, B %s, C %s: the units below did not move along", d.Path, moved.Path, below.Path)
		}
		if len(find("B").NPPs) != 0 {
			t.Error("an emptied registration is still there")
		}
		if code, _ := edit(find("D"), "C", "33.11"); code != http.StatusUnprocessableEntity {
			t.Errorf("D beneath its own C: %d", code)
		}
		if code, _ := edit(find("D"), "", "35.78"); code != http.StatusUnprocessableEntity {
			t.Errorf("a region of another government: %d", code)
		}
	})
}

var secretText = regexp.MustCompile(`[a-z]+-[a-z]+-[a-z]+-[a-z]+-\d{4}`)

func TestAccountsOfOthersAndTheOwn(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world, s *Server) {
		admin := w.desk(t, s, "administrator1")
		if page := admin.get("/pengguna"); !strings.Contains(page, "Pengguna bendahara1") || strings.Contains(page, w.three.accountName) {
			t.Errorf("the users of the own government, and no others: %s", page)
		}
		code, page := admin.do(http.MethodPost, "/pengguna/baru", url.Values{"nama": {"uji"}, "nama_lengkap": {"Uji"}, "peran": {"bendahara"}, "instansi": {w.two.code}})
		secret := secretText.FindString(page)
		if code != http.StatusOK || secret == "" {
			t.Fatalf("make a user: %d %s", code, page)
		}
		if code, _ := admin.do(http.MethodPost, "/pengguna/baru", url.Values{"nama": {"uji2"}, "nama_lengkap": {"Uji"}, "peran": {"bendahara"}, "instansi": {w.three.code}}); code != http.StatusUnprocessableEntity {
			t.Errorf("a role in another government was given: %d", code)
		}
		token, err := w.app.Accounts.SignIn(context.Background(), "uji", secret, "Firefox/1 Windows")
		if err != nil {
			t.Fatal(err)
		}
		own := &desk{t, &http.Cookie{Name: sessionCookie, Value: token}, s}
		other, err := w.app.Accounts.SignIn(context.Background(), "uji", secret, "")
		if err != nil {
			t.Fatal(err)
		}
		if code, _ := own.do(http.MethodGet, "/pekerja", nil); code != http.StatusSeeOther {
			t.Errorf("a temporary password opens the workers: %d", code)
		}
		if page := own.get("/akun"); !strings.Contains(page, "kata sandi sementara") || strings.Contains(page, w.two.unitName) {
			t.Errorf("own account with a temporary password: %s", page)
		}
		if code, page := own.do(http.MethodPost, "/akun/sandi", url.Values{"lama": {secret}, "baru": {secret}, "ulang": {secret}}); code != http.StatusUnprocessableEntity || !strings.Contains(page, "berbeda") {
			t.Errorf("the temporary password was kept: %d", code)
		}
		if code, page := own.do(http.MethodPost, "/akun/sandi", url.Values{"lama": {"salah"}, "baru": {"kalimat baru nan teduh"}, "ulang": {"kalimat baru nan teduh"}}); code != http.StatusUnprocessableEntity || !strings.Contains(page, "tidak cocok") {
			t.Errorf("a wrong present password: %d", code)
		}
		if code, page := own.do(http.MethodPost, "/akun/sandi", url.Values{"lama": {secret}, "baru": {"kalimat baru nan teduh"}, "ulang": {"kalimat baru nan teduh"}}); code != http.StatusSeeOther {
			t.Errorf("change the own password: %d %s", code, page)
		}
		if _, err := w.app.Accounts.Open(context.Background(), other); !errors.Is(err, access.ErrNoSession) {
			t.Errorf("the other place is still signed in: %v", err)
		}
		if page := own.get("/akun"); !strings.Contains(page, "Firefox, Windows") || !strings.Contains(page, w.two.unitName) {
			t.Errorf("own account: %s", page)
		}
		if _, err := w.app.Accounts.SignIn(context.Background(), "uji", secret, ""); err == nil {
			t.Error("the temporary password still opens")
		}
	})
}

func TestEnglishOfTheHome(t *testing.T) {
	w := newWorld(t)
	s := New(w.app, slog.New(slog.DiscardHandler), nil)
	r := w.desk(t, s, "bendahara1")
	q := httptest.NewRequestWithContext(context.Background(), http.MethodGet, "/?bulan=2026-09", nil)
	q.AddCookie(r.cookie)
	q.AddCookie(&http.Cookie{Name: languageCookie, Value: string(lang.EN)})
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, q)
	page := tags.ReplaceAllString(rec.Body.String(), " ")
	for _, word := range []string{"Siapkan", "Perbaiki", "Menunggu", "baris", "orang ", "Oktober", "pukul"} {
		if strings.Contains(page, word) {
			i := strings.Index(page, word)
			t.Errorf("Indonesian %q on the English page: …%s…", word, strings.Join(strings.Fields(page[max(0, i-60):min(len(page), i+60)]), " "))
		}
	}
}
