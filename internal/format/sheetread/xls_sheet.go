package sheetread

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// xlsSheet gathers one sheet.
type xlsSheet struct {
	x      *xlsBook
	out    *content
	rows   map[int]*Row
	count  int
	text   int64 // bytes of all cells
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
			text := xlsString(b, 2)
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
		c.Text = xlsString(b[6:], 2)
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
	if s.text += int64(len(c.Text)); s.text > s.x.limits.Unpacked {
		return tooManyUnpacked(s.x.limits.Unpacked >> 20)
	}
	if s.count++; s.count > s.x.limits.Cells {
		return NewFault(TooBig, "Lembar berisi terlalu banyak baris; batasnya %d baris dan %d sel. Pecah menjadi beberapa berkas, misalnya per unit kerja.", s.x.limits.Rows, s.x.limits.Cells)
	}
	r := s.row(row)
	r.Cells = append(r.Cells, c)
	return nil
}
