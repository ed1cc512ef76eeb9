package web

import (
	"github.com/payung-id/payung/docs/guide"
	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/trust/access"
)

func (s *Server) helpRoutes() {
	s.signed("GET /bantuan", s.help)
	s.signed("GET /bantuan/{slug}", s.helpArticle)
}

// guideOf is the guide that a role reads first.
var guideOf = map[access.Role]string{
	access.Treasurer: "bendahara", access.Personnel: "kepegawaian", access.Village: "desa", access.Treasury: "bkad", access.Manpower: "disnaker",
	access.Secretary: "sekda", access.Branch: "bpjs", access.Province: "provinsi", access.Administrator: "administrator",
}

// topics lists the guides, the reader's own first.
func topics(r *Request, current string) []view.HelpTopic {
	own := guideOf[r.Actor.Role]
	var first, rest []view.HelpTopic
	for _, g := range guide.All() {
		t := view.HelpTopic{URL: "/bantuan/" + g.Slug, Title: lang.Msg(g.Title), Line: lang.Msg(g.Line), Current: g.Slug == current}
		if g.Slug == own {
			first = append(first, t)
		} else {
			rest = append(rest, t)
		}
	}
	return append(first, rest...)
}

func (s *Server) help(r *Request) error {
	return r.show(view.Help{Page: r.page(view.SecHelp), Topics: topics(r, ""), Contact: s.contact()})
}

func (s *Server) contact() lang.Text {
	return lang.Msg("Masih buntu? Hubungi administrator Payung di pemerintah daerah Anda, atau kantor cabang BPJS Ketenagakerjaan untuk urusan kepesertaan.")
}

func (s *Server) helpArticle(r *Request) error {
	g, ok := guide.Find(r.PathValue("slug"))
	if !ok {
		return fault.New(fault.NotFound, "Halaman bantuan ini tidak ada. Pilih dari daftar bantuan.")
	}
	a := &view.Article{Title: g.Title}
	for _, b := range g.Blocks {
		a.Blocks = append(a.Blocks, view.Block{Kind: b.Kind, Text: b.Text, Items: b.Items})
	}
	return r.show(view.Help{Page: r.page(view.SecHelp), Topics: topics(r, g.Slug), Article: a, Contact: s.contact()})
}
