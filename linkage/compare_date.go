package linkage

import "fmt"

// Calendar compares dates.
type Calendar struct {
	// Defaults are days of the year, as month*32+day, that clerks enter where the true day is not known (1 January).
	Defaults []int
}

// The levels of Calendar, for [Given].
const (
	DateMissing uint8 = iota
	DateExact
	DateSwapped
	DateDefault
	DateDay
	DateMonth
	DateYear
	DateYearOnly
	DateDifferent
)

// Levels implements [Comparator].
func (Calendar) Levels() []Level {
	return []Level{
		missing,
		{Name: "exact", ID: "sama", EN: "equal", M: 0.95, U: 1, Frequency: true},
		{Name: "swapped", ID: "hari dan bulan tertukar", EN: "day and month exchanged", M: 0.01, U: 1, Frequency: true},
		{Name: "default", ID: "tahun sama, hari dan bulan di satu sisi tanggal pengganti", EN: "same year, day and month on one side a stand-in", M: 0.01, U: 0.004},
		{Name: "day", ID: "hanya harinya berbeda", EN: "only the day differs", M: 0.007, U: 0.002},
		{Name: "month", ID: "hanya bulannya berbeda", EN: "only the month differs", M: 0.005, U: 0.0008},
		{Name: "year", ID: "tahunnya berbeda satu angka atau tertukar", EN: "the year is one digit off or exchanged", M: 0.007, U: 0.0008},
		{Name: "year_only", ID: "hanya tahunnya sama", EN: "only the year is equal", M: 0.002, U: 0.03},
		{Name: "different", ID: "berbeda", EN: "different", M: 0.002, U: 0.96},
	}
}

// Bind implements [Comparator].
func (c Calendar) Bind(left, right *List, f *Field) (Maker, error) {
	lc, rc := left.columnOf(f.Left), right.columnOf(f.Right)
	if lc.filled == 0 || rc.filled == 0 {
		return nil, nil
	}
	if lc.dates == nil || rc.dates == nil {
		return nil, fmt.Errorf("field %s: columns %s and %s must be dates", f.Name, f.Left, f.Right)
	}
	a, b := lc.dates, rc.dates
	shares := func() dayShares { return countDays(a, b, lc.filled+rc.filled) }
	if given(left, right) {
		shares = func() dayShares {
			return remember(right, "day shares "+f.Right, func() dayShares { return countDays(nil, b, rc.filled) })
		}
	}
	days := shares()
	isDefault := c.defaults()
	compare := func(l, r int) (uint8, float32) {
		x, y := a[l], b[r]
		switch {
		case x == 0 || y == 0:
			return DateMissing, 0
		case x == y:
			return DateExact, days.share[y-days.low]
		}
		level := dateLevel(x, y, isDefault)
		if level == DateSwapped {
			return level, days.share[y-days.low]
		}
		return level, 0
	}
	return func() Compare { return compare }, nil
}

func (c Calendar) defaults() *[512]bool {
	var t [512]bool
	for _, d := range c.Defaults {
		t[d&511] = true
	}
	return &t
}

func dateLevel(x, y Day, isDefault *[512]bool) uint8 {
	sameYear := x>>9 == y>>9
	if sameYear {
		switch {
		case x.Month() == y.DayOfMonth() && y.Month() == x.DayOfMonth():
			return DateSwapped
		case isDefault[x&511] != isDefault[y&511]:
			return DateDefault
		case x.Month() == y.Month():
			return DateDay
		case x.DayOfMonth() == y.DayOfMonth():
			return DateMonth
		}
		return DateYearOnly
	}
	if x&511 == y&511 && yearSlip(x.Year(), y.Year()) {
		return DateYear
	}
	return DateDifferent
}

// yearSlip: one digit differs, the last two are exchanged, or the next year.
func yearSlip(a, b int) bool {
	if a-b == 1 || b-a == 1 {
		return true
	}
	if a/100 == b/100 && a/10%10 == b%10 && b/10%10 == a%10 {
		return true
	}
	wrong := 0
	for range 4 {
		wrong += one(a%10 != b%10)
		a, b = a/10, b/10
	}
	return wrong == 1
}

// dayShares hold the logarithm of the share of each day from low on.
type dayShares struct {
	low   Day
	share frequency
}

func countDays(a, b []Day, filled int) dayShares {
	low, high := Day(1<<30), Day(0)
	for _, side := range [][]Day{a, b} {
		for _, d := range side {
			if d != 0 {
				low, high = min(low, d), max(high, d)
			}
		}
	}
	n := make([]uint32, high-low+1)
	for _, side := range [][]Day{a, b} {
		for _, d := range side {
			if d != 0 {
				n[d-low]++
			}
		}
	}
	return dayShares{low, logShares(n, filled)}
}
