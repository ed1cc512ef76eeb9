package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// unitLine is a unit with what the month says of it.
type unitLine struct {
	unit.Unit
	row    coverage.Row
	parent string
}

// unitLines lists the units of a filter with their figures.
func (s *Server) unitLines(r *Request) (lines []unitLine, month period.Month, err error) {
	if month, err = r.month(); err != nil {
		return nil, 0, err
	}
	board, err := s.app.Coverage.Scoreboard(r.Context(), r.Scope, coverage.Question{Month: month, By: coverage.ByUnit})
	if err != nil {
		return nil, 0, err
	}
	rows := map[string]coverage.Row{}
	for _, row := range board.Rows {
		rows[row.Key] = row
	}
	var units []unit.Unit
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		units, err = unit.List(ctx, tx, r.Scope)
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	names := map[[2]int64]string{}
	for _, u := range units {
		names[[2]int64{u.Government, u.ID}] = u.Name
	}
	kind, answer, word, where := r.FormValue("jenis"), r.FormValue("jawaban"), strings.ToLower(strings.TrimSpace(r.FormValue("q"))), r.FormValue("wilayah")
	for _, u := range units {
		l := unitLine{Unit: u, row: rows[u.Code], parent: names[[2]int64{u.Government, u.Parent}]}
		switch {
		case kind != "" && string(u.Kind) != kind, !strings.HasPrefix(u.Region, where),
			word != "" && !strings.Contains(strings.ToLower(u.Name), word) && !strings.Contains(strings.ToLower(u.Code), word),
			answer == "sudah" && l.row.Answered == 0, answer == "belum" && l.row.Answered > 0:
			continue
		}
		lines = append(lines, l)
	}
	return lines, month, nil
}

// units lists who employs or answers for people.
func (s *Server) units(r *Request) error {
	lines, month, err := s.unitLines(r)
	if err != nil {
		return err
	}
	query := url.Values{"bulan": {month.String()}}
	for _, name := range []string{"jenis", "jawaban", "q", "wilayah"} {
		if x := r.FormValue(name); x != "" {
			query.Set(name, x)
		}
	}
	v := view.Units{Page: r.page(view.SecUnits), Month: month, Query: r.FormValue("q"), XLSX: "/instansi.xlsx?" + query.Encode(), Filters: r.unitFilters(month), Chips: r.unitChips(query)}
	if v.Page.Basis, err = r.basisOf(month); err != nil {
		return err
	}
	page := pageOf(r)
	from := min((page-1)*unitsPage, len(lines))
	shown := lines[from:min(from+unitsPage, len(lines))]
	for i := range shown {
		v.Rows = append(v.Rows, unitRow(&shown[i]))
	}
	v.Pager = pager(page, unitsPage, len(shown), len(lines), "/instansi", query)
	if r.Actor.May(access.ImportUnits) {
		v.New, v.Import = "/instansi/baru", "/impor/baru?jenis=units"
	}
	return r.show(v)
}

func unitRow(l *unitLine) view.UnitRow {
	return view.UnitRow{
		URL: unitURL(l.Government, l.ID), Code: l.Code, Name: l.Name, Kind: kindText(string(l.Kind)), Region: regionName(l.Region), Parent: l.parent, Workers: l.row.Workers, Protected: l.row.Protected,
		Answered: l.row.Answered > 0, Status: answerTag(l.row.Answered > 0, ""),
	}
}

func answerTag(answered bool, how roster.Answer) view.Tag {
	switch {
	case !answered:
		return view.Tag{Text: lang.Msg("Belum ada jawaban"), Tone: view.None}
	case how == roster.Nobody:
		return view.Tag{Text: lang.Msg("Nihil"), Tone: view.Info}
	case how == roster.Unchanged:
		return view.Tag{Text: lang.Msg("Dinyatakan tetap"), Tone: view.Good}
	}
	return view.Tag{Text: lang.Msg("Menjawab"), Tone: view.Good}
}

