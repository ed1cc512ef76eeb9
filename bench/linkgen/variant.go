package main

import "strings"

// vary writes a name differently, in one of the ways of the error model, and notes which.
func (c *clerk) vary(d *dice, r *row) string {
	tokens := strings.Split(r.name, " ")
	if d.chance(0.6) && c.spelling.respellMuhammad(d, tokens) {
		r.note("name:muhammad")
		return strings.Join(tokens, " ")
	}
	for {
		kind := c.variant(d, &tokens)
		out := strings.Join(tokens, " ")
		if kind != "" && out != r.name && out != "" {
			r.note("name:" + kind)
			return out
		}
		tokens = strings.Split(r.name, " ")
	}
}

// variant changes the tokens in one way; "" where that way does not fit this name.
func (c *clerk) variant(d *dice, tokens *[]string) string {
	t := *tokens
	switch x := d.float(); {
	case x < 0.30:
		if c.spelling.respell(d, t) {
			return "respelled"
		}
	case x < 0.42:
		if abbreviate(d, t) {
			return "initial"
		}
	case x < 0.54:
		if len(t) > 1 {
			i := d.below(len(t))
			*tokens = append(append([]string{}, t[:i]...), t[i+1:]...)
			return "dropped"
		}
	case x < 0.60:
		return joinOrSplit(d, tokens)
	case x < 0.66:
		if len(t) > 1 {
			i := d.below(len(t) - 1)
			t[i], t[i+1] = t[i+1], t[i]
			return "order"
		}
	case x < 0.90:
		mistype(d, t)
		return "typo"
	case x < 0.93:
		*tokens = append(t, []string{"BIN", "BINTI"}[d.below(2)], c.names.first[0].draw(d))
		return "bin"
	case x < 0.96:
		if c.spelling.respell(d, t) {
			mistype(d, t)
			return "respelled+typo"
		}
	default:
		return truncate(tokens)
	}
	return ""
}

func abbreviate(d *dice, t []string) bool {
	if len(t) < 2 {
		return false
	}
	i := d.below(len(t))
	if len(t[i]) < 3 {
		return false
	}
	t[i] = t[i][:1]
	if d.chance(0.5) {
		t[i] += "."
	}
	return true
}

// joinOrSplit writes two words as one, or a long one as two.
func joinOrSplit(d *dice, tokens *[]string) string {
	t := *tokens
	if len(t) > 1 && d.chance(0.7) {
		i := d.below(len(t) - 1)
		joined := append(append([]string{}, t[:i]...), t[i]+t[i+1])
		*tokens = append(joined, t[i+2:]...)
		return "joined"
	}
	i := d.below(len(t))
	if len(t[i]) < 7 {
		return ""
	}
	at := 3 + d.below(len(t[i])-5)
	split := append(append([]string{}, t[:i]...), t[i][:at], t[i][at:])
	*tokens = append(split, t[i+1:]...)
	return "split"
}

func truncate(tokens *[]string) string {
	full := strings.Join(*tokens, " ")
	if len(full) <= 15 {
		return ""
	}
	*tokens = strings.Fields(full[:15])
	return "truncated"
}

// mistype makes one slip of the pen in one token; seven times in ten it spares the first letter.
func mistype(d *dice, t []string) {
	i := longer(d, t)
	w := []byte(t[i])
	from := 0
	if len(w) > 2 && d.chance(0.7) {
		from = 1
	}
	at := from + d.below(len(w)-from)
	switch d.below(4) {
	case 0:
		w[at] = letter(d)
	case 1:
		if len(w) > 2 {
			w = append(w[:at], w[at+1:]...)
		}
	case 2:
		w = append(w[:at], append([]byte{letter(d)}, w[at:]...)...)
	case 3:
		if at == len(w)-1 && at > 0 {
			at--
		}
		if at+1 < len(w) {
			w[at], w[at+1] = w[at+1], w[at]
		}
	}
	t[i] = string(w)
}

// longer picks a token in proportion to its length.
func longer(d *dice, t []string) int {
	sum := 0
	for _, w := range t {
		sum += len(w)
	}
	x := d.below(sum)
	for i, w := range t {
		if x < len(w) {
			return i
		}
		x -= len(w)
	}
	return len(t) - 1
}

func letter(d *dice) byte { return byte('A' + d.below(26)) }
