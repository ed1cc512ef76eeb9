package preflight

import (
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"

	"github.com/payung-id/payung/internal/registry/intake/layout"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
)

// number judges the form of the NIK.
func (j *judged) number() {
	p, s := &j.row.Person, j.r.nik
	at := j.at("nik")
	p.NIK = s.Written
	if s.Number != "" {
		p.NIK = string(s.Number)
	}
	if j.r.passport && s.Fault != nik.Blank {
		j.add("nik", IdentityPassport, Warn, lang.Msg("Nomor di %s adalah paspor, bukan NIK. Pekerja asing didaftarkan dengan paspornya; pencocokan memakai nama dan kelahiran.", at), nil)
		return
	}
	if s.Fault == nik.Fine && j.stats.roundedTexts() && s.Number[15] == '0' {
		s.Fault = nik.Rounded
	}
	switch s.Fault {
	case nik.Blank:
		p.NIK = ""
		if j.computed("nik") {
			return // cells says so
		}
		j.add("nik", NIKMissing, Reject, lang.Msg("NIK di %s kosong. Isi dari KTP atau KK; bila belum punya, urus perekaman ke Dukcapil.", at), nil)
	case nik.Scientific:
		j.add("nik", NIKExcelRounded, Reject, lang.Msg("NIK di %s dirusak Excel menjadi notasi ilmiah (%s). Ubah format sel menjadi Teks, lalu ketik ulang NIK dari KTP.", at, clip(s.Written)), nil)
	case nik.Rounded:
		j.add("nik", NIKExcelRounded, Reject, lang.Msg("NIK di %s dibulatkan Excel: angka terakhir hilang dan menjadi 0. Ubah format sel menjadi Teks, lalu ketik ulang NIK dari KTP.", at), nil)
	case nik.WrongChars:
		j.add("nik", NIKChars, Reject, lang.Msg("NIK di %s berisi huruf atau tanda selain angka. Periksa ke KTP dan ketik ulang.", at), j.propose())
	case nik.WrongLength:
		j.add("nik", NIKLength, Reject, lang.Msg("NIK di %s berisi %d angka, seharusnya 16. Periksa ke KTP dan ketik ulang.", at, len(s.Written)), j.propose())
	case nik.TemporaryOnly:
		j.add("nik", NIKTemporary, Reject, lang.Msg("NIK di %s adalah nomor sementara (diawali 0 atau angka kembar), bukan NIK dari Dukcapil. Isi NIK dari KTP atau KK.", at), nil)
	case nik.Fine:
		j.region()
	}
}

func (j *judged) region() {
	known, n := j.c.o.KnownDistrict, j.r.nik.Number
	if known == nil || known(n.Region()) {
		return
	}
	if regency := j.c.o.KnownRegency; regency != nil && regency(n.Region()[:4]) {
		j.add("nik", NIKRegionUnknown, Warn, lang.Msg("NIK di %s: kecamatan dengan kode wilayah %s tidak ada di daftar. Periksa ke KTP; bila memang demikian, biarkan.", j.at("nik"), n.Region()), nil)
		return
	}
	j.add("nik", NIKRegionUnknown, Warn, lang.Msg("NIK di %s: kode wilayah %s tidak dikenal. Periksa ke KTP; bila memang demikian, biarkan.", j.at("nik"), n.Region()), nil)
}

// clues are what the row says of the person, for repairs.
func (j *judged) clues() nik.Clues {
	c := nik.Clues{Born: j.row.Person.BirthDate, Sex: j.row.Person.Sex, District: j.c.o.KnownDistrict}
	if c.Born == 0 && j.r.born.State == value.Read {
		c.Born = j.r.born.Day
	}
	if c.Sex == "" && j.r.rec.Column("jenis_kelamin") != "" {
		if sex, state := value.ReadSex(j.r.rec.Cell("jenis_kelamin").Text); state == value.Read {
			c.Sex = sex
		}
	}
	return c
}

