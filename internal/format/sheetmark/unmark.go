package sheetmark

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/internal/format/sheetread"
)

// author signs our notes, so that those of the owner are told from them.
const author = "Payung"

// unmark takes earlier marks off a sheet: our notes, our colours, and the text of the three columns is overwritten later.
func (m *marker) unmark(ctx context.Context, name string, source *sheetread.Sheet) error {
	notes, err := m.f.GetComments(name)
	if err != nil {
		return err
	}
	for _, n := range notes {
		if n.Author == author {
			if err := m.f.DeleteComment(name, n.Cell); err != nil {
				return fmt.Errorf("delete note %s: %w", n.Cell, err)
			}
		}
	}
	plain := map[int]int{} // style with our colour to the same without
	for row, err := range source.Rows(ctx) {
		if err != nil {
			return err
		}
		last := 0
		if n := len(row.Cells); n > 0 {
			last = int(row.Cells[n-1].Column)
		}
		for column := range last + 1 {
			at, err := excelize.CoordinatesToCellName(column+1, row.Number)
			if err != nil {
				break
			}
			if err := m.uncolour(name, at, plain); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *marker) uncolour(sheet, at string, plain map[int]int) error {
	id, err := m.f.GetCellStyle(sheet, at)
	if err != nil || id == 0 {
		return err
	}
	clear, known := plain[id]
	if !known {
		clear = id
		style, err := m.f.GetStyle(id)
		if err == nil && style != nil && slices.ContainsFunc(style.Fill.Color, ours) {
			style.Fill = excelize.Fill{}
			if clear, err = m.f.NewStyle(style); err != nil {
				return err
			}
		}
		plain[id] = clear
	}
	if clear == id {
		return nil
	}
	return m.f.SetCellStyle(sheet, at, at, clear)
}

func ours(colour string) bool {
	return strings.HasSuffix(strings.ToUpper(colour), fill(Red)) || strings.HasSuffix(strings.ToUpper(colour), fill(Yellow))
}
