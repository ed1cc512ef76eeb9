package web

import (
	"context"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/budget"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/period"
)

// homeRoutes adds the home, the pages of administration, help and jobs.
func (s *Server) homeRoutes() {
	s.signed("GET /{$}", s.home)
	s.adminRoutes()
	s.letterheadRoutes()
	s.unitFormRoutes()
	s.jobRoutes()
	s.helpRoutes()
}

// home shows each role its own first page: the treasurer the month as tasks, who reads totals the scoreboard.
func (s *Server) home(r *Request) error {
	switch {
	case r.Actor.May(access.ImportRoster) && r.Actor.Unit != 0:
		return s.treasurerHome(r)
	case r.Actor.May(access.SeeCoverage):
		return r.redirect("/papan")
	case r.Actor.May(access.ManageAccounts):
		if governments, err := s.inhabited(r); err != nil {
			return err
		} else if !governments {
			return r.redirect("/langkah")
		}
		return r.redirect("/pengguna")
	}
	return r.redirect("/bantuan")
}

// unitMonth is everything that the home of a unit tells of one month.
type unitMonth struct {
	lang       lang.Lang // of the reader, for amounts and instants inside sentences
	unit       unit.Unit
	government unit.Government
	month      period.Month
	scope      access.Scope
	is         *coverage.UnitMonth
	cost       *coverage.Cost
	history    []coverage.MonthSums
	missing    []coverage.Unprotected
	answer     roster.Answer
	batch      *intake.Batch // that answered
	draft      *intake.Batch // checked and not yet applied
	waiting    int
	codes      map[string]int
	lastMonth  period.Month
	lastPeople int
	due        period.Date
	budget     unitBudget
	refs       map[period.Month]paidWith
	fresh      bool // the figures are computed from all that came in
}

func (s *Server) treasurerHome(r *Request) error {
	m, err := s.unitMonth(r)
	if err != nil {
		return err
	}
	page := r.page(view.SecHome)
	page.Where.Unit, page.Where.Region = m.unit.Name, regionName(m.government.Code)
	if !m.fresh {
		page.Notice = beingComputed()
	}
	if len(m.unit.NPPs) > 0 {
		page.Where.NPP = maskNPP(m.unit.NPPs[0])
	}
	asOf := s.today()
	if !m.is.AsOf.IsZero() {
		asOf = period.DateIn(m.is.AsOf, jakarta)
	}
	page.Basis = view.Basis{Month: m.month, AsOf: asOf, Sources: []lang.Text{lang.Msg("roster instansi"), lang.Msg("daftar peserta BPJS"), lang.Msg("anggaran"), lang.Msg("pembayaran")}}
	h := view.Home{
		Page: page, Month: m.month, Due: m.due, Groups: m.groups(r.Actor), UnitCode: m.unit.Code, Upload: r.Actor.May(access.ImportRoster),
		Months: r.monthOptions(m.month, func(x period.Month) string { return "/?bulan=" + x.String() }),
	}
	h.Next = m.next(r.Actor)
	h.WhatsApp, err = s.askBranch(r, m.unit.Government, lang.T(lang.ID, "Selamat pagi. Kami dari %s ingin bertanya tentang iuran %s.", m.unit.Name, monthText(lang.ID, m.month)))
	if err != nil {
		return err
	}
	h.Silent = m.is.Answered == 0
	h.Nihil, h.LastMonth, h.LastCount, h.Key = m.answer == "", m.lastMonth, m.lastPeople, newKey()
	h.Facts = m.facts(s.today())
	if !h.Silent && m.cost.People > 0 {
		h.Cost = m.costView(r.Lang)
	}
	m.listMissing(&h)
	if len(h.Missing) > 0 {
		for i := range m.missing {
			r.saw(forCoverage, audit.People, m.unit.Government, m.missing[i].Person)
		}
	}
	h.Past = m.past()
	if s.has("GET /instansi/{id}/templat.xlsx") {
		h.Template = unitURL(m.unit.Government, m.unit.ID) + "/templat.xlsx?bulan=" + m.month.String()
	}
	return r.show(h)
}

// has tells whether a route exists, so that no page leads into nothing.
func (s *Server) has(pattern string) bool {
	for _, r := range s.routes {
		if r.Pattern == pattern {
			return true
		}
	}
	return false
}

// monthInHand is the month that a treasurer works on: the first whose contributions are not yet due; where the data are a
// sample, which does not grow older, the newest month that has facts.
func (r *Request) monthInHand(sample bool) (period.Month, error) {
	if r.FormValue("bulan") != "" || sample {
		return r.month()
	}
	today := r.srv.today()
	for m := today.Month().Add(-1); m <= today.Month(); m++ {
		if due, err := law.Due("PU", m); err == nil && due.Due >= today {
			return m, nil
		}
	}
	return today.Month(), nil
}

