package linkage

import "math/bits"

// How alike two tokens are that are neither equal nor of one sound.
const (
	unlike  uint8 = iota
	alike         // one slip of the pen, or nearly all letters in place
	cut           // one is the beginning of the other
	initial       // one is a single letter, the first of the other
)

// likeness judges two tokens of ASCII letters.
func likeness(a, b string) uint8 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return unlike
	}
	if len(a) == 1 {
		if a[0] == b[0] {
			return initial
		}
		return unlike
	}
	if len(a) >= 3 && len(b)-len(a) <= 1 && oneEdit(a, b) {
		return alike
	}
	if len(a) >= 3 && len(b) > len(a) && b[:len(a)] == a {
		return cut
	}
	if len(a) >= 4 && 4*(len(b)-len(a)) <= len(a)+len(b) && jaroWinkler(a, b) >= 0.9 {
		return alike
	}
	return unlike
}

// soundsAlike tells whether two sounds are one slip apart: a token that was spelt another way and mistyped besides.
func soundsAlike(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= 4 && len(b)-len(a) <= 1 && oneEdit(a, b)
}

// oneEdit tells whether one letter put in, left out, changed or two neighbours exchanged turn a into b; len(a) <= len(b).
func oneEdit(a, b string) bool {
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i == len(a) {
		return len(b)-len(a) <= 1
	}
	if len(a) == len(b) {
		if a[i+1:] == b[i+1:] {
			return true
		}
		return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	}
	return a[i:] == b[i+1:]
}

// jaroWinkler returns the Jaro-Winkler similarity (Winkler 1990, prefix of four, scale 0.1) of texts of at most 64 bytes;
// what lies beyond is not compared. Matches are found with bit masks.
func jaroWinkler(a, b string) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	a, b = a[:min(len(a), 64)], b[:min(len(b), 64)]
	if len(a) == 0 {
		return 0
	}
	window := max(len(b)/2-1, 0)
	var inA, inB uint64
	matches := 0
	for i := range len(a) {
		for j := max(0, i-window); j < min(len(b), i+window+1); j++ {
			if a[i] == b[j] && inB>>j&1 == 0 {
				inA |= 1 << i
				inB |= 1 << j
				matches++
				break
			}
		}
	}
	if matches == 0 {
		return 0
	}
	moved, j := 0, 0
	for i := range len(a) {
		if inA>>i&1 == 0 {
			continue
		}
		for inB>>j&1 == 0 {
			j++
		}
		if a[i] != b[j] {
			moved++
		}
		j++
	}
	m := float64(matches)
	jaro := (m/float64(len(a)) + m/float64(len(b)) + (m-float64(moved/2))/m) / 3
	prefix := 0
	for prefix < 4 && prefix < len(a) && a[prefix] == b[prefix] {
		prefix++
	}
	return jaro + float64(prefix)*0.1*(1-jaro)
}

// mark is what can be seen of a token at a glance: which letters it has, and how many.
type mark struct {
	letters uint32
	length  uint8
}

func markOf(text string) (m mark) {
	for _, c := range []byte(text) {
		m.letters |= 1 << (c & 31)
	}
	m.length = uint8(min(len(text), 255))
	return m
}

// mayBeLike rules out most pairs that are [unlike] and do not sound alike: a letter that only one side has is a letter without partner, and
// Jaro-Winkler reaches 0.9 only where at least three quarters of all letters have one. A token whose letters are all in
// the other may be its beginning.
func mayBeLike(a, b mark) bool {
	onlyA, onlyB := bits.OnesCount32(a.letters&^b.letters), bits.OnesCount32(b.letters&^a.letters)
	if onlyA == 0 || onlyB == 0 {
		return true
	}
	return onlyA+onlyB <= max(3, int(a.length+b.length)/4)
}