func (j *judged) propose() *Repair {
	if n, ok := layout.NumberIn(j.r.rec.Cell("nik").Text); ok && j.r.nik.Fault != nik.Fine {
		return &Repair{Field: "nik", Value: string(n), Why: lang.Msg("satu-satunya nomor 16 angka di dalam sel; tulisan lain dibuang")}
	}
	r, ok := nik.Propose(j.r.nik, j.clues())
	if !ok {
		return nil
	}
	return &Repair{Field: "nik", Value: string(r.Number), Why: howText(r.How)}
}

func howText(h nik.How) lang.Text {
	switch h {
	case nik.LookAlikes:
		return lang.Msg("huruf yang mirip angka diganti angkanya")
	case nik.MissingOne:
		return lang.Msg("satu angka yang hilang disisipkan; cocok dengan tanggal lahir dan jenis kelamin di baris ini")
	case nik.ExtraOne:
		return lang.Msg("satu angka yang berlebih dibuang; cocok dengan tanggal lahir dan jenis kelamin di baris ini")
	case nik.OneDigit:
		return lang.Msg("satu angka diganti; cocok dengan tanggal lahir dan jenis kelamin di baris ini")
	case nik.Transposed:
		return lang.Msg("dua angka yang tertukar dibalik; cocok dengan tanggal lahir dan jenis kelamin di baris ini")
	case nik.DayForSex:
		return lang.Msg("penanda jenis kelamin (tanggal ditambah 40) disesuaikan")
	default: // DayForMonth
	}
	return lang.Msg("tanggal dan bulan di dalam NIK ditukar")
}

// numberAgainstPerson compares what the NIK says with birth date and sex: warnings, never rejections.
func (j *judged) numberAgainstPerson() {
	if j.r.nik.Fault != nik.Fine || j.r.passport {
		return
	}
	n, p := j.r.nik.Number, j.row.Person
	inside, real := n.BirthDate(j.c.o.day())
	switch {
	case !real:
		j.add("nik", NIKDateMismatch, Warn, lang.Msg("NIK di %s memuat tanggal lahir yang tidak mungkin (%s). Periksa ke KTP.", j.at("nik"), string(n[6:12])), j.propose())
	case p.BirthDate != 0 && !n.AgreesWith(p.BirthDate):
		j.add("nik", NIKDateMismatch, Warn, lang.Msg("NIK di %s memuat tanggal lahir %s, berbeda dengan tanggal lahir di %s (%s). Periksa keduanya ke KTP; bila KTP memang demikian, biarkan.", j.at("nik"), inside.String(), j.at("tanggal_lahir"), p.BirthDate.String()), j.dateRepair(inside))
	}
	if real && p.Sex != "" && n.Sex() != "" && n.Sex() != p.Sex {
		j.add("nik", NIKSexMismatch, Warn, lang.Msg("NIK di %s menunjukkan jenis kelamin %s, berbeda dengan isi %s (%s). Periksa ke KTP.", j.at("nik"), sexName(n.Sex()), j.at("jenis_kelamin"), sexName(p.Sex)),
			&Repair{Field: "jenis_kelamin", Value: string(n.Sex()), Why: lang.Msg("menurut tanggal di dalam NIK")})
	}
}

// dateRepair proposes a birth date with day and month exchanged where that agrees, else a NIK one slip away.
func (j *judged) dateRepair(inside period.Date) *Repair {
	if other, ok := exchanged(j.row.Person.BirthDate); ok && j.r.nik.Number.AgreesWith(other) {
		return &Repair{Field: "tanggal_lahir", Value: other.String(), Why: lang.Msg("hari dan bulan tertukar; menjadi sama dengan NIK")}
	}
	if r := j.propose(); r != nil {
		return r
	}
	y1, m1, d1 := inside.Split()
	y2, m2, d2 := j.row.Person.BirthDate.Split()
	same := 0
	for _, eq := range []bool{y1%100 == y2%100, m1 == m2, d1 == d2} {
		if eq {
			same++
		}
	}
	if same == 2 {
		return &Repair{Field: "tanggal_lahir", Value: inside.String(), Why: lang.Msg("tanggal menurut NIK; hanya satu bagian yang berbeda")}
	}
	return nil
}

func sexName(s nik.Sex) lang.Text {
	if s == nik.Female {
		return lang.Msg("perempuan")
	}
	return lang.Msg("laki-laki")
}
