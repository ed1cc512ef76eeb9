package linkage

import (
	"strings"
)

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
