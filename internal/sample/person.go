package sample

import (
	"slices"
	"strconv"

	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/period"
)

// person is one invented human being.
type person struct {
	nik    uint64 // sixteen digits as a number
	born   period.Date
	sex    byte // 'L', 'P'
	name   fullName
	origin int32 // index of the place of birth among the register's regions
}

func (p *person) number() string { return pad16(p.nik) }

func pad16(n uint64) string {
	s := strconv.FormatUint(n, 10)
	for len(s) < 16 {
		s = "0" + s
	}
	return s
}

// register makes people who cannot be taken for one another.
type register struct {
	dice    dice
	book    *nameBook
	places  []region.Region // regencies, for places of birth
	near    map[string][]string
	retired []string // districts of retired regencies
	all     []string // districts of the whole country

	days   map[period.Date][]neighbour // everyone by birth date
	names  map[uint64][]birth          // birth dates by sound of the whole name
	today  period.Date
	taken  map[uint64]bool
	people int
}

func newRegister(seed uint64, today period.Date) *register {
	r := &register{
		dice: newDice(seed, "people"), book: openNames(), today: today, near: map[string][]string{},
		days: map[period.Date][]neighbour{}, names: map[uint64][]birth{}, taken: map[uint64]bool{},
	}
	table := region.Standard()
	for _, province := range table.Children("") {
		for _, regency := range table.Children(province.Code) {
			r.places = append(r.places, regency)
			for _, district := range table.Children(regency.Code) {
				six := digits(district.Code)
				r.all = append(r.all, six)
				r.near[regency.Code] = append(r.near[regency.Code], six)
				r.near[province.Code] = append(r.near[province.Code], six)
			}
		}
	}
	for _, old := range table.Retired() {
		r.retired = append(r.retired, digits(old.Code)+"01", digits(old.Code)+"02")
	}
	return r
}

// wish says what a new person must be like; the zero wish is anyone of working age.
type wish struct {
	region       string // where most come from
	age          [2]int // years completed on the register's day; 0 takes working age
	otherDate    bool   // the date inside the NIK is another than the birth date
	unknownPlace bool   // the NIK begins with a district that no table has
	bothLow      bool   // day and month of birth are at most 12, and differ
	sex          byte
}

// add makes a person. It draws again until nobody of the same birth date has a similar name or number, and nobody of the
// same full name was born on nearly the same date.
func (r *register) add(w wish) *person {
	d := r.dice
	p := &person{}
	for try := 0; ; try++ {
		if try%12 == 0 {
			p.sex = 'L'
			if d.percent(47) {
				p.sex = 'P'
			}
			if w.sex != 0 {
				p.sex = w.sex
			}
			p.name = r.book.draw(d, cultureOf(w.region), p.sex)
		}
		p.born = r.birth(w)
		inside := p.born
		if w.otherDate {
			inside = p.born.Month().First() + period.Date(d.IntN(28))
			if inside == p.born {
				continue
			}
		}
		district := r.district(w)
		p.nik = compose(district, inside, p.sex, d.between(9000, 9999))
		if r.free(p) {
			p.origin = r.place(district)
			break
		}
	}
	r.keep(p)
	return p
}

// neighbour is what is compared with everyone born on the same day.
type neighbour struct {
	nik    uint64 // a digit in each four bits
	sounds fullName
}

func (r *register) keep(p *person) {
	r.days[p.born] = append(r.days[p.born], neighbour{packed(p.nik), r.book.sounds4(p.name)})
	key := r.nameKey(p.name)
	r.names[key] = append(r.names[key], splitBirth(p.born))
	r.taken[p.nik] = true
	r.people++
}

// forget lets go of what is only needed to make people.
func (r *register) forget() { r.days, r.names, r.taken = nil, nil, nil }

// twin makes a second person who is almost the first: same name and birth date, one digit of the serial apart.
func (r *register) twin(p *person) *person {
	q := *p
	for _, step := range []uint64{1, 2, 3, 4, 5, 6, 7, 8, 9} {
		last := p.nik % 10
		q.nik = p.nik - last + (last+step)%10
		if !r.taken[q.nik] {
			break
		}
	}
	r.keep(&q)
	return &q
}

// near15 returns two free numbers that differ from the person's in the fifteenth digit only.
func (r *register) near15(p *person) (a, b uint64) {
	digit := p.nik / 10 % 10
	base := p.nik - digit*10
	found := []uint64{}
	for step := uint64(1); step < 10 && len(found) < 2; step++ {
		n := base + (digit+step)%10*10
		if !r.taken[n] {
			r.taken[n] = true
			found = append(found, n)
		}
	}
	return found[0], found[1]
}

func (r *register) birth(w wish) period.Date {
	d := r.dice
	low, high := 20, 61
	if w.age != [2]int{} {
		low, high = w.age[0], w.age[1]
	}
	year := r.today.Year() - d.between(low, high)
	for {
		// A day before today's date in the year, so that the age is the one drawn.
		month, day := d.between(1, 12), d.between(1, 28)
		if d.IntN(12) == 0 {
			day = d.between(1, 31)
		}
		if w.bothLow {
			day = d.between(1, 12)
			if day == month {
				continue
			}
		}
		if born, ok := period.ValidDate(year, month, day); ok {
			return born
		}
	}
}

func (r *register) district(w wish) string {
	d := r.dice
	if w.unknownPlace {
		return pick(d, []string{"350099", "339901", "990101", "207102", "330088"})
	}
	n := d.IntN(1000)
	switch {
	case n < 4:
		return pick(d, r.retired)
	case n < 40:
		return pick(d, r.all)
	case n < 200 && len(w.region) >= 2:
		return pick(d, r.near[w.region[:2]])
	}
	if home := r.near[w.region]; len(home) > 0 {
		return pick(d, home)
	}
	return pick(d, r.all)
}

// place returns the index of the regency a district belongs to, -1 where the table does not have it.
func (r *register) place(six string) int32 {
	dotted := six[:2] + "." + six[2:4]
	i, ok := slices.BinarySearchFunc(r.places, dotted, func(p region.Region, code string) int {
		switch {
		case p.Code < code:
			return -1
		case p.Code > code:
			return 1
		}
		return 0
	})
	if !ok {
		return -1
	}
	return int32(i)
}

// placeName returns the place of birth as people write it.
func (r *register) placeName(p *person) string {
	if p.origin < 0 {
		return "Jayapura"
	}
	return r.places[p.origin].Short()
}

// compose builds a NIK: district, day (plus forty for women), month, year, serial.
func compose(district string, born period.Date, sex byte, serial int) uint64 {
	y, m, day := born.Split()
	if sex == 'P' {
		day += 40
	}
	n := uint64(0)
	for i := range len(district) {
		n = n*10 + uint64(district[i]-'0')
	}
	n = n*100 + uint64(day)
	n = n*100 + uint64(m)
	n = n*100 + uint64(y%100)
	return n*10000 + uint64(serial)
}

func digits(code string) string {
	out := make([]byte, 0, len(code))
	for i := range len(code) {
		if code[i] != '.' {
			out = append(out, code[i])
		}
	}
	return string(out)
}
