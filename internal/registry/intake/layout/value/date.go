package value

import (
	"regexp"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/period"
)

// State says how far a cell could be read.
type State uint8

// The states of a reading.
const (
	Missing    State = iota // blank, a dash, "belum ada"
	Read                    // one value
	Unreadable              // something is there, and it is no value
)

// DateReading is what a cell says about a day.
type DateReading struct {
	State State
	Day   period.Date
	// Other is the day that is meant when month and day stand the other way round; 0 where the order is certain.
	Other period.Date
	// MonthFirst says that only month before day makes a date of it.
	MonthFirst bool
	// DayFirst says that only day before month makes a date of two numbers and a year.
	DayFirst bool
	// Real says that the cell is a true date of the spreadsheet and no text.
	Real bool
	// Guess is what an unreadable cell probably means; 0 where nothing is likely.
	Guess period.Date
}

// ReadDate reads a day as people and spreadsheets write it. A two-digit year is the latest that is not after asOf.
func ReadDate(c sheetread.Cell, asOf period.Date) DateReading {
	switch c.Kind {
	case sheetread.Date:
		d, ok := c.Day()
		if !ok || !plausible(d, asOf) {
			return DateReading{State: Unreadable}
		}
		return DateReading{State: Read, Day: d, Real: true}
	case sheetread.Number:
		return readNumberDate(c, asOf)
	case sheetread.Error, sheetread.Bool:
		return DateReading{State: Unreadable}
	default: // text, read below
	}
	return ParseDate(c.Text, asOf)
}

// plausible keeps out the day 0 of spreadsheets and typing errors of the century; contract ends of 3000 are allowed.
func plausible(d, asOf period.Date) bool {
	y := d.Year()
	return y >= 1902 && (y <= asOf.Year()+120 || y == 3000 || y == 9999)
}

func readNumberDate(c sheetread.Cell, asOf period.Date) DateReading {
	digits := strings.TrimSuffix(c.Text, ".0")
	if len(digits) >= 6 {
		return ParseDate(digits, asOf)
	}
	if d, ok := c.Day(); ok && len(digits) >= 4 && d >= period.DateOf(1908, 1, 1) && plausible(d, asOf) {
		return DateReading{State: Read, Day: d, Real: true}
	}
	return DateReading{State: Unreadable}
}

// ParseDate reads a day from text.
func ParseDate(s string, asOf period.Date) DateReading {
	s = fold(s)
	if IsNothing(s) {
		return DateReading{}
	}
	if len(s) > 80 {
		return DateReading{State: Unreadable}
	}
	r, ok := parseParts(dateParts(s), asOf)
	if ok {
		return r
	}
	r = DateReading{State: Unreadable}
	if repaired := looksLikeDigits(s); repaired != s {
		if g, ok := parseParts(dateParts(repaired), asOf); ok {
			r.Guess = g.Day
		}
	}
	return r
}

// part is a run of digits or a month.
type part struct {
	n     int
	width int
	month bool
}

// dateParts cuts text into numbers and month names. Week days and clock times are dropped; other words end the reading.
func dateParts(s string) []part {
	s = dropTime(s)
	var out []part
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			j, n := i, 0
			for ; j < len(s) && s[j] >= '0' && s[j] <= '9'; j++ {
				if j-i < 9 {
					n = n*10 + int(s[j]-'0')
				}
			}
			out = append(out, part{n: n, width: j - i})
			i = j
		case c >= 'a' && c <= 'z':
			j := i
			for j < len(s) && s[j] >= 'a' && s[j] <= 'z' {
				j++
			}
			word := s[i:j]
			if m := monthOf(word); m > 0 {
				out = append(out, part{n: m, month: true})
			} else if m := romanMonths[word]; m > 0 && len(out) == 1 {
				out = append(out, part{n: m, month: true})
			} else if !ignorable[word] {
				return nil
			}
			i = j
		case strings.IndexByte(" \t\n./-,:_\\'\"`()", c) >= 0:
			i++
		case strings.HasPrefix(s[i:], "–"), strings.HasPrefix(s[i:], "—"), strings.HasPrefix(s[i:], "’"), strings.HasPrefix(s[i:], "‘"):
			i += len("–")
		default:
			return nil
		}
		if len(out) > 3 {
			return nil
		}
	}
	return out
}

