package law

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/payung-id/payung/law/pack"
)

// Candidate is an entry of the annex that a business may belong to.
type Candidate struct {
	Class int    // 1 to 5, 0 with Route
	Route string // "JAKON": construction workers' rules instead of a class
	Entry string
	Score float64 // 0 to 1
	pack.Evidence
}

// ClassAnswer is the accident class of a business; Sure is false where several entries fit or none fits well.
type ClassAnswer struct {
	Sure       bool
	Best       Candidate
	Candidates []Candidate // best first, at most five
}

// business is an entry with its phrases split into words.
type business struct {
	*pack.Business
	phrases [][]string
}

func newBusiness(b *pack.Business) business {
	out := business{Business: b}
	for _, phrase := range b.Words {
		if words := businessWords(phrase); len(words) > 0 {
			out.phrases = append(out.phrases, words)
		}
	}
	return out
}

// Class finds the accident class of a business from free Indonesian text. The class goes by the business of the employer,
// not by the task of the worker (PP 44/2015, Annex I).
func Class(business string) (ClassAnswer, error) { return shipped().Class(business) }

// Class is the function of that name on this law.
func (l *Law) Class(business string) (ClassAnswer, error) {
	asked := businessWords(business)
	if len(asked) == 0 {
		return ClassAnswer{}, refuse("business", "business belum diisi; tulis bidang usaha pemberi kerja.")
	}
	var found []Candidate
	for i := len(l.layers) - 1; i >= 0; i-- {
		for _, b := range l.layers[i].businesses {
			score := closeness(asked, b)
			if score == 0 {
				continue
			}
			c := Candidate{b.Class, b.Route, b.Entry, score, b.Business.Evidence}
			if score < 1 { // our reading of the words is no surer than this, however sure the entry is
				c.Confidence = pack.Weaker(c.Confidence, pack.Medium)
			}
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b Candidate) int { return cmp.Compare(b.Score, a.Score) })
	a := ClassAnswer{Candidates: found[:min(len(found), 5)]}
	if len(found) == 0 {
		return a, nil
	}
	a.Best = found[0]
	a.Sure = a.Best.Score >= sureScore
	for _, other := range found[1:] {
		if (other.Class != a.Best.Class || other.Route != a.Best.Route) && other.Score > a.Best.Score-sureLead {
			a.Sure = false
		}
	}
	return a, nil
}

// An answer is sure where most of the text is explained by one entry, and no entry of another class comes near.
const (
	sureScore  = 0.6
	sureLead   = 0.12
	slipWeight = 0.95
)

// closeness is the weight of the words that the text and the best phrase of the entry share, over the weight of both
// together; rare words weigh more.
func closeness(asked []string, b business) float64 {
	best := 0.0
	for _, words := range b.phrases {
		shared, all := 0.0, 0.0
		missed := 0
		for _, w := range words {
			if i := indexWord(asked, w); i >= 0 && asked[i] == w {
				shared += wordWeight(w)
			} else if i >= 0 { // a slip of the pen is never quite as sure
				shared += wordWeight(w) * slipWeight
				all += wordWeight(w) * (1 - slipWeight)
			} else {
				missed++
				all += wordWeight(w)
			}
		}
		for _, w := range asked {
			switch {
			case indexWord(words, w) >= 0:
			case heads[w]: // a gold shop is a shop, no mine
				all += 2 * wordWeight(w)
			default: // what else the text says beyond the phrase is often a name or a place
				all += wordWeight(w) / 3
			}
		}
		if missed > 0 {
			shared /= 2 // a phrase that is only partly there is a hint, not a hit
		}
		best = max(best, shared/(shared+all))
	}
	return math.Round(best*10000) / 10000
}

// fillers say nothing about the business.
var fillers = map[string]bool{
	"dan": true, "di": true, "usaha": true, "jasa": true, "pt": true, "cv": true, "ud": true, "perusahaan": true, "bidang": true,
	"yang": true, "untuk": true, "milik": true, "daerah": true, "kabupaten": true, "kota": true, "swasta": true, "perorangan": true,
	"pekerja": true, "karyawan": true, "the": true, "tbk": true, "industri": true,
}

// heads name the kind of business by themselves, whatever follows.
var heads = map[string]bool{
	"toko": true, "kios": true, "pedagang": true, "penjual": true, "distributor": true, "agen": true, "grosir": true,
	"dealer": true, "dinas": true, "konsultan": true, "koperasi": true, "pabrik": true,
	"angkutan": true, "pengangkutan": true, "transportasi": true, "ekspedisi": true,
}

// businessWords splits a text into its telling words, without fillers; where nothing but fillers is there, those.
func businessWords(text string) []string {
	all := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	telling := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return fillers[w] })
	if len(telling) == 0 {
		telling = all
	}
	slices.Sort(telling)
	return slices.Compact(telling)
}

// wordWeight lets long words, which are rarer, weigh more than "pabrik" or "kantor".
func wordWeight(w string) float64 {
	switch w {
	case "pabrik", "kantor", "toko", "tukang", "kapal", "lembaga", "rumah", "petugas", "buruh", "agen", "industri", "angkutan":
		return 0.6
	}
	return 1
}

// indexWord finds a word, or one that differs by a single slip of the pen after its first letter, where it is long enough.
func indexWord(words []string, w string) int {
	if i := slices.Index(words, w); i >= 0 {
		return i
	}
	if len(w) < 6 {
		return -1
	}
	return slices.IndexFunc(words, func(x string) bool { return len(x) >= 6 && x[0] == w[0] && oneSlip(x, w) })
}

// oneSlip tells whether two words differ by one letter changed, added or left out, or by two neighbours exchanged.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		if i == len(a) || a[i+1:] == b[i+1:] {
			return true
		}
		return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	}
	return a[i:] == b[i+1:]
}
