package web

import (
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// children tells which events give scholarships.
var children = map[law.Event]bool{law.Death: true, law.AccidentDeath: true, law.TotalDisability: true}

// benefit works out what an event gives, and who owes it.
func (c *calc) benefit() *view.CalcResult {
	event := law.Event(c.pick("peristiwa", lang.Msg("Yang terjadi"), []string{"tabel", "lama", "anggota"},
		word{string(law.Death), lang.Msg("Meninggal, bukan karena kerja")}, word{string(law.AccidentDeath), lang.Msg("Meninggal karena kecelakaan kerja")},
		word{string(law.TemporaryDisability), lang.Msg("Sementara tidak mampu bekerja")}, word{string(law.PartialDisability), lang.Msg("Cacat sebagian")},
		word{string(law.TotalDisability), lang.Msg("Cacat total tetap")}, word{string(law.JobLoss), lang.Msg("Di-PHK (JKP)")}))
	day, okDay := c.date(view.CalcField{Name: "tanggal", Label: lang.Msg("Tanggal kejadian"), Required: true}, c.today)
	q := law.Benefit{Event: event, Segment: "PU"}
	c.ask("ask", "benefit")
	c.ask("event", string(event))
	if okDay {
		c.ask("date", day.String())
	}
	if event == law.JobLoss {
		q.Employer = law.Private
	} else {
		q.Segment = c.choose(view.CalcField{Name: "segmen", Label: lang.Msg("Kepesertaan")}, word{"PU", lang.Msg("Pekerja bergaji")}, word{"BPU", lang.Msg("Pekerja mandiri")}, word{"JAKON", lang.Msg("Pekerja proyek konstruksi")})
		c.ask("segment", q.Segment)
	}
	okWage := true
	if event != law.Death {
		label := lang.Msg("Upah sebulan yang dilaporkan")
		if q.Segment == "BPU" {
			label = lang.Msg("Penghasilan sebulan yang dilaporkan")
		}
		if q.Wage, okWage = c.wage(view.CalcField{Name: "upah", Label: label, Required: true}, "2.500.000"); okWage {
			c.ask("wage", q.Wage.String())
		}
		if q.Segment == "PU" {
			if real, given := c.wage(view.CalcField{Name: "upah_nyata", Label: lang.Msg("Upah sebenarnya, bila dilaporkan kurang")}, ""); given {
				q.TrueWage = real
				c.ask("true_wage", real.String())
			}
		}
	}
	c.benefitDetails(&q)
	if event != law.JobLoss && q.Segment != "BPU" {
		q.Unregistered = c.choose(view.CalcField{Name: "terdaftar", Label: lang.Msg("Sudah didaftarkan pemberi kerja?")}, word{"ya", lang.Msg("Sudah")}, word{"tidak", lang.Msg("Belum pernah")}) == "tidak"
		c.ask("registered", !q.Unregistered)
	}
	if c.failed || !okDay || !okWage {
		return nil
	}
	fields := map[string]string{"date": "tanggal", "wage": "upah", "true_wage": "upah_nyata", "months": "lama", "table_percent": "tabel", "membership_months": "anggota", "segment": "segmen", "children": "anak1"}
	rules, err := c.law.On(day)
	if err != nil {
		return c.refused(err, fields)
	}
	got, err := rules.Benefit(q)
	if err != nil {
		return c.refused(err, fields)
	}
	x := c.benefits(&got, day, lang.Msg("Kejadian %s.", text.Date(c.r.Lang, day)))
	c.scholarship(x, &got, &q, day)
	return x
}

// benefitDetails asks what only some events depend on.
func (c *calc) benefitDetails(q *law.Benefit) {
	switch q.Event {
	case law.PartialDisability:
		rate, asked, given := c.percent(view.CalcField{Name: "tabel", Label: lang.Msg("Persen menurut tabel cacat"), Hint: lang.Msg("Dari surat dokter; misalnya lengan kanan dari bahu 40."), Required: true}, "40")
		if !c.sample && !c.form.Has("tabel") {
			c.v.Errors, c.failed = nil, false
			c.v.Fields[len(c.v.Fields)-1].Value = "40"
			rate, asked, given = 40*money.One/100, "40", true
		}
		if given {
			q.TableRate = rate
			c.ask("table_percent", asked)
		}
	case law.TemporaryDisability:
		if !c.sample && !c.form.Has("lama") {
			c.form.Set("lama", "3")
		}
		if n, given := c.count(view.CalcField{Name: "lama", Label: lang.Msg("Berapa bulan tidak mampu bekerja"), Required: true}, "3", 1, 600); given {
			q.Months = n
			c.ask("months", n)
		}
	case law.Death, law.JobLoss:
		label := lang.Msg("Sudah berapa bulan menjadi peserta")
		if n, given := c.count(view.CalcField{Name: "anggota", Label: label, Hint: lang.Msg("Kosong berarti cukup lama.")}, "", 0, 1200); given {
			q.Membership = &n
			c.ask("membership_months", n)
		}
	default:
	}
	if children[q.Event] {
		c.children(q)
	}
}

// schoolYears are the classes of a child as parents name them, with the level and the years left at it, this one included.
var schoolYears = []struct {
	level string
	years int
	text  string
}{
	{"TK", 2, "TK A"}, {"TK", 1, "TK B"}, {"SD", 6, "SD kelas 1"}, {"SD", 5, "SD kelas 2"}, {"SD", 4, "SD kelas 3"}, {"SD", 3, "SD kelas 4"}, {"SD", 2, "SD kelas 5"}, {"SD", 1, "SD kelas 6"},
	{"SMP", 3, "SMP kelas 7"}, {"SMP", 2, "SMP kelas 8"}, {"SMP", 1, "SMP kelas 9"}, {"SMA", 3, "SMA kelas 10"}, {"SMA", 2, "SMA kelas 11"}, {"SMA", 1, "SMA kelas 12"},
	{"PT", 5, "Kuliah tahun 1"}, {"PT", 4, "Kuliah tahun 2"}, {"PT", 3, "Kuliah tahun 3"}, {"PT", 2, "Kuliah tahun 4"}, {"PT", 1, "Kuliah tahun 5"},
}

// children asks for the two children who may get a scholarship.
func (c *calc) children(q *law.Benefit) {
	words := []word{{"", lang.Msg("Tidak ada")}, {"belum_sekolah", lang.Msg("Belum sekolah")}}
	for _, y := range schoolYears {
		words = append(words, word{y.level + "-" + strconv.Itoa(y.years), literal(y.text)})
	}
	var asked []map[string]any
	for _, f := range []view.CalcField{{Name: "anak1", Label: lang.Msg("Anak pertama, bila ada")}, {Name: "anak2", Label: lang.Msg("Anak kedua, bila ada")}} {
		level, left, schooled := strings.Cut(c.choose(f, words...), "-")
		if level == "" {
			continue
		}
		child := map[string]any{"level": level}
		years := 0
		if schooled {
			years, _ = strconv.Atoi(left)
			child["years_left"] = years
		}
		q.Children = append(q.Children, law.Child{Level: level, YearsLeft: years})
		asked = append(asked, child)
	}
	if len(asked) > 0 {
		c.ask("children", asked)
	}
}

// atOnce is what the insurer and the employer owe apart from scholarships: those are paid year by year, and may end early.
func atOnce(b *law.Benefits) (insurer, employer money.Rupiah) {
	for i := range b.Items {
		switch x := &b.Items[i]; {
		case x.Name == "scholarship":
		case x.ByEmployer:
			employer += x.Amount
		default:
			insurer += x.Amount
		}
	}
	return insurer, employer
}

// scholarshipMonths is the parameter that a scholarship after a death not caused by work depends on.
const scholarshipMonths = "scholarship.jkm.membership_months"

// scholarship says beside the money paid at once what the children may receive, and on what it depends.
func (c *calc) scholarship(x *view.CalcResult, b *law.Benefits, q *law.Benefit, day period.Date) {
	if len(q.Children) == 0 {
		return
	}
	var most money.Rupiah
	for i := range b.Items {
		if b.Items[i].Name == "scholarship" {
			most += b.Items[i].Amount
		}
	}
	least := c.counted(scholarshipMonths, day)
	switch {
	case most > 0 && q.Event == law.Death:
		x.Unit = lang.Msg("tanpa beasiswa")
		x.Aside = lang.Msg("Ditambah beasiswa paling banyak %s, dibayar tiap tahun; berakhir pada umur 23, menikah, atau bekerja. Untuk kematian bukan karena kerja perlu masa iur %d bulan.", c.rp(most), least)
	case most > 0:
		x.Unit = lang.Msg("tanpa beasiswa")
		x.Aside = lang.Msg("Ditambah beasiswa paling banyak %s, dibayar tiap tahun; berakhir pada umur 23, menikah, atau bekerja.", c.rp(most))
	case q.Event == law.Death && q.Membership != nil && *q.Membership < least:
		x.Aside = lang.Msg("Beasiswa Rp 0: masa iur %d bulan, kurang dari %d bulan.", *q.Membership, least)
	}
}

// counted is a counted parameter on a day; zero where it is not in force.
func (c *calc) counted(name string, day period.Date) int {
	h, _ := c.law.History(name)
	for i := range h.Versions {
		if v := &h.Versions[i]; v.From <= day && (v.To == 0 || day <= v.To) {
			return v.Count
		}
	}
	return 0
}

// benefits shows what an event gives.
func (c *calc) benefits(b *law.Benefits, day period.Date, line lang.Text) *view.CalcResult {
	insurer, employer := atOnce(b)
	l := c.r.Lang
	x := &view.CalcResult{Title: lang.Msg("Manfaat"), Figure: "law", Amount: insurer + employer, Words: text.Terbilang(insurer + employer), Line: line}
	var cites []law.Cite
	for i := range b.Items {
		cites = append(cites, b.Items[i].Cite)
		x.Lines = append(x.Lines, shownItem(l, &b.Items[i]))
	}
	switch {
	case len(b.Items) == 0:
		x.Line = lang.Msg("%v Tidak ada manfaat uang untuk keadaan ini.", line)
	case employer > 0 && insurer > 0:
		x.Shares = []view.CalcShare{{Who: lang.T(l, "Dari BPJS Ketenagakerjaan"), Amount: insurer}, {Who: lang.T(l, "Dari pemberi kerja"), Amount: employer}}
	case employer > 0:
		x.Line = lang.Msg("%v Seluruhnya menjadi utang pemberi kerja, sebab pekerja belum didaftarkan.", line)
	default:
		x.Line = lang.Msg("%v Seluruhnya dari BPJS Ketenagakerjaan.", line)
	}
	x.Notes = append(x.Notes, view.CalcNote{Label: lang.Msg("Di luar hitungan ini"), Text: lang.T(l, "Biaya perawatan dan pengangkutan, dan saldo JHT")})
	x.Doubts = doubts(l, cites, day)
	return x
}
