package person

import (
	"github.com/payung-id/payung/linkage"
)

// nikEvidence compares two NIKs. Since the number holds region, birth date, sex and a serial, a wrong digit is judged by
// where it stands: in the serial it is rather a twin or a neighbour, in the date it is a slip only where one of the numbers
// contradicts its own row's birth date.
type nikEvidence struct{}

// The levels of a NIK.
const (
	nikMissing uint8 = iota
	nikExact
	nikRounded
	nikRegion
	nikDate
	nikSerial
	nikTwo
	nikOther
	nikDifferent
)

// Levels implements [linkage.Comparator].
func (nikEvidence) Levels() []linkage.Level {
	return []linkage.Level{
		{Name: "missing", ID: "tidak ada di salah satu sisi", EN: "missing on one side"},
		{Name: "exact", ID: "sama", EN: "equal", M: 0.9, U: 0.05, Frequency: true, Complete: true},
		{Name: "rounded", ID: "sama kecuali angka terakhir yang hilang di lembar kerja", EN: "equal but for the last digit, lost by a spreadsheet", M: 0.001, U: 1e-6, Complete: true},
		{Name: "region", ID: "sama kecuali satu angka pada kode wilayah", EN: "equal but for one digit of the region", M: 0.015, U: 1e-4, Complete: true},
		{Name: "date", ID: "sama kecuali satu angka pada tanggal lahir di dalamnya", EN: "equal but for one digit of the birth date in it", M: 0.015, U: 1e-6, Complete: true},
		{Name: "serial", ID: "sama kecuali satu angka pada nomor urut", EN: "equal but for one digit of the serial", M: 0.01, U: 1e-4, Complete: true},
		{Name: "two", ID: "dua angka berbeda", EN: "two digits differ", M: 0.002, U: 1e-4, Complete: true},
		{Name: "contradicts", ID: "berbeda, dan satu NIK tidak sesuai dengan tanggal lahirnya sendiri", EN: "different, and one NIK contradicts its own birth date", M: 0.01, U: 0.03},
		{Name: "different", ID: "berbeda", EN: "different", M: 0.005, U: 0.96},
	}
}

// Bind implements [linkage.Comparator].
func (nikEvidence) Bind(left, right *linkage.List, f *linkage.Field) (linkage.Maker, error) {
	a, b := left.Digits(f.Left), right.Digits(f.Right)
	if a == nil || b == nil {
		return nil, nil
	}
	bornA, bornB := left.Dates("birth_date"), right.Dates("birth_date")
	rare := linkage.LogShare(1, right.Population())
	compare := func(l, r int) (uint8, float32) {
		x, y := a[l], b[r]
		switch {
		case x == 0 || y == 0:
			return nikMissing, 0
		case x == y:
			return nikExact, rare
		}
		off := contradicts(x, bornA, l) || contradicts(y, bornB, r)
		return nikLevel(x, y, off), 0
	}
	return func() linkage.Compare { return compare }, nil
}

// Quick implements [linkage.Quicker].
func (nikEvidence) Quick(left, right *linkage.List, f *linkage.Field) linkage.Sieve {
	return linkage.QuickDigits(left, right, f)
}

// nikLevel judges two numbers that differ; off says that one of them contradicts its own birth date.
func nikLevel(x, y uint64, off bool) uint8 {
	wrong := linkage.WrongDigits(x, y)
	if wrong == 1 || wrong == 2 && linkage.Transposed(x, y) {
		last, span := linkage.WrongPlace(x, y)
		switch {
		case last == 0 && wrong == 1 && (x&15 == 0 || y&15 == 0):
			return nikRounded
		case last+span < 4:
			return nikSerial
		case last >= 10:
			return nikRegion
		case !off:
			return nikDifferent // each number is right for its own row: two people
		default:
			return nikDate
		}
	}
	switch {
	case wrong == 2 && (off || uint32(x>>16)&0xffffff == uint32(y>>16)&0xffffff):
		return nikTwo
	case off:
		return nikOther
	}
	return nikDifferent
}

// contradicts tells whether a number's date is not that of its row; unknown dates contradict nothing.
func contradicts(n uint64, born []linkage.Day, row int) bool {
	return born != nil && born[row] != 0 && packedDate(n) != nikDigits(born[row])
}

// packedDate returns DDMMYY of a number as packed digits, a woman's forty taken off the day.
func packedDate(n uint64) uint32 {
	d := uint32(n>>16) & 0xffffff
	if d>>20 >= 4 {
		d -= 4 << 20
	}
	return d
}

// nikDigits returns a day as DDMMYY in packed digits.
func nikDigits(d linkage.Day) uint32 {
	return bcd(d.DayOfMonth())<<16 | bcd(d.Month())<<8 | bcd(d.Year()%100)
}

func bcd(n int) uint32 { return uint32(n/10<<4 | n%10) }

// dateInNIK is the part of a key: the birth date inside the number, as a day. Years up to 12 are of this century.
func dateInNIK(l *linkage.List) func(row int) uint64 {
	n := l.Digits("nik")
	if n == nil {
		return nil
	}
	return func(row int) uint64 {
		x := n[row]
		if x>>60 == 0 {
			return 0
		}
		d := packedDate(x)
		year := unpack(d & 255)
		if year <= 12 {
			year += 100
		}
		return uint64(linkage.DayOf(1900+year, unpack(d>>8&255), unpack(d>>16)))
	}
}

func unpack(b uint32) int { return int(b>>4*10 + b&15) }

