package web

import (
	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/trust/access"
)

// home shows each role its own first page: the treasurer the month as tasks, who reads totals the scoreboard.
func (s *Server) home(r *Request) error {
	switch {
	case r.Actor.May(access.ImportRoster) && r.Actor.Unit != 0:
		return s.treasurerHome(r)
	case r.Actor.May(access.SeeCoverage):
		return r.redirect("/papan")
	case r.Actor.May(access.ManageAccounts):
		return r.redirect("/pengguna")
	}
	return r.show(view.Help{Page: r.page(view.SecHelp)})
}

func (s *Server) treasurerHome(r *Request) error {
	return r.show(view.Home{Page: r.page(view.SecHome)})
}
