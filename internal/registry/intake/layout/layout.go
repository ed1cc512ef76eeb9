package layout

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/period"
)

// Layout says what the columns of a sheet mean.
type Layout struct {
	Set    *FieldSet
	Sheet  string
	Tables []*Table // one; more where headers are repeated with other columns
	// Known names a layout of a widespread program: "opensid", "sipp data_tk_baru", "f2a"; else empty.
	Known string
	// Skipped lists the rows that are no data; filled by [Layout.Records].
	Skipped []Skipped

	rows   []sheetread.Row // head, for tests and previews
	merges []sheetread.Range
	month  period.Month
}

// Table is a header and what is beneath it.
type Table struct {
	HeaderRows  []int // file numbers; empty where content alone decided
	Columns     map[string]Column
	Fingerprint string
	Saved       bool // a person's earlier correction was used

	texts  map[int]string   // header text by column
	number int              // column of the running number, or -1
	beside *Table           // a second list to the right under the same header
	left   int              // first column of a list that stands beside another
	right  int              // last column of a list that has another beside it; 0 without one
	byPos  []int            // field index to column, or -1
	parts  map[string][]int // columns of a field that are added up

	numberWidths []int // digits in each of the columns over which the NIK is written; nil where it has one
}

// Column is where a field stands.
type Column struct {
	Index      int     // 0 is A
	Header     string  // as written
	Confidence float64 // 0 to 1
	ByContent  bool    // found by what stands beneath, not by the header
}

// covers tells whether a column is of this list and not of one beside it.
func (t *Table) covers(column int) bool {
	return column >= t.left && (t.right == 0 || column <= t.right)
}

// HeaderRow returns the last line of the header, or 0 where there is none.
func (t *Table) HeaderRow() int {
	if len(t.HeaderRows) == 0 {
		return 0
	}
	return t.HeaderRows[len(t.HeaderRows)-1]
}

// Says tells whether a heading holds one of the words, written small.
func (t *Table) Says(words ...string) bool {
	for _, text := range t.texts {
		text = strings.ToLower(text)
		if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) }) {
			return true
		}
	}
	return false
}

// Mapping returns the column letters by field name.
func (t *Table) Mapping() map[string]string {
	m := make(map[string]string, len(t.Columns))
	for name, c := range t.Columns {
		m[name] = sheetread.ColumnName(c.Index)
	}
	return m
}

// Second returns the list that stands beside the first one under the same header, or nil.
func (l *Layout) Second() *Table { return l.Tables[0].beside }

// Has tells whether the first table has a column for the field.
func (l *Layout) Has(field string) bool {
	_, ok := l.Tables[0].Columns[field]
	return ok
}

// Skipped is a row that is no data, with the reason in Indonesian.
type Skipped struct {
	Row    int    `json:"row"`
	Reason string `json:"reason"`
	// Person tells that the row shows a person all the same, by a number that can be a NIK or by name, day and money.
	Person bool `json:"person,omitempty"`
}

// Saved is a layout that a person confirmed or corrected, kept by the fingerprint of its header.
type Saved struct {
	Fingerprint string            `json:"fingerprint"`
	Mapping     map[string]string `json:"mapping"` // field to column letters
	HeaderRow   int               `json:"header_row,omitempty"`
}

// Save returns the layout of the first table as it may be kept for next month.
func (l *Layout) Save() Saved {
	t := l.Tables[0]
	return Saved{Fingerprint: t.Fingerprint, Mapping: t.Mapping(), HeaderRow: t.HeaderRow()}
}

const headRows = 600

// Recognise finds the header and the columns of a sheet. It returns nil where the sheet holds no such table. Saved layouts
// win where their fingerprint is met; a saved layout without a fingerprint is a correction of this very sheet.
func Recognise(ctx context.Context, sheet *sheetread.Sheet, set *FieldSet, saved ...Saved) (*Layout, error) {
	return RecogniseMonth(ctx, sheet, set, 0, saved...)
}

// RecogniseMonth is [Recognise] for a month: of several columns of wages by month or year it takes that of the month,
// else, and for month 0, the newest that is filled.
func RecogniseMonth(ctx context.Context, sheet *sheetread.Sheet, set *FieldSet, month period.Month, saved ...Saved) (*Layout, error) {
	rows, err := sheet.Head(ctx, headRows)
	if err != nil {
		return nil, err
	}
	merges, err := sheet.Merges(ctx)
	if err != nil {
		return nil, err
	}
	r := newRecogniser(set, rows, merges)
	r.month = month
	t := r.corrected(saved)
	if t == nil {
		t = r.met(saved)
	}
	if t == nil {
		t = r.best()
	}
	if t == nil {
		return nil, nil
	}
	r.remember(t, saved)
	if t.Saved {
		r.numberParts(t, r.rowIndex(t.HeaderRow())+1)
		r.besideSaved(t)
	}
	t.index(set)
	l := &Layout{Set: set, Sheet: sheet.Name, Tables: []*Table{t}, Known: known(t), rows: rows, merges: merges, month: month}
	if t.beside != nil {
		t.beside.index(set)
	}
	return l, nil
}

