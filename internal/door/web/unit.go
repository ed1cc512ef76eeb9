package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/period"
)

const (
	unitsPage  = 50
	unitPeople = 12 // of a unit's people that its own page shows
	unitMonths = 6
)

// unit shows one unit: its four facts, its people, what it answered, whom to ask.
func (s *Server) unit(r *Request) error {
	u, g, divisions, err := s.unitOf(r)
	if err != nil {
		return err
	}
	month, err := r.month()
	if err != nil {
		return err
	}
	board, err := s.app.Coverage.Scoreboard(r.Context(), r.Scope, coverage.Question{Month: month, By: coverage.ByUnit})
	if err != nil {
		return err
	}
	v := s.unitView(r, u, month, divisions)
	if v.Page.Basis, err = r.basisOf(month); err != nil {
		return err
	}
	for i := range board.Rows {
		row := &board.Rows[i]
		if row.Government == u.Government && row.Unit == u.ID {
			v.Silent = row.Answered == 0
			v.Facts = view.Facts{
				Workers: row.Workers, Budgeted: row.Budgeted, Registered: row.Registered, Paid: row.Paid, Right: row.Right, Protected: row.Protected,
				ProtectedRight: row.ProtectedRight, Undecided: row.Undecided, PaidOpen: s.monthOpen(month),
			}
		}
	}
	sees, err := r.seesPeople(u, g)
	if err != nil {
		return err
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		if sees {
			people, err := coverage.ListPeople(ctx, tx, r.Scope, coverage.PeopleQuestion{Month: month, UnitCode: u.Code, Limit: unitPeople})
			if err != nil {
				return err
			}
			r.sawLines(people.Lines)
			for i := range people.Lines {
				v.People = append(v.People, s.workerRow(r.Lang, &people.Lines[i]))
			}
			v.PeopleN, v.PeopleURL = people.Total, "/pekerja?"+url.Values{"bulan": {month.String()}, "instansi": {u.Code}}.Encode()
		}
		return s.unitAround(ctx, tx, r, &v, u, month, board)
	})
	if err != nil {
		return err
	}
	if scope, err := r.Actor.Scope(access.ImportRoster); err == nil && scope.Holds(u.Target(g)) {
		v.Template = unitURL(u.Government, u.ID) + "/templat.xlsx"
		v.Upload = "/impor/baru?" + url.Values{"jenis": {"roster"}, "instansi": {u.Code}, "bulan": {month.String()}}.Encode()
	}
	if scope, err := r.Actor.Scope(access.ImportUnits); err == nil && scope.Holds(u.Target(g)) {
		v.CanEdit = true
	}
	if err := s.unitHistory(r, &v, u, divisions); err != nil {
		return err
	}
	return r.show(v)
}

func (s *Server) unitView(r *Request, u unit.Unit, month period.Month, divisions map[string]string) view.Unit {
	v := view.Unit{
		Page: r.page(view.SecUnits), ID: strconv.FormatInt(u.Government, 10) + "." + strconv.FormatInt(u.ID, 10), Code: u.Code, Name: u.Name, Kind: kindText(string(u.Kind)),
		Region: regionName(u.Region), Month: month, WageBasis: basisText(u.Basis), RiskClass: lang.T(r.Lang, "belum diketahui"),
	}
	if rules, err := law.For(month); err == nil {
		v.Programmes = u.Mandatory(rules).String()
	}
	v.Page.Crumbs = []view.Link{{Text: lang.Msg("Instansi"), URL: "/instansi"}}
	if n := u.RiskClass(); n > 0 {
		v.RiskClass = strconv.Itoa(n)
	}
	for _, npp := range u.NPPs {
		v.Registrations = append(v.Registrations, view.Registration{NPP: maskNPP(npp), Division: divisions[npp]})
	}
	if u.Contact != "" || u.Phone != "" {
		c := view.Contact{Name: u.Contact, Phone: u.Phone}
		if n := whatsappNumber(u.Phone); n != "" {
			c.WhatsApp = "https://wa.me/" + n
		}
		v.Contacts = []view.Contact{c}
	}
	return v
}

func basisText(b unit.Basis) lang.Text {
	switch b {
	case unit.UMK:
		return lang.Msg("upah minimum kabupaten/kota")
	case unit.UMP:
		return lang.Msg("upah minimum provinsi")
	}
	return lang.Msg("upah nyata")
}

// unitAround fills in the parent, the units below, and the answers of the last months.
func (s *Server) unitAround(ctx context.Context, tx *db.Tx, r *Request, v *view.Unit, u unit.Unit, month period.Month, board *coverage.Scoreboard) error {
	if u.Parent != 0 {
		if p, err := unit.ByID(ctx, tx, r.Scope, u.Government, u.Parent); err == nil { // one outside the reach is not named
			v.Parent = &view.Link{Text: literal(p.Name), URL: unitURL(p.Government, p.ID)}
		}
	}
	list, err := unit.List(ctx, tx, r.Scope.Narrow(u.Government, u.Path))
	if err != nil {
		return err
	}
	rows := map[int64]coverage.Row{}
	for _, row := range board.Rows {
		if row.Government == u.Government {
			rows[row.Unit] = row
		}
	}
	for _, c := range list {
		if c.Parent == u.ID {
			v.Children = append(v.Children, unitRow(&unitLine{Unit: c, row: rows[c.ID]}))
		}
	}
	trend, err := coverage.UnitTrend(ctx, tx, u.Government, u.ID, month, unitMonths)
	if err != nil {
		return err
	}
	for i := range unitMonths {
		m := month.Add(-i)
		answers, err := roster.Answers(ctx, tx, u.Government, m)
		if err != nil {
			return err
		}
		how, answered := answers[u.ID]
		v.Answers = append(v.Answers, view.Answer{Month: m, Status: answerTag(answered, how), Workers: trend[m].Workers})
	}
	return nil
}

// seesPeople tells whether the reader may see the names of a unit's people.
func (r *Request) seesPeople(u unit.Unit, g unit.Government) (bool, error) {
	if !r.Actor.May(access.SeePeople) {
		return false, nil
	}
	scope, err := r.Actor.Scope(access.SeePeople)
	return err == nil && scope.Holds(u.Target(g)), err
}

// unitTemplate gives a workbook to fill in: the people of the unit's newest roster, ready to come back.
func (s *Server) unitTemplate(r *Request) error {
	u, g, _, err := s.unitOf(r)
	if err != nil {
		return err
	}
	month := s.today().Month()
	if text := r.FormValue("bulan"); text != "" {
		if month, err = r.month(); err != nil {
			return err
		}
	}
	t, err := s.app.Roster.Template(r.Context(), r.Actor, u, g, month)
	if err != nil {
		return err
	}
	return r.workbook("daftar-pekerja-"+fileName(u.Code)+"-"+month.String()+".xlsx", t)
}

// fileName keeps the letters and digits of a code, for the name of a file.
func fileName(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' {
			return c
		}
		return '-'
	}, s)
}
