package value

import (
	"regexp"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/money"
)

// Why says why an amount is not one monthly amount in rupiah.
type Why uint8

// The reasons of an unreadable amount.
const (
	NotNumber    Why = iota // words that are no amount
	MinimumWage             // "UMK", "UMP": a reference to the minimum wage
	SeeDecree               // "sesuai SK"
	PerDay                  // a daily, hourly or piece wage
	RangeOfTwo              // "1.500.000 s/d 2.000.000"
	SumOfTwo                // "1.500.000 + 250.000"
	LetterInside            // "1.5OO.OOO"
	TooSmall                // 1500: probably thousands
	TooLarge                // over a thousand million
	Negative
	BadGroups // "1.50.000"
	CellError // #REF!
)

// Amount is what a cell says about rupiah.
type Amount struct {
	State  State
	Milli  money.Milli
	Zero   bool // 0 was written
	Why    Why  // of Unreadable
	Guess  money.Milli
	Words  bool // written in words: "dua juta rupiah"
	scaled bool // written with juta or ribu
}

// smallest is the least amount that is taken for a monthly wage; below it thousands were left out.
const smallest = 10_000 * 1000

const largest = 1_000_000_000 * 1000

// ReadWage reads a monthly wage. Scale multiplies plain numbers: 1000 where the header says "dalam ribuan", else 1.
func ReadWage(c sheetread.Cell, scale int64) Amount {
	a := ReadAmount(c)
	if a.State != Read || a.Zero {
		return a
	}
	if scale > 1 && a.Milli < largest/1000 && !a.Words && !a.scaled {
		a.Milli *= money.Milli(scale)
	}
	switch {
	case a.Milli > largest:
		return Amount{State: Unreadable, Why: TooLarge}
	case a.Milli < smallest:
		guess := a.Milli * 1000
		if a.Milli < 100*1000 {
			guess *= 1000
		}
		if guess < 100_000*1000 || guess > 50_000_000*1000 {
			guess = 0
		}
		return Amount{State: Unreadable, Why: TooSmall, Guess: guess}
	}
	return a
}

// ReadAmount reads any amount of rupiah.
func ReadAmount(c sheetread.Cell) Amount {
	switch c.Kind {
	case sheetread.Empty:
		return Amount{}
	case sheetread.Number, sheetread.Date:
		m, ok := exact(c.Text)
		switch {
		case !ok:
			return Amount{State: Unreadable}
		case m < 0:
			return Amount{State: Unreadable, Why: Negative}
		}
		return Amount{State: Read, Milli: m, Zero: m == 0}
	case sheetread.Error:
		return Amount{State: Unreadable, Why: CellError}
	case sheetread.Bool:
		return Amount{State: Unreadable}
	default: // text, read below
	}
	return ParseAmount(c.Text)
}

var (
	inBrackets = regexp.MustCompile(`\([^)]*\)`)
	perMonth   = regexp.MustCompile(`(/|\bper|\bse|\bsetiap|\btiap|@)? ?(\bbln|\bbulan|bulan|bln|month|mth|mo|org|orang|ob)\b\.?`)
	perDay     = regexp.MustCompile(`hari|\bhr\b|/hr|\boh\b|\bjam\b|minggu|mingg|shift|ritase|borong|/m2|per m|day|hour|week|kegiatan|kali|tahun|\bthn\b|/th\b|year`)
	minimum    = regexp.MustCompile(`\b(umk|ump|umr|umd|umkab|umprov)\b|upah minimum|minimum`)
	grouped    = regexp.MustCompile(`^(\d{1,3})((?:[.,' ]\d{3})+)(?:[.,](\d{1,2}))?$`)
	plain      = regexp.MustCompile(`^(\d+)(?:[.,](\d{1,2}|\d{4,}))?$`)
	scaled     = regexp.MustCompile(`^(\d+(?:[.,]\d+)?) ?(juta|jt|jta|mio|million|ribu|rb|rbu|k|m)\b\.?(?: ?(.+))?$`)
	rangeOf    = regexp.MustCompile(`\d ?(?:jt|juta|rb|ribu)? ?(?:s/d|s\.d\.?|sd|sampai(?: dengan)?|hingga|~|–|—|-|to) ?(?:rp\.? ?)?\d`)
)

// ParseAmount reads an amount from text: "Rp 1.500.000,-", "1,5 jt", "1,500,000.00", "dua juta rupiah".
func ParseAmount(text string) Amount {
	s := fold(text)
	if IsNothing(s) {
		return Amount{}
	}
	if len(s) > 200 {
		return Amount{State: Unreadable}
	}
	if !mayBeAmount(s) {
		if stripMoney(s) == "" { // "Rp -"
			return Amount{}
		}
		return Amount{State: Unreadable}
	}
	if !hasLetter(s) && !strings.ContainsAny(s, "(/@") { // most cells: no word that a pattern could find
		return parseMoney(stripMoney(s))
	}
	if strings.ContainsAny(strings.SplitN(s, "(", 2)[0], "0123456789") {
		s = strings.TrimSpace(inBrackets.ReplaceAllString(s, ""))
	}
	if minimum.MatchString(s) {
		return Amount{State: Unreadable, Why: MinimumWage}
	}
	if perDay.MatchString(s) {
		a := Amount{State: Unreadable, Why: PerDay}
		if strings.Contains(s, "hari") || strings.Contains(s, "hr") {
			a.Guess = dailyGuess(s)
		}
		return a
	}
	return parseMoney(stripMoney(perMonth.ReplaceAllString(s, "")))
}

