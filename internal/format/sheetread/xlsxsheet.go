package sheetread

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// sheetScan gathers one sheet of an XLSX.
type sheetScan struct {
	book   *workbook
	ctx    context.Context
	out    *content
	row    Row
	cells  []Cell // block from which rows are cut
	count  int
	text   int64 // bytes of all cells: a long text may stand once in the file and in many cells
	column int
	next   int // column after the last cell, for cells without an address
	kind   string
	style  int
	value  []byte
	hasVal bool
	form   bool
	field  byte // 'v' value, 't' inline text
	phone  int  // inside phonetic text
}

func (w *workbook) loadSheet(ctx context.Context, part string) (*content, error) {
	if err := w.shared(); err != nil {
		return nil, err
	}
	if !w.archive.has(part) {
		return nil, damaged(fmt.Errorf("part %s is missing", part))
	}
	s := &sheetScan{book: w, ctx: ctx, out: &content{hidden: map[int]bool{}}}
	if err := w.scan(part, s.token); err != nil {
		return nil, err
	}
	if !slices.IsSortedFunc(s.out.rows, byNumber) {
		slices.SortStableFunc(s.out.rows, byNumber)
	}
	return s.out, nil
}

func byNumber(a, b Row) int { return a.Number - b.Number }

func (s *sheetScan) token(x *xmlScanner) error {
	switch x.kind {
	case 't':
		if s.field != 0 && s.phone == 0 {
			s.value = appendText(s.value, x)
			s.hasVal = true
		}
		return nil
	case 's':
		return s.start(x)
	}
	return s.end(x.name)
}

func (s *sheetScan) start(x *xmlScanner) error {
	switch string(x.name) {
	case "row":
		return s.startRow(x)
	case "c":
		s.startCell(x)
		if x.empty {
			return s.endCell()
		}
	case "v":
		s.hasVal = true
		if !x.empty {
			s.field, s.value = 'v', s.value[:0]
		}
	case "f":
		s.form = true
	case "t":
		if !x.empty {
			s.field = 't'
		}
	case "rPh":
		if !x.empty {
			s.phone++
		}
	case "col":
		s.hideColumns(x)
	case "mergeCell":
		if r, ok := parseRange(x.attrString("ref")); ok && len(s.out.merges) < s.book.archive.limits.MergedRanges {
			s.out.merges = append(s.out.merges, r)
		}
	case "extLst", "conditionalFormatting", "dataValidations", "drawing", "legacyDrawing":
		return x.skip()
	}
	return nil
}

func (s *sheetScan) end(name []byte) error {
	switch string(name) {
	case "c":
		return s.endCell()
	case "row":
		s.endRow()
	case "v", "t":
		s.field = 0
	case "rPh":
		s.phone--
	}
	return nil
}

func (s *sheetScan) startRow(x *xmlScanner) error {
	n := s.row.Number + 1
	if v, ok := x.attr("r"); ok {
		if m, err := strconv.Atoi(string(v)); err == nil && m > 0 && m <= 1<<20 {
			n = m
		}
	}
	v, _ := x.attr("hidden")
	s.row = Row{Number: n, Hidden: string(v) == "1" || string(v) == "true"}
	s.next = 0
	s.cells = s.cells[len(s.cells):]
	if n%1024 == 0 {
		return s.ctx.Err()
	}
	return nil
}

func (s *sheetScan) endRow() {
	if len(s.cells) == 0 {
		return
	}
	s.row.Cells = s.cells[:len(s.cells):len(s.cells)]
	if !slices.IsSortedFunc(s.row.Cells, byColumn) {
		slices.SortStableFunc(s.row.Cells, byColumn)
	}
	s.out.rows = append(s.out.rows, s.row)
}

func byColumn(a, b Cell) int { return int(a.Column) - int(b.Column) }

