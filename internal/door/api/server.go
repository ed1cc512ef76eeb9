package api

import (
	"net"
	"net/http"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/trust/access"
)

// Route is one address with what it needs.
type Route struct {
	Pattern    string // "POST /api/v1/law/ask"
	Permission access.Permission
	Public     bool // answers anybody; limited per caller
}

// Server is the machines' door.
type Server struct {
	mux    *http.ServeMux
	routes []Route
	limit  *limiter
}

// New returns the door.
func New(now clock.Clock) *Server {
	s := &Server{mux: http.NewServeMux(), limit: newLimiter(now, burst, refill)}
	s.public("POST /api/v1/law/ask", s.askLaw)
	s.public("GET /openapi.json", describe)
	return s
}

// Routes lists every route, for the tests that walk all of them.
func (s *Server) Routes() []Route { return s.routes }

// public adds a route that anybody may ask.
func (s *Server) public(pattern string, h http.HandlerFunc) {
	s.add(Route{Pattern: pattern, Public: true}, h)
}

func (s *Server) add(route Route, h http.HandlerFunc) {
	s.routes = append(s.routes, route)
	s.mux.HandleFunc(route.Pattern, func(w http.ResponseWriter, r *http.Request) {
		if wait := s.limit.take(caller(r)); wait > 0 {
			seconds := strconv.Itoa(int(wait.Seconds()) + 1)
			w.Header().Set("Retry-After", seconds)
			refuse(w, r, http.StatusTooManyRequests, "Terlalu banyak permintaan dari alamat ini. Ulangi setelah %s detik, dan kirim banyak pertanyaan dalam satu permintaan.", seconds)
			return
		}
		h(w, r)
	})
}

// Mine tells whether an address belongs to this door.
func Mine(path string) bool {
	return path == "/api" || strings.HasPrefix(path, "/api/") || path == "/openapi.json"
}

// Before returns a handler that answers this door's addresses and leaves the rest to the next.
func (s *Server) Before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if Mine(r.URL.Path) {
			s.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Add("Vary", "Accept-Language")
	if _, pattern := s.mux.Handler(r); pattern == "" {
		s.unknown(w, r)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// unknown answers what no route has: the method where only that is wrong.
func (s *Server) unknown(w http.ResponseWriter, r *http.Request) {
	var methods []string
	for _, route := range s.routes {
		if method, path, _ := strings.Cut(route.Pattern, " "); path == r.URL.Path {
			methods = append(methods, method)
		}
	}
	if len(methods) > 0 {
		allowed := strings.Join(methods, ", ")
		w.Header().Set("Allow", allowed)
		refuse(w, r, http.StatusMethodNotAllowed, "Alamat ini hanya menerima %s.", allowed)
		return
	}
	refuse(w, r, http.StatusNotFound, "Alamat API ini tidak ada. Daftarnya di /openapi.json.")
}

// language is the caller's: English where it comes first in Accept-Language.
func language(r *http.Request) lang.Lang {
	first, _, _ := strings.Cut(r.Header.Get("Accept-Language"), ",")
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(first)), "en") {
		return lang.EN
	}
	return lang.ID
}

// caller is the address that asks, without its port; a whole /64 counts as one.
func caller(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	if ip := net.ParseIP(host); ip != nil && ip.To4() == nil {
		return ip.Mask(net.CIDRMask(64, 128)).String()
	}
	return host
}
