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

const (
	unitsPage  = 50
	unitPeople = 12 // of a unit's people that its own page shows
	unitMonths = 6
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
	return view.UnitRow{URL: unitURL(l.Government, l.ID), Code: l.Code, Name: l.Name, Kind: kindText(string(l.Kind)), Region: regionName(l.Region), Parent: l.parent, Workers: l.row.Workers, Protected: l.row.Protected,
		Answered: l.row.Answered > 0, Status: answerTag(l.row.Answered > 0, "")}
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
	answers := []view.Option{{Text: lang.T(r.Lang, "Semua")}, {Value: "sudah", Text: lang.T(r.Lang, "Sudah menjawab"), Current: r.FormValue("jawaban") == "sudah"},
		{Value: "belum", Text: lang.T(r.Lang, "Belum menjawab"), Current: r.FormValue("jawaban") == "belum"}}
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
		{Key: "kode", Title: "kode", Kind: sheetwrite.NIK}, {Key: "nama", Title: "nama", Width: 44}, {Key: "jenis", Title: "jenis"}, {Key: "kode_wilayah", Title: "kode_wilayah", Kind: sheetwrite.NIK},
		{Key: "wilayah", Title: "wilayah", Width: 28}, {Key: "induk", Title: "induk", Width: 34}, {Key: "kontak", Title: "kontak", Width: 28}, {Key: "telepon", Title: "telepon", Kind: sheetwrite.NIK},
		{Key: "jawaban", Title: "jawaban"}, {Key: "pekerja", Title: "pekerja", Kind: sheetwrite.Integer}, {Key: "dianggarkan", Title: "dianggarkan", Kind: sheetwrite.Integer},
		{Key: "terdaftar", Title: "terdaftar", Kind: sheetwrite.Integer}, {Key: "dibayar", Title: "dibayar", Kind: sheetwrite.Integer}, {Key: "tepat", Title: "tepat", Kind: sheetwrite.Integer},
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
	t.About = []sheetwrite.About{{Label: "Bulan", Text: text.Month(lang.ID, month)}, {Label: "Definisi", Text: coverage.Definition}, {Label: "Jumlah instansi", Text: strconv.Itoa(len(lines))},
		{Label: "Dibuat", Text: text.Clock(lang.ID, s.app.Config.Clock(), jakarta) + ", oleh " + r.Actor.Name}}
	return r.workbook("instansi-"+month.String()+".xlsx", t)
}

// unit shows one unit: its four facts, its people, what it answered, whom to ask.
func (s *Server) unit(r *Request) error {
	u, g, divisions, err := s.unitOf(r)
	if err != nil {
		return err
	}
	month, err := r.month()
	if err != nil {
		return err
	}
	board, err := s.app.Coverage.Scoreboard(r.Context(), r.Scope, coverage.Question{Month: month, By: coverage.ByUnit})
	if err != nil {
		return err
	}
	v := s.unitView(r, u, month, divisions)
	if v.Page.Basis, err = r.basisOf(month); err != nil {
		return err
	}
	for i := range board.Rows {
		row := &board.Rows[i]
		if row.Government == u.Government && row.Unit == u.ID {
			v.Silent = row.Answered == 0
			v.Facts = view.Facts{Workers: row.Workers, Budgeted: row.Budgeted, Registered: row.Registered, Paid: row.Paid, Right: row.Right, Protected: row.Protected,
				ProtectedRight: row.ProtectedRight, Undecided: row.Undecided, PaidOpen: s.monthOpen(month)}
		}
	}
	sees, err := r.seesPeople(u, g)
	if err != nil {
		return err
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		if sees {
			people, err := coverage.ListPeople(ctx, tx, r.Scope, coverage.PeopleQuestion{Month: month, UnitCode: u.Code, Limit: unitPeople})
			if err != nil {
				return err
			}
			for i := range people.Lines {
				v.People = append(v.People, s.workerRow(r.Lang, &people.Lines[i]))
			}
			v.PeopleN, v.PeopleURL = people.Total, "/pekerja?"+url.Values{"bulan": {month.String()}, "instansi": {u.Code}}.Encode()
		}
		return s.unitAround(ctx, tx, r, &v, u, month, board)
	})
	if err != nil {
		return err
	}
	if scope, err := r.Actor.Scope(access.ImportRoster); err == nil && scope.Holds(u.Target(g)) {
		v.Template = unitURL(u.Government, u.ID) + "/templat.xlsx"
		v.Upload = "/impor/baru?" + url.Values{"jenis": {"roster"}, "instansi": {u.Code}, "bulan": {month.String()}}.Encode()
	}
	if scope, err := r.Actor.Scope(access.ImportUnits); err == nil && scope.Holds(u.Target(g)) {
		v.CanEdit = true
	}
	return r.show(v)
}

