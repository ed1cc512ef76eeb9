package sheetread

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"
	"strings"
)

// openCSV returns a book of one sheet, "csv", that reads the file again on each pass.
func openCSV(file io.ReaderAt, size int64, enc encoding, sample string, limits Limits) *Book {
	delimiter := sniffDelimiter(sample)
	open := func() io.Reader { return enc.reader(io.NewSectionReader(file, 0, size)) }
	return csvBook(open, delimiter, limits)
}

func csvBook(open func() io.Reader, delimiter byte, limits Limits) *Book {
	s := &Sheet{Name: "csv"}
	s.stream = func(ctx context.Context) iter.Seq2[Row, error] {
		return func(yield func(Row, error) bool) {
			p := &csvParser{in: bufio.NewReaderSize(open(), 256<<10), delimiter: delimiter, limits: limits}
			for n := 1; ; n++ {
				row, err := p.record()
				if errors.Is(err, io.EOF) {
					return
				}
				if err == nil && n > limits.CSVRows {
					err = NewFault(TooBig, "Berkas CSV berisi terlalu banyak baris; batasnya %d baris. Pecah menjadi beberapa berkas.", limits.CSVRows)
				}
				if err == nil && n%1024 == 0 {
					err = ctx.Err()
				}
				if err != nil {
					yield(Row{}, asDamaged("csv", err))
					return
				}
				row.Number = n
				if len(row.Cells) > 0 && !yield(row, nil) {
					return
				}
			}
		}
	}
	return &Book{Format: CSV, sheets: []*Sheet{s}}
}

// csvParser reads records as spreadsheets do: a quote opens a field only at its start, a doubled quote is one quote, and
// whatever follows a closing quote belongs to the field. Each record counts, empty lines included.
type csvParser struct {
	in        *bufio.Reader
	delimiter byte
	limits    Limits
	buf       []byte
	ends      []int
	started   bool
}

var errNUL = errors.New("a NUL byte in text")

// record returns the next record, or io.EOF.
func (p *csvParser) record() (Row, error) {
	p.buf, p.ends = p.buf[:0], p.ends[:0]
	quoted, fieldStart, any := false, 0, false
	for {
		c, err := p.in.ReadByte()
		if err == io.EOF {
			if !any {
				return Row{}, io.EOF
			}
			p.ends = append(p.ends, len(p.buf))
			return p.row(), nil
		}
		if err != nil {
			return Row{}, err
		}
		any = true
		switch {
		case c == 0:
			return Row{}, errNUL
		case quoted && c == '"':
			if next, err := p.in.ReadByte(); err == nil && next == '"' {
				p.buf = append(p.buf, '"')
			} else {
				quoted = false
				if err == nil {
					_ = p.in.UnreadByte() // cannot fail right after ReadByte
				}
			}
		case quoted:
			p.buf = append(p.buf, c)
		case c == '"' && len(p.buf) == fieldStart:
			quoted = true
		case c == p.delimiter:
			p.ends = append(p.ends, len(p.buf))
			fieldStart = len(p.buf)
		case c == '\n' || c == '\r':
			if c == '\r' {
				if next, err := p.in.ReadByte(); err == nil && next != '\n' {
					_ = p.in.UnreadByte() // cannot fail right after ReadByte
				}
			}
			p.ends = append(p.ends, len(p.buf))
			return p.row(), nil
		default:
			p.buf = append(p.buf, c)
		}
		if len(p.buf) > p.limits.LineBytes || len(p.ends) > 16384 {
			return Row{}, NewFault(TooBig, "Satu baris CSV terlalu besar (lebih dari %d KB atau 16.384 kolom), biasanya karena tanda kutip yang tidak ditutup. Simpan ulang dari Excel sebagai Excel Workbook (.xlsx).", p.limits.LineBytes>>10)
		}
	}
}

func (p *csvParser) row() Row {
	filled := 0
	for i, end := range p.ends {
		if i < p.limits.Columns && end > p.startOf(i) {
			filled++
		}
	}
	if filled == 0 || (!p.started && isSeparatorLine(p.buf)) {
		p.started = true
		return Row{}
	}
	p.started = true
	text := string(p.buf)
	cells := make([]Cell, 0, filled)
	for i, end := range p.ends {
		if from := p.startOf(i); i < p.limits.Columns && end > from {
			cells = append(cells, Cell{Column: uint16(i), Kind: Text, Text: forced(text[from:end])})
		}
	}
	return Row{Cells: cells}
}

// forced takes the value out of ="0123", with which programs keep a spreadsheet from reading a number.
func forced(s string) string {
	if len(s) > 3 && s[0] == '=' && s[1] == '"' && s[len(s)-1] == '"' && !strings.Contains(s[2:len(s)-1], `"`) {
		return s[2 : len(s)-1]
	}
	return s
}

func (p *csvParser) startOf(i int) int {
	if i == 0 {
		return 0
	}
	return p.ends[i-1]
}

// isSeparatorLine recognises the "sep=;" with which spreadsheets announce the delimiter.
func isSeparatorLine(b []byte) bool {
	return len(b) <= 5 && strings.HasPrefix(strings.ToLower(string(b)), "sep=")
}

// sniffDelimiter takes the delimiter with which most records of the sample have the same number of fields.
func sniffDelimiter(sample string) byte {
	if len(sample) > 5 && strings.EqualFold(sample[:4], "sep=") {
		return sample[4]
	}
	best, bestScore := byte(','), 0.0
	for _, d := range []byte{';', '\t', ',', '|'} {
		p := &csvParser{in: bufio.NewReader(strings.NewReader(sample)), delimiter: d, limits: DefaultLimits()}
		counts, records := map[int]int{}, 0
		for records < 300 {
			if _, err := p.record(); err != nil {
				break
			}
			if len(p.ends) > 1 || len(p.buf) > 0 {
				counts[len(p.ends)]++
				records++
			}
		}
		for fields, n := range counts {
			if score := float64(n) * float64(min(fields, 12)); fields > 1 && score > bestScore {
				best, bestScore = d, score
			}
		}
	}
	return best
}
