package layout

import (
	"slices"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/period"
)

// recogniser works on the head of a sheet.
type recogniser struct {
	set     *FieldSet
	rows    []sheetread.Row
	spans   spans
	month   period.Month // of which wages are asked for; 0 for the newest
	matches map[string][]scored
}

func newRecogniser(set *FieldSet, rows []sheetread.Row, merges []sheetread.Range) *recogniser {
	return &recogniser{set: set, rows: rows, spans: newSpans(merges), matches: map[string][]scored{}}
}

func (r *recogniser) match(text string) []scored {
	m, ok := r.matches[text]
	if !ok {
		m = r.set.match(text)
		if len(r.matches) < 20_000 {
			r.matches[text] = m
		}
	}
	return m
}

func (r *recogniser) rowIndex(number int) int {
	return slices.IndexFunc(r.rows, func(row sheetread.Row) bool { return row.Number == number })
}

const (
	goodEnough = 0.55 // of a column to take a field
	enough     = 2.0  // of a header
)

// candidate is a block of header lines with the columns it gives.
type candidate struct {
	first, lines int
	block        block
	columns      []assignment
	score        float64
}

// best returns the table with the best header, the first where several are about as good; without a header, by content.
func (r *recogniser) best() *Table {
	var found []candidate
	top := 0.0
	for i := range r.rows {
		if c, ok := r.headerAt(i); ok {
			found = append(found, c)
			top = max(top, c.score)
		}
	}
	for i, c := range found {
		if c.score < 0.8*top && !r.peopleBeneath(c, found[i+1:]) {
			continue
		}
		for _, other := range found[i+1:] { // a line above the header that adds nothing is no part of it
			if other.first < c.first+c.lines && other.score > c.score {
				c = other
			}
		}
		if t := r.table(c); t != nil {
			return t
		}
	}
	return r.byContent()
}

// peopleBeneath tells whether people stand between a header and the next one, so that it is a table of its own although
// another header on the sheet says more.
func (r *recogniser) peopleBeneath(c candidate, later []candidate) bool {
	end := len(r.rows)
	for _, other := range later {
		if other.first >= c.first+c.lines {
			end = other.first
			break
		}
	}
	n := 0
	for i := c.first + c.lines; i < end && n < 2; i++ {
		if showsPerson(r.rows[i]) {
			n++
		}
	}
	return n >= 2
}

// headerAt judges the rows from i as a header of one to three lines.
func (r *recogniser) headerAt(i int) (candidate, bool) {
	var best candidate
	if !r.headerLine(i) {
		return best, false
	}
	proven := r.depth(i)
	for lines := 1; lines <= 3 && i+lines <= len(r.rows); lines++ {
		last := i + lines - 1
		if lines > 1 && (!r.headerLine(last) || r.rows[last].Number-r.rows[last-1].Number > 2 || isNumberRow(r.rows[last])) {
			break
		}
		c := candidate{first: i, lines: lines, block: r.blockTexts(i, lines)}
		c.columns = r.assign(c.block, nil)
		c.score = r.score(c.columns) - 0.08*float64(lines-1)
		if c.score > best.score || lines == proven && c.score >= enough {
			best = c
		}
		if lines == proven && best.lines == lines {
			break
		}
	}
	return best, best.score >= enough && r.wellFounded(best.columns)
}

// depth is how many lines a header has by the cells of its first line that are merged downwards, at least two of them; 0
// where merges say nothing.
func (r *recogniser) depth(i int) int {
	n, last := 0, 0
	for _, c := range r.rows[i].Cells {
		if bottom := r.spans.tall[[2]int{r.rows[i].Number, int(c.Column)}]; bottom > r.rows[i].Number && !c.Blank() {
			n, last = n+1, max(last, bottom)
		}
	}
	if lines := last - r.rows[i].Number + 1; n >= 2 && lines <= 3 {
		return lines
	}
	return 0
}

// headerLine tells whether a row can be part of a header: text in at least two cells and nothing that is data.
func (r *recogniser) headerLine(i int) bool {
	texts, distinct := 0, map[string]bool{}
	for _, c := range r.rows[i].Cells {
		switch {
		case c.Blank():
			continue
		case c.Kind == sheetread.Date, c.Kind == sheetread.Number && !isSmallNumber(c.Text), c.Kind == sheetread.Error:
			return false
		case digitsIn(c.Text) >= 8:
			return false
		}
		if len(c.Text) <= 90 {
			texts++
			distinct[c.Text] = true
		}
	}
	if texts < 2 || len(distinct) < 2 {
		return false
	}
	return true
}

