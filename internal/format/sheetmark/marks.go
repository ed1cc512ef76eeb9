package sheetmark

import (
	"strings"
	"unicode"
)

// Colour says how serious a mark is.
type Colour uint8

// The colours of marks.
const (
	None   Colour = iota
	Yellow        // goes on, should be looked at
	Red           // waits for a correction
)

// Cell is a mark on one cell.
type Cell struct {
	Column string // letters
	Colour Colour
	Note   string
}

// Row is what is said about one row.
type Row struct {
	Number   int
	Colour   Colour
	Status   string
	Problem  string
	Proposal string
	Cells    []Cell
}

// Sheet is the marks of one sheet.
type Sheet struct {
	Name      string
	HeaderRow int // 0 where there is none
	Rows      []Row
}

// Marks is everything that is to be written.
type Marks struct {
	Sheets   []Sheet
	Titles   [3]string // of the three columns: status, problems, proposals
	Summary  string    // name of the summary sheet
	Headline string    // first cell of the summary sheet; by it an old summary is known again
	Lines    [][]string
}

// Neutral makes text safe for every spreadsheet: what would start a formula there gets an apostrophe in front.
func Neutral(s string) string {
	if s == "" {
		return s
	}
	if strings.ContainsAny(s[:1], "=+-@\t\r\n") {
		return "'" + s
	}
	for _, wide := range []string{"＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, wide) {
			return "'" + s
		}
	}
	return s
}

// runs tells whether a spreadsheet would run the text as a formula. A dash before words and a telephone number with its
// plus sign are not taken for formulas.
func runs(s string) bool {
	if Neutral(s) == s {
		return false
	}
	if s[0] != '+' && s[0] != '-' {
		return true
	}
	return strings.ContainsAny(s[1:], "(|!=") || strings.ContainsAny(strings.Trim(s[1:], "-+*/ "), "+-*/^&") && strings.IndexFunc(s, unicode.IsLetter) < 0
}
