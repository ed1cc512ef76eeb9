package backup

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The tags of values and of parts.
const (
	tagNull  = 0
	tagInt   = 1
	tagText  = 2
	tagBytes = 3
	tagFalse = 4
	tagTrue  = 5

	partFile  = 'F'
	partTable = 'T'
	partRow   = 'R'
	partEnd   = 'E'
)

// longest bounds what one length may say, so that a damaged length takes no memory. Chunks of files are far smaller.
const longest = 1 << 30

var errForm = errors.New("backup: the stream does not have the form of a backup")

// encoder writes values; the first fault stays.
type encoder struct {
	w   *bufio.Writer
	tmp [binary.MaxVarintLen64]byte
	err error
}

func (e *encoder) write(b []byte) {
	if e.err == nil {
		_, e.err = e.w.Write(b)
	}
}

func (e *encoder) byte(b byte) {
	if e.err == nil {
		e.err = e.w.WriteByte(b)
	}
}

func (e *encoder) uint(n uint64) { e.write(e.tmp[:binary.PutUvarint(e.tmp[:], n)]) }
func (e *encoder) int(n int64)   { e.write(e.tmp[:binary.PutVarint(e.tmp[:], n)]) }

func (e *encoder) blob(b []byte) {
	e.uint(uint64(len(b)))
	e.write(b)
}

func (e *encoder) text(s string) {
	e.uint(uint64(len(s)))
	if e.err == nil {
		_, e.err = e.w.WriteString(s)
	}
}

func (e *encoder) value(v any) {
	switch v := v.(type) {
	case nil:
		e.byte(tagNull)
	case int64:
		e.byte(tagInt)
		e.int(v)
	case string:
		e.byte(tagText)
		e.text(v)
	case []byte:
		e.byte(tagBytes)
		e.blob(v)
	case bool:
		if v {
			e.byte(tagTrue)
		} else {
			e.byte(tagFalse)
		}
	default:
		if e.err == nil {
			e.err = fmt.Errorf("backup: a value of the type %T", v)
		}
	}
}

// decoder reads what encoder wrote; the first fault stays.
type decoder struct {
	r   *bufio.Reader
	err error
}

func (d *decoder) fail(err error) {
	if d.err == nil {
		if errors.Is(err, io.EOF) {
			err = fmt.Errorf("%w: it ends too early", errForm)
		}
		d.err = err
	}
}

func (d *decoder) byte() byte {
	if d.err != nil {
		return 0
	}
	b, err := d.r.ReadByte()
	if err != nil {
		d.fail(err)
	}
	return b
}

func (d *decoder) uint() uint64 {
	if d.err != nil {
		return 0
	}
	n, err := binary.ReadUvarint(d.r)
	if err != nil {
		d.fail(err)
	}
	return n
}

func (d *decoder) int() int64 {
	if d.err != nil {
		return 0
	}
	n, err := binary.ReadVarint(d.r)
	if err != nil {
		d.fail(err)
	}
	return n
}

func (d *decoder) blob() []byte {
	n := d.uint()
	if d.err != nil {
		return nil
	}
	if n > longest {
		d.fail(errForm)
		return nil
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(d.r, b); err != nil {
		d.fail(err)
	}
	return b
}

func (d *decoder) text() string { return string(d.blob()) }

func (d *decoder) value() any {
	switch d.byte() {
	case tagNull:
		return nil
	case tagInt:
		return d.int()
	case tagText:
		return d.text()
	case tagBytes:
		return d.blob()
	case tagFalse:
		return false
	case tagTrue:
		return true
	default:
		d.fail(errForm)
		return nil
	}
}
