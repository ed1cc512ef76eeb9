package layout

import (
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/nik"
)

// numberParts finds a NIK that is written over several neighbouring columns, down to a digit in each: the columns' digits
// together are sixteen and hold a day, in seven rows of ten, and a heading over the first of them says NIK.
func (r *recogniser) numberParts(t *Table, from int) {
	if !r.set.Person {
		return
	}
	if c, ok := t.Columns["nik"]; ok && (r.wholeNumbers(c.Index, from) || len(t.texts) == 0) {
		return
	}
	field := r.set.Index("nik")
	for start, header := range t.texts {
		says := false
		for _, m := range r.match(header) {
			says = says || m.field == field && m.sim >= goodEnough
		}
		if !says || says && start > 0 && r.saysNIK(t.texts[start-1], field) {
			continue
		}
		for n := 2; n <= 16; n++ {
			widths := r.widths(start, n, from)
			if !r.joinedNumbers(start, widths, from) {
				continue
			}
			t.takeNumber(start, widths)
			return
		}
	}
}

func (r *recogniser) saysNIK(header string, field int) bool {
	for _, m := range r.match(header) {
		if m.field == field && m.sim >= goodEnough {
			return true
		}
	}
	return false
}

// wholeNumbers tells whether some cells of a column hold a NIK by themselves.
func (r *recogniser) wholeNumbers(column, from int) bool {
	n, whole := 0, 0
	for _, row := range r.sample(from) {
		if c := row.Cell(column); !c.Blank() {
			n++
			if LooksNIK(c) {
				whole++
			}
		}
	}
	return whole*5 > n
}

func (r *recogniser) sample(from int) []sheetread.Row {
	return r.rows[min(from, len(r.rows)):min(from+profileRows, len(r.rows))]
}

// widths are the most digits that neighbouring columns hold.
func (r *recogniser) widths(start, n, from int) []int {
	out := make([]int, n)
	for _, row := range r.sample(from) {
		if filled(row) < 3 || isNumberRow(row) {
			continue
		}
		for i := range n {
			if text := value.Visible(row.Cell(start + i).Text); len(text) <= 16 && digitsIn(text) == len(text) {
				out[i] = max(out[i], len(text))
			}
		}
	}
	return out
}

func (r *recogniser) joinedNumbers(start int, widths []int, from int) bool {
	n, good := 0, 0
	for _, row := range r.sample(from) {
		if filled(row) < 3 || isNumberRow(row) || row.Cell(start).Blank() {
			continue
		}
		n++
		number, ok := nik.Parse(joined(row, start, widths))
		if !ok {
			continue
		}
		if _, real := number.BirthDate(asOf); real {
			good++
		}
	}
	return n >= 2 && good*10 >= n*7
}

// joined writes the cells of a number one behind the other; a number cell gets back the zeros that it lost in front.
func joined(row sheetread.Row, start int, widths []int) string {
	var b strings.Builder
	for i, width := range widths {
		c := row.Cell(start + i)
		text := strings.Trim(value.Visible(c.Text), " .-'\u00a0")
		if c.Kind == sheetread.Number {
			text = strings.Repeat("0", max(0, width-len(text))) + text
		}
		b.WriteString(text)
	}
	return b.String()
}

func (t *Table) takeNumber(start int, widths []int) {
	for name, c := range t.Columns {
		if c.Index >= start && c.Index < start+len(widths) {
			delete(t.Columns, name)
		}
	}
	if t.number >= start && t.number < start+len(widths) {
		t.number = -1
	}
	t.Columns["nik"] = Column{Index: start, Header: t.texts[start], Confidence: 0.9}
	t.numberWidths = widths
}

// Number returns the cell of the NIK, put together where it is written over several columns.
func (r Record) Number() sheetread.Cell { return r.Table.numberIn(r.Cell("nik"), r.Row) }

func (t *Table) numberIn(c sheetread.Cell, row sheetread.Row) sheetread.Cell {
	if len(t.numberWidths) == 0 {
		return c
	}
	c.Text = joined(row, t.Columns["nik"].Index, t.numberWidths)
	if c.Kind = sheetread.Text; c.Text == "" {
		c.Kind = sheetread.Empty
	}
	return c
}
