package layout

import (
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
)

// longest is how many bytes of a cell are looked at to tell what a row is. No name, number or day is longer, and a text of
// many pages in every row must not cost minutes.
const longest = 1000

// clipped is the row with long texts cut; the row itself where none is long.
func clipped(row sheetread.Row) sheetread.Row {
	if !slices.ContainsFunc(row.Cells, func(c sheetread.Cell) bool { return len(c.Text) > longest }) {
		return row
	}
	row.Cells = slices.Clone(row.Cells)
	for i := range row.Cells {
		if c := &row.Cells[i]; len(c.Text) > longest {
			c.Text = strings.ToValidUTF8(c.Text[:longest], "")
		}
	}
	return row
}
