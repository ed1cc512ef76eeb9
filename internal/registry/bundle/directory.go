package bundle

import (
	"slices"
	"strings"
	"unicode"

	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/internal/registry/unit"
)

// Directory is the units that a sender may speak of, found by code and by name.
type Directory struct {
	list  []unit.Unit
	words [][]string // the name of each in words
	codes map[string]int
	first map[string][]int // units by the first word of their name
	whole bool             // the sender may hand in lists whose rows name their units
	own   int              // the sender's own unit, -1 for none
}

// NewDirectory prepares the units of a reach. own is the unit that the sender works for, 0 for none.
func NewDirectory(list []unit.Unit, whole bool, own int64) *Directory {
	d := &Directory{list: list, codes: map[string]int{}, first: map[string][]int{}, whole: whole, own: -1}
	for i, u := range list {
		w := wordsOf(u.Name)
		d.words = append(d.words, w)
		d.codes[strings.ToLower(u.Code)] = i
		if len(w) > 1 || len(w) == 1 && len(w[0]) > 5 {
			d.first[w[0]] = append(d.first[w[0]], i)
		}
		if own != 0 && u.ID == own {
			d.own = i
		}
	}
	return d
}

// spelt is how names are shortened in letterheads and file names.
var spelt = map[string][]string{
	"kec": {"kecamatan"}, "kel": {"kelurahan"}, "ds": {"desa"}, "pkm": {"puskesmas"}, "sdn": {"sd", "negeri"}, "smpn": {"smp", "negeri"}, "setda": {"sekretariat", "daerah"},
	"setwan": {"sekretariat", "dprd"}, "satpol": {"satuan", "polisi"}, "pp": {"pamong", "praja"}, "kab": {"kabupaten"}, "pemdes": {"desa"},
}

// wordsOf splits a name into lower-case words without marks, abbreviations written out.
func wordsOf(s string) (out []string) {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if long, ok := spelt[w]; ok {
			out = append(out, long...)
		} else if w != "dan" && w != "dan/atau" {
			out = append(out, w)
		}
	}
	return out
}

// coded finds the units whose code stands in a text as a whole word.
func (d *Directory) coded(text string) (found []int) {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-._/", r)
	}) {
		w = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(w, ".xlsx"), ".csv"), ".xls")
		for _, part := range []string{w, w[strings.LastIndexByte(w, '/')+1:], strings.Split(w, "_")[0]} {
			if i, ok := d.codes[part]; ok && len(part) > 2 && !slices.Contains(found, i) {
				found = append(found, i)
			}
		}
	}
	return found
}

// named finds the units whose name stands in one of the lines. Of names inside each other the longest counts; of units
// above each other (a district over its village) the lowest; of villages of one name the one whose district is named, too.
func (d *Directory) named(lines []string) (found []int) {
	var all []string
	for _, line := range lines {
		all = append(append(all, wordsOf(line)...), "\x00")
	}
	longest := map[int]int{} // end of a match to its length
	at := map[int][]int{}
	for i, w := range all {
		for _, u := range d.first[w] {
			n := len(d.words[u])
			if i+n <= len(all) && slices.Equal(all[i:i+n], d.words[u]) && n >= longest[i+n] {
				if n > longest[i+n] {
					at[i+n] = nil
				}
				longest[i+n] = n
				at[i+n] = append(at[i+n], u)
			}
		}
	}
	for _, list := range at {
		for _, u := range list {
			if !slices.Contains(found, u) {
				found = append(found, u)
			}
		}
	}
	slices.Sort(found)
	return d.lowest(d.inDistrict(found, all))
}

// inDistrict keeps, of several units of one name, those whose district stands in the words, where there is one.
func (d *Directory) inDistrict(found []int, words []string) []int {
	if len(found) < 2 {
		return found
	}
	text := " " + strings.Join(words, " ") + " "
	var out []int
	for _, u := range found {
		twin := slices.ContainsFunc(found, func(v int) bool { return v != u && slices.Equal(d.words[u], d.words[v]) })
		if !twin || strings.Contains(text, " "+strings.Join(wordsOf(districtOf(d.list[u])), " ")+" ") {
			out = append(out, u)
		}
	}
	if len(out) == 0 {
		return found
	}
	return out
}

func districtOf(u unit.Unit) string {
	if len(u.Region) < len("33.11.01") {
		return "\x00"
	}
	return region.Standard().Name(u.Region[:len("33.11.01")])
}

// lowest drops districts and whole governments where a unit within them is named, too.
func (d *Directory) lowest(found []int) []int {
	if len(found) < 2 {
		return found
	}
	var out []int
	for _, u := range found {
		above := slices.ContainsFunc(found, func(v int) bool {
			return v != u && (d.within(v, u) || strings.HasPrefix(d.list[u].Name, "Kecamatan ") && d.list[v].Kind != unit.OPD)
		})
		if !above {
			out = append(out, u)
		}
	}
	return out
}

// within tells whether one unit lies beneath another.
func (d *Directory) within(low, high int) bool {
	return d.list[low].Government == d.list[high].Government && low != high && strings.HasPrefix(d.list[low].Path, d.list[high].Path)
}

// kin tells whether two units are the same, or one lies beneath the other, or one's name is part of the other's.
func (d *Directory) kin(a, b int) bool {
	return a == b || d.within(a, b) || d.within(b, a) || strings.Contains(strings.Join(d.words[a], " "), strings.Join(d.words[b], " ")) ||
		strings.Contains(strings.Join(d.words[b], " "), strings.Join(d.words[a], " "))
}
