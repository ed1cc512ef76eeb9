package web

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/billing"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// paymentList is payments with what the law asked for the same months.
type paymentList struct {
	q     billing.Question
	lines []billing.Paid
	sum   money.Rupiah
	units []unit.Unit             // in scope
	owed  map[payKey]money.Rupiah // of a unit, or of all units of an NPP
	got   map[payKey]money.Rupiah // over all documents
}

// payKey is whom a payment is for: a unit, or an NPP, in a month.
type payKey struct {
	government, unit int64
	npp              string
	month            period.Month
}

func keyOf(p *billing.Paid) payKey {
	k := payKey{government: p.Government, month: p.Month, npp: p.NPP}
	if p.NPP == "" {
		k.unit = p.Unit
	}
	return k
}

// allMonths is the value of the address that lifts the month.
const allMonths = "semua"

func (s *Server) paymentList(r *Request, losses *coverage.Losses) (*paymentList, error) {
	l := &paymentList{owed: map[payKey]money.Rupiah{}, got: map[payKey]money.Rupiah{}}
	if r.FormValue("bulan") != allMonths {
		m, err := r.month()
		if err != nil {
			return nil, err
		}
		l.q.Month = m
	}
	l.q.UnitCode = r.FormValue("instansi")
	all := map[int64][]unit.Unit{}
	err := r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if l.lines, err = billing.List(ctx, tx, r.Scope, l.q); err != nil {
			return err
		}
		if l.units, err = unit.List(ctx, tx, r.Scope); err != nil {
			return err
		}
		for i := range l.lines {
			p := &l.lines[i]
			k := keyOf(p)
			l.sum += p.Amount
			l.got[k] += p.Amount
			if all[p.Government] == nil {
				if all[p.Government], err = unit.List(ctx, tx, access.Everything().Narrow(p.Government, "")); err != nil {
					return err
				}
			}
			if _, known := l.owed[k]; known {
				continue
			}
			if l.owed[k], err = owedFor(ctx, tx, k, all[p.Government], losses); err != nil {
				return err
			}
		}
		return nil
	})
	return l, err
}

// owedFor is what the law asks for the registered people behind a payment: of the unit, or of every unit of the NPP, also
// those that the reader does not reach, since one payment is for all of them. 0 where a unit has several NPPs: nobody can
// say which of them pays for whom.
func owedFor(ctx context.Context, tx *db.Tx, k payKey, all []unit.Unit, losses *coverage.Losses) (money.Rupiah, error) {
	of, _, err := losses.Of(ctx, tx, k.government, k.month)
	if err != nil || k.unit != 0 {
		return of[k.unit].RegisteredOwed, err
	}
	var sum money.Rupiah
	for _, u := range all {
		if slices.Contains(u.NPPs, k.npp) {
			if len(u.NPPs) > 1 {
				return 0, nil
			}
			sum += of[u.ID].RegisteredOwed
		}
	}
	return sum, nil
}

// payments lists what was paid, beside what the law asked.
func (s *Server) payments(r *Request, k *reading) error {
	l, err := s.paymentList(r, k.losses)
	if err != nil {
		return err
	}
	query := url.Values{"bulan": {allMonths}}
	if l.q.Month != 0 {
		query.Set("bulan", l.q.Month.String())
	}
	if l.q.UnitCode != "" {
		query.Set("instansi", l.q.UnitCode)
	}
	v := view.Payments{Page: r.page(view.SecPayments), Month: l.q.Month, Total: l.sum, XLSX: "/bayar.xlsx?" + query.Encode(), Chips: r.unitChip("/bayar", query, l.units)}
	v.Page.Basis = view.Basis{Month: l.q.Month, AsOf: s.today(), Sources: []lang.Text{lang.Msg("bukti bayar")}}
	months := []view.Option{{Value: allMonths, Text: lang.T(r.Lang, "Semua bulan"), Current: l.q.Month == 0}}
	for _, o := range r.monthOptions(s.today().Month(), nil) {
		o.Current = o.Value == l.q.Month.String() && l.q.Month != 0
		months = append(months, o)
	}
	v.Filters = append([]view.Filter{{Name: "bulan", Label: lang.Msg("Bulan"), Options: months}}, r.unitFilter(l.units, l.q.UnitCode)...)
	page := pageOf(r)
	from := min((page-1)*moneyPage, len(l.lines))
	to := min(from+moneyPage, len(l.lines))
	for i := from; i < to; i++ {
		v.Rows = append(v.Rows, r.paymentRow(l, &l.lines[i]))
	}
	v.Pager = pager(page, moneyPage, to-from, len(l.lines), "/bayar", query)
	if r.Actor.May(access.ImportPayment) {
		v.Import = "/impor/baru?jenis=payments"
	}
	return r.show(v)
}

