package web

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/format/sheetmark"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/audit"
)

const rowsPerPage = 25

// importCheck shows what the check found, row by row.
func (s *Server) importCheck(r *Request) error {
	l, to, err := s.draft(r)
	if err != nil {
		return err
	}
	if to != "" {
		return r.redirect(to)
	}
	v, err := s.checkPage(r, l, r.FormValue("temuan"), pageNumber(r))
	if err != nil {
		return err
	}
	if v.Notice = importNotice(r); v.Notice == nil {
		v.Notice = carried(l.Batch)
	}
	return r.show(v)
}

// carried says what became of the corrections made before the file was read anew.
func carried(b *intake.Batch) *view.Notice {
	kept, lost := b.Tally.Codes[roster.RepairKept], b.Tally.Codes[roster.RepairLost]
	var rows []string
	for _, f := range b.Tally.Findings {
		if f.Code == roster.RepairLost && len(rows) < 20 {
			rows = append(rows, strconv.Itoa(f.Row))
		}
	}
	switch {
	case lost > 0:
		return &view.Notice{Tone: view.Warn, Text: lang.Msg("Berkas dibaca ulang. %d perbaikan tetap berlaku; %d tidak dapat dibawa karena isinya kini terbaca lain. Periksa kembali baris %s.", kept, lost, strings.Join(rows, ", "))}
	case kept > 0:
		return &view.Notice{Tone: view.Info, Text: lang.Msg("Berkas dibaca ulang. %d perbaikan yang sudah Anda buat tetap berlaku.", kept)}
	}
	return nil
}

func (s *Server) checkPage(r *Request, l intake.Listed, filter string, page int) (view.ImportCheck, error) {
	r.saw(forRosters, audit.Imports, l.Government, l.ID)
	v := view.ImportCheck{Page: r.page(view.SecImports), ID: strconv.FormatInt(l.ID, 10), File: l.FileName, Unit: l.UnitName, Kind: lang.Msg(kindOf(l.Kind).label), Month: l.Month, Filter: filter}
	v.Path = checkURL(l.ID, filter, page, "")
	if l.Kind != roster.ImportKind {
		v.Next = importURL(l.ID, "terapkan")
		s.plainFindings(r, l, &v, page)
		return v, nil
	}
	v.Layout, v.Next, v.Marked = importURL(l.ID, "susunan"), importURL(l.ID, "selisih"), importURL(l.ID, "berkas-bertanda.xlsx")
	var counts roster.Counts
	var rows []roster.Inspected
	var total int
	err := r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if counts, err = roster.CountFindings(ctx, tx, l.Batch); err != nil {
			return err
		}
		rows, total, err = s.app.Roster.Inspect(ctx, tx, l.Batch, filter, (page-1)*rowsPerPage, rowsPerPage)
		return err
	})
	if err != nil {
		return v, err
	}
	t := l.Tally
	v.Totals = view.CheckTotals{Rows: t.Rows, OK: counts.OK + counts.Fixed, Warn: counts.Warn, Reject: counts.Waiting + t.Rejected, Skipped: roster.UnderstoodOf(l.Batch).Skipped}
	for _, f := range counts.Findings {
		x := view.FindingFilter{Code: f.Code, Label: lang.Msg(roster.CodeTitle(f.Code)), Severity: "warn", Count: f.Count, URL: checkURL(l.ID, f.Code, 1, ""), Current: f.Code == filter}
		if f.Reject {
			x.Severity = "reject"
		}
		v.Filters = append(v.Filters, x)
	}
	for _, row := range rows {
		x := checkRow(row)
		v.Rows = append(v.Rows, x)
		if row.Status == roster.Waiting && slices.ContainsFunc(row.Findings, func(f roster.RowFault) bool { return f.Repair != "" && (filter == "" || f.Code == filter) }) {
			v.Proposals++
		}
	}
	v.Pager = r.pager(page, rowsPerPage, len(rows), total)
	return v, nil
}

func checkURL(id int64, filter string, page int, news string) string {
	q := url.Values{}
	if filter != "" {
		q.Set("temuan", filter)
	}
	if page > 1 {
		q.Set("hal", strconv.Itoa(page))
	}
	if news != "" {
		q.Set("kabar", news)
	}
	to := importURL(id, "periksa")
	if len(q) > 0 {
		to += "?" + q.Encode()
	}
	return to
}

