package sample

import (
	"math/bits"
	"slices"

	"github.com/payung-id/payung/period"
)

// free tells whether nobody stands too near.
func (r *register) free(p *person) bool {
	if r.taken[p.nik] {
		return false
	}
	mine, number := r.book.sounds4(p.name), packed(p.nik)
	for _, q := range r.days[p.born] {
		if distance(number, q.nik) < 3 || alike(mine, q.sounds) {
			return false
		}
	}
	own := splitBirth(p.born)
	for _, born := range r.names[r.nameKey(p.name)] {
		if nearDate(born, own) {
			return false
		}
	}
	return true
}

// alike: two sounds in common, or one where a name has only one.
func alike(a, b fullName) bool {
	common, na, nb := 0, 0, 0
	for _, x := range a {
		if x == 0 {
			break
		}
		na++
		for _, y := range b {
			if x == y {
				common++
				break
			}
		}
	}
	for _, y := range b {
		if y != 0 {
			nb++
		}
	}
	return common >= 2 || (common == 1 && (na == 1 || nb == 1))
}

// birth is a date in its parts.
type birth struct {
	year       int16
	month, day int8
}

func splitBirth(d period.Date) birth {
	y, m, day := d.Split()
	return birth{int16(y), int8(m), int8(day)}
}

// nearDate tells whether two of day, month and year agree, or day and month are exchanged.
func nearDate(a, b birth) bool {
	same := 0
	if a.year == b.year {
		same++
	}
	if a.month == b.month {
		same++
	}
	if a.day == b.day {
		same++
	}
	return same >= 2 || (a.year == b.year && a.month == b.day && b.month == a.day)
}

// packed writes the sixteen digits of a number into four bits each.
func packed(n uint64) uint64 {
	var out uint64
	for shift := 0; shift < 64; shift += 4 {
		out |= n % 10 << shift
		n /= 10
	}
	return out
}

// distance counts the digits in which two packed numbers differ.
func distance(a, b uint64) int {
	x := a ^ b
	x |= x >> 2
	x |= x >> 1
	return bits.OnesCount64(x & 0x1111111111111111)
}

func (r *register) nameKey(n fullName) uint64 {
	s := r.book.sounds4(n)
	slices.Sort(s[:])
	return uint64(s[0])<<48 | uint64(s[1])<<32 | uint64(s[2])<<16 | uint64(s[3])
}
