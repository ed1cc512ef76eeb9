package linkage

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// ModelTrouble is what is wrong with a model file.
type ModelTrouble uint8

// The troubles of a model file.
const (
	ModelSyntax    ModelTrouble = iota + 1 // not YAML, or an unknown word; Value says where and what
	ModelNoFields                          // nothing to compare
	ModelTooMany                           // more than fifteen fields
	ModelTwice                             // two fields of one name
	ModelNameless                          // a field without name
	ModelCompare                           // an unknown way to compare
	ModelSound                             // an unknown rule of sounds
	ModelDay                               // a default day that is no day
	ModelUnknown                           // a key, given, group or sort names no field, or none before it
	ModelView                              // a view that this kind of field does not have
	ModelNoKeys                            // no key, and none follows from the fields
	ModelDifferent                         // both sides of a key need the same number of parts
	ModelTooLong                           // longer than [MaxModel]; Value is the limit in KB
	ModelTooDeep                           // nested deeper than any model; Value is the line
)

// ModelError says what is wrong with a model file and in which field or key.
type ModelError struct {
	Trouble ModelTrouble
	Where   string
	Value   string
}

func (e *ModelError) Error() string {
	return fmt.Sprintf("model: trouble %d in %q: %q", e.Trouble, e.Where, e.Value)
}

// modelFile is a model as people write it.
type modelFile struct {
	Fields []fieldFile `yaml:"fields"`
	Keys   []string    `yaml:"keys"`
	Sort   string      `yaml:"sort"`
	Group  string      `yaml:"group"`
}

type fieldFile struct {
	Name         string            `yaml:"name"`
	Left         string            `yaml:"left"`
	Right        string            `yaml:"right"`
	Compare      string            `yaml:"compare"`
	Given        string            `yaml:"given"`
	Label        string            `yaml:"label"`
	TitlesBefore []string          `yaml:"titles_before"`
	TitlesAfter  []string          `yaml:"titles_after"`
	Spelling     map[string]string `yaml:"spelling"`
	Sound        string            `yaml:"sound"`
	Lengths      []int             `yaml:"lengths"`
	DefaultDays  []string          `yaml:"default_days"`
	Shared       int               `yaml:"shared"`
}

// The limits of a model file. The longest models written so far, with all spellings of a language, stay below a tenth.
const (
	MaxModel      = 256 << 10 // bytes
	maxModelDepth = 16        // brackets or dashes within each other; a model needs four
)

// ReadModel reads a model from YAML, as docs/linkage.md describes it. Errors about the file are [ModelError]s.
func ReadModel(r io.Reader) (*Model, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxModel+1))
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	if len(b) > MaxModel {
		return nil, &ModelError{Trouble: ModelTooLong, Value: strconv.Itoa(MaxModel >> 10)}
	}
	if line := tooDeep(b); line > 0 {
		return nil, &ModelError{Trouble: ModelTooDeep, Value: strconv.Itoa(line)}
	}
	var f modelFile
	if err := unmarshal(b, &f); err != nil {
		return nil, &ModelError{Trouble: ModelSyntax, Value: strings.TrimSpace(yaml.FormatError(err, false, false))}
	}
	if len(f.Fields) == 0 {
		return nil, &ModelError{Trouble: ModelNoFields}
	}
	if len(f.Fields) > maxFields {
		return nil, &ModelError{Trouble: ModelTooMany, Value: strconv.Itoa(len(f.Fields))}
	}
	m := &Model{}
	for i := range f.Fields {
		if err := m.addField(&f.Fields[i]); err != nil {
			return nil, err
		}
	}
	for i := range f.Fields {
		if err := m.addGiven(i, f.Fields[i].Given); err != nil {
			return nil, err
		}
	}
	if err := m.addKeys(f.Keys); err != nil {
		return nil, err
	}
	for _, named := range []struct {
		what string
		to   *string
	}{{f.Sort, &m.Primary}, {f.Group, &m.Group}} {
		if named.what != "" && m.column(named.what) < 0 {
			return nil, &ModelError{Trouble: ModelUnknown, Where: "sort, group", Value: named.what}
		}
		*named.to = named.what
	}
	if m.Primary != "" && m.Columns[m.column(m.Primary)].Type != Date {
		return nil, &ModelError{Trouble: ModelView, Where: "sort", Value: m.Primary}
	}
	return m, m.validate()
}