// cleanNIK keeps sixteen digits, as text or as a spreadsheet wrote them; anything else, a number ending in 0000 and one
// with an impossible date are not known. Nothing is repaired.
func cleanNIK(v []byte) []byte {
	n := 0
	var out [16]byte
	for _, c := range v {
		switch {
		case c >= '0' && c <= '9':
			if n == 16 {
				return nil
			}
			out[n] = c
			n++
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '+':
			return nil
		}
	}
	if n != 16 || out[0] == '0' || string(out[12:]) == "0000" {
		return nil
	}
	day, month := int(out[6]-'0')*10+int(out[7]-'0'), int(out[8]-'0')*10+int(out[9]-'0')
	if day > 40 {
		day -= 40
	}
	if day < 1 || day > 31 || month < 1 || month > 12 {
		return nil
	}
	return append(v[:0:0], out[:]...)
}

// districtEvidence compares the district of the agency or residence with that of the other side, or with the place of
// first issue in the other side's NIK where it names none.
type districtEvidence struct{}

// Levels implements [linkage.Comparator].
func (districtEvidence) Levels() []linkage.Level {
	return []linkage.Level{
		{Name: "missing", ID: "tidak diketahui", EN: "not known"},
		{Name: "district", ID: "kabupaten/kota sama", EN: "the same regency or city", M: 0.85, U: 1, Frequency: true},
		{Name: "province", ID: "hanya provinsinya sama", EN: "only the province is the same", M: 0.06, U: 0.5},
		{Name: "different", ID: "provinsi lain", EN: "another province", M: 0.09, U: 0.4},
	}
}

// Bind implements [linkage.Comparator].
func (districtEvidence) Bind(left, right *linkage.List, _ *linkage.Field) (linkage.Maker, error) {
	if left.Digits("region_code") == nil && right.Digits("region_code") == nil {
		return nil, nil
	}
	a, b := rowDistricts(left), rowDistricts(right)
	if a == nil || b == nil {
		return nil, nil
	}
	share, _ := right.Remember("district shares", func() any { return districtShares(b) }).([]float32)
	compare := func(l, r int) (uint8, float32) {
		switch x, y := a[l], b[r]; {
		case x == 0 || y == 0:
			return 0, 0
		case x == y:
			return 1, share[y]
		case x>>8 == y>>8:
			return 2, 0
		}
		return 3, 0
	}
	return func() linkage.Compare { return compare }, nil
}

// districtShares returns the logarithm of the share of each district among the rows.
func districtShares(rows []uint16) []float32 {
	count := make([]int, 1<<16)
	for _, d := range rows {
		count[d]++
	}
	share := make([]float32, len(count))
	for d, n := range count {
		share[d] = linkage.LogShare(n, len(rows)-count[0])
	}
	return share
}

func rowDistricts(l *linkage.List) []uint16 {
	rows, _ := l.Remember("districts", func() any { return districts(l) }).([]uint16)
	return rows
}

func rowSexes(l *linkage.List) []byte {
	rows, _ := l.Remember("sexes", func() any { return sexes(l) }).([]byte)
	return rows
}

// districts returns the four digits of each row's district, 0 where it is not known.
func districts(l *linkage.List) []uint16 {
	codes, niks := l.Digits("region_code"), l.Digits("nik")
	if codes == nil && niks == nil {
		return nil
	}
	out := make([]uint16, l.Len())
	for i := range out {
		if codes != nil {
			out[i] = uint16(codes[i])
		}
		if out[i] == 0 && niks != nil {
			out[i] = uint16(niks[i] >> 48)
		}
	}
	return out
}

// cleanRegion keeps the four digits of a regency; less is not known.
func cleanRegion(v []byte) []byte {
	out := make([]byte, 0, 4)
	for _, c := range v {
		if c >= '0' && c <= '9' && len(out) < 4 {
			out = append(out, c)
		}
	}
	if len(out) < 4 {
		return nil
	}
	return out
}

// sexEvidence compares the sex of a row, or where it is not written the one in the NIK.
type sexEvidence struct{}

// Levels implements [linkage.Comparator].
func (sexEvidence) Levels() []linkage.Level {
	return []linkage.Level{
		{Name: "missing", ID: "tidak diketahui", EN: "not known"},
		{Name: "exact", ID: "sama", EN: "equal", M: 0.99, U: 0.5},
		{Name: "different", ID: "berbeda", EN: "different", M: 0.01, U: 0.5},
	}
}

// Bind implements [linkage.Comparator].
func (sexEvidence) Bind(left, right *linkage.List, _ *linkage.Field) (linkage.Maker, error) {
	if left.Texts("sex") == nil && right.Texts("sex") == nil {
		return nil, nil
	}
	a, b := rowSexes(left), rowSexes(right)
	if a == nil || b == nil {
		return nil, nil
	}
	compare := func(l, r int) (uint8, float32) {
		switch x, y := a[l], b[r]; {
		case x == 0 || y == 0:
			return 0, 0
		case x == y:
			return 1, 0
		}
		return 2, 0
	}
	return func() linkage.Compare { return compare }, nil
}

// sexes returns 'L', 'P' or 0 for each row.
func sexes(l *linkage.List) []byte {
	text, niks := l.Texts("sex"), l.Digits("nik")
	if text == nil && niks == nil {
		return nil
	}
	out := make([]byte, l.Len())
	for i := range out {
		if text != nil {
			if s := text(i); s != "" {
				out[i] = s[0]
				continue
			}
		}
		if niks != nil && niks[i] != 0 {
			out[i] = 'L'
			if niks[i]>>36&15 >= 4 {
				out[i] = 'P'
			}
		}
	}
	return out
}
