package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/declared"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// declaredBeside puts reported figures beside what a board evidences; the evidence stands only beside figures of the
// board's own region.
func declaredBeside(list []declared.Listed, total *coverage.Row, board string) []coverage.DeclaredFigure {
	figures := make([]declared.Figure, len(list))
	for i := range list {
		figures[i] = list[i].Figure
	}
	doubts := declared.Examine(figures)
	var out []coverage.DeclaredFigure
	for i, f := range list {
		d := coverage.DeclaredFigure{Region: f.Region, Unit: f.UnitName, Measure: f.Measure, Source: f.Source, Value: f.Value, OutOf: f.OutOf, On: f.On}
		for _, s := range doubts[i] {
			d.Suspicions = append(d.Suspicions, coverage.Suspicion{Code: string(s.Doubt), Numbers: s.Numbers})
		}
		if f.Unit == 0 && f.Region == board {
			switch d.HasEvidence = true; declared.Measure(f.Measure) {
			case declared.Total:
				d.Evidenced = total.Workers
			case declared.Registered:
				d.Evidenced = total.Registered
			case declared.Shortfall:
				d.Evidenced = total.Missing()
			case declared.Answered:
				d.Evidenced = total.Answered
			default:
				d.HasEvidence = false
			}
		}
		out = append(out, d)
	}
	return out
}

// declaredOfRegion keeps the figures that speak of a region, and those of units that are doubted: the scoreboard shows
// these, the page of declared figures shows all.
func declaredOfRegion(list []coverage.DeclaredFigure) []coverage.DeclaredFigure {
	return slices.DeleteFunc(list, func(d coverage.DeclaredFigure) bool { return d.Unit != "" && len(d.Suspicions) == 0 })
}

// measureText names what was reported.
func measureText(m string) lang.Text {
	switch declared.Measure(m) {
	case declared.Total:
		return lang.Msg("Jumlah pekerja")
	case declared.Registered:
		return lang.Msg("Terdaftar")
	case declared.Shortfall:
		return lang.Msg("Belum terlindungi")
	case declared.Answered:
		return lang.Msg("Yang menjawab")
	case declared.Percent:
		return lang.Msg("Persen terlindungi")
	}
	return literal(m)
}

// suspicionText says why a number is doubted, and so what to ask whoever reported it.
func suspicionText(l lang.Lang, s coverage.Suspicion) lang.Text {
	n := func(i int) string {
		if i < len(s.Numbers) {
			return text.Number(l, s.Numbers[i])
		}
		return "–"
	}
	switch declared.Doubt(s.Code) {
	case declared.Half:
		return lang.Msg("Tepat setengah dari %s: mungkin perkiraan", n(1))
	case declared.Round:
		return lang.Msg("Terlalu bulat untuk hasil hitungan")
	case declared.Parts:
		return lang.Msg("Bagiannya berjumlah %s, bukan %s", n(0), n(1))
	case declared.WrongRatio:
		return lang.Msg("Tertulis %s persen, padahal angkanya memberi %s", n(0), n(1))
	case declared.TooMany:
		return lang.Msg("%s lebih banyak dari keseluruhannya, %s", n(0), n(1))
	case declared.Jump:
		return lang.Msg("Sama persis dengan %s hari sebelumnya", n(1))
	}
	return literal(s.Code)
}

func (r *Request) declaredRows(list []coverage.DeclaredFigure) []view.DeclaredRow {
	var out []view.DeclaredRow
	for _, d := range list {
		row := view.DeclaredRow{
			Region: regionOr(d.Region, "–"), Unit: d.Unit, Measure: measureText(d.Measure), Value: int(d.Value), Of: int(max(d.OutOf, 0)), Evidenced: d.Evidenced,
			HasEvidence: d.HasEvidence, Date: d.On, Source: d.Source,
		}
		for _, s := range d.Suspicions {
			row.Suspicions = append(row.Suspicions, suspicionText(r.Lang, s))
		}
		out = append(out, row)
	}
	return out
}

// declaredPage lists what was reported beside what is evidenced, and the figures that ship with the program.
func (s *Server) declaredPage(r *Request) error {
	rows, month, asOf, err := s.declaredAll(r)
	if err != nil {
		return err
	}
	v := view.Declared{Page: r.page(view.SecDeclared), Rows: r.declaredRows(rows), XLSX: "/angka-lapor.xlsx"}
	v.Page.Basis = view.Basis{Month: month, AsOf: asOf, Sources: []lang.Text{lang.Msg("roster instansi"), lang.Msg("angka lapor yang diimpor")}}
	v.Pager = view.Pager{From: 1, To: len(rows), Total: len(rows)}
	if v.Founding, err = r.founding(); err != nil {
		return err
	}
	if r.Actor.May(access.ImportDeclared) {
		v.Import = "/impor/baru?jenis=declared"
	}
	return r.show(v)
}

