package linkage

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

// csvSource cuts a file into stretches of whole records.
type csvSource struct {
	r     *bufio.Reader
	comma byte
	plan  *csvPlan
	rest  []byte
	done  bool
	buf   sync.Pool
}

// header reads the first record that is not blank and finds the delimiter.
func (s *csvSource) header() ([]string, error) {
	for {
		chunk, err := s.next(true)
		if err != nil {
			return nil, err
		}
		if chunk == nil {
			return nil, &InputError{Trouble: FileEmpty}
		}
		line := chunk
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if bytes.IndexByte(line, 0) >= 0 {
			return nil, &InputError{Trouble: FileIsNotText}
		}
		s.comma = delimiter(line)
		c := cutter{b: line, comma: s.comma}
		var head []string
		for c.cell() {
			head = append(head, strings.TrimSpace(string(readable(c.value))))
			if c.end {
				break
			}
		}
		return head, nil
	}
}

func delimiter(line []byte) byte {
	best, most := byte(','), bytes.Count(line, []byte{','})
	for _, c := range []byte{';', '\t', '|'} {
		if n := bytes.Count(line, []byte{c}); n > most {
			best, most = c, n
		}
	}
	return best
}

// next returns whole records: one where one is asked for, else about a chunk; nil at the end of the file.
func (s *csvSource) next(single bool) ([]byte, error) {
	buf := s.rest
	s.rest = nil
	scanned, quoted, end := 0, false, -1
	for {
		scanned, quoted, end = wholeRecords(buf, scanned, quoted, end, single)
		if end >= 0 && (single || len(buf) >= chunkSize || s.done) {
			break
		}
		if s.done {
			if quoted {
				return nil, &InputError{Trouble: QuoteOpen}
			}
			if len(buf) == 0 {
				return nil, nil
			}
			return buf, nil
		}
		if len(buf) > MaxRecord+chunkSize {
			return nil, &InputError{Trouble: RecordTooBig}
		}
		var err error
		if buf, err = s.fill(buf); err != nil {
			return nil, err
		}
	}
	if !single && s.done && !quoted { // the last records need no line end
		end = len(buf) - 1
	} else if !single && s.done && quoted {
		return nil, &InputError{Trouble: QuoteOpen}
	}
	if len(buf) > end+1 {
		s.rest = append(s.take(), buf[end+1:]...)
	}
	return buf[:end+1], nil
}

func (s *csvSource) take() []byte {
	if b, ok := s.buf.Get().(*[]byte); ok {
		return (*b)[:0]
	}
	return make([]byte, 0, chunkSize+chunkSize/4)
}

// give takes a chunk's memory back.
func (s *csvSource) give(b []byte) {
	if cap(b) <= 2*chunkSize {
		s.buf.Put(&b)
	}
}

func (s *csvSource) fill(buf []byte) ([]byte, error) {
	if cap(buf) == 0 {
		buf = s.take()
	}
	if cap(buf)-len(buf) < 64<<10 {
		grown := make([]byte, len(buf), 2*cap(buf)+64<<10)
		copy(grown, buf)
		buf = grown
	}
	room := min(cap(buf), max(len(buf)+64<<10, chunkSize))
	n, err := s.r.Read(buf[len(buf):room])
	buf = buf[:len(buf)+n]
	if errors.Is(err, io.EOF) {
		s.done = true
	} else if err != nil {
		return nil, fmt.Errorf("read list: %w", err)
	}
	return buf, nil
}

// wholeRecords goes on scanning from scanned and returns where it stopped, whether inside quotes, and the place of the
// last line end outside quotes (the first one where a single record is asked for). A quotation mark opens a cell only at
// its beginning; inside, two are one.
func wholeRecords(b []byte, scanned int, quoted bool, end int, single bool) (int, bool, int) {
	for scanned < len(b) {
		if quoted {
			i := bytes.IndexByte(b[scanned:], '"')
			if i < 0 {
				return len(b), true, end
			}
			if scanned+i+1 == len(b) { // may be the first of two: wait for more
				return scanned + i, true, end
			}
			if b[scanned+i+1] == '"' {
				scanned += i + 2
				continue
			}
			scanned += i + 1
			quoted = false
			continue
		}
		i := bytes.IndexByte(b[scanned:], '"')
		stretch := b[scanned:]
		if i >= 0 {
			stretch = b[scanned : scanned+i]
		}
		if single {
			if j := bytes.IndexByte(stretch, '\n'); j >= 0 {
				return scanned + j + 1, false, scanned + j
			}
		} else if j := bytes.LastIndexByte(stretch, '\n'); j >= 0 {
			end = scanned + j
		}
		if i < 0 {
			return len(b), false, end
		}
		at := scanned + i
		quoted = at == 0 || isDelimiter(b[at-1])
		scanned = at + 1
	}
	return scanned, quoted, end
}

func isDelimiter(c byte) bool {
	return c == ',' || c == ';' || c == '\t' || c == '|' || c == '\n' || c == '\r'
}

// cutter walks over the cells of records.
type cutter struct {
	b     []byte
	comma byte
	value []byte
	end   bool // the cell ended its record
	held  []byte
}

// cell reads the next cell; false at the end of the stretch.
func (c *cutter) cell() bool {
	if len(c.b) == 0 {
		if c.end || c.value == nil {
			return false
		}
		c.value, c.end = c.b[:0], true // a delimiter was the last character
		return true
	}
	if c.b[0] == '"' {
		return c.quoted()
	}
	for i, ch := range c.b {
		if ch == c.comma {
			c.value, c.b, c.end = c.b[:i], c.b[i+1:], false
			return true
		}
		if ch == '\n' {
			c.value, c.b, c.end = bytes.TrimSuffix(c.b[:i], []byte{'\r'}), c.b[i+1:], true
			return true
		}
	}
	c.value, c.b, c.end = bytes.TrimSuffix(c.b, []byte{'\r'}), nil, true
	return true
}

func (c *cutter) quoted() bool {
	c.held = c.held[:0]
	b := c.b[1:]
	for {
		i := bytes.IndexByte(b, '"')
		if i < 0 {
			c.held = append(c.held, b...)
			b = nil
			break
		}
		c.held = append(c.held, b[:i]...)
		b = b[i+1:]
		if len(b) > 0 && b[0] == '"' {
			c.held = append(c.held, '"')
			b = b[1:]
			continue
		}
		break
	}
	i := 0
	for i < len(b) && b[i] != c.comma && b[i] != '\n' {
		i++
	}
	c.held = append(c.held, bytes.TrimSuffix(b[:i], []byte{'\r'})...)
	c.value = c.held
	c.end = i == len(b) || b[i] == '\n'
	if i < len(b) {
		i++
	}
	c.b = b[i:]
	return true
}
