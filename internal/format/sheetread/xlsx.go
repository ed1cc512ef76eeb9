package sheetread

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// workbook is what the sheets of an XLSX share.
type workbook struct {
	archive *archive
	era1904 bool
	strings []string
	dates   []bool // by style number: the format shows a date
	loaded  bool
}

func openXLSX(_ context.Context, a *archive) (*Book, error) {
	w := &workbook{archive: a}
	targets, err := w.relations("xl/_rels/workbook.xml.rels")
	if err != nil {
		return nil, err
	}
	b := &Book{Format: XLSX, Macros: a.has("xl/vbaproject.bin")}
	if err := w.readWorkbook(b, targets); err != nil {
		return nil, err
	}
	if len(b.sheets) == 0 {
		return nil, damaged(errors.New("the workbook names no sheet"))
	}
	return b, nil
}

// relations reads which part stands behind a relation id.
func (w *workbook) relations(name string) (map[string]string, error) {
	targets := map[string]string{}
	err := w.scan(name, func(x *xmlScanner) error {
		if x.kind == 's' && string(x.name) == "Relationship" {
			targets[x.attrString("Id")] = x.attrString("Target")
		}
		return nil
	})
	return targets, err
}

func (w *workbook) readWorkbook(b *Book, targets map[string]string) error {
	limit := w.archive.limits.Sheets
	return w.scan("xl/workbook.xml", func(x *xmlScanner) error {
		if x.kind != 's' {
			return nil
		}
		switch string(x.name) {
		case "workbookPr":
			v := x.attrString("date1904")
			w.era1904 = v == "1" || v == "true"
		case "sheet":
			if len(b.sheets) >= limit {
				return NewFault(TooBig, "Buku kerja berisi terlalu banyak lembar; batasnya %d lembar. Simpan hanya lembar daftar pekerja lalu kirim ulang.", limit)
			}
			state := x.attrString("state")
			w.addSheet(b, x.attrString("name"), state == "hidden" || state == "veryHidden", targets[x.attrString("id")])
		}
		return nil
	})
}

func (w *workbook) addSheet(b *Book, name string, hidden bool, target string) {
	part := strings.TrimPrefix(target, "/")
	if !strings.HasPrefix(strings.ToLower(part), "xl/") {
		part = path.Join("xl", target)
	}
	if target == "" || !strings.Contains(strings.ToLower(part), "sheet") {
		return
	}
	s := &Sheet{Name: name, Hidden: hidden}
	s.load = func(ctx context.Context) (*content, error) { return w.loadSheet(ctx, part) }
	b.sheets = append(b.sheets, s)
}

// scan runs fn over the tokens of a part; a part that is not there has none.
func (w *workbook) scan(name string, fn func(*xmlScanner) error) error {
	r, ok, err := w.archive.open(name)
	if err != nil || !ok {
		return err
	}
	defer func() { _ = r.Close() }() // only read
	x := newXMLScanner(r, 8<<20)
	for {
		switch err := x.next(); {
		case errors.Is(err, io.EOF) && x.depth > 0:
			return damaged(fmt.Errorf("%s: %w", name, io.ErrUnexpectedEOF))
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return asDamaged(name, err)
		}
		if err := fn(x); err != nil {
			return asDamaged(name, err)
		}
	}
}

func asDamaged(name string, err error) error {
	var f *Fault
	if errors.As(err, &f) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return damaged(fmt.Errorf("%s: %w", name, err))
}

// shared reads the strings and styles once, when the first sheet is asked for.
func (w *workbook) shared() error {
	if w.loaded {
		return nil
	}
	if err := w.readStrings(); err != nil {
		return err
	}
	if err := w.readStyles(); err != nil {
		return err
	}
	w.loaded = true
	return nil
}

func (w *workbook) readStrings() error {
	var text []byte
	inText, phonetic := false, 0
	return w.scan("xl/sharedStrings.xml", func(x *xmlScanner) error {
		switch {
		case x.kind == 't' && inText && phonetic == 0:
			text = appendText(text, x)
		case x.kind == 't':
		case string(x.name) == "t":
			inText = x.kind == 's' && !x.empty
		case string(x.name) == "rPh" && !x.empty:
			if x.kind == 's' {
				phonetic++
			} else {
				phonetic--
			}
		case string(x.name) == "si" && (x.kind == 'e' || x.empty):
			w.strings = append(w.strings, excelText(text))
			text = text[:0]
		}
		return nil
	})
}

func appendText(dst []byte, x *xmlScanner) []byte {
	if x.cdata {
		return append(dst, x.raw...)
	}
	return unescape(dst, x.raw)
}

// excelText replaces the _x000D_ form in which spreadsheets write control characters.
func excelText(b []byte) string {
	s := string(b)
	if !strings.Contains(s, "_x") {
		return s
	}
	var out strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || len(s) < i+7 {
			break
		}
		var n rune
		if s[i+6] == '_' {
			if _, err := fmt.Sscanf(s[i+2:i+6], "%04x", &n); err == nil {
				out.WriteString(s[:i])
				out.WriteRune(n)
				s = s[i+7:]
				continue
			}
		}
		out.WriteString(s[:i+2])
		s = s[i+2:]
	}
	out.WriteString(s)
	return out.String()
}

func (w *workbook) readStyles() error {
	custom := map[string]bool{}
	inCells := false
	return w.scan("xl/styles.xml", func(x *xmlScanner) error {
		switch {
		case string(x.name) == "cellXfs" && x.kind != 't':
			inCells = x.kind == 's'
		case x.kind == 's' && string(x.name) == "numFmt":
			custom[x.attrString("numFmtId")] = isDateFormat(x.attrString("formatCode"))
		case x.kind == 's' && inCells && string(x.name) == "xf":
			id := x.attrString("numFmtId")
			date, known := custom[id]
			w.dates = append(w.dates, (known && date) || (!known && builtinDates[id]))
		}
		return nil
	})
}

var builtinDates = map[string]bool{
	"14": true, "15": true, "16": true, "17": true, "22": true,
	"27": true, "28": true, "29": true, "30": true, "31": true, "36": true, "50": true, "51": true, "52": true, "53": true, "54": true, "57": true, "58": true,
}

// isDateFormat tells whether a format code shows a day: it has a day or year letter outside of quotes and brackets.
func isDateFormat(code string) bool {
	for i := 0; i < len(code); i++ {
		switch c := code[i] | 0x20; {
		case code[i] == '"':
			if j := strings.IndexByte(code[i+1:], '"'); j >= 0 {
				i += j + 1
			}
		case code[i] == '[':
			if j := strings.IndexByte(code[i:], ']'); j >= 0 {
				i += j
			}
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case strings.HasPrefix(strings.ToLower(code[i:]), "general"):
			i += len("general") - 1
		case code[i] == ';':
			return false
		case c == 'd' || c == 'y':
			return true
		}
	}
	return false
}
