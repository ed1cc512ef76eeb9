package web

import (
	"html"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/law"
)

func TestEveryRuleHasItsPageWithEveryVersion(t *testing.T) {
	s, today := lawServer(t), 0
	for _, h := range law.Shipped().Histories() {
		page := lawPageOf(t, s, "/aturan/"+h.Name)
		body := html.UnescapeString(page.Body.String())
		if page.Code != http.StatusOK {
			t.Errorf("%s: %d", h.Name, page.Code)
			continue
		}
		for _, v := range h.Versions {
			for what, want := range map[string]string{"value": ruleValue(lang.ID, v.Value), "article": v.Article, "source": v.Source} {
				if !strings.Contains(body, want) {
					t.Errorf("%s since %s: no %s %q", h.Name, v.From, what, want)
				}
			}
			if v.Confidence != "H" && !strings.Contains(body, "("+string(v.Confidence)+")") {
				t.Errorf("%s since %s is %s and shown as certain", h.Name, v.From, v.Confidence)
			}
		}
		if len(h.Versions) > 1 && h.Unit != "programmes" {
			today++
			if strings.Count(body, "steps-chart") != 2 {
				t.Errorf("%s changed and has no chart", h.Name)
			}
		}
	}
	if today < 10 {
		t.Errorf("only %d charts", today)
	}
	for _, h := range law.Shipped().Tables() {
		if page := lawPageOf(t, s, "/aturan/tabel/"+h.Name); page.Code != http.StatusOK || strings.Count(page.Body.String(), "<tbody>") != len(h.Versions) {
			t.Errorf("table %s: %d", h.Name, page.Code)
		}
	}
	for _, path := range []string{"/aturan/tidak.ada", "/aturan/tabel/tidak.ada"} {
		if page := lawPageOf(t, s, path); page.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, page.Code)
		}
	}
}

func TestRulesAreFoundByWordsAndSubject(t *testing.T) {
	s := lawServer(t)
	for _, x := range []struct{ query, has, not string }{
		{"?q=batas+pensiun+upah", "", "/aturan/pu.jkm.rate\""},
		{"?q=jp.wage_ceiling", "/aturan/jp.wage_ceiling\"", "/aturan/pu.jkm.rate\""},
		{"?q=denda", "/aturan/penalty.pu.rate\"", "/aturan/pu.jkm.rate\""},
		{"?bidang=bpu", "/aturan/bpu.jkk.rate\"", "/aturan/pu.jkm.rate\""},
		{"", "/aturan/pu.jkm.rate\"", "zzz"},
		{"?q=plafon+JP", "/aturan/jp.wage_ceiling\"", "/aturan/pu.jkm.rate\""},
		{"?q=libur", "/aturan/hari-libur\"", "/aturan/pu.jkm.rate\""},
		{"?q=cuti+bersama", "/aturan/hari-libur\"", "/aturan/pu.jkm.rate\""},
		{"?q=lebaran", "/aturan/hari-libur?tahun=", "/aturan/pu.jkm.rate\""},
		{"?q=17+agustus", "/aturan/hari-libur?tahun=", "/aturan/pu.jkm.rate\""},
	} {
		body := lawPageOf(t, s, "/aturan"+x.query).Body.String()
		_, list, _ := strings.Cut(body, `id="daftar"`)
		list, _, _ = strings.Cut(list, `id="berubah"`)
		if !strings.Contains(list, x.has) || strings.Contains(list, x.not) {
			t.Errorf("%s: %v, %v", x.query, strings.Contains(list, x.has), strings.Contains(list, x.not))
		}
	}
	// Every parameter belongs to a subject, or it could not be found by one.
	for _, h := range law.Shipped().Histories() {
		n := 0
		for _, x := range subjects()[1:] {
			if x.holds(h.Name) {
				n++
			}
		}
		if n == 0 {
			t.Errorf("%s belongs to no subject", h.Name)
		}
	}
}

func TestHolidaysSayTheirSourceOrThatThereIsNone(t *testing.T) {
	s := lawServer(t)
	for _, year := range law.Shipped().HolidayYears() {
		body := html.UnescapeString(lawPageOf(t, s, "/aturan/hari-libur?tahun="+strconv.Itoa(year)).Body.String())
		days := 0
		for _, h := range law.Shipped().HolidayLists(year) {
			days += len(h.Days)
			if !strings.Contains(body, h.Source) {
				t.Errorf("%d: no source %q", year, h.Source)
			}
		}
		if got := strings.Count(body, `<th scope="row">`); got != days || days < 10 {
			t.Errorf("%d: %d of %d days", year, got, days)
		}
	}
	if body := lawPageOf(t, s, "/aturan/hari-libur?tahun=2099").Body.String(); !strings.Contains(body, "belum ada datanya") {
		t.Error("a year without data does not say so")
	}
	if page := lawPageOf(t, s, "/aturan/hari-libur?tahun=besok"); page.Code != http.StatusBadRequest {
		t.Errorf("a year that is none: %d", page.Code)
	}
}

// Where the wage of a regency is not known the page says so, and never shows the provincial one for it.
func TestAMissingMinimumWageIsSaidAndNotGuessed(t *testing.T) {
	s := lawServer(t)
	known, unknown := 0, 0
	for _, p := range []string{"33", "53", "32", "11"} {
		body := lawPageOf(t, s, "/aturan/upah-minimum?provinsi="+p).Body.String()
		list, missing, _ := strings.Cut(body, `class="unknown"`)
		known += strings.Count(list, `<th scope="row">`)
		unknown += strings.Count(missing, "<li>")
	}
	if known < 30 || unknown < 10 {
		t.Errorf("%d known, %d unknown", known, unknown)
	}
}

// A stranger is not sent to a guide that asks for a password.
func TestPublicPagesLeadNobodyToTheGuideBehindSignIn(t *testing.T) {
	s := lawServer(t)
	for _, path := range []string{"/hitung", "/aturan"} {
		if strings.Contains(lawPageOf(t, s, path).Body.String(), `href="/bantuan"`) {
			t.Errorf("%s leads to the guide", path)
		}
	}
}
