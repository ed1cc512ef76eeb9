package sheetwrite

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// CSV says how [WriteCSV] writes. The zero value is for programs: commas, keys as header, no byte order mark.
type CSV struct {
	Comma  rune // 0 is ','; Indonesian spreadsheets expect ';'
	Titles bool // header of titles in place of keys
	BOM    bool // mark at the start, so that spreadsheets see UTF-8
	// Harmless writes text that looks like a formula with an apostrophe before it: for files that people open.
	Harmless bool
}

// WriteCSV writes the table's rows as CSV with line ends of one LF. About is not written.
func WriteCSV(w io.Writer, t Table, how CSV) error {
	buffered := bufio.NewWriterSize(w, 64<<10)
	if how.BOM {
		if _, err := buffered.WriteString("\ufeff"); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	out := csv.NewWriter(buffered)
	if how.Comma != 0 {
		out.Comma = how.Comma
	}
	record := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		record[i] = c.Key
		if how.Titles {
			record[i] = c.Title
		}
	}
	if err := out.Write(record); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	line := 1
	for row, err := range t.Rows {
		line++
		if err != nil {
			return fmt.Errorf("write CSV %q: %w", t.Title, err)
		}
		if len(row) != len(t.Columns) {
			return fmt.Errorf("write CSV %q: row %d has %d cells for %d columns", t.Title, line, len(row), len(t.Columns))
		}
		for i, v := range row {
			s, err := plainText(v)
			if err != nil {
				return fmt.Errorf("write CSV %q: row %d column %s: %w", t.Title, line, t.Columns[i].Key, err)
			}
			if how.Harmless {
				s = Harmless(s)
			}
			record[i] = s
		}
		if err := out.Write(record); err != nil {
			return fmt.Errorf("write CSV %q: %w", t.Title, err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write CSV %q: %w", t.Title, err)
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write CSV %q: %w", t.Title, err)
	}
	return nil
}

// plainText writes a cell's value as programs exchange it: whole rupiah, decimal point, ISO dates.
func plainText(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case Cell:
		return plainText(v.Value)
	case string:
		return v, nil
	case Raw:
		return string(v), nil
	case Decimal:
		return string(v), nil
	case int:
		return strconv.Itoa(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case money.Rupiah:
		return strconv.FormatInt(int64(v), 10), nil
	case bool:
		if v {
			return "1", nil
		}
		return "0", nil
	case money.Milli:
		return v.String(), nil
	case period.Date:
		return v.String(), nil
	case period.Month:
		return v.String(), nil
	case fmt.Stringer:
		return v.String(), nil
	}
	return "", fmt.Errorf("a cell cannot hold a %T", v)
}
