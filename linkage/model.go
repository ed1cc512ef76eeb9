package linkage

import (
	"errors"
	"fmt"
	"strings"
)

// Model says what the lists hold, what is compared and how candidates are found. It is data: nothing in it is learnt.
type Model struct {
	Columns []Column
	Fields  []Field
	Keys    []Key
	// Group names a Value or Digits column of the left list whose groups (agencies) learn how many of theirs are in the
	// right list, shrunk towards the whole; empty: one share for all.
	Group string
	// Primary names the Date column by which both lists are sorted; empty: the first Date column that is a key of its own.
	Primary string
	// Settled is the probability at which a record found by the first key needs no further search; 0: 0.999999.
	Settled float64
}

// Field is one comparison. Fields are judged in order; a later one may depend on an earlier one.
type Field struct {
	Name        string
	Left, Right string // columns; Right empty: the same
	Compare     Comparator
	Given       []Given
	// Plain lists, by state, own levels at which the frequency of the agreeing value is no evidence there and u is a share
	// like any other: twins have a word of the name in common however rare it is.
	Plain map[uint8][]uint8
	// ID and EN name the field to people.
	ID, EN string
}

// Given makes the evidence of a field depend on the level that an earlier field reached: each state has shares m and u of
// its own.
type Given struct {
	Field string
	// State of each level of that field; a level beyond the list has the last state. Ignore: the field says nothing there.
	State []uint8
	// OnlyU says that only the shares among others depend on it; those among true pairs are the same in all states.
	OnlyU bool
}

// Ignore is the state in which a field is no evidence.
const Ignore = 255

// Level is one outcome of a comparison. Level 0 of every field is "not known on one side" and is no evidence.
type Level struct {
	Name string // short, stable: exact, typo, different
	// ID and EN say the outcome as half a sentence ("sama persis").
	ID, EN string
	// M and U are the starting shares among true pairs and among others.
	M, U float64
	// Frequency: the comparator also says how frequent the very value is that agrees; u is then a multiple of that
	// frequency, and U starts the multiple.
	Frequency bool
	// Complete: a key finds every pair at this level, so that u may be learnt from the candidates; for levels that are
	// too rare for a sample.
	Complete bool
}

// Comparator compares the values of one field.
type Comparator interface {
	// Levels lists the outcomes, at most fifteen, level 0 first.
	Levels() []Level
	// Bind prepares for two lists; nil where a list has no such values.
	Bind(left, right *List, f *Field) (Maker, error)
}

// Compare judges row l of the left list against row r of the right one. logFrequency is the natural logarithm of how
// frequent the agreeing value is among records, for levels with Frequency, else 0.
type Compare func(l, r int) (level uint8, logFrequency float32)

// Maker returns a comparison for one goroutine.
type Maker func() Compare

// Quicker is a comparator that can rule pairs out fast. A pair that every Quicker of the model rules out is not compared.
// Nil: no opinion.
type Quicker interface {
	Quick(left, right *List, f *Field) Sieve
}

// Sieve marks the rows of a block that may have something in common with row l of the left list: bit i of hits for the
// block's row i. Bits that are set stay set.
type Sieve func(l int, b *Block, hits []uint64)

// Block is a stretch of rows of the right list that share a key: N rows from First on, or those of Rows.
type Block struct {
	First uint32
	N     int
	Rows  []uint32
	room  []uint32
}

// Row returns row i of the block.
func (b *Block) Row(i int) uint32 {
	if b.Rows != nil {
		return b.Rows[i]
	}
	return b.First + uint32(i)
}

// Key is one way to find candidates: records whose parts are all known and all equal.
type Key struct {
	Left  []Part
	Right []Part // nil: as Left
}

// Part is a view of a column.
type Part struct {
	Column string
	View   View
	N      int // of First and Last
	// Of computes the part from the list, for views of other packages; 0 is not known. It is bound once a list.
	Of   func(l *List) func(row int) uint64
	Name string // of Of
}

// View is what a key takes of a value.
type View uint8

// The views.
const (
	Whole    View = iota
	First         // the first N digits of a number, or N letters of a value
	Last          // the last N digits
	Year          // of a date
	MonthDay      // of a date
	Swapped       // a date with day and month exchanged
	Sound         // all tokens by sound, in any order
	Token         // each token by sound: as many keys as tokens
)

func (c *Column) names() []string { return append([]string{c.Name}, c.Also...) }

