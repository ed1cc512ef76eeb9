package web

import (
	"context"
	"math/big"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/billing"
	"github.com/payung-id/payung/internal/programme/budget"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// unitBudget is the year's money of a unit and those below it.
type unitBudget struct {
	known   bool // every line has a ceiling, and every payment is this unit's alone
	ceiling money.Rupiah
	paid    money.Rupiah
}

func newUnitBudget(lines []budget.Line, paid []billing.UnitPayment) unitBudget {
	b := unitBudget{known: len(lines) > 0}
	for _, l := range lines {
		if l.Ceiling < 0 {
			b.known = false
			continue
		}
		b.ceiling += money.Rupiah(l.Ceiling)
	}
	for _, p := range paid {
		b.paid += p.Amount
		b.known = b.known && !p.Shared
	}
	return b
}

// paidInYear lists the payments of the year, and of the months before that the history shows.
func paidInYear(ctx context.Context, tx *db.Tx, m *unitMonth) ([]billing.UnitPayment, error) {
	return billing.OfUnit(ctx, tx, m.scope, m.unit, period.MonthOf(m.month.Year(), 1), period.MonthOf(m.month.Year(), 12))
}

// paidWith is the last document that paid for a month.
type paidWith struct {
	reference string
	on        period.Date
}

func references(paid []billing.UnitPayment) map[period.Month]paidWith {
	out := map[period.Month]paidWith{}
	for _, p := range paid {
		out[p.Month] = paidWith{p.Reference, p.PaidOn}
	}
	return out
}

func (m *unitMonth) costView(l lang.Lang) *view.Cost {
	c := &view.Cost{Lines: m.costLines(l), Total: m.cost.Total}
	if m.budget.known {
		left := m.budget.ceiling - m.budget.paid
		c.HasBudget, c.Left, c.Warning = true, max(left, 0), m.lasts(left)
		if left < 0 {
			c.Warning = lang.Msg("Pembayaran tahun ini melewati pagu %s.", text.Rupiah(m.lang, -left))
		}
	}
	return c
}

// lasts says how far the rest of the year's money goes at this month's cost.
func (m *unitMonth) lasts(left money.Rupiah) lang.Text {
	if m.cost.Total == 0 {
		return lang.Text{}
	}
	for x := m.firstUnpaid(); x.Year() == m.month.Year(); x++ {
		if left < m.cost.Total {
			return lang.Msg("Uang habis: %v kurang %s", monthName(x), text.Rupiah(m.lang, m.cost.Total-max(left, 0)))
		}
		left -= m.cost.Total
	}
	return lang.Text{}
}

// firstUnpaid is the first month from the shown one on for which nothing was paid.
func (m *unitMonth) firstUnpaid() period.Month {
	x := m.month
	for ; x.Year() == m.month.Year(); x++ {
		if _, paid := m.refs[x]; !paid {
			break
		}
	}
	return x
}

// costLines sums by programme for agencies, and by post for villages, whose account codes go by post.
func (m *unitMonth) costLines(l lang.Lang) []view.CostLine {
	if m.unit.Kind == unit.Village {
		return villageLines(l, m.cost.Parts)
	}
	var out []view.CostLine
	for i := range m.cost.Parts {
		p := &m.cost.Parts[i]
		name, rate, account := p.Programme.String(), "", ""
		if p.OneRate {
			rate = percent(l, p.Rate)
		}
		if a, ok := budget.AccountFor(p.Kind, p.Category, p.Programme); ok {
			account = a.Code
		}
		if n := len(out); n > 0 && out[n-1].Programme == name && out[n-1].Account == account {
			out[n-1].Amount += p.Amount
			out[n-1].Why += " " + costWhy(l, p)
			if out[n-1].Rate != rate {
				out[n-1].Rate = ""
			}
			continue
		}
		out = append(out, view.CostLine{Programme: name, Rate: rate, Account: account, Amount: p.Amount, Why: costWhy(l, p)})
	}
	return out
}

func villageLines(l lang.Lang, parts []coverage.CostPart) []view.CostLine {
	type group struct {
		line       view.CostLine
		programmes []string
	}
	groups := map[string]*group{}
	for i := range parts {
		p := &parts[i]
		g := groups[p.Category]
		if g == nil {
			g = &group{line: view.CostLine{}}
			if a, ok := budget.AccountFor(p.Kind, p.Category, p.Programme); ok {
				g.line.Account = a.Code
			}
			groups[p.Category] = g
		}
		g.line.Amount += p.Amount
		g.line.Why = strings.TrimSpace(g.line.Why + " " + costWhy(l, p))
		name := p.Programme.String()
		if p.OneRate {
			name += " " + percent(l, p.Rate)
		}
		g.programmes = append(g.programmes, name)
	}
	var out []view.CostLine
	for _, category := range append(value.Categories(), "") { // in the order of the screens
		g := groups[category]
		if g == nil {
			continue
		}
		g.line.Programme, g.line.Rate = categoryText(category).In(l), strings.Join(g.programmes, ", ")
		out = append(out, g.line)
	}
	return out
}

// percent writes a rate in percent, exactly: "0,24%".
func percent(l lang.Lang, rate money.Rate) string {
	s := big.NewRat(int64(rate)*100, int64(money.One)).FloatString(3)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	if i := strings.IndexByte(s, '.'); i >= 0 && len(s)-i == 2 {
		s += "0"
	}
	if l != lang.EN {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s + "%"
}

// past lists the months before, with what they cost and how they were paid.
func (m *unitMonth) past() []view.PastMonth {
	var out []view.PastMonth
	for i := range m.history {
		h := &m.history[i]
		p := view.PastMonth{Month: h.Month, Amount: h.Owed, Status: view.Tag{Text: lang.Msg("Belum dibayar"), Tone: view.Bad}}
		ref, paid := m.refs[h.Month]
		p.Ref = ref.reference
		if p.Ref != "" {
			p.RefURL = "/bayar?bulan=" + h.Month.String()
		}
		switch {
		case h.Workers > 0 && h.Paid >= h.Workers:
			p.Status = view.Tag{Text: lang.Msg("Lunas"), Tone: view.Good}
		case h.Paid > 0:
			p.Status = view.Tag{Text: lang.Msg("%d dari %d orang", h.Paid, h.Workers), Tone: view.Warn}
		case paid:
			p.Status = view.Tag{Text: lang.Msg("Kurang bayar"), Tone: view.Bad}
		}
		out = append(out, p)
	}
	return out
}
