package sample

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"strings"
	"sync"
)

//go:embed data/names-faker.csv
var fakerNames []byte

//go:embed data/names.csv
var handNames []byte

// nameBook holds the parts of names by group and sex; "" is for both sexes.
type nameBook struct {
	parts  map[string][]string
	tokens []string
	ids    map[string]uint16
	sounds []uint16 // sound class of each token
	class  map[string]uint16
}

// fullName is up to four tokens of the book; 0 is none.
type fullName [4]uint16

var openNames = sync.OnceValue(func() *nameBook {
	b := &nameBook{parts: map[string][]string{}, ids: map[string]uint16{}, class: map[string]uint16{}}
	b.tokens, b.sounds = append(b.tokens, ""), append(b.sounds, 0)
	for _, file := range [][]byte{fakerNames, handNames} {
		rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
		if err != nil {
			panic("sample: embedded names: " + err.Error())
		}
		for _, r := range rows[1:] {
			b.parts[r[0]+"/"+r[1]] = append(b.parts[r[0]+"/"+r[1]], r[2])
		}
	}
	for _, sex := range []string{"L", "P"} {
		for _, prefix := range b.parts["java_prefix/"] {
			for _, suffix := range b.parts["java_suffix/"+sex] {
				b.parts["java/"+sex] = append(b.parts["java/"+sex], prefix+suffix)
			}
		}
	}
	return b
})

// token returns the number of a word, kept on first use.
func (b *nameBook) token(word string) uint16 {
	if id, ok := b.ids[word]; ok {
		return id
	}
	id := uint16(len(b.tokens))
	b.ids[word] = id
	b.tokens = append(b.tokens, word)
	s := sound(word)
	class, ok := b.class[s]
	if !ok {
		class = uint16(len(b.class) + 1)
		b.class[s] = class
	}
	b.sounds = append(b.sounds, class)
	return id
}

// sound is a rough key: words of one key may be taken for the same by ear or by a slip of the pen.
func sound(word string) string {
	w := strings.NewReplacer("oe", "u", "dj", "j", "tj", "c", "sj", "s", "sy", "s", "kh", "", "ch", "", "dz", "s", "th", "t", "dh", "d",
		"q", "k", "v", "p", "f", "p", "z", "s", "y", "", "h", "", "w", "").Replace(strings.ToLower(word))
	var out []byte
	for i := range len(w) {
		c := w[i]
		if strings.IndexByte("aeiou'", c) >= 0 || (len(out) > 0 && out[len(out)-1] == c) {
			continue
		}
		out = append(out, c)
	}
	if len(out) > 3 {
		out = out[:3]
	}
	return string(out)
}

func (b *nameBook) sounds4(n fullName) fullName {
	var s fullName
	for i, t := range n {
		s[i] = b.sounds[t]
	}
	return s
}

// write joins the tokens: "Siti Aminah".
func (b *nameBook) write(n fullName) string {
	var s strings.Builder
	for _, t := range n {
		if t == 0 {
			break
		}
		if s.Len() > 0 {
			s.WriteByte(' ')
		}
		s.WriteString(b.tokens[t])
	}
	return s.String()
}

// culture is the share of naming customs in a place, in percent; the rest is Javanese.
type culture struct{ madura, bali, batak, ntt, china int }

func cultureOf(region string) culture {
	switch {
	case region >= "35.26" && region <= "35.29": // Madura
		return culture{madura: 85, china: 1}
	case region >= "35.07" && region <= "35.13", region == "35.74": // eastern hook of Java
		return culture{madura: 30, bali: 2, china: 2, batak: 1}
	case strings.HasPrefix(region, "35"):
		return culture{madura: 8, bali: 2, batak: 2, ntt: 1, china: 3}
	}
	return culture{bali: 1, batak: 2, ntt: 2, china: 2}
}

// draw makes a name of a place and sex.
func (b *nameBook) draw(d dice, c culture, sex byte) fullName {
	s := string(sex)
	one := func(group string) string { return pick(d, b.parts[group+"/"+s]) }
	both := func(group string) string { return pick(d, b.parts[group+"/"]) }
	var words []string
	switch n := d.IntN(100); {
	case n < c.madura:
		words = []string{one("madura")}
		if d.percent(60) {
			words = append(words, one("islam_second"))
		}
		if sex == 'L' && d.percent(30) {
			words = append([]string{pick(d, []string{"Moh", "Muhammad", "Achmad", "Abdul"})}, words...)
		}
	case n < c.madura+c.bali:
		words = []string{pick(d, []string{"I", "Ni"}), both("bali_order"), one("bali")}
		words[0] = map[byte]string{'L': "I", 'P': "Ni"}[sex]
	case n < c.madura+c.bali+c.batak:
		words = []string{one("christian"), pick(d, append(b.parts["marga/"], b.parts["marga/L"]...))}
	case n < c.madura+c.bali+c.batak+c.ntt:
		words = []string{one("christian"), both("ntt")}
		if d.percent(40) {
			words = []string{words[0], one("christian"), words[1]}
		}
	case n < c.madura+c.bali+c.batak+c.ntt+c.china:
		words = []string{one("first"), both("china")}
	default:
		words = b.javanese(d, one)
	}
	var name fullName
	used := map[string]bool{}
	i := 0
	for _, w := range words {
		if !used[w] && i < len(name) {
			name[i] = b.token(w)
			used[w] = true
			i++
		}
	}
	return name
}

func (b *nameBook) javanese(d dice, one func(string) string) []string {
	switch n := d.IntN(100); {
	case n < 14:
		return []string{one("java")}
	case n < 34:
		return []string{one("first"), one("java_second")}
	case n < 52:
		return []string{one("first"), one("java")}
	case n < 66:
		return []string{one("first"), one("last")}
	case n < 78:
		return []string{one("java"), one("java_second")}
	case n < 88:
		return []string{one("first"), one("islam_second")}
	case n < 97:
		return []string{one("first"), one("java_second"), one("last")}
	}
	return []string{one("first"), one("java"), one("last"), one("java_second")}
}
