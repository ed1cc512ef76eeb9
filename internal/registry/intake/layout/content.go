package layout

import (
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/nik"
)

// fill finds by content the fields that no header names.
func (r *recogniser) fill(columns []assignment, profiles map[int]*profile, from int, heads map[int]string) []assignment {
	if !r.set.Person {
		return columns
	}
	f := &filler{r: r, columns: columns, profiles: profiles, from: from, order: sortedColumns(profiles), heads: heads}
	f.nik()
	f.birth()
	f.sex()
	f.name()
	f.wage()
	return f.columns
}

type filler struct {
	r        *recogniser
	columns  []assignment
	profiles map[int]*profile
	order    []int
	from     int
	heads    map[int]string // as written
}

func sortedColumns(profiles map[int]*profile) []int {
	var out []int
	for c := range profiles {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

func (f *filler) column(field string) int {
	i := f.r.set.Index(field)
	for _, a := range f.columns {
		if a.field == i {
			return a.column
		}
	}
	return -1
}

// free tells whether a column may be claimed: no header names it, or only one that is known to be easily wrong.
func (f *filler) free(column int, overDecoys bool) bool {
	for _, a := range f.columns {
		if a.column == column {
			return overDecoys && f.r.set.Fields[a.field].Decoy && a.sim < 0.9
		}
	}
	return true
}

func (f *filler) claim(field string, column int, confidence float64) {
	i := f.r.set.Index(field)
	if i < 0 || column < 0 {
		return
	}
	f.columns = slices.DeleteFunc(f.columns, func(a assignment) bool { return a.column == column })
	f.columns = append(f.columns, assignment{field: i, column: column, sim: confidence, total: confidence, byContent: true})
}

func (f *filler) nik() {
	if f.column("nik") >= 0 {
		return
	}
	best, bestScore := -1, 0.0
	born := f.column("tanggal_lahir")
	for _, c := range f.order {
		p := f.profiles[c]
		share := float64(p.nik) / float64(p.n)
		if p.nik < 2 || share < 0.5 {
			continue
		}
		agree := f.agreement(c, born)
		if !f.free(c, true) && agree < 0.5 {
			continue
		}
		if score := share + agree + f.realDates(c); score > bestScore {
			best, bestScore = c, score
		}
	}
	if best >= 0 && (f.realDates(best) > 0.4 || bestScore > 1.4) {
		f.claim("nik", best, 0.7)
	}
}

// agreement is the share of rows whose NIK holds the day of another column.
func (f *filler) agreement(nikColumn, dayColumn int) float64 {
	if nikColumn < 0 || dayColumn < 0 {
		return 0
	}
	n, same := 0, 0
	for _, row := range f.sample() {
		number, ok := nik.Parse(row.Cell(nikColumn).Text)
		d := value.ReadDate(row.Cell(dayColumn), asOf)
		if d.State != value.Read {
			_, d = value.SplitPlaceDate(row.Cell(dayColumn).Text, asOf)
		}
		if !ok || d.State != value.Read {
			continue
		}
		n++
		if number.AgreesWith(d.Day) || (d.Other != 0 && number.AgreesWith(d.Other)) {
			same++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(same) / float64(n)
}

// realDates is the share of numbers in which a real date stands: family card numbers hold one too, but of the card.
func (f *filler) realDates(column int) float64 {
	n, real := 0, 0
	for _, row := range f.sample() {
		number, ok := nik.Parse(row.Cell(column).Text)
		if !ok {
			continue
		}
		n++
		if d, ok := number.BirthDate(asOf); ok && d.Year() < 2012 && number.Serial() != "0000" {
			real++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(real) / float64(n)
}

func (f *filler) sample() []rowCells {
	var out []rowCells
	for i := f.from; i < len(f.r.rows) && i < f.from+profileRows; i++ {
		out = append(out, f.r.rows[i])
	}
	return out
}

func (f *filler) birth() {
	if f.column("tanggal_lahir") >= 0 || f.column("tempat_tanggal_lahir") >= 0 {
		return
	}
	number := f.column("nik")
	best, bestScore := -1, 0.0
	for _, c := range f.order {
		p := f.profiles[c]
		if p.day*2 < p.n || p.sequence || p.large*2 > p.n && p.day < p.n {
			if p.ttl*2 >= p.n && f.agreement(number, c) >= 0.5 {
				f.claim("tempat_tanggal_lahir", c, 0.8)
				return
			}
			continue
		}
		agree := f.agreement(number, c)
		if agree >= 0.5 || (f.free(c, false) && number < 0 && p.years/max(p.day, 1) < 2006) {
			if score := agree + 0.1; score > bestScore {
				best, bestScore = c, score
			}
		}
	}
	f.claim("tanggal_lahir", best, 0.8)
}

func (f *filler) sex() {
	if f.column("jenis_kelamin") >= 0 || (f.column("laki_laki") >= 0 && f.column("perempuan") >= 0) {
		return
	}
	for _, c := range f.order {
		p := f.profiles[c]
		if p.n >= 2 && p.sex*10 >= p.n*9 && f.free(c, false) && len(p.distinct) <= 6 && !p.sequence && f.sexAgrees(c) {
			f.claim("jenis_kelamin", c, 0.7)
			return
		}
	}
}

// sexAgrees keeps a column of marital or yes-no codes from being taken for the sex. P beside W may mean pria.
func (f *filler) sexAgrees(column int) bool {
	number := f.column("nik")
	n, same, pria := 0, 0, 0
	for _, row := range f.sample() {
		text := value.Upper(row.Cell(column).Text)
		sex, state := value.ReadSex(text)
		k, ok := nik.Parse(row.Cell(number).Text)
		if number < 0 || !ok || state != value.Read || k.Sex() == "" {
			continue
		}
		n++
		if k.Sex() == sex {
			same++
		}
		if text == "P" && k.Sex() == nik.Male || text == "W" && k.Sex() == nik.Female {
			pria++
		}
	}
	return n == 0 || max(same, pria)*4 >= n*3
}

func (f *filler) name() {
	if f.column("nama") >= 0 || f.column("nama_depan") >= 0 {
		return
	}
	best, bestScore := -1, 0.0
	for k, c := range f.order {
		p := f.profiles[c]
		if p.name*10 < p.n*7 || p.n < 2 || !f.free(c, false) {
			continue
		}
		score := float64(len(p.distinct))/float64(min(p.n, 300)) + float64(p.words)/float64(p.n) - 0.02*float64(k)
		if score > bestScore {
			best, bestScore = c, score
		}
	}
	if bestScore > 0.9 {
		f.claim("nama", best, 0.6)
	}
}

func (f *filler) wage() {
	if f.column("upah") >= 0 || f.r.set.Index("upah") < 0 {
		return
	}
	best := -1
	for _, c := range f.order {
		p := f.profiles[c]
		if p.large*10 >= p.n*7 && p.n >= 2 && p.nik == 0 && f.free(c, false) && p.day*2 < p.n {
			if best >= 0 {
				return // two columns of money without a name: not ours to choose
			}
			best = c
		}
	}
	if best < 0 {
		best = f.transport()
	}
	f.claim("upah", best, 0.5)
}

// transport is the one column of transport money, which is all the pay where nothing else is; -1 where there is none.
func (f *filler) transport() int {
	found := -1
	for _, c := range f.order {
		p := f.profiles[c]
		if p.large*10 < p.n*7 || p.n < 2 || p.nik > 0 || f.free(c, false) {
			continue
		}
		words := strings.Fields(headerKey(f.heads[c]))
		if len(words) == 0 || len(words) > 3 || !slices.Contains(words, "transport") && !slices.Contains(words, "transpor") {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = c
	}
	return found
}
