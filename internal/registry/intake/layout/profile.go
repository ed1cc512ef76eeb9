package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

// profile is what stands in a column beneath a header.
type profile struct {
	n                                            int
	nik, day, sex, money, name, words, mark, ttl int
	large                                        int // money of at least 50,000
	distinct                                     map[string]bool
	years                                        int // sum of the years of days, for telling births from contracts
	sequence                                     bool
	lastNumber                                   int
	inSequence                                   int
	houses                                       int // names of houses and groups, such as "TPQ Al-Hikmah"
}

// profileRows is how many rows are looked at; more would say no more.
const profileRows = 80

// asOf is only used to decide two-digit years while recognising.
var asOf = period.DateOf(2030, 1, 1)

// profiles looks at the rows from an index until the next header.
func (r *recogniser) profiles(from int) map[int]*profile {
	out := map[int]*profile{}
	for i := from; i < len(r.rows) && i < from+profileRows; i++ {
		row := r.rows[i]
		if filled(row) < 3 || isNumberRow(row) {
			continue
		}
		for _, c := range row.Cells {
			if c.Blank() {
				continue
			}
			p := out[int(c.Column)]
			if p == nil {
				p = &profile{distinct: map[string]bool{}}
				out[int(c.Column)] = p
			}
			p.add(c)
		}
	}
	for _, p := range out {
		p.sequence = p.n >= 2 && p.inSequence*10 >= (p.n-1)*8
	}
	return out
}

func filled(row sheetread.Row) int {
	n := 0
	for _, c := range row.Cells {
		if !c.Blank() {
			n++
		}
	}
	return n
}

func (p *profile) add(c sheetread.Cell) {
	text := value.CleanSpaces(c.Text)
	p.n++
	if len(p.distinct) < 300 {
		p.distinct[text] = true
	}
	if v, ok := smallInt(text); ok {
		if p.n == 1 || v == p.lastNumber+1 {
			p.inSequence++
		}
		p.lastNumber = v
	}
	if LooksNIK(c) {
		p.nik++
	}
	if sex, state := value.ReadSex(text); state == value.Read {
		p.sex++
		_ = sex
	}
	if utf8.RuneCountInString(text) <= 2 {
		p.mark++
	}
	if d := value.ReadDate(c, asOf); d.State == value.Read {
		p.day++
		p.years += d.Day.Year()
	} else if c.Kind == sheetread.Text && len(text) > 8 {
		if place, d := value.SplitPlaceDate(text, asOf); place != "" && d.State == value.Read {
			p.ttl++
		}
	}
	if c.Kind == sheetread.Text && housePrefix.MatchString(text) {
		p.houses++
	}
	p.addMoney(c, text)
	if c.Kind == sheetread.Text && len(text) > 2 && (value.IsName(value.WithoutNumber(text)) || namesSomeone(c.Text)) {
		p.name++
		for i := range len(text) {
			if text[i] == ' ' {
				p.words++
				break
			}
		}
	}
}

// addMoney counts amounts; most text cannot be one and is not asked.
func (p *profile) addMoney(c sheetread.Cell, text string) {
	if c.Kind == sheetread.Text && !mayBeMoney(text) {
		return
	}
	switch a := value.ReadAmount(c); {
	case a.State == value.Read && !LooksNIK(c):
		p.money++
		if a.Milli >= 50_000_000 && len(text) < 22 {
			p.large++
		}
	case a.State == value.Unreadable && (a.Why == value.MinimumWage || a.Why == value.PerDay):
		p.money++
	}
}

// mayBeMoney keeps dates, phone numbers, addresses and names from being asked for an amount.
func mayBeMoney(text string) bool {
	letters, digits := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			letters++
		case c == '-' && i > 0 && i < len(text)-1 && digits > 0 && digits < 5 && letters == 0: // 12-03-1985
			return false
		}
	}
	switch {
	case digits > 13, len(text) > 60, digits > 8 && text[0] == '0':
		return false
	case letters > 14:
		low := strings.ToLower(text)
		return strings.HasPrefix(low, "rp") || strings.Contains(low, "rupiah") || strings.Contains(low, "juta") || strings.Contains(low, "ribu")
	}
	return digits > 0 || letters < 20
}

// namesSomeone recognises a name that shares its cell with a number or a second line.
func namesSomeone(text string) bool {
	if len(text) < 16 || digitsIn(text) < 8 {
		return false
	}
	name, _ := value.SplitNameNumber(text)
	name, _, _ = value.CleanName(name)
	return value.IsName(name)
}

func smallInt(s string) (int, bool) {
	n := 0
	if s == "" || len(s) > 6 {
		return 0, false
	}
	for i := range len(s) {
		if s[i] == '.' && i == len(s)-1 && i > 0 {
			return n, true
		}
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// LooksNIK tells whether a cell holds a NIK, a damaged one included: 14 to 18 digits, perhaps with letters for some, or
// a number in scientific notation of that size.
func LooksNIK(c sheetread.Cell) bool {
	if c.Kind != sheetread.Text && c.Kind != sheetread.Number {
		return false
	}
	if len(c.Text) < 8 || len(c.Text) > 60 {
		return false
	}
	text := value.NumberText(c.Text)
	s := nik.Examine(text, c.Kind == sheetread.Number)
	switch s.Fault {
	case nik.Fine, nik.Rounded, nik.TemporaryOnly, nik.Scientific:
		return true
	case nik.WrongLength:
		return len(s.Written) >= 14 && len(s.Written) <= 18
	case nik.WrongChars:
		d := digitsIn(s.Written)
		if d == 16 && len(text) <= 26 {
			if _, owned := ownedNumber(text); owned {
				return true // a word before it
			}
		}
		return len(s.Written) >= 14 && len(s.Written) <= 18 && d >= 11
	default: // blank
	}
	return false
}

// fits weighs a column's content against what a field holds: up to +0.3 where it agrees, down to −0.6 where it cannot be.
func (p *profile) fits(content Content) float64 {
	if p == nil || p.n == 0 || content == AnyContent {
		return 0
	}
	share := func(n int) float64 { return float64(n) / float64(p.n) }
	weigh := func(s, plus, minus float64) float64 {
		switch {
		case s >= 0.5:
			return plus * s
		case s < 0.2 && p.n >= 4:
			return -minus
		case s < 0.2:
			return -minus / 3
		}
		return 0
	}
	switch content {
	case NIKContent:
		return weigh(share(p.nik), 0.3, 0.6)
	case DayContent:
		return weigh(share(p.day), 0.2, 0.4)
	case PlaceDayContent:
		return weigh(share(p.ttl), 0.3, 0.5)
	case SexContent:
		return weigh(share(p.sex), 0.2, 0.5)
	case MoneyContent:
		if p.sequence && p.n > 3 {
			return -0.6
		}
		return weigh(share(p.money), 0.1, 0.35)
	case NameContent:
		return weigh(share(p.name), 0.1, 0.5)
	case MarkContent:
		return weigh(share(p.mark), 0.1, 0.6)
	default: // anything fits
	}
	return 0
}
