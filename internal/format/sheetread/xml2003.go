package sheetread

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/payung-id/payung/period"
)

// xmlScan gathers the sheets of an XML Spreadsheet 2003, which reporting programs write under the name .xls.
type xmlScan struct {
	limits Limits
	book   *Book
	sheet  *content
	row    Row
	column int // of the next cell
	cell   Cell
	inData bool
	kind   string
	text   []byte
	count  int
}

func openXML2003(file io.ReaderAt, size int64, enc encoding, limits Limits) (*Book, error) {
	if size > limits.FileBytes {
		return nil, NewFault(TooBig, "Berkas terlalu besar: %d MB, batasnya %d MB. Pecah menjadi beberapa berkas, misalnya per unit kerja.", size>>20, limits.FileBytes>>20)
	}
	s := &xmlScan{limits: limits, book: &Book{Format: XML2003}}
	x := newXMLScanner(enc.reader(io.NewSectionReader(file, 0, size)), 8<<20)
	for {
		err := x.next()
		if errors.Is(err, io.EOF) && x.depth <= 0 {
			break
		}
		if err != nil {
			return nil, asDamaged("xml", unexpected(err))
		}
		if err := s.token(x); err != nil {
			return nil, asDamaged("xml", err)
		}
	}
	if len(s.book.sheets) == 0 {
		return nil, notSpreadsheet("dokumen XML")
	}
	return s.book, nil
}

func (s *xmlScan) token(x *xmlScanner) error {
	switch x.kind {
	case 't':
		if s.inData {
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

// place returns an attribute that counts from 1, or what would follow.
func place(x *xmlScanner, name string, next int) int {
	n, err := strconv.Atoi(x.attrString(name))
	if err != nil || n < 1 || n > 1<<20 {
		return next
	}
	return n
}

func (s *xmlScan) start(x *xmlScanner) error {
	switch string(x.name) {
	case "Worksheet":
		if len(s.book.sheets) >= s.limits.Sheets {
			return NewFault(TooBig, "Buku kerja berisi terlalu banyak lembar; batasnya %d lembar. Simpan hanya lembar daftar pekerja lalu kirim ulang.", s.limits.Sheets)
		}
		c := &content{hidden: map[int]bool{}}
		s.sheet, s.row = c, Row{}
		sheet := &Sheet{Name: x.attrString("Name"), loaded: c}
		sheet.load = func(context.Context) (*content, error) { return c, nil }
		s.book.sheets = append(s.book.sheets, sheet)
	case "Row":
		s.row = Row{Number: place(x, "Index", s.row.Number+1), Hidden: x.attrString("Hidden") == "1"}
		s.column = 0
	case "Cell":
		s.startCell(x)
	case "Data":
		s.inData, s.kind, s.text = true, x.attrString("Type"), s.text[:0]
	}
	return nil
}

func (s *xmlScan) startCell(x *xmlScanner) {
	s.column = place(x, "Index", s.column+1) - 1
	s.cell = Cell{Column: uint16(min(s.column, 1<<15)), Formula: x.attrString("Formula") != ""}
	s.kind, s.text = "", s.text[:0]
	wide, tall := place(x, "MergeAcross", 0), place(x, "MergeDown", 0)
	if (wide > 0 || tall > 0) && s.sheet != nil && len(s.sheet.merges) < s.limits.MergedRanges {
		s.sheet.merges = append(s.sheet.merges, Range{s.row.Number, s.row.Number + tall, s.column, s.column + wide})
	}
	s.column += 1 + wide
}

func (s *xmlScan) end(name string) error {
	switch name {
	case "Data":
		s.inData = false
	case "Cell":
		return s.endCell()
	case "Row":
		if s.sheet != nil && len(s.row.Cells) > 0 {
			if len(s.sheet.rows) >= s.limits.Rows {
				return NewFault(TooBig, "Lembar berisi terlalu banyak baris; batasnya %d baris dan %d sel. Pecah menjadi beberapa berkas, misalnya per unit kerja.", s.limits.Rows, s.limits.Cells)
			}
			s.sheet.rows = append(s.sheet.rows, s.row)
		}
		s.row.Cells = nil
	case "Worksheet":
		s.sheet = nil
	}
	return nil
}

func (s *xmlScan) endCell() error {
	c := s.cell
	c.Text = string(s.text)
	switch s.kind {
	case "Number":
		c.Kind, c.Text = Number, strings.TrimSpace(c.Text)
	case "DateTime":
		c.Kind = Text
		if d, err := period.ParseDate(c.Text[:min(10, len(c.Text))]); err == nil {
			c.Kind, c.Text = Date, strconv.Itoa(int(d-period.DateOf(1899, 12, 30)))
		}
	case "Boolean":
		c.Kind = Bool
	case "Error":
		c.Kind = Error
	default:
		c.Kind = Text
	}
	if c.Text == "" {
		c.Kind = Empty
	}
	if (c.Text == "" && !c.Formula) || int(c.Column) >= s.limits.Columns || s.sheet == nil {
		return nil
	}
	if s.count++; s.count > s.limits.Cells {
		return NewFault(TooBig, "Lembar berisi terlalu banyak baris; batasnya %d baris dan %d sel. Pecah menjadi beberapa berkas, misalnya per unit kerja.", s.limits.Rows, s.limits.Cells)
	}
	s.row.Cells = append(s.row.Cells, c)
	return nil
}
