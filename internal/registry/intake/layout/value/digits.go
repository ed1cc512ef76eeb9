package value

import (
	"strconv"
	"strings"

	"github.com/payung-id/payung/money"
)

// exact reads a decimal number with an exponent, as spreadsheets store them, rounded half-up to a thousandth.
func exact(s string) (money.Milli, bool) {
	mantissa, exponent := s, 0
	if i := strings.IndexAny(s, "eE"); i > 0 {
		e, err := strconv.Atoi(s[i+1:])
		if err != nil || e > 15 || e < -30 {
			return 0, false
		}
		mantissa, exponent = s[:i], e
	}
	negative := strings.HasPrefix(mantissa, "-")
	whole, frac, _ := strings.Cut(strings.TrimPrefix(mantissa, "-"), ".")
	if whole == "" {
		whole = "0"
	}
	digits, point := whole+frac, len(whole)+exponent+3 // in thousandths
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return 0, false
		}
	}
	up := false
	switch {
	case point < 0:
		digits = "0"
	case point < len(digits):
		up = digits[point] >= '5'
		digits = digits[:point]
	default:
		digits += strings.Repeat("0", point-len(digits))
	}
	digits = strings.TrimLeft(digits, "0")
	if len(digits) > 18 {
		return 0, false
	}
	n, _ := strconv.ParseInt("0"+digits, 10, 64) // at most 18 digits
	if up {
		n++
	}
	if negative {
		n = -n
	}
	return money.Milli(n), true
}

var units = map[string]int64{
	"nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9, "sepuluh": 10, "sebelas": 11,
	"seratus": 100, "seribu": 1000, "sejuta": 1_000_000,
}

// inWords reads "dua juta lima ratus ribu rupiah".
func inWords(s string) (money.Milli, bool) {
	var total, group, unit int64
	seen := false
	for w := range strings.FieldsSeq(strings.NewReplacer("-", " ", ".", " ", ",", " ").Replace(s)) {
		switch w {
		case "rupiah", "saja", "rp":
			continue
		case "belas":
			group, unit = group+unit+10, 0
		case "puluh":
			group, unit = group+unit*10, 0
		case "ratus":
			group, unit = group+unit*100, 0
		case "ribu":
			total, group, unit = total+(group+unit)*1000, 0, 0
		case "juta":
			total, group, unit = total+(group+unit)*1_000_000, 0, 0
		case "seribu", "sejuta":
			total += units[w]
		case "seratus", "sepuluh", "sebelas":
			group += units[w]
		default:
			n, ok := units[w]
			if !ok || unit != 0 {
				return 0, false
			}
			unit = n
		}
		seen = true
		if total > 1_000_000_000 || group > 10_000 {
			return 0, false
		}
	}
	total += group + unit
	return money.Milli(total * 1000), seen && total > 0
}

// NumberText is the text of a cell with an identity number as it is shown: without signs that are not seen, wide digits as
// plain ones, and without the ".0" that programs add to a number they took for a decimal.
func NumberText(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case hidden(r):
			return -1
		case r >= '\uff10' && r <= '\uff19':
			return r - '\uff10' + '0'
		}
		return r
	}, s)
	if whole, ok := strings.CutSuffix(strings.TrimSpace(s), ".0"); ok && len(whole) == 16 && strings.Trim(whole, "0123456789") == "" {
		return whole
	}
	return s
}
