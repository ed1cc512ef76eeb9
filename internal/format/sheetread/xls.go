package sheetread

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf16"
)

// The records of the binary workbook format (BIFF8, [MS-XLS] 2.4) that hold what is read here.
const (
	recBOF         = 0x0809
	recEOF         = 0x000a
	recFilePass    = 0x002f
	recDateMode    = 0x0022
	recFormat      = 0x041e
	recXF          = 0x00e0
	recBoundSheet  = 0x0085
	recSST         = 0x00fc
	recContinue    = 0x003c
	recRow         = 0x0208
	recColInfo     = 0x007d
	recLabelSST    = 0x00fd
	recLabel       = 0x0204
	recRString     = 0x00d6
	recNumber      = 0x0203
	recRK          = 0x027e
	recMulRK       = 0x00bd
	recFormula     = 0x0006
	recString      = 0x0207
	recBoolErr     = 0x0205
	recMergedCells = 0x00e5
)

// xlsBook is a legacy workbook, whole in memory.
type xlsBook struct {
	data    []byte
	limits  Limits
	era1904 bool
	formats map[uint16]bool // own formats that show a date
	dates   []bool          // by style number
	strings []string
}

var errShort = errors.New("a record is shorter than it says")

// record returns the record at an offset and the offset behind it.
func (x *xlsBook) record(at int) (kind uint16, body []byte, next int, err error) {
	if at < 0 || at+4 > len(x.data) {
		return 0, nil, 0, errShort
	}
	kind = binary.LittleEndian.Uint16(x.data[at:])
	size := int(binary.LittleEndian.Uint16(x.data[at+2:]))
	if at+4+size > len(x.data) {
		return 0, nil, 0, errShort
	}
	return kind, x.data[at+4 : at+4+size], at + 4 + size, nil
}

func openXLS(data []byte, limits Limits) (*Book, error) {
	x := &xlsBook{data: data, limits: limits, formats: map[uint16]bool{}}
	b := &Book{Format: XLS}
	if err := x.globals(b); err != nil {
		return nil, asDamaged("workbook", err)
	}
	if len(b.sheets) == 0 {
		return nil, damaged(errors.New("the workbook names no sheet"))
	}
	return b, nil
}

// globals reads what the sheets share, and their names and places.
func (x *xlsBook) globals(b *Book) error {
	kind, body, at, err := x.record(0)
	if err != nil || kind != recBOF || len(body) < 2 || binary.LittleEndian.Uint16(body) != 0x0600 {
		return fmt.Errorf("no BIFF8 workbook: %w", errShort)
	}
	for {
		kind, body, next, err := x.record(at)
		if err != nil {
			return err
		}
		switch kind {
		case recEOF:
			return nil
		case recFilePass:
			return encrypted()
		case recDateMode:
			x.era1904 = len(body) >= 2 && body[0] == 1
		case recFormat:
			if len(body) > 5 {
				code, _ := xlsString(body[2:], 2)
				x.formats[binary.LittleEndian.Uint16(body)] = isDateFormat(code)
			}
		case recXF:
			if len(body) >= 4 {
				id := binary.LittleEndian.Uint16(body[2:])
				own, known := x.formats[id]
				x.dates = append(x.dates, own || (!known && builtinDates[strconv.Itoa(int(id))]))
			}
		case recBoundSheet:
			if err := x.sheet(b, body); err != nil {
				return err
			}
		case recSST:
			if next, err = x.sharedStrings(at); err != nil {
				return err
			}
		}
		at = next
	}
}

func (x *xlsBook) sheet(b *Book, body []byte) error {
	if len(body) < 8 {
		return errShort
	}
	if len(b.sheets) >= x.limits.Sheets {
		return NewFault(TooBig, "Buku kerja berisi terlalu banyak lembar; batasnya %d lembar. Simpan hanya lembar daftar pekerja lalu kirim ulang.", x.limits.Sheets)
	}
	if body[5] != 0 { // charts and macro sheets
		return nil
	}
	at := int(binary.LittleEndian.Uint32(body))
	name, _ := xlsString(body[6:], 1)
	s := &Sheet{Name: name, Hidden: body[4]&3 != 0}
	s.load = func(ctx context.Context) (*content, error) {
		c, err := x.loadSheet(ctx, at)
		if err != nil {
			return nil, asDamaged(name, err)
		}
		return c, nil
	}
	b.sheets = append(b.sheets, s)
	return nil
}

// xlsString reads a string whose count of characters takes one or two bytes, and returns what follows it.
func xlsString(b []byte, width int) (string, []byte) {
	if len(b) < width+1 {
		return "", nil
	}
	n := int(b[0])
	if width == 2 {
		n = int(binary.LittleEndian.Uint16(b))
	}
	return xlsChars(b[width+1:], n, b[width]&1 != 0)
}