// dropTime cuts " 00:00:00", "T00:00:00Z" and the like.
func dropTime(s string) string {
	i := strings.IndexByte(s, ':')
	if i < 8 {
		return s
	}
	j := i
	for j > 0 && s[j-1] >= '0' && s[j-1] <= '9' {
		j--
	}
	return strings.TrimRight(strings.TrimRight(s[:j], " \t"), "t,")
}

var ignorable = words("senin selasa rabu kamis jumat jum at sabtu minggu ahad monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun tgl tanggal lahir th st nd rd of")

func words(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

var monthNames = map[string]int{
	"januari": 1, "jan": 1, "january": 1, "janauri": 1, "jauari": 1,
	"februari": 2, "feb": 2, "pebruari": 2, "peb": 2, "february": 2, "febuari": 2, "februai": 2, "pebuari": 2,
	"maret": 3, "mar": 3, "mrt": 3, "march": 3, "mart": 3,
	"april": 4, "apr": 4, "aprl": 4, "apri": 4,
	"mei": 5, "may": 5, "me": 5,
	"juni": 6, "jun": 6, "june": 6,
	"juli": 7, "jul": 7, "july": 7,
	"agustus": 8, "agu": 8, "ags": 8, "agt": 8, "agst": 8, "agus": 8, "aug": 8, "august": 8, "agutus": 8, "agustuus": 8,
	"september": 9, "sep": 9, "sept": 9, "setember": 9,
	"oktober": 10, "okt": 10, "oct": 10, "october": 10, "octob": 10, "octber": 10, "oktobr": 10,
	"november": 11, "nov": 11, "nop": 11, "nopember": 11, "nofember": 11, "novmber": 11,
	"desember": 12, "des": 12, "dec": 12, "december": 12, "dese": 12, "desembr": 12, "desemer": 12,
}

// romanMonths are months between two numbers, as letters of offices write them.
var romanMonths = map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}

func monthOf(word string) int { return monthNames[word] }

func parseParts(p []part, asOf period.Date) (DateReading, bool) {
	switch {
	case len(p) == 3 && (p[0].month || p[1].month || p[2].month):
		return namedMonth(p, asOf)
	case len(p) == 3:
		return threeNumbers(p, asOf)
	case len(p) == 1 && !p[0].month:
		return oneNumber(p[0], asOf)
	}
	return DateReading{}, false
}

func namedMonth(p []part, asOf period.Date) (DateReading, bool) {
	var numbers []part
	month := 0
	for _, x := range p {
		if x.month && month == 0 {
			month = x.n
		} else {
			numbers = append(numbers, x)
		}
	}
	if len(numbers) != 2 || numbers[0].month || numbers[1].month {
		return DateReading{}, false
	}
	day, year := numbers[0], numbers[1]
	if day.width == 4 || day.n > 31 {
		day, year = year, day
	}
	d, ok := dayOf(year, month, day.n, asOf)
	return DateReading{State: Read, Day: d}, ok
}

func threeNumbers(p []part, asOf period.Date) (DateReading, bool) {
	a, b, c := p[0], p[1], p[2]
	if a.width > 4 || b.width > 2 || c.width > 4 {
		return DateReading{}, false
	}
	if a.width >= 3 || (a.n > 31 && c.n <= 31) { // year first
		if d, ok := dayOf(a, b.n, c.n, asOf); ok {
			return DateReading{State: Read, Day: d}, true
		}
		d, ok := dayOf(a, c.n, b.n, asOf)
		return DateReading{State: Read, Day: d}, ok
	}
	dmy, ok1 := dayOf(c, b.n, a.n, asOf)
	mdy, ok2 := dayOf(c, a.n, b.n, asOf)
	switch {
	case ok1 && ok2 && dmy != mdy:
		return DateReading{State: Read, Day: dmy, Other: mdy}, true
	case ok1:
		return DateReading{State: Read, Day: dmy, DayFirst: dmy != mdy}, true
	case ok2:
		return DateReading{State: Read, Day: mdy, MonthFirst: true}, true
	}
	return DateReading{}, false
}