func (s *sheetScan) startCell(x *xmlScanner) {
	s.column = s.next
	if v, ok := x.attr("r"); ok {
		i := 0
		for i < len(v) && v[i]|0x20 >= 'a' && v[i]|0x20 <= 'z' {
			i++
		}
		if c, ok := ColumnNumber(string(v[:i])); ok {
			s.column = c
		}
	}
	s.next = s.column + 1
	s.kind, s.style = "", 0
	if v, ok := x.attr("t"); ok {
		s.kind = string(v)
	}
	if v, ok := x.attr("s"); ok {
		s.style, _ = strconv.Atoi(string(v))
	}
	s.value, s.hasVal, s.form, s.field = s.value[:0], false, false, 0
}

func (s *sheetScan) endCell() error {
	limits := s.book.archive.limits
	if s.column >= limits.Columns || (!s.hasVal && !s.form) {
		return nil
	}
	c, err := s.cell()
	if err != nil {
		return err
	}
	if c.Text == "" && (!c.Formula || s.hasVal && s.kind == "str") { // a formula that gives "" shows nothing; one without a result stays
		return nil
	}
	if len(c.Text) > limits.CellBytes {
		return NewFault(TooBig, "Sel %s%d terlalu besar: isinya lebih dari %d huruf. Bersihkan sel itu lalu kirim ulang.", ColumnName(s.column), s.row.Number, limits.CellBytes>>3)
	}
	if len(s.cells) == cap(s.cells) {
		block := make([]Cell, len(s.cells), max(512, 2*len(s.cells)))
		copy(block, s.cells)
		s.cells = block
	}
	s.cells = append(s.cells, c)
	if s.text += int64(len(c.Text)); s.text > limits.Unpacked {
		return tooManyUnpacked(limits.Unpacked >> 20)
	}
	if s.count++; s.count > limits.Cells || len(s.out.rows) >= limits.Rows {
		return NewFault(TooBig, "Lembar berisi terlalu banyak baris; batasnya %d baris dan %d sel. Pecah menjadi beberapa berkas, misalnya per unit kerja.", limits.Rows, limits.Cells)
	}
	return nil
}

func (s *sheetScan) cell() (Cell, error) {
	c := Cell{Column: uint16(s.column), Formula: s.form, era1904: s.book.era1904}
	if !s.hasVal {
		return c, nil
	}
	switch s.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(string(s.value)))
		if err != nil || i < 0 || i >= len(s.book.strings) {
			return c, fmt.Errorf("cell %s%d: shared string %q does not exist", ColumnName(s.column), s.row.Number, s.value)
		}
		c.Kind, c.Text = Text, s.book.strings[i]
	case "inlineStr", "str", "d":
		c.Kind, c.Text = Text, excelText(s.value)
	case "b":
		c.Kind, c.Text = Bool, string(s.value)
	case "e":
		c.Kind, c.Text = Error, string(s.value)
	default:
		c.Kind, c.Text = Number, strings.TrimSpace(string(s.value))
		if s.style < len(s.book.dates) && s.style >= 0 && s.book.dates[s.style] {
			c.Kind = Date
		}
	}
	if c.Text == "" {
		c.Kind = Empty
	}
	return c, nil
}

func (s *sheetScan) hideColumns(x *xmlScanner) {
	if v := x.attrString("hidden"); v != "1" && v != "true" {
		return
	}
	first, err1 := strconv.Atoi(x.attrString("min"))
	last, err2 := strconv.Atoi(x.attrString("max"))
	if err1 != nil || err2 != nil {
		return
	}
	for c := first; c <= min(last, s.book.archive.limits.Columns); c++ {
		s.out.hidden[c-1] = true
	}
}

// parseRange reads "A1:C2".
func parseRange(s string) (Range, bool) {
	a, b, two := strings.Cut(strings.ReplaceAll(s, "$", ""), ":")
	if !two {
		b = a
	}
	c1, r1, ok1 := parseAddress(a)
	c2, r2, ok2 := parseAddress(b)
	return Range{FirstRow: r1, LastRow: r2, FirstColumn: c1, LastColumn: c2}, ok1 && ok2 && r1 <= r2 && c1 <= c2
}

func parseAddress(s string) (column, row int, ok bool) {
	i := strings.IndexAny(s, "0123456789")
	if i <= 0 {
		return 0, 0, false
	}
	column, ok = ColumnNumber(s[:i])
	row, err := strconv.Atoi(s[i:])
	return column, row, ok && err == nil && row > 0
}
