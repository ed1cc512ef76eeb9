package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// payerText names who bears a contribution.
func payerText(p law.Payer) lang.Text {
	switch p {
	case law.ByEmployer:
		return lang.Msg("pemberi kerja")
	case law.BySponsor:
		return lang.Msg("sponsor")
	case law.ByGovernment:
		return lang.Msg("pemerintah")
	}
	return lang.Msg("pekerja")
}

// shownLine shows a line of a contribution with its explanation.
func shownLine(l lang.Lang, x *law.Line) view.LawLineShown {
	out := view.LawLineShown{
		Name: x.Programme, Long: programmeName(x.Programme).In(l), Who: lang.T(l, "ditanggung %v", payerText(x.Payer)), Amount: x.Amount,
		Article: x.Article, Source: x.Source, Note: noteText(l, x.Note), Mark: markTag(x.Cite),
	}
	switch x.Part {
	case "before":
		out.Name, out.Long = lang.T(l, "Sebelum berangkat"), ""
	case "during_after":
		out.Name, out.Long = lang.T(l, "Selama dan setelah bekerja"), ""
	}
	if x.HasBase && x.HasRate {
		out.Formula = percentText(l, x.Rate) + " × " + milliText(l, x.Base)
	}
	out.Why = whySentence(l, x.Trace)
	return out
}

// whySentence is the sentence of a trace in the reader's language.
func whySentence(l lang.Lang, t *law.Trace) string {
	if t == nil {
		return ""
	}
	return t.Sentence(law.Language(l))
}

// shownItem shows a benefit with its explanation.
func shownItem(l lang.Lang, x *law.Item) view.LawLineShown {
	who := lang.Msg("dari BPJS Ketenagakerjaan")
	if x.ByEmployer {
		who = lang.Msg("menjadi utang pemberi kerja")
	}
	out := view.LawLineShown{Name: itemName(x.Name).In(l), Who: who.In(l), Amount: x.Amount, Article: x.Article, Source: x.Source, Note: noteText(l, x.Note), Mark: markTag(x.Cite)}
	out.Why = whySentence(l, x.Trace)
	return out
}

// itemName is a benefit in words.
func itemName(name string) lang.Text {
	switch name {
	case "death_lump_sum":
		return lang.Msg("Santunan kematian")
	case "periodic":
		return lang.Msg("Santunan berkala")
	case "funeral":
		return lang.Msg("Biaya pemakaman")
	case "scholarship":
		return lang.Msg("Beasiswa anak")
	case "disability_lump_sum":
		return lang.Msg("Santunan cacat")
	case "temporary_wage":
		return lang.Msg("Pengganti upah")
	case "jkp_cash":
		return lang.Msg("Uang tunai JKP")
	}
	return literal(name)
}

func penaltyLine(l lang.Lang, a *law.PenaltyAnswer, amount money.Milli) view.LawLineShown {
	out := view.LawLineShown{
		Name: lang.T(l, "Denda"), Amount: a.Penalty, Article: a.Article, Source: a.Source, Note: noteText(l, a.Note), Mark: markTag(a.Cite),
		Formula: percentText(l, a.Rate) + " × " + strconv.Itoa(a.MonthsLate) + " × " + milliText(l, amount),
	}
	out.Why = whySentence(l, a.Trace)
	return out
}

// dueSentence says why a due date lies where it lies.
func dueSentence(l lang.Lang, d *law.DueAnswer) lang.Text {
	if len(d.MovedBy) == 0 {
		return lang.Msg("Hari kerja, jadi tidak bergeser.")
	}
	var why []string
	for _, m := range d.MovedBy {
		why = append(why, lang.T(l, "%s (%s)", text.Date(l, m.Date), dayOff(m.Name).In(l)))
	}
	return lang.Msg("Semestinya %s, tetapi bergeser karena libur: %s.", text.Date(l, d.Nominal), strings.Join(why, ", "))
}

// dayOff names a weekend in the reader's language; holidays have Indonesian names alone.
func dayOff(name string) lang.Text {
	switch name {
	case "Sabtu":
		return lang.Msg("Sabtu")
	case "Minggu":
		return lang.Msg("Minggu")
	}
	return literal(name)
}

