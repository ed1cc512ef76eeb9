package nik

import (
	"strings"
	"time"

	"github.com/payung-id/payung/period"
)

// Number is a NIK of exactly sixteen ASCII digits. Make one with [Parse].
type Number string

// Sex is "L" (laki-laki), "P" (perempuan), or "" where it is not known.
type Sex string

// The two values of [Sex] as the identity card writes them.
const (
	Male   Sex = "L"
	Female Sex = "P"
)

// Clean drops what people put between or before digits: blanks of every width, dots, dashes, apostrophes, quotes.
// Other characters stay, so that a letter in a number can be found.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '.', '-', '\'', '"', '`', ',', '_', '/', '\u00a0', '\u2007', '\u202f', '\u2009', '\u200b', '\u200e', '\u200f',
			'\u2018', '\u2019', '\u201c', '\u201d', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\ufeff':
			return -1
		}
		return r
	}, s)
}

// Parse returns the number where s, after [Clean], is sixteen digits.
func Parse(s string) (Number, bool) {
	s = Clean(s)
	if len(s) != 16 {
		return "", false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return "", false
		}
	}
	return Number(s), true
}

// Temporary tells whether the number begins with 0, as village software numbers people who have none.
func (n Number) Temporary() bool { return n[0] == '0' }

// Region returns the Kemendagri code of the district of first issue as six digits, "331101".
func (n Number) Region() string { return string(n[:6]) }

// Serial returns the last four digits.
func (n Number) Serial() string { return string(n[12:]) }

func (n Number) pair(i int) int { return int(n[i]-'0')*10 + int(n[i+1]-'0') }

// Sex returns what the day says: 41 to 71 is a woman, 1 to 31 a man, else unknown.
func (n Number) Sex() Sex {
	switch day := n.pair(6); {
	case day >= 41 && day <= 71:
		return Female
	case day >= 1 && day <= 31:
		return Male
	}
	return ""
}

// BirthDate returns the birth date inside the number. The century is not in it: the date is the latest that is not after
// asOf. It is false where no such day exists.
func (n Number) BirthDate(asOf period.Date) (period.Date, bool) {
	day := n.pair(6)
	if day > 40 {
		day -= 40
	}
	year := asOf.Year()/100*100 + n.pair(10)
	date, ok := period.ValidDate(year, n.pair(8), day)
	if ok && date <= asOf {
		return date, true
	}
	return period.ValidDate(year-100, n.pair(8), day)
}

// AgreesWith tells whether day, month and two-digit year inside the number are those of the date.
func (n Number) AgreesWith(born period.Date) bool {
	y, m, d := born.Split()
	day := n.pair(6)
	if day > 40 {
		day -= 40
	}
	return day == d && time.Month(n.pair(8)) == m && n.pair(10) == y%100
}

// Mask shows the regency of first issue and hides the rest. The last four digits are never shown: with name, birth date
// and district they are the whole number.
func Mask(s string) string {
	if len(s) < 4 {
		return strings.Repeat("•", len(s))
	}
	return s[:4] + strings.Repeat("•", max(len(s)-4, 0))
}