// oneNumber reads 12031985, 19850312, 5031985 with its zero lost, 120385, and the serial day of a spreadsheet.
func oneNumber(p part, asOf period.Date) (DateReading, bool) {
	n := p.n
	switch p.width {
	case 8:
		if d, ok := dayOf(part{n: n / 10000, width: 4}, n/100%100, n%100, asOf); ok && n/10000 >= 1902 && n/10000 <= asOf.Year()+60 {
			return DateReading{State: Read, Day: d}, true
		}
		d, ok := dayOf(part{n: n % 10000, width: 4}, n/10000%100, n/1000000, asOf)
		return DateReading{State: Read, Day: d}, ok
	case 7:
		d, ok := dayOf(part{n: n % 10000, width: 4}, n/10000%100, n/1000000, asOf)
		return DateReading{State: Read, Day: d}, ok
	case 6:
		d, ok := dayOf(part{n: n % 100, width: 2}, n/100%100, n/10000, asOf)
		return DateReading{State: Read, Day: d}, ok
	case 5:
		d := period.DateOf(1899, 12, 30) + period.Date(n)
		return DateReading{State: Read, Day: d, Real: true}, d >= period.DateOf(1927, 1, 1) && plausible(d, asOf)
	}
	return DateReading{}, false
}

func dayOf(year part, month, day int, asOf period.Date) (period.Date, bool) {
	y := year.n
	switch year.width {
	case 4:
	case 1, 2:
		y += asOf.Year() / 100 * 100
		if d, ok := period.ValidDate(y, month, day); !ok || d > asOf {
			y -= 100
		}
	default:
		return 0, false
	}
	d, ok := period.ValidDate(y, month, day)
	return d, ok && plausible(d, asOf)
}

// dayFirstThenPlace is a day, then what may be a place.
var dayFirstThenPlace = regexp.MustCompile(`^(\d{1,4}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2,4})[\s,/;:()–-]+([A-Za-z][A-Za-z .']{2,40})\)?$`)

// SplitPlaceDate reads "Sukoharjo, 12-03-1985" as a place and a day, in either order.
func SplitPlaceDate(s string, asOf period.Date) (place string, date DateReading) {
	s = CleanSpaces(s)
	if IsNothing(fold(s)) {
		return "", DateReading{}
	}
	if s[0] < '0' || s[0] > '9' {
		return splitPlaceDate(s, asOf)
	}
	if m := dayFirstThenPlace.FindStringSubmatch(s); m != nil {
		if r := ParseDate(m[1], asOf); r.State == Read {
			return strings.TrimSpace(m[2]), r
		}
	}
	return splitPlaceDate(s, asOf)
}

func splitPlaceDate(s string, asOf period.Date) (place string, date DateReading) {
	for i := range s {
		digit := s[i] >= '0' && s[i] <= '9'
		if i > 0 && !strings.ContainsRune(" ,/;-.", rune(s[i-1])) && (!digit || s[i-1] >= '0' && s[i-1] <= '9') {
			continue
		}
		if i > 0 && strings.ContainsAny(s[:i], "0123456789") {
			break // a day that begins in the middle of numbers is none
		}
		if r := ParseDate(s[i:], asOf); r.State == Read {
			return strings.Trim(s[:i], " ,/;-."), r
		}
	}
	if strings.ContainsAny(s, "0123456789") {
		i := strings.IndexAny(s, "0123456789")
		return strings.Trim(s[:i], " ,/;-."), DateReading{State: Unreadable}
	}
	return s, DateReading{}
}

// ReadMonth reads a month: "2026-09", "09/2026", "202609", "September 2026", a date in it.
func ReadMonth(c sheetread.Cell, asOf period.Date) (period.Month, bool) {
	if c.Kind == sheetread.Date {
		d, ok := c.Day()
		return d.Month(), ok
	}
	s := fold(c.Text)
	p := dateParts(s)
	switch {
	case len(p) == 2 && p[0].month && p[1].width == 4:
		return validMonth(p[1].n, p[0].n)
	case len(p) == 2 && p[1].month && p[0].width == 4:
		return validMonth(p[0].n, p[1].n)
	case len(p) == 2 && p[0].width == 4:
		return validMonth(p[0].n, p[1].n)
	case len(p) == 2 && p[1].width == 4:
		return validMonth(p[1].n, p[0].n)
	case len(p) == 1 && p[0].width == 6 && p[0].n >= 190000:
		return validMonth(p[0].n/100, p[0].n%100)
	case len(p) == 1 && p[0].width == 6:
		return validMonth(p[0].n%10000, p[0].n/10000)
	}
	if r := ParseDate(s, asOf); r.State == Read {
		return r.Day.Month(), true
	}
	return 0, false
}

func validMonth(year, month int) (period.Month, bool) {
	d, ok := period.ValidDate(year, month, 1)
	return d.Month(), ok && year >= 1990 && year <= 2200
}
