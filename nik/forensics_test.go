package nik

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/payung-id/payung/period"
)

func TestExamine(t *testing.T) {
	cases := []struct {
		written string
		numeric bool
		fault   Fault
		number  Number
	}{
		{"3311016005909002", false, Fine, "3311016005909002"},
		{"'3311-0160 0590.9002", false, Fine, "3311016005909002"},
		{"3311016005909002", true, Fine, "3311016005909002"},
		{"3311016005909000", true, Rounded, "3311016005909000"},
		{"3311016005909000", false, Fine, "3311016005909000"},
		{"3.31101600590900E+15", true, Rounded, "3311016005909000"},
		{"3.311016005909002E+15", true, Fine, "3311016005909002"},
		{"3311016005909000.0", true, Rounded, "3311016005909000"},
		{"3,31102E+15", false, Scientific, ""},
		{"3.31102e15", false, Scientific, ""},
		{"331101600590900", false, WrongLength, ""},
		{"33110160059090O2", false, WrongChars, ""},
		{"X9900117", false, WrongChars, ""},
		{"0311016005909002", false, TemporaryOnly, "0311016005909002"},
		{"9999999999999999", false, TemporaryOnly, "9999999999999999"},
		{"", false, Blank, ""},
		{"belum ada", false, Blank, ""},
		{"0", true, Blank, ""},
	}
	for _, c := range cases {
		if s := Examine(c.written, c.numeric); s.Fault != c.fault || s.Number != c.number {
			t.Errorf("%q: fault %d number %s, want %d %s", c.written, s.Fault, s.Number, c.fault, c.number)
		}
	}
}

// A slip of the pen in the first twelve digits is undone, or nothing is said; a wrong number is never proposed.
func TestAProposalUndoesTheSlipOrIsSilent(t *testing.T) {
	districts := map[string]bool{"331101": true, "331102": true, "337203": true}
	rapid.Check(t, func(t *rapid.T) {
		born := period.DateOf(1960, 1, 1) + period.Date(rapid.IntRange(0, 16000).Draw(t, "born"))
		female := rapid.Bool().Draw(t, "female")
		y, m, d := born.Split()
		sex := Male
		if female {
			d, sex = d+40, Female
		}
		truth := rapid.SampledFrom([]string{"331101", "331102", "337203"}).Draw(t, "district") + two(d) + two(int(m)) + two(y%100) + "9" + two(rapid.IntRange(0, 99).Draw(t, "a")) + "7"
		i := rapid.IntRange(0, 11).Draw(t, "at")
		digit := rapid.StringMatching("[0-9]").Draw(t, "digit")
		written := rapid.SampledFrom([]string{truth[:i] + truth[i+1:], truth[:i] + digit + truth[i:], truth[:i] + digit + truth[i+1:]}).Draw(t, "written")
		r, ok := Propose(Examine(written, false), Clues{Born: born, Sex: sex, District: func(s string) bool { return districts[s] }})
		if ok && !r.Number.AgreesWith(born) {
			t.Fatalf("%s → %s does not agree with %s", written, r.Number, born)
		}
		if ok && string(r.Number) != truth && len(written) == 16 {
			t.Fatalf("%s → %s, meant was %s", written, r.Number, truth)
		}
		if ok && (r.Number.Sex() != sex || !districts[r.Number.Region()]) {
			t.Fatalf("%s → %s does not fit", written, r.Number)
		}
	})
}

func TestNoProposalWithoutAClue(t *testing.T) {
	for _, s := range []string{"331101600590900", "33110160059090022", "3311016005909002", "", "x"} {
		if r, ok := Propose(Examine(s, false), Clues{}); ok {
			t.Errorf("%q: %v", s, r)
		}
	}
}

func FuzzExamine(f *testing.F) {
	f.Add("3.31E+15", true)
	f.Add("33110160O5909002", false)
	f.Fuzz(func(t *testing.T, s string, numeric bool) {
		x := Examine(s, numeric)
		if x.Number != "" && (len(x.Number) != 16 || strings.Trim(string(x.Number), "0123456789") != "") {
			t.Fatalf("%q gives %q", s, x.Number)
		}
		Propose(x, Clues{Born: period.DateOf(1990, 5, 20), Sex: Female})
	})
}
