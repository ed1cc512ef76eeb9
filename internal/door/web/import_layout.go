package web

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/intake/layout"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
)

// fieldLabels name the fields of a roster in the order in which a select offers them.
var fieldLabels = []struct{ field, label string }{
	{"nik", "NIK"}, {"nama", "Nama"}, {"gelar_depan", "Gelar depan"}, {"gelar", "Gelar belakang"}, {"tempat_lahir", "Tempat lahir"}, {"tanggal_lahir", "Tanggal lahir"},
	{"tempat_tanggal_lahir", "Tempat dan tanggal lahir"}, {"jenis_kelamin", "Jenis kelamin"}, {"laki_laki", "Centang laki-laki"}, {"perempuan", "Centang perempuan"},
	{"nama_ibu", "Nama ibu kandung"}, {"alamat", "Alamat"}, {"hp", "Nomor HP"}, {"kategori", "Kategori pekerja"}, {"jabatan", "Jabatan atau tugas"}, {"upah", "Upah sebulan"},
	{"mulai", "Mulai bekerja"}, {"selesai", "Berakhir"}, {"nomor_sk", "Nomor SK"}, {"sumber_dana", "Sumber dana"}, {"kode_instansi", "Kode instansi"},
	{"jenis_identitas", "Jenis identitas"}, {"kpj", "Nomor peserta (KPJ)"},
}

func fieldLabel(field string) lang.Text {
	for _, f := range fieldLabels {
		if f.field == field {
			return lang.Msg(f.label)
		}
	}
	return lang.Msg(field)
}

// neededFields are those without which no row is a person.
var neededFields = []string{"nik", "nama"}

const (
	previewRows    = 8
	previewColumns = 60
	sureEnough     = 0.7
)

// seen is a file as the layout page looks at it.
type seen struct {
	book    *sheetread.Book
	sheet   *sheetread.Sheet
	layout  *layout.Layout // nil where nothing was recognised
	header  int
	mapping map[string]string // field to letters
	told    bool              // a person said so just now
}

