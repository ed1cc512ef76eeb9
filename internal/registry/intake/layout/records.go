package layout

import (
	"cmp"
	"context"
	"iter"

	"github.com/payung-id/payung/internal/format/sheetread"
)

type rowCells = sheetread.Row

// Record is a row of data.
type Record struct {
	Row     sheetread.Row
	Table   *Table
	Section string // the heading above it, such as KELURAHAN GAYAM
	set     *FieldSet
	spans   *spans
	above   *memory
}

// memory keeps the last text of merged cells that reach further down.
type memory struct {
	cells map[[2]int]sheetread.Cell
}

// Cell returns the cell of a field; an empty one where the sheet has no such column. A cell that is merged with the ones
// above gives their value.
func (r Record) Cell(field string) sheetread.Cell {
	i := r.set.Index(field)
	if i < 0 {
		return sheetread.Cell{}
	}
	return r.At(i)
}

// At returns the cell of a field by its place in the set.
func (r Record) At(field int) sheetread.Cell {
	column := r.Table.byPos[field]
	if column < 0 {
		return sheetread.Cell{}
	}
	c := r.Row.Cell(column)
	if c.Kind == sheetread.Empty && !c.Formula && r.spans != nil {
		if source, covered := r.spans.source[[2]int{r.Row.Number, column}]; covered && source[0] < r.Row.Number {
			if from, ok := r.above.cells[source]; ok {
				from.Column = uint16(column)
				return from
			}
		}
	}
	return c
}

// Column returns the column letters of a field, or "".
func (r Record) Column(field string) string {
	if c, ok := r.Table.Columns[field]; ok {
		return sheetread.ColumnName(c.Index)
	}
	return ""
}

const maxSkipped = 20_000

// Records yields the rows of data in the order of the sheet and lists the others under Skipped.
func (l *Layout) Records(ctx context.Context, sheet *sheetread.Sheet) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		l.Skipped = nil
		l.Tables = l.Tables[:1]
		sorters := []*sorter{newSorter(l, l.Tables[0])}
		if second := l.Tables[0].beside; second != nil {
			l.Tables = append(l.Tables, second)
			sorters = append(sorters, newSorter(l, second))
		}
		for row, err := range sheet.Rows(ctx) {
			if err != nil {
				yield(Record{}, err)
				return
			}
			data, first, short := false, "", clipped(row)
			for _, s := range sorters {
				rec, reason := s.sort(short)
				if reason == "" {
					rec.Row = s.ditto(row)
				}
				if reason != "" {
					first = cmp.Or(first, reason)
					continue
				}
				data = true
				if !yield(rec, nil) {
					return
				}
			}
			if data {
				continue
			}
			if k := (Skipped{Row: row.Number, Reason: first, Person: unread(short, first)}); k.Person || len(l.Skipped) < maxSkipped {
				l.Skipped = append(l.Skipped, k)
			}
		}
	}
}

// sorter tells rows of data from the others, going down a sheet.
type sorter struct {
	l       *Layout
	r       *recogniser
	t       *Table
	spans   *spans
	above   *memory
	headers map[int]bool // file numbers of header lines
	started bool
	footer  bool
	section string
	f       fieldPlaces
	lastRow int
	last    map[int]sheetread.Cell // by column, of the rows of data so far
}

// fieldPlaces are the fields by which a person is told.
type fieldPlaces struct{ nik, name, first, born, ttl, sex, male, female, wage, mother int }

func newSorter(l *Layout, t *Table) *sorter {
	r := newRecogniser(l.Set, l.rows, l.merges)
	r.month = l.month
	s := &sorter{l: l, r: r, t: t, spans: &r.spans, above: &memory{cells: map[[2]int]sheetread.Cell{}}, last: map[int]sheetread.Cell{}, headers: map[int]bool{}}
	for _, n := range s.t.HeaderRows {
		s.headers[n] = true
	}
	s.started = len(s.t.HeaderRows) == 0
	x := l.Set.Index
	s.f = fieldPlaces{x("nik"), x("nama"), x("nama_depan"), x("tanggal_lahir"), x("tempat_tanggal_lahir"), x("jenis_kelamin"), x("laki_laki"), x("perempuan"), x("upah"), x("nama_ibu")}
	return s
}

// The reasons for which rows are left out.
const (
	whyHeader     = "judul kolom"
	whyAbove      = "kepala surat atau judul di atas tabel"
	whyNumbers    = "baris nomor kolom"
	whyBlank      = "baris kosong"
	whyTotal      = "baris jumlah"
	whySignature  = "tanda tangan atau catatan di bawah tabel"
	whyNumbered   = "nomor urut tanpa isi"
	whySection    = "judul kelompok"
	whyContinued  = "lanjutan baris di atasnya"
	whyExample    = "baris contoh"
	whyNoPerson   = "bukan baris pekerja"
	whyBeyondData = "di luar tabel"
)

