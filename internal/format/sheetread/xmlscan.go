package sheetread

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"
)

// xmlScanner is a pull scanner for the XML of spreadsheets: elements, attributes and text, without namespaces, document
// types or external entities. It holds one window of the input; tokens are valid until the next call.
type xmlScanner struct {
	r        io.Reader
	buf      []byte
	pos, end int
	eof      bool
	limit    int // largest token
	depth    int

	kind  byte // 's' start, 'e' end, 't' text
	name  []byte
	attrs []byte
	empty bool // <a/>: a start without an end
	raw   []byte
	cdata bool
}

const maxDepth = 100

var errDocType = errors.New("document types are not accepted")

func newXMLScanner(r io.Reader, limit int) *xmlScanner {
	return &xmlScanner{r: r, buf: make([]byte, 64<<10), limit: limit}
}

// next moves to the next token; io.EOF at the end of the document.
func (x *xmlScanner) next() error {
	for {
		if x.pos == x.end {
			if err := x.fill(); err != nil {
				return err
			}
		}
		if x.buf[x.pos] != '<' {
			return x.text()
		}
		done, err := x.markup()
		if done || err != nil {
			return err
		}
	}
}

func (x *xmlScanner) text() error {
	from := 0
	for {
		if i := bytes.IndexByte(x.buf[x.pos+from:x.end], '<'); i >= 0 {
			x.token('t', x.buf[x.pos:x.pos+from+i], x.pos+from+i)
			return nil
		}
		from = x.end - x.pos
		if err := x.fill(); errors.Is(err, io.EOF) {
			x.token('t', x.buf[x.pos:x.end], x.end)
			return nil
		} else if err != nil {
			return err
		}
	}
}

func (x *xmlScanner) token(kind byte, raw []byte, next int) {
	x.kind, x.raw, x.cdata, x.pos = kind, raw, false, next
}

// markup reads from '<'; it is false for comments and instructions.
func (x *xmlScanner) markup() (bool, error) {
	if err := x.have(4); err != nil && !errors.Is(err, io.EOF) {
		return true, err
	}
	window := x.buf[x.pos:x.end]
	switch {
	case bytes.HasPrefix(window, []byte("<?")):
		return false, x.skipPast("?>")
	case bytes.HasPrefix(window, []byte("<!--")):
		return false, x.skipPast("-->")
	case bytes.HasPrefix(window, []byte("<![C")):
		n, err := x.find("]]>")
		if err != nil {
			return true, err
		}
		x.token('t', x.buf[x.pos+min(9, n):x.pos+n], x.pos+n+3)
		x.cdata = true
		return true, nil
	case bytes.HasPrefix(window, []byte("<!")):
		return true, errDocType
	}
	return true, x.tag()
}

func (x *xmlScanner) tag() error {
	i, quote := 1, byte(0)
	for {
		for ; x.pos+i < x.end; i++ {
			c := x.buf[x.pos+i]
			switch {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"' || c == '\'':
				quote = c
			case c == '>':
				return x.element(x.buf[x.pos+1:x.pos+i], x.pos+i+1)
			}
		}
		if err := x.fill(); err != nil {
			return unexpected(err)
		}
	}
}

func (x *xmlScanner) element(body []byte, next int) error {
	x.pos = next
	if len(body) > 0 && body[0] == '/' {
		x.kind, x.name, x.depth = 'e', local(bytes.TrimSpace(body[1:])), x.depth-1
		return nil
	}
	x.kind, x.empty = 's', false
	if n := len(body); n > 0 && body[n-1] == '/' {
		x.empty, body = true, body[:n-1]
	}
	i := bytes.IndexAny(body, " \t\r\n")
	if i < 0 {
		i = len(body)
	}
	x.name, x.attrs = local(body[:i]), body[i:]
	if !x.empty {
		if x.depth++; x.depth > maxDepth {
			return fmt.Errorf("elements nest deeper than %d", maxDepth)
		}
	}
	return nil
}

func local(name []byte) []byte {
	if _, after, ok := bytes.Cut(name, []byte{':'}); ok {
		return after
	}
	return name
}