// founding lists the shipped figures; they stand apart and are evidenced by nothing here.
func (r *Request) founding() ([]view.DeclaredRow, error) {
	list, err := declared.FoundingFigures()
	if err != nil {
		return nil, err
	}
	figures := make([]declared.Listed, len(list))
	for i := range list {
		figures[i].Figure = list[i].Figure
	}
	rows := r.declaredRows(declaredBeside(figures, &coverage.Row{}, "-"))
	for i := range rows {
		rows[i].Region, rows[i].Unit = list[i].Place, lang.T(r.Lang, list[i].Note)
		rows[i].Source = lang.T(r.Lang, "%s (keyakinan %s)", list[i].Source, list[i].Confidence)
	}
	return rows, nil
}

func (s *Server) declaredAll(r *Request) (rows []coverage.DeclaredFigure, month period.Month, asOf period.Date, err error) {
	if month, err = r.month(); err != nil {
		return nil, 0, 0, err
	}
	board, err := s.app.Coverage.Scoreboard(r.Context(), r.Scope, coverage.Question{Month: month, By: coverage.ByUnit})
	if err != nil {
		return nil, 0, 0, err
	}
	if !board.AsOf.IsZero() {
		asOf = period.DateIn(board.AsOf, jakarta)
	}
	byUnit := map[string]*coverage.Row{}
	for i := range board.Rows {
		byUnit[board.Rows[i].Key] = &board.Rows[i]
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		list, err := declared.List(ctx, tx, r.Scope, "")
		if err != nil {
			return err
		}
		rows = declaredBeside(list, &board.Total, board.Region)
		for i := range rows {
			u := byUnit[list[i].UnitCode]
			if u != nil && u.Answered > 0 && declared.Measure(list[i].Measure) == declared.Total {
				rows[i].Evidenced, rows[i].HasEvidence = u.Workers, true
			}
		}
		return nil
	})
	return rows, month, asOf, err
}

// declaredFile is the same list as a workbook.
func (s *Server) declaredFile(r *Request) error {
	rows, month, asOf, err := s.declaredAll(r)
	if err != nil {
		return err
	}
	t := sheetwrite.Table{Title: lang.T(r.Lang, "Angka lapor"), Columns: []sheetwrite.Column{
		{Key: "kode_wilayah", Title: "Kode wilayah", Kind: sheetwrite.NIK},
		{Key: "wilayah", Title: "Wilayah"},
		{Key: "instansi", Title: "Instansi"},
		{Key: "tanggal", Title: "Tanggal", Kind: sheetwrite.Date},
		{Key: "ukuran", Title: "Ukuran"},
		{Key: "nilai", Title: "Nilai", Kind: sheetwrite.Integer},
		{Key: "dari", Title: "Dari", Kind: sheetwrite.Integer},
		{Key: "terbukti", Title: "Terbukti", Kind: sheetwrite.Integer},
		{Key: "kecurigaan", Title: "Kecurigaan", Width: 48},
		{Key: "sumber", Title: "Sumber", Width: 40},
	}}
	var cells [][]any
	for _, d := range rows {
		row := []any{d.Region, regionOr(d.Region, ""), d.Unit, d.On, d.Measure, d.Value, nil, nil, "", d.Source}
		if d.OutOf >= 0 {
			row[6] = d.OutOf
		}
		if d.HasEvidence {
			row[7] = d.Evidenced
		}
		said := ""
		for i, x := range d.Suspicions {
			if i > 0 {
				said += "; "
			}
			said += suspicionText(r.Lang, x).In(r.Lang)
		}
		row[8] = said
		cells = append(cells, row)
	}
	t.Rows = sheetwrite.Slice(cells)
	t.About = []sheetwrite.About{
		{Label: "Definisi", Text: "Angka lapor adalah angka yang disebut seseorang, dengan sumber dan tanggalnya. Terbukti dihitung dari roster bulan " + monthText(r.Lang, month) + "."},
		{Label: "Bukti sampai", Text: dateText(r.Lang, asOf)},
		{Label: "Jumlah baris", Text: strconv.Itoa(len(rows))},
	}
	return r.workbook("angka-lapor.xlsx", t)
}

// workbook sends tables as a file to keep.
func (r *Request) workbook(name string, first sheetwrite.Table, more ...sheetwrite.Table) error {
	if err := r.recordSights(); err != nil {
		return err
	}
	r.attachment(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	r.W.WriteHeader(http.StatusOK)
	return sheetwrite.Write(r.W, first, more...)
}

// attachment says that what follows is a file; name holds letters of addresses only.
func (r *Request) attachment(name, kind string) {
	h := r.W.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
}
