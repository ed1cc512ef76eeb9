package linkage

import (
	"fmt"
	"strings"
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

// Day is a calendar day as year<<9 | month<<5 | day; 0 is not known. It orders as days do.
type Day int32

// DayOf returns the day, or 0 where there is no such day.
func DayOf(year, month, day int) Day {
	if year < 1800 || year > 2200 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0
	}
	return Day(year<<9 | month<<5 | day)
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Year, Month and DayOfMonth take the day apart.
func (d Day) Year() int       { return int(d >> 9) }
func (d Day) Month() int      { return int(d>>5) & 15 }
func (d Day) DayOfMonth() int { return int(d) & 31 }

// Swapped returns the day with day and month exchanged, or 0 where that is no day or the same one.
func (d Day) Swapped() Day {
	if d == 0 || d.Month() == d.DayOfMonth() {
		return 0
	}
	return DayOf(d.Year(), d.DayOfMonth(), d.Month())
}

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

// part is a stretch of records on their way into a list.
type part struct {
	data   *Data
	n      int
	ids    []byte
	idEnd  []uint32
	cols   []column
	tokens map[*dictionary]*tokenizer
	buf    []byte
	mapped map[string]uint32
}

func (l *List) newPart() *part { return newPart(l.data, nil) }

func newPart(d *Data, like *part) *part {
	p := &part{data: d, cols: make([]column, len(d.model.Columns))}
	if like != nil {
		p.tokens, p.mapped, p.buf = like.tokens, like.mapped, like.buf
		return p
	}
	p.tokens, p.mapped = map[*dictionary]*tokenizer{}, map[string]uint32{}
	for _, dict := range d.dicts {
		p.tokens[dict] = newTokenizer(dict)
	}
	return p
}

func (p *part) id(id []byte) {
	p.ids = append(p.ids, id...)
	p.idEnd = append(p.idEnd, uint32(len(p.ids)))
}

// value appends a value to column i.
func (p *part) value(i int, v []byte) {
	c, col := &p.data.model.Columns[i], &p.cols[i]
	if c.Clean != nil {
		v = c.Clean(v)
	}
	switch c.Type {
	case Digits:
		n := packDigits(v)
		col.digits = append(col.digits, n)
		col.filled += one(n != 0)
	case Date:
		d := parseDay(v)
		col.dates = append(col.dates, d)
		col.filled += one(d != 0)
	case Words:
		w := p.tokens[p.data.dicts[c.Rules]].tokens(v)
		col.words = append(col.words, w...)
		col.at = append(col.at, uint32(len(col.words)))
		col.filled += one(len(w) > 0)
	default:
		id := p.valueID(v, c.Clean == nil)
		col.values = append(col.values, id)
		col.filled += one(id != 0)
	}
}

func (p *part) valueID(v []byte, fold bool) uint32 {
	if fold {
		v = p.foldValue(v)
	}
	if len(v) == 0 {
		return 0
	}
	if len(v) > maxWritten {
		v = v[:maxWritten]
	}
	if id, ok := p.mapped[string(v)]; ok {
		return id
	}
	s := string(v)
	d := p.data.values
	d.mu.Lock()
	id := d.add(s) + 1
	d.mu.Unlock()
	p.mapped[s] = id
	return id
}

// foldValue trims, folds case and squeezes blanks.
func (p *part) foldValue(v []byte) []byte {
	ascii := true
	p.buf = p.buf[:0]
	blank := false
	for _, c := range v {
		if c >= 0x80 {
			ascii = false
			break
		}
		if c <= ' ' {
			blank = len(p.buf) > 0
			continue
		}
		if blank {
			p.buf = append(p.buf, ' ')
			blank = false
		}
		p.buf = append(p.buf, upperByte[c])
	}
	if !ascii {
		p.buf = append(p.buf[:0], strings.Join(strings.Fields(strings.ToUpper(string(readable(v)))), " ")...)
	}
	return p.buf
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// packDigits keeps the last sixteen digits, four bits each.
func packDigits(v []byte) (n uint64) {
	for _, c := range v {
		if c >= '0' && c <= '9' {
			n = n<<4 | uint64(c-'0')
		}
	}
	return n
}

// parseDay reads 1985-03-12, 12/03/1985, 12-3-1985, 12.03.1985, 19850312, a spreadsheet's serial, each with a time behind
// it or not; anything else is 0.
func parseDay(v []byte) Day {
	var n [3]int
	var size [3]int
	k, digits := 0, 0
	for i := 0; i < len(v); i++ {
		c := v[i]
		switch {
		case c >= '0' && c <= '9':
			n[k] = n[k]*10 + int(c-'0')
			size[k]++
			if digits++; digits > 8 {
				return 0
			}
		case c == '-' || c == '/' || c == '.':
			if size[k] == 0 || k == 2 {
				if k == 2 && size[2] > 0 {
					i = len(v)
					break
				}
				return 0
			}
			k++
		case c == ' ' || c == 'T' || c == '"' || c == '\'':
			if digits > 0 {
				i = len(v)
			}
		default:
			return 0
		}
	}
	switch {
	case k == 2 && size[0] == 4:
		return DayOf(n[0], n[1], n[2])
	case k == 2 && size[2] == 4:
		return DayOf(n[2], n[1], n[0])
	case k == 0 && size[0] == 8:
		return DayOf(n[0]/10000, n[0]/100%100, n[0]%100)
	case k <= 1 && size[0] == 5: // days since 1899-12-30; a fraction is the time
		return serialDay(n[0])
	}
	return 0
}

// serialDay turns a spreadsheet's count of days into a day.
func serialDay(serial int) Day {
	z := serial + 693899 // days since 0000-03-01, as Howard Hinnant counts civil days
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day := doy - (153*mp+2)/5 + 1
	month := mp + 3
	year := yoe + era*400
	if month > 12 {
		month -= 12
		year++
	}
	return DayOf(year, month, day)
}
