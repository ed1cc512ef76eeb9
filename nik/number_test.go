package nik

import (
	"testing"

	"github.com/payung-id/payung/period"
)

func TestWhatTheDigitsSay(t *testing.T) {
	n, ok := Parse(" 3311-0160 0590.9002 ")
	if !ok {
		t.Fatal("not read")
	}
	today := period.DateOf(2026, 11, 21)
	born, ok := n.BirthDate(today)
	if !ok || born.String() != "1990-05-20" || n.Sex() != Female || n.Region() != "331101" || n.Serial() != "9002" {
		t.Errorf("%s %v %s %s %s", born, ok, n.Sex(), n.Region(), n.Serial())
	}
	if !n.AgreesWith(period.DateOf(1990, 5, 20)) || n.AgreesWith(period.DateOf(1990, 5, 21)) {
		t.Error("AgreesWith")
	}
}

func TestImpossibleDateInside(t *testing.T) {
	n, _ := Parse("3311013202909001")
	if _, ok := n.BirthDate(period.DateOf(2026, 1, 1)); ok || n.Sex() != "" {
		t.Error("32 February was accepted")
	}
}

func TestParseRefuses(t *testing.T) {
	for _, s := range []string{"", "331101200590900", "33110120059090022", "331101200590900O", "3.31E+15"} {
		if n, ok := Parse(s); ok {
			t.Errorf("Parse(%q) = %s", s, n)
		}
	}
}

func TestMaskNeverShowsTheSerial(t *testing.T) {
	if got := Mask("3311016005909002"); got != "3311••••••••••••" {
		t.Error(got)
	}
}
