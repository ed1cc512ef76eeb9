package web

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/budget"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

func (w *worked) personID(t *testing.T, name string) (id int64) {
	t.Helper()
	w.read(t, func(ctx context.Context, tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT max(person_id) FROM roster_row WHERE name = $1`, name).Scan(&id)
	})
	return id
}

func TestListPeople(t *testing.T) {
	eachWorked(t, func(t *testing.T, w *worked) {
		scope := w.scope(t, "sekda", access.SeePeople)
		ask := func(q coverage.PeopleQuestion) *coverage.People {
			t.Helper()
			var p *coverage.People
			q.Month = september
			w.read(t, func(ctx context.Context, tx *db.Tx) (err error) {
				if p, err = coverage.ListPeople(ctx, tx, scope, q); err != nil {
					return err
				}
				kept, err := w.app.Coverage.ListPeople(ctx, tx, scope, q)
				if diff := cmp.Diff(p, kept); diff != "" {
					t.Errorf("from the shelf another list comes (-roll-up +shelf):\n%s", diff)
				}
				return err
			})
			return p
		}
		for lack, want := range map[coverage.Lack]int{coverage.Anybody: 11, coverage.NotBudgeted: 3, coverage.NotListed: 3, coverage.NotPaid: 5, coverage.NotRight: 7, coverage.NotProtected: 4, coverage.InReview: 1, coverage.IsProtected: 6} {
			for _, sort := range []coverage.Sort{coverage.ByPlace, coverage.ByName, coverage.ByKind, coverage.ByBirth} {
				p := ask(coverage.PeopleQuestion{Lack: lack, Sort: sort})
				if p.Total != want || len(p.Lines) != want {
					t.Errorf("%q by %s: total %d, %d lines, want %d", lack, sort, p.Total, len(p.Lines), want)
				}
			}
		}
		for _, lack := range []coverage.Lack{coverage.Anybody, coverage.NotRight, coverage.InReview} {
			whole := ask(coverage.PeopleQuestion{Lack: lack})
			var paged []coverage.PersonLine
			for offset := 0; offset < whole.Total; offset += 2 {
				paged = append(paged, ask(coverage.PeopleQuestion{Lack: lack, Offset: offset, Limit: 2}).Lines...)
			}
			if diff := cmp.Diff(whole.Lines, paged); diff != "" {
				t.Errorf("%q page by page is another list (-whole +paged):\n%s", lack, diff)
			}
		}
		if p := ask(coverage.PeopleQuestion{Category: "guru"}); p.Total != 1 || p.Lines[0].Name != "Dewi Lestari" || p.Sums.Workers != 1 {
			t.Errorf("teachers = %+v", p)
		}
		if p := ask(coverage.PeopleQuestion{UnitCode: "V01", Region: "33.11", Lack: coverage.NotListed}); p.Total != 1 || p.Lines[0].Name != "Paiman" {
			t.Errorf("not registered in V01 = %+v", p)
		}
		if p := ask(coverage.PeopleQuestion{Region: "35"}); p.Total != 0 {
			t.Errorf("people in another region: %d", p.Total)
		}
		n := 0
		w.read(t, func(ctx context.Context, tx *db.Tx) error {
			return coverage.EachPerson(ctx, tx, w.scope(t, "bendahara", access.SeePeople), coverage.PeopleQuestion{Month: september}, nil, func(*coverage.PersonLine) error { n++; return nil })
		})
		if n != 3 {
			t.Errorf("a treasurer exports %d people, want 3", n)
		}
	})
}

func TestSearchStaysInScope(t *testing.T) {
	eachWorked(t, func(t *testing.T, w *worked) {
		_, g := w.unit(t, "D01")
		number, _ := nik.Parse("3311021511889004") // Joko Susilo of D02
		for user, want := range map[string]int{"sekda": 1, "bendahara": 0} {
			scope := w.scope(t, user, access.SeePeople)
			w.read(t, func(ctx context.Context, tx *db.Tx) error {
				byNIK, err := person.SearchNIK(ctx, tx, w.app.Ring, scope, g.ID, number)
				if err != nil {
					return err
				}
				byName, err := person.SearchName(ctx, tx, scope, g.ID, "susilo jok", 10)
				if err != nil {
					return err
				}
				if len(byNIK) != want || len(byName) != want {
					t.Errorf("%s finds %d by NIK and %d by name, want %d", user, len(byNIK), len(byName), want)
				}
				lines, err := coverage.PeopleByID(ctx, tx, scope, g.ID, []int64{w.personIDIn(ctx, tx, "Joko Susilo")})
				if len(lines) != want {
					t.Errorf("%s reads %d lines of Joko, want %d", user, len(lines), want)
				}
				return err
			})
		}
		sekda := w.reader(t, "sekda")
		for question, want := range map[string]string{"3311021511889004": "Joko Susilo", "Joko": "Joko Susilo", "331102151188": "Tidak ada yang cocok", "tidakada": "Tidak ada yang cocok"} {
			if said := sekda.post(t, "/pekerja/cari", url.Values{"q": {question}}, http.StatusOK); !strings.Contains(said, want) {
				t.Errorf("searching a %d-letter question does not answer %q", len(question), want)
			}
		}
		if said := w.reader(t, "bendahara").post(t, "/pekerja/cari", url.Values{"q": {"3311021511889004"}}, http.StatusOK); !strings.Contains(said, "Tidak ada yang cocok") {
			t.Error("a treasurer learns of a NIK of another unit")
		}
	})
}

func (w *worked) personIDIn(ctx context.Context, tx *db.Tx, name string) (id int64) {
	_ = tx.QueryRow(ctx, `SELECT max(person_id) FROM roster_row WHERE name = $1`, name).Scan(&id)
	return id
}

func TestSearchIsLimitedAndNoted(t *testing.T) {
	w := newWorked(t, "")
	sekda := w.reader(t, "sekda")
	for range searchesAllowed {
		sekda.post(t, "/pekerja/cari", url.Values{"q": {"Joko"}}, http.StatusOK)
	}
	sekda.post(t, "/pekerja/cari", url.Values{"q": {"Joko"}}, http.StatusServiceUnavailable)
	w.read(t, func(ctx context.Context, tx *db.Tx) error {
		var n, leaked int
		if err := tx.QueryRow(ctx, `SELECT count(*), coalesce(sum(CASE WHEN detail LIKE '%oko%' THEN 1 ELSE 0 END), 0) FROM audit_entry WHERE op = 'people.search'`).Scan(&n, &leaked); err != nil {
			return err
		}
		if n != searchesAllowed || leaked != 0 {
			t.Errorf("%d searches noted, %d with the question in them", n, leaked)
		}
		return nil
	})
}

func TestPersonPage(t *testing.T) {
	eachWorked(t, func(t *testing.T, w *worked) {
		_, g := w.unit(t, "D01")
		sekda := w.reader(t, "sekda")
		for name, words := range map[string][]string{
			"Siti Nurhayati":   {"3311••••••••••••", "Terlindungi", "SP2D-0101", "kurang Rp\u00a02.700", "0,24% × Rp\u00a02.000.000", "NIK, nama, dan tanggal lahir sama", "5.1.02.02.02.0006", "PP"},
			"Joko Susilo":      {"Belum terlindungi", "kurang Rp\u00a0200", "Bayar iuran September 2026"},
			"Eko Purnomo":      {"Masih ditinjau", "NIK berbeda satu atau dua angka"},
			"Bambang Setiawan": {"Daftarkan ke BPJS Ketenagakerjaan", "Tidak ada baris anggaran"},
			"Paiman":           {"tidak aktif"},
		} {
			said := sekda.get(t, personURL(g.ID, w.personID(t, name)), http.StatusOK)
			for _, word := range words {
				if !strings.Contains(said, word) {
					t.Errorf("the page of %s does not say %q", name, word)
				}
			}
		}
		sekda.get(t, "/orang/999999", http.StatusNotFound)
		sekda.get(t, "/orang/abc", http.StatusNotFound)
		w.reader(t, "bendahara").get(t, personURL(g.ID, w.personID(t, "Joko Susilo")), http.StatusNotFound)
		w.read(t, func(ctx context.Context, tx *db.Tx) error {
			months, elsewhere, err := coverage.FactsOf(ctx, tx, w.scope(t, "bendahara", access.SeePeople), g.ID, w.personIDIn(ctx, tx, "Joko Susilo"))
			if len(months) != 0 || elsewhere != 1 {
				t.Errorf("a treasurer reads %d months of another unit's person, and %d are counted elsewhere", len(months), elsewhere)
			}
			if err != nil {
				return err
			}
			lines, err := budget.List(ctx, tx, w.scope(t, "bendahara", access.SeeCoverage), "2026", "")
			if len(lines) != 2 {
				t.Errorf("a treasurer sees %d budget lines, want 2", len(lines))
			}
			return err
		})
	})
}

func TestRevealNeedsAPurposeAndIsNoted(t *testing.T) {
	w := newWorked(t, "")
	u, _ := w.unit(t, "D01")
	id := w.personID(t, "Agus Prasetyo")
	to := personURL(u.Government, id) + "/buka-nik"
	mine := w.reader(t, "bendahara")
	if said := mine.post(t, to, nil, http.StatusUnprocessableEntity); strings.Contains(said, "3311011203859001") {
		t.Error("the number is shown without a purpose")
	}
	if said := mine.post(t, to, url.Values{"tujuan": {"klaim"}, "keterangan": {"berkas klaim"}}, http.StatusOK); !strings.Contains(said, "3311011203859001") {
		t.Error("the number is not shown")
	}
	w.reader(t, "sekda").post(t, to, url.Values{"tujuan": {"klaim"}}, http.StatusForbidden)
	w.reader(t, "sekolah").post(t, to, url.Values{"tujuan": {"klaim"}}, http.StatusNotFound)
	w.read(t, func(ctx context.Context, tx *db.Tx) error {
		events, err := audit.Of(ctx, tx, u.Government, "person", id, 10)
		if len(events) != 1 || events[0].Op != "people.reveal" || events[0].Actor != "bendahara" || strings.Contains(events[0].Detail, "3311") {
			t.Errorf("the trail says %+v", events)
		}
		return err
	})
}

func TestRevealsAreLimited(t *testing.T) {
	l := newWorkerLimit(2, time.Hour)
	at := time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)
	for i, c := range []struct {
		account int64
		after   time.Duration
		allowed bool
	}{{1, 0, true}, {1, time.Minute, true}, {1, 2 * time.Minute, false}, {2, 2 * time.Minute, true}, {1, 59 * time.Minute, false}, {1, 61 * time.Minute, true}} {
		if err := l.take(c.account, at.Add(c.after)); (err == nil) != c.allowed {
			t.Errorf("step %d: %v", i, err)
		}
	}
}

func TestFiltersAreKeptPerReader(t *testing.T) {
	eachWorked(t, filtersAreKept)
}

func filtersAreKept(t *testing.T, w *worked) {
	sekda, other := w.reader(t, "sekda"), w.reader(t, "disnaker")
	sekda.post(t, "/pekerja/saringan", url.Values{"nama": {"Belum dibayar saja"}, "kueri": {"bulan=2026-09&fakta=bayar"}}, http.StatusSeeOther)
	if said := sekda.get(t, "/pekerja?bulan=2026-09", http.StatusOK); !strings.Contains(said, "Belum dibayar saja") || !strings.Contains(said, `href="/pekerja?fakta=bayar"`) {
		t.Error("the filter is not offered, or keeps its month")
	}
	if strings.Contains(other.get(t, "/pekerja", http.StatusOK), "Belum dibayar saja") {
		t.Error("somebody else is offered the filter")
	}
	list, err := w.app.Accounts.Filters(t.Context(), w.actor(t, "sekda").Account)
	if err != nil || len(list) != 1 {
		t.Fatalf("filters = %v, %v", list, err)
	}
	id := itoa(list[0].ID)
	other.post(t, "/pekerja/saringan/"+id+"/hapus", nil, http.StatusSeeOther)
	if list, _ = w.app.Accounts.Filters(t.Context(), w.actor(t, "sekda").Account); len(list) != 1 {
		t.Error("somebody else deleted the filter")
	}
	sekda.post(t, "/pekerja/saringan/"+id+"/hapus", nil, http.StatusSeeOther)
	if list, _ = w.app.Accounts.Filters(t.Context(), w.actor(t, "sekda").Account); len(list) != 0 {
		t.Error("the filter is still there")
	}
	if err := w.app.Accounts.SaveFilter(t.Context(), 1, " ", ""); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a filter without a name: %v", err)
	}
}

func TestTickedPeopleAreTheWorkbook(t *testing.T) {
	w := newWorked(t, "")
	_, g := w.unit(t, "D01")
	joko := person.Ref{Government: g.ID, Person: w.personID(t, "Joko Susilo")}
	form := url.Values{"kueri": {"bulan=2026-09"}, "orang": {joko.String()}}
	said := w.reader(t, "sekda").post(t, "/pekerja.xlsx", form, http.StatusOK)
	if !strings.Contains(said, "Joko Susilo") || strings.Contains(said, "Rina Wulandari") || strings.Contains(said, "3311021511889004") {
		t.Error("the workbook holds somebody else, or a NIK")
	}
	if said := w.reader(t, "bendahara").post(t, "/pekerja.xlsx", form, http.StatusOK); strings.Contains(said, "Joko Susilo") {
		t.Error("ticking a person of another unit hands them out")
	}
	w.reader(t, "sekda").post(t, "/pekerja.xlsx", url.Values{"kueri": {"fakta=semuanya"}}, http.StatusBadRequest)
}

func TestAFilledTemplateComesBackWithoutAQuestion(t *testing.T) {
	eachWorked(t, func(t *testing.T, w *worked) {
		u, g := w.unit(t, "D01")
		october := period.MonthOf(2026, time.October)
		table, err := w.app.Roster.Template(t.Context(), w.actor(t, "bendahara"), u, g, october)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := sheetwrite.Write(&b, table); err != nil {
			t.Fatal(err)
		}
		batch := w.bring(t, "roster", "daftar-pekerja-D01-2026-10.xlsx", b.Bytes(), "2026-10", "", "D01")
		delete(batch.Tally.Codes, "WAGE_BELOW_MINIMUM") // the example's wages are low, as they were when the unit sent them
		if batch.Tally.Rows != 3 || batch.Tally.Applied != 3 || len(batch.Tally.Codes) != 0 {
			t.Errorf("the template came back with %+v", batch.Tally)
		}
		for month, want := range map[period.Month]int{september: 3, october: 3} {
			if err := w.app.Coverage.Refresh(t.Context(), month); err != nil {
				t.Fatal(err)
			}
			w.read(t, func(ctx context.Context, tx *db.Tx) error {
				p, err := coverage.ListPeople(ctx, tx, w.scope(t, "bendahara", access.SeePeople), coverage.PeopleQuestion{Month: month})
				if err == nil && p.Total != want {
					t.Errorf("%s has %d people, want %d: somebody is another person now", month, p.Total, want)
				}
				return err
			})
		}
		if _, err := w.app.Roster.Template(t.Context(), w.actor(t, "sekda"), u, g, october); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("who may not send rosters got a file of whole numbers: %v", err)
		}
		w.reader(t, "sekolah").get(t, unitURL(g.ID, u.ID)+"/templat.xlsx", http.StatusNotFound)
	})
}

func TestSilentUnits(t *testing.T) {
	eachWorked(t, func(t *testing.T, w *worked) {
		ask := func() (list []coverage.SilentUnit, asked int) {
			w.read(t, func(ctx context.Context, tx *db.Tx) (err error) {
				if list, asked, err = coverage.Silent(ctx, tx, w.scope(t, "sekda", access.SendLetters), coverage.SilentQuestion{Month: september}); err != nil {
					return err
				}
				return coverage.AddReminders(ctx, tx, september, list)
			})
			return list, asked
		}
		list, asked := ask()
		if len(list) != 1 || asked != 6 || list[0].Code != "D04" || list[0].LastPeople != 7 || list[0].LastMonth != 0 || !list[0].Reminded.IsZero() {
			t.Fatalf("silent = %+v of %d", list, asked)
		}
		sekda := w.reader(t, "sekda")
		sekda.post(t, "/belum-menjawab/diingatkan", url.Values{"bulan": {"2026-09"}, "instansi": {"D04"}}, http.StatusSeeOther)
		if list, _ = ask(); list[0].Reminded.IsZero() || list[0].How != "telepon" {
			t.Errorf("the reminder is not kept: %+v", list[0])
		}
		sekda.post(t, "/belum-menjawab/diingatkan", url.Values{"bulan": {"2026-09"}}, http.StatusUnprocessableEntity)
		sekda.post(t, "/belum-menjawab/surat.pdf", url.Values{"bulan": {"2026-09"}, "instansi": {"D01"}}, http.StatusConflict)
		if said := sekda.post(t, "/belum-menjawab/surat.pdf", url.Values{"bulan": {"2026-09"}, "instansi": {"D04"}}, http.StatusOK); !strings.HasPrefix(said, "%PDF-") {
			t.Error("the letter is no PDF")
		}
		if list, _ = ask(); list[0].How != "surat" {
			t.Errorf("the letter is not noted as a reminder: %+v", list[0])
		}
	})
}

func TestWhatsAppNumbers(t *testing.T) {
	for given, want := range map[string]string{"0812-3456-7890": "6281234567890", "+62 812 3456 7890": "6281234567890", "81234567890": "6281234567890", "": "", "12": "", "(0271) 593068": "", "call me": ""} {
		if got := whatsappNumber(given); got != want {
			t.Errorf("whatsappNumber(%q) = %q, want %q", given, got, want)
		}
	}
}

func TestPercentText(t *testing.T) {
	for _, c := range []struct{ rate, want string }{{"0.0024", "0,24%"}, {"0.003", "0,3%"}, {"0.037", "3,7%"}, {"0.02", "2%"}, {"1", "100%"}, {"0.0089", "0,89%"}} {
		rate, err := money.ParseRate(c.rate)
		if err != nil {
			t.Fatal(err)
		}
		if got := percentText("id", rate); got != c.want {
			t.Errorf("percentText(%s) = %q, want %q", c.rate, got, c.want)
		}
	}
}

func TestParseRef(t *testing.T) {
	for given, want := range map[string][2]int64{"3.12": {3, 12}, "12": {0, 12}} {
		g, id, ok := parseRef(given)
		if !ok || g != want[0] || id != want[1] {
			t.Errorf("parseRef(%q) = %d, %d, %v", given, g, id, ok)
		}
	}
	for _, bad := range []string{"", "x", "3.", ".3", "-1", "3.-1", "1.2.3", "9223372036854775808"} {
		if _, _, ok := parseRef(bad); ok {
			t.Errorf("parseRef(%q) is taken", bad)
		}
	}
}