func xlsChars(b []byte, n int, wide bool) (string, []byte) {
	if wide {
		n = min(n, len(b)/2)
		u := make([]uint16, n)
		for i := range u {
			u[i] = binary.LittleEndian.Uint16(b[2*i:])
		}
		return string(utf16.Decode(u)), b[2*n:]
	}
	n = min(n, len(b))
	u := make([]rune, n) // the low bytes of UTF-16
	for i := range u {
		u[i] = rune(b[i])
	}
	return string(u), b[n:]
}

// sstReader reads the shared strings, which run over into continuing records; characters that are cut by the border of
// a record go on with a new byte for their width.
type sstReader struct {
	x    *xlsBook
	body []byte
	next int
}

func (r *sstReader) more() error {
	kind, body, next, err := r.x.record(r.next)
	if err != nil || kind != recContinue {
		return errShort
	}
	r.body, r.next = body, next
	return nil
}

func (r *sstReader) bytes(n int) ([]byte, error) {
	if len(r.body) == 0 {
		if err := r.more(); err != nil {
			return nil, err
		}
	}
	if len(r.body) < n {
		return nil, errShort
	}
	b := r.body[:n]
	r.body = r.body[n:]
	return b, nil
}

func (r *sstReader) skip(n int) error {
	for n > 0 {
		if len(r.body) == 0 {
			if err := r.more(); err != nil {
				return err
			}
		}
		k := min(n, len(r.body))
		r.body = r.body[k:]
		n -= k
	}
	return nil
}

func (x *xlsBook) sharedStrings(at int) (int, error) {
	_, body, next, err := x.record(at)
	if err != nil || len(body) < 8 {
		return 0, errShort
	}
	count := int(binary.LittleEndian.Uint32(body[4:]))
	r := &sstReader{x: x, body: body[8:], next: next}
	for range min(count, len(x.data)/3) {
		s, err := r.text()
		if err != nil {
			return 0, err
		}
		x.strings = append(x.strings, s)
	}
	for { // what is left of continuing records
		kind, _, after, err := x.record(r.next)
		if err != nil || kind != recContinue {
			return r.next, nil
		}
		r.next = after
	}
}

func (r *sstReader) text() (string, error) {
	head, err := r.bytes(3)
	if err != nil {
		return "", err
	}
	n, flags := int(binary.LittleEndian.Uint16(head)), head[2]
	runs, extra := 0, 0
	if flags&8 != 0 {
		b, err := r.bytes(2)
		if err != nil {
			return "", err
		}
		runs = int(binary.LittleEndian.Uint16(b))
	}
	if flags&4 != 0 {
		b, err := r.bytes(4)
		if err != nil {
			return "", err
		}
		extra = int(binary.LittleEndian.Uint32(b))
	}
	out, wide := "", flags&1 != 0
	for n > 0 {
		if len(r.body) == 0 {
			if err := r.more(); err != nil {
				return "", err
			}
			b, err := r.bytes(1)
			if err != nil {
				return "", err
			}
			wide = b[0]&1 != 0
		}
		width := 1
		if wide {
			width = 2
		}
		k := min(n, len(r.body)/width)
		if k == 0 {
			return "", errShort
		}
		var s string
		s, r.body = xlsChars(r.body, k, wide)
		out += s
		n -= k
	}
	if extra < 0 || extra > len(r.x.data) {
		return "", errShort
	}
	return out, r.skip(4*runs + extra)
}

// xlsSheet gathers one sheet.
type xlsSheet struct {
	x      *xlsBook
	out    *content
	rows   map[int]*Row
	count  int
	wait   *Cell // a formula whose text follows
	waitAt int
}

func (x *xlsBook) loadSheet(ctx context.Context, at int) (*content, error) {
	s := &xlsSheet{x: x, out: &content{hidden: map[int]bool{}}, rows: map[int]*Row{}}
	depth := 0
	for n := 0; ; n++ {
		kind, body, next, err := x.record(at)
		if err != nil {
			return nil, err
		}
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		switch kind {
		case recBOF:
			depth++
		case recEOF:
			if depth--; depth <= 0 {
				return s.finish(), nil
			}
		default:
			if depth == 1 { // deeper are charts
				if err := s.take(kind, body); err != nil {
					return nil, err
				}
			}
		}
		at = next
	}
}

func (s *xlsSheet) finish() *content {
	for _, r := range s.rows {
		if len(r.Cells) > 0 {
			slices.SortStableFunc(r.Cells, byColumn)
			s.out.rows = append(s.out.rows, *r)
		}
	}
	slices.SortFunc(s.out.rows, byNumber)
	return s.out
}

func (s *xlsSheet) row(index int) *Row {
	r := s.rows[index]
	if r == nil {
		r = &Row{Number: index + 1}
		s.rows[index] = r
	}
	return r
}