func (s *Server) unitMonth(r *Request) (*unitMonth, error) {
	u, g, err := r.ownUnit(access.ImportRoster)
	if err != nil {
		return nil, err
	}
	m := &unitMonth{lang: r.Lang, unit: u, government: g}
	if m.scope, err = r.Actor.Scope(access.SeeCoverage); err != nil {
		return nil, err
	}
	if m.month, err = r.monthInHand(g.Sample); err != nil {
		return nil, err
	}
	if m.fresh, err = s.app.Coverage.UpToDate(r.Context(), m.scope, m.month); err != nil {
		return nil, err
	}
	if due, err := law.Due("PU", m.month); err == nil {
		m.due = due.Due
	}
	return m, r.read(m.read)
}

// read reads the whole month in one transaction, so that its figures agree.
func (m *unitMonth) read(ctx context.Context, tx *db.Tx) (err error) {
	if m.is, err = coverage.OfUnit(ctx, tx, m.scope, m.unit, m.month); err != nil {
		return err
	}
	if m.cost, err = coverage.CostOfUnit(ctx, tx, m.scope, m.unit, m.month); err != nil {
		return err
	}
	if m.history, err = coverage.HistoryOfUnit(ctx, tx, m.scope, m.unit, m.month, 3); err != nil {
		return err
	}
	if m.missing, err = coverage.UnprotectedOf(ctx, tx, m.scope, m.unit, m.month, 4); err != nil {
		return err
	}
	if err := m.readAnswer(ctx, tx); err != nil {
		return err
	}
	if m.waiting, m.codes, err = roster.WaitingIn(ctx, tx, m.scope, m.unit, m.month); err != nil {
		return err
	}
	return m.readMoney(ctx, tx)
}

func (m *unitMonth) readAnswer(ctx context.Context, tx *db.Tx) error {
	answer, id, err := roster.AnswerOf(ctx, tx, m.unit, m.month)
	if err != nil {
		return err
	}
	m.answer = answer
	if m.lastMonth, m.lastPeople, err = roster.LastAnswered(ctx, tx, m.unit, m.month); err != nil {
		return err
	}
	mine := m.scope.Narrow(m.unit.Government, m.unit.Path)
	if id != 0 {
		// A list of the whole government may have answered for the unit; it is not the unit's own to look at.
		if b, err := intake.Get(ctx, tx, mine, id); err == nil {
			m.batch = b
		}
	}
	batches, err := intake.List(ctx, tx, mine, 50)
	if err != nil {
		return err
	}
	for _, b := range batches {
		if b.Kind == roster.ImportKind && b.Unit == m.unit.ID && b.Month == m.month && (b.State == intake.Draft || b.State == intake.Checking) {
			m.draft = b
			break
		}
	}
	return nil
}

func (m *unitMonth) facts(today period.Date) view.Facts {
	f := view.Facts{
		Workers: m.is.Workers, Budgeted: m.is.Budgeted, Registered: m.is.Registered, Paid: m.is.Paid, Right: m.is.Right, Protected: m.is.Protected,
		ProtectedRight: m.is.ProtectedRight, Undecided: m.is.Undecided, PaidOpen: m.is.Paid == 0 && today <= m.due, URL: m.workers(coverage.Anybody),
	}
	if m.is.Units > 1 {
		f.Line = lang.Msg("%d dari %d instansi menjawab: instansi ini dan yang di bawahnya", m.is.Answered, m.is.Units)
	}
	return f
}

func (m *unitMonth) workers(fact coverage.Lack) string {
	to := "/pekerja?bulan=" + m.month.String() + "&instansi=" + queryEscape(m.unit.Code)
	if fact != coverage.Anybody {
		to += "&fakta=" + string(fact)
	}
	return to
}

func (m *unitMonth) listMissing(h *view.Home) {
	h.MissingN = m.is.Workers - m.is.Protected - m.is.Undecided
	if h.Facts.PaidOpen { // the month is still open: who is registered is not missing yet
		h.MissingN = 0
		return
	}
	h.MissingTo = m.workers(coverage.NotProtected)
	for i := range m.missing {
		w := &m.missing[i]
		h.Missing = append(h.Missing, view.MissingPerson{URL: personURL(m.unit.Government, w.Person), Name: w.Name, Code: w.Code, BirthYear: w.BirthYear, Job: w.Position, Why: w.Reason()})
	}
}

// readMoney reads what was planned and paid in the year, and the documents of the months before.
func (m *unitMonth) readMoney(ctx context.Context, tx *db.Tx) error {
	lines, err := budget.OfUnit(ctx, tx, m.scope, m.unit, m.month.Year())
	if err != nil {
		return err
	}
	paid, err := paidInYear(ctx, tx, m)
	if err != nil {
		return err
	}
	m.budget = newUnitBudget(lines, paid)
	m.refs = references(paid)
	return nil
}
