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
			case '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\ufeff', '\u00ad':
				return -1
			case '\u00a0', '\u2007', '\u202f', '\u2009', '\u3000', '\t', '\n', '\r', '\v', '\f':
				return ' '
			}
			if r < 0x20 || r == unicode.ReplacementChar {
				return ' '
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
