package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/door/web/assets"
	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
)

// Server is the browser's door.
type Server struct {
	app    *app.App
	log    *slog.Logger
	mux    *http.ServeMux
	routes []Route
	sample []view.SampleAccount // shown at sign-in while sample data is loaded
	guard  *http.CrossOriginProtection

	invitation string // the key of the link that makes the first administrator; "" without one
}

// Route is one address with what it needs.
type Route struct {
	Pattern    string // "GET /pekerja"
	Permission access.Permission
	Public     bool // needs no sign-in
	Signed     bool // needs sign-in and nothing more
}

// Request is one request in the hands of a handler.
type Request struct {
	*http.Request
	W       http.ResponseWriter
	Session *access.Session // nil on public pages before sign-in
	Actor   access.Actor
	Scope   access.Scope // of the route's permission
	Lang    lang.Lang
	srv     *Server
	sights  []audit.Sight // people whom the page shows, to be recorded before it is sent
}

type handler func(r *Request) error

// New returns the door of an app.
func New(a *app.App, log *slog.Logger, sample []view.SampleAccount) *Server {
	s := &Server{app: a, log: log, mux: http.NewServeMux(), sample: sample, guard: http.NewCrossOriginProtection()}
	s.mux.Handle("GET /aset/", assets.Handler())
	s.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	s.mux.HandleFunc("GET /readyz", s.ready)
	s.routes = append(s.routes, Route{Pattern: "GET /aset/", Public: true}, Route{Pattern: "GET /healthz", Public: true}, Route{Pattern: "GET /readyz", Public: true})
	s.pages()
	return s
}

// Routes lists every route, for the tests that walk all of them.
func (s *Server) Routes() []Route { return s.routes }

func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := s.app.DB.Ping(ctx); err != nil {
		http.Error(w, "basis data tidak menjawab", http.StatusServiceUnavailable)
		return
	}
	_, _ = w.Write([]byte("ok\n"))
}

// need adds a route that needs a permission.
func (s *Server) need(p access.Permission, pattern string, h handler) {
	if p == "" {
		panic("route " + pattern + " names no permission")
	}
	s.add(Route{Pattern: pattern, Permission: p}, h)
}

// public adds a route that anybody may ask.
func (s *Server) public(pattern string, h handler) { s.add(Route{Pattern: pattern, Public: true}, h) }

// signed adds a route for everybody who is signed in.
func (s *Server) signed(pattern string, h handler) { s.add(Route{Pattern: pattern, Signed: true}, h) }

func (s *Server) add(route Route, h handler) {
	s.routes = append(s.routes, route)
	s.mux.HandleFunc(route.Pattern, func(w http.ResponseWriter, r *http.Request) {
		req := &Request{Request: r, W: w, Lang: lang.ID, srv: s}
		if err := s.enter(req, route); err != nil {
			s.fail(req, err)
			return
		}
		if err := h(req); err != nil {
			s.fail(req, err)
		}
	})
}

// ServeHTTP answers a request behind the common protections.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'")
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("panic", "route", r.Pattern, "what", p, "stack", string(debug.Stack()))
			http.Error(w, "Terjadi gangguan di sistem. Data tidak berubah; coba lagi.", http.StatusInternalServerError)
		}
	}()
	if err := s.guard.Check(r); err != nil {
		s.fail(&Request{Request: r, W: w, Lang: lang.ID, srv: s}, fault.New(fault.Forbidden, "Permintaan datang dari situs lain dan ditolak. Buka Payung lalu ulangi dari sana."))
		return
	}
	if strings.HasPrefix(r.URL.Path, "/aset/") || strings.HasSuffix(r.URL.Path, "/kemajuan") {
		s.mux.ServeHTTP(w, r)
		return
	}
	if _, pattern := s.mux.Handler(r); pattern == "" {
		s.unknown(w, r)
		return
	}
	c := compress(w, r)
	s.mux.ServeHTTP(c, r)
	_ = c.Close()
}

