package web

import (
	"context"
	"net/url"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/person"
)

// workersFile is the list as a workbook: everybody of the filter, or those who were ticked. NIKs are masked.
func (s *Server) workersFile(r *Request) error {
	get := r.FormValue
	var chosen map[string]bool
	if r.Method == "POST" {
		given, err := url.ParseQuery(r.PostFormValue("kueri"))
		if err != nil {
			return fault.New(fault.Usage, "Saringan ini tidak terbaca. Pilih saringannya lagi.")
		}
		get = given.Get
		if ids := r.PostForm["orang"]; len(ids) > 0 {
			chosen = map[string]bool{}
			for _, id := range ids {
				chosen[id] = true
			}
		}
	}
	q, err := r.workerQuestion(get)
	if err != nil {
		return err
	}
	return r.read(func(ctx context.Context, tx *db.Tx) error {
		if err := r.sawEach(ctx, tx, q, chosen); err != nil {
			return err
		}
		t := s.workerSheet(r, q)
		t.Rows = func(yield func([]any, error) bool) {
			stopped := false
			err := coverage.EachPerson(ctx, tx, r.Scope, q, chosen, func(l *coverage.PersonLine) error {
				if stopped = !yield(s.workerCells(l), nil); stopped {
					return context.Canceled
				}
				return nil
			})
			if err != nil && !stopped {
				yield(nil, err)
			}
		}
		return r.workbook("pekerja-"+q.Month.String()+".xlsx", t)
	})
}

func (s *Server) workerSheet(r *Request, q coverage.PeopleQuestion) sheetwrite.Table {
	t := sheetwrite.Table{Title: "Pekerja " + text.Month(lang.ID, q.Month), Sheet: "Pekerja", Columns: []sheetwrite.Column{
		{Key: "kode", Title: "Kode Payung", Kind: sheetwrite.NIK},
		{Key: "nama", Title: "Nama", Width: 34},
		{Key: "tahun_lahir", Title: "Tahun lahir", Kind: sheetwrite.Integer},
		{Key: "kode_instansi", Title: "Kode instansi", Kind: sheetwrite.NIK},
		{Key: "instansi", Title: "Instansi", Width: 40},
		{Key: "kategori", Title: "Kategori"},
		{Key: "jabatan", Title: "Jabatan"},
		{Key: "upah", Title: "Upah", Kind: sheetwrite.Rupiah},
		{Key: "dianggarkan", Title: "Dianggarkan"},
		{Key: "terdaftar", Title: "Terdaftar"},
		{Key: "dibayar", Title: "Dibayar"},
		{Key: "tepat", Title: "Tepat"},
		{Key: "iuran", Title: "Iuran menurut aturan", Kind: sheetwrite.Rupiah},
		{Key: "sebab", Title: "Yang kurang", Width: 60},
	}}
	filter := lackText(q.Lack).In(lang.ID)
	if q.Category != "" {
		filter += ", kategori " + q.Category
	}
	if q.UnitCode != "" {
		filter += ", instansi " + q.UnitCode
	}
	if q.Region != "" {
		filter += ", wilayah " + q.Region
	}
	t.About = []sheetwrite.About{
		{Label: "Bulan", Text: text.Month(lang.ID, q.Month)},
		{Label: "Saringan", Text: filter},
		{Label: "Definisi", Text: coverage.Definition},
		{Label: "NIK", Text: "Tidak disertakan. NIK lengkap dibuka satu per satu di Payung, dengan keperluan yang dicatat."},
		{Label: "Dibuat", Text: text.Clock(lang.ID, s.app.Config.Clock(), jakarta) + ", oleh " + r.Actor.Name},
	}
	return t
}

func (s *Server) workerCells(l *coverage.PersonLine) []any {
	var wage any
	if l.Wage >= 0 {
		wage = l.Wage
	}
	var birth any
	if l.BirthYear > 0 {
		birth = l.BirthYear
	}
	st := factStates(&l.Fact, s.monthOpen(l.Month))
	return []any{
		person.Code(l.Person), l.Name, birth, l.UnitCode, l.UnitName, categoryText(l.Fact.Category).In(lang.ID), l.Position, wage,
		stateCell(st[0]), stateCell(st[1]), stateCell(st[2]), stateCell(st[3]), l.Fact.Owed, l.Fact.Reason().In(lang.ID),
	}
}

func stateCell(s view.State) string {
	switch s {
	case view.Yes:
		return "ya"
	case view.Open:
		return "bulan belum ditutup"
	case view.Undecided:
		return "masih ditinjau"
	}
	return "tidak"
}
