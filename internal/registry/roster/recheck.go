package roster

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/intake/layout"
	"github.com/payung-id/payung/internal/registry/roster/preflight"
	"github.com/payung-id/payung/internal/registry/unit"
)

// Understood says how a batch's file was read: what [intake.Batch].Layout keeps of a roster.
type Understood struct {
	Sheets  []UnderstoodSheet `json:"sheets"`
	Skipped int               `json:"skipped"`
	Nihil   bool              `json:"nihil"` // the file says that the unit has nobody
}

// UnderstoodSheet is how one sheet was read.
type UnderstoodSheet struct {
	Name        string            `json:"name"`
	Used        bool              `json:"used"`
	Hidden      bool              `json:"hidden"`
	Reason      lang.Text         `json:"reason"`
	HeaderRow   int               `json:"header_row"`
	Mapping     map[string]string `json:"mapping"` // field to column letters
	Headers     map[string]string `json:"headers"` // field to header
	Fingerprint string            `json:"fingerprint"`
	Known       string            `json:"known"`
	Saved       bool              `json:"saved"` // a person's correction was used
	Rows        int               `json:"rows"`
}

// UnderstoodOf reads how a batch's file was understood; the zero value where that is not known.
func UnderstoodOf(b *intake.Batch) Understood {
	var u Understood
	if b.Layout == "" || json.Unmarshal([]byte(b.Layout), &u) != nil {
		return Understood{}
	}
	return u
}

// Learnt tells whether every sheet that was used was read by a layout that is known from before.
func (u Understood) Learnt() bool {
	used := 0
	for _, s := range u.Sheets {
		if !s.Used {
			continue
		}
		if used++; !s.Saved && s.Known == "" {
			return false
		}
	}
	return used > 0
}

// column returns the letters of a field in a sheet, "" where it has no such column.
func (u Understood) column(sheet, field string) string {
	for _, s := range u.Sheets {
		if s.Name == sheet {
			return s.Mapping[field]
		}
	}
	return ""
}

// Recheck reads the file of a batch once more with what the first check knew, for the marked workbook. Nothing is written.
func (s *Service) Recheck(ctx context.Context, b *intake.Batch, u unit.Unit, file io.ReaderAt, size int64) (*sheetread.Book, *preflight.Report, error) {
	o := Options(b.Month, "", "")
	if u.ID != 0 {
		o = Options(b.Month, u.Region, unitKind(u.Kind))
	}
	o.File = b.FileName
	understood := UnderstoodOf(b)
	used := 0
	for _, sheet := range understood.Sheets {
		if !sheet.Used {
			continue
		}
		used++
		o.Sheet = sheet.Name
		if sheet.Saved {
			o.Layouts = append(o.Layouts, layout.Saved{Fingerprint: sheet.Fingerprint, Mapping: sheet.Mapping, HeaderRow: sheet.HeaderRow})
		}
	}
	if used != 1 {
		o.Sheet = ""
	}
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		learnt, err := Layouts(ctx, tx, b.Government)
		o.Layouts = append(o.Layouts, learnt...)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	book, err := sheetread.Open(ctx, file, size, b.FileName, sheetread.Limits{})
	if err != nil {
		return nil, nil, fmt.Errorf("open file of import %d: %w", b.ID, err)
	}
	report, err := preflight.Check(ctx, book, o)
	return book, report, err
}

// Layouts returns the layouts of rosters that people of a government confirmed.
func Layouts(ctx context.Context, r db.Reader, government int64) ([]layout.Saved, error) {
	texts, err := intake.Learnt(ctx, r, government, ImportKind)
	var out []layout.Saved
	for _, t := range texts {
		var saved layout.Saved
		if json.Unmarshal([]byte(t), &saved) == nil {
			out = append(out, saved)
		}
	}
	return out, err
}
