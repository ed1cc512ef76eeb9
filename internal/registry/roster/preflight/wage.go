package preflight

import (
	"regexp"
	"strings"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/money"
)

var timesThousand = regexp.MustCompile(`[x×*]1000(\D|$)|\((rp)?0?00\)|rp000(\D|$)|\((rp)?1000\)`)

func saysThousands(header string) bool {
	h := strings.ToLower(header)
	tight := strings.NewReplacer(" ", "", ".", "", "'", "", ",", "").Replace(h)
	if timesThousand.MatchString(tight) {
		return true
	}
	return strings.Contains(h, "ribu") || strings.Contains(h, "(000") || strings.Contains(h, "x1000") || strings.Contains(h, "x 1.000") || strings.Contains(h, ".000)")
}

// wageElsewhere tells whether another list of the sheet has a column of wages and this one none that is known.
func (j *judged) wageElsewhere() bool {
	for _, t := range j.d.layout.Tables {
		if _, has := t.Columns["upah"]; has {
			return true
		}
	}
	return false
}

// saysHours tells whether a header counts time, so that 24 is no amount of money in short.
func saysHours(header string) bool {
	for w := range strings.FieldsFuncSeq(strings.ToLower(header), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if w == "jam" || w == "jp" || w == "minggu" || w == "hari" || w == "hours" {
			return true
		}
	}
	return false
}

func (j *judged) wage() {
	if j.row.Columns["upah"] == "" {
		if j.wageElsewhere() {
			j.add("upah", WageMissing, Warn, lang.Msg("Upah di %s kosong. Isi upah sebulan dalam rupiah.", j.at("upah")), nil)
		}
		return
	}
	p := &j.row.Person
	cell := j.r.rec.Cell("upah")
	scale := int64(1)
	if j.stats.thousands {
		scale = 1000
	}
	a := value.ReadWage(cell, scale)
	at := j.at("upah")
	switch {
	case a.State == value.Missing && (!cell.Formula || cell.Text != ""):
		j.add("upah", WageMissing, Warn, lang.Msg("Upah di %s kosong. Isi upah sebulan dalam rupiah.", at), nil)
	case a.State == value.Missing:
		j.add("upah", WageUnreadable, Warn, lang.Msg("Upah di %s berisi rumus tanpa hasil. Isi angka upah sebulan.", at), nil)
	case a.State == value.Unreadable:
		j.wageUnreadable(a, clip(cell.Text))
	case a.Zero:
		j.add("upah", WageZero, Warn, lang.Msg("Upah di %s = 0. Isi upah sebulan dalam rupiah.", at), nil)
	default:
		p.Wage, p.WageKnown = a.Milli, true
		if a.Words {
			j.add("upah", WageInWords, Warn, lang.Msg("Upah di %s ditulis dengan huruf, dibaca %s. Ganti dengan angka agar pasti.", at, text.Rupiah(lang.ID, a.Milli.HalfUp())),
				&Repair{Field: "upah", Value: a.Milli.String(), Why: lang.Msg("bacaan dari tulisan huruf")})
		}
		j.minimum()
	}
}

