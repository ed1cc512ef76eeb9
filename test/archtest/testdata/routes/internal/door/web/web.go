package web

import "net/http"

type Route struct {
	Pattern    string
	Permission string
	Public     bool
	Signed     bool
}

type Server struct {
	mux    *http.ServeMux
	routes []Route
}

func (s *Server) need(permission, pattern string, h http.HandlerFunc) {
	s.add(Route{Pattern: pattern, Permission: permission}, h)
}

func (s *Server) add(r Route, h http.HandlerFunc) {
	s.routes = append(s.routes, r)
	s.mux.HandleFunc(r.Pattern, h)
}

func (s *Server) pages(h http.HandlerFunc) {
	s.need("people.see", "GET /good", h)
	s.need("", "GET /empty", h)      // want "permission that is empty"
	s.mux.HandleFunc("GET /open", h) // want "GET /open is answered, but no Route"
	s.mux.Handle("GET /listed", h)   // listed below
	s.routes = append(s.routes, Route{Pattern: "GET /listed", Public: true})
	s.routes = append(s.routes, Route{Pattern: "GET /nobody"})               // want "neither a permission"
	s.routes = append(s.routes, Route{Pattern: "GET /false", Public: false}) // want "neither a permission"
	s.routes = append(s.routes, Route{"GET /bare", "", true, false})         // want "without the names"
}
