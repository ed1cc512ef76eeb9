package layout

import (
	"regexp"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/nik"
)

// sixteenDigits finds a number of sixteen digits, perhaps in groups, that is no part of a longer one: the eighteen digits
// of a civil servant's number are none.
var sixteenDigits = regexp.MustCompile(`(?:^|[^\d])(\d(?:[ .\-]?\d){15})(?:$|[^\d])`)

// ownedNumber returns the NIK that stands in a text among other words, where there is exactly one.
func ownedNumber(text string) (nik.Number, bool) {
	text = value.CleanSpaces(text)
	found := sixteenDigits.FindAllStringSubmatch(text, 2)
	if len(found) != 1 {
		return "", false
	}
	for i := range len(text) { // "NIP 19700101 199803 1 001" ends in sixteen digits too
		if rest := text[i:]; len(rest) >= 3 && (rest[:3] == "NIP" || rest[:3] == "Nip" || rest[:3] == "nip") {
			return "", false
		}
	}
	number, ok := nik.Parse(found[0][1])
	if !ok || number.Temporary() {
		return "", false
	}
	_, real := number.BirthDate(asOf)
	return number, real
}

// NumberIn returns the one number in a text of sixteen digits that can be a NIK: its date exists.
func NumberIn(text string) (nik.Number, bool) { return ownedNumber(text) }

// showsPerson tells whether a row that is not read shows a person all the same: a number that can be a NIK, or a name with
// a day and an amount of money. Such a row must not be passed over in silence.
func showsPerson(row sheetread.Row) bool {
	name, day, money := false, false, false
	for _, c := range row.Cells {
		if c.Blank() {
			continue
		}
		if c.Kind == sheetread.Text || c.Kind == sheetread.Number {
			if _, ok := ownedNumber(c.Text); ok {
				return true
			}
		}
		text := value.CleanSpaces(c.Text)
		if d := value.ReadDate(c, asOf); d.State == value.Read && len(text) <= 30 && c.Kind != sheetread.Number {
			day = true
			continue
		}
		if a := value.ReadAmount(c); a.State == value.Read && a.Milli >= 50_000_000 && len(text) < 22 {
			money = true
			continue
		}
		if c.Kind == sheetread.Text && !isTotal(plainText(c)) && value.IsName(text) {
			name = true
		}
	}
	return name && day && money
}

// unread tells whether a row left out for a reason should be looked at by a person.
func unread(row sheetread.Row, reason string) bool {
	switch reason {
	case whyHeader, whyNumbers, whyBlank, whyExample:
		return false
	}
	return showsPerson(row)
}
