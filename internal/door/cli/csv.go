package cli

import (
	"encoding/csv"
	"io"

	"github.com/payung-id/payung/internal/format/sheetwrite"
)

// harmlessCSV writes records whose texts come from people: no cell starts a formula in the spreadsheet that opens it.
type harmlessCSV struct{ *csv.Writer }

func newCSV(w io.Writer) harmlessCSV { return harmlessCSV{csv.NewWriter(w)} }

// Write writes one record.
func (c harmlessCSV) Write(record []string) error {
	safe := make([]string, len(record))
	for i, cell := range record {
		safe[i] = sheetwrite.Harmless(cell)
	}
	return c.Writer.Write(safe)
}

// WriteAll writes records and flushes.
func (c harmlessCSV) WriteAll(records [][]string) error {
	for _, r := range records {
		if err := c.Write(r); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}
