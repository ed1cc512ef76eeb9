// Command gallery serves every page with made-up content, to look at them and to run accessibility checks without a
// database. It is no part of the product.
//
//	go run ./internal/door/web/gallery -listen 127.0.0.1:8099
package main

import (
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"sort"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/door/web/assets"
	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:8099", "address")
	flag.Parse()
	mux := http.NewServeMux()
	mux.Handle("GET /aset/", assets.Handler())
	names := make([]string, 0, len(pages))
	for name := range pages {
		names = append(names, name)
	}
	sort.Strings(names)
	mux.HandleFunc("GET /daftar", func(w http.ResponseWriter, _ *http.Request) {
		for _, n := range names {
			fmt.Fprintln(w, n)
		}
	})
	for name, make := range pages {
		mux.HandleFunc("/g/"+name, func(w http.ResponseWriter, r *http.Request) { show(w, r, make) })
	}
	mux.HandleFunc("GET /impor/7/arus", stream)
	mux.HandleFunc("POST /bahasa", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "bahasa", Value: r.FormValue("bahasa"), Path: "/"})
		http.Redirect(w, r, r.FormValue("kembali"), http.StatusSeeOther)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		show(w, r, func(p view.Page) view.Screen { return view.Problem{Page: p, Status: http.StatusNotFound} })
	})
	log.Println("http://" + *listen + "/g/beranda")
	server := &http.Server{Addr: *listen, Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.ListenAndServe())
}

func show(w http.ResponseWriter, r *http.Request, make func(view.Page) view.Screen) {
	p := page(r.URL.RequestURI())
	if c, err := r.Cookie("bahasa"); err == nil && c.Value == "en" || r.URL.Query().Get("en") != "" {
		p.Lang = lang.EN
	}
	var out io.Writer = w
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer z.Close()
		out = z
	}
	if err := view.Write(zipped{w, out}, r, http.StatusOK, make(p)); err != nil {
		log.Print(err)
	}
}

// zipped sends headers plainly and the body through a compressor.
type zipped struct {
	http.ResponseWriter
	to io.Writer
}

func (z zipped) Write(b []byte) (int, error) { return z.to.Write(b) }

// stream plays a job of five steps.
func stream(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	f := w.(http.Flusher)
	for i := 1; i <= 5; i++ {
		var b strings.Builder
		v := progress(page("/"))
		v.Done, v.Total = i*43, 215
		if err := v.Fragment().Render(r.Context(), &b); err != nil {
			return
		}
		fmt.Fprintf(w, "data: %s\n\n", strings.ReplaceAll(b.String(), "\n", " "))
		f.Flush()
		select {
		case <-time.After(400 * time.Millisecond):
		case <-r.Context().Done():
			return
		}
	}
	fmt.Fprint(w, "event: selesai\ndata: /g/impor-periksa\n\n")
}