// lookAt opens the stored file and reads one sheet of it: by the person's words where they are given, else as recognised.
func (s *Server) lookAt(ctx context.Context, b *intake.Batch, sheetName string, told *layout.Saved) (*seen, error) {
	f, err := s.app.Blobs.Open(ctx, b.Government, b.Blob)
	if err != nil {
		return nil, err
	}
	x := &seen{}
	if x.book, err = sheetread.Open(ctx, f, f.Size(), b.FileName, sheetread.Limits{}); err != nil {
		return nil, fmt.Errorf("open file of import %d: %w", b.ID, err)
	}
	understood := roster.UnderstoodOf(b)
	var saved []layout.Saved
	for _, u := range understood.Sheets {
		if sheetName == "" && u.Used {
			sheetName = u.Name
		}
		if u.Saved {
			saved = append(saved, layout.Saved{Fingerprint: u.Fingerprint, Mapping: u.Mapping, HeaderRow: u.HeaderRow})
		}
	}
	if x.sheet = x.book.Sheet(sheetName); x.sheet == nil {
		if x.sheet = firstFilled(ctx, x.book); x.sheet == nil {
			return nil, fault.New(fault.Invalid, "Berkas ini tidak berisi lembar yang dapat dibaca.")
		}
	}
	if told != nil {
		saved = append([]layout.Saved{*told}, saved...)
	} else {
		err = s.app.DB.Read(ctx, func(tx *db.Tx) error {
			learnt, err := roster.Layouts(ctx, tx, b.Government)
			saved = append(saved, learnt...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if x.layout, err = layout.Recognise(ctx, x.sheet, layout.Roster(), saved...); err != nil {
		return nil, err
	}
	x.mapping = map[string]string{}
	if x.layout != nil {
		x.header, x.mapping = x.layout.Tables[0].HeaderRow(), x.layout.Tables[0].Mapping()
	}
	return x, nil
}

// firstFilled is the visible sheet that holds something, else the first that does.
func firstFilled(ctx context.Context, book *sheetread.Book) *sheetread.Sheet {
	var hidden *sheetread.Sheet
	for _, sheet := range book.Sheets() {
		head, err := sheet.Head(ctx, 1)
		switch {
		case err != nil || len(head) == 0:
		case !sheet.Hidden:
			return sheet
		case hidden == nil:
			hidden = sheet
		}
	}
	return hidden
}

// layoutBatch returns a roster whose layout may be looked at: a draft, or a file that was refused for want of a header.
func (s *Server) layoutBatch(r *Request) (l intake.Listed, to string, err error) {
	if l, to, err = s.draft(r); err != nil {
		return l, "", err
	}
	if readable(l.Batch) && (to == importURL(l.ID, "")) {
		status, ok, err := s.app.CheckJob(r.Context(), l.Batch)
		if err != nil {
			return l, "", err
		}
		if !ok || status.State.Ended() {
			to = ""
		}
	}
	if to == "" && (l.Kind != roster.ImportKind || l.Blob == "" || roster.UnderstoodOf(l.Batch).Nihil) {
		to = stepURL(l.Batch)
	}
	return l, to, nil
}

func (s *Server) importLayout(r *Request) error {
	l, to, err := s.layoutBatch(r)
	if err != nil {
		return err
	}
	if to != "" {
		return r.redirect(to)
	}
	x, err := s.lookAt(r.Context(), l.Batch, r.FormValue("lembar"), nil)
	if err != nil {
		return err
	}
	v, err := s.layoutPage(r, l, x)
	if err != nil {
		return err
	}
	if text, _, refused := refusal(l.Batch); refused {
		v.Notice = &view.Notice{Tone: view.Warn, Text: text}
	}
	v.Remember = true
	return r.show(v)
}

func (s *Server) layoutPage(r *Request, l intake.Listed, x *seen) (view.ImportLayout, error) {
	r.saw(forRosters, audit.Imports, l.Government, l.ID)
	v := view.ImportLayout{Page: r.page(view.SecImports), ID: strconv.FormatInt(l.ID, 10), File: l.FileName, Unit: l.UnitName, Month: l.Month, Header: x.header}
	understood := roster.UnderstoodOf(l.Batch)
	for _, sheet := range x.book.Sheets() {
		o := view.Sheet{Name: sheet.Name, Hidden: sheet.Hidden, Current: sheet == x.sheet}
		for _, u := range understood.Sheets {
			if u.Name == sheet.Name {
				o.Used, o.Rows, o.Reason = u.Used, u.Rows, u.Reason
				if u.Used && o.Current {
					v.RowCount, v.Learnt = u.Rows, u.Saved
				}
			}
		}
		v.Sheets = append(v.Sheets, o)
	}
	if err := s.preview(r, x, &v); err != nil {
		return v, err
	}
	for _, f := range neededFields {
		if x.mapping[f] == "" {
			v.Missing = append(v.Missing, fieldLabel(f))
		}
	}
	return v, nil
}

// preview fills the columns and the first rows beneath the header.
func (s *Server) preview(r *Request, x *seen, v *view.ImportLayout) error {
	rows, err := x.sheet.Head(r.Context(), 600)
	if err != nil {
		return err
	}
	columns := map[int]bool{}
	var header sheetread.Row
	var shown []sheetread.Row
	for _, row := range rows {
		switch {
		case row.Number == x.header:
			header = row
		case row.Number > x.header && len(shown) < previewRows:
			shown = append(shown, row)
		default:
			continue
		}
		for _, c := range row.Cells {
			if !c.Blank() && len(columns) < previewColumns {
				columns[int(c.Column)] = true
			}
		}
	}
	byLetter := map[string]string{}
	for field, letters := range x.mapping {
		byLetter[letters] = field
		if c, ok := sheetread.ColumnNumber(letters); ok {
			columns[c] = true
		}
	}
	order := slices.Sorted(maps.Keys(columns))
	for _, c := range order {
		v.Columns = append(v.Columns, r.layoutColumn(x, c, byLetter[sheetread.ColumnName(c)], header.Cell(c).Shown()))
	}
	for _, row := range shown {
		out := view.LayoutRow{Row: row.Number}
		for _, c := range order {
			out.Cells = append(out.Cells, clip(roster.ShowNumber(row.Cell(c).Shown())))
		}
		v.Rows = append(v.Rows, out)
	}
	if v.RowCount == 0 {
		for _, row := range rows {
			if row.Number > x.header {
				v.RowCount++
			}
		}
	}
	return nil
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}

func (r *Request) layoutColumn(x *seen, column int, field, heading string) view.LayoutColumn {
	c := view.LayoutColumn{Letter: sheetread.ColumnName(column), Heading: clip(heading), Field: field, Sure: field == ""}
	for _, f := range fieldLabels {
		c.Fields = append(c.Fields, view.Option{Value: f.field, Text: lang.T(r.Lang, f.label), Current: f.field == field})
	}
	if x.layout != nil && field == "" {
		c.Why = besideWhy(x.layout, column)
	}
	if x.layout == nil || field == "" {
		return c
	}
	t := x.layout.Tables[0]
	known, ok := t.Columns[field]
	if !ok {
		return c
	}
	c.Heading = clip(cmp.Or(known.Header, heading))
	c.Sure = known.Confidence >= sureEnough || t.Saved
	switch {
	case x.told:
		c.Why = lang.Msg("Anda pilih")
	case t.Saved:
		c.Why = lang.Msg("diingat dari susunan yang Anda benarkan")
	case known.ByContent:
		c.Why = lang.Msg("dikenali dari isinya")
	default:
		c.Why = lang.Msg("dikenali dari judulnya")
	}
	return c
}

// besideWhy says what a column holds of a second list that stands beside the first; it is read too.
func besideWhy(l *layout.Layout, column int) lang.Text {
	if second := l.Second(); second != nil {
		for field, known := range second.Columns {
			if known.Index == column {
				return lang.Msg("daftar kedua di sampingnya: %s", fieldLabel(field))
			}
		}
	}
	return lang.Text{}
}

// told reads the layout that the form says: which sheet, which header row, which column is what.
func told(r *Request) (sheet string, saved layout.Saved, twice []string) {
	saved.Mapping = map[string]string{}
	saved.HeaderRow, _ = strconv.Atoi(r.PostFormValue("baris_judul")) // empty is "no header"
	for name, values := range r.PostForm {
		letters, ok := cutPrefix(name, "kolom.")
		if !ok || len(values) == 0 || values[0] == "" || layout.Roster().Index(values[0]) < 0 {
			continue
		}
		if _, ok := sheetread.ColumnNumber(letters); !ok {
			continue
		}
		if saved.Mapping[values[0]] != "" {
			twice = append(twice, values[0])
		}
		saved.Mapping[values[0]] = letters
	}
	slices.Sort(twice)
	return r.PostFormValue("lembar"), saved, twice
}

func cutPrefix(s, prefix string) (string, bool) {
	if len(s) > len(prefix) && s[:len(prefix)] == prefix {
		return s[len(prefix):], true
	}
	return "", false
}

func (s *Server) postLayout(r *Request) error {
	l, to, err := s.layoutBatch(r)
	if err != nil {
		return err
	}
	if to != "" {
		return r.redirect(to)
	}
	r.Body = http.MaxBytesReader(r.W, r.Body, 1<<20)
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Usage, "Isian tidak terbaca. Muat ulang halaman lalu kirim kembali.").Because(err)
	}
	sheet, saved, twice := told(r)
	look := r.PostFormValue("aksi") != "pakai"
	recognised, err := s.lookAt(r.Context(), l.Batch, sheet, nil)
	if err != nil {
		return err
	}
	x := recognised
	if same := sheet == "" || sameSheet(recognised, l.Batch, sheet); len(saved.Mapping) > 0 && (same || !look) {
		if x, err = s.lookAt(r.Context(), l.Batch, sheet, &saved); err != nil {
			return err
		}
		x.mapping, x.header, x.told = saved.Mapping, saved.HeaderRow, true
	}
	var bad []view.FieldError
	for _, f := range twice {
		bad = append(bad, view.FieldError{Text: lang.Msg("%s dipilih untuk lebih dari satu kolom. Pilih satu saja.", fieldLabel(f))})
	}
	for _, f := range neededFields {
		if !look && saved.Mapping[f] == "" {
			bad = append(bad, view.FieldError{Text: lang.Msg("Pilih kolom yang memuat %s.", fieldLabel(f))})
		}
	}
	if look || len(bad) > 0 {
		v, err := s.layoutPage(r, l, x)
		if err != nil {
			return err
		}
		v.Path, v.Errors, v.Remember = importURL(l.ID, "susunan"), bad, r.PostFormValue("ingat") == "1"
		if look {
			return r.show(v)
		}
		return r.again(v)
	}
	return s.useLayout(r, l, recognised, x, saved)
}

// sameSheet tells whether the form spoke of the sheet that was in use, so that its columns still mean something.
func sameSheet(x *seen, b *intake.Batch, sheet string) bool {
	for _, u := range roster.UnderstoodOf(b).Sheets {
		if u.Used {
			return u.Name == sheet
		}
	}
	return x.sheet.Name == sheet
}

// useLayout remembers the layout where that is wished, and has the file checked anew where it differs from what was used.
func (s *Server) useLayout(r *Request, l intake.Listed, recognised, x *seen, saved layout.Saved) error {
	ctx := r.Context()
	used := usedSheets(l.Batch)
	unchanged := l.State == intake.Draft && recognised.layout != nil && recognised.header == saved.HeaderRow && maps.Equal(recognised.mapping, saved.Mapping) && slices.Contains(used, x.sheet.Name)
	remember := r.PostFormValue("ingat") == "1"
	if unchanged {
		if remember {
			if err := s.learn(r, l.Batch, recognised.layout); err != nil {
				return err
			}
		}
		return r.redirect(importURL(l.ID, "periksa"))
	}
	text, err := json.Marshal(saved)
	if err != nil {
		return err
	}
	only := x.sheet.Name
	if len(used) > 1 && slices.Contains(used, only) {
		only = "" // the other sheets of the same list stay in
	}
	if err := s.app.QueueCheck(ctx, r.Actor, l.Batch, string(text), only); err != nil {
		return err
	}
	if l, err = s.waitCheck(r, l.Batch); err != nil {
		return err
	}
	status, ok, err := s.app.CheckJob(ctx, l.Batch)
	if err != nil {
		return err
	}
	ended := !ok || status.State.Ended()
	if remember && (l.State == intake.Draft || !ended) { // a layout by which nothing can be read is not worth keeping
		if err := s.learn(r, l.Batch, x.layout); err != nil {
			return err
		}
	}
	if l.State == intake.Draft && ended {
		return r.redirect(importURL(l.ID, "periksa"))
	}
	return r.redirect(importURL(l.ID, ""))
}

// usedSheets are the sheets that were read.
func usedSheets(b *intake.Batch) (names []string) {
	for _, u := range roster.UnderstoodOf(b).Sheets {
		if u.Used {
			names = append(names, u.Name)
		}
	}
	return names
}

// learn keeps a layout for next month, by the fingerprint of its header; one without a header cannot be met again.
func (s *Server) learn(r *Request, b *intake.Batch, l *layout.Layout) error {
	if l == nil || l.Tables[0].Fingerprint == "" {
		return nil
	}
	text, err := json.Marshal(l.Save())
	if err != nil {
		return err
	}
	var target access.Target
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		g, err := unit.GovernmentByID(ctx, tx, b.Government)
		if err != nil {
			return err
		}
		target = access.Target{Government: g.ID, GovernmentCode: g.Code}
		if b.Unit == 0 {
			return nil
		}
		u, err := unit.ByID(ctx, tx, r.Actor.Anywhere(), b.Government, b.Unit)
		target = u.Target(g)
		return err
	})
	if err != nil {
		return err
	}
	return s.app.Intake.Learn(r.Context(), r.Actor, target, roster.ImportKind, l.Tables[0].Fingerprint, string(text))
}
