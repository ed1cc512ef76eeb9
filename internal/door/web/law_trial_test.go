package web

import (
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func tryPack(t *testing.T, s *Server, cookie *http.Cookie, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/uji-aturan", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(cookie)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestAPackIsTriedOnTheOwnWorkersAndLeavesNoTrace(t *testing.T) {
	w := newWorld(t)
	s := New(w.app, slog.New(slog.DiscardHandler), nil)
	cookie := w.signIn(t, "bkad1")
	form := url.Values{"paket": {examplePack}, "berlaku": {"2027-01"}, "roster": {"2026-09"}}
	page := tryPack(t, s, cookie, form)
	body := html.UnescapeString(page.Body.String())
	if page.Code != http.StatusOK || !strings.Contains(body, "0,24%") || !strings.Contains(body, "0,34%") || !strings.Contains(body, w.one.unitName) || strings.Contains(body, w.three.unitName) {
		t.Errorf("%d: the difference is not shown for the own units alone", page.Code)
	}
	form.Set("format", "csv")
	file := tryPack(t, s, cookie, form)
	if !strings.HasPrefix(file.Header().Get("Content-Type"), "text/csv") || !strings.HasPrefix(file.Body.String(), "kode_instansi,") || !strings.Contains(file.Body.String(), w.one.code) {
		t.Errorf("%d %s", file.Code, file.Body)
	}
	w.unchanged(t)
}

func TestAFaultyPackIsSaidWithLineAndColumn(t *testing.T) {
	w := newWorld(t)
	s := New(w.app, slog.New(slog.DiscardHandler), nil)
	cookie := w.signIn(t, "bkad1")
	for what, x := range map[string]struct{ from, to, line, column string }{
		"thousands": {"value: 0.0034", "value: 0,34", "10", "16"},
		"a key":     {"unit: rate", "satuan: rate", "6", "5"},
		"a day":     {"edition: 2026-11-22", "edition: 2026-13-22", "2", "10"},
		"no ground": {"        article: \"usulan, bukan peraturan\"\n", "", "9", "9"},
	} {
		page := tryPack(t, s, cookie, url.Values{"paket": {strings.Replace(examplePack, x.from, x.to, 1)}, "berlaku": {"2027-01"}})
		row := regexp.MustCompile(`<td class="num">(\d+)</td><td class="num">(\d+)</td>`).FindStringSubmatch(page.Body.String())
		if page.Code != http.StatusUnprocessableEntity || row == nil || row[1] != x.line || row[2] != x.column {
			t.Errorf("%s: %d, at %v", what, page.Code, row)
		}
	}
	if page := tryPack(t, s, cookie, url.Values{"paket": {strings.Repeat("# x\n", longestPack)}, "berlaku": {"2027-01"}}); page.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: %d", page.Code)
	}
	if page := tryPack(t, s, w.signIn(t, "bendahara1"), url.Values{"paket": {examplePack}}); page.Code != http.StatusForbidden {
		t.Errorf("a treasurer of one unit: %d", page.Code)
	}
}
