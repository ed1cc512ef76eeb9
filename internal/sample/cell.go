package sample

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// row is one line of a roster file.
type row struct {
	worker *worker
	month  int
	flaw   flaw
	second bool // the repetition of a row
	number int  // running number on the paper
	sheet  string
	line   int // as the spreadsheet counts
	codes  []string

	monthFirst bool // the second typist wrote the birth date, with the month first
}

// accepted tells whether the row goes on.
func (r *row) accepted() bool { return !r.flaw.rejects() && !r.second }

// cell writes one cell of a row as the layout does. Raw text goes to the file untouched.
func (w *world) cell(l *layout, c column, r *row) any {
	p, job := r.worker.person, r.worker.job
	switch c.field {
	case fNumber:
		if l.name == "ekspor aplikasi" {
			return fmt.Sprintf("NA%05d", r.number)
		}
		return r.number
	case fNIK:
		return l.nik(r)
	case fName:
		return w.nameCell(l, r)
	case fPlace:
		return capital(l, w.register.placeName(p))
	case fBorn:
		return l.bornCell(r)
	case fSex:
		return l.sexCell(r)
	case fJob:
		return capital(l, job.title)
	case fCategory:
		if r.flaw == categoryUnknown {
			return pick(rowDice(p.nik, 3), []string{"tenaga khusus", "golongan IV", "personel tambahan"})
		}
		return job.category
	case fStart:
		return l.dateCell(r.worker.start)
	case fEnd:
		return l.dateCell(r.worker.end)
	case fWage:
		return l.wageCell(r)
	case fPhone:
		return fmt.Sprintf("0812%08d", p.nik/7%100_000_000)
	case fAddress:
		return fmt.Sprintf("Jl. Contoh No. %d", p.nik%97+1)
	case fNote:
		if p.nik%5 == 0 {
			return "aktif"
		}
		return nil
	case fUnit:
		return r.worker.unit.code
	case fUnitName:
		return r.worker.unit.name
	case fMother:
		return capital(l, "Siti "+pick(rowDice(p.nik, 4), w.register.book.parts["java/P"]))
	case fSchooling:
		return choose(int(p.nik/7%6), "SMA", "SMK", "S1", "D3", "SMP", "SD")
	case fFamilyCard:
		return pad16(p.nik - p.nik%10_000_000_000 + 101_079_000 + p.nik%1000)
	case fHamlet:
		return "Dusun " + strconv.Itoa(int(p.nik%4+1))
	case fTitleBefore:
		return empty(r.worker.titleBefore)
	case fTitleAfter:
		return empty(r.worker.titleAfter)
	case fContribution:
		return 6000
	case fPeriod:
		return w.months[r.month].String()
	case fFixed:
		return c.text
	default:
	}
	return nil
}

func empty(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// rowDice is a small chance that depends on a number alone, so that a person looks the same in every month.
func rowDice(n uint64, salt uint64) dice { return newDice(n*31+salt, "row") }

func capital(l *layout, s string) string {
	if l.capitals {
		return strings.ToUpper(s)
	}
	return s
}

func upper(s string) string { return strings.ToUpper(s) }

func (l *layout) nik(r *row) any {
	n := r.worker.person.number()
	v := r.worker.variant
	switch r.flaw {
	case nikMissing:
		return choose[any](v, nil, "-", "menyusul")
	case nikLength:
		if v%3 == 0 {
			return n + strconv.Itoa(v%10)
		}
		at := 6 + v%9
		return n[:at] + n[at+1:]
	case nikChars:
		for _, swap := range []string{"0O", "1l", "5S"} {
			if i := strings.LastIndexByte(n, swap[0]); i > 0 {
				return n[:i] + swap[1:] + n[i+1:]
			}
		}
		return n[:15] + "X"
	case nikRounded:
		whole := r.worker.person.nik
		if l.csv || l.aboard {
			return fmt.Sprintf("%d,%05dE+15", whole/1_000_000_000_000_000, whole/10_000_000_000%100_000)
		}
		return int64(whole - whole%10)
	case nikTemporary:
		return "0" + n[:11] + n[12:]
	default:
	}
	switch v % 60 {
	case 7:
		return "'" + n
	case 8:
		return n[:4] + " " + n[4:8] + " " + n[8:12] + " " + n[12:]
	}
	return n
}

func (w *world) nameCell(l *layout, r *row) any {
	name := w.register.book.write(r.worker.person.name)
	switch r.flaw {
	case nameMissing:
		return nil
	case formulaCell:
		return sheetwrite.Raw(`=PROPER("` + upper(name) + `")`)
	default:
	}
	name = capital(l, name)
	if l.titled {
		if r.worker.titleBefore != "" {
			name = r.worker.titleBefore + " " + name
		}
		if r.worker.titleAfter != "" {
			name += ", " + r.worker.titleAfter
		}
	}
	return name
}

func (l *layout) bornCell(r *row) any {
	switch r.flaw {
	case birthMissing:
		return nil
	case birthUnreadable:
		return choose(r.worker.variant, "31-02-1985", "bulan Suro 1978", "00/00/1980", "30-02-1991")
	default:
	}
	born := r.worker.person.born
	if l.born == mixedText {
		y, m, d := born.Split()
		if r.monthFirst {
			return fmt.Sprintf("%02d/%02d/%d", int(m), d, y)
		}
		return fmt.Sprintf("%02d/%02d/%d", d, int(m), y)
	}
	return l.dateCell(born)
}

func (l *layout) dateCell(d period.Date) any {
	if d == 0 {
		return nil
	}
	y, m, day := d.Split()
	switch l.born {
	case slashText, mixedText:
		return fmt.Sprintf("%02d/%02d/%d", day, int(m), y)
	case isoText:
		return d.String()
	case dateCell:
		return sheetwrite.Cell{Value: d, Style: sheetwrite.AsDateID}
	default:
	}
	return fmt.Sprintf("%02d-%02d-%d", day, int(m), y)
}

func (l *layout) sexCell(r *row) any {
	sex := r.worker.person.sex
	switch r.flaw {
	case sexMismatch:
		sex = 'L' + 'P' - sex
	case sexUnreadable:
		return choose(r.worker.variant, "LP", "T", "L/P")
	default:
	}
	man, woman := "L", "P"
	switch l.sexes {
	case sexWords:
		man, woman = "Laki-laki", "Perempuan"
	case sexPria:
		man, woman = "Pria", "Wanita"
	case sexCode:
		man, woman = "1", "2"
	case sexLP:
	}
	if sex == 'L' {
		return man
	}
	return woman
}

func (l *layout) wageCell(r *row) any {
	v := r.worker.variant
	switch r.flaw {
	case wageMissing:
		return choose[any](v, nil, "-", nil)
	case wageUnreadable:
		return choose(v, "sesuai SK", "75.000/hari", "UMK", "lihat DPA")
	case wageZero:
		if l.csv || l.wages != wageNumber {
			return "0"
		}
		return 0
	default:
	}
	pay := r.worker.pay(r.month)
	whole := money.Rupiah(pay / 1000)
	dotted := text.Number(lang.ID, whole)
	switch l.wages {
	case wagePlain:
		return pay.String()
	case wageDecimal:
		return fmt.Sprintf("%d.%02d", whole, pay%1000/10)
	case wageDotted:
		return dotted
	case wageRp:
		return []string{"Rp " + dotted + ",-", "Rp. " + dotted, "Rp" + dotted, dotted, dotted + ",00", "Rp " + dotted + ",00", strings.ReplaceAll(dotted, ".", ",")}[v%7]
	default:
	}
	return pay
}
