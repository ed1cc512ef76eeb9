package sheetread

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/payung-id/payung/period"
)

// odsScan gathers the sheets of an OpenDocument spreadsheet in one pass.
type odsScan struct {
	limits Limits
	book   *Book
	hidden map[string]bool // table styles that are not shown
	style  string          // style being read

	sheet   *content
	row     Row
	repeat  int // times the row stands
	column  int
	columns int // times the cell stands
	cell    Cell
	inCell  bool
	note    int // inside a note of a cell
	text    []byte
	value   string
	paras   int
	count   int
	texts   int64 // bytes of all cells, repeated ones too
}

func openODS(a *archive) (*Book, error) {
	if f, ok, err := a.open("META-INF/manifest.xml"); err == nil && ok {
		manifest, _ := io.ReadAll(io.LimitReader(f, 1<<20)) // what cannot be read names no encryption
		_ = f.Close()                                       // only read
		if strings.Contains(string(manifest), "encryption-data") {
			return nil, encrypted()
		}
	}
	s := &odsScan{limits: a.limits, book: &Book{Format: ODS}, hidden: map[string]bool{}}
	w := &workbook{archive: a}
	if err := w.scan("content.xml", s.token); err != nil {
		return nil, err
	}
	if len(s.book.sheets) == 0 {
		return nil, notSpreadsheet("dokumen OpenDocument yang bukan lembar kerja")
	}
	return s.book, nil
}

func (s *odsScan) token(x *xmlScanner) error {
	switch x.kind {
	case 't':
		if s.inCell && s.note == 0 && s.paras > 0 {
			s.text = appendText(s.text, x)
		}
		return nil
	case 's':
		err := s.start(x)
		if err == nil && x.empty {
			err = s.end(string(x.name))
		}
		return err
	}
	return s.end(string(x.name))
}

func (s *odsScan) start(x *xmlScanner) error {
	switch string(x.name) {
	case "style":
		s.style = x.attrString("name")
	case "table-properties":
		if x.attrString("display") == "false" {
			s.hidden[s.style] = true
		}
	case "table":
		return s.startTable(x)
	case "table-row":
		s.row = Row{Number: s.row.Number + 1}
		s.row.Hidden = x.attrString("visibility") != "" && x.attrString("visibility") != "visible"
		s.repeat, s.column = repeated(x, "number-rows-repeated"), 0
	case "table-cell", "covered-table-cell":
		s.startCell(x)
	case "annotation":
		s.note++
	case "p":
		if s.inCell && s.note == 0 {
			if s.paras++; s.paras > 1 {
				s.text = append(s.text, ' ')
			}
		}
	case "s":
		for range min(repeated(x, "c"), 100) {
			s.text = append(s.text, ' ')
		}
	case "tab", "line-break":
		s.text = append(s.text, ' ')
	}
	return nil
}

func repeated(x *xmlScanner, name string) int {
	n, err := strconv.Atoi(x.attrString(name))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

func (s *odsScan) startTable(x *xmlScanner) error {
	if len(s.book.sheets) >= s.limits.Sheets {
		return NewFault(TooBig, "Buku kerja berisi terlalu banyak lembar; batasnya %d lembar. Simpan hanya lembar daftar pekerja lalu kirim ulang.", s.limits.Sheets)
	}
	c := &content{hidden: map[int]bool{}}
	s.sheet, s.row = c, Row{}
	sheet := &Sheet{Name: x.attrString("name"), Hidden: s.hidden[x.attrString("style-name")], loaded: c}
	sheet.load = func(context.Context) (*content, error) { return c, nil }
	s.book.sheets = append(s.book.sheets, sheet)
	return nil
}

func (s *odsScan) startCell(x *xmlScanner) {
	s.inCell, s.paras, s.text = true, 0, s.text[:0]
	s.columns = repeated(x, "number-columns-repeated")
	s.cell = Cell{Column: uint16(min(s.column, 1<<15)), Formula: x.attrString("formula") != ""}
	s.value = ""
	switch x.attrString("value-type") {
	case "float", "currency", "percentage":
		s.cell.Kind, s.value = Number, x.attrString("value")
	case "date":
		s.cell.Kind, s.value = Text, x.attrString("date-value")
		if d, err := period.ParseDate(s.value[:min(10, len(s.value))]); err == nil {
			s.cell.Kind, s.value = Date, strconv.Itoa(int(d-period.DateOf(1899, 12, 30)))
		}
	case "boolean":
		s.cell.Kind, s.value = Bool, x.attrString("boolean-value")
	}
	wide, tall := repeated(x, "number-columns-spanned"), repeated(x, "number-rows-spanned")
	if (wide > 1 || tall > 1) && s.sheet != nil && len(s.sheet.merges) < s.limits.MergedRanges {
		s.sheet.merges = append(s.sheet.merges, Range{s.row.Number, s.row.Number + tall - 1, s.column, s.column + wide - 1})
	}
}

func (s *odsScan) end(name string) error {
	switch name {
	case "annotation":
		s.note = max(0, s.note-1)
	case "table-cell", "covered-table-cell":
		return s.endCell()
	case "table-row":
		return s.endRow()
	case "table":
		s.sheet = nil
	}
	return nil
}

func (s *odsScan) endCell() error {
	if !s.inCell {
		return nil
	}
	s.inCell = false
	c := s.cell
	if c.Text = s.value; c.Kind == Empty && len(s.text) > 0 {
		c.Kind, c.Text = Text, string(s.text)
		if c.Formula && strings.HasPrefix(c.Text, "#") || strings.HasPrefix(c.Text, "Err:") {
			c.Kind = Error
		}
	}
	n := s.columns
	if c.Text != "" || c.Formula {
		if len(c.Text) > s.limits.CellBytes {
			return NewFault(TooBig, "Sel %s%d terlalu besar: isinya lebih dari %d huruf. Bersihkan sel itu lalu kirim ulang.", ColumnName(s.column), s.row.Number, s.limits.CellBytes>>3)
		}
		for i := 0; i < n && s.column+i < s.limits.Columns; i++ {
			c.Column = uint16(s.column + i)
			s.row.Cells = append(s.row.Cells, c)
			s.count++
		}
	}
	s.column = min(s.column+n, 1<<15)
	return nil
}

func (s *odsScan) endRow() error {
	repeat := s.repeat
	s.repeat = 1
	if s.sheet == nil {
		return nil
	}
	if len(s.row.Cells) > 0 {
		for i := range repeat {
			r := s.row
			r.Number += i
			s.sheet.rows = append(s.sheet.rows, r)
			for _, c := range r.Cells {
				s.texts += int64(len(c.Text))
			}
			if s.texts > s.limits.Unpacked {
				return tooManyUnpacked(s.limits.Unpacked >> 20)
			}
			if s.count += len(r.Cells); s.count > s.limits.Cells || len(s.sheet.rows) > s.limits.Rows {
				return NewFault(TooBig, "Lembar berisi terlalu banyak baris; batasnya %d baris dan %d sel. Pecah menjadi beberapa berkas, misalnya per unit kerja.", s.limits.Rows, s.limits.Cells)
			}
		}
	}
	s.row = Row{Number: min(s.row.Number+repeat-1, 1<<21)}
	return nil
}
