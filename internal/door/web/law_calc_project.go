package web

import (
	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
)

// jakon works out the contribution of a construction project.
func (c *calc) jakon() *view.CalcResult {
	base := c.pick("dasar", lang.Msg("Yang diketahui"), []string{"ppn"}, word{"tanpa", lang.Msg("Nilai kontrak tanpa PPN")}, word{"ppn", lang.Msg("Nilai kontrak termasuk PPN")}, word{"upah", lang.Msg("Upah sebulan seluruh pekerja")})
	label := lang.Msg("Nilai kontrak")
	example := "850.000.000"
	if base == "upah" {
		label, example = lang.Msg("Upah sebulan"), "45.000.000"
	}
	value, ok := c.wage(view.CalcField{Name: "nilai", Label: label, Required: true}, example)
	var q law.JAKON
	c.ask("ask", "contribution")
	c.ask("segment", "JAKON")
	line := lang.Msg("Untuk proyek dengan nilai kontrak %s tanpa PPN.", c.milli(value))
	switch base {
	case "ppn":
		rate, asked, given := c.percent(view.CalcField{Name: "ppn", Label: lang.Msg("PPN (persen)"), Required: true}, "11")
		if !c.sample && !c.form.Has("ppn") { // the link was followed: the usual rate stands
			c.v.Errors, c.failed = nil, false
			c.v.Fields[len(c.v.Fields)-1].Value = "11"
			rate, asked, given = 1_100_000_0, "11", true
		}
		ok = ok && given
		q.InclusiveVAT, q.VATPercent = value, rate
		c.ask("contract_value_incl_vat", value.String())
		c.ask("vat_percent", asked)
		line = lang.Msg("Untuk proyek dengan nilai kontrak %s termasuk PPN %s%%.", c.milli(value), asked)
	case "upah":
		q.Wage = value
		c.ask("wage", value.String())
		line = lang.Msg("Untuk upah %s sebulan seluruh pekerja proyek.", c.milli(value))
	default:
		q.ContractValue = value
		c.ask("contract_value", value.String())
	}
	month, okMonth := c.month(lang.Msg("Bulan mulai proyek"), lang.Msg("Bulan surat perintah mulai kerja."))
	if c.failed || !ok || !okMonth {
		return nil
	}
	c.ask("month", month.String())
	fields := map[string]string{"contract_value": "nilai", "contract_value_incl_vat": "nilai", "wage": "nilai", "vat_percent": "ppn", "month": "bulan"}
	rules, err := c.law.For(month)
	if err != nil {
		return c.refused(err, fields)
	}
	c.reliefJakon(rules, &q)
	bill, err := rules.JAKON(q)
	if err != nil {
		return c.refused(err, fields)
	}
	x := c.bill(&bill, month, line)
	if base != "upah" {
		x.Title, x.Unit = lang.Msg("Iuran proyek konstruksi"), lang.Msg("sekali, untuk seluruh masa proyek")
		if q.NewProject && q.Term != "all" {
			x.Unit = lang.Msg("untuk termin ini")
		}
	}
	return x
}

// reliefJakon asks what the relief of the month depends on, where there is one: only while PP 49/2020 was in force.
func (c *calc) reliefJakon(rules *law.Rules, q *law.JAKON) {
	running, later := *q, *q
	later.NewProject, later.Term = true, "first"
	a, err1 := rules.JAKON(running)
	b, err2 := rules.JAKON(later)
	if err1 != nil || err2 != nil || a.Total() == b.Total() || q.Wage > 0 {
		return
	}
	c.form.Set("termin", c.raw("termin", ""))
	kind := c.choose(view.CalcField{Name: "termin", Label: lang.Msg("Proyek dan termin"), Hint: lang.Msg("Pada bulan ini ada keringanan PP 49/2020.")},
		word{"berjalan", lang.Msg("Proyek yang sudah berjalan")}, word{"all", lang.Msg("Proyek baru, seluruhnya")}, word{"first", lang.Msg("Proyek baru, termin pertama")}, word{"later", lang.Msg("Proyek baru, termin berikutnya")})
	if kind == "berjalan" {
		return
	}
	q.NewProject, q.Term = true, kind
	c.ask("new_project", true)
	c.ask("term", kind)
}

// pmi works out the packages of a migrant worker.
func (c *calc) pmi() *view.CalcResult {
	months, ok := c.count(view.CalcField{Name: "lama", Label: lang.Msg("Lama kontrak (bulan)"), Required: true}, "24", 1, 240)
	route := c.choose(view.CalcField{Name: "jalur", Label: lang.Msg("Jalur penempatan")}, word{"agency", lang.Msg("Lewat perusahaan penempatan (P3MI)")}, word{"individual", lang.Msg("Perseorangan atau perpanjangan di luar negeri")})
	month, okMonth := c.month(lang.Msg("Bulan pendaftaran"), lang.Text{})
	if c.failed || !ok || !okMonth {
		return nil
	}
	c.ask("ask", "contribution")
	c.ask("segment", "PMI")
	c.ask("month", month.String())
	c.ask("months", months)
	c.ask("route", route)
	fields := map[string]string{"months": "lama", "route": "jalur", "month": "bulan"}
	rules, err := c.law.For(month)
	if err != nil {
		return c.refused(err, fields)
	}
	bill, err := rules.PMI(law.PMI{Months: months, Route: route})
	if err != nil {
		return c.refused(err, fields)
	}
	x := c.bill(&bill, month, lang.Msg("Untuk seorang pekerja migran dengan kontrak %d bulan.", months))
	x.Title, x.Unit = lang.Msg("Paket pekerja migran"), lang.Msg("untuk seluruh masa kontrak")
	return x
}

