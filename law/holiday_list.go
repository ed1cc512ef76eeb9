package law

import (
	"cmp"
	"slices"

	"github.com/payung-id/payung/law/pack"
)

// HolidayLists returns the days off of a year, one list for each ground that they rest on: national holidays and joint
// leave are decreed and sourced apart. It is empty for a year without data.
func (l *Law) HolidayLists(year int) []pack.HolidayYear {
	var out []pack.HolidayYear
	for _, h := range l.holidaysOf(year) {
		i := slices.IndexFunc(out, func(y pack.HolidayYear) bool { return y.Evidence == *h.evidence && y.Days[0].Joint == h.Joint })
		if i < 0 {
			out = append(out, pack.HolidayYear{Year: year, Evidence: *h.evidence})
			i = len(out) - 1
		}
		out[i].Days = append(out[i].Days, h.Holiday)
	}
	for i := range out {
		slices.SortFunc(out[i].Days, func(a, b pack.Holiday) int { return cmp.Compare(a.Day, b.Day) })
	}
	slices.SortFunc(out, func(a, b pack.HolidayYear) int { return cmp.Compare(a.Days[0].Day, b.Days[0].Day) })
	return out
}
