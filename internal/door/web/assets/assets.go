package assets

import (
	"embed"
	"encoding/json"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

//go:embed all:dist
var dist embed.FS

// prefix is where the files are served.
const prefix = "/aset/"

// manifest maps a source name to its hashed name; empty where nothing was built.
var manifest = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	b, err := dist.ReadFile("dist/manifest.json")
	if err != nil {
		return names
	}
	if err := json.Unmarshal(b, &names); err != nil {
		return map[string]string{}
	}
	return names
})

// Built tells whether the binary holds its assets.
func Built() bool { return len(manifest()) > 0 }

// URL returns the address of a built file by its source name, "" where it was not built.
func URL(name string) string {
	hashed, ok := manifest()[name]
	if !ok {
		return ""
	}
	return prefix + hashed
}

// types are set here, because a system's mime table may lack them or say otherwise.
var types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
	".png":   "image/png",
	".json":  "application/json",
}

// Handler serves the built files under /aset/ by their hashed names, compressed as the browser accepts, to be kept for a
// year. Names that are not in the manifest are 404, so that the folder cannot be browsed.
func Handler() http.Handler {
	known := map[string]bool{}
	for _, hashed := range manifest() {
		known[hashed] = true
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, prefix)
		if !known[name] {
			http.NotFound(w, r)
			return
		}
		serve(w, r, name)
	})
}

func serve(w http.ResponseWriter, r *http.Request, name string) {
	file, encoding := "dist/"+name, ""
	accepted := r.Header.Get("Accept-Encoding")
	for _, c := range [...]struct{ token, ext string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !accepts(accepted, c.token) {
			continue
		}
		if _, err := fs.Stat(dist, file+c.ext); err == nil {
			encoding = c.token
			file += c.ext
			break
		}
	}
	b, err := dist.ReadFile(file)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	ext := path.Ext(name)
	if t := types[ext]; t != "" {
		h.Set("Content-Type", t)
	} else {
		h.Set("Content-Type", mime.TypeByExtension(ext))
	}
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Vary", "Accept-Encoding")
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	h.Set("Content-Length", strconv.Itoa(len(b)))
	if r.Method == http.MethodHead {
		return
	}
	_, _ = w.Write(b) // the browser went away: nobody is left to tell
}

// accepts tells whether an Accept-Encoding header takes a coding; "br;q=0" refuses it.
func accepts(header, coding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		token, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(token) == coding {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}
