package linkage

// Soundex returns the American Soundex code of a token in capital letters (National Archives): a letter and three digits.
func Soundex(token string) string {
	if token == "" {
		return ""
	}
	code := []byte{token[0]}
	last := soundexDigit(token[0])
	for i := 1; i < len(token) && len(code) < 4; i++ {
		d := soundexDigit(token[i])
		if d != 0 && d != last {
			code = append(code, d)
		}
		if token[i] != 'H' && token[i] != 'W' {
			last = d
		}
	}
	for len(code) < 4 {
		code = append(code, '0')
	}
	return string(code)
}

func soundexDigit(c byte) byte {
	switch c {
	case 'B', 'F', 'P', 'V':
		return '1'
	case 'C', 'G', 'J', 'K', 'Q', 'S', 'X', 'Z':
		return '2'
	case 'D', 'T':
		return '3'
	case 'L':
		return '4'
	case 'M', 'N':
		return '5'
	case 'R':
		return '6'
	}
	return 0
}
