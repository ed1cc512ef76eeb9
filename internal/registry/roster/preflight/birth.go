package preflight

import (
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

// birth decides the birth date with the help of the NIK and of the rest of the column.
func (j *judged) birth() {
	p, b := &j.row.Person, j.r.born
	if j.row.Columns["tanggal_lahir"] == "" {
		return
	}
	switch b.State {
	case value.Missing:
		if j.computed("tanggal_lahir") || j.computed("tempat_tanggal_lahir") {
			return // cells says so
		}
		j.add("tanggal_lahir", BirthDateMissing, Warn, lang.Msg("Tanggal lahir di %s kosong. Isi sesuai KTP.", j.at("tanggal_lahir")), j.fromNIK())
		return
	case value.Unreadable:
		j.unreadable(j.fromNIK())
		return
	default: // read: decided below
	}
	day := j.decide()
	switch today := j.c.o.day(); {
	case day > today:
		j.unreadable(j.fromNIK())
		return
	case day.AgeOn(today) > 110:
		j.unreadable(j.fromNIK())
		return
	}
	p.BirthDate = day
}

func (j *judged) unreadable(repair *Repair) {
	shown := clip(j.r.rec.Cell("tanggal_lahir").Shown())
	if shown == "" {
		shown = clip(j.r.rec.Cell("tempat_tanggal_lahir").Shown())
	}
	if g := j.r.born.Guess; repair == nil && g != 0 {
		repair = &Repair{Field: "tanggal_lahir", Value: g.String(), Why: lang.Msg("huruf yang mirip angka diganti angkanya")}
	}
	j.add("tanggal_lahir", BirthDateUnreadable, Reject, lang.Msg("Tanggal lahir di %s tertulis “%s”, tidak dapat dibaca sebagai tanggal lahir yang mungkin. Tulis seperti 12-03-1985.", j.at("tanggal_lahir"), shown), repair)
}

// fromNIK proposes the date inside the NIK.
func (j *judged) fromNIK() *Repair {
	if j.r.nik.Fault != nik.Fine {
		return nil
	}
	d, ok := j.r.nik.Number.BirthDate(j.c.o.day())
	if !ok {
		return nil
	}
	return &Repair{Field: "tanggal_lahir", Value: d.String(), Why: lang.Msg("menurut tanggal di dalam NIK")}
}

// decide chooses between day-month and month-day: by the column, else by the NIK, else day first with a warning.
func (j *judged) decide() period.Date {
	b := j.r.born
	if b.Real {
		return j.decideReal()
	}
	if b.Other == 0 {
		return b.Day
	}
	byNIK := period.Date(0)
	if j.r.nik.Fault == nik.Fine {
		day, other := j.r.nik.Number.AgreesWith(b.Day), j.r.nik.Number.AgreesWith(b.Other)
		switch {
		case day && !other:
			byNIK = b.Day
		case other && !day:
			byNIK = b.Other
		}
	}
	switch j.stats.order() {
	case dayMonth:
		return b.Day
	case monthDay:
		return b.Other
	default: // the NIK decides
	}
	if byNIK != 0 {
		return byNIK
	}
	j.ambiguous(b.Day, b.Other)
	return b.Day
}

// decideReal looks for true dates whose day and month a spreadsheet exchanged while they were typed.
func (j *judged) decideReal() period.Date {
	day := j.r.born.Day
	other, ok := exchanged(day)
	if !ok || !j.stats.swappedByExcel() || (j.r.nik.Fault == nik.Fine && !j.r.nik.Number.AgreesWith(other)) {
		return day
	}
	if j.r.nik.Fault == nik.Fine {
		j.ambiguous(other, day)
		return other
	}
	j.ambiguous(day, other)
	return day
}

func (j *judged) ambiguous(taken, other period.Date) {
	j.add("tanggal_lahir", BirthDateAmbiguous, Warn, lang.Msg("Tanggal lahir di %s bisa berarti %s atau %s (hari dan bulan tertukar). Periksa ke KTP dan tulis bulannya dengan huruf.", j.at("tanggal_lahir"), taken.String(), other.String()),
		&Repair{Field: "tanggal_lahir", Value: taken.String(), Why: lang.Msg("bacaan yang paling mungkin")})
}

// age warns of ages that the programmes do not take.
func (j *judged) age() {
	born, day := j.row.Person.BirthDate, j.c.o.day()
	if born == 0 {
		return
	}
	age := born.AgeOn(day)
	_, m, d := born.Split()
	_, dm, dd := day.Split()
	birthday := m == dm && d == dd
	switch {
	case age < 17:
		j.add("tanggal_lahir", AgeUnder17, Warn, lang.Msg("Umur menurut %s baru %d tahun, di bawah 17 tahun. Periksa tanggal lahirnya ke KTP.", j.at("tanggal_lahir"), age), nil)
	case age > 65, age == 65 && !birthday:
		j.add("tanggal_lahir", AgeOver65, Warn, lang.Msg("Umur menurut %s sudah %d tahun, lebih dari 65 tahun. Periksa tanggal lahirnya; di atas batas umur pendaftaran bisa ditolak.", j.at("tanggal_lahir"), age), nil)
	}
}
