package nik

import (
	"strings"

	"github.com/payung-id/payung/period"
)

// Fault is what is wrong with a number as it was written.
type Fault uint8

// The faults, in the order in which they are judged.
const (
	Fine          Fault = iota
	Blank               // nothing, a dash, words instead of a number
	Scientific          // 3,31E+15: a spreadsheet has thrown digits away
	Rounded             // a number cell whose sixteenth digit was lost
	WrongChars          // letters or signs where digits must be
	WrongLength         // not sixteen digits
	TemporaryOnly       // begins with 0: a village system's own number, or all digits alike
)

// Specimen is a written number laid out for examination.
type Specimen struct {
	Written string // after [Clean]
	Number  Number // where there are sixteen digits, also of a rounded or temporary number
	Fault   Fault
}

// Examine judges a number as it was written. Numeric says that it came from a cell that holds a number and no text:
// spreadsheets keep fifteen digits, so the last one is then lost and reads 0.
func Examine(written string, numeric bool) Specimen {
	s := Clean(written)
	if numeric {
		s = expand(strings.TrimSpace(written))
	}
	out := Specimen{Written: s}
	digits := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			digits++
		}
	}
	n, whole := Parse(s)
	switch {
	case digits == 0 || s == "0":
		out.Fault = Blank
	case !whole && isScientific(written):
		out.Written, out.Fault = strings.TrimSpace(written), Scientific
	case digits < len(s):
		out.Fault = WrongChars
	case !whole:
		out.Fault = WrongLength
	case n.Temporary() || strings.Count(s, s[:1]) == len(s):
		out.Number, out.Fault = n, TemporaryOnly
	case numeric && s[15] == '0':
		out.Number, out.Fault = n, Rounded
	default:
		out.Number = n
	}
	return out
}

// isScientific recognises "3,31108E+15" and "3.31108e15".
func isScientific(s string) bool {
	s = strings.ToUpper(strings.Trim(s, " '`\u00a0"))
	i := strings.IndexByte(s, 'E')
	if i <= 0 {
		return false
	}
	exponent := strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(s[i+1:], "+"), " "), "0")
	return strings.Trim(s[:i], "0123456789.,") == "" && len(exponent) == 2 && exponent[0] == '1' && exponent[1] >= '0' && exponent[1] <= '9'
}

// expand writes the digits of a stored number: 3.31103080294991E+15 is 3311030802949910.
func expand(s string) string {
	i := strings.IndexAny(s, "eE")
	if i < 0 {
		whole, frac, _ := strings.Cut(s, ".")
		if strings.Trim(frac, "0") == "" {
			return whole
		}
		return s
	}
	exponent := 0
	for _, c := range strings.TrimPrefix(s[i+1:], "+") {
		if c < '0' || c > '9' || exponent > 20 {
			return s
		}
		exponent = exponent*10 + int(c-'0')
	}
	whole, frac, _ := strings.Cut(s[:i], ".")
	if exponent < len(frac) || exponent > 20 {
		return s
	}
	return whole + frac + strings.Repeat("0", exponent-len(frac))
}

// Clues are what the same row says about the person; zero values are not known.
type Clues struct {
	Born period.Date
	Sex  Sex
	// District tells whether six digits are a district; nil where no table is at hand.
	District func(six string) bool
}

// Repair is a number that was probably meant, with how it was found.
type Repair struct {
	Number Number
	How    How
}

// How says by which change a repair comes from what was written.
type How uint8

// The changes.
const (
	LookAlikes  How = iota + 1 // O for 0, l for 1, S for 5
	MissingOne                 // one digit was left out
	ExtraOne                   // one digit too many
	OneDigit                   // one digit differs
	Transposed                 // two neighbours exchanged
	DayForSex                  // forty on the day, too much or too little
	DayForMonth                // day and month exchanged
)

// agree tells whether a candidate fits all that is known, and that something is known.
func (c Clues) agree(n Number) bool {
	if n.Temporary() || n.Serial() == "0000" || n.Sex() == "" {
		return false
	}
	if c.Born == 0 || !n.AgreesWith(c.Born) || (c.Sex != "" && n.Sex() != c.Sex) {
		return false
	}
	return c.District == nil || c.District(n.Region())
}