// noteText is what a reader of a value should know; the packs write it in English.
func noteText(l lang.Lang, note string) string {
	if note == "" || l == lang.EN {
		return note
	}
	return lang.T(l, "Catatan sumber (Inggris): %s", note)
}

// markTag says in words that a value is not certain, or that nobody has checked it for the time asked.
func markTag(c law.Cite) view.Tag {
	switch {
	case c.Confidence == pack.Low:
		return view.Tag{Text: lang.Msg("belum pasti: sumber lemah (L)"), Tone: view.Bad}
	case c.Confidence == pack.Medium:
		return view.Tag{Text: lang.Msg("belum pasti: satu sumber (M)"), Tone: view.Warn}
	case !c.Verified:
		return view.Tag{Text: lang.Msg("belum diperiksa untuk waktu ini"), Tone: view.Warn}
	}
	return view.Tag{}
}

func citesOf(b *law.Bill) []law.Cite {
	var out []law.Cite
	for i := range b.Lines {
		out = append(out, b.Lines[i].Cite)
	}
	return out
}

// doubts says loudly what an answer must not be taken for: past the day to which somebody checked, or not certain.
func doubts(l lang.Lang, cites []law.Cite, day period.Date) (out []lang.Text) {
	var checked period.Date
	for _, c := range cites {
		if c.VerifiedThrough != 0 && c.VerifiedThrough < day && (checked == 0 || c.VerifiedThrough < checked) {
			checked = c.VerifiedThrough
		}
	}
	if checked != 0 {
		out = append(out, lang.Msg("Aturan ini terakhir diperiksa untuk %s. Untuk waktu sesudahnya belum ada yang memastikan masih berlaku: periksa peraturan terbaru sebelum angka ini dipakai.", text.Date(l, checked)))
	}
	return append(out, doubtsSaid(l, cites)...)
}

// doubtsSaid says that the weakest ground is not certain.
func doubtsSaid(_ lang.Lang, cites []law.Cite) (out []lang.Text) {
	weakest := pack.High
	for _, c := range cites {
		weakest = pack.Weaker(weakest, c.Confidence)
	}
	switch weakest {
	case pack.Low:
		return []lang.Text{lang.Msg("Ada baris yang sumbernya lemah (L). Tanyakan kepada BPJS Ketenagakerjaan sebelum angka ini dipakai.")}
	case pack.Medium:
		return []lang.Text{lang.Msg("Ada baris yang belum pasti (M): hanya satu sumber, atau tafsir. Cocokkan sebelum dipakai untuk membayar.")}
	case pack.High:
	}
	return nil
}

// assumed says which conditions were taken as met.
func assumed(l lang.Lang, conditions []string) (out []lang.Text) {
	var words []string
	for _, c := range conditions {
		switch {
		case c == "employees":
			words = append(words, lang.T(l, "jumlah pekerja memenuhi batas keringanan"))
		case c == "paid_through":
			words = append(words, lang.T(l, "iuran sebelumnya sudah lunas"))
		case strings.HasPrefix(c, "holidays "):
			words = append(words, lang.T(l, "hari libur tahun %s belum ada datanya, jadi hanya akhir pekan yang dihitung", strings.TrimPrefix(c, "holidays ")))
		default:
			words = append(words, c)
		}
	}
	if len(words) == 0 {
		return nil
	}
	slices.Sort(words)
	return []lang.Text{lang.Msg("Dianggap terpenuhi: %s.", strings.Join(slices.Compact(words), "; "))}
}

// costWhy says how the sum of a programme over many people comes about; each person's own page tells the amount.
func costWhy(l lang.Lang, p *coverage.CostPart) string {
	name, people := p.Programme.String(), text.Number(l, p.People)
	if p.OneRate {
		return lang.T(l, "%s: %s dari dasar upah tiap pekerja, dibulatkan per orang, dijumlahkan untuk %s orang = %s (%s).", name, percentText(l, p.Rate), people, text.Rupiah(l, p.Amount), p.Cite.Article)
	}
	return lang.T(l, "%s: iuran tiap pekerja menurut aturannya, dijumlahkan untuk %s orang = %s (%s).", name, people, text.Rupiah(l, p.Amount), p.Cite.Article)
}
