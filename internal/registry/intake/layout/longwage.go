package layout

import (
	"regexp"
	"slices"
)

// longPay says that a column holds the pay of a quarter, a half year or a year.
var longPay = regexp.MustCompile(`(?i)tri\s*wulan|caturwulan|semester|per\s*-?\s*(tahun|thn)|/\s*(tahun|thn|th)\b|setahun|\b([2-9]|1[0-2])\s*(bulan|bln)\b`)

// withoutLongPay takes the wage from a column that says to hold the pay of several months: it is no month's wage, and by
// how much to divide is not ours to say. The sheet is then found to have no column of wages.
func (r *recogniser) withoutLongPay(b block, columns []assignment) []assignment {
	upah := r.set.Index("upah")
	return slices.DeleteFunc(columns, func(a assignment) bool {
		return a.field == upah && upah >= 0 && longPay.MatchString(b.written[a.column])
	})
}
