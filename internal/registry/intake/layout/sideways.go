package layout

import (
	"context"

	"github.com/payung-id/payung/internal/format/sheetread"
)

// Sideways counts, for a sheet without a header, how often one of its first columns says the key fields line by line: once
// where the list lies on its side with a column for each person, more often where each person has a form.
func Sideways(ctx context.Context, sheet *sheetread.Sheet, set *FieldSet) (int, error) {
	rows, err := sheet.Head(ctx, headRows)
	if err != nil {
		return 0, err
	}
	r := newRecogniser(set, rows, nil)
	for column := range 3 {
		said := map[string]int{}
		for _, row := range rows {
			c := row.Cell(column)
			if c.Kind != sheetread.Text || len(c.Text) > 40 {
				continue
			}
			for _, m := range r.match(c.Text) {
				if m.sim >= 0.9 {
					said[set.Fields[m.field].Name]++
				}
			}
		}
		n := said[set.Keys[0]]
		for _, key := range set.Keys[1:] {
			n = min(n, said[key])
		}
		if n > 0 {
			return n, nil
		}
	}
	return 0, nil
}