func checkRow(x roster.Inspected) view.CheckRow {
	row := view.CheckRow{Sheet: x.Sheet, Row: x.Row, Name: x.Name, Line: x.Position, Status: "warn"}
	if x.BirthYear != 0 {
		row.Line = strings.TrimPrefix(row.Line+" · "+strconv.Itoa(x.BirthYear), " · ")
	}
	switch x.Status {
	case roster.Waiting:
		row.Status = "reject"
	case roster.OK:
		row.Status = "ok"
	}
	for _, f := range x.Findings {
		row.Findings = append(row.Findings, checkFinding(f, x.Values))
	}
	return row
}

func checkFinding(f roster.RowFault, values roster.Values) view.CheckFinding {
	_, cell := values[f.Field]
	out := view.CheckFinding{Code: f.Code, Field: f.Field, Column: f.Column, Label: lang.Msg(roster.CodeTitle(f.Code)), Severity: "warn", Found: values[f.Field], Text: f.Say, Why: f.RepairBy,
		Editable: cell, Proposal: f.Repair}
	if f.Reject {
		out.Severity = "reject"
	}
	return out
}

// plainFindings shows the findings of files that have no rows to repair here: they are put right in the file.
func (s *Server) plainFindings(r *Request, l intake.Listed, v *view.ImportCheck, page int) {
	t := l.Tally
	v.Totals = view.CheckTotals{Rows: t.Rows, OK: t.Applied + t.Unchanged, Reject: t.Waiting + t.Rejected}
	severity := map[string]string{}
	var rows []view.CheckRow
	at := map[string]int{}
	for _, f := range t.Findings {
		severity[f.Code] = f.Severity
		if v.Filter != "" && f.Code != v.Filter {
			continue
		}
		key := f.Sheet + "\x00" + strconv.Itoa(f.Row)
		i, ok := at[key]
		if !ok {
			i = len(rows)
			at[key] = i
			rows = append(rows, view.CheckRow{Sheet: f.Sheet, Row: f.Row, Name: lang.T(r.Lang, kindOf(l.Kind).label), Status: f.Severity})
		}
		rows[i].Findings = append(rows[i].Findings, view.CheckFinding{Code: f.Code, Column: f.Column, Label: lang.Msg(roster.CodeTitle(f.Code)), Severity: f.Severity, Text: f.Text})
		if f.Severity == "reject" {
			rows[i].Status = "reject"
		}
	}
	for code, n := range t.Codes {
		v.Filters = append(v.Filters, view.FindingFilter{Code: code, Label: lang.Msg(roster.CodeTitle(code)), Severity: cmp.Or(severity[code], "reject"), Count: n, URL: checkURL(l.ID, code, 1, ""), Current: code == v.Filter})
	}
	slices.SortFunc(v.Filters, func(a, b view.FindingFilter) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Code, b.Code))
	})
	from := min((page-1)*rowsPerPage, len(rows))
	v.Rows = rows[from:min(from+rowsPerPage, len(rows))]
	v.Pager = r.pager(page, rowsPerPage, len(v.Rows), len(rows))
}

// postCheck repairs a row of the draft, or takes all proposals.
func (s *Server) postCheck(r *Request) error {
	l, to, err := s.draft(r)
	if err != nil {
		return err
	}
	if to != "" {
		return r.redirect(to)
	}
	filter, page := r.PostFormValue("temuan"), pageNumber(r)
	if l.Kind != roster.ImportKind {
		return fault.New(fault.Invalid, "Baris berkas ini diperbaiki di berkasnya sendiri, lalu dikirim ulang.")
	}
	if r.PostFormValue("aksi") == "terima-semua" {
		_, n, err := s.app.Roster.RepairAll(r.Context(), r.Actor, l.Batch, filter)
		if err != nil {
			return err
		}
		if n == 0 {
			return r.redirect(checkURL(l.ID, filter, 1, "tanpausulan"))
		}
		return r.redirect(checkURL(l.ID, "", 1, "usulan"))
	}
	number, err := strconv.Atoi(r.PostFormValue("baris"))
	if err != nil {
		return fault.New(fault.Usage, "Baris tidak disebut. Muat ulang halaman lalu coba lagi.")
	}
	var w *roster.WaitingRow
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		w, err = s.app.Roster.RowAt(ctx, tx, l.Batch, r.PostFormValue("lembar"), number, r.PostFormValue("huruf"))
		return err
	})
	if err != nil {
		return err
	}
	news, bad, err := s.mend(r, w)
	if err != nil {
		return err
	}
	if bad.Format != "" {
		v, err := s.checkPage(r, l, filter, page)
		if err != nil {
			return err
		}
		v.Errors = []view.FieldError{{Text: bad}}
		return r.again(v)
	}
	return r.redirect(checkURL(l.ID, filter, page, news))
}

