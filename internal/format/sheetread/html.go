package sheetread

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// openHTML reads the tables of a page, as web applications write them under the name .xls.
func openHTML(file io.ReaderAt, size int64, enc encoding, limits Limits) (*Book, error) {
	if size > limits.FileBytes {
		return nil, NewFault(TooBig, "Berkas terlalu besar: %d MB, batasnya %d MB. Pecah menjadi beberapa berkas, misalnya per unit kerja.", size>>20, limits.FileBytes>>20)
	}
	c, err := readHTML(enc.reader(io.NewSectionReader(file, 0, size)), limits)
	if err != nil {
		return nil, err
	}
	if len(c.rows) == 0 {
		return nil, NewFault(NoRows, "Halaman ini tidak berisi tabel. Kirim daftar aslinya dari Excel atau LibreOffice: Simpan Sebagai → Excel Workbook (.xlsx).")
	}
	s := &Sheet{Name: "html", loaded: c}
	s.load = func(context.Context) (*content, error) { return c, nil }
	return &Book{Format: HTML, sheets: []*Sheet{s}}, nil
}

// htmlTable follows rows, cells and their spans.
type htmlTable struct {
	out     *content
	limits  Limits
	row     Row
	open    bool
	inCell  bool
	column  int
	spanX   int
	spanY   int
	taken   map[int]int // column to the last row it is covered by a span from above
	text    bytes.Buffer
	skip    int
	cells   int
	tooMany bool
}

func readHTML(r io.Reader, limits Limits) (*content, error) {
	t := &htmlTable{out: &content{}, limits: limits, taken: map[int]int{}}
	z := html.NewTokenizer(r)
	z.SetMaxBuf(4 << 20)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return nil, asDamaged("html", err)
			}
			t.endRow()
			break
		}
		switch kind {
		case html.TextToken:
			if t.inCell && t.skip == 0 {
				t.text.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			t.start(z, atom.Lookup(name), more, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			t.end(atom.Lookup(name))
		default: // comments and document types
		}
		if t.tooMany {
			return nil, NewFault(TooBig, "Lembar berisi terlalu banyak baris; batasnya %d baris dan %d sel. Pecah menjadi beberapa berkas, misalnya per unit kerja.", limits.Rows, limits.Cells)
		}
	}
	return t.out, nil
}

func (t *htmlTable) start(z *html.Tokenizer, tag atom.Atom, more, self bool) {
	switch tag {
	case atom.Tr:
		t.endRow()
		t.row = Row{Number: t.row.Number + 1}
		t.open, t.column = true, 0
	case atom.Td, atom.Th:
		t.endCell()
		if !t.open {
			t.row, t.open, t.column = Row{Number: t.row.Number + 1}, true, 0
		}
		for t.taken[t.column] >= t.row.Number {
			t.column++
		}
		t.inCell, t.spanX, t.spanY = true, 1, 1
		for more {
			var key, value []byte
			key, value, more = z.TagAttr()
			n, err := strconv.Atoi(strings.TrimSpace(string(value)))
			if err != nil || n < 1 || n > 1000 {
				continue
			}
			switch string(key) {
			case "colspan":
				t.spanX = n
			case "rowspan":
				t.spanY = n
			}
		}
	case atom.Br, atom.P, atom.Div:
		if t.inCell && t.text.Len() > 0 {
			t.text.WriteByte(' ')
		}
	case atom.Script, atom.Style:
		if !self {
			t.skip++
		}
	default: // other elements do not shape a table
	}
}

func (t *htmlTable) end(tag atom.Atom) {
	switch tag {
	case atom.Td, atom.Th:
		t.endCell()
	case atom.Tr, atom.Table:
		t.endRow()
	case atom.Script, atom.Style:
		t.skip = max(0, t.skip-1)
	default: // other elements do not shape a table
	}
}

func (t *htmlTable) endCell() {
	if !t.inCell {
		return
	}
	t.inCell = false
	text := strings.Join(strings.Fields(t.text.String()), " ")
	t.text.Reset()
	if t.column < t.limits.Columns && text != "" {
		t.row.Cells = append(t.row.Cells, Cell{Column: uint16(t.column), Kind: Text, Text: text})
		t.cells++
	}
	if t.spanX > 1 || t.spanY > 1 {
		if len(t.out.merges) < t.limits.MergedRanges {
			t.out.merges = append(t.out.merges, Range{t.row.Number, t.row.Number + t.spanY - 1, t.column, t.column + t.spanX - 1})
		}
		if t.spanY > 1 {
			for c := t.column; c < min(t.column+t.spanX, t.limits.Columns); c++ {
				t.taken[c] = t.row.Number + t.spanY - 1
			}
		}
	}
	t.column += t.spanX
}

func (t *htmlTable) endRow() {
	t.endCell()
	if t.open && len(t.row.Cells) > 0 {
		t.out.rows = append(t.out.rows, t.row)
	}
	t.row.Cells = nil
	t.open = false
	t.tooMany = t.cells > t.limits.Cells || len(t.out.rows) > t.limits.Rows
}
