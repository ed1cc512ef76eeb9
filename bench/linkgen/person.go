package main

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// person is somebody as the civil registry knows them.
type person struct {
	name     string
	kind     string // of the name
	born     int32  // days since 1 January 1900
	nik      uint64
	district int16 // place in the table of districts: of the agency
	sex      uint8 // 0 male, 1 female
	kin      uint8 // of strangers: 1 a relative of a roster person, 2 a twin; of roster people: 2 has a twin in the list
}

var epoch = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)

// today is the day from which ages are counted.
var today = days(2026, 1, 1)

func days(y, m, d int) int32 {
	return int32(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Sub(epoch).Hours() / 24)
}

func civil(day int32) (y, m, d int) {
	t := epoch.AddDate(0, 0, int(day))
	return t.Year(), int(t.Month()), t.Day()
}

func iso(day int32) string {
	y, m, d := civil(day)
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

// districts of East Java, and how heavily agencies lie in them.
var (
	districts     = eastJava()
	districtShare = zipf(len(districts), 0.6, 3)
	elsewhere     = []int{31, 32, 33, 34, 36, 51, 52, 53, 12, 16, 18, 63, 64, 73} // provinces people come from
	elsewhereBy   = shares(3, 12, 40, 6, 3, 5, 4, 6, 3, 2, 4, 4, 4, 4)
)

func eastJava() (all []int) {
	for k := 1; k <= 29; k++ {
		all = append(all, 3500+k)
	}
	for k := 71; k <= 79; k++ {
		all = append(all, 3500+k)
	}
	d := newDice(35, 0, 0)
	mixed := make([]int, len(all))
	for i, j := range d.shuffle(len(all)) {
		mixed[i] = all[j]
	}
	return mixed
}

// world draws people and gives each a NIK of their own.
type world struct {
	seed  uint64
	names *names
	used  map[uint64]struct{}
}

func newWorld(seed uint64, size int) *world {
	return &world{seed: seed, names: newNames(), used: make(map[uint64]struct{}, size)}
}

// person draws the i-th person; relative makes them kin of another.
func (w *world) person(i int, of *person) person {
	d := newDice(w.seed, forPerson, i)
	var p person
	if d.chance(0.47) {
		p.sex = 1
	}
	p.district = int16(districtShare.draw(&d))
	if of != nil {
		p.sex, p.district = of.sex, of.district
	}
	p.name, p.kind = w.names.draw(&d, int(p.sex))
	p.born = birth(&d)
	if of == nil {
		p.nik = w.number(&d, &p)
		return p
	}
	p.name = withLast(p.name, of.name)
	p.kin = 1
	if d.chance(0.2) {
		p.kin = 2
		p.born = of.born
		p.nik = w.free(of.nik/10000, int(of.nik%10000)+1)
		return p
	}
	home := int(of.nik / 1e12) // the district where the family's numbers were issued
	p.nik = w.numberIn(&d, &p, home*100+1+d.below(18))
	return p
}

// withLast replaces the last token of a name by that of another.
func withLast(name, of string) string {
	last := of[strings.LastIndexByte(of, ' ')+1:]
	i := strings.LastIndexByte(name, ' ')
	if i < 0 {
		return distinct(name, last)
	}
	return distinct(append(strings.Fields(name[:i]), last)...)
}

// birth draws a birth date: 18 and half a normal curve of years, at most 62; 1.5 % are defaults of a registry.
func birth(d *dice) int32 {
	age := 99.0
	for age > 62 {
		age = 18 + math.Abs(17+11*d.normal())
	}
	born := today - int32(age*365.25) - int32(d.below(3))
	if !d.chance(0.015) {
		return born
	}
	y, _, _ := civil(born)
	switch x := d.float(); {
	case x < 0.6:
		return days(y, 1, 1)
	case x < 0.8:
		return days(y, 7, 1)
	}
	return days(y, 12, 31)
}

// number draws a NIK: 12 % come from another province, 1 % carry a birth date that was corrected after the issue.
func (w *world) number(d *dice, p *person) uint64 {
	region := districts[p.district]
	if d.chance(0.12) {
		region = elsewhere[elsewhereBy.draw(d)]*100 + 1 + d.below(29)
	}
	return w.numberIn(d, p, region*100+1+d.below(18))
}

func (w *world) numberIn(d *dice, p *person, area int) uint64 {
	born := p.born
	if d.chance(0.01) {
		born, _ = wrongDate(d, born)
	}
	y, m, day := civil(born)
	if p.sex == 1 {
		day += 40
	}
	prefix := uint64(area)*1e6 + uint64(day*10000+m*100+y%100)
	return w.free(prefix, 9001+d.below(4))
}

// free is the first number with this prefix that nobody has, from a serial on.
func (w *world) free(prefix uint64, serial int) uint64 {
	for ; ; serial++ {
		nik := prefix*10000 + uint64(serial)
		if _, taken := w.used[nik]; !taken {
			w.used[nik] = struct{}{}
			return nik
		}
	}
}