func (s *sorter) sort(row sheetread.Row) (Record, string) {
	s.rememberMerged(row)
	if s.headers[row.Number] {
		if row.Number == s.t.HeaderRow() {
			s.started = true
		}
		return Record{}, whyHeader
	}
	if filled(row) == 0 && !hasFormula(row) {
		return Record{}, whyBlank
	}
	if !s.started {
		return Record{}, whyAbove
	}
	if reason := s.newHeader(row); reason != "" {
		return Record{}, reason
	}
	rec := Record{Row: row, Table: s.t, Section: s.section, set: s.l.Set, spans: s.spans, above: s.above}
	reason := ""
	if s.l.Set.Person {
		reason = s.person(rec)
	} else {
		reason = s.keyed(rec)
	}
	if reason == "" {
		s.lastRow = row.Number
	}
	return rec, reason
}

func hasFormula(row sheetread.Row) bool {
	for _, c := range row.Cells {
		if c.Formula {
			return true
		}
	}
	return false
}

// rememberMerged keeps cells that are merged downwards.
func (s *sorter) rememberMerged(row sheetread.Row) {
	if len(s.spans.tall) == 0 {
		return
	}
	for _, c := range row.Cells {
		at := [2]int{row.Number, int(c.Column)}
		if last, ok := s.spans.tall[at]; ok && last > row.Number {
			s.above.cells[at] = c
		}
	}
}

// newHeader recognises a repeated header, column numbers, and a header with other columns further down.
func (s *sorter) newHeader(row sheetread.Row) string {
	if isNumberRow(row) && !s.strongNIK(row) {
		return whyNumbers
	}
	if len(s.t.texts) == 0 {
		return ""
	}
	texts := headerTexts(row)
	if texts == 0 {
		return ""
	}
	if s.repeats(row) {
		s.footer = false
		return whyHeader
	}
	if texts < 3 {
		return ""
	}
	i := s.r.rowIndex(row.Number)
	if i < 0 {
		s.r.rows = append(s.r.rows[:0:0], row)
		i = 0
	}
	c, ok := s.r.headerAt(i)
	if !ok || s.r.score(c.columns) < 2.5 || (c.lines > 1 && s.repeats(s.r.rows[i+c.lines-1])) {
		return ""
	}
	t := s.r.table(c)
	if t == nil {
		return ""
	}
	for name, column := range s.t.Columns { // what content decided before is kept where the new header is silent
		if _, has := t.Columns[name]; !has && !t.uses(column.Index) && column.ByContent {
			t.Columns[name] = column
		}
	}
	t.Fingerprint = fingerprint(t.texts)
	t.index(s.l.Set)
	for _, n := range t.HeaderRows {
		s.headers[n] = true
	}
	s.t, s.footer, s.last = t, false, map[int]sheetread.Cell{}
	s.l.Tables = append(s.l.Tables, t)
	return whyHeader
}

// headerTexts counts the cells of a row that could be heads; none where the row holds data.
func headerTexts(row sheetread.Row) int {
	texts := 0
	for _, c := range row.Cells {
		switch {
		case c.Kind == sheetread.Number, c.Kind == sheetread.Date, c.Kind == sheetread.Text && len(c.Text) <= 60 && digitsIn(c.Text) > 6:
			return 0
		case c.Kind == sheetread.Text && len(c.Text) <= 60 && !c.Blank():
			texts++
		}
	}
	return texts
}

// repeats tells whether a row says the header of the table again.
func (s *sorter) repeats(row sheetread.Row) bool {
	same, texts := 0, headerTexts(row)
	for _, c := range row.Cells {
		if header := s.t.texts[int(c.Column)]; header != "" && c.Kind == sheetread.Text && !c.Blank() && headerKey(header) == headerKey(c.Text) {
			same++
		}
	}
	return texts >= 2 && same*2 > texts
}

func (s *sorter) strongNIK(row sheetread.Row) bool {
	if s.f.nik < 0 || s.t.byPos[s.f.nik] < 0 {
		return false
	}
	return LooksNIK(s.t.numberIn(row.Cell(s.t.byPos[s.f.nik]), row))
}

// keyed judges rows of files that hold no persons: a row that fills a key is data.
func (s *sorter) keyed(rec Record) string {
	if text := firstText(rec.Row); isTotal(text) && firstIsText(rec.Row) {
		return whyTotal
	} else if isSignature(text) && filled(rec.Row) <= 3 {
		return whySignature
	}
	for _, key := range s.l.Set.Keys {
		if c := rec.Cell(key); !c.Blank() {
			return ""
		}
	}
	return whyBeyondData
}

// firstIsText tells whether the first cell that shows something holds text that is no number.
func firstIsText(row sheetread.Row) bool {
	for _, c := range row.Cells {
		if !c.Blank() {
			return digitsIn(c.Text) == 0
		}
	}
	return false
}