// penalty works out when contributions are due, and what being late costs.
func (c *calc) penalty() *view.CalcResult {
	segment := c.pick("segmen", lang.Msg("Untuk"), nil, word{"PU", lang.Msg("Pekerja bergaji")}, word{"BPU", lang.Msg("Pekerja mandiri")})
	employer, asked := law.Government, "government"
	if segment == "PU" && c.pick("pemberi", lang.Msg("Pemberi kerja"), nil, word{"pemerintah", lang.Msg("Pemerintah, desa, sekolah negeri")}, word{"swasta", lang.Msg("Swasta, BUMD, vendor")}) == "swasta" {
		employer, asked = law.Private, "private"
	}
	month, okMonth := c.month(lang.Msg("Bulan iuran"), lang.Text{})
	amount, owes := c.amount(view.CalcField{Name: "jumlah", Label: lang.Msg("Iuran yang terutang")}, "2.500.000")
	paid, late := c.date(view.CalcField{Name: "dibayar", Label: lang.Msg("Tanggal dibayar")}, c.today.AddMonths(3))
	if c.failed || !okMonth {
		return nil
	}
	fields := map[string]string{"month": "bulan", "amount": "jumlah", "paid_on": "dibayar"}
	if !owes || !late {
		due, err := c.law.Due(segment, month)
		if err != nil {
			return c.refused(err, fields)
		}
		c.ask("ask", "due")
		c.ask("segment", segment)
		c.ask("month", month.String())
		x := c.due(&due)
		if late {
			c.lateSaid(x, law.Penalty{Amount: 1_000_000 * 1000, Segment: segment, Month: month, PaidOn: paid, Employer: employer})
		}
		return x
	}
	answer, err := c.law.Penalty(law.Penalty{Amount: amount, Segment: segment, Month: month, PaidOn: paid, Employer: employer})
	if err != nil {
		return c.refused(err, fields)
	}
	c.ask("ask", "penalty")
	c.ask("segment", segment)
	c.ask("month", month.String())
	c.ask("employer", asked)
	c.ask("amount", amount.String())
	c.ask("paid_on", paid.String())
	x := c.due(&answer.Due)
	x.Doubts = append(doubts(c.r.Lang, []law.Cite{answer.Cite}, month.First()), assumed(c.r.Lang, answer.Assumed)...)
	x.Notes = append(x.Notes, view.CalcNote{Label: lang.Msg("Jatuh tempo"), Text: x.Big})
	x.Title, x.Big, x.Amount, x.Unit, x.Words = lang.Msg("Denda keterlambatan"), "", answer.Penalty, lang.Text{}, text.Terbilang(answer.Penalty)
	x.Line = lang.Msg("Iuran %s yang dibayar %s.", monthText(c.r.Lang, month), text.Date(c.r.Lang, paid))
	switch {
	case answer.MonthsLate == 0:
		x.Line = lang.Msg("%v Belum terlambat, jadi tidak ada denda.", x.Line)
	case answer.Rate == 0:
		x.Line = lang.Msg("%v Terlambat %d bulan, tetapi peserta ini tidak dikenai denda.", x.Line, answer.MonthsLate)
	default:
		x.Line = lang.Msg("%v Terlambat %d bulan; setiap bulan yang dimulai dihitung penuh.", x.Line, answer.MonthsLate)
	}
	x.Lines = []view.LawLineShown{penaltyLine(c.r.Lang, &answer, amount)}
	return x
}

// lateSaid says how late a payment is and what percentage that costs, where the amount owed is not known.
func (c *calc) lateSaid(x *view.CalcResult, q law.Penalty) {
	a, err := c.law.Penalty(q)
	if err != nil {
		return
	}
	paid := text.Date(c.r.Lang, q.PaidOn)
	switch {
	case a.MonthsLate == 0:
		x.Aside = lang.Msg("Dibayar %s: belum terlambat, jadi tidak ada denda.", paid)
	case a.Rate == 0:
		x.Aside = lang.Msg("Dibayar %s: terlambat %d bulan, tetapi peserta ini tidak dikenai denda.", paid, a.MonthsLate)
	default:
		x.Aside = lang.Msg("Dibayar %s: terlambat %d bulan, denda %s sebulan, seluruhnya %s dari iuran. Isi iuran yang terutang untuk melihat rupiahnya.", paid, a.MonthsLate, percentText(c.r.Lang, a.Rate), percentText(c.r.Lang, a.Rate*money.Rate(a.MonthsLate)))
	}
}

// due shows a due date.
func (c *calc) due(d *law.DueAnswer) *view.CalcResult {
	l := c.r.Lang
	x := &view.CalcResult{Title: lang.Msg("Jatuh tempo"), Figure: "law", Big: text.LongDate(l, d.Due), Line: dueSentence(l, d)}
	x.Doubts = append(doubts(l, []law.Cite{d.Cite}, d.Due), assumed(l, d.Assumed)...)
	x.Notes = append(x.Notes, view.CalcNote{Label: lang.Msg("Dasar"), Text: d.Article})
	return x
}
