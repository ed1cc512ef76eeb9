package layout

import (
	"slices"

	"github.com/payung-id/payung/internal/format/sheetread"
)

// notAPart are words of columns that speak of a programme but hold no contribution to it.
var notAPart = []string{"upah", "gaji", "dasar", "nomor", "tanggal", "status", "tarif", "persen", "program", "bulan", "tunggakan", "denda", "kelas"}

// partColumns are the columns that together hold a field: of JHT the worker's share and the employer's, as the insurer's list
// of contributions (F2A) has them. A column that says to be their sum stands alone.
func partColumns(headers map[int]string, field string) []int {
	var parts []int
	for column, header := range headers {
		words := tokenize(header)
		if !slices.Contains(words, field) || slices.ContainsFunc(words, func(w string) bool { return slices.Contains(notAPart, w) || w != field && isProgramme(w) }) {
			continue
		}
		if slices.Contains(words, "jumlah") || slices.Contains(words, "total") {
			return []int{column}
		}
		parts = append(parts, column)
	}
	slices.Sort(parts)
	return parts
}

func isProgramme(word string) bool {
	switch word {
	case "jkk", "jkm", "jht", "jp", "jkp":
		return true
	}
	return false
}

// Divided tells whether a header gives a summed field of the set in several columns, or under other words than its name.
func (s *FieldSet) Divided(headers []string) bool {
	byColumn := map[int]string{}
	for i, h := range headers {
		byColumn[i] = h
	}
	return slices.ContainsFunc(s.Summed, func(f string) bool {
		columns := partColumns(byColumn, f)
		return len(columns) > 1 || len(columns) == 1 && len(tokenize(byColumn[columns[0]])) > 1
	})
}

// Parts returns the cells of a field that stands in several columns; nil where it stands in one or none.
func (r Record) Parts(field string) []sheetread.Cell {
	columns := r.Table.parts[field]
	if len(columns) < 2 {
		return nil
	}
	cells := make([]sheetread.Cell, len(columns))
	for i, c := range columns {
		cells[i] = r.Row.Cell(c)
	}
	return cells
}

// divide finds the columns of the fields that are summed.
func (t *Table) divide(set *FieldSet) {
	t.parts = map[string][]int{}
	for _, field := range set.Summed {
		columns := partColumns(t.texts, field)
		if len(columns) > 0 && !t.Saved {
			t.parts[field] = columns
			t.Columns[field] = Column{Index: columns[0], Header: t.texts[columns[0]], Confidence: 1}
		}
	}
}