func isSmallNumber(s string) bool { return len(s) <= 2 || len(s) == 4 && s[:2] == "20" }

func digitsIn(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// assignment gives a field a column.
type assignment struct {
	field, column int
	sim, total    float64
	byContent     bool
}

// assign gives each field the column that says it best; profiles, where given, weigh what stands beneath.
func (r *recogniser) assign(b block, profiles map[int]*profile) []assignment {
	var all []assignment
	for column, texts := range b.candidates {
		best := map[int]float64{}
		for _, text := range texts {
			for _, m := range r.match(text) {
				best[m.field] = max(best[m.field], m.sim)
			}
		}
		for field, sim := range best {
			total := sim + profiles[column].fits(r.set.Fields[field].Content)
			if sim >= goodEnough && total >= goodEnough {
				all = append(all, assignment{field: field, column: column, sim: sim, total: total})
			}
		}
	}
	slices.SortFunc(all, func(a, b assignment) int {
		switch fa, fb := r.set.Fields[a.field], r.set.Fields[b.field]; {
		case a.total != b.total:
			return sign(b.total - a.total)
		case fa.Weight != fb.Weight:
			return sign(fb.Weight - fa.Weight)
		case a.column != b.column:
			return a.column - b.column
		default:
			return a.field - b.field
		}
	})
	usedField, usedColumn := map[int]bool{}, map[int]bool{}
	out := all[:0]
	for _, a := range all {
		if usedColumn[a.column] || (usedField[a.field] && !r.set.Fields[a.field].Decoy) {
			continue
		}
		usedColumn[a.column], usedField[a.field] = true, true
		out = append(out, a)
	}
	return out
}

func sign(f float64) int {
	switch {
	case f > 0:
		return 1
	case f < 0:
		return -1
	}
	return 0
}

func (r *recogniser) score(columns []assignment) float64 {
	sum := 0.0
	for _, a := range columns {
		f := r.set.Fields[a.field]
		w := f.Weight
		if f.Decoy {
			w = 0.25
		}
		sum += w * a.sim
	}
	return sum
}

// wellFounded wants a key field, and three columns or two that weigh.
func (r *recogniser) wellFounded(columns []assignment) bool {
	key, real := false, 0
	for _, a := range columns {
		f := r.set.Fields[a.field]
		if !f.Decoy {
			real++
		}
		key = key || slices.Contains(r.set.Keys, f.Name)
	}
	return key && real >= 2
}

// table completes a candidate: the columns are judged again with what stands beneath them.
func (r *recogniser) table(c candidate) *Table {
	from := c.first + c.lines
	profiles := r.profiles(from)
	mine, near := c.block, profiles
	if bound := r.secondList(c.block, profiles); bound > 0 {
		mine, near = c.block.before(bound), before(profiles, bound)
	}
	columns := r.assign(mine, near)
	if r.set.Person {
		columns = r.personName(mine, columns, near)
	}
	columns = r.fill(columns, near, from, mine.written)
	columns = r.wageByTime(mine, columns, near)
	if r.set.Person {
		columns = r.withoutLongPay(mine, columns)
	}
	if r.set.Person {
		columns = r.birthParts(mine, columns, from)
	}
	if !r.wellFounded(columns) {
		return nil
	}
	t := &Table{Columns: map[string]Column{}, number: -1, texts: c.block.written}
	for i := range c.lines {
		t.HeaderRows = append(t.HeaderRows, r.rows[c.first+i].Number)
	}
	r.take(t, columns, profiles)
	r.numberParts(t, from)
	t.beside = r.beside(c.block, columns, profiles, t)
	return t
}

// secondList returns the first column of a second list that stands to the right under the same header line, where name
// and NIK are said once more and hold names and numbers; 0 without one. The first list takes no column from there on.
func (r *recogniser) secondList(b block, profiles map[int]*profile) int {
	if !r.set.Person {
		return 0
	}
	seconds := map[string][]int{}
	for column, texts := range b.candidates {
		p := profiles[column]
		for _, m := range r.match(texts[0]) {
			f := r.set.Fields[m.field].Name
			if p != nil && m.sim >= 0.95 && (f == "nik" && p.nik*2 >= p.n || f == "nama" && p.name*2 >= p.n) {
				seconds[f] = append(seconds[f], column)
			}
		}
	}
	if len(seconds["nik"]) != 2 || len(seconds["nama"]) != 2 {
		return 0
	}
	slices.Sort(seconds["nik"])
	slices.Sort(seconds["nama"])
	bound := min(seconds["nik"][1], seconds["nama"][1])
	if bound < max(seconds["nik"][0], seconds["nama"][0]) {
		return 0
	}
	if headerKey(b.written[bound-1]) == "nomor" {
		bound--
	}
	return bound
}

// before is the part of a header to the left of a column.
func (b block) before(bound int) block {
	out := block{candidates: map[int][]string{}, written: map[int]string{}}
	for column, texts := range b.candidates {
		if column < bound {
			out.candidates[column], out.written[column] = texts, b.written[column]
		}
	}
	return out
}

func before(profiles map[int]*profile, bound int) map[int]*profile {
	out := map[int]*profile{}
	for column, p := range profiles {
		if column < bound {
			out[column] = p
		}
	}
	return out
}

// beside looks for a second list to the right under the same header line: name and NIK once more.
func (r *recogniser) beside(b block, used []assignment, profiles map[int]*profile, t *Table) *Table {
	if !r.set.Person || t.Columns["nik"].Header == "" || t.Columns["nama"].Header == "" {
		return nil
	}
	right := 0
	for _, a := range used {
		if f := r.set.Fields[a.field]; !f.Decoy {
			right = max(right, a.column)
		}
	}
	rest := block{candidates: map[int][]string{}}
	for column, texts := range b.candidates {
		if column > right {
			rest.candidates[column] = texts
		}
	}
	columns := r.assign(rest, profiles)
	has := map[string]bool{}
	for _, a := range columns {
		if p := profiles[a.column]; p != nil && p.n > 0 && a.sim >= 0.7 {
			has[r.set.Fields[a.field].Name] = true
		}
	}
	if !has["nik"] || !has["nama"] {
		return nil
	}
	second := &Table{Columns: map[string]Column{}, HeaderRows: t.HeaderRows, number: -1, texts: b.written}
	r.take(second, columns, profiles)
	second.left = right + 1
	t.right = right
	return second
}

// besideSaved looks for the second list where a person told the columns of the first: what was kept speaks of one list.
func (r *recogniser) besideSaved(t *Table) {
	if t.beside != nil || len(t.HeaderRows) == 0 {
		return
	}
	i := r.rowIndex(t.HeaderRows[0])
	if i < 0 {
		return
	}
	b, profiles := r.blockTexts(i, len(t.HeaderRows)), r.profiles(i+len(t.HeaderRows))
	bound := r.secondList(b, profiles)
	var used []assignment
	for name, c := range t.Columns {
		if bound == 0 || c.Index >= bound {
			return // there is one list, or the person chose the other
		}
		used = append(used, assignment{field: r.set.Index(name), column: c.Index})
	}
	t.beside = r.beside(b, used, profiles, t)
	if t.beside != nil { // the second begins where it begins, though the first be told in part
		t.right, t.beside.left = bound-1, bound
	}
}

func (r *recogniser) take(t *Table, columns []assignment, profiles map[int]*profile) {
	for _, a := range columns {
		f := r.set.Fields[a.field]
		if f.Name == "#nomor" && t.number < 0 {
			t.number = a.column
		}
		if !f.Decoy {
			t.Columns[f.Name] = Column{Index: a.column, Header: t.texts[a.column], Confidence: min(1, max(0, a.total)), ByContent: a.byContent}
		}
	}
	if t.number < 0 {
		for column := range 3 {
			if p := profiles[column]; p != nil && p.sequence && !t.uses(column) {
				t.number = column
				break
			}
		}
	}
	if _, place := t.Columns["tempat_lahir"]; place {
		delete(t.Columns, "tempat_tanggal_lahir")
	}
}

func (t *Table) uses(column int) bool {
	for _, c := range t.Columns {
		if c.Index == column {
			return true
		}
	}
	return false
}

// byContent recognises a table without a header: a column of NIKs and one of names are enough.
func (r *recogniser) byContent() *Table {
	if !r.set.Person || len(r.rows) < 2 {
		return nil
	}
	profiles := r.profiles(0)
	columns := r.fill(nil, profiles, 0, nil)
	has := map[string]bool{}
	for _, a := range columns {
		has[r.set.Fields[a.field].Name] = true
	}
	if !has["nik"] || !has["nama"] {
		return nil
	}
	t := &Table{Columns: map[string]Column{}, number: -1, texts: map[int]string{}}
	r.take(t, columns, profiles)
	return t
}
