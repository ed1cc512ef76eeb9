package web

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/job"
	"github.com/payung-id/payung/internal/programme/billing"
	"github.com/payung-id/payung/internal/programme/budget"
	"github.com/payung-id/payung/internal/registry/declared"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/participant"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// importRoutes adds the road of files: hand in, look, apply, undo; and the two queues that follow from it. Which permission
// a file needs hangs on its kind, so these routes ask for a sign-in and each handler asks for the kind's permission.
func (s *Server) importRoutes() {
	s.signed("GET /impor", s.imports)
	s.signed("GET /impor/baru", s.newImport)
	s.signed("POST /impor/baru", s.postImport)
	s.signed("GET /impor/{id}", s.importProgress)
	s.signed("GET /impor/{id}/kemajuan", s.importEvents)
	s.signed("POST /impor/{id}/hentikan", s.stopImport)
	s.signed("GET /impor/{id}/susunan", s.importLayout)
	s.signed("POST /impor/{id}/susunan", s.postLayout)
	s.signed("GET /impor/{id}/periksa", s.importCheck)
	s.signed("POST /impor/{id}/periksa", s.postCheck)
	s.signed("GET /impor/{id}/berkas-bertanda.xlsx", s.markedFile)
	s.signed("GET /impor/{id}/selisih", s.importDiff)
	s.signed("GET /impor/{id}/terapkan", s.importConfirm)
	s.signed("POST /impor/{id}/terapkan", s.postConfirm)
	s.signed("GET /impor/{id}/bukti", s.importReceipt)
	s.signed("GET /impor/{id}/batalkan", s.importUndo)
	s.signed("POST /impor/{id}/batalkan", s.postUndo)
	s.need(access.ImportRoster, "GET /antrean", s.waiting)
	s.need(access.ImportRoster, "GET /antrean.xlsx", s.waitingFile)
	s.need(access.ImportRoster, "POST /antrean/{id}", s.postWaiting)
	s.need(access.ImportRoster, "POST /antrean/serahkan", s.postHandOver)
	s.need(access.DecideMatch, "GET /padan", s.review)
	s.need(access.DecideMatch, "GET /padan/{id}", s.reviewCase)
	s.need(access.DecideMatch, "POST /padan/{id}", s.postReview)
	s.need(access.DecideMatch, "POST /padan/{id}/batalkan", s.undoReview)
}

// importKind is one kind of change on the road, as screens call it.
type importKind struct {
	name, label string
	permission  access.Permission
	file        bool // can be handed in as a file
}

var importKinds = []importKind{
	{roster.ImportKind, "Daftar pekerja (roster)", access.ImportRoster, true},
	{participant.ImportKind, "Daftar peserta BPJS", access.ImportList, true},
	{budget.ImportKind, "Baris anggaran", access.ImportBudget, true},
	{billing.ImportKind, "Pembayaran iuran", access.ImportPayment, true},
	{unit.ImportKind, "Daftar instansi", access.ImportUnits, true},
	{declared.ImportKind, "Angka lapor", access.ImportDeclared, true},
	{roster.ConfirmKind, "Sama dengan bulan sebelumnya", access.ImportRoster, false},
	{roster.FixKind, "Perbaikan baris", access.ImportRoster, false},
	{roster.DropKind, "Baris bukan pekerja", access.ImportRoster, false},
}

func kindOf(name string) importKind {
	for _, k := range importKinds {
		if k.name == name {
			return k
		}
	}
	return importKind{name: name, label: name}
}

// fileKinds are the kinds of files that the reader may hand in.
func (r *Request) fileKinds() (out []importKind) {
	for _, k := range importKinds {
		if k.file && r.Actor.May(k.permission) {
			out = append(out, k)
		}
	}
	return out
}

// within says which batches the reader may see: of each kind where the kind's own permission reaches.
func (r *Request) within() (out []intake.Within) {
	for _, k := range importKinds {
		if scope, err := r.Actor.Scope(k.permission); err == nil {
			out = append(out, intake.Within{Kinds: []string{k.name}, Scope: scope})
		}
	}
	return out
}

// batch returns the batch of the address; one that is out of reach is not found, whatever the reason.
func (r *Request) batch() (l intake.Listed, err error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return l, intake.ErrNoBatch
	}
	return r.batchByID(id)
}

func (r *Request) batchByID(id int64) (l intake.Listed, err error) {
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		b, err := intake.Get(ctx, tx, r.Actor.Anywhere(), id)
		if err != nil {
			return err
		}
		scope, err := r.Actor.Scope(kindOf(b.Kind).permission)
		if err != nil {
			return intake.ErrNoBatch
		}
		if b, err = intake.Get(ctx, tx, scope, id); err != nil {
			return err
		}
		l, err = intake.Named(ctx, tx, b)
		return err
	})
	return l, err
}

