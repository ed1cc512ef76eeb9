package assets

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestCompressionIsNegotiated(t *testing.T) {
	for header, want := range map[string]bool{"gzip, br": true, "br": true, "br;q=0": false, "gzip": false, "": false, "br;q=0.5, gzip": true, "brotli": false} {
		if got := accepts(header, "br"); got != want {
			t.Errorf("accepts(%q, br) = %v, want %v", header, got, want)
		}
	}
}

func TestOnlyKnownNamesAreServed(t *testing.T) {
	for _, p := range []string{"/aset/", "/aset/.keep", "/aset/manifest.json", "/aset/../assets.go", "/aset/app.css"} {
		w := httptest.NewRecorder()
		Handler().ServeHTTP(w, httptest.NewRequest("GET", "http://x"+p, nil))
		if w.Code != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", p, w.Code)
		}
	}
}

func TestBuiltFilesAreServedForEver(t *testing.T) {
	if !Built() {
		t.Skip("assets are not built: npm ci && npm run build; the binary says so on every page")
	}
	for _, name := range []string{"app.css", "app.js", "htmx.js", "htmx-sse.js", "font.woff2", "mark.svg"} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", URL(name), nil)
		r.Header.Set("Accept-Encoding", "br, gzip")
		Handler().ServeHTTP(w, r)
		if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" {
			t.Errorf("%s: %d %v", name, w.Code, w.Header())
		}
		if name != "font.woff2" && w.Header().Get("Content-Encoding") != "br" {
			t.Errorf("%s came without brotli", name)
		}
	}
}
