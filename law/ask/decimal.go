package ask

import "math"

// decimal reads "-12.345" scaled by 10^places; false where it is no such number or out of range.
func decimal(b []byte, places int) (int64, bool) {
	negative := len(b) > 0 && b[0] == '-'
	if negative {
		b = b[1:]
	}
	var n int64
	digits, after := 0, -1
	for _, c := range b {
		switch {
		case c == '.' && after < 0 && digits > 0:
			after = 0
		case c >= '0' && c <= '9':
			if after >= places || n > (math.MaxInt64-9)/10 {
				return 0, false
			}
			n = n*10 + int64(c-'0')
			digits++
			if after >= 0 {
				after++
			}
		default:
			return 0, false
		}
	}
	if digits == 0 || after == 0 {
		return 0, false
	}
	for i := max(after, 0); i < places; i++ {
		if n > (math.MaxInt64-9)/10 {
			return 0, false
		}
		n *= 10
	}
	if negative {
		n = -n
	}
	return n, true
}
