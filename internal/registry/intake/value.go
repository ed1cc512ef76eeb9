package intake

import (
	"strconv"
	"strings"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// ReadDate reads the ways in which lists write a day: 2026-09-30, 30-09-2026, 30/9/2026, 30.09.26. The day stands
// before the month. Free text of treasurers is the roster reader's work.
func ReadDate(s string) (period.Date, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 10 && (s[10] == ' ' || s[10] == 'T') {
		s = s[:10]
	}
	if d, err := period.ParseDate(s); err == nil {
		return d, true
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '/' || r == '.' || r == ' ' })
	if len(parts) != 3 {
		return 0, false
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil {
			return 0, false
		}
		n[i] = v
	}
	if len(parts[0]) == 4 {
		return period.ValidDate(n[0], n[1], n[2])
	}
	if len(parts[2]) == 2 {
		n[2] += 1900
		if n[2] < 1930 { // two digits: 30 to 99 are births, 00 to 29 this century
			n[2] += 100
		}
	}
	return period.ValidDate(n[2], n[1], n[0])
}

// ReadMonth reads 2026-09, 09-2026, 09/2026 and 202609.
func ReadMonth(s string) (period.Month, bool) {
	s = strings.TrimSpace(s)
	if d, ok := ReadDate(s); ok {
		return d.Month(), true
	}
	s = strings.NewReplacer("/", "-", ".", "-", " ", "-").Replace(s)
	if len(s) == 6 && !strings.Contains(s, "-") {
		s = s[:4] + "-" + s[4:]
	}
	if len(s) == 7 && s[2] == '-' {
		s = s[3:] + "-" + s[:2]
	}
	m, err := period.ParseMonth(s)
	return m, err == nil
}

// ReadRupiah reads whole rupiah as lists write them: 1500000, 1.500.000, Rp 1.500.000,00.
func ReadRupiah(s string) (money.Rupiah, bool) {
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(s), "Rp"), "."))
	s = strings.NewReplacer(" ", "", "\u00a0", "").Replace(s)
	s = strings.TrimSuffix(strings.TrimSuffix(s, ",-"), ",00")
	if i := strings.LastIndexAny(s, ".,"); i >= 0 && len(s)-i-1 != 3 {
		if strings.Trim(s[i+1:], "0") != "" || strings.Count(s, s[i:i+1]) > 1 {
			return 0, false
		}
		s = s[:i] // decimals that are all zero
	}
	n, err := strconv.ParseInt(strings.NewReplacer(".", "", ",", "").Replace(s), 10, 64)
	return money.Rupiah(n), err == nil && n >= 0
}