// index lays the columns out by field.
func (t *Table) index(set *FieldSet) {
	t.divide(set)
	t.byPos = make([]int, len(set.Fields))
	for i := range t.byPos {
		t.byPos[i] = -1
	}
	for name, c := range t.Columns {
		if i := set.Index(name); i >= 0 {
			t.byPos[i] = c.Index
		}
	}
}

// corrected takes the mapping that a person gave for this sheet.
func (r *recogniser) corrected(saved []Saved) *Table {
	for _, s := range saved {
		if s.Fingerprint != "" || len(s.Mapping) == 0 {
			continue
		}
		t := &Table{Columns: map[string]Column{}, number: -1, Saved: true, texts: map[int]string{}}
		if i := r.rowIndex(s.HeaderRow); i >= 0 {
			t.HeaderRows = []int{s.HeaderRow}
			t.texts = r.blockTexts(i, 1).written
		}
		r.apply(t, s.Mapping)
		t.Fingerprint = fingerprint(t.texts)
		return t
	}
	return nil
}

// met looks for a header that a person confirmed before, however strange its words are.
func (r *recogniser) met(saved []Saved) *Table {
	known := map[string]Saved{}
	for _, s := range saved {
		if s.Fingerprint != "" {
			known[s.Fingerprint] = s
		}
	}
	if len(known) == 0 {
		return nil
	}
	for i := range min(len(r.rows), 60) {
		for lines := 1; lines <= 3 && i+lines <= len(r.rows); lines++ {
			texts := r.blockTexts(i, lines).written
			s, ok := known[fingerprint(texts)]
			if !ok || len(texts) < 2 {
				continue
			}
			t := &Table{Columns: map[string]Column{}, number: -1, Saved: true, texts: texts, Fingerprint: s.Fingerprint}
			for k := range lines {
				t.HeaderRows = append(t.HeaderRows, r.rows[i+k].Number)
			}
			r.apply(t, s.Mapping)
			return t
		}
	}
	return nil
}

// remember replaces the mapping where the header is one that a person corrected before.
func (r *recogniser) remember(t *Table, saved []Saved) {
	if t.Fingerprint == "" {
		t.Fingerprint = fingerprint(t.texts)
	}
	for _, s := range saved {
		if s.Fingerprint != "" && s.Fingerprint == t.Fingerprint {
			t.Columns = map[string]Column{}
			t.Saved = true
			r.apply(t, s.Mapping)
		}
	}
}

func (r *recogniser) apply(t *Table, mapping map[string]string) {
	for field, letters := range mapping {
		if c, ok := sheetread.ColumnNumber(letters); ok && r.set.Index(field) >= 0 {
			t.Columns[field] = Column{Index: c, Header: t.texts[c], Confidence: 1}
		}
	}
	for c, text := range t.texts {
		if headerKey(text) == "nomor" && !t.uses(c) {
			t.number = c
		}
	}
}

// fingerprint is a hash of the header's words with their columns; empty without a header.
func fingerprint(texts map[int]string) string {
	if len(texts) == 0 {
		return ""
	}
	var lines []string
	for c, text := range texts {
		if key := headerKey(text); key != "" {
			lines = append(lines, sheetread.ColumnName(c)+"="+key)
		}
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:12])
}

// known names the layout of a widespread program by header words that only it has.
func known(t *Table) string {
	all := map[string]bool{}
	for _, text := range t.texts {
		all[strings.ToLower(strings.TrimSpace(text))] = true
	}
	has := func(words ...string) bool {
		for _, w := range words {
			if !all[w] {
				return false
			}
		}
		return true
	}
	switch {
	case has("nomor_identitas", "masa_laku_identitas", "surat_menyurat_ke"):
		return "sipp data_tk_baru"
	case has("nomor_identitas_kpj", "no_pegawai", "tgl_awal_bekerja"):
		return "sipp data_tk_lanjutan"
	case has("kode_tk", "upah", "rapel", "blth"):
		return "sipp data_upah"
	case has("ayah_nik", "ibu_nik", "tempatlahir", "tanggallahir"):
		return "opensid"
	case has("ki", "nik") && (all["nomor kpj"] || all["no kpj"] || all["no. kpj"]):
		return "f2a"
	}
	return ""
}
