package sheetread

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
)

// The records of the binary workbook format (BIFF8, [MS-XLS] 2.4) that hold what is read here.
const (
	recBOF         = 0x0809
	recEOF         = 0x000a
	recFilePass    = 0x002f
	recDateMode    = 0x0022
	recFormat      = 0x041e
	recXF          = 0x00e0
	recBoundSheet  = 0x0085
	recSST         = 0x00fc
	recContinue    = 0x003c
	recRow         = 0x0208
	recColInfo     = 0x007d
	recLabelSST    = 0x00fd
	recLabel       = 0x0204
	recRString     = 0x00d6
	recNumber      = 0x0203
	recRK          = 0x027e
	recMulRK       = 0x00bd
	recFormula     = 0x0006
	recString      = 0x0207
	recBoolErr     = 0x0205
	recMergedCells = 0x00e5
)

// xlsBook is a legacy workbook, whole in memory.
type xlsBook struct {
	data    []byte
	limits  Limits
	era1904 bool
	formats map[uint16]bool // own formats that show a date
	dates   []bool          // by style number
	strings []string
}

var errShort = errors.New("a record is shorter than it says")

// record returns the record at an offset and the offset behind it.
func (x *xlsBook) record(at int) (kind uint16, body []byte, next int, err error) {
	if at < 0 || at+4 > len(x.data) {
		return 0, nil, 0, errShort
	}
	kind = binary.LittleEndian.Uint16(x.data[at:])
	size := int(binary.LittleEndian.Uint16(x.data[at+2:]))
	if at+4+size > len(x.data) {
		return 0, nil, 0, errShort
	}
	return kind, x.data[at+4 : at+4+size], at + 4 + size, nil
}

func openXLS(data []byte, limits Limits) (*Book, error) {
	x := &xlsBook{data: data, limits: limits, formats: map[uint16]bool{}}
	b := &Book{Format: XLS}
	if err := x.globals(b); err != nil {
		return nil, asDamaged("workbook", err)
	}
	if len(b.sheets) == 0 {
		return nil, damaged(errors.New("the workbook names no sheet"))
	}
	return b, nil
}

// globals reads what the sheets share, and their names and places.
func (x *xlsBook) globals(b *Book) error {
	kind, body, at, err := x.record(0)
	if err != nil || kind != recBOF || len(body) < 2 || binary.LittleEndian.Uint16(body) != 0x0600 {
		return fmt.Errorf("no BIFF8 workbook: %w", errShort)
	}
	for {
		kind, body, next, err := x.record(at)
		if err != nil {
			return err
		}
		switch kind {
		case recEOF:
			return nil
		case recFilePass:
			return encrypted()
		case recDateMode:
			x.era1904 = len(body) >= 2 && body[0] == 1
		case recFormat:
			if len(body) > 5 {
				code := xlsString(body[2:], 2)
				x.formats[binary.LittleEndian.Uint16(body)] = isDateFormat(code)
			}
		case recXF:
			if len(body) >= 4 {
				id := binary.LittleEndian.Uint16(body[2:])
				own, known := x.formats[id]
				x.dates = append(x.dates, own || (!known && builtinDates[strconv.Itoa(int(id))]))
			}
		case recBoundSheet:
			if err := x.sheet(b, body); err != nil {
				return err
			}
		case recSST:
			if next, err = x.sharedStrings(at); err != nil {
				return err
			}
		}
		at = next
	}
}

func (x *xlsBook) sheet(b *Book, body []byte) error {
	if len(body) < 8 {
		return errShort
	}
	if len(b.sheets) >= x.limits.Sheets {
		return NewFault(TooBig, "Buku kerja berisi terlalu banyak lembar; batasnya %d lembar. Simpan hanya lembar daftar pekerja lalu kirim ulang.", x.limits.Sheets)
	}
	if body[5] != 0 { // charts and macro sheets
		return nil
	}
	at := int(binary.LittleEndian.Uint32(body))
	name := xlsString(body[6:], 1)
	s := &Sheet{Name: name, Hidden: body[4]&3 != 0}
	s.load = func(ctx context.Context) (*content, error) {
		c, err := x.loadSheet(ctx, at)
		if err != nil {
			return nil, asDamaged(name, err)
		}
		return c, nil
	}
	b.sheets = append(b.sheets, s)
	return nil
}
