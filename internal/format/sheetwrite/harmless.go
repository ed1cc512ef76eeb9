package sheetwrite

import (
	"regexp"
	"strings"
)

var digitsApart = regexp.MustCompile(`[0-9] +[0-9]`)

// Harmless puts an apostrophe before text that a spreadsheet would run as a formula when the file is opened, or saved as
// CSV and opened again: it begins with =, @, a tab or a line end, or with + or - and is more than a number or a telephone
// number; a dash between digits subtracts, unless a blank between other digits makes it no formula at all. Other text stays
// as it is.
func Harmless(s string) string {
	if s == "" {
		return s
	}
	switch s[0] {
	case '=', '@', '\t', '\r', '\n', '|', '%':
		return "'" + s
	case '+', '-':
		if strings.Trim(s[1:], "0123456789 .,-") != "" || strings.Contains(strings.Trim(s[1:], "- "), "-") && !digitsApart.MatchString(s) {
			return "'" + s
		}
	}
	// The same signs in full width, which East Asian keyboards give and spreadsheets take.
	for _, wide := range []string{"\uff1d", "\uff0b", "\uff0d", "\uff20"} {
		if strings.HasPrefix(s, wide) {
			return "'" + s
		}
	}
	return s
}

// SheetName returns s as a name that spreadsheets accept: at most 31 characters and none of :\/?*[].
func SheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) || r < ' ' {
			return '-'
		}
		return r
	}, strings.Trim(strings.TrimSpace(s), "'"))
	if r := []rune(s); len(r) > 31 {
		s = strings.TrimSpace(string(r[:31]))
	}
	if s == "" {
		return "Data"
	}
	return s
}
