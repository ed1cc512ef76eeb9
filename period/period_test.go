package period

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestMonthBoundaries(t *testing.T) {
	m, err := ParseMonth("2024-02")
	if err != nil {
		t.Fatal(err)
	}
	if m.First().String() != "2024-02-01" || m.Last().String() != "2024-02-29" || m.Add(-2).String() != "2023-12" {
		t.Errorf("%s %s %s", m.First(), m.Last(), m.Add(-2))
	}
	if m.Year() != 2024 || m.Month() != time.February || MonthOf(2025, 12).String() != "2025-12" {
		t.Error("split of a month")
	}
}

func TestParseRefusesWhatIsNoDate(t *testing.T) {
	for _, s := range []string{"", "2026-02-30", "2026-13-01", "26-01-01", "2026/01/01", "2026-1-1", "+026-01-01"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %s", s, d)
		}
	}
	for _, s := range []string{"", "2026-00", "2026-13", "2026-1", "09-2026"} {
		if m, err := ParseMonth(s); err == nil {
			t.Errorf("ParseMonth(%q) = %s", s, m)
		}
	}
}

func TestTextRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date(rapid.Int32Range(1, 3_000_000).Draw(t, "d"))
		back, err := ParseDate(d.String())
		if err != nil || back != d {
			t.Fatalf("%d %s %d %v", d, d, back, err)
		}
		if m := d.Month(); d < m.First() || d > m.Last() {
			t.Fatalf("%s outside its month %s", d, m)
		}
	})
}

func TestAge(t *testing.T) {
	born := DateOf(1960, 11, 22)
	if got := born.AgeOn(DateOf(2025, 11, 21)); got != 64 {
		t.Errorf("day before the birthday: %d", got)
	}
	if got := born.AgeOn(DateOf(2025, 11, 22)); got != 65 {
		t.Errorf("birthday: %d", got)
	}
}
