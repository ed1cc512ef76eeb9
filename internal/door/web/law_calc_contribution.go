package web

import (
	"strconv"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// people is the field for how many persons the same amount holds.
func (c *calc) people() (int, bool) {
	return c.count(view.CalcField{Name: "orang", Label: lang.Msg("Jumlah orang dengan upah sama")}, "", 1, 1_000_000)
}

// pu works out the contribution of a wage receiver.
func (c *calc) pu() *view.CalcResult {
	private := c.pick("pemberi", lang.Msg("Pemberi kerja"), []string{"kelas", "usaha", "program", "padat_karya", "karyawan"},
		word{"pemerintah", lang.Msg("Pemerintah, desa, sekolah negeri")}, word{"swasta", lang.Msg("Swasta, BUMD, vendor")}) == "swasta"
	q := law.PU{Employer: law.Government, Class: 1}
	employer, title := "government", lang.Msg("pekerja non-ASN pemerintah")
	if private {
		q.Employer, employer, title = law.Private, "private", lang.Msg("pekerja swasta")
	}
	wage, okWage := c.wage(view.CalcField{Name: "upah", Label: lang.Msg("Upah"), Required: true}, "1.500.000")
	daily := c.beside(view.CalcField{Name: "per", Label: lang.Msg("Dibayar")}, word{"bulan", lang.Msg("per bulan")}, word{"hari", lang.Msg("per hari")}) == "hari"
	month, okMonth := c.month(lang.Msg("Bulan iuran"), lang.Text{})
	sure := true
	if private {
		q.Class, sure = c.class()
	}
	if !okMonth {
		return nil
	}
	rules, err := c.law.For(month)
	if err != nil {
		return c.refused(err, map[string]string{"month": "bulan"})
	}
	q.Programmes = c.programmes(rules.Mandatory(q.Employer), law.ProgrammesOf(law.JKK, law.JKM, law.JHT, law.JP))
	c.reliefPU(rules, &q)
	n, many := c.people()
	if c.failed || !okWage || !sure {
		return nil
	}
	c.ask("ask", "contribution")
	c.ask("segment", "PU")
	c.ask("month", month.String())
	if q.Wage = wage; daily {
		c.ask("daily_wage", wage.String())
		if q.Wage, err = rules.MonthlyWage(wage); err != nil {
			return c.refused(err, map[string]string{"daily_wage": "upah"})
		}
	} else {
		c.ask("wage", wage.String())
	}
	c.ask("employer", employer)
	c.ask("jkk_class", q.Class)
	c.ask("programmes", names(q.Programmes))
	c.askReliefPU(&q)
	bill, err := rules.ExplainPU(q)
	if err != nil {
		return c.refused(err, map[string]string{"wage": "upah", "daily_wage": "upah", "jkk_class": "kelas", "month": "bulan"})
	}
	line := lang.Msg("Untuk satu %v dengan upah %s sebulan.", title, c.milli(q.Wage))
	switch several := many && n > 1; {
	case daily && several:
		line = lang.Msg("Untuk %s orang %v dengan upah %s sehari, dihitung %s sebulan.", c.v.N(n), title, c.milli(wage), c.milli(q.Wage))
	case daily:
		line = lang.Msg("Untuk satu %v dengan upah %s sehari, dihitung %s sebulan.", title, c.milli(wage), c.milli(q.Wage))
	case several:
		line = lang.Msg("Untuk %s orang %v dengan upah %s sebulan.", c.v.N(n), title, c.milli(q.Wage))
	}
	x := c.bill(&bill, month, line)
	if private && q.Programmes.Has(law.JKK) {
		x.Line = lang.Msg("%v Kelas risiko %d.", x.Line, q.Class)
	}
	c.multiply(x, n, many)
	c.dueNote(x, "PU", month, employer)
	if j := bill.Recomposition; j != nil {
		heads := money.Rupiah(max(n, 1))
		x.Notes = append(x.Notes, view.CalcNote{Label: lang.Msg("Diambil dari tagihan ini untuk JKP"), Text: c.rp((j.FromJKK + j.FromJKM) * heads)},
			view.CalcNote{Label: lang.Msg("Iuran JKP dari pemerintah pusat, di luar tagihan"), Text: c.rp(j.Government * heads)})
	}
	return x
}

// reliefPU asks what a relief of the month depends on, where there is one.
func (c *calc) reliefPU(rules *law.Rules, q *law.PU) {
	plain, err1 := rules.PU(law.PU{Wage: 1_000_000_000, Employer: q.Employer, Class: max(q.Class, 1)})
	lowered, err2 := rules.PU(law.PU{Wage: 1_000_000_000, Employer: q.Employer, Class: max(q.Class, 1), LabourIntensive: true})
	if err1 != nil || err2 != nil || plain == lowered {
		return
	}
	q.LabourIntensive = c.check(view.CalcField{Name: "padat_karya", Label: lang.Msg("Industri padat karya (ada keringanan pada bulan ini)")})
	if q.LabourIntensive {
		q.Employees, _ = c.count(view.CalcField{Name: "karyawan", Label: lang.Msg("Jumlah pekerja perusahaan")}, "", 1, 1_000_000)
	}
}

func (c *calc) askReliefPU(q *law.PU) {
	if q.LabourIntensive {
		c.ask("labour_intensive", true)
	}
	if q.Employees > 0 {
		c.ask("employees", q.Employees)
	}
}

// class reads the accident class, or finds it from the business. ok is false where it is still open.
func (c *calc) class() (class int, ok bool) {
	words := []word{{"", lang.Msg("Belum tahu")}}
	for i, examples := range []lang.Text{
		lang.Msg("1 · kantor, toko, sekolah, rumah sakit, satpam"), lang.Msg("2 · perkebunan, hotel, rumah makan, binatu"), lang.Msg("3 · pabrik, bengkel, PDAM, sampah"),
		lang.Msg("4 · angkutan, gudang, listrik"), lang.Msg("5 · tambang, kapal, penebangan"),
	} {
		words = append(words, word{strconv.Itoa(i + 1), examples})
	}
	f := view.CalcField{Name: "kelas", Label: lang.Msg("Kelas risiko usaha"), Hint: lang.Msg("Menurut usaha pemberi kerja, bukan tugas pekerjanya; tertulis di surat BPJS.")}
	chosen := c.choose(f, words...)
	business := c.raw("usaha", "toko")
	c.put(view.CalcField{Name: "usaha", Kind: "text", Value: business, Label: lang.Msg("Belum tahu kelasnya? Tulis bidang usahanya")})
	if chosen != "" {
		class, _ = strconv.Atoi(chosen)
		c.differs(class, business)
		return class, true
	}
	if business == "" {
		if c.form.Has("kelas") {
			c.fault("kelas", lang.Msg("Kelas risiko belum dipilih. Pilih dari daftar, atau tulis bidang usahanya di bawahnya."))
		}
		c.v.Wait = lang.Msg("Pilih kelas risiko usahanya, atau tulis bidang usahanya.")
		return 0, false
	}
	c.keep("usaha", business, lang.Msg("Bidang usaha"), business)
	found, err := c.law.Class(business)
	if err != nil {
		c.refused(err, map[string]string{"business": "usaha"})
		return 0, false
	}
	return c.found(&found)
}

// differs says that a chosen class is not the one of the business written beside it.
func (c *calc) differs(class int, business string) {
	if business == "" {
		return
	}
	c.keep("usaha", business, lang.Msg("Bidang usaha"), business)
	x, err := c.law.Class(business)
	if err != nil || !x.Sure || x.Best.Route == "" && x.Best.Class == class {
		return
	}
	said := lang.Msg("Kelas %d yang dipilih berbeda dari kelas %d menurut bidang usahanya: %s (%s). Hitungan ini memakai kelas yang dipilih; cocokkan dengan surat dari BPJS.", class, x.Best.Class, x.Best.Entry, x.Best.Article)
	if x.Best.Route != "" {
		said = lang.Msg("Bidang usaha ini proyek konstruksi: %s. Hitungan ini memakai kelas %d yang dipilih; cocokkan dengan surat dari BPJS.", x.Best.Entry, class)
	}
	c.v.Notice = &view.Notice{Tone: view.Warn, Text: said}
}

// found takes a sure class; else it offers what may have been meant.
func (c *calc) found(x *law.ClassAnswer) (int, bool) {
	if x.Sure && x.Best.Route == "" {
		c.v.Notice = &view.Notice{Tone: view.Plain, Text: lang.Msg("Kelas %d menurut bidang usahanya: %s (%s). Cocokkan dengan surat dari BPJS.", x.Best.Class, x.Best.Entry, x.Best.Article)}
		return x.Best.Class, true
	}
	c.v.Wait = lang.Msg("Bidang usaha ini belum dikenali. Pilih kelasnya dari daftar.")
	if len(x.Candidates) > 0 {
		c.v.Wait = lang.Msg("Beberapa bidang usaha mirip. Pilih yang paling cocok:")
	}
	for _, k := range x.Candidates {
		if k.Route != "" {
			c.v.Offers = append(c.v.Offers, view.Link{Text: lang.Msg("Proyek konstruksi: %s", k.Entry), URL: "/hitung?jenis=jakon"})
			continue
		}
		q := cloneValues(c.form)
		q.Set("kelas", strconv.Itoa(k.Class))
		q.Del("usaha")
		c.v.Offers = append(c.v.Offers, view.Link{Text: lang.Msg("Kelas %d: %s", k.Class, k.Entry), URL: "/hitung?" + q.Encode()})
	}
	return 0, false
}

// bpu works out the contribution of somebody who earns without a wage.
func (c *calc) bpu() *view.CalcResult {
	income, ok := c.wage(view.CalcField{Name: "penghasilan", Label: lang.Msg("Penghasilan sebulan"), Required: true}, "1.000.000")
	payer := c.choose(view.CalcField{Name: "pembayar", Label: lang.Msg("Siapa yang membayar"), Hint: lang.Msg("Keringanan bergantung pada pembayarnya.")},
		word{"self", lang.Msg("Peserta sendiri")}, word{"apbd", lang.Msg("Pemerintah daerah (APBD)")}, word{"apbdes", lang.Msg("Desa (APBDes)")}, word{"apbn", lang.Msg("Pemerintah pusat (APBN)")},
		word{"csr", lang.Msg("Perusahaan (CSR)")}, word{"sponsor", lang.Msg("Bapak asuh perorangan")})
	sector := c.choose(view.CalcField{Name: "sektor", Label: lang.Msg("Pekerjaan")}, word{"other", lang.Msg("Selain angkutan")}, word{"transport", lang.Msg("Angkutan: sopir, ojek, kurir")})
	month, okMonth := c.month(lang.Msg("Bulan iuran"), lang.Text{})
	set := c.programmes(law.ProgrammesOf(law.JKK, law.JKM), law.ProgrammesOf(law.JKK, law.JKM, law.JHT))
	n, many := c.people()
	if c.failed || !ok || !okMonth {
		return nil
	}
	fields := map[string]string{"income": "penghasilan", "month": "bulan", "payer": "pembayar", "sector": "sektor"}
	rules, err := c.law.For(month)
	if err != nil {
		return c.refused(err, fields)
	}
	bill, err := rules.BPU(law.BPU{Income: income, Programmes: set, Payer: payer, Sector: sector})
	if err != nil {
		return c.refused(err, fields)
	}
	c.ask("ask", "contribution")
	c.ask("segment", "BPU")
	c.ask("month", month.String())
	c.ask("income", income.String())
	c.ask("payer", payer)
	c.ask("sector", sector)
	c.ask("programmes", names(set))
	line := lang.Msg("Untuk satu pekerja mandiri dengan penghasilan %s sebulan.", c.milli(income))
	if many && n > 1 {
		line = lang.Msg("Untuk %s orang pekerja mandiri dengan penghasilan %s sebulan.", c.v.N(n), c.milli(income))
	}
	x := c.bill(&bill, month, line)
	c.multiply(x, n, many)
	c.dueNote(x, "BPU", month, "")
	return x
}

// bill shows a contribution.
func (c *calc) bill(b *law.Bill, month period.Month, line lang.Text) *view.CalcResult {
	x := &view.CalcResult{Title: lang.Msg("Iuran %s", monthText(c.r.Lang, month)), Figure: "law", Amount: b.Total(), Unit: lang.Msg("sebulan"), Words: text.Terbilang(b.Total()), Line: line}
	for _, payer := range []law.Payer{law.ByEmployer, law.ByWorker, law.BySponsor, law.ByGovernment} {
		if sum, ok := b.By(payer); ok {
			x.Shares = append(x.Shares, view.CalcShare{Who: capital(payerText(payer).In(c.r.Lang)), Amount: sum})
		}
	}
	if len(x.Shares) == 1 {
		x.Line, x.Shares = lang.Msg("%v Seluruhnya ditanggung %s.", x.Line, lowerFirst(x.Shares[0].Who)), nil
	}
	for i := range b.Lines {
		x.Lines = append(x.Lines, shownLine(c.r.Lang, &b.Lines[i]))
	}
	if later := b.Deferred(); later > 0 {
		x.Notes = append(x.Notes, view.CalcNote{Label: lang.Msg("Boleh dibayar kemudian"), Text: c.rp(later)})
	}
	x.Doubts = append(x.Doubts, doubts(c.r.Lang, citesOf(b), month.First())...)
	x.Doubts = append(x.Doubts, assumed(c.r.Lang, b.Assumed)...)
	return x
}

// multiply says what the same costs for several people: each is rounded on their own, so the sum is exact.
func (c *calc) multiply(x *view.CalcResult, n int, many bool) {
	if !many || n < 2 || x.Amount > money.Rupiah(1<<62)/money.Rupiah(n) {
		return
	}
	all := x.Amount * money.Rupiah(n)
	each := x.Amount
	x.Amount, x.Words = all, text.Terbilang(all)
	x.Line = lang.Msg("%v Masing-masing %s; rincian di bawah untuk satu orang.", x.Line, c.rp(each))
	for i := range x.Shares {
		x.Shares[i].Amount *= money.Rupiah(n)
	}
}

// dueNote says when the contribution is due, and leads to the fine.
func (c *calc) dueNote(x *view.CalcResult, segment string, month period.Month, employer string) {
	due, err := c.law.Due(segment, month)
	if err != nil {
		return
	}
	q := map[string]string{"government": "pemerintah", "private": "swasta"}
	url := "/hitung?jenis=denda&segmen=" + segment + "&bulan=" + month.String() + "&jumlah=" + strconv.FormatInt(int64(x.Amount), 10)
	if q[employer] != "" {
		url += "&pemberi=" + q[employer]
	}
	said := text.LongDate(c.r.Lang, due.Due)
	if !due.Verified {
		said = lang.T(c.r.Lang, "%s (belum pasti)", said)
	}
	x.Notes = append(x.Notes, view.CalcNote{Label: lang.Msg("Jatuh tempo"), Text: said, URL: url, More: lang.T(c.r.Lang, "Bila terlambat")})
}