// tooDeep returns the line at which a text is nested deeper than any model, 0 where it is not. It is asked before the
// parser, whose memory grows with the square of the depth; that of the lexer grows with the length. Indentation needs no
// count: the length bounds it.
func tooDeep(b []byte) (at int) {
	defer func() {
		if recover() != nil {
			at = 0 // what the lexer cannot bear the parser reports
		}
	}()
	depth, line, entries := 0, 0, 0
	for _, t := range lexer.Tokenize(string(b)) {
		if t.Position.Line != line {
			line, entries = t.Position.Line, 0
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth = max(depth-1, 0)
		case token.SequenceEntryType, token.MappingKeyType: // several in a line lie within each other
			entries++
		}
		if depth+entries > maxModelDepth {
			return line
		}
	}
	return 0
}

// unmarshal reads strictly; the parser's own panics on hostile input count as errors of syntax.
func unmarshal(b []byte, into any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return yaml.UnmarshalWithOptions(b, into, yaml.Strict())
}

func (m *Model) addField(f *fieldFile) error {
	name := strings.TrimSpace(f.Name)
	switch {
	case name == "" || strings.ContainsAny(name, ".+= "):
		return &ModelError{Trouble: ModelNameless, Where: name}
	case m.field(name) >= 0:
		return &ModelError{Trouble: ModelTwice, Where: name}
	}
	c := Column{Name: name, Also: []string{}}
	for _, also := range []string{f.Left, f.Right} {
		if also != "" {
			c.Also = append(c.Also, also)
		}
	}
	field := Field{Name: name, Left: name, Right: name, ID: f.Label, EN: f.Label}
	switch f.Compare {
	case "name":
		c.Type, field.Compare = Words, Name{}
	case "text":
		c.Type, field.Compare = Words, FreeText{}
		c.Rules = &NameRules{Numbers: true}
	case "number":
		c.Type, field.Compare = Digits, Identifier{Shared: f.Shared}
	case "date":
		days, err := defaultDays(name, f.DefaultDays)
		if err != nil {
			return err
		}
		c.Type, field.Compare = Date, Calendar{Defaults: days}
	case "category":
		field.Compare = Category{}
	case "string":
		field.Compare = String{}
	case "place":
		if slices.ContainsFunc(f.Lengths, func(n int) bool { return n < 1 || n > 16 }) || len(f.Lengths) > 8 {
			return &ModelError{Trouble: ModelView, Where: name, Value: fmt.Sprint(f.Lengths)}
		}
		field.Compare = Prefix{Lengths: slices.Compact(slices.SortedFunc(slices.Values(f.Lengths), func(a, b int) int { return b - a }))}
	default:
		return &ModelError{Trouble: ModelCompare, Where: name, Value: f.Compare}
	}
	if f.Compare == "name" {
		rules, err := f.rules()
		if err != nil {
			return err
		}
		c.Rules = rules
	}
	m.Columns, m.Fields = append(m.Columns, c), append(m.Fields, field)
	return nil
}

func (f *fieldFile) rules() (*NameRules, error) {
	r := &NameRules{Before: upperSet(f.TitlesBefore), After: upperSet(f.TitlesAfter)}
	if len(f.Spelling) > 0 {
		spelling := map[string]string{}
		for from, to := range f.Spelling {
			spelling[strings.ToUpper(strings.TrimSpace(from))] = strings.ToUpper(strings.TrimSpace(to))
		}
		r.Spell = func(token string) string {
			if s := spelling[token]; s != "" {
				return s
			}
			return token
		}
	}
	switch f.Sound {
	case "", "english":
		r.Sound = Soundex
	case "none":
	default:
		return nil, &ModelError{Trouble: ModelSound, Where: f.Name, Value: f.Sound}
	}
	return r, nil
}

func upperSet(words []string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(w), ".", ""))] = true
	}
	return set
}

