package linkage

import (
	"math"
	"strings"
)

// Evidence is what one field says of a pair.
type Evidence struct {
	Field    string  `json:"field"`
	Level    string  `json:"level"`
	Weight   float64 `json:"weight"` // log2 of the Bayes factor
	ID       string  `json:"id"`     // "NIK sama kecuali satu angka pada nomor urut"
	EN       string  `json:"en"`
	Frequent float64 `json:"frequency,omitempty"` // how frequent the agreeing value is among records, where that counts
}

// Explain says field by field why a link was made. Fields that are not known on one side are left out.
func (res *Result) Explain(l Link) []Evidence {
	if res.c == nil {
		return nil
	}
	a, b := l.Left, l.Right
	if l.edge >= 0 {
		a, b = int(res.found.edges[l.edge].left), int(res.found.edges[l.edge].right)
	}
	return res.c.newJudge().explain(a, b)
}

// Explainer returns a function that explains links, faster than [Result.Explain] for many; one for each goroutine.
func (res *Result) Explainer() func(l Link) []Evidence {
	if res.c == nil {
		return func(Link) []Evidence { return nil }
	}
	j := res.c.newJudge()
	return func(l Link) []Evidence {
		if l.edge >= 0 {
			e := res.found.edges[l.edge]
			return j.explain(int(e.left), int(e.right))
		}
		return j.explain(l.Left, l.Right)
	}
}

func (j *judge) explain(l, r int) []Evidence {
	var out []Evidence
	var seen levels
	for i, f := range j.compare {
		if f == nil {
			continue
		}
		level, share := f(l, r)
		w := &j.c.weights.fields[i]
		state := w.state(seen)
		if level == 0 || state == Ignore {
			continue
		}
		seen |= levels(level) << (4 * i)
		frequent := w.frequent(state, level)
		if !frequent {
			share = 0
		}
		field, lv := &j.c.model.Fields[i], &w.levels[level]
		e := Evidence{
			Field: field.Name, Level: lv.Name, Weight: (j.c.weights.part(i, seen) - float64(share)) / math.Ln2,
			ID: name(field.ID, field.Name) + " " + lv.ID, EN: name(field.EN, field.Name) + " " + lv.EN,
		}
		if frequent {
			e.Frequent = math.Exp(float64(share))
		}
		out = append(out, e)
	}
	return out
}

func name(said, otherwise string) string {
	if said != "" {
		return said
	}
	return otherwise
}

// Sentence joins the evidence to one sentence in Indonesian (lang "id") or English.
func Sentence(all []Evidence, lang string) string {
	var parts []string
	for _, e := range all {
		if lang == "en" {
			parts = append(parts, e.EN)
		} else {
			parts = append(parts, e.ID)
		}
	}
	return strings.Join(parts, "; ")
}