func importURL(id int64, page string) string {
	url := "/impor/" + strconv.FormatInt(id, 10)
	if page != "" {
		url += "/" + page
	}
	return url
}

// stepURL is the page on which the work on a batch goes on.
func stepURL(b *intake.Batch) string {
	switch b.State {
	case intake.Applied, intake.Undone:
		return importURL(b.ID, "bukti")
	case intake.Draft:
	default:
		return importURL(b.ID, "")
	}
	if b.Kind != roster.ImportKind {
		return importURL(b.ID, "periksa")
	}
	switch u := roster.UnderstoodOf(b); {
	case u.Nihil:
		return importURL(b.ID, "terapkan")
	case u.Learnt():
		return importURL(b.ID, "periksa")
	}
	return importURL(b.ID, "susunan")
}

// draft returns a batch that waits for the reader. Where it is not there yet, or not any more, to is the page to go to.
func (s *Server) draft(r *Request) (l intake.Listed, to string, err error) {
	if l, err = r.batch(); err != nil {
		return l, "", err
	}
	if l.State != intake.Draft {
		return l, stepURL(l.Batch), nil
	}
	status, ok, err := s.app.CheckJob(r.Context(), l.Batch)
	if err == nil && ok && !status.State.Ended() {
		to = importURL(l.ID, "")
	}
	return l, to, err
}

// patience is how long a request waits for a check, so that small files land on the next page at once.
const patience = 1500 * time.Millisecond

// waitCheck waits a little for the check of a batch and returns the batch as it is then.
func (s *Server) waitCheck(r *Request, b *intake.Batch) (intake.Listed, error) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	status, ok, err := s.app.CheckJob(r.Context(), b)
	if err != nil {
		return intake.Listed{}, err
	}
	if ok {
		for st, err := range job.Watch(ctx, s.app.DB, b.Government, status.ID) {
			if err != nil || st.State.Ended() {
				break // whatever it was, the batch's own state tells
			}
		}
	}
	return r.batchByID(b.ID)
}

// refusal is why a file was refused; ok is false where it was not.
func refusal(b *intake.Batch) (text lang.Text, code string, ok bool) {
	if b.State != intake.Discarded || len(b.Tally.Findings) == 0 {
		return text, "", false
	}
	f := b.Tally.Findings[0]
	return f.Text, f.Code, true
}

// readable tells whether a refused file may be read after all, once a person shows where its columns are.
func readable(b *intake.Batch) bool {
	_, code, refused := refusal(b)
	return refused && b.Kind == roster.ImportKind && b.Blob != "" && (code == "FILE_NO_HEADER" || code == "FILE_NO_ROWS")
}

func statusOfRefusal(code string) int {
	if code == "FILE_TOO_BIG" {
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusUnprocessableEntity
}

const importsPerPage = 50

// imports lists what was handed in.
func (s *Server) imports(r *Request) error {
	within := r.within()
	if len(within) == 0 {
		return access.ErrForbidden
	}
	f := intake.Filter{Kind: r.FormValue("jenis"), Hidden: roster.FixKind, Most: importsPerPage} // one line a repaired row would bury the files
	if m, err := period.ParseMonth(r.FormValue("bulan")); err == nil {
		f.Month = m
	}
	page := pageNumber(r)
	f.Offset = (page - 1) * importsPerPage
	v := view.Imports{Page: r.page(view.SecImports), CanNew: len(r.fileKinds()) > 0}
	v.Notice = importNotice(r)
	var list []intake.Listed
	var total int
	err := r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if code := r.FormValue("instansi"); code != "" {
			u, err := unit.ByCode(ctx, tx, r.Actor.Anywhere(), code)
			if err != nil {
				return err
			}
			f.Unit = [2]int64{u.Government, u.ID}
		}
		list, total, err = intake.Find(ctx, tx, within, f)
		return err
	})
	if err != nil {
		return err
	}
	for _, l := range list {
		v.Rows = append(v.Rows, importLine(l))
	}
	v.Filters = r.importFilters(f)
	v.Pager = r.pager(page, importsPerPage, len(list), total)
	return r.show(v)
}

