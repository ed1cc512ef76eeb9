package linkage

import (
	"strings"
	"sync"
)

// NameRules say how a written name becomes tokens that can be compared. The zero value only folds case and accents.
type NameRules struct {
	Before map[string]bool // titles in front, upper case without points; dropped while another token follows
	After  map[string]bool // titles behind, upper case without points; dropped while another token stands before
	Tails  map[string]bool // BIN, BINTI: dropped with all that follows, unless first
	// Spell gives the canonical spelling of an upper-case token, Sound its phonetic key; nil leaves the token as it is.
	Spell func(token string) string
	Sound func(token string) string
	// CommaEnds drops what stands after the first comma, where something stands before it.
	CommaEnds bool
	// Numbers keeps digits, for addresses; without it tokens are letters only.
	Numbers bool
}

// The most that is kept of a name or text: tokens beyond, and letters of a token beyond, are not compared.
const (
	maxWords   = 8
	maxLetters = 60
	maxWritten = 1024
)

// optional marks a token that may be an initial or a title ("H. HALIMAH"): it can explain a token of the other side and
// is never held against anybody.
const optional = 1 << 31

// word is a token in canonical spelling.
type word struct {
	text  string
	key   string // the sound
	sound uint32
	hash  uint64 // of the spelling
	ear   uint64 // of the sound
	grams uint64 // bigrams of the sound, one bit each
}

// written is what a token as written stands for.
type written struct {
	id                  uint32
	before, after, tail bool
	letter              bool
}

// dictionary holds the distinct tokens of all lists of one [Data] that follow the same rules.
type dictionary struct {
	rules  *NameRules
	mu     sync.Mutex
	raw    map[string]written
	ids    map[string]uint32
	words  []word
	marks  []mark
	looked *pairCache // of look-ups
	sounds map[string]uint32
}

func newDictionary(rules *NameRules) *dictionary {
	return &dictionary{rules: rules, raw: map[string]written{}, ids: map[string]uint32{}, sounds: map[string]uint32{}}
}

// resolve returns what a token stands for, and remembers it.
func (d *dictionary) resolve(token string) written {
	d.mu.Lock()
	defer d.mu.Unlock()
	if w, ok := d.raw[token]; ok {
		return w
	}
	r := d.rules
	w := written{before: r.Before[token], after: r.After[token], tail: r.Tails[token], letter: len(token) == 1}
	text := token
	if r.Spell != nil {
		text = r.Spell(token)
	}
	w.id = d.add(text)
	token = strings.Clone(token)
	d.raw[token] = w
	return w
}

func (d *dictionary) add(text string) uint32 {
	if id, ok := d.ids[text]; ok {
		return id
	}
	text = strings.Clone(text)
	key := text
	if d.rules.Sound != nil && len(text) > 1 {
		if key = d.rules.Sound(text); key == "" {
			key = text
		}
	}
	sound, ok := d.sounds[key]
	if !ok {
		sound = uint32(len(d.sounds))
		d.sounds[key] = sound
	}
	id := uint32(len(d.words))
	w := word{text: text, key: key, sound: sound, hash: hashString(text), ear: hashString(key)}
	for i := 0; i+1 < len(key); i++ {
		w.grams |= 1 << (mix(uint64(key[i])<<8|uint64(key[i+1])) >> 58)
	}
	d.words = append(d.words, w)
	d.marks = append(d.marks, markOf(text))
	d.ids[text] = id
	return id
}

// mix spreads the bits of a value.
func mix(x uint64) uint64 {
	x ^= x >> 32
	x *= 0x9E3779B97F4A7C15
	x ^= x >> 29
	x *= 0xBF58476D1CE4E5B9
	x ^= x >> 32
	return x
}

func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(h)
}
