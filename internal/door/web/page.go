package web

import (
	"context"
	"time"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// jakarta is the zone of dates on screens until a unit says otherwise.
var jakarta = time.FixedZone("WIB", 7*3600)

// today is the day at the office.
func (s *Server) today() period.Date { return period.DateIn(s.app.Config.Clock(), jakarta) }

// page is what every screen shows around its own content.
func (r *Request) page(current view.Section) view.Page {
	p := view.Page{Lang: r.Lang, Path: r.URL.RequestURI(), Section: current, Demo: len(r.srv.sample) > 0, Now: r.srv.app.Config.Clock(), Place: jakarta}
	if r.Method != "GET" {
		p.Path = "/"
	}
	if r.Session == nil || r.Session.Half {
		return p
	}
	if r.Session.Temporary { // nothing else opens before the password is changed
		p.User = &view.User{Name: r.Actor.Name, Role: lang.Msg(r.Actor.Role.Label())}
		return p
	}
	p.User = &view.User{Name: r.Actor.Name, Role: lang.Msg(r.Actor.Role.Label())}
	for _, x := range sections {
		if x.section == view.SecImports && len(r.fileKinds()) == 0 { // any kind of file will do
			continue
		}
		if x.needs == "" || r.Actor.May(x.needs) {
			p.Sections = append(p.Sections, x.section)
		}
	}
	p.Where = r.where()
	return p
}

// sections are the navigation, each with the permission without which it is not offered.
var sections = []struct {
	section view.Section
	needs   access.Permission
}{
	{view.SecHome, ""}, {view.SecScoreboard, access.SeeCoverage}, {view.SecWorkers, access.SeePeople}, {view.SecImports, ""}, {view.SecWaiting, access.ImportRoster},
	{view.SecFiles, access.ImportRoster}, {view.SecReview, access.DecideMatch}, {view.SecSilent, access.SendLetters}, {view.SecBudget, access.ImportBudget}, {view.SecPayments, access.ImportPayment},
	{view.SecDeclared, access.ImportDeclared}, {view.SecUnits, access.SeeCoverage}, {view.SecApprovals, access.ImportRoster}, {view.SecTrail, access.SeeTrail}, {view.SecUsers, access.ManageAccounts}, {view.SecStart, access.ManageSettings}, {view.SecSettings, access.ManageSettings}, {view.SecCalculator, ""}, {view.SecRules, ""}, {view.SecTrial, trialPermission}, {view.SecJobs, ""}, {view.SecHelp, ""},
}

// where fills the context bar: the grant's unit, or its region.
func (r *Request) where() view.Where {
	w := view.Where{Year: r.srv.today().Year()}
	for _, g := range r.Session.Account.Grants {
		if g.ID != r.Actor.Grant {
			continue
		}
		w.Unit = g.UnitName
		switch {
		case g.GovernmentCode != "":
			w.Region = regionName(g.GovernmentCode)
		case g.Region != "":
			w.Region = regionName(g.Region)
		}
	}
	return w
}

// read runs a read of the database.
func (r *Request) read(fn func(ctx context.Context, tx *db.Tx) error) error {
	return r.srv.app.DB.Read(r.Context(), func(tx *db.Tx) error { return fn(r.Context(), tx) })
}

// month is the month that a page speaks of: of the address, else the newest that has facts, else last month.
func (r *Request) month() (period.Month, error) {
	if text := r.FormValue("bulan"); text != "" {
		m, err := period.ParseMonth(text)
		if err != nil {
			return 0, fault.New(fault.Usage, "Bulan %q tidak terbaca. Tulis seperti 2026-09.", text)
		}
		return m, nil
	}
	var newest period.Month
	err := r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		newest, err = coverage.NewestMonth(ctx, tx, r.Actor.Anywhere())
		return err
	})
	if newest == 0 {
		newest = r.srv.today().Month().Add(-1)
	}
	return newest, err
}

// monthOptions offers the year's months up to now, the newest first.
func (r *Request) monthOptions(current period.Month, url func(period.Month) string) []view.Option {
	var out []view.Option
	last := max(r.srv.today().Month(), current)
	for m := last; m > last-12; m-- {
		o := view.Option{Value: m.String(), Text: monthText(r.Lang, m), Current: m == current}
		if url != nil {
			o.URL = url(m)
		}
		out = append(out, o)
	}
	return out
}

// ownUnit is the unit that the reader works for: of the grant, else the one named in the address.
func (r *Request) ownUnit(permission access.Permission) (u unit.Unit, g unit.Government, err error) {
	scope, err := r.Actor.Scope(permission)
	if err != nil {
		return u, g, err
	}
	code := r.FormValue("instansi")
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		switch {
		case code != "":
			u, err = unit.ByCode(ctx, tx, scope, code)
		case r.Actor.Unit != 0:
			u, err = unit.Find(ctx, tx, scope, r.Actor.Unit)
		default:
			return unit.ErrNotFound
		}
		if err != nil {
			return err
		}
		g, err = unit.GovernmentByID(ctx, tx, u.Government)
		return err
	})
	return u, g, err
}
