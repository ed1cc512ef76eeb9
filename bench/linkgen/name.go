package main

import (
	_ "embed"
	"strings"
)

//go:embed names.txt
var namesFile string

// kinds of name, in the order of their shares.
const (
	javaneseSingle = iota
	generalSingle
	twoTokens
	firstJavanese
	threeTokens
	fourTokens
	madurese
	balinese
	batak
	eastNusa
	chinese
)

var kindShare = shares(26, 5, 27, 8, 14, 3, 10, 2, 1, 2, 2) // of 100; batak and eastNusa are 1.5 each, see names.kind

// list is a list of tokens with the urn they are drawn from.
type list struct {
	of []string
	by urn
}

func (l list) draw(d *dice) string { return l.of[l.by.draw(d)] }

// names draws full names.
type names struct {
	first, second, javanese, madurese, baliName, christian [2]list // by sex: 0 male, 1 female
	birthOrder, marga, ntt, chinese                        list
}

func newNames() *names {
	raw := sections(namesFile)
	of := func(section string, s, q float64) list {
		all := raw[section]
		return list{all, zipf(len(all), s, q)}
	}
	n := &names{
		first:      [2]list{of("male-first", 0.95, 2), of("female-first", 0.95, 2)},
		second:     [2]list{of("male-second", 0.8, 3), of("female-second", 0.8, 3)},
		madurese:   [2]list{of("madurese-male", 0.6, 2), of("madurese-female", 0.6, 2)},
		baliName:   [2]list{of("balinese-male", 0.5, 2), of("balinese-female", 0.5, 2)},
		christian:  [2]list{of("christian-male", 0.7, 2), of("christian-female", 0.7, 2)},
		birthOrder: of("balinese-birth", 0.5, 2),
		marga:      of("marga", 0.6, 2),
		ntt:        of("ntt", 0.6, 2),
		chinese:    of("chinese", 0.6, 2),
	}
	for sex, suffix := range []string{"javanese-male-suffix", "javanese-female-suffix"} {
		n.javanese[sex] = products(raw["javanese-prefix"], raw[suffix], sex)
	}
	return n
}

// products joins every prefix with every suffix, in an order shuffled once and for all.
func products(prefixes, suffixes []string, sex int) list {
	var all []string
	seen := map[string]bool{}
	for _, p := range prefixes {
		for _, s := range suffixes {
			if !seen[p+s] {
				seen[p+s] = true
				all = append(all, p+s)
			}
		}
	}
	d := newDice(62, 0, sex)
	mixed := make([]string, len(all))
	for i, j := range d.shuffle(len(all)) {
		mixed[i] = all[j]
	}
	return list{mixed, zipf(len(mixed), 0.9, 8)}
}

// sections reads names.txt; a point inside an entry is a blank of the name.
func sections(text string) map[string][]string {
	all := map[string][]string{}
	at := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '=':
			at = line[1:]
		default:
			for _, w := range strings.Fields(line) {
				all[at] = append(all[at], strings.ReplaceAll(w, ".", " "))
			}
		}
	}
	return all
}

// kind draws the kind of a name. The urn holds whole hundredths, so the half that Batak lacks and East Nusa Tenggara has
// too much is moved here.
func (n *names) kind(d *dice) int {
	k := kindShare.draw(d)
	if k == eastNusa && d.chance(0.25) {
		return batak
	}
	return k
}

// draw makes a full name; kindName says what kind it is.
func (n *names) draw(d *dice, sex int) (full, kindName string) {
	first := func() string { return n.first[sex].draw(d) }
	second := func() string { return n.second[sex].draw(d) }
	java := func() string { return n.javanese[sex].draw(d) }
	christian := func() string { return n.christian[sex].draw(d) }
	switch n.kind(d) {
	case javaneseSingle:
		return java(), "javanese-single"
	case generalSingle:
		return first(), "general-single"
	case twoTokens:
		return distinct(first(), second()), "two"
	case firstJavanese:
		return distinct(first(), java()), "first-javanese"
	case threeTokens:
		return distinct(first(), second(), second()), "three"
	case fourTokens:
		return distinct(first(), second(), second(), java()), "four"
	case madurese:
		if d.chance(0.5) {
			return n.madurese[sex].draw(d), "madurese-single"
		}
		return distinct(n.madurese[sex].draw(d), second()), "madurese-two"
	case balinese:
		article := []string{"I", "NI"}[sex]
		return distinct(article, n.birthOrder.draw(d), n.baliName[sex].draw(d)), "balinese"
	case batak:
		return distinct(christian(), n.marga.draw(d)), "batak"
	case eastNusa:
		return distinct(christian(), first(), n.ntt.draw(d)), "ntt"
	}
	return distinct(christian(), n.chinese.draw(d)), "chinese"
}

// distinct joins tokens and leaves out one that stands there already.
func distinct(tokens ...string) string {
	var kept []string
	for _, t := range tokens {
		known := false
		for _, k := range kept {
			known = known || k == t
		}
		if !known {
			kept = append(kept, t)
		}
	}
	return strings.Join(kept, " ")
}
