package web

import (
	"bytes"
	"context"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/audit"
)

// waitingQueue reads the queue as the address narrows it.
func (s *Server) waitingQueue(r *Request, most, from int) (rows []roster.Queued, total int, units []roster.QueueUnit, err error) {
	f := roster.QueueFilter{Code: strings.ToUpper(r.FormValue("temuan")), Most: most, From: from}
	if strings.ContainsAny(f.Code, "%_ ") && roster.CodeTitle(f.Code) == f.Code {
		f.Code = ""
	}
	if r.FormValue("pemilik") == "saya" {
		f.Owner = r.Actor.Account
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if code := r.FormValue("instansi"); code != "" {
			u, err := unit.ByCode(ctx, tx, r.Scope, code)
			if err != nil {
				return err
			}
			f.Unit = [2]int64{u.Government, u.ID}
		}
		if rows, total, err = s.app.Roster.Queue(ctx, tx, r.Scope, f); err != nil {
			return err
		}
		units, err = roster.QueueUnits(ctx, tx, r.Scope)
		return err
	})
	for i := range rows {
		r.saw(forRosters, audit.Rows, rows[i].Government, rows[i].ID)
	}
	return rows, total, units, err
}

// waiting lists the rows that wait for a repair.
func (s *Server) waiting(r *Request) error {
	v, err := s.waitingPage(r)
	if err != nil {
		return err
	}
	v.Notice = importNotice(r)
	return r.show(v)
}

func (s *Server) waitingPage(r *Request) (view.Waiting, error) {
	page := pageNumber(r)
	v := view.Waiting{Page: r.page(view.SecWaiting)}
	rows, total, units, err := s.waitingQueue(r, rowsPerPage, (page-1)*rowsPerPage)
	if err != nil {
		return v, err
	}
	for _, q := range rows {
		v.Rows = append(v.Rows, waitingRow(q))
	}
	if total > 0 {
		v.XLSX = "/antrean.xlsx"
		q := url.Values{}
		for _, name := range []string{"instansi", "temuan", "pemilik"} {
			if x := r.FormValue(name); x != "" {
				q.Set(name, x)
			}
		}
		if len(q) > 0 {
			v.XLSX += "?" + q.Encode()
		}
	}
	if v.Owners, err = s.owners(r, rows); err != nil {
		return v, err
	}
	v.Filters = r.waitingFilters(units)
	v.Pager = r.pager(page, rowsPerPage, len(rows), total)
	return v, nil
}

// queuedCodes are the findings that hold rows back, for the filter.
var queuedCodes = []string{"NIK_MISSING", "NIK_LENGTH", "NIK_CHARS", "NIK_EXCEL_ROUNDED", "NIK_TEMPORARY", "NIK_DUPLICATE", "NAME_MISSING", "BIRTH_DATE_UNREADABLE"}

func (r *Request) waitingFilters(units []roster.QueueUnit) (out []view.Filter) {
	if len(units) > 1 {
		list := []view.Option{{Value: "", Text: lang.T(r.Lang, "Semua instansi"), Current: r.FormValue("instansi") == ""}}
		for _, u := range units {
			list = append(list, view.Option{Value: u.Code, Text: u.Name + " (" + strconv.Itoa(u.Rows) + ")", Current: u.Code == r.FormValue("instansi")})
		}
		out = append(out, view.Filter{Name: "instansi", Label: lang.Msg("Instansi"), Options: list})
	}
	codes := []view.Option{{Value: "", Text: lang.T(r.Lang, "Semua temuan"), Current: r.FormValue("temuan") == ""}}
	for _, c := range queuedCodes {
		codes = append(codes, view.Option{Value: c, Text: lang.T(r.Lang, roster.CodeTitle(c)), Current: c == r.FormValue("temuan")})
	}
	mine := r.FormValue("pemilik") == "saya"
	return append(out, view.Filter{Name: "temuan", Label: lang.Msg("Temuan"), Options: codes}, view.Filter{Name: "pemilik", Label: lang.Msg("Pemilik"), Options: []view.Option{
		{Value: "", Text: lang.T(r.Lang, "Semua pemilik"), Current: !mine}, {Value: "saya", Text: lang.T(r.Lang, "Saya"), Current: mine},
	}})
}

// owners are those to whom the rows of a page can be handed over.
func (s *Server) owners(r *Request, rows []roster.Queued) (out []view.Option, err error) {
	governments := map[int64]bool{}
	for i := range rows {
		governments[rows[i].Government] = true
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		for _, g := range slices.Sorted(maps.Keys(governments)) {
			list, err := roster.Owners(ctx, tx, g)
			if err != nil {
				return err
			}
			for _, o := range list {
				for i := range rows {
					if rows[i].Government == g && o.Reaches(rows[i].UnitPath) {
						out = append(out, view.Option{Value: strconv.FormatInt(o.Account, 10), Text: o.Name, Current: o.Account == r.Actor.Account})
						break
					}
				}
			}
		}
		return nil
	})
	return out, err
}

// postHandOver gives the chosen rows to somebody else, who answers for them from now on.
func (s *Server) postHandOver(r *Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Usage, "Isian tidak terbaca. Muat ulang halaman lalu kirim kembali.").Because(err)
	}
	account, err := strconv.ParseInt(r.PostFormValue("pemilik"), 10, 64)
	if err != nil {
		return fault.New(fault.Usage, "Pengguna tidak disebut. Muat ulang halaman lalu coba lagi.")
	}
	var bad lang.Text
	for _, id := range r.PostForm["baris"] {
		w, err := s.queued(r, id)
		if err == nil {
			err = s.app.Roster.HandOver(r.Context(), r.Actor, w.Government, w.ID, account)
		}
		if err != nil && fault.KindOf(err) == fault.Invalid {
			bad, err = fault.TextOf(err), nil
		}
		if err != nil {
			return err
		}
	}
	if len(r.PostForm["baris"]) == 0 {
		bad = lang.Msg("Pilih dahulu baris yang akan diserahkan.")
	}
	if bad.Format != "" {
		v, err := s.waitingPage(r)
		if err != nil {
			return err
		}
		v.Path, v.Errors = "/antrean", []view.FieldError{{Text: bad}}
		return r.again(v)
	}
	return r.redirect("/antrean?kabar=diserahkan")
}

