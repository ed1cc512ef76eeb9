package layout

import (
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
)

// isNumberRow recognises the line "1 2 3 4" or "(1) (2) (3)" or "a b c" beneath a header.
func isNumberRow(row sheetread.Row) bool {
	n, letters := 0, 0
	last := -1
	for _, c := range row.Cells {
		s := strings.Trim(value.CleanSpaces(c.Text), "()[]. ")
		if s == "" {
			continue
		}
		v := 0
		switch {
		case len(s) == 1 && (s[0]|0x20) >= 'a' && (s[0]|0x20) <= 'z':
			v = int(s[0]|0x20) - 'a'
			letters++
		case len(s) <= 2 && digitsIn(s) == len(s):
			for i := range len(s) {
				v = v*10 + int(s[i]-'0')
			}
		case strings.ContainsAny(s, "=+xX") && len(s) <= 12 && digitsIn(s) > 0: // "7=5x6"
			n++
			continue
		default:
			return false
		}
		if last >= 0 && v != last+1 && v != last+2 && v != last {
			return false
		}
		last = v
		n++
	}
	return n >= 3 && (letters == 0 || letters >= n-1)
}
