package linkage

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tokenizer cuts names into tokens; each worker has its own.
type tokenizer struct {
	dict  *dictionary
	cache map[string]written
	upper []byte
	found []written
	out   []uint32
}

func newTokenizer(d *dictionary) *tokenizer {
	return &tokenizer{dict: d, cache: make(map[string]written, 1<<12)}
}

func (t *tokenizer) resolve(token []byte) written {
	if len(token) > maxLetters {
		token = token[:maxLetters]
	}
	if w, ok := t.cache[string(token)]; ok {
		return w
	}
	s := string(token)
	w := t.dict.resolve(s)
	t.cache[s] = w
	return w
}

// tokens returns the ids of the tokens of a name in written order; the slice holds until the next call.
func (t *tokenizer) tokens(name []byte) []uint32 {
	if len(name) > maxWritten {
		name = name[:maxWritten]
	}
	t.fold(name)
	s := t.upper
	r := t.dict.rules
	if r.CommaEnds {
		if i := bytes.IndexByte(s, ','); i >= 0 && len(bytes.TrimSpace(s[:i])) > 0 {
			s = s[:i]
		}
	}
	t.found = t.found[:0]
	for len(s) > 0 && len(t.found) < 4*maxWords {
		i := 0
		for i < len(s) && s[i] <= ' ' {
			i++
		}
		j := i
		for j < len(s) && s[j] > ' ' {
			j++
		}
		if j > i {
			t.field(s[i:j])
		}
		s = s[j:]
	}
	return t.trim()
}

// fold writes the name in upper case without accents; what is neither letter, digit, point nor comma becomes nothing, and
// blanks of every kind a blank.
func (t *tokenizer) fold(name []byte) {
	t.upper = t.upper[:0]
	ascii := true
	for _, c := range name {
		if c >= utf8.RuneSelf {
			ascii = false
			break
		}
		t.upper = append(t.upper, upperByte[c])
	}
	if ascii {
		return
	}
	t.upper = t.upper[:0]
	for _, c := range norm.NFKD.String(string(readable(name))) {
		switch {
		case c < utf8.RuneSelf:
			t.upper = append(t.upper, upperByte[byte(c)])
		case unicode.IsLetter(c):
			t.upper = utf8.AppendRune(t.upper, unicode.ToUpper(c))
		case unicode.IsSpace(c):
			t.upper = append(t.upper, ' ')
		}
	}
}

// readable returns text as UTF-8; bytes that are not are read as Windows-1252's common part, Latin-1.
func readable(b []byte) []byte {
	if utf8.Valid(b) {
		return b
	}
	out := make([]byte, 0, len(b)+8)
	for _, c := range b {
		out = utf8.AppendRune(out, rune(c))
	}
	return out
}

var upperByte = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
		if i >= 'a' && i <= 'z' {
			t[i] = byte(i) - 32
		}
		if i < ' ' {
			t[i] = ' '
		}
	}
	return t
}()

// field reads one blank-free piece: points separate ("M.YUSUF"), unless all together is a title ("S.PD.I").
func (t *tokenizer) field(f []byte) {
	point := bytes.IndexByte(f, '.')
	if point < 0 || point == len(f)-1 {
		t.push(f)
		return
	}
	whole := t.letters(f, nil)
	if len(whole) == 0 {
		return
	}
	if w := t.resolve(whole); w.before || w.after {
		t.found = append(t.found, w)
		return
	}
	for part := range bytes.SplitSeq(f, []byte{'.'}) {
		t.push(part)
	}
}

func (t *tokenizer) push(piece []byte) {
	if l := t.letters(piece, nil); len(l) > 0 {
		t.found = append(t.found, t.resolve(l))
	}
}

// letters drops what is no letter (and, without Numbers, no digit). It copies only where something goes.
func (t *tokenizer) letters(b, into []byte) []byte {
	clean := true
	for _, c := range b {
		if !t.keeps(c) {
			clean = false
			break
		}
	}
	if clean {
		return b
	}
	for _, c := range b {
		if t.keeps(c) {
			into = append(into, c)
		}
	}
	return into
}

func (t *tokenizer) keeps(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf || t.dict.rules.Numbers && c >= '0' && c <= '9'
}

// trim takes titles and tails off and returns the ids.
func (t *tokenizer) trim() []uint32 {
	f := t.found
	t.out = t.out[:0]
	var front []written
	for len(f) > 1 && f[0].before {
		if f[0].letter {
			front = append(front, f[0])
		}
		f = f[1:]
	}
	for len(f) > 1 && f[len(f)-1].after {
		f = f[:len(f)-1]
	}
	for i, w := range f {
		if i > 0 && w.tail {
			break
		}
		if len(t.out) == maxWords {
			break
		}
		t.out = append(t.out, w.id)
	}
	for _, w := range front {
		if len(t.out) < maxWords {
			t.out = append(t.out, w.id|optional)
		}
	}
	return t.out
}
