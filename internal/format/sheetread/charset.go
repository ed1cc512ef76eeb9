package sheetread

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// encoding is how the letters of a text file are written.
type encoding string

const (
	utf8Text    encoding = "utf-8"
	utf16LE     encoding = "utf-16le"
	utf16BE     encoding = "utf-16be"
	windows1252 encoding = "windows-1252"
)

// sniffEncoding decides by the byte order mark, by zero bytes, and by whether the bytes are UTF-8.
func sniffEncoding(head []byte) (encoding, error) {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return utf16LE, nil
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return utf16BE, nil
	}
	var even, odd, control int
	for i, c := range head {
		switch {
		case c == 0 && i%2 == 0:
			even++
		case c == 0:
			odd++
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1a:
			control++
		}
	}
	switch n := len(head); {
	case odd > n/4 && even < n/20:
		return utf16LE, nil
	case even > n/4 && odd < n/20:
		return utf16BE, nil
	case even+odd > 0 || control > n/50:
		return "", notSpreadsheet("data biner yang tidak dikenal")
	}
	if validUTF8Prefix(head) {
		return utf8Text, nil
	}
	return windows1252, nil
}

func validUTF8Prefix(b []byte) bool {
	for i := 0; i < 4 && len(b) > 0 && !utf8.Valid(b); i++ {
		b = b[:len(b)-1]
	}
	return utf8.Valid(b)
}

// reader decodes to UTF-8 without a byte order mark.
func (e encoding) reader(r io.Reader) io.Reader {
	switch e {
	case utf16LE:
		return transform.NewReader(r, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	case utf16BE:
		return transform.NewReader(r, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder())
	case windows1252:
		return charmap.Windows1252.NewDecoder().Reader(r)
	default: // UTF-8
	}
	return transform.NewReader(r, unicode.UTF8BOM.NewDecoder())
}

func (e encoding) decode(head []byte) string {
	b, _ := io.ReadAll(e.reader(bytes.NewReader(head))) // a character cut at the end is no fault
	return string(b)
}
