package sheetread

import (
	"encoding/binary"
	"unicode/utf16"
)

// xlsString reads a string whose count of characters takes one or two bytes.
func xlsString(b []byte, width int) string {
	if len(b) < width+1 {
		return ""
	}
	n := int(b[0])
	if width == 2 {
		n = int(binary.LittleEndian.Uint16(b))
	}
	s, _ := xlsChars(b[width+1:], n, b[width]&1 != 0)
	return s
}

func xlsChars(b []byte, n int, wide bool) (string, []byte) {
	if wide {
		n = min(n, len(b)/2)
		u := make([]uint16, n)
		for i := range u {
			u[i] = binary.LittleEndian.Uint16(b[2*i:])
		}
		return string(utf16.Decode(u)), b[2*n:]
	}
	n = min(n, len(b))
	u := make([]rune, n) // the low bytes of UTF-16
	for i := range u {
		u[i] = rune(b[i])
	}
	return string(u), b[n:]
}

// sstReader reads the shared strings, which run over into continuing records; characters that are cut by the border of
// a record go on with a new byte for their width.
type sstReader struct {
	x    *xlsBook
	body []byte
	next int
}

func (r *sstReader) more() error {
	kind, body, next, err := r.x.record(r.next)
	if err != nil || kind != recContinue {
		return errShort
	}
	r.body, r.next = body, next
	return nil
}

func (r *sstReader) bytes(n int) ([]byte, error) {
	if len(r.body) == 0 {
		if err := r.more(); err != nil {
			return nil, err
		}
	}
	if len(r.body) < n {
		return nil, errShort
	}
	b := r.body[:n]
	r.body = r.body[n:]
	return b, nil
}

func (r *sstReader) skip(n int) error {
	for n > 0 {
		if len(r.body) == 0 {
			if err := r.more(); err != nil {
				return err
			}
		}
		k := min(n, len(r.body))
		r.body = r.body[k:]
		n -= k
	}
	return nil
}

func (x *xlsBook) sharedStrings(at int) (int, error) {
	_, body, next, err := x.record(at)
	if err != nil || len(body) < 8 {
		return 0, errShort
	}
	count := int(binary.LittleEndian.Uint32(body[4:]))
	r := &sstReader{x: x, body: body[8:], next: next}
	for range min(count, len(x.data)/3) {
		s, err := r.text()
		if err != nil {
			return 0, err
		}
		x.strings = append(x.strings, s)
	}
	for { // what is left of continuing records
		kind, _, after, err := x.record(r.next)
		if err != nil || kind != recContinue {
			return r.next, nil
		}
		r.next = after
	}
}

func (r *sstReader) text() (string, error) {
	head, err := r.bytes(3)
	if err != nil {
		return "", err
	}
	n, flags := int(binary.LittleEndian.Uint16(head)), head[2]
	runs, extra := 0, 0
	if flags&8 != 0 {
		b, err := r.bytes(2)
		if err != nil {
			return "", err
		}
		runs = int(binary.LittleEndian.Uint16(b))
	}
	if flags&4 != 0 {
		b, err := r.bytes(4)
		if err != nil {
			return "", err
		}
		extra = int(binary.LittleEndian.Uint32(b))
	}
	out, wide := "", flags&1 != 0
	for n > 0 {
		if len(r.body) == 0 {
			if err := r.more(); err != nil {
				return "", err
			}
			b, err := r.bytes(1)
			if err != nil {
				return "", err
			}
			wide = b[0]&1 != 0
		}
		width := 1
		if wide {
			width = 2
		}
		k := min(n, len(r.body)/width)
		if k == 0 {
			return "", errShort
		}
		var s string
		s, r.body = xlsChars(r.body, k, wide)
		out += s
		n -= k
	}
	if extra < 0 || extra > len(r.x.data) {
		return "", errShort
	}
	return out, r.skip(4*runs + extra)
}