func (s *Server) unitView(r *Request, u unit.Unit, month period.Month, divisions map[string]string) view.Unit {
	v := view.Unit{Page: r.page(view.SecUnits), ID: strconv.FormatInt(u.Government, 10) + "." + strconv.FormatInt(u.ID, 10), Code: u.Code, Name: u.Name, Kind: kindText(string(u.Kind)),
		Region: regionName(u.Region), Month: month, Programmes: u.Mandatory().String(), WageBasis: basisText(u.Basis), RiskClass: lang.T(r.Lang, "belum diketahui")}
	v.Page.Crumbs = []view.Link{{Text: lang.Msg("Instansi"), URL: "/instansi"}}
	if n := u.RiskClass(); n > 0 {
		v.RiskClass = strconv.Itoa(n)
	}
	for _, npp := range u.NPPs {
		v.Registrations = append(v.Registrations, view.Registration{NPP: maskNPP(npp), Division: divisions[npp]})
	}
	if u.Contact != "" || u.Phone != "" {
		c := view.Contact{Name: u.Contact, Phone: u.Phone}
		if n := whatsappNumber(u.Phone); n != "" {
			c.WhatsApp = "https://wa.me/" + n
		}
		v.Contacts = []view.Contact{c}
	}
	return v
}

func basisText(b unit.Basis) lang.Text {
	switch b {
	case unit.UMK:
		return lang.Msg("upah minimum kabupaten/kota")
	case unit.UMP:
		return lang.Msg("upah minimum provinsi")
	}
	return lang.Msg("upah nyata")
}

// unitAround fills in the parent, the units below, and the answers of the last months.
func (s *Server) unitAround(ctx context.Context, tx *db.Tx, r *Request, v *view.Unit, u unit.Unit, month period.Month, board *coverage.Scoreboard) error {
	if u.Parent != 0 {
		if p, err := unit.ByID(ctx, tx, r.Scope, u.Government, u.Parent); err == nil { // one outside the reach is not named
			v.Parent = &view.Link{Text: literal(p.Name), URL: unitURL(p.Government, p.ID)}
		}
	}
	list, err := unit.List(ctx, tx, r.Scope.Narrow(u.Government, u.Path))
	if err != nil {
		return err
	}
	rows := map[int64]coverage.Row{}
	for _, row := range board.Rows {
		if row.Government == u.Government {
			rows[row.Unit] = row
		}
	}
	for _, c := range list {
		if c.Parent == u.ID {
			v.Children = append(v.Children, unitRow(&unitLine{Unit: c, row: rows[c.ID]}))
		}
	}
	trend, err := coverage.UnitTrend(ctx, tx, u.Government, u.ID, month, unitMonths)
	if err != nil {
		return err
	}
	for i := range unitMonths {
		m := month.Add(-i)
		answers, err := roster.Answers(ctx, tx, u.Government, m)
		if err != nil {
			return err
		}
		how, answered := answers[u.ID]
		v.Answers = append(v.Answers, view.Answer{Month: m, Status: answerTag(answered, how), Workers: trend[m].Workers})
	}
	return nil
}

// seesPeople tells whether the reader may see the names of a unit's people.
func (r *Request) seesPeople(u unit.Unit, g unit.Government) (bool, error) {
	if !r.Actor.May(access.SeePeople) {
		return false, nil
	}
	scope, err := r.Actor.Scope(access.SeePeople)
	return err == nil && scope.Holds(u.Target(g)), err
}

// unitTemplate gives a workbook to fill in: the people of the unit's newest roster, ready to come back.
func (s *Server) unitTemplate(r *Request) error {
	u, g, _, err := s.unitOf(r)
	if err != nil {
		return err
	}
	month := s.today().Month()
	if text := r.FormValue("bulan"); text != "" {
		if month, err = r.month(); err != nil {
			return err
		}
	}
	t, err := s.app.Roster.Template(r.Context(), r.Actor, u, g, month)
	if err != nil {
		return err
	}
	return r.workbook("daftar-pekerja-"+fileName(u.Code)+"-"+month.String()+".xlsx", t)
}

// fileName keeps the letters and digits of a code, for the name of a file.
func fileName(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' {
			return c
		}
		return '-'
	}, s)
}
