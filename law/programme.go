package law

import (
	"strings"
)

// Programme is one of the five programmes of employment social security.
type Programme uint8

// The programmes: accident, death, old-age savings, pension, job loss. Contributions of JKP are never billed.
const (
	JKK Programme = iota
	JKM
	JHT
	JP
	JKP
	programmeCount
)

var programmeNames = [programmeCount]string{"JKK", "JKM", "JHT", "JP", "JKP"}

// String returns the legal acronym.
func (p Programme) String() string {
	if p < programmeCount {
		return programmeNames[p]
	}
	return "?"
}

// Programmes is a set of programmes; the zero set is empty.
type Programmes uint8

// ProgrammesOf returns the set of the given programmes.
func ProgrammesOf(list ...Programme) Programmes {
	var s Programmes
	for _, p := range list {
		s |= 1 << p
	}
	return s
}

// Has tells whether the programme is in the set.
func (s Programmes) Has(p Programme) bool { return s&(1<<p) != 0 }

// With returns the set with the programmes of both.
func (s Programmes) With(t Programmes) Programmes { return s | t }

// Without returns the set without the programmes of t.
func (s Programmes) Without(t Programmes) Programmes { return s &^ t }

// Covers tells whether every programme of t is in the set.
func (s Programmes) Covers(t Programmes) bool { return s&t == t }

// List returns the programmes in their legal order.
func (s Programmes) List() []Programme {
	var out []Programme
	for p := range programmeCount {
		if s.Has(p) {
			out = append(out, p)
		}
	}
	return out
}

// String writes the set as "JKK,JKM"; "" where it is empty. ParseProgrammes reads it back.
func (s Programmes) String() string {
	var b strings.Builder
	for p := range programmeCount {
		if s.Has(p) {
			if b.Len() > 0 {
				b.WriteByte(',')
			}
			b.WriteString(programmeNames[p])
		}
	}
	return b.String()
}

// names that offices write for the programmes; longer names stand before the names they contain.
var programmeWords = []struct {
	words string
	p     Programme
}{
	{"jaminan kehilangan pekerjaan", JKP}, {"kehilangan pekerjaan", JKP}, {"jkp", JKP},
	{"jaminan kecelakaan kerja", JKK}, {"kecelakaan kerja", JKK}, {"kecelakaan", JKK}, {"jkk", JKK},
	{"jaminan kematian", JKM}, {"kematian", JKM}, {"jkm", JKM}, {"jk", JKM},
	{"jaminan hari tua", JHT}, {"hari tua", JHT}, {"jht", JHT},
	{"jaminan pensiun", JP}, {"pensiun", JP}, {"jpn", JP}, {"jp", JP},
}

// ParseProgrammes reads what offices write: "JKK,JKM", "jkm + jkk", "JKK; JHT", "Jaminan Kecelakaan Kerja dan Jaminan
// Kematian". An empty text is the empty set; an unknown name is an error that quotes it.
func ParseProgrammes(text string) (Programmes, error) {
	var set Programmes
	parts := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(",;+/&|-\n\t", r) })
	for _, part := range parts {
		rest := strings.Join(strings.Fields(part), " ")
	words:
		for rest != "" {
			for _, w := range programmeWords {
				if after, ok := cutWord(rest, w.words); ok {
					set |= 1 << w.p
					rest = after
					continue words
				}
			}
			for _, filler := range []string{"dan", "program", "serta"} {
				if after, ok := cutWord(rest, filler); ok {
					rest = after
					continue words
				}
			}
			return 0, refuse("programmes", "Program %q tidak dikenal; tulis JKK, JKM, JHT, JP atau JKP.", rest)
		}
	}
	return set, nil
}

// cutWord removes a leading word or words that end at a blank or at the end.
func cutWord(text, word string) (string, bool) {
	after, ok := strings.CutPrefix(text, word)
	if !ok || (after != "" && after[0] != ' ') {
		return text, false
	}
	return strings.TrimPrefix(after, " "), true
}

// Payer says who bears a part of a contribution.
type Payer uint8

// The payers: of wage receivers the employer and the worker; of others the worker, a sponsor or a government.
const (
	ByEmployer Payer = iota
	ByWorker
	BySponsor
	ByGovernment
	payerCount
)

var payerNames = [payerCount]string{"employer", "worker", "sponsor", "government"}

// String returns the name used between programs: "employer", "worker", "sponsor", "government".
func (p Payer) String() string {
	if p < payerCount {
		return payerNames[p]
	}
	return "?"
}

// Employer is the kind of employer, on which mandatory programmes and penalties depend.
type Employer uint8

// The kinds; the zero value is a government (agency, school, village).
const (
	Government Employer = iota
	Private
)

// String returns "government" or "private".
func (e Employer) String() string {
	if e == Private {
		return "private"
	}
	return "government"
}
