package value

import (
	"strings"
	"unicode"
)

// CleanSpaces trims text and makes every run of blanks, no-break and zero-width ones included, one space. An apostrophe
// in front, with which spreadsheets force text, goes too.
func CleanSpaces(s string) string {
	clean := true
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || c < 0x20 || (c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ')) {
			clean = false
			break
		}
	}
	if !clean {
		s = strings.Map(func(r rune) rune {
			switch r {
			case '\u00a0', '\u2007', '\u202f', '\u2009', '\u3000', '\t', '\n', '\r', '\v', '\f':
				return ' '
			}
			if r < 0x20 || r == unicode.ReplacementChar {
				return ' '
			}
			if unicode.Is(unicode.Cf, r) {
				return -1
			}
			return r
		}, s)
		s = strings.Join(strings.Fields(s), " ")
	}
	if len(s) > 1 && (s[0] == '\'' || s[0] == '`') {
		s = strings.TrimLeft(s, "'` ")
	}
	return s
}

// Visible drops the characters that only direct how others are shown: marks of the writing direction, joiners, soft
// hyphens. Text copied from web pages and chats is full of them.
func Visible(s string) string {
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return -1
		}
		return r
	}, s)
}

func hidden(r rune) bool { return r > 0x7f && unicode.Is(unicode.Cf, r) }

var dittoWords = words("idem id ditto dito sda s.d.a sda. sama idem. da d.a")

// IsDitto tells whether a cell says that it repeats what stands above it: idem, s.d.a., a pair of small strokes. A dash
// does not: it may as well mean nothing.
func IsDitto(s string) bool {
	if len(s) > 40 {
		return false
	}
	s = strings.TrimSpace(Visible(s))
	if s == "" {
		return false
	}
	if bare := strings.Trim(s, "\"'`´“”„″〃\u2033, -"); bare == "" {
		return strings.ContainsAny(s, "\"“”„″〃") || strings.Contains(s, "''") || strings.Contains(s, ",,") || strings.Contains(s, "``") || strings.Contains(s, "´´")
	}
	word := strings.Trim(strings.ToLower(s), " .-–\"'()")
	return dittoWords[word] || strings.HasPrefix(word, "sama dengan ") && strings.HasSuffix(word, "atas") || strings.HasPrefix(word, "sama dg ") || word == "sama seperti di atas" || word == "seperti di atas" || word == "sesuai di atas" || word == "sama di atas"
}

// fold cleans and lowers text.
func fold(s string) string { return strings.ToLower(CleanSpaces(s)) }

var nothing = words("- -- --- ---- – — . .. ... ? ?? n/a na nan null nil none kosong nihil belum menyusul tidak tdk blm xxx x #n/a _ __ / : ; * 'tidak")

// IsNothing tells whether lowered text says that there is no value: blank, dashes, "belum ada", "menyusul".
func IsNothing(s string) bool {
	if s == "" || nothing[s] {
		return true
	}
	if len(s) > 40 || strings.ContainsAny(s, "0123456789") {
		return false
	}
	for _, p := range []string{"belum ", "blm ", "tidak ada", "tdk ada", "tidak diketahui", "tidak punya", "tidak tahu", "menyusul", "dalam proses", "masih proses", "proses", "hilang", "lupa", "tanpa "} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return strings.Trim(s, " -–—._/?*'\"") == ""
}

var lookAlikes = strings.NewReplacer("o", "0", "O", "0", "l", "1", "I", "1", "i", "1", "|", "1", "S", "5", "s", "5", "B", "8", "Z", "2", "z", "2")

// looksLikeDigits replaces letters that are typed for digits.
func looksLikeDigits(s string) string {
	if !strings.ContainsAny(s, "0123456789") {
		return s
	}
	return lookAlikes.Replace(s)
}

// Upper cleans text and makes it capital letters.
func Upper(s string) string { return strings.ToUpper(CleanSpaces(s)) }
