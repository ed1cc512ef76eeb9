package score

import "testing"

func TestPatternsNameTheDifference(t *testing.T) {
	ani := Person{"3521015902909001", "SITI AMINAH", "1990-02-19", "35.21"}
	for want, other := range map[string]Person{
		"NIK = | date = | name = | district =":                                                                         {"3521015902909001", "Siti Aminah, S.Pd", "1990-02-19", ""},
		"NIK 1 digit off in serial | date = | name one letter off | district =":                                        {"3521015902909002", "SITI AMINA", "1990-02-19", ""},
		"NIK missing | one part of the date off | name within the other (single)":                                      {"", "AMINAH", "1990-02-18", ""},
		"NIK transposed in region (right's own date ≠ NIK) | 1 January, year = | name different (single) | district =": {"3521105902909001", "BUDI", "1990-01-01", ""},
	} {
		if got := Pattern(ani, other); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
