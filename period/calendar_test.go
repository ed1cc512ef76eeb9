package period

import (
	"testing"

	"pgregory.net/rapid"
)

func day(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDayMovesPastHolidaysAndWeekends(t *testing.T) {
	c := NewCalendar(map[Date]string{day(t, "2026-05-14"): "Kenaikan", day(t, "2026-05-15"): "Cuti bersama"})
	if got := c.OnOrAfter(day(t, "2026-05-14")); got != day(t, "2026-05-18") {
		t.Errorf("Thursday and Friday off, then a weekend: %s", got)
	}
	if got := c.OnOrAfter(day(t, "2026-05-13")); got != day(t, "2026-05-13") {
		t.Errorf("a working day stays: %s", got)
	}
	if got := (Calendar{}).OnOrAfter(day(t, "2026-11-15")); got != day(t, "2026-11-16") {
		t.Errorf("the zero calendar knows Sundays: %s", got)
	}
}

func TestFourteenWorkingDays(t *testing.T) {
	var c Calendar
	if got := c.AddWorking(day(t, "2026-11-02"), 14); got != day(t, "2026-11-20") {
		t.Errorf("got %s", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		d := Date(rapid.Int32Range(730000, 740000).Draw(t, "d"))
		n := rapid.IntRange(-40, 40).Draw(t, "n")
		got, count := c.AddWorking(d, n), 0
		for x := min(d, got); x <= max(d, got); x++ {
			if x != d && c.Working(x) {
				count++
			}
		}
		if count != max(n, -n) || (n != 0 && !c.Working(got)) {
			t.Fatalf("%s %+d -> %s with %d working days", d, n, got, count)
		}
	})
}

func TestMonthsLaterEndWithTheMonth(t *testing.T) {
	if got := day(t, "2021-01-30").AddMonths(1); got != day(t, "2021-02-28") {
		t.Error(got)
	}
	if got := day(t, "2025-12-15").AddMonths(2); got != day(t, "2026-02-15") {
		t.Error(got)
	}
}
