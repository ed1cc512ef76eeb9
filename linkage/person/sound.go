package person

// Sound returns the phonetic key of a token in capital letters: spellings that sound alike in Indonesia share it.
// SOEHARTO is SUHARTO, DJOKO is JOKO, TJAHJO is CAHYO, KHOIRUL, CHOIRUL and HOIRUL are one, ZAENAL is ZAINAL, ASTUTIK is
// ASTUTI. It serves to find candidates and to say "the same sound", never equality.
func Sound(token string) string {
	s := consonants(token)
	s = vowels(s)
	return squeeze(s)
}

// consonants unifies old spelling and Arabic sounds.
func consonants(t string) []byte {
	out := make([]byte, 0, len(t))
	for i := 0; i < len(t); i++ {
		c, next := t[i], byte(0)
		if i+1 < len(t) {
			next = t[i+1]
		}
		switch {
		case c == 'O' && next == 'E':
			out, i = append(out, 'U'), i+1
		case c == 'D' && next == 'J':
			out, i = append(out, 'I'), i+1
		case c == 'T' && next == 'J':
			out, i = append(out, 'C'), i+1
		case c == 'S' && (next == 'J' || next == 'Y' || next == 'H'):
			out, i = append(out, 'S'), i+1
		case (c == 'K' || c == 'C') && next == 'H':
			out, i = append(out, 'H'), i+1
		case c == 'D' && next == 'Z':
			out, i = append(out, 'S'), i+1
		case (c == 'T' || c == 'D') && next == 'H':
			out, i = append(out, c), i+1
		case c == 'N' && next == 'J':
			out, i = append(out, 'N', 'I'), i+1
		case c == 'Z':
			out = append(out, 'S')
		case c == 'Q':
			out = append(out, 'K')
		case c == 'X':
			out = append(out, 'K', 'S')
		case c == 'V' || c == 'F':
			out = append(out, 'P')
		case c == 'J' || c == 'Y':
			out = append(out, 'I')
		case c == 'W' && next == 'H':
			out, i = append(out, 'W'), i+1
		default:
			out = append(out, c)
		}
	}
	return out
}

// vowels drops an H that is not first and unifies diphthongs.
func vowels(t []byte) []byte {
	out := t[:0:len(t)]
	for i := 0; i < len(t); i++ {
		c, next := t[i], byte(0)
		if i+1 < len(t) {
			next = t[i+1]
		}
		switch {
		case c == 'H' && i > 0:
		case (c == 'A' && (next == 'I' || next == 'E') || c == 'O' && next == 'I') && i+2 < len(t):
			out, i = append(out, 'E'), i+1
		case c == 'O':
			out = append(out, 'U')
		case c == 'I' && next == 'I':
			out, i = append(out, 'I'), i+1
		default:
			out = append(out, c)
		}
	}
	return out
}

// squeeze makes doubled letters single and drops a K after a final I.
func squeeze(t []byte) string {
	out := t[:0]
	for i, c := range t {
		if i == 0 || c != out[len(out)-1] {
			out = append(out, c)
		}
	}
	if n := len(out); n > 3 && out[n-1] == 'K' && out[n-2] == 'I' {
		out = out[:n-1]
	}
	return string(out)
}