// mend does with a row what the form says, and returns the word for the page that follows, or what is wrong.
func (s *Server) mend(r *Request, w *roster.WaitingRow) (news string, bad lang.Text, err error) {
	field, code := r.PostFormValue("kolom"), r.PostFormValue("kode")
	values := roster.Values{}
	switch r.PostFormValue("aksi") {
	case "tunda":
		return "ditunda", lang.Text{}, nil
	case "terima":
		for _, f := range w.Personal.Findings {
			if f.Code == code && f.Field == field && f.Repair != "" {
				values[cmp.Or(f.Into, f.Field)] = f.Repair
			}
		}
		if len(values) == 0 {
			return "", lang.Msg("Usulan ini sudah tidak berlaku. Lihat kembali baris itu."), nil
		}
	case "simpan":
		if _, ok := w.ValuesOf()[field]; !ok {
			return "", lang.Msg("Isian ini tidak dapat diubah di sini."), nil
		}
		value := r.PostFormValue("nilai")
		if len(value) > 300 {
			return "", lang.Msg("Isian terlalu panjang."), nil
		}
		values[field] = value
	default:
		return "", lang.Text{}, fault.New(fault.Usage, "Tindakan tidak dikenal. Muat ulang halaman lalu coba lagi.")
	}
	if w.Status != roster.Waiting { // it goes on already, with a warning
		err := s.app.Roster.Correct(r.Context(), r.Actor, w, values)
		if k := fault.KindOf(err); err != nil && (k == fault.Conflict || k == fault.Invalid) {
			return "", fault.TextOf(err), nil
		}
		return "diubah", lang.Text{}, err
	}
	b, row, err := s.app.Roster.Mend(r.Context(), r.Actor, w.Government, w.ID, values)
	switch k := fault.KindOf(err); {
	case err != nil && (k == fault.Conflict || k == fault.Invalid):
		return "", fault.TextOf(err), nil
	case err != nil:
		return "", lang.Text{}, err
	case b == nil || row == nil:
		return "masih", lang.Text{}, nil
	}
	return "diperbaiki", lang.Text{}, nil
}

// markedFile hands the file back as a workbook with its cells marked, made anew from the stored original.
func (s *Server) markedFile(r *Request) error {
	l, err := r.batch()
	if err != nil {
		return err
	}
	if l.Kind != roster.ImportKind || l.Blob == "" || roster.UnderstoodOf(l.Batch).Nihil {
		return fault.New(fault.NotFound, "Kiriman ini tidak punya berkas bertanda.")
	}
	ctx := r.Context()
	var u unit.Unit
	if l.Unit != 0 {
		err := r.read(func(ctx context.Context, tx *db.Tx) (err error) {
			u, err = unit.ByID(ctx, tx, r.Actor.Anywhere(), l.Government, l.Unit)
			return err
		})
		if err != nil {
			return err
		}
	}
	r.saw(forRosters, audit.Imports, l.Government, l.ID)
	f, err := s.app.Blobs.Open(ctx, l.Government, l.Blob)
	if err != nil {
		return err
	}
	book, report, err := s.app.Roster.Recheck(ctx, l.Batch, u, f, f.Size())
	if err != nil {
		return err
	}
	var out bytes.Buffer // whole, so that a fault half way is not sent as a broken workbook
	if err := sheetmark.Write(ctx, &out, book, f, f.Size(), report.Marks(r.Lang)); err != nil {
		return fmt.Errorf("mark file of import %d: %w", l.ID, err)
	}
	return r.attach(strings.TrimSuffix(l.FileName, extension(l.FileName))+" - diperiksa.xlsx", workbookType, out.Bytes())
}

// workbookType is the media type of XLSX files.
const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func extension(name string) string {
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		return name[i:]
	}
	return ""
}