// unknown answers an address that no route has: sign-in first, so that a stranger learns nothing.
func (s *Server) unknown(w http.ResponseWriter, r *http.Request) {
	req := &Request{Request: r, W: w, Lang: lang.ID, srv: s}
	if err := s.enter(req, Route{Signed: true}); err != nil {
		s.fail(req, err)
		return
	}
	s.fail(req, fault.New(fault.NotFound, "Halaman ini tidak ada."))
}

// compressed writes pages compressed as the browser accepts.
type compressed struct {
	http.ResponseWriter
	close  func() error
	writer interface{ Write([]byte) (int, error) }
	begun  bool
	wants  bool
}

func compress(w http.ResponseWriter, r *http.Request) *compressed {
	return &compressed{ResponseWriter: w, wants: strings.Contains(r.Header.Get("Accept-Encoding"), "br"), close: func() error { return nil }}
}

func (c *compressed) WriteHeader(status int) {
	if !c.begun {
		c.begun = true
		c.writer = c.ResponseWriter
		t := c.Header().Get("Content-Type")
		if c.wants && (strings.HasPrefix(t, "text/html") || strings.HasPrefix(t, "application/json") || strings.HasPrefix(t, "text/csv")) {
			c.Header().Set("Content-Encoding", "br")
			c.Header().Add("Vary", "Accept-Encoding")
			c.Header().Del("Content-Length")
			b := brotli.NewWriterLevel(c.ResponseWriter, 4)
			c.writer, c.close = b, b.Close
		}
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *compressed) Write(b []byte) (int, error) {
	if !c.begun {
		c.WriteHeader(http.StatusOK)
	}
	return c.writer.Write(b)
}

func (c *compressed) Close() error { return c.close() }

// fail answers an error with the page that says what to do.
func (s *Server) fail(r *Request, err error) {
	if errors.Is(err, errSignIn) {
		back := ""
		if r.Method == http.MethodGet && r.URL.Path != "/" {
			back = "?kembali=" + queryEscape(r.URL.RequestURI())
		}
		http.Redirect(r.W, r.Request, "/masuk"+back, http.StatusSeeOther)
		return
	}
	if errors.Is(err, errSecondCode) {
		http.Redirect(r.W, r.Request, "/masuk/kode", http.StatusSeeOther)
		return
	}
	if errors.Is(err, errOwnPassword) {
		http.Redirect(r.W, r.Request, "/akun", http.StatusSeeOther)
		return
	}
	if errors.Is(err, context.Canceled) {
		return
	}
	p := view.Problem{Page: r.page(""), Text: fault.TextOf(err)}
	switch fault.KindOf(err) {
	case fault.Invalid:
		p.Status = http.StatusUnprocessableEntity
	case fault.Usage:
		p.Status = http.StatusBadRequest
	case fault.NotFound:
		p.Status = http.StatusNotFound
	case fault.Forbidden:
		p.Status = http.StatusForbidden
	case fault.Conflict:
		p.Status = http.StatusConflict
	case fault.TooBig:
		p.Status = http.StatusRequestEntityTooLarge
	case fault.Busy:
		p.Status = http.StatusServiceUnavailable
	default:
		p.Status, p.Trace = http.StatusInternalServerError, newTrace()
		s.log.Error("request failed", "route", r.Pattern, "trace", p.Trace, "error", err)
	}
	if e := view.Write(r.W, r.Request, p.Status, p); e != nil {
		s.log.Warn("write page", "route", r.Pattern, "error", e)
	}
}

// show writes a page.
func (r *Request) show(v view.Screen) error { return r.send(http.StatusOK, v) }

// again writes a page whose form must be corrected.
func (r *Request) again(v view.Screen) error {
	return r.send(http.StatusUnprocessableEntity, v)
}

// send records whom the page shows, then writes it.
func (r *Request) send(status int, v view.Screen) error {
	if err := r.recordSights(); err != nil {
		return err
	}
	return view.Write(r.W, r.Request, status, v)
}

// redirect sends the browser to another page after a post.
func (r *Request) redirect(to string) error {
	http.Redirect(r.W, r.Request, to, http.StatusSeeOther)
	return nil
}
