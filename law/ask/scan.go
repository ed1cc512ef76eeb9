package ask

import (
	"encoding/json"
	"unicode/utf8"
)

// scanner walks over one line of JSON.
type scanner struct {
	b     []byte
	i     int
	depth int
}

func (s *scanner) blanks() {
	for s.i < len(s.b) {
		switch s.b[s.i] {
		case ' ', '\t', '\r', '\n':
			s.i++
		default:
			return
		}
	}
}

// next skips blanks and takes c where it is next.
func (s *scanner) next(c byte) bool {
	s.blanks()
	if s.i < len(s.b) && s.b[s.i] == c {
		s.i++
		return true
	}
	return false
}

func (s *scanner) end() error {
	if s.blanks(); s.i < len(s.b) {
		return errNotJSON
	}
	return nil
}

// text takes a JSON text and returns it without quotes; escapes and non-ASCII text go the long way.
func (s *scanner) text() ([]byte, bool) {
	if !s.next('"') {
		return nil, false
	}
	start, plain := s.i, true
	for s.i < len(s.b) {
		switch c := s.b[s.i]; {
		case c == '"':
			raw := s.b[start:s.i]
			s.i++
			if plain {
				return raw, true
			}
			return unquote(s.b[start-1 : s.i])
		case c == '\\':
			plain = false
			s.i++
		case c < ' ':
			return nil, false
		case c >= utf8.RuneSelf:
			plain = false
		}
		s.i++
	}
	return nil, false
}

func unquote(quoted []byte) ([]byte, bool) {
	var t string
	if !utf8.Valid(quoted) || json.Unmarshal(quoted, &t) != nil {
		return nil, false
	}
	return []byte(t), true
}

// value takes any JSON value.
func (s *scanner) value() ([]byte, kind, bool) {
	s.blanks()
	if s.i >= len(s.b) {
		return nil, absent, false
	}
	start := s.i
	switch c := s.b[s.i]; {
	case c == '"':
		raw, ok := s.text()
		return raw, text, ok
	case c == '-' || (c >= '0' && c <= '9'):
		ok := s.number()
		return s.b[start:s.i], number, ok
	case c == '{' || c == '[':
		ok := s.nested()
		return s.b[start:s.i], nested, ok
	}
	for _, w := range [...]struct {
		word string
		kind kind
	}{{"true", boolean}, {"false", boolean}, {"null", null}} {
		if s.i+len(w.word) <= len(s.b) && string(s.b[s.i:s.i+len(w.word)]) == w.word {
			s.i += len(w.word)
			return s.b[start:s.i], w.kind, true
		}
	}
	return nil, absent, false
}

// number takes a number by the grammar of JSON: no leading zero, no bare point.
func (s *scanner) number() bool {
	if s.b[s.i] == '-' {
		s.i++
	}
	zero := s.i < len(s.b) && s.b[s.i] == '0'
	if n := s.digits(); n == 0 || (zero && n > 1) {
		return false
	}
	if s.i < len(s.b) && s.b[s.i] == '.' {
		s.i++
		if s.digits() == 0 {
			return false
		}
	}
	if s.i < len(s.b) && (s.b[s.i] == 'e' || s.b[s.i] == 'E') {
		s.i++
		if s.i < len(s.b) && (s.b[s.i] == '+' || s.b[s.i] == '-') {
			s.i++
		}
		return s.digits() > 0
	}
	return true
}

func (s *scanner) digits() int {
	start := s.i
	for s.i < len(s.b) && s.b[s.i] >= '0' && s.b[s.i] <= '9' {
		s.i++
	}
	return s.i - start
}

// maxDepth bounds nesting; encoding/json has a bound of its own.
const maxDepth = 1000

// nested takes an array or an object whole.
func (s *scanner) nested() bool {
	if s.depth++; s.depth > maxDepth {
		return false
	}
	defer func() { s.depth-- }()
	object, end := s.b[s.i] == '{', byte(']')
	if object {
		end = '}'
	}
	s.i++
	if s.next(end) {
		return true
	}
	for {
		if object {
			if _, ok := s.text(); !ok || !s.next(':') {
				return false
			}
		}
		if _, _, ok := s.value(); !ok {
			return false
		}
		if !s.next(',') {
			return s.next(end)
		}
	}
}