// amountWords are parts of every word that can stand in an amount without a digit, or say why there is none.
var amountWords = []string{"ribu", "juta", "rupiah", "ratus", "puluh", "belas", "um", "hari", "jam", "minggu", "bulan", "upah", "nol", "sk", "sesuai", "minimum", "per", "borong", "shift"}

// mayBeAmount tells cheaply whether the patterns are worth asking: a digit, or a word of amounts.
func mayBeAmount(s string) bool {
	if strings.ContainsAny(s, "0123456789") {
		return true
	}
	for _, w := range amountWords {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func hasLetter(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 'a' && c <= 'z' || c >= 0x80 {
			return true
		}
	}
	return false
}

// daysOfMonth turns a daily wage into a monthly one: twenty-five days (reporting manual of the insurer).
const daysOfMonth = 25

func dailyGuess(s string) money.Milli {
	i := strings.IndexAny(s, "/h")
	if j := strings.Index(s, "per"); j >= 0 && (i < 0 || j < i) {
		i = j
	}
	if i <= 0 {
		return 0
	}
	if a := parseMoney(stripMoney(strings.TrimSpace(s[:i]))); a.State == Read && a.Milli < largest/daysOfMonth {
		return a.Milli * daysOfMonth
	}
	return 0
}

func stripMoney(s string) string {
	s = strings.TrimSpace(s)
	for _, p := range []string{"rp.", "rp", "idr", "rupiah", ":", "="} {
		s = strings.TrimSpace(strings.TrimPrefix(s, p))
	}
	s = strings.TrimSpace(strings.TrimSuffix(s, "rupiah"))
	s = strings.TrimRight(s, " /-–—=")
	s = strings.TrimRight(s, " .,")
	return strings.TrimSuffix(strings.TrimSuffix(s, " rp"), " idr")
}

func parseMoney(s string) Amount {
	if s == "" || IsNothing(s) {
		return Amount{}
	}
	if a, ok := number(s); ok {
		return a
	}
	switch {
	case strings.HasPrefix(s, "-") && digitsOnly(s) != "":
		return Amount{State: Unreadable, Why: Negative}
	case strings.Contains(s, "+"):
		return Amount{State: Unreadable, Why: SumOfTwo, Guess: sum(s)}
	case rangeOf.MatchString(s):
		return Amount{State: Unreadable, Why: RangeOfTwo}
	}
	if m, ok := inWords(s); ok {
		return Amount{State: Read, Milli: m, Words: true}
	}
	if fixed := looksLikeDigits(s); fixed != s {
		if a, ok := number(fixed); ok && !strings.Contains(s, "sk") {
			return Amount{State: Unreadable, Why: LetterInside, Guess: a.Milli}
		}
	}
	if strings.Contains(s, "sk") || strings.Contains(s, "sesuai") {
		return Amount{State: Unreadable, Why: SeeDecree}
	}
	if digits := digitsOnly(s); digits != "" && strings.Trim(s, "0123456789., '") == "" {
		return Amount{State: Unreadable, Why: BadGroups}
	}
	return Amount{State: Unreadable, Why: NotNumber}
}

// number reads grouped, plain and scaled numbers.
func number(s string) (Amount, bool) {
	if m := grouped.FindStringSubmatch(s); m != nil && oneSeparator(m[2]) {
		whole := m[1] + strings.Map(onlyDigits, m[2])
		return written(whole, m[3])
	}
	if m := plain.FindStringSubmatch(s); m != nil {
		return written(m[1], m[2])
	}
	m := scaled.FindStringSubmatch(s)
	if m == nil {
		return Amount{}, false
	}
	unit := int64(1_000_000)
	switch m[2] {
	case "ribu", "rb", "rbu", "k":
		unit = 1000
	}
	v, ok := exact(strings.Replace(m[1], ",", ".", 1))
	if !ok || int64(v) > largest/unit*1000 {
		return Amount{}, false
	}
	total := Amount{State: Read, Milli: v * money.Milli(unit), scaled: true}
	if rest := strings.TrimSpace(strings.TrimSuffix(m[3], "rupiah")); rest != "" {
		more, ok := number(rest)
		if !ok || int64(more.Milli) >= unit*1000 {
			return Amount{}, false
		}
		total.Milli += more.Milli
	}
	return total, true
}

func written(whole, frac string) (Amount, bool) {
	if frac != "" {
		whole += "." + frac
	}
	m, ok := exact(whole)
	return Amount{State: Read, Milli: m, Zero: m == 0}, ok
}

func oneSeparator(groups string) bool {
	for i := 4; i < len(groups); i += 4 {
		if groups[i] != groups[0] {
			return false
		}
	}
	return true
}

func onlyDigits(r rune) rune {
	if r >= '0' && r <= '9' {
		return r
	}
	return -1
}

func digitsOnly(s string) string { return strings.Map(onlyDigits, s) }

func sum(s string) money.Milli {
	var total money.Milli
	for term := range strings.SplitSeq(s, "+") {
		a, ok := number(stripMoney(term))
		if !ok || a.Milli > largest {
			return 0
		}
		total += a.Milli
	}
	return total
}