// trimBlank drops blanks in front; the general function makes a table of them each time.
func trimBlank(s []byte) []byte {
	for len(s) > 0 && (s[0] == ' ' || s[0] == '\n' || s[0] == '\r' || s[0] == '\t') {
		s = s[1:]
	}
	return s
}

// attr returns an attribute by its local name, still with entities.
func (x *xmlScanner) attr(name string) ([]byte, bool) {
	s := x.attrs
	for {
		s = trimBlank(s)
		eq := bytes.IndexByte(s, '=')
		if eq < 0 {
			return nil, false
		}
		key := local(bytes.TrimSpace(s[:eq]))
		s = trimBlank(s[eq+1:])
		if len(s) == 0 {
			return nil, false
		}
		stop := bytes.IndexByte(s[1:], s[0])
		if stop < 0 || (s[0] != '"' && s[0] != '\'') {
			return nil, false
		}
		if string(key) == name {
			return s[1 : 1+stop], true
		}
		s = s[stop+2:]
	}
}

func (x *xmlScanner) attrString(name string) string {
	v, ok := x.attr(name)
	if !ok {
		return ""
	}
	return string(unescape(nil, v))
}

// skip leaves the element that was just started.
func (x *xmlScanner) skip() error {
	if x.empty {
		return nil
	}
	for depth := x.depth; x.depth >= depth; {
		if err := x.next(); err != nil {
			return unexpected(err)
		}
	}
	return nil
}

func (x *xmlScanner) have(n int) error {
	for x.end-x.pos < n {
		if err := x.fill(); err != nil {
			return err
		}
	}
	return nil
}

func (x *xmlScanner) find(mark string) (int, error) {
	from := 0
	for {
		if i := bytes.Index(x.buf[x.pos+from:x.end], []byte(mark)); i >= 0 {
			return from + i, nil
		}
		from = max(0, x.end-x.pos-len(mark))
		if err := x.fill(); err != nil {
			return 0, unexpected(err)
		}
	}
}

func (x *xmlScanner) skipPast(mark string) error {
	n, err := x.find(mark)
	x.pos += n + len(mark)
	return err
}

// fill reads more; the window grows up to the limit of one token.
func (x *xmlScanner) fill() error {
	if x.eof {
		return io.EOF
	}
	if x.pos > 0 {
		copy(x.buf, x.buf[x.pos:x.end])
		x.end -= x.pos
		x.pos = 0
	}
	if x.end == len(x.buf) {
		if len(x.buf) >= x.limit {
			return fmt.Errorf("a cell or tag is longer than %d bytes", x.limit)
		}
		x.buf = append(x.buf, make([]byte, len(x.buf))...)
	}
	for {
		n, err := x.r.Read(x.buf[x.end:])
		x.end += n
		if err != nil {
			if !errors.Is(err, io.EOF) {
				return err
			}
			if x.eof = true; n == 0 {
				return io.EOF
			}
		}
		if n > 0 {
			return nil
		}
	}
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// unescape appends s to dst with the five XML entities and numeric ones replaced.
func unescape(dst, s []byte) []byte {
	for {
		i := bytes.IndexByte(s, '&')
		if i < 0 {
			return append(dst, s...)
		}
		dst = append(dst, s[:i]...)
		s = s[i:]
		stop := bytes.IndexByte(s[:min(len(s), 12)], ';')
		if stop < 0 {
			dst, s = append(dst, '&'), s[1:]
			continue
		}
		dst = appendEntity(dst, s[1:stop], s[:stop+1])
		s = s[stop+1:]
	}
}

func appendEntity(dst, name, whole []byte) []byte {
	switch string(name) {
	case "amp":
		return append(dst, '&')
	case "lt":
		return append(dst, '<')
	case "gt":
		return append(dst, '>')
	case "quot":
		return append(dst, '"')
	case "apos":
		return append(dst, '\'')
	}
	if len(name) > 1 && name[0] == '#' {
		digits, base := string(name[1:]), 10
		if name[1] == 'x' || name[1] == 'X' {
			digits, base = string(name[2:]), 16
		}
		if n, err := strconv.ParseUint(digits, base, 32); err == nil && n <= utf8.MaxRune {
			return utf8.AppendRune(dst, rune(n))
		}
	}
	return append(dst, whole...)
}
