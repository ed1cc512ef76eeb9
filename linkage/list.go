package linkage

import (
	"fmt"
	"sync"
)

// Type is how the values of a column are kept.
type Type uint8

// The types.
const (
	Value  Type = iota // a short text, compared as a whole: category, code, one-word string
	Digits             // an identifier of up to sixteen digits; others are dropped, leading zeros do not count
	Date               // a calendar day
	Words              // a name or free text, cut into tokens
)

// Column is a column of both lists, or of one.
type Column struct {
	Name  string
	Also  []string // other headings under which files have it
	Type  Type
	Rules *NameRules // of Words
	// Clean prepares a written value; nil trims blanks and folds case (Value) or takes what looks like digits or a date.
	// An empty answer is "not known".
	Clean func(value []byte) []byte
}

// Data is what two lists share: the model and the dictionaries.
type Data struct {
	model  *Model
	dicts  map[*NameRules]*dictionary
	values *dictionary
	mu     sync.Mutex // guards look-ups, which may add to the dictionaries
}

// NewData returns the ground on which lists of a model are built.
func NewData(m *Model) (*Data, error) {
	if err := m.validate(); err != nil {
		return nil, err
	}
	d := &Data{model: m, dicts: map[*NameRules]*dictionary{}, values: newDictionary(&NameRules{})}
	for i := range m.Columns {
		if c := &m.Columns[i]; c.Type == Words && d.dicts[c.Rules] == nil {
			d.dicts[c.Rules] = newDictionary(c.Rules)
		}
	}
	return d, nil
}

// column holds the values of one column in the order of the list's rows.
type column struct {
	digits []uint64 // packed decimal, four bits a digit, the last digit lowest
	dates  []Day
	values []uint32 // id in the dictionary of values plus one; 0 is not known
	at     []uint32 // Words: where the row's tokens begin; one more than rows
	words  []uint32
	sketch []sketch
	filled int
}

// sketch is a row's name in two words: can it have anything in common with another? Ears holds sixteen bits of the sound
// of each of the first four tokens, grams a bit for each bigram.
type sketch struct{ ears, grams uint64 }

// List is one list of records, in columns.
type List struct {
	data  *Data
	n     int
	ids   []byte
	idAt  []uint32
	cols  []column
	order []uint32 // row to place in the order of adding; nil where they are the same
	add   *part
	probe bool // one record that is looked up
	whole int  // records of the list of which this is a slice; 0: all of it
	memo  map[string]any
	mu    sync.Mutex
}

// Remember returns what make made when the key was first asked for, for what comparators derive from a list alone.
func (l *List) Remember(key string, make func() any) any {
	l.mu.Lock()
	defer l.mu.Unlock()
	v, ok := l.memo[key]
	if !ok {
		if l.memo == nil {
			l.memo = map[string]any{}
		}
		v = make()
		l.memo[key] = v
	}
	return v
}

func remember[T any](l *List, key string, make func() T) T {
	v, _ := l.Remember(key, func() any { return make() }).(T)
	return v
}

// Population returns how many records the whole list has of which this may be a slice.
func (l *List) Population() int {
	if l.whole > 0 {
		return l.whole
	}
	return l.n
}

// given tells whether shares are already known for the right list, or come from it alone.
func given(left, right *List) bool { return left.probe || right.whole > 0 }

// Probe tells whether the list is one record that is looked up: shares then come from the other list alone.
func (l *List) Probe() bool { return l.probe }

// NewList returns an empty list. Add records, then hand it to [Join] or [Dedupe].
func (d *Data) NewList() *List { return &List{data: d} }

// Len returns the number of records.
func (l *List) Len() int {
	if l.add != nil {
		return l.n + l.add.n
	}
	return l.n
}

// Add appends a record; values stand in the order of the model's columns, missing ones are empty. It is not safe for use
// by several goroutines.
func (l *List) Add(id string, values ...string) error {
	if len(values) > len(l.data.model.Columns) {
		return fmt.Errorf("add record %s: %d values for %d columns", id, len(values), len(l.data.model.Columns))
	}
	if l.cols != nil {
		return fmt.Errorf("add record %s: the list was read or linked already", id)
	}
	if l.add == nil {
		l.add = l.newPart()
	}
	l.add.id([]byte(id))
	for i := range l.data.model.Columns {
		v := ""
		if i < len(values) {
			v = values[i]
		}
		l.add.value(i, []byte(v))
	}
	l.add.n++
	return nil
}

// ID returns the id of a row.
func (l *List) ID(row int) string {
	at := row
	if l.order != nil {
		at = int(l.order[row])
	}
	return string(l.ids[l.idAt[at]:l.idAt[at+1]])
}

// place returns where a row stood when it was added.
func (l *List) place(row int) uint32 {
	if l.order == nil {
		return uint32(row)
	}
	return l.order[row]
}

// Digits, Dates, Values and column access for comparators of other packages: the slices are the list's own, one value a
// row, and must not be changed. They are nil where the column is not in the list.
func (l *List) Digits(column string) []uint64 { return l.columnOf(column).digits }

// Dates returns the days of a column.
func (l *List) Dates(column string) []Day { return l.columnOf(column).dates }

// Texts returns how to read the short text of each row of a column, after [Column.Clean]; nil where there are none.
func (l *List) Texts(column string) func(row int) string {
	c := l.columnOf(column)
	if c.values == nil {
		return nil
	}
	return func(row int) string {
		if id := c.values[row]; id != 0 {
			return l.data.values.words[id-1].text
		}
		return ""
	}
}

func (l *List) columnOf(name string) *column {
	if i := l.data.model.column(name); i >= 0 && i < len(l.cols) && l.cols[i].filled > 0 {
		return &l.cols[i]
	}
	return &column{}
}
