package value

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/payung-id/payung/nik"
)

var sexes = map[string]nik.Sex{
	"l": nik.Male, "lk": nik.Male, "laki": nik.Male, "laki-laki": nik.Male, "laki laki": nik.Male, "lakilaki": nik.Male, "lelaki": nik.Male, "pria": nik.Male,
	"m": nik.Male, "male": nik.Male, "1": nik.Male, "laki2": nik.Male, "cowok": nik.Male, "man": nik.Male, "l.": nik.Male, "lk.": nik.Male, "laki - laki": nik.Male, "laki- laki": nik.Male, "laki -laki": nik.Male, "(l)": nik.Male, "lki": nik.Male, "laki-laik": nik.Male, "01": nik.Male, "bapak": nik.Male, "bpk": nik.Male, "tn": nik.Male, "tuan": nik.Male, "laki–laki": nik.Male,
	"p": nik.Female, "pr": nik.Female, "perempuan": nik.Female, "wanita": nik.Female, "w": nik.Female, "f": nik.Female, "female": nik.Female, "2": nik.Female,
	"pr.": nik.Female, "p.": nik.Female, "pere": nik.Female, "prempuan": nik.Female, "perempuam": nik.Female, "peremuan": nik.Female, "perempun": nik.Female, "wnt": nik.Female, "woman": nik.Female, "(p)": nik.Female, "02": nik.Female, "ibu": nik.Female, "ny": nik.Female, "nyonya": nik.Female, "perem": nik.Female, "prp": nik.Female, "cewek": nik.Female,
}

// ReadSex reads "L", "Laki-laki", "Pria", "P", "Wanita", "1", "2" and their like.
func ReadSex(text string) (nik.Sex, State) {
	s := fold(text)
	if IsNothing(s) {
		return "", Missing
	}
	if sex, ok := sexes[s]; ok {
		return sex, Read
	}
	if sex, ok := sexes[strings.Trim(s, " .,;:()[]'\"")]; ok {
		return sex, Read
	}
	return "", Unreadable
}

var (
	titlesBefore = words("drs dra dr drg drh ir prof h hj hjh kh hc ny tn sdr sdri bpk bapak ust ustadz pdt apt ns dokter letkol mayor kapt serma peltu")
	titlesAfter  = words("spd spdi se sh st skom ssos sip mm msi mpd mpdi mkes skep sag ssi stp spt shi skm mh mkom mt mkn mhum meng sik sth sthi sfarm ssn ssi skh sst sstp sds spsi spog amd amdkeb amdkep amdkom amdfarm amk ama amapd amapdsd apd apdsd ners ns apt ba bsc msc ma mba phd map msos mak mpsi mag sei sesy sy shut sipem sap sikom sptk spsd spdsd spaud spdpaud ssit strkeb strkep sttp ssip dipl ak ca cpa gr mpa mma mp sp sked amdt amg amf ahli madya stpi sinf sars spi skpm bkn amdak amdrmik rmik amdpk amdgz sgz sor spdk pgsd ipm")
	needComma    = words("se sh st mm mh ba ma mt sp sy ak ca gr sap ns mp sip mak map sei")
)

// CleanName gives a person's name without blanks too many and without titles; the titles come apart, as written.
func CleanName(text string) (name, before, after string) {
	if i := strings.IndexAny(text, "\n\r"); i > 0 && moreLines(text[i:]) {
		text = text[:i]
	}
	s := strings.Trim(CleanSpaces(text), " ,;:_*|")
	s = strings.TrimSpace(strings.TrimLeft(s, "-–—•·"))
	s = WithoutNumber(s)
	s, after = cutAfter(s)
	s, before = cutBefore(s)
	return s, before, after
}

// runningNumber is the number in a list that stands before the name in one cell with it.
var runningNumber = regexp.MustCompile(`^\d{1,4}\s*[.)]\s*`)

// WithoutNumber drops the running number before a name.
func WithoutNumber(s string) string {
	if s == "" || s[0] < '0' || s[0] > '9' {
		return s
	}
	return runningNumber.ReplaceAllString(s, "")
}

// moreLines tells whether what follows a line break in a name's cell is a number or a post rather than more of the name.
func moreLines(tail string) bool {
	t := fold(tail)
	return strings.ContainsAny(t, "0123456789") || strings.HasPrefix(t, "nip") || strings.HasPrefix(t, "nik") || strings.HasPrefix(t, "(")
}

