package layout

import "strings"

// Content is what the cells of a field look like.
type Content uint8

// The contents by which a column can be told.
const (
	AnyContent Content = iota
	NIKContent
	DayContent
	SexContent
	MoneyContent
	NameContent
	PlaceDayContent // "Sukoharjo, 12-03-1985"
	MarkContent     // a tick, an x, a 1
	CodeContent
)

// Field is something a column can mean.
type Field struct {
	Name     string // the column name of the public formats, such as tanggal_lahir
	Synonyms []string
	Weak     []string // synonyms that give way to a better column
	Not      string   // words that say the column is something else, separated by blanks
	Content  Content
	Weight   float64 // share in recognising a header; 0 counts as 0.5
	// Decoy fields are known so that they are not taken for another; they may occur several times.
	Decoy bool
}

// FieldSet is the fields of one kind of file.
type FieldSet struct {
	Kind   string
	Fields []Field
	// Person sets hold one person a row: a row is data by the evidence of a person in it. Other sets take a row that
	// fills one of the Keys.
	Person bool
	Keys   []string
	// Summed fields may stand in several columns, which are added up.
	Summed []string

	phrases []phrase
	exact   map[string]scored // squeezed phrase to field
	index   map[string]int
}

// phrase is one synonym in tokens.
type phrase struct {
	field  int
	tokens []string
	share  float64 // of certainty: 1, or less for a weak synonym
}

// compile prepares the synonyms.
func compile(s FieldSet) *FieldSet {
	s.exact, s.index = map[string]scored{}, map[string]int{}
	for i, f := range s.Fields {
		if f.Weight == 0 {
			s.Fields[i].Weight = 0.5
		}
		s.index[f.Name] = i
		for k, list := range [][]string{append([]string{f.Name}, f.Synonyms...), f.Weak} {
			for _, words := range list {
				s.learn(i, words, []float64{1, weakShare}[k])
			}
		}
	}
	return &s
}

const weakShare = 0.8

// learn takes a synonym up.
func (s *FieldSet) learn(field int, words string, share float64) {
	tokens := tokenize(words)
	if len(tokens) == 0 {
		return
	}
	key := strings.Join(tokens, "")
	if known, taken := s.exact[key]; !taken || known.field == field && known.sim < share {
		s.exact[key] = scored{field, share}
	}
	s.phrases = append(s.phrases, phrase{field: field, tokens: tokens, share: share})
}

// Index returns the place of a field in the set, or -1.
func (s *FieldSet) Index(name string) int {
	if i, ok := s.index[name]; ok {
		return i
	}
	return -1
}

// scored is a field with how well a header says it, 0 to 1.
type scored struct {
	field int
	sim   float64
}

// match returns the fields that a header text may mean, the best of each.
func (s *FieldSet) match(text string) []scored {
	if s.Person {
		text = personHead(text)
	}
	tokens := tokenize(text)
	if len(tokens) == 0 || len(tokens) > 14 {
		return nil
	}
	best := map[int]float64{}
	if x, ok := s.exact[strings.Join(tokens, "")]; ok {
		best[x.field] = x.sim
	}
	for _, p := range s.phrases {
		if sim := p.share * similarity(p.tokens, tokens); sim > best[p.field] && !s.excluded(p.field, tokens) {
			best[p.field] = sim
		}
	}
	s.alternatives(text, best)
	out := make([]scored, 0, len(best))
	for f, sim := range best {
		out = append(out, scored{f, sim})
	}
	return out
}

// alternatives reads "Nama / Jabatan" as either of the two, a little less sure than a head of its own.
func (s *FieldSet) alternatives(text string, best map[int]float64) {
	if !strings.Contains(text, "/") {
		return
	}
	for part := range strings.SplitSeq(text, "/") {
		tokens := tokenize(part)
		if len(tokens) == 0 || len(tokens[0]) < 3 {
			continue
		}
		if x, ok := s.exact[strings.Join(tokens, "")]; ok {
			best[x.field] = max(best[x.field], 0.95*x.sim)
		}
	}
}

func (s *FieldSet) excluded(field int, tokens []string) bool {
	not := s.Fields[field].Not
	if not == "" {
		return false
	}
	for _, t := range tokens {
		for w := range strings.FieldsSeq(not) {
			if t == w {
				return true
			}
		}
	}
	return false
}

// similarity says how well header tokens say a synonym: all of the synonym must be there; other words weaken it.
func similarity(synonym, header []string) float64 {
	if len(synonym) > len(header) {
		return 0
	}
	sum := 0.0
	for _, s := range synonym {
		best := 0.0
		for _, h := range header {
			if q := tokenLike(s, h); q > best {
				best = q
			}
		}
		if best == 0 {
			return 0
		}
		sum += best
	}
	quality := sum / float64(len(synonym))
	share := float64(len(synonym)) / float64(len(header))
	return quality * (0.55 + 0.43*share)
}

// tokenLike is 1 for equal words and less for a slip of the pen in longer ones.
func tokenLike(a, b string) float64 {
	if a == b {
		return 1
	}
	n := min(len(a), len(b))
	if n < 4 || len(a)-len(b) > 2 || len(b)-len(a) > 2 || a[0] != b[0] && a[1] != b[1] {
		return 0
	}
	switch d := distance(a, b); {
	case d == 1 && n >= 4:
		return 0.92
	case d == 2 && n >= 8:
		return 0.85
	}
	return 0
}

// distance is the number of single slips between short words, exchanged neighbours included; over two it is three.
func distance(a, b string) int {
	var prev2, prev, cur [24]int
	if len(a) > 22 || len(b) > 22 {
		return 3
	}
	for j := range len(b) + 1 {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev = prev, cur
	}
	return min(prev[len(b)], 3)
}