// Propose returns the only number that differs from the written one by one slip of the pen and agrees with the clues.
// Where several fit or none does there is no proposal: a wrong guess is worse than a question.
func Propose(s Specimen, clues Clues) (Repair, bool) {
	switch s.Fault {
	case WrongChars:
		return proposeChars(s.Written)
	case WrongLength:
		switch len(s.Written) {
		case 15:
			return only(clues, func(yield func(string, How)) { insertions(s.Written, yield) })
		case 17:
			return only(clues, func(yield func(string, How)) { deletions(s.Written, yield) })
		}
	case Fine:
		if clues.Born != 0 && !clues.agree(s.Number) {
			return proposeEdit(string(s.Number), clues)
		}
	default: // nothing left to go by
	}
	return Repair{}, false
}

var digitLike = strings.NewReplacer("O", "0", "o", "0", "Q", "0", "D", "0", "l", "1", "I", "1", "i", "1", "|", "1", "!", "1", "L", "1",
	"S", "5", "s", "5", "$", "5", "B", "8", "Z", "2", "z", "2", "G", "6", "b", "6", "g", "9", "q", "9", "A", "4", "T", "7", "\u041e", "0", "\u043e", "0")

func proposeChars(s string) (Repair, bool) {
	fixed := digitLike.Replace(s)
	n, ok := Parse(fixed)
	if !ok || n.Temporary() || n.Sex() == "" {
		return Repair{}, false
	}
	if _, real := n.BirthDate(period.DateOf(2100, 1, 1)); !real {
		return Repair{}, false
	}
	return Repair{Number: n, How: LookAlikes}, true
}

func insertions(s string, yield func(string, How)) {
	for i := range 12 { // a serial that lacks a digit cannot be known
		for d := byte('0'); d <= '9'; d++ {
			yield(s[:i]+string(d)+s[i:], MissingOne)
		}
	}
}

func deletions(s string, yield func(string, How)) {
	for i := range len(s) {
		yield(s[:i]+s[i+1:], ExtraOne)
	}
}

func proposeEdit(s string, clues Clues) (Repair, bool) {
	if r, ok := only(clues, func(yield func(string, How)) { swaps(s, yield) }); ok {
		return r, true
	}
	return only(clues, func(yield func(string, How)) {
		for i := range 12 {
			for d := byte('0'); d <= '9'; d++ {
				if d != s[i] {
					yield(s[:i]+string(d)+s[i+1:], OneDigit)
				}
			}
		}
	})
}

// swaps yields exchanged neighbours, day and month exchanged, and forty put on or taken off the day.
func swaps(s string, yield func(string, How)) {
	for i := range 11 {
		if s[i] != s[i+1] {
			yield(s[:i]+s[i+1:i+2]+s[i:i+1]+s[i+2:], Transposed)
		}
	}
	n := Number(s)
	day, month := n.pair(6), n.pair(8)
	switch {
	case day > 40:
		yield(s[:6]+two(day-40)+s[8:], DayForSex)
		yield(s[:6]+two(month+40)+two(day-40)+s[10:], DayForMonth)
	default:
		yield(s[:6]+two(day+40)+s[8:], DayForSex)
		yield(s[:6]+two(month)+two(day)+s[10:], DayForMonth)
	}
}

func two(n int) string { return string([]byte{byte('0' + n/10%10), byte('0' + n%10)}) }

// only returns the single candidate that agrees with the clues.
func only(clues Clues, candidates func(yield func(string, How))) (Repair, bool) {
	var found Repair
	several := false
	candidates(func(s string, how How) {
		n := Number(s)
		if len(s) != 16 || n == found.Number || !digitsOnly(s) || !clues.agree(n) {
			return
		}
		if found.Number != "" {
			several = true
		}
		found = Repair{Number: n, How: how}
	})
	return found, found.Number != "" && !several
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
