package preflight

import (
	"strings"
	"testing"
	"time"
)

// A text of many pages beside every name costs little, and is no reason to lose a row.
func TestLongTextsInEveryRowCostLittle(t *testing.T) {
	page := strings.Repeat("keterangan panjang 3311 ", 1200)
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah", "Catatan"}}
	rows, want := people(2, 1500, func(i int, w someone) []any {
		return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage, page}
	})
	g = append(g, rows...)
	for range 3000 {
		g = append(g, []any{nil, nil, nil, nil, nil, nil, page})
	}
	data := workbook(t, nil, []string{"S"}, g)
	start := time.Now()
	r := checked(t, data, options())
	if took := time.Since(start); took > 4*time.Second {
		t.Errorf("took %s", took)
	}
	if len(r.Rows) != len(want) {
		t.Errorf("%d rows, want %d", len(r.Rows), len(want))
	}
}