// SplitNameNumber takes a number of at least fourteen digits out of a cell that holds a name and a NIK, whichever stands
// first and whatever stands between them.
func SplitNameNumber(text string) (name, number string) {
	text = Visible(text)
	first, last, digits := -1, -1, 0
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= '0' && c <= '9':
			if first < 0 {
				first = i
			}
			last = i + 1
			digits++
			continue
		case first < 0 || c == ' ' || c == '.' || c == '-':
			continue
		}
		if digits >= 14 {
			break
		}
		first, last, digits = -1, -1, 0
	}
	if digits < 14 {
		return text, ""
	}
	before := strings.TrimRight(numberLabel.ReplaceAllString(text[:first], ""), " /-–|([\n\r\t,:;")
	if before == "" {
		before = strings.Trim(text[last:], " /-–|)]\n\r\t,:;.")
	}
	return strings.TrimLeft(before, " /-–|(\n\r\t,:;"), text[first:last]
}

// numberLabel is the word for the number that stands between a name and it.
var numberLabel = regexp.MustCompile(`(?i)[\s(\[/,:;|–-]+(n\.?\s*i\.?\s*k\.?|(no|nomor|nmr)\.?\s*(ktp|nik)|ktp)[\s.:=-]*$`)

// cutAfter takes degrees off the end: everything behind a comma that is a degree, and dotted or well-known forms.
func cutAfter(s string) (name, after string) {
	if i := strings.IndexByte(s, ','); i > 0 {
		tail := strings.ReplaceAll(s[i+1:], ". ", ".") // "S. Pd"
		all, any := true, false
		for w := range strings.FieldsFuncSeq(tail, func(r rune) bool { return r == ',' || r == ' ' }) {
			any = true
			all = all && (titlesAfter[squeeze(w)] || (strings.Contains(strings.Trim(w, "."), ".") && len(w) < 14))
		}
		if all && any {
			s, after = strings.TrimSpace(s[:i]), strings.TrimSpace(tail)
		} else if !any {
			s = strings.TrimSpace(s[:i])
		}
	}
	for {
		i := lastTitle(s)
		if i <= 0 {
			return s, after
		}
		w := s[i+1:]
		k := squeeze(w)
		dotted := strings.Contains(strings.TrimSuffix(w, "."), ".")
		if !titlesAfter[k] || (needComma[k] && !dotted) || (!dotted && utf8.RuneCountInString(k) < 3) {
			return s, after
		}
		s = strings.TrimRight(s[:i], " ,")
		after = strings.TrimSpace(w + " " + after)
	}
}

// lastTitle returns the place of the blank before the last word, or before the two or three last words where together
// they are a degree: "S. Pd. I".
func lastTitle(s string) int {
	i := strings.LastIndexByte(s, ' ')
	first := i
	for k, n := i, 0; k > 0 && n < 3; n++ {
		if tail := s[k:]; n > 0 && len(tail) <= 12 && strings.Contains(tail, ". ") && titlesAfter[squeeze(tail)] {
			first = k
		}
		k = strings.LastIndexByte(s[:k], ' ')
	}
	return first
}

// cutBefore takes titles off the front as long as a name is left.
func cutBefore(s string) (name, before string) {
	for {
		i := strings.IndexAny(s, " .")
		if i <= 0 {
			return s, before
		}
		w := s[:i]
		rest := strings.TrimLeft(s[i:], " .")
		dot := s[i] == '.'
		if rest == "" || !titlesBefore[strings.ToLower(w)] || (len(w) == 1 && !dot) {
			return s, before
		}
		before = strings.TrimSpace(before + " " + s[:len(s)-len(rest)])
		s = rest
	}
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r | 0x20
		case r >= 'a' && r <= 'z':
			return r
		}
		return -1
	}, s)
}

// IsName tells whether text can be a person's name: letters, few other signs, at most one digit group.
func IsName(s string) bool {
	letters, digits, other := 0, 0, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == ' ' || r == '.' || r == ',' || r == '\'' || r == '-' || r == '`' || r == '’' || r == '(' || r == ')' || r == '/':
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0xbf:
			letters++
		default:
			other++
		}
	}
	return letters >= 2 && digits == 0 && other == 0 && len(s) <= 80
}

// CleanPhone gives a phone number as digits that begin with 0; false where it is none.
func CleanPhone(text string) (string, bool) {
	d := digitsOnly(text)
	switch {
	case strings.HasPrefix(d, "62"):
		d = "0" + d[2:]
	case strings.HasPrefix(d, "8"):
		d = "0" + d
	}
	return d, len(d) >= 9 && len(d) <= 14 && d[0] == '0'
}