// defaultDays reads month-day, "01-01".
func defaultDays(field string, days []string) (out []int, err error) {
	for _, d := range days {
		month, day, ok := strings.Cut(d, "-")
		m, errM := strconv.Atoi(month)
		n, errD := strconv.Atoi(day)
		if !ok || errM != nil || errD != nil || DayOf(2000, m, n) == 0 {
			return nil, &ModelError{Trouble: ModelDay, Where: field, Value: d}
		}
		out = append(out, m<<5|n)
	}
	return out, nil
}

// addGiven makes the shares u of a field depend on whether an earlier one agrees wholly, nearly, or not.
func (m *Model) addGiven(i int, given string) error {
	if given == "" {
		return nil
	}
	j := m.field(given)
	if j < 0 || j >= i {
		return &ModelError{Trouble: ModelUnknown, Where: m.Fields[i].Name, Value: given}
	}
	levels := m.Fields[j].Compare.Levels()
	state := make([]uint8, len(levels))
	for k := range state {
		state[k] = 1
	}
	state[0], state[1], state[len(state)-1] = 2, 0, 2
	m.Fields[i].Given = []Given{{Field: given, State: state, OnlyU: true}}
	return nil
}

// addKeys reads keys as written: "surname.sound + birth_date.year", "birth_date.swapped = birth_date".
func (m *Model) addKeys(keys []string) error {
	if len(keys) == 0 {
		keys = m.usualKeys()
	}
	if len(keys) == 0 {
		return &ModelError{Trouble: ModelNoKeys}
	}
	if len(keys) > 40 {
		return &ModelError{Trouble: ModelTooMany, Where: "keys", Value: strconv.Itoa(len(keys))}
	}
	for _, written := range keys {
		left, right, both := strings.Cut(written, "=")
		k := Key{}
		var err error
		if k.Left, err = m.parts(written, left); err != nil {
			return err
		}
		if both {
			if k.Right, err = m.parts(written, right); err != nil {
				return err
			}
			if len(k.Left) != len(k.Right) {
				return &ModelError{Trouble: ModelDifferent, Where: written}
			}
		}
		m.Keys = append(m.Keys, k)
	}
	return nil
}

func (m *Model) parts(key, written string) ([]Part, error) {
	var out []Part
	for piece := range strings.SplitSeq(written, "+") {
		name, view, _ := strings.Cut(strings.TrimSpace(piece), ".")
		if m.column(name) < 0 {
			return nil, &ModelError{Trouble: ModelUnknown, Where: key, Value: name}
		}
		p := Part{Column: name}
		switch {
		case view == "":
		case view == "sound":
			p.View = Sound
		case view == "token":
			p.View = Token
		case view == "year":
			p.View = Year
		case view == "monthday":
			p.View = MonthDay
		case view == "swapped":
			p.View = Swapped
		case strings.HasPrefix(view, "first"):
			p.View = First
			p.N, _ = strconv.Atoi(view[len("first"):])
		case strings.HasPrefix(view, "last"):
			p.View = Last
			p.N, _ = strconv.Atoi(view[len("last"):])
		default:
			return nil, &ModelError{Trouble: ModelView, Where: key, Value: view}
		}
		if m.validatePart(p) != nil {
			return nil, &ModelError{Trouble: ModelView, Where: key, Value: strings.TrimSpace(piece)}
		}
		out = append(out, p)
	}
	return out, nil
}

// usualKeys are the keys where the file names none: every number, every date, and every name by sound with every year,
// place and other name.
func (m *Model) usualKeys() (keys []string) {
	var names, with []string
	for i := range m.Fields {
		name := m.Fields[i].Name
		switch m.Fields[i].Compare.(type) {
		case Identifier:
			keys = append(keys, name)
		case Calendar:
			keys = append(keys, name)
			with = append(with, name+".year", name+".monthday")
		case Prefix, String:
			with = append(with, name)
		case Name:
			names = append(names, name+".sound")
		}
	}
	for i, n := range names {
		for _, w := range append(with, names[i+1:]...) {
			keys = append(keys, n+" + "+w)
		}
	}
	return keys[:min(len(keys), 40)]
}