func importLine(l intake.Listed) view.ImportLine {
	t := l.Tally
	x := view.ImportLine{ID: strconv.FormatInt(l.ID, 10), Receipt: l.Receipt(), File: l.FileName, Kind: lang.Msg(kindOf(l.Kind).label), Unit: l.UnitName, Month: l.Month, By: l.CreatorName,
		At: l.CreatedAt, Rows: t.Rows, Applied: t.Applied, Waiting: t.Waiting, Rejected: t.Rejected, Unchanged: t.Unchanged, URL: stepURL(l.Batch)}
	if x.File == "" {
		x.File = l.Receipt()
	}
	switch l.State {
	case intake.Checking:
		x.Status = view.Tag{Text: lang.Msg("Diperiksa"), Tone: view.Info}
	case intake.Draft:
		x.Status = view.Tag{Text: lang.Msg("Menunggu Anda"), Tone: view.Warn}
		x.Undo = importURL(l.ID, "batalkan")
		x.Applied, x.Unchanged = 0, 0
	case intake.Applied:
		x.Status, x.At = view.Tag{Text: lang.Msg("Diterapkan"), Tone: view.Good}, l.AppliedAt
		x.Undo = importURL(l.ID, "batalkan")
	case intake.Undone:
		x.Status = view.Tag{Text: lang.Msg("Dibatalkan"), Tone: view.None}
	}
	return x
}

func (r *Request) importFilters(f intake.Filter) []view.Filter {
	kinds := []view.Option{{Value: "", Text: lang.T(r.Lang, "Semua berkas"), Current: f.Kind == ""}}
	for _, k := range importKinds {
		if r.Actor.May(k.permission) {
			kinds = append(kinds, view.Option{Value: k.name, Text: lang.T(r.Lang, k.label), Current: f.Kind == k.name})
		}
	}
	months := append([]view.Option{{Value: "", Text: lang.T(r.Lang, "Semua bulan"), Current: f.Month == 0}}, r.monthOptions(f.Month, nil)...)
	return []view.Filter{{Name: "jenis", Label: lang.Msg("Jenis"), Options: kinds}, {Name: "bulan", Label: lang.Msg("Bulan"), Options: months}}
}

// pageNumber is the page of a list that the address asks for, from 1.
func pageNumber(r *Request) int {
	n, err := strconv.Atoi(r.FormValue("hal"))
	if err != nil || n < 1 || n > 100_000 {
		return 1
	}
	return n
}

// pager tells which part of a list is shown; the address keeps its other fields.
func (r *Request) pager(page, size, shown, total int) view.Pager {
	p := view.Pager{Total: total}
	if shown == 0 {
		return p
	}
	p.From, p.To = (page-1)*size+1, (page-1)*size+shown
	at := func(n int) string {
		q := r.URL.Query()
		q.Del("kabar")
		q.Set("hal", strconv.Itoa(n))
		return r.URL.Path + "?" + q.Encode()
	}
	if page > 1 {
		p.Prev = at(page - 1)
	}
	if p.To < total {
		p.Next = at(page + 1)
	}
	return p
}

// notices are what a page says after a redirect, by the word in its address.
var notices = map[string]view.Notice{
	"sudah":       {Tone: view.Info, Text: lang.Msg("Berkas ini sudah pernah diterapkan. Tidak ada yang berubah; ini buktinya.")},
	"dihentikan":  {Tone: view.Info, Text: lang.Msg("Pemeriksaan dihentikan. Tidak ada yang berubah.")},
	"dibuang":     {Tone: view.Info, Text: lang.Msg("Kiriman dibuang sebelum diterapkan. Tidak ada yang berubah.")},
	"diperbaiki":  {Tone: view.Good, Text: lang.Msg("Baris diperbaiki dan ikut diterapkan.")},
	"masih":       {Tone: view.Warn, Text: lang.Msg("Isian disimpan, tetapi baris itu masih ditahan. Lihat temuannya di bawah.")},
	"usulan":      {Tone: view.Good, Text: lang.Msg("Usulan diterima.")},
	"tanpausulan": {Tone: view.Info, Text: lang.Msg("Tidak ada usulan yang menyelesaikan seluruh temuan sebuah baris. Perbaiki satu per satu.")},
	"diubah":      {Tone: view.Good, Text: lang.Msg("Isian diubah. Yang semula tertulis tetap dicatat.")},
	"diserahkan":  {Tone: view.Good, Text: lang.Msg("Baris diserahkan. Pemilik barunya tampil di antrean, juga bila baris yang sama datang lagi bulan depan.")},
	"ditunda":     {Tone: view.Info, Text: lang.Msg("Baris tetap menunggu di antrean; tidak ada yang dibuang.")},
	"bukan":       {Tone: view.Info, Text: lang.Msg("Baris dibuang dari antrean. Bila keliru, batalkan lewat daftar impor.")},
	"diputuskan":  {Tone: view.Good, Text: lang.Msg("Keputusan disimpan. Kasus berikutnya ada di bawah.")},
	"dikembali":   {Tone: view.Info, Text: lang.Msg("Keputusan dibatalkan. Kasus ini menunggu lagi.")},
}

func importNotice(r *Request) *view.Notice {
	n, ok := notices[r.URL.Query().Get("kabar")]
	if !ok {
		return nil
	}
	return &n
}