func (r *Request) paymentRow(l *paymentList, p *billing.Paid) view.PaymentLine {
	name, to := l.payer(p)
	k := keyOf(p)
	row := view.PaymentLine{Unit: name, UnitURL: to, Month: p.Month, Date: p.On, Reference: p.Reference, Amount: p.Amount, Due: l.owed[k], People: p.People, Source: p.File, Status: r.paidStatus(l.owed[k], l.got[k])}
	if p.NPP != "" {
		row.NPP = maskNPP(p.NPP)
	}
	return row
}

// payer names whom a payment is for; of an NPP that several units share, the first in scope and how many more.
func (l *paymentList) payer(p *billing.Paid) (name, to string) {
	var shared []unit.Unit
	for _, u := range l.units {
		if u.Government == p.Government && (u.ID == p.Unit || slices.Contains(u.NPPs, p.NPP)) {
			shared = append(shared, u)
		}
	}
	if len(shared) == 0 {
		return "–", ""
	}
	slices.SortFunc(shared, func(a, b unit.Unit) int { return strings.Compare(a.Path, b.Path) })
	return shared[0].Name, unitURL(shared[0].Government, shared[0].ID)
}

// paidStatus compares all that came for the same unit or NPP and month with what the law asks.
func (r *Request) paidStatus(owed, got money.Rupiah) view.Tag {
	switch {
	case owed == 0:
		return view.Tag{Text: lang.Msg("Belum dapat dibandingkan"), Tone: view.None}
	case got < owed-owed/10_000-10: // roundings of Rp1 a person and programme
		return view.Tag{Text: lang.Msg("Kurang %s", text.Rupiah(r.Lang, owed-got)), Tone: view.Bad}
	case got > owed+owed/10_000+10:
		return view.Tag{Text: lang.Msg("Lebih %s", text.Rupiah(r.Lang, got-owed)), Tone: view.Warn}
	}
	return view.Tag{Text: lang.Msg("Cukup"), Tone: view.Good}
}

// paymentsFile is the list as a workbook.
func (s *Server) paymentsFile(r *Request, k *reading) error {
	l, err := s.paymentList(r, k.losses)
	if err != nil {
		return err
	}
	t := sheetwrite.Table{Title: "Pembayaran iuran", Sheet: "Pembayaran", Columns: []sheetwrite.Column{
		{Key: "instansi", Title: "Instansi", Width: 40},
		{Key: "npp", Title: "NPP", Kind: sheetwrite.NIK},
		{Key: "bulan", Title: "Bulan", Kind: sheetwrite.Month},
		{Key: "tanggal", Title: "Tanggal", Kind: sheetwrite.Date},
		{Key: "referensi", Title: "Rujukan", Width: 28},
		{Key: "jumlah", Title: "Dibayar", Kind: sheetwrite.Rupiah},
		{Key: "orang", Title: "Orang", Kind: sheetwrite.Integer},
		{Key: "seharusnya", Title: "Seharusnya sebulan", Kind: sheetwrite.Rupiah},
		{Key: "berkas", Title: "Berkas", Width: 34},
	}}
	var rows [][]any
	for i := range l.lines {
		p := &l.lines[i]
		name, _ := l.payer(p)
		row := []any{name, maskNPP(p.NPP), p.Month, p.On, p.Reference, p.Amount, nil, nil, p.File}
		if p.People > 0 {
			row[6] = p.People
		}
		if owed := l.owed[keyOf(p)]; owed > 0 {
			row[7] = owed
		}
		rows = append(rows, row)
	}
	t.Rows = sheetwrite.Slice(rows)
	t.About = []sheetwrite.About{
		{Label: "Seharusnya sebulan", Text: "Iuran menurut aturan bagi orang yang terdaftar di instansi atau NPP itu pada bulan tersebut; kosong bila instansinya memakai beberapa NPP."},
		{Label: "NPP", Text: "Ditulis sebagian."},
		{Label: "Dibuat", Text: text.Clock(lang.ID, s.app.Config.Clock(), jakarta) + ", oleh " + r.Actor.Name},
	}
	return r.workbook("pembayaran.xlsx", t)
}
