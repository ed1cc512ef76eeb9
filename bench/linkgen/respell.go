package main

import "strings"

// rule rewrites a piece of a token. ^ and $ in the pattern stand for its beginning and its end.
type rule struct{ from, to string }

// respelling is a set of ways to write the same name.
type respelling struct {
	rules []rule
	// muhammad are the ways to write that name; those with a point may lose it.
	muhammad []string
}

// known are the ways of writing that the design of this benchmark lists: what every clerk in East Java has seen.
var known = respelling{
	rules: parseRules(`KH>CH KH>H CH>KH ^H>CH SY>S SY>SJ SH>S Z>S Z>DZ DZ>Z TH>T DH>D D>DH Q>K ^K>Q V>F F>P F>V
		AI>AE AE>AI AI>E OI>AI AI>OI U>OE OE>U ^J>DJ DJ>J C>TJ TJ>C U>O O>U IYAH>IAH IAH>IYAH AH$>A TI$>TIK TIK$>TI
		I$>Y Y$>I DIN$>DDIN NN>N ^ABDUL$>ABD ^SITI$>ST ^NUR$>NOOR ^AHMAD$>ACHMAD`),
	muhammad: []string{"MOHAMMAD", "MUHAMAD", "MOCHAMMAD", "MOCHAMAD", "MOH.", "MUH.", "MOCH.", "MUCHAMMAD", "MOHAMAD", "MOKHAMAD", "MHD.", "M."},
}

func parseRules(text string) (all []rule) {
	for _, w := range strings.Fields(text) {
		from, to, _ := strings.Cut(w, ">")
		all = append(all, rule{from, to})
	}
	return all
}

// family tells whether a token is a way to write Muhammad.
func family(token string) bool {
	switch token {
	case "MUHAMMAD", "MOHAMMAD", "MOCHAMAD", "MOCHAMMAD", "MUHAMAD", "MOHAMAD", "MOKHAMAD", "MOH", "MUH", "MOCH":
		return true
	}
	return false
}

// places lists where a rule applies to a token.
func (r rule) places(token string) (at []int) {
	core := strings.TrimSuffix(strings.TrimPrefix(r.from, "^"), "$")
	for i := 0; i+len(core) <= len(token); i++ {
		if token[i:i+len(core)] != core ||
			r.from[0] == '^' && i > 0 ||
			r.from[len(r.from)-1] == '$' && i+len(core) < len(token) {
			continue
		}
		at = append(at, i)
	}
	return at
}

func (r rule) write(token string, at int) string {
	core := strings.TrimSuffix(strings.TrimPrefix(r.from, "^"), "$")
	return token[:at] + r.to + token[at+len(core):]
}

// respell rewrites one place of one token by one rule that applies; false where none does. Every rule that applies is
// equally likely, however many places it finds.
func (s respelling) respell(d *dice, tokens []string) bool {
	type hit struct{ token, rule int }
	var hits []hit
	for t, token := range tokens {
		if family(token) || len(token) < 3 {
			continue
		}
		for i, r := range s.rules {
			if at := r.places(token); len(at) > 0 {
				hits = append(hits, hit{t, i})
			}
		}
	}
	if len(hits) == 0 {
		return false
	}
	h := hits[d.below(len(hits))]
	r := s.rules[h.rule]
	at := r.places(tokens[h.token])
	tokens[h.token] = r.write(tokens[h.token], at[d.below(len(at))])
	return true
}

// respellMuhammad writes the first token of that family in another way.
func (s respelling) respellMuhammad(d *dice, tokens []string) bool {
	for i, t := range tokens {
		if !family(t) {
			continue
		}
		for {
			form := s.muhammad[d.below(len(s.muhammad))]
			if strings.HasSuffix(form, ".") && d.chance(0.5) {
				form = form[:len(form)-1]
			}
			if form != t {
				tokens[i] = form
				return true
			}
		}
	}
	return false
}
