package web

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/billing"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/declared"
	"github.com/payung-id/payung/internal/trust/access"
)

func (w *worked) overview(t *testing.T, user string, by coverage.By) *coverage.Overview {
	t.Helper()
	o, err := w.app.Coverage.Overview(t.Context(), w.scope(t, user, access.SeeCoverage), coverage.Question{Month: september, By: by}, coverage.NewLosses())
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestOverviewOfTheWorkedExample(t *testing.T) {
	eachWorked(t, func(t *testing.T, w *worked) {
		o := w.overview(t, "sekda", coverage.ByUnit)
		if got := [...]int{o.Total.Workers, o.Total.Protected, o.Total.Undecided, o.Total.Missing(), o.Total.Units, o.Total.Answered, o.Total.SilentHeads}; got != [...]int{11, 6, 1, 4, 6, 5, 7} {
			t.Errorf("workers, protected, undecided, missing, units, answered, silent heads = %v", got)
		}
		want := coverage.Loss{NoBudget: 3, ShortPaid: 2, Wrong: 2, AnyAbsent: 2, AnyUnpaid: 2, GapOwed: o.Loss.GapOwed, RegisteredOwed: o.Loss.RegisteredOwed}
		if diff := cmp.Diff(want, o.Loss); diff != "" {
			t.Errorf("losses (-want +got):\n%s", diff)
		}
		steps := o.Total.Funnel()
		sums := []int{o.Loss.NoBudget, o.Loss.Absent + o.Loss.Inactive + o.Loss.Short + o.Loss.Undecided, o.Loss.Unpaid + o.Loss.ShortPaid, o.Loss.Wrong + o.Loss.NoWage}
		for i, n := range sums {
			if lost := steps[i].People - steps[i+1].People; lost != n {
				t.Errorf("between %s and %s %d are lost, the reasons name %d", steps[i].Name, steps[i+1].Name, lost, n)
			}
		}
		var names []string
		for _, g := range o.Gap {
			names = append(names, g.Row.Key)
		}
		if diff := cmp.Diff([]string{"D02", "D01", "V01"}, names); diff != "" || o.GapPeople != 4 {
			t.Errorf("units that hold the gap: %v, %d people", names, o.GapPeople)
		}
		if last := o.Trend[len(o.Trend)-1]; last.Workers != 11 || last.Protected != 6 || o.Trend[0].Workers != 0 {
			t.Errorf("trend = %+v", o.Trend)
		}
		for _, by := range []coverage.By{coverage.ByRegion, coverage.ByCategory, coverage.BySegment} {
			if other := w.overview(t, "sekda", by); other.Total.Protected != 6 || other.Total.Units != 6 || other.GapPeople != 4 {
				t.Errorf("by %s the total is %+v", by, other.Total)
			}
		}
		if mine := w.overview(t, "bendahara", coverage.ByUnit); mine.Total.Workers != 3 || mine.Total.Units != 1 || mine.Loss.AnyUnpaid != 0 {
			t.Errorf("a treasurer's board holds %+v", mine.Total)
		}
	})
}

func TestMoneyAndDeclaredFiguresOfAScope(t *testing.T) {
	eachWorked(t, func(t *testing.T, w *worked) {
		w.read(t, func(ctx context.Context, tx *db.Tx) error {
			for user, want := range map[string]int64{"sekda": 75004, "bendahara": 16200, "sekolah": 16200, "jatim": 0} {
				sum, err := billing.Sum(ctx, tx, w.scope(t, user, access.SeeCoverage), "", september)
				if err != nil {
					return err
				}
				if int64(sum) != want {
					t.Errorf("%s sees %d paid, want %d", user, sum, want)
				}
			}
			paid, err := billing.List(ctx, tx, w.scope(t, "sekda", access.SeeCoverage), billing.Question{UnitCode: "V01"})
			if err != nil {
				return err
			}
			if len(paid) != 1 || paid[0].People != 2 || paid[0].Amount != 26604 || paid[0].Reference != "SPP-0401" {
				t.Errorf("payments of V01 = %+v", paid)
			}
			for user, want := range map[string]int{"sekda": 1, "bendahara": 0, "jatim": 0} {
				list, err := declared.List(ctx, tx, w.scope(t, user, access.SeeCoverage), "")
				if err != nil {
					return err
				}
				if len(list) != want {
					t.Errorf("%s sees %d declared figures, want %d", user, len(list), want)
				}
			}
			return nil
		})
	})
}

func TestFrozenFiguresStayTheSame(t *testing.T) {
	eachWorked(t, func(t *testing.T, w *worked) {
		sekda := w.reader(t, "sekda")
		to := sekda.post(t, "/papan/bekukan", url.Values{"bulan": {"2026-09"}}, http.StatusSeeOther)
		frozen := sekda.get(t, to, http.StatusOK)
		if !strings.Contains(frozen, "54,5%") || !strings.Contains(frozen, "beku=BEKU-") {
			t.Error("the frozen page does not say what was frozen, or not that it is frozen")
		}
		// The missing Rp200 of D02 arrive: two people more are protected.
		w.bring(t, "payments", "susulan.csv", []byte("kode_instansi,npp,bulan,tanggal,referensi,jumlah\nD02,20000002,2026-09,2026-11-01,SP2D-0202,200\n"), "", "", "")
		if now := sekda.get(t, "/papan?bulan=2026-09", http.StatusOK); !strings.Contains(now, "72,7%") {
			t.Error("the living page does not follow the new payment")
		}
		if again := sekda.get(t, to, http.StatusOK); again != frozen {
			t.Errorf("the frozen page changed:\n%s", cmp.Diff(frozen, again))
		}
		w.reader(t, "provinsi").get(t, to, http.StatusOK)
		for _, stranger := range []string{"bendahara", "jatim"} {
			w.reader(t, stranger).get(t, to, http.StatusNotFound)
		}
		w.reader(t, "bendahara").post(t, "/papan/bekukan", url.Values{"bulan": {"2026-09"}}, http.StatusForbidden)
	})
}

func TestAChangedFrozenFigureIsNotShown(t *testing.T) {
	w := newWorked(t, "")
	sekda := w.reader(t, "sekda")
	to := sekda.post(t, "/papan/bekukan", url.Values{"bulan": {"2026-09"}}, http.StatusSeeOther)
	err := w.app.DB.Write(t.Context(), func(tx *db.Tx) error {
		n, err := tx.Exec(t.Context(), `UPDATE frozen_figure SET body = replace(body, '"Protected":6', '"Protected":9')`)
		if n != 1 {
			t.Errorf("%d rows changed", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sekda.get(t, to, http.StatusInternalServerError)
}

// zeroShare is a share of nothing shown as zero.
var zeroShare = regexp.MustCompile(`data-figure="protected;[^"]*">0,0%`)

func TestScoreboardPages(t *testing.T) {
	w := newWorked(t, "")
	sekda := w.reader(t, "sekda")
	for path, words := range map[string][]string{
		"/papan?bulan=2026-09":                   {"4 orang", "54,5%", "Satuan Polisi Pamong Praja", "Belum ada jawaban", `data-figure="protected; bulan=2026-09; per=`, "2 karena setoran kurang"},
		"/papan?bulan=2026-09&menurut=category":  {"Honorer", "Guru", "BPD"},
		"/papan?bulan=2026-09&wilayah=33.11":     {"Kabupaten Sukoharjo"},
		"/papan.xlsx?bulan=2026-09":              {"Dinas Pekerjaan Umum", "Terlindungi = terdaftar aktif", "Penutup 80 persen"},
		"/angka-lapor":                           {"surat Dinas Perhubungan", "417.396", "Tepat setengah dari 417.396", "Terlalu bulat"},
		"/angka-lapor.xlsx":                      {"surat Dinas Perhubungan"},
		"/anggaran?tahun=2026":                   {"5.1.02.02.02.0006", "Rp"},
		"/anggaran.xlsx?tahun=2026":              {"kode_rekening", "5.1.3.03"},
		"/bayar?bulan=2026-09":                   {"SP2D-0201", "Kurang Rp", "Cukup"},
		"/bayar.xlsx?bulan=2026-09":              {"SP2D-0201"},
		"/instansi?jawaban=belum&bulan=2026-09":  {"Dinas Perhubungan"},
		"/instansi.xlsx?bulan=2026-09":           {"Desa Contoh"},
		"/belum-menjawab?bulan=2026-09":          {"1 dari 6 instansi", "Dinas Perhubungan", "7"},
		"/belum-menjawab.xlsx?bulan=2026-09":     {"Dinas Perhubungan"},
		"/pekerja?bulan=2026-09&fakta=lindung":   {"Bambang Setiawan", "Joko Susilo", "tidak ada di daftar BPJS"},
		"/pekerja.xlsx?bulan=2026-09&fakta=aman": {"Agus Prasetyo"},
	} {
		said := sekda.get(t, path, http.StatusOK)
		for _, word := range words {
			if !strings.Contains(said, word) {
				t.Errorf("%s does not say %q", path, word)
			}
		}
	}
	if said := sekda.get(t, "/papan?bulan=2026-07", http.StatusOK); !strings.Contains(said, "Belum ada instansi yang menjawab") || zeroShare.MatchString(said) {
		t.Error("a month without answers must say so and show no share")
	}
	sekda.get(t, "/papan?bulan=2026-13", http.StatusBadRequest)
	sekda.get(t, "/papan?wilayah=99", http.StatusNotFound)
	sekda.get(t, "/papan?wilayah=35.78", http.StatusNotFound)
	if said := w.reader(t, "provinsi").get(t, "/papan?bulan=2026-09", http.StatusOK); strings.Contains(said, "/pekerja?") {
		t.Error("the province is led to names that it may not see")
	}
	w.reader(t, "provinsi").get(t, "/pekerja", http.StatusForbidden)
}

func TestATreasurerSeesNoNumberAndNoOtherUnit(t *testing.T) {
	w := newWorked(t, "")
	mine, all := w.reader(t, "bendahara"), w.reader(t, "disnaker")
	u, _ := w.unit(t, "D01")
	var pages []string
	for _, p := range []string{
		"/papan", "/papan?menurut=region", "/papan?menurut=category", "/papan.xlsx", "/angka-lapor", "/angka-lapor.xlsx", "/pekerja", "/pekerja?fakta=lindung", "/pekerja.xlsx", "/instansi", "/instansi.xlsx",
		"/anggaran", "/anggaran.xlsx", "/bayar", "/bayar.xlsx",
	} {
		at := "?"
		if strings.Contains(p, "?") {
			at = "&"
		}
		pages = append(pages, p+at+"bulan=2026-09")
	}
	pages = append(pages, unitURL(u.Government, u.ID)+"?bulan=2026-09")
	for _, name := range []string{"Agus Prasetyo", "Siti Nurhayati", "Bambang Setiawan"} {
		pages = append(pages, personURL(u.Government, w.personID(t, name)))
	}
	numbers := []string{"3311011203859001", "3311016005909002", "3311012407959003"}
	others := []string{"Satuan Polisi Pamong Praja", "Dinas Pendidikan", "SD Negeri 1 Contoh", "Desa Contoh", "Dinas Perhubungan", "Joko Susilo", "Sukardi"}
	seen := ""
	for _, p := range pages {
		said := mine.get(t, p, http.StatusOK)
		for _, secret := range append(numbers, others...) {
			if strings.Contains(said, secret) {
				t.Errorf("%s shows %q to a treasurer of another unit", p, secret)
			}
		}
		if strings.HasPrefix(p, "/orang/") {
			continue
		}
		seen += all.get(t, p, http.StatusOK)
	}
	for _, word := range others { // the control: who reaches the whole government does see these
		if !strings.Contains(seen, word) {
			t.Errorf("no page shows %q to the whole government: the test above proves nothing", word)
		}
	}
}

func TestWhereAFreezeIsForbiddenNothingIsStored(t *testing.T) {
	w := newWorked(t, "")
	o := w.overview(t, "sekda", coverage.ByUnit)
	if _, err := w.app.Coverage.Freeze(t.Context(), w.actor(t, "bendahara"), o); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a treasurer froze a figure: %v", err)
	}
	w.read(t, func(ctx context.Context, tx *db.Tx) error {
		var n int
		err := tx.QueryRow(ctx, `SELECT count(*) FROM frozen_figure`).Scan(&n)
		if n != 0 {
			t.Errorf("%d figures are stored", n)
		}
		return err
	})
}
