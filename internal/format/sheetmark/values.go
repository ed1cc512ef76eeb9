package sheetmark

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
)

// errPart is the fault of a part that is larger than it says or larger than is lawful.
var errPart = errors.New("a part is too large")

// values copies a workbook with the value of every formula in its place. What we hand back runs nothing, whoever wrote it;
// a formula without a value becomes text with an apostrophe before it. The second value counts the formulas; where it is 0
// the workbook was not copied.
func values(file io.ReaderAt, size, largest int64) (copied []byte, formulas int, err error) {
	in, err := zip.NewReader(file, size)
	if err != nil {
		return nil, 0, err
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range in.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, "\\", "/"))
		if name == "xl/calcchain.xml" {
			continue
		}
		part, err := unpack(f, largest)
		if err != nil {
			return nil, 0, err
		}
		switch {
		case name == "[content_types].xml" || name == "xl/_rels/workbook.xml.rels":
			part = calcChain.ReplaceAll(part, nil)
		case strings.HasPrefix(name, "xl/worksheets/") && strings.HasSuffix(name, ".xml"):
			n := 0
			part, n = plainCells(part)
			formulas += n
		}
		w, err := z.Create(f.Name)
		if err == nil {
			_, err = w.Write(part)
		}
		if err != nil {
			return nil, 0, err
		}
	}
	if formulas == 0 {
		return nil, 0, nil
	}
	return out.Bytes(), formulas, z.Close()
}

// calcChain finds the mentions of the part that lists the formulas of a workbook.
var calcChain = regexp.MustCompile(`<(Override|Relationship)\s[^<>]*calcChain[^<>]*/>`)

func unpack(f *zip.File, largest int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // only read
	part, err := io.ReadAll(io.LimitReader(r, largest+1))
	if int64(len(part)) > largest {
		return nil, errPart
	}
	return part, err
}

// plainCells takes the formulas out of the cells of a sheet's XML and counts them.
func plainCells(part []byte) ([]byte, int) {
	if !bytes.Contains(part, []byte("<f")) && !bytes.Contains(part, []byte(":f")) {
		return part, 0
	}
	out := make([]byte, 0, len(part))
	n := 0
	for len(part) > 0 {
		tag := nextTag(part)
		if tag.name != "c" || tag.kind != opening {
			out = append(out, part[:tag.end]...)
			part = part[tag.end:]
			continue
		}
		cell, had := plainCell(part, tag)
		if had {
			n++
		}
		out = append(out, cell.written...)
		part = part[cell.length:]
	}
	return out, n
}

type plain struct {
	written []byte
	length  int
}

// plainCell reads one cell from its opening tag to the closing one, without its formula.
func plainCell(part []byte, start tag) (plain, bool) {
	body := append([]byte(nil), part[:start.end]...)
	var formula []byte
	had, inside, value := false, false, false
	at := start.end
	for at < len(part) {
		t := nextTag(part[at:])
		piece := part[at : at+t.end]
		at += t.end
		switch {
		case t.name == "f" && t.kind == opening:
			had, inside = true, true
			formula = append(formula, piece[:t.start]...)
			continue
		case t.name == "f" && t.kind == empty:
			had = true
			piece = piece[:t.start]
		case t.name == "f" && t.kind == closing:
			inside = false
			formula = append(formula, piece[:t.start]...)
			continue
		case inside:
			formula = append(formula, piece...)
			continue
		case (t.name == "v" || t.name == "is") && t.kind == opening:
			value = true
		}
		if t.name == "c" && t.kind == closing {
			if had && !value && len(formula) > 0 {
				body = asText(part[start.start:start.end], body[:start.start], formula)
			}
			return plain{append(body, piece...), at}, had
		}
		body = append(body, piece...)
	}
	return plain{body, at}, had
}

var cellType = regexp.MustCompile(`\st\s*=\s*("[^"]*"|'[^']*')`)

// asText writes a formula without a value as text that no spreadsheet runs.
func asText(opened, before, formula []byte) []byte {
	opened = cellType.ReplaceAll(opened, nil)
	prefix := ""
	if name, _, ok := bytes.Cut(opened[1:], []byte{':'}); ok && len(name) < 10 && !bytes.ContainsAny(name, " \t\r\n=") {
		prefix = string(name) + ":"
	}
	out := append(append([]byte(nil), before...), opened[:len(opened)-1]...)
	out = append(out, ` t="inlineStr"><`+prefix+`is><`+prefix+`t>'=`...)
	out = append(out, formula...)
	return append(out, `</`+prefix+`t></`+prefix+`is>`...)
}

type tagKind uint8

const (
	other tagKind = iota
	opening
	closing
	empty
)

// tag is the next tag of a text: where it starts and ends, with what stands before it; the whole rest where there is none.
type tag struct {
	name       string
	kind       tagKind
	start, end int
}

func nextTag(s []byte) tag {
	i := bytes.IndexByte(s, '<')
	if i < 0 {
		return tag{end: len(s), start: len(s)}
	}
	for _, skip := range [][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if bytes.HasPrefix(s[i:], []byte(skip[0])) {
			if stop := bytes.Index(s[i:], []byte(skip[1])); stop >= 0 {
				return tag{start: i, end: i + stop + len(skip[1])}
			}
			return tag{start: i, end: len(s)}
		}
	}
	quote := byte(0)
	for k := i + 1; k < len(s); k++ {
		switch c := s[k]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return named(s[i+1:k], i, k+1)
		}
	}
	return tag{start: i, end: len(s)}
}

func named(body []byte, start, end int) tag {
	t := tag{kind: opening, start: start, end: end}
	switch {
	case len(body) > 0 && body[0] == '/':
		t.kind, body = closing, body[1:]
	case len(body) > 0 && body[len(body)-1] == '/':
		t.kind, body = empty, body[:len(body)-1]
	}
	if i := bytes.IndexAny(body, " \t\r\n"); i >= 0 {
		body = body[:i]
	}
	if _, local, ok := bytes.Cut(body, []byte{':'}); ok {
		body = local
	}
	t.name = string(body)
	return t
}