func (j *judged) wageUnreadable(a value.Amount, shown string) {
	at := j.at("upah")
	var repair *Repair
	if a.Guess > 0 && !saysHours(j.r.rec.Table.Columns["upah"].Header) {
		repair = &Repair{Field: "upah", Value: a.Guess.String(), Why: whyWage(a.Why)}
	}
	msg := lang.Msg("Upah di %s tertulis “%s”, tidak dapat dibaca sebagai satu jumlah. Isi angka upah sebulan dalam rupiah.", at, shown)
	switch a.Why {
	case value.MinimumWage:
		j.row.Person.WageBasis = "umk"
		if strings.Contains(strings.ToLower(shown), "ump") {
			j.row.Person.WageBasis = "ump"
		}
		msg = lang.Msg("Upah di %s tertulis “%s”, bukan angka. Isi angka rupiahnya.", at, shown)
		if amount, kind, ok := j.c.minimumWage(); ok {
			repair = &Repair{Field: "upah", Value: amount.String(), Why: lang.Msg("%s yang berlaku", kind)}
		}
	case value.PerDay:
		msg = lang.Msg("Upah di %s tertulis “%s”, bukan upah sebulan. Isi jumlah sebulan; upah harian dikalikan 25.", at, shown)
	case value.RangeOfTwo:
		msg = lang.Msg("Upah di %s tertulis “%s”, yaitu rentang. Isi satu angka upah sebulan untuk orang ini.", at, shown)
	case value.SumOfTwo:
		msg = lang.Msg("Upah di %s tertulis “%s”, yaitu penjumlahan. Isi satu angka upah sebulan.", at, shown)
	case value.LetterInside:
		msg = lang.Msg("Upah di %s tertulis “%s”: ada huruf di antara angka. Ketik ulang angkanya.", at, shown)
	case value.SeeDecree:
		msg = lang.Msg("Upah di %s tertulis “%s”, bukan angka. Lihat SK-nya dan isi angka upah sebulan.", at, shown)
	case value.TooSmall:
		msg = lang.Msg("Upah di %s tertulis “%s”, terlalu kecil dan tidak jelas untuk upah sebulan. Isi lengkap dalam rupiah.", at, shown)
	case value.TooLarge:
		msg = lang.Msg("Upah di %s tertulis “%s”, tidak dapat dibaca: terlalu besar untuk upah sebulan. Periksa angkanya.", at, shown)
	case value.Negative:
		msg = lang.Msg("Upah di %s tertulis “%s”, tidak sah: kurang dari nol. Periksa angkanya.", at, shown)
	default: // the plain sentence
	}
	j.add("upah", WageUnreadable, Warn, msg, repair)
}

func whyWage(w value.Why) lang.Text {
	switch w {
	case value.PerDay:
		return lang.Msg("upah sehari dikalikan 25")
	case value.SumOfTwo:
		return lang.Msg("jumlah dari angka-angka itu")
	case value.TooSmall:
		return lang.Msg("mungkin ditulis dalam ribuan atau jutaan")
	default: // letters for digits
	}
	return lang.Msg("huruf yang mirip angka diganti angkanya")
}

// minimumWage is the minimum wage of the region on the judged day.
func (c *checker) minimumWage() (money.Milli, string, bool) {
	if c.o.MinimumWage == nil || c.o.Region == "" {
		return 0, "", false
	}
	if !c.minimumAsked {
		c.minimumAsked = true
		amount, kind, err := c.o.MinimumWage(c.o.Region, c.o.day())
		if err == nil { // a region without data has no check; the law package says so where it is asked for
			c.minimumAmount, c.minimumKind = amount, kind
		}
	}
	return c.minimumAmount, c.minimumKind, c.minimumKind != ""
}

// noMinimum are the categories that are paid by allowance and not by wage.
var noMinimum = map[string]bool{value.Neighbourhood: true, value.VillageBoard: true, value.VillageHead: true, value.VillageStaff: true, value.Vulnerable: true, value.ElectionStaff: true}

func (j *judged) minimum() {
	p := j.row.Person
	amount, kind, ok := j.c.minimumWage()
	if !ok || p.Wage >= amount || j.c.o.UnitKind == "desa" || noMinimum[p.Category] {
		return
	}
	if category, state := j.c.categoryOf(j.text("jabatan")); state == value.Read && noMinimum[category] {
		return
	}
	j.add("upah", WageBelowMinimum, Warn, lang.Msg("Upah di %s (%s) di bawah %s (%s). Pastikan angkanya upah sebulan penuh.", j.at("upah"), text.Rupiah(lang.ID, p.Wage.HalfUp()), kind, text.Rupiah(lang.ID, amount.HalfUp())), nil)
}