func (s *xlsSheet) take(kind uint16, b []byte) error {
	u16 := func(i int) int { return int(binary.LittleEndian.Uint16(b[i:])) }
	least := map[uint16]int{recRow: 16, recColInfo: 10, recLabelSST: 10, recLabel: 9, recRString: 9, recNumber: 14, recRK: 10, recMulRK: 12, recFormula: 20, recBoolErr: 8, recMergedCells: 2, recString: 3}[kind]
	if len(b) < least {
		return errShort
	}
	switch kind {
	case recRow:
		if b[12]&0x20 != 0 {
			s.row(u16(0)).Hidden = true
		}
	case recColInfo:
		if b[8]&1 != 0 {
			for c := u16(0); c <= min(u16(2), s.x.limits.Columns); c++ {
				s.out.hidden[c] = true
			}
		}
	case recMergedCells:
		for i := range min(u16(0), (len(b)-2)/8) {
			if len(s.out.merges) < s.x.limits.MergedRanges {
				s.out.merges = append(s.out.merges, Range{u16(2+8*i) + 1, u16(4+8*i) + 1, u16(6 + 8*i), u16(8 + 8*i)})
			}
		}
	case recMulRK:
		for i := range (len(b) - 6) / 6 {
			if err := s.number(u16(0), u16(2)+i, u16(4+6*i), rk(binary.LittleEndian.Uint32(b[6+6*i:]))); err != nil {
				return err
			}
		}
	case recString:
		if s.wait != nil {
			text, _ := xlsString(b, 2)
			c := *s.wait
			s.wait = nil
			c.Kind, c.Text = Text, text
			return s.add(s.waitAt, c)
		}
	case recLabelSST, recLabel, recRString, recNumber, recRK, recFormula, recBoolErr:
		return s.cell(kind, b, u16(0), u16(2), u16(4))
	}
	return nil
}

func (s *xlsSheet) cell(kind uint16, b []byte, row, column, style int) error {
	c := Cell{Column: uint16(column), Kind: Text, era1904: s.x.era1904}
	switch kind {
	case recLabelSST:
		i := int(binary.LittleEndian.Uint32(b[6:]))
		if i >= len(s.x.strings) {
			return fmt.Errorf("shared string %d does not exist", i)
		}
		c.Text = s.x.strings[i]
	case recLabel, recRString:
		c.Text, _ = xlsString(b[6:], 2)
	case recNumber:
		return s.number(row, column, style, math.Float64frombits(binary.LittleEndian.Uint64(b[6:])))
	case recRK:
		return s.number(row, column, style, rk(binary.LittleEndian.Uint32(b[6:])))
	case recBoolErr:
		c.Kind, c.Text = Bool, strconv.Itoa(int(b[6]))
		if b[7] != 0 {
			c.Kind, c.Text = Error, xlsError(b[6])
		}
	case recFormula:
		return s.formula(b, row, column, style)
	}
	return s.add(row, c)
}

func (s *xlsSheet) formula(b []byte, row, column, style int) error {
	c := Cell{Column: uint16(column), Formula: true, era1904: s.x.era1904}
	if b[12] != 0xff || b[13] != 0xff {
		f := math.Float64frombits(binary.LittleEndian.Uint64(b[6:]))
		c.Kind, c.Text = s.numberKind(style), formatNumber(f)
		return s.add(row, c)
	}
	switch b[6] {
	case 0:
		s.wait, s.waitAt = &c, row
		return nil
	case 1:
		c.Kind, c.Text = Bool, strconv.Itoa(int(b[8]))
	case 2:
		c.Kind, c.Text = Error, xlsError(b[8])
	}
	return s.add(row, c)
}

func xlsError(code byte) string {
	if s, ok := map[byte]string{0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}[code]; ok {
		return s
	}
	return "#N/A"
}

// rk unpacks the short form of numbers: a whole number or the upper bits of a float, perhaps times a hundredth.
func rk(v uint32) float64 {
	f := float64(int32(v) >> 2)
	if v&2 == 0 {
		f = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

func formatNumber(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func (s *xlsSheet) numberKind(style int) Kind {
	if style < len(s.x.dates) && s.x.dates[style] {
		return Date
	}
	return Number
}

func (s *xlsSheet) number(row, column, style int, f float64) error {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil
	}
	return s.add(row, Cell{Column: uint16(column), Kind: s.numberKind(style), Text: formatNumber(f), era1904: s.x.era1904})
}

func (s *xlsSheet) add(row int, c Cell) error {
	if (c.Text == "" && !c.Formula) || int(c.Column) >= s.x.limits.Columns {
		return nil
	}
	if len(c.Text) > s.x.limits.CellBytes {
		return NewFault(TooBig, "Sel %s%d terlalu besar: isinya lebih dari %d huruf. Bersihkan sel itu lalu kirim ulang.", ColumnName(int(c.Column)), row+1, s.x.limits.CellBytes>>3)
	}
	if s.count++; s.count > s.x.limits.Cells {
		return NewFault(TooBig, "Lembar berisi terlalu banyak baris; batasnya %d baris dan %d sel. Pecah menjadi beberapa berkas, misalnya per unit kerja.", s.x.limits.Rows, s.x.limits.Cells)
	}
	r := s.row(row)
	r.Cells = append(r.Cells, c)
	return nil
}
