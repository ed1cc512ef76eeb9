package region

import (
	"strings"

	"github.com/payung-id/payung/period"
)

// Kind is the level of a region, with the kinds that villages and regencies come in told apart.
type Kind int

// The kinds. A district is a kecamatan or distrik.
const (
	Province Kind = iota + 1
	Regency
	City
	District
	Kelurahan
	Desa
	CustomaryDesa
)

// Region is one row of the table.
type Region struct {
	Code string // "33", "33.11", "33.11.01", "33.11.01.2001"
	Name string // "Jawa Tengah", "Kabupaten Sukoharjo", "Weru", "Karakan"
	Kind Kind
	// From is the first day of the code, To the first day on which it was no longer given; zero is not known, and for To
	// still in force.
	From, To  period.Date
	Decree    string // "Kepmendagri 300.2.2-2138/2025"
	Successor string // code in force that took a retired one's place, else ""
	// Confidence is "H", "M", "L-M" for a retired row and "H" for every other (data/NOTICE.md).
	Confidence string
}

// Retired tells whether the code is no longer given.
func (r Region) Retired() bool { return r.To != 0 }

// Parent returns the code one level up, "" for a province.
func (r Region) Parent() string {
	i := strings.LastIndexByte(r.Code, '.')
	if i < 0 {
		return ""
	}
	return r.Code[:i]
}

// Full returns the name with the word for its level: "Kecamatan Weru", "Desa Karakan"; provinces and regencies as they are.
func (r Region) Full() string {
	switch r.Kind {
	case District:
		return "Kecamatan " + r.Name
	case Kelurahan:
		return "Kelurahan " + r.Name
	case Desa:
		return "Desa " + r.Name
	case CustomaryDesa:
		return "Desa Adat " + r.Name
	default:
	}
	return r.Name
}

// Short returns the name of a regency or city without its first word: "Sukoharjo"; others as they are.
func (r Region) Short() string {
	if r.Kind == Regency || r.Kind == City {
		s := strings.TrimPrefix(strings.TrimPrefix(r.Name, "Kabupaten "), "Kota ")
		return strings.TrimPrefix(s, "Administrasi ")
	}
	return r.Name
}

// kindOf reads the kind from a well-formed code: in a regency's code 71 and above is a city, and the first digit of a
// village's number is 1 for kelurahan, 2 for desa, 3 for desa adat.
func kindOf(code string) Kind {
	switch len(code) {
	case 2:
		return Province
	case 5:
		if code[3] >= '7' {
			return City
		}
		return Regency
	case 8:
		return District
	}
	switch code[9] {
	case '1':
		return Kelurahan
	case '3':
		return CustomaryDesa
	}
	return Desa
}

// Dotted writes a code with its dots from any writing of it ("331101", "33.11.01"); ok is false where the number of
// digits is none of 2, 4, 6 and 10.
func Dotted(code string) (dotted string, ok bool) {
	d := digits(code)
	for i := range len(d) {
		if d[i] < '0' || d[i] > '9' {
			return "", false
		}
	}
	switch len(d) {
	case 2:
		return d, true
	case 4:
		return d[:2] + "." + d[2:], true
	case 6:
		return d[:2] + "." + d[2:4] + "." + d[4:], true
	case 10:
		return d[:2] + "." + d[2:4] + "." + d[4:6] + "." + d[6:], true
	}
	return "", false
}

func digits(code string) string { return strings.ReplaceAll(strings.TrimSpace(code), ".", "") }