func (r *Request) unitFilters(month period.Month) []view.Filter {
	kinds := []view.Option{{Text: lang.T(r.Lang, "Semua jenis")}}
	for _, k := range []unit.Kind{unit.OPD, unit.UPTD, unit.School, unit.Puskesmas, unit.Village, unit.Ward, unit.Enterprise, unit.Vendor, unit.Other} {
		kinds = append(kinds, view.Option{Value: string(k), Text: kindText(string(k)).In(r.Lang), Current: string(k) == r.FormValue("jenis")})
	}
	answers := []view.Option{
		{Text: lang.T(r.Lang, "Semua")},
		{Value: "sudah", Text: lang.T(r.Lang, "Sudah menjawab"), Current: r.FormValue("jawaban") == "sudah"},
		{Value: "belum", Text: lang.T(r.Lang, "Belum menjawab"), Current: r.FormValue("jawaban") == "belum"},
	}
	return []view.Filter{{Name: "bulan", Label: lang.Msg("Bulan"), Options: r.monthOptions(month, nil)}, {Name: "jenis", Label: lang.Msg("Jenis"), Options: kinds}, {Name: "jawaban", Label: lang.Msg("Jawaban"), Options: answers}}
}

func (r *Request) unitChips(query url.Values) []view.Chip {
	var out []view.Chip
	add := func(name string, t lang.Text) {
		out = append(out, view.Chip{Text: t, RemoveURL: "/instansi?" + without(query, name)})
	}
	if k := query.Get("jenis"); k != "" {
		add("jenis", kindText(k))
	}
	switch query.Get("jawaban") {
	case "sudah":
		add("jawaban", lang.Msg("Sudah menjawab"))
	case "belum":
		add("jawaban", lang.Msg("Belum menjawab"))
	}
	if w := query.Get("wilayah"); w != "" {
		add("wilayah", literal(regionOr(w, w)))
	}
	if q := query.Get("q"); q != "" {
		add("q", lang.Msg("memuat “%s”", q))
	}
	return out
}

// unitsFile is the list as a workbook; it can come back as a list of units.
func (s *Server) unitsFile(r *Request) error {
	lines, month, err := s.unitLines(r)
	if err != nil {
		return err
	}
	t := sheetwrite.Table{Title: "Instansi " + text.Month(lang.ID, month), Sheet: "Instansi", Columns: []sheetwrite.Column{
		{Key: "kode", Title: "kode", Kind: sheetwrite.NIK},
		{Key: "nama", Title: "nama", Width: 44},
		{Key: "jenis", Title: "jenis"},
		{Key: "kode_wilayah", Title: "kode_wilayah", Kind: sheetwrite.NIK},
		{Key: "wilayah", Title: "wilayah", Width: 28},
		{Key: "induk", Title: "induk", Width: 34},
		{Key: "kontak", Title: "kontak", Width: 28},
		{Key: "telepon", Title: "telepon", Kind: sheetwrite.NIK},
		{Key: "jawaban", Title: "jawaban"},
		{Key: "pekerja", Title: "pekerja", Kind: sheetwrite.Integer},
		{Key: "dianggarkan", Title: "dianggarkan", Kind: sheetwrite.Integer},
		{Key: "terdaftar", Title: "terdaftar", Kind: sheetwrite.Integer},
		{Key: "dibayar", Title: "dibayar", Kind: sheetwrite.Integer},
		{Key: "tepat", Title: "tepat", Kind: sheetwrite.Integer},
		{Key: "terlindungi", Title: "terlindungi", Kind: sheetwrite.Integer},
	}}
	var rows [][]any
	for i := range lines {
		l := &lines[i]
		row := []any{l.Code, l.Name, string(l.Kind), l.Region, regionName(l.Region), l.parent, l.Contact, l.Phone, answerTag(l.row.Answered > 0, "").Text.In(lang.ID), nil, nil, nil, nil, nil, nil}
		if l.row.Answered > 0 {
			for j, n := range []int{l.row.Workers, l.row.Budgeted, l.row.Registered, l.row.Paid, l.row.Right, l.row.Protected} {
				row[9+j] = n
			}
		}
		rows = append(rows, row)
	}
	t.Rows = sheetwrite.Slice(rows)
	t.About = []sheetwrite.About{
		{Label: "Bulan", Text: text.Month(lang.ID, month)},
		{Label: "Definisi", Text: coverage.Definition},
		{Label: "Jumlah instansi", Text: strconv.Itoa(len(lines))},
		{Label: "Dibuat", Text: text.Clock(lang.ID, s.app.Config.Clock(), jakarta) + ", oleh " + r.Actor.Name},
	}
	return r.workbook("instansi-"+month.String()+".xlsx", t)
}
