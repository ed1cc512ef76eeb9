package web

import (
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/match"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// personMonth shows one month of a person in one unit.
func (s *Server) personMonth(r *Request, f *personFile, m *coverage.MonthFact) view.PersonMonth {
	st := factStates(&m.Fact, s.monthOpen(m.Month))
	out := view.PersonMonth{
		Month: m.Month, Unit: m.UnitName, Protected: st[4],
		Budgeted: r.budgetedCell(f, m, st[0]), Registered: r.registeredCell(f, m, st[1]), Paid: r.paidCell(m, st[2]), Right: r.rightCell(f, m, st[3]),
	}
	if m.Wage >= 0 {
		out.Wage = m.Wage
	}
	return out
}

func (r *Request) budgetedCell(f *personFile, m *coverage.MonthFact, st view.State) view.FactCell {
	c := view.FactCell{State: st}
	for _, id := range m.Fact.Why.Lines {
		l, ok := f.lines[id]
		if !ok {
			continue
		}
		how := lang.Msg("sampai pagu %s", text.Rupiah(r.Lang, money.Rupiah(l.Ceiling)))
		if l.Heads >= 0 {
			how = lang.Msg("untuk %s orang", text.Number(r.Lang, l.Heads))
		}
		c.Evidence = append(c.Evidence, view.Evidence{
			Text:   lang.Msg("Baris anggaran %s, %s sampai %s, %v", l.Programmes.String(), r.monthOf(l.First), r.monthOf(l.Last), how),
			Source: strings.Trim(lang.T(r.Lang, "rekening %s", l.Account)+", "+l.Fund, ", "),
		})
	}
	if st == view.No {
		c.Why = lang.Msg("Tidak ada baris anggaran yang mengambil orang ini untuk semua program wajibnya. Usulkan tambahan orang atau pagu.")
		if len(c.Evidence) > 0 {
			c.Why = lang.Msg("Baris anggarannya belum mencakup semua program wajib.")
		}
	}
	return c
}

func (r *Request) monthOf(s string) string {
	m, err := period.ParseMonth(s)
	if err != nil {
		return s
	}
	return monthText(r.Lang, m)
}

func (r *Request) registeredCell(f *personFile, m *coverage.MonthFact, st view.State) view.FactCell {
	c := view.FactCell{State: st}
	w := &m.Fact.Why
	if e, ok := f.entries[[2]int64{w.List, int64(w.Row)}]; ok {
		active := lang.Msg("aktif")
		if !e.Active {
			active = lang.Msg("tidak aktif")
		}
		what := lang.Msg("tanpa keterangan program")
		if e.Given {
			what = literal(e.Programmes.String())
		}
		c.Evidence = append(c.Evidence, view.Evidence{Text: lang.Msg("Daftar peserta: %v, %v; %v", active, what, linkText(w.Link)), Source: lang.T(r.Lang, "%s baris %s, per %s", e.File, strconv.Itoa(w.Row), dateText(r.Lang, e.AsOf))})
	}
	switch {
	case st == view.Undecided:
		c.Why = lang.Msg("Padanannya menunggu keputusan: %v.", linkText(w.Link))
	case st != view.No:
	case w.Inactive:
		c.Why = lang.Msg("Ada di daftar BPJS tetapi tidak aktif untuk bulan ini. Aktifkan kembali lewat mutasi.")
	case w.Short:
		c.Why = lang.Msg("Terdaftar, tetapi program wajib belum lengkap. Tambahkan programnya.")
	default:
		c.Why = lang.Msg("Tidak ditemukan di daftar peserta terbaru. Daftarkan sebagai tenaga kerja baru, atau periksa NIK-nya.")
	}
	return c
}

// linkText says in plain words how an entry of the insurer's list was found to be a person.
func linkText(reason string) lang.Text {
	switch reason {
	case match.ReasonAll:
		return lang.Msg("NIK, nama, dan tanggal lahir sama")
	case match.ReasonNIKOnly:
		return lang.Msg("NIK sama; daftar tidak memuat nama lengkap")
	case match.ReasonNIKName:
		return lang.Msg("NIK dan nama sama; daftar tidak memuat tanggal lahir")
	case match.ReasonNameBirth:
		return lang.Msg("nama dan tanggal lahir sama, dan hanya satu yang cocok; daftar tidak memuat NIK")
	case match.ReasonNIKDiffers:
		return lang.Msg("nama dan tanggal lahir sama, NIK berbeda satu atau dua angka")
	case match.ReasonNameDiffers:
		return lang.Msg("NIK dan tanggal lahir sama, nama berbeda")
	case match.ReasonDateDiffers:
		return lang.Msg("NIK dan nama sama, tanggal lahir berbeda")
	case match.ReasonBothDiffer:
		return lang.Msg("NIK sama, nama dan tanggal lahir berbeda")
	case match.ReasonNotUnique:
		return lang.Msg("beberapa orang cocok dan daftar tidak memuat NIK")
	case "decided":
		return lang.Msg("diputuskan orang yang sama oleh petugas")
	case "":
		return lang.Msg("cara padan tidak tercatat")
	}
	return lang.Msg("dipadankan dengan model kemiripan")
}

func (r *Request) paidCell(m *coverage.MonthFact, st view.State) view.FactCell {
	c := view.FactCell{State: st}
	w := &m.Fact.Why
	if w.Reference != "" {
		c.Evidence = append(c.Evidence, view.Evidence{Text: lang.Msg("Bukti bayar untuk %s", monthText(r.Lang, m.Month)), Source: w.Reference})
	}
	switch {
	case st == view.Open:
		c.Why = lang.Msg("Bulan ini belum jatuh tempo.")
	case st != view.No:
	case w.Missing > 0:
		c.Why = lang.Msg("Setoran untuk NPP ini kurang %s dari yang diminta bagi semua pesertanya, jadi belum ada yang dianggap dibayar. Lunasi kekurangannya.", text.Rupiah(r.Lang, w.Missing))
	default:
		c.Why = lang.Msg("Belum ada pembayaran yang mencakup orang ini. Unggah bukti bayar, atau bayar tagihannya.")
	}
	return c
}

// rightCell shows what the law asks for the person's month, line by line with its article.
func (r *Request) rightCell(f *personFile, m *coverage.MonthFact, st view.State) view.FactCell {
	c := view.FactCell{State: st}
	bill, _, ok, err := coverage.Asked(f.units[m.UnitID], m.Wage, m.Month)
	if err == nil && ok {
		for i := range bill.Lines {
			c.Evidence = append(c.Evidence, r.lawLine(&bill.Lines[i]))
		}
		c.Evidence = append(c.Evidence, view.Evidence{Text: lang.Msg("Seluruhnya %s sebulan", text.Rupiah(r.Lang, bill.Total())), Source: lang.T(r.Lang, "menurut dasar upah instansi")})
	}
	w := &m.Fact.Why
	switch {
	case st == view.Open || st == view.Yes:
	case w.NoClass:
		c.Why = lang.Msg("Kelas risiko pemberi kerja belum diketahui, jadi iurannya belum dapat dihitung. Isi kelas JKK di data instansi.")
	case w.NoWage:
		c.Why = lang.Msg("Upah belum diketahui, jadi ketepatan iuran belum dapat dinilai. Lengkapi upah di roster.")
	case m.Fact.Paid && w.Missing > 0:
		c.Why = lang.Msg("Iuran yang dibayar kurang %s dari ketentuan.", text.Rupiah(r.Lang, w.Missing))
	case !m.Fact.Paid:
		c.Why = lang.Msg("Belum dibayar, jadi belum dapat dinilai tepat.")
	}
	return c
}

func (r *Request) lawLine(l *law.Line) view.Evidence {
	by := lang.Msg("pemberi kerja")
	if l.Payer == law.ByWorker {
		by = lang.Msg("pekerja")
	}
	source := l.Article
	if !l.Verified {
		source = lang.T(r.Lang, "%s; belum diverifikasi (%s)", l.Article, string(l.Confidence))
	}
	say := lang.Msg("%s oleh %v: %s", l.Programme, by, text.Rupiah(r.Lang, l.Amount))
	if l.HasBase && l.HasRate {
		say = lang.Msg("%s oleh %v: %s × %s = %s", l.Programme, by, percentText(r.Lang, l.Rate), text.Rupiah(r.Lang, l.Base.HalfUp()), text.Rupiah(r.Lang, l.Amount))
	}
	return view.Evidence{Text: say, Source: source, Why: whySentence(r.Lang, l.Trace)}
}

// percentText writes a rate exactly, as a percentage: 0.0024 is "0,24%".
func percentText(l lang.Lang, rate money.Rate) string {
	s := rate.String()
	whole, frac, _ := strings.Cut(s, ".")
	frac += "00"
	whole = strings.TrimLeft(whole+frac[:2], "0")
	if whole == "" {
		whole = "0"
	}
	if rest := strings.TrimRight(frac[2:], "0"); rest != "" {
		sep := ","
		if l == lang.EN {
			sep = "."
		}
		whole += sep + rest
	}
	return whole + "%"
}

// relations joins months of the same post into employments, the newest first.
func relations(l lang.Lang, months []coverage.MonthFact, government int64) []view.Relation {
	var out []view.Relation
	at := map[string]int{}
	for i := range months {
		m := &months[i]
		key := strings.Join([]string{m.UnitCode, m.Fact.Category, m.Position, m.Start.String()}, "|")
		if _, known := at[key]; known {
			continue
		}
		at[key] = len(out)
		x := view.Relation{
			Unit: m.UnitName, UnitURL: unitURL(government, m.UnitID), Category: categoryText(m.Fact.Category).In(l), Job: m.Position, From: m.Start, To: m.End, Decree: m.Decree, Fund: m.Fund,
			Current: m.Month == months[0].Month,
		}
		if m.Wage >= 0 {
			x.Wage = m.Wage
		}
		out = append(out, x)
	}
	return out
}

// memberships are the newest entry of each employer registration and segment.
func (r *Request) memberships(f *personFile) []view.Membership {
	var out []view.Membership
	seen := map[[2]string]bool{}
	for i := range f.months {
		w := &f.months[i].Fact.Why
		e, ok := f.entries[[2]int64{w.List, int64(w.Row)}]
		if key := [2]string{e.NPP, e.Segment}; !ok || seen[key] {
			continue
		} else {
			seen[key] = true
		}
		x := view.Membership{Segment: e.Segment, NPP: maskNPP(e.NPP), AsOf: e.AsOf, Source: e.File, Match: linkText(w.Link), Status: view.Tag{Text: lang.Msg("aktif"), Tone: view.Good}}
		if e.Given {
			x.Programmes = e.Programmes.String()
		}
		if !e.Active {
			x.Status = view.Tag{Text: lang.Msg("tidak aktif"), Tone: view.Bad}
		}
		x.LastMonth, _ = period.ParseMonth(e.LastMonth) // lists may leave it out
		out = append(out, x)
	}
	return out
}
