package layout

import (
	"slices"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
)

// repeatable are the fields in which a ditto mark means what stands above. Who somebody is, is never repeated.
var repeatable = []string{"tempat_lahir", "jenis_kelamin", "alamat", "kategori", "jabatan", "upah", "mulai", "selesai", "nomor_sk", "sumber_dana", "kode_instansi", "jenis_identitas"}

// ditto puts in the place of ditto marks ("idem", "s.d.a.", a pair of small strokes) what the last row of data above says.
func (s *sorter) ditto(row sheetread.Row) sheetread.Row {
	copied := false
	for _, name := range repeatable {
		i := s.l.Set.Index(name)
		if i < 0 || s.t.byPos[i] < 0 {
			continue
		}
		column := s.t.byPos[i]
		at, found := slices.BinarySearchFunc(row.Cells, column, func(c sheetread.Cell, column int) int { return int(c.Column) - column })
		if !found {
			continue
		}
		if c := row.Cells[at]; c.Kind != sheetread.Text || !value.IsDitto(c.Text) {
			if !c.Blank() {
				s.last[column] = c
			}
			continue
		}
		before, known := s.last[column]
		if !known {
			continue
		}
		if !copied {
			row.Cells, copied = slices.Clone(row.Cells), true
		}
		row.Cells[at] = before
	}
	return row
}