func (m *Model) column(name string) int {
	for i := range m.Columns {
		if m.Columns[i].Name == name {
			return i
		}
	}
	return -1
}

// columnNamed finds a column by the name that it has in files.
func (m *Model) columnNamed(key string) int {
	for i := range m.Columns {
		for _, n := range m.Columns[i].names() {
			if headKey(n) == key {
				return i
			}
		}
	}
	return -1
}

func (m *Model) field(name string) int {
	for i := range m.Fields {
		if m.Fields[i].Name == name {
			return i
		}
	}
	return -1
}

// primary returns the column by which lists are sorted, or -1.
func (m *Model) primary() int {
	if m.Primary != "" {
		return m.column(m.Primary)
	}
	for _, k := range m.Keys {
		if len(k.Left) == 1 && k.Right == nil && k.Left[0].View == Whole && k.Left[0].Of == nil {
			if i := m.column(k.Left[0].Column); i >= 0 && m.Columns[i].Type == Date {
				return i
			}
		}
	}
	return -1
}

// The limits of a model.
const (
	maxFields = 15
	maxLevels = 15
	maxStates = 12
)

func (m *Model) validate() error {
	if len(m.Columns) == 0 || len(m.Fields) == 0 || len(m.Keys) == 0 {
		return errors.New("model needs columns, fields and keys")
	}
	if len(m.Fields) > maxFields {
		return fmt.Errorf("model has %d fields, at most %d are possible", len(m.Fields), maxFields)
	}
	for i := range m.Columns {
		if c := &m.Columns[i]; c.Type == Words && c.Rules == nil {
			c.Rules = &NameRules{}
		}
	}
	for i := range m.Fields {
		if err := m.validateField(i); err != nil {
			return fmt.Errorf("field %s: %w", m.Fields[i].Name, err)
		}
	}
	for i, k := range m.Keys {
		if len(k.Left) == 0 || k.Right != nil && len(k.Right) != len(k.Left) {
			return fmt.Errorf("key %d: both sides need the same number of parts", i+1)
		}
		for _, p := range append(append([]Part{}, k.Left...), k.Right...) {
			if err := m.validatePart(p); err != nil {
				return fmt.Errorf("key %d: %w", i+1, err)
			}
		}
	}
	if m.Primary != "" && (m.column(m.Primary) < 0 || m.Columns[m.column(m.Primary)].Type != Date) {
		return fmt.Errorf("primary column %s is no date", m.Primary)
	}
	return nil
}

func (m *Model) validateField(i int) error {
	f := &m.Fields[i]
	if f.Right == "" {
		f.Right = f.Left
	}
	if f.Name == "" || m.field(f.Name) != i {
		return errors.New("the name is empty or stands twice")
	}
	if m.column(f.Left) < 0 || m.column(f.Right) < 0 {
		return fmt.Errorf("there is no column %s", strings.Join([]string{f.Left, f.Right}, " or "))
	}
	if f.Compare == nil {
		return errors.New("nothing says how to compare")
	}
	if n := len(f.Compare.Levels()); n < 2 || n > maxLevels {
		return fmt.Errorf("%d levels; 2 to %d are possible", n, maxLevels)
	}
	states := 1
	for _, g := range f.Given {
		if j := m.field(g.Field); j < 0 || j >= i {
			return fmt.Errorf("given %s, which does not come before", g.Field)
		}
		if len(g.State) == 0 {
			return fmt.Errorf("given %s without states", g.Field)
		}
		states *= g.states()
	}
	if states > maxStates {
		return fmt.Errorf("%d states; at most %d are possible", states, maxStates)
	}
	return nil
}

func (g Given) states() int {
	n := 1
	for _, s := range g.State {
		if s != Ignore {
			n = max(n, int(s)+1)
		}
	}
	return n
}

func (m *Model) validatePart(p Part) error {
	if p.Of != nil {
		return nil
	}
	i := m.column(p.Column)
	if i < 0 {
		return fmt.Errorf("there is no column %s", p.Column)
	}
	t := m.Columns[i].Type
	ok := false
	switch p.View {
	case Whole:
		ok = true
	case First, Last:
		ok = (t == Digits || t == Value) && p.N > 0 && p.N <= 16
	case Year, MonthDay, Swapped:
		ok = t == Date
	case Sound, Token:
		ok = t == Words
	}
	if !ok {
		return fmt.Errorf("column %s has no such view", p.Column)
	}
	return nil
}
