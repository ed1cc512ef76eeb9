package layout

import (
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
)

// spans answers which merged cell covers an address.
type spans struct {
	source map[[2]int][2]int // covered address to the top left one, rows by file number
	wide   map[[2]int]int    // top left address to the last column it covers
	tall   map[[2]int]int    // top left address to the last row it covers
}

const maxSpanCells = 400_000

func newSpans(merges []sheetread.Range) spans {
	s := spans{source: map[[2]int][2]int{}, wide: map[[2]int]int{}, tall: map[[2]int]int{}}
	for _, m := range merges {
		at := [2]int{m.FirstRow, m.FirstColumn}
		s.wide[at], s.tall[at] = m.LastColumn, m.LastRow
		for row := m.FirstRow; row <= m.LastRow; row++ {
			for column := m.FirstColumn; column <= m.LastColumn && len(s.source) < maxSpanCells; column++ {
				if row != m.FirstRow || column != m.FirstColumn {
					s.source[[2]int{row, column}] = at
				}
			}
		}
	}
	return s
}

func (s spans) covered(row, column int) bool {
	_, ok := s.source[[2]int{row, column}]
	return ok
}

// block is the header texts of one to three lines, by column.
type block struct {
	candidates map[int][]string // readings of a column's header, for matching
	written    map[int]string   // the header as written
}

// line is the texts of one header line: own text, and text of a group that spans several columns.
type line struct {
	own   map[int]string
	group map[int]string
}

func (r *recogniser) lineAt(i int, lower map[int]bool) line {
	row := r.rows[i]
	l := line{own: map[int]string{}, group: map[int]string{}}
	for _, c := range row.Cells {
		text := value.CleanSpaces(c.Text)
		if text == "" {
			continue
		}
		column := int(c.Column)
		l.own[column] = text
		at := [2]int{row.Number, column}
		if last, merged := r.spans.wide[at]; merged && last > column {
			for k := column; k <= min(last, column+40); k++ {
				l.group[k] = text
			}
			continue
		}
		// Without merges (CSV, careless sheets) a group's name stands over its first column only.
		for k := column + 1; lower != nil && lower[k] && k < column+6; k++ {
			if own := row.Cell(k); !own.Blank() {
				break
			}
			if r.spans.covered(row.Number, k) {
				break
			}
			l.group[column], l.group[k] = text, text
		}
	}
	return l
}

// blockTexts gives every column its possible header texts from the lines of a block.
func (r *recogniser) blockTexts(first, lines int) block {
	b := block{candidates: map[int][]string{}, written: map[int]string{}}
	below := make([]line, lines)
	var lower map[int]bool
	for k := lines - 1; k >= 0; k-- {
		below[k] = r.lineAt(first+k, lower)
		if lower == nil {
			lower = map[int]bool{}
		}
		for c, text := range below[k].own {
			if text != "" {
				lower[c] = true
			}
		}
	}
	for c := range columnsOf(below) {
		b.add(c, below)
	}
	return b
}

func columnsOf(lines []line) map[int]bool {
	all := map[int]bool{}
	for _, l := range lines {
		for c := range l.own {
			all[c] = true
		}
		for c := range l.group {
			all[c] = true
		}
	}
	return all
}

func (b *block) add(c int, lines []line) {
	var parts []string
	for k, l := range lines {
		text, grouped := l.group[c]
		own := l.own[c]
		if grouped && k < len(lines)-1 {
			text = withoutSiblings(text, l.group, lines[k+1:])
		} else {
			text = own
			if grouped && text == "" {
				text = l.group[c]
			}
		}
		if text != "" && (len(parts) == 0 || parts[len(parts)-1] != text) {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return
	}
	joined := strings.Join(parts, " ")
	b.written[c] = joined
	b.candidates[c] = append(b.candidates[c], joined)
	if n := len(parts); n > 1 {
		b.candidates[c] = append(b.candidates[c], parts[n-1])
		if n > 2 {
			b.candidates[c] = append(b.candidates[c], parts[n-2]+" "+parts[n-1])
		}
		lastOwn := lines[len(lines)-1].own[c]
		if lastOwn == "" {
			b.candidates[c] = append(b.candidates[c], parts[0])
		}
	}
}

// withoutSiblings takes from a group's name the words that stand again over its columns: of "Tempat dan Tanggal Lahir"
// above "Tempat" and "Tanggal" only "Lahir" is left.
func withoutSiblings(text string, group map[int]string, below []line) string {
	again := map[string]bool{}
	columns := 0
	for c, g := range group {
		if g != text {
			continue
		}
		for _, l := range below {
			if own := l.own[c]; own != "" {
				columns++
				for _, t := range tokenize(own) {
					again[t] = true
				}
			}
		}
	}
	if columns < 2 {
		return text
	}
	var keep []string
	for _, t := range tokenize(text) {
		repeated := again[t]
		for other := range again {
			repeated = repeated || tokenLike(t, other) > 0 // with a slip of the pen
		}
		if !repeated {
			keep = append(keep, t)
		}
	}
	return strings.Join(keep, " ")
}