func waitingRow(q roster.Queued) view.WaitingRow {
	x := view.WaitingRow{ID: strconv.FormatInt(q.Government, 10) + "-" + strconv.FormatInt(q.ID, 10), Name: q.Personal.Name, Unit: q.UnitName, Month: q.Month, File: q.FileName, Row: q.Row,
		Owner: q.Owner, Since: q.Since, URL: importURL(q.Batch, "bukti")}
	if f, ok := holding(q.WaitingRow); ok {
		x.Finding = checkFinding(f, q.Shown())
	}
	return x
}

// holding is the finding that holds a row back, the first of several.
func holding(w *roster.WaitingRow) (roster.RowFault, bool) {
	for _, f := range w.Personal.Findings {
		if f.Reject {
			return f, true
		}
	}
	if len(w.Personal.Findings) > 0 {
		return w.Personal.Findings[0], true
	}
	return roster.RowFault{}, false
}

// queuedRow returns the waiting row of the address.
func (s *Server) queuedRow(r *Request) (w *roster.WaitingRow, err error) {
	return s.queued(r, r.PathValue("id"))
}

// queued returns the waiting row of a government and number, as the pages write them.
func (s *Server) queued(r *Request, written string) (w *roster.WaitingRow, err error) {
	first, second, ok := strings.Cut(written, "-")
	government, err1 := strconv.ParseInt(first, 10, 64)
	id, err2 := strconv.ParseInt(second, 10, 64)
	if !ok || err1 != nil || err2 != nil {
		return nil, roster.ErrNoRow
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		w, err = s.app.Roster.Waiting(ctx, tx, r.Scope.Narrow(government, ""), id)
		return err
	})
	return w, err
}

// postWaiting repairs a waiting row, takes its proposal, or says that it is no worker.
func (s *Server) postWaiting(r *Request) error {
	w, err := s.queuedRow(r)
	if err != nil {
		return err
	}
	var news string
	var bad lang.Text
	if r.PostFormValue("aksi") == "buang" {
		news = "bukan"
		_, err = s.app.Roster.Drop(r.Context(), r.Actor, w.Government, w.ID, r.PostFormValue("alasan"))
		if err != nil && fault.KindOf(err) == fault.Invalid {
			bad, err = fault.TextOf(err), nil
		}
	} else {
		news, bad, err = s.mend(r, w)
	}
	if err != nil {
		return err
	}
	if bad.Format != "" {
		v, err := s.waitingPage(r)
		if err != nil {
			return err
		}
		v.Errors = []view.FieldError{{Text: bad}}
		return r.again(v)
	}
	if news == "diperbaiki" {
		if err := s.app.QueueRefresh(r.Context()); err != nil {
			return err
		}
	}
	return r.redirect("/antrean?kabar=" + news)
}

// mostQueued bounds the workbook of the queue.
const mostQueued = 20_000

// waitingFile is the queue as a workbook, to work through at another desk. It holds no NIK.
func (s *Server) waitingFile(r *Request) error {
	rows, _, _, err := s.waitingQueue(r, mostQueued, 0)
	if err != nil {
		return err
	}
	l := r.Lang
	t := sheetwrite.Table{Title: lang.T(l, "Baris yang menunggu diperbaiki"), Sheet: lang.T(l, "Antrean"), Columns: []sheetwrite.Column{
		{Key: "instansi", Title: lang.T(l, "Instansi"), Width: 36}, {Key: "bulan", Title: lang.T(l, "Bulan"), Kind: sheetwrite.Month}, {Key: "berkas", Title: lang.T(l, "Berkas"), Width: 32},
		{Key: "lembar", Title: lang.T(l, "Lembar")}, {Key: "baris", Title: lang.T(l, "Baris"), Kind: sheetwrite.Integer}, {Key: "nama", Title: lang.T(l, "Nama"), Width: 30},
		{Key: "temuan", Title: lang.T(l, "Temuan"), Width: 28}, {Key: "penjelasan", Title: lang.T(l, "Penjelasan"), Width: 60}, {Key: "pemilik", Title: lang.T(l, "Pemilik"), Width: 26},
	}}
	cells := make([][]any, 0, len(rows))
	for _, q := range rows {
		label, say := "", ""
		if f, ok := holding(q.WaitingRow); ok {
			label, say = lang.T(l, roster.CodeTitle(f.Code)), f.Say.In(l)
		}
		cells = append(cells, []any{q.UnitName, q.Month, q.FileName, q.Sheet, q.Row, q.Personal.Name, label, say, q.Owner})
	}
	t.Rows = sheetwrite.Slice(cells)
	t.About = []sheetwrite.About{
		{Label: lang.T(l, "Isi"), Text: lang.T(l, "Baris daftar pekerja yang ditahan sampai diperbaiki. Orangnya belum dihitung.")},
		{Label: lang.T(l, "Dibuat"), Text: text.Clock(l, s.app.Config.Clock(), jakarta) + ", " + r.Actor.Name},
	}
	var out bytes.Buffer
	if err := sheetwrite.Write(&out, t); err != nil {
		return err
	}
	return r.attach("antrean.xlsx", workbookType, out.Bytes())
}
