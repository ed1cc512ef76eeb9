package sample

import (
	"testing"

	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

func TestPeopleCannotBeTakenForOneAnother(t *testing.T) {
	today := period.DateOf(2026, 10, 31)
	r := newRegister(1, today)
	people := make([]*person, 20_000)
	for i := range people {
		people[i] = r.add(wish{region: "35.26"})
	}
	byDay := map[period.Date][]*person{}
	byNIK := map[uint64]bool{}
	unknown := 0
	for _, p := range people {
		if byNIK[p.nik] {
			t.Fatalf("%d twice", p.nik)
		}
		byNIK[p.nik] = true
		byDay[p.born] = append(byDay[p.born], p)
		n, ok := nik.Parse(p.number())
		if !ok || n.Serial() < "9000" || !n.AgreesWith(p.born) || string(n.Sex()) != string(p.sex) {
			t.Errorf("%s %s %c", n, p.born, p.sex)
		}
		if !region.Standard().KnownDistrict(n.Region()) {
			unknown++
		}
		if age := p.born.AgeOn(today); age < 19 || age > 61 {
			t.Errorf("%d years old", age)
		}
	}
	if unknown > 0 {
		t.Errorf("%d people from nowhere", unknown)
	}
	for day, born := range byDay {
		for i, p := range born {
			for _, q := range born[:i] {
				if distance(packed(p.nik), packed(q.nik)) < 3 {
					t.Errorf("%s: %s and %s", day, p.number(), q.number())
				}
				if r.book.write(p.name) == r.book.write(q.name) {
					t.Errorf("%s: two are called %s", day, r.book.write(p.name))
				}
			}
		}
	}
}

func TestWishesAreKept(t *testing.T) {
	today := period.DateOf(2026, 10, 31)
	r := newRegister(2, today)
	for range 200 {
		if p := r.add(wish{region: "33.11", age: [2]int{12, 14}}); p.born.AgeOn(today) >= 17 {
			t.Errorf("a child of %d", p.born.AgeOn(today))
		}
		if p := r.add(wish{region: "33.11", age: [2]int{68, 75}}); p.born.AgeOn(today) <= 65 {
			t.Errorf("an elder of %d", p.born.AgeOn(today))
		}
		p := r.add(wish{region: "33.11", otherDate: true})
		if n, _ := nik.Parse(p.number()); n.AgreesWith(p.born) {
			t.Errorf("%s agrees with %s", n, p.born)
		}
		p = r.add(wish{region: "33.11", unknownPlace: true})
		if n, _ := nik.Parse(p.number()); region.Standard().KnownDistrict(n.Region()) {
			t.Errorf("%s is known", n.Region())
		}
		first := r.add(wish{region: "33.11"})
		a, b := r.near15(first)
		for _, n := range []uint64{a, b, r.twin(first).nik} {
			if distance(packed(n), packed(first.nik)) != 1 {
				t.Errorf("%d is not one digit from %d", n, first.nik)
			}
		}
		if distance(packed(a), packed(b)) != 1 {
			t.Errorf("%d and %d do not tie", a, b)
		}
	}
}

func TestDistanceCountsDigits(t *testing.T) {
	for _, c := range []struct {
		a, b uint64
		want int
	}{{3311011203859001, 3311011203859001, 0}, {3311011203859001, 3311011203859011, 1}, {1111111111111111, 9999999999999999, 16}, {3311011203859001, 3311010213859001, 2}} {
		if got := distance(packed(c.a), packed(c.b)); got != c.want {
			t.Errorf("%d %d: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
