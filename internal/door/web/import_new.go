package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/billing"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/participant"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// workbookLimit is the largest file of every kind but the insurer's lists, in bytes.
const workbookLimit = 60 << 20

func uploadLimit(kind string) int64 {
	if kind == participant.ImportKind {
		return app.UploadLimit
	}
	return workbookLimit
}

// mostUnits is how many units a select offers; beyond that their code is typed.
const mostUnits = 400

// upload is the form of a file that is handed in.
type upload struct {
	kind, unit, month, asOf, pasted, key, action string
	file                                         string // name, for messages
}

func (f *upload) set(name, value string) {
	switch name {
	case "jenis":
		f.kind = value
	case "instansi":
		f.unit = strings.TrimSpace(value)
	case "bulan":
		f.month = strings.TrimSpace(value)
	case "per_tanggal":
		f.asOf = strings.TrimSpace(value)
	case "tempel":
		f.pasted = value
	case "kunci":
		f.key = value
	case "aksi":
		f.action = value
	}
}

func (s *Server) newImport(r *Request) error {
	kinds := r.fileKinds()
	if len(kinds) == 0 {
		return access.ErrForbidden
	}
	f := upload{kind: r.FormValue("jenis"), unit: r.FormValue("instansi"), month: r.FormValue("bulan"), asOf: r.FormValue("per_tanggal")}
	if !slices.ContainsFunc(kinds, func(k importKind) bool { return k.name == f.kind }) {
		f.kind = kinds[0].name
	}
	if _, err := period.ParseMonth(f.month); err != nil {
		f.month = s.today().Month().String()
	}
	v, err := s.uploadPage(r, f)
	if err != nil {
		return err
	}
	return r.show(v)
}

// uploadPage is the form with what was filled in.
func (s *Server) uploadPage(r *Request, f upload) (v view.ImportUpload, err error) {
	v = view.ImportUpload{Page: r.page(view.SecImports), Kind: f.kind, Unit: f.unit, Month: f.month, AsOf: f.asOf, Pasted: f.pasted, Key: newKey(), MaxMB: int(uploadLimit(f.kind) >> 20)}
	v.Crumbs = []view.Link{{Text: lang.Msg("Impor"), URL: "/impor"}}
	var widest access.Scope
	for _, k := range r.fileKinds() {
		v.Kinds = append(v.Kinds, view.Option{Value: k.name, Text: lang.T(r.Lang, k.label), Current: k.name == f.kind})
		if scope, err := r.Actor.Scope(k.permission); err == nil && (k.name == f.kind || len(v.Kinds) == 1) {
			widest = scope
		}
		v.MaxMB = max(v.MaxMB, int(uploadLimit(k.name)>>20))
	}
	month, err := period.ParseMonth(f.month)
	if err != nil {
		month = s.today().Month()
	}
	if r.Actor.May(access.ImportRoster) || r.Actor.May(access.ImportPayment) {
		v.Months = r.monthOptions(month, nil)
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		units, err := unit.List(ctx, tx, widest)
		if err != nil {
			return err
		}
		if f.unit == "" && r.Actor.Unit != 0 {
			for _, u := range units {
				if u.ID == r.Actor.Unit {
					v.Unit = u.Code
				}
			}
		}
		if len(units) <= mostUnits {
			v.Units = r.unitOptions(units, v.Unit)
		}
		return s.answersWithoutFile(ctx, tx, r, &v, month)
	})
	return v, err
}

func (r *Request) unitOptions(units []unit.Unit, current string) (out []view.Option) {
	if r.Actor.Unit == 0 {
		out = append(out, view.Option{Value: "", Text: lang.T(r.Lang, "Sesuai kolom kode_instansi di berkas"), Current: current == ""})
	}
	for _, u := range units {
		out = append(out, view.Option{Value: u.Code, Text: u.Name + " (" + u.Code + ")", Current: u.Code == current})
	}
	return out
}

// answersWithoutFile offers "nobody" and "as last month" to who answers for one unit.
func (s *Server) answersWithoutFile(ctx context.Context, r db.Reader, q *Request, v *view.ImportUpload, month period.Month) error {
	if v.Unit == "" || !q.Actor.May(access.ImportRoster) {
		return nil
	}
	scope, err := q.Actor.Scope(access.ImportRoster)
	if err != nil {
		return err
	}
	u, err := unit.ByCode(ctx, r, scope, v.Unit)
	if err != nil {
		return nil // the form says so when it is sent
	}
	v.Nihil, v.Month = true, month.String()
	v.LastMonth, v.LastCount, err = roster.LastOf(ctx, r, u.Government, u.ID, month)
	return err
}

// postImport takes a file, pasted rows, or an answer without a file.
func (s *Server) postImport(r *Request) error {
	if len(r.fileKinds()) == 0 {
		return access.ErrForbidden
	}
	f, b, err := s.receive(r)
	if err != nil {
		return s.uploadAgain(r, f, err)
	}
	if b.Repeated {
		return r.redirect(importURL(b.ID, "bukti") + "?kabar=sudah")
	}
	l, err := s.waitCheck(r, b)
	if err != nil {
		return err
	}
	if text, code, refused := refusal(l.Batch); refused && !readable(l.Batch) {
		return s.uploadAgain(r, f, &badUpload{status: statusOfRefusal(code), errors: []view.FieldError{{Field: "berkas", Text: text}}})
	}
	if readable(l.Batch) {
		return r.redirect(importURL(l.ID, "susunan"))
	}
	return r.redirect(stepURL(l.Batch))
}

// badUpload is a form that must be corrected.
type badUpload struct {
	status int
	errors []view.FieldError
}

func (e *badUpload) Error() string { return fmt.Sprintf("upload refused: %d", e.status) }

func refused(field string, err error) error {
	status := http.StatusUnprocessableEntity
	if fault.KindOf(err) == fault.TooBig {
		status = http.StatusRequestEntityTooLarge
	}
	return &badUpload{status, []view.FieldError{{Field: field, Text: fault.TextOf(err)}}}
}

// uploadAgain shows the form with what is wrong; errors that no form can mend go their usual way.
func (s *Server) uploadAgain(r *Request, f upload, err error) error {
	var tooLong *http.MaxBytesError
	if errors.As(err, &tooLong) {
		err = refused("berkas", errTooBig(uploadLimit(f.kind)))
	}
	var bad *badUpload
	if !errors.As(err, &bad) {
		switch fault.KindOf(err) {
		case fault.Invalid, fault.TooBig, fault.Usage, fault.Conflict:
			_ = errors.As(refused("berkas", err), &bad)
		default:
			return err
		}
	}
	if !slices.ContainsFunc(r.fileKinds(), func(k importKind) bool { return k.name == f.kind }) {
		f.kind = r.fileKinds()[0].name
	}
	v, err := s.uploadPage(r, f)
	if err != nil {
		return err
	}
	v.Errors = bad.errors
	return view.Write(r.W, r.Request, bad.status, v)
}

func errTooBig(limit int64) error {
	return fault.New(fault.TooBig, "Berkas lebih besar dari %d MB. Hapus lembar dan gambar yang tidak dipakai, atau pecah menjadi beberapa berkas.", limit>>20)
}

// drainMost is how much of a refused file is still read, so that the browser gets to see the answer.
const drainMost = 96 << 20

// receive reads the form. The file is stored as it comes, so it is never held in memory or in a temporary file; the fields
// that say what it is stand before it.
func (s *Server) receive(r *Request) (f upload, b *intake.Batch, err error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		r.Body = http.MaxBytesReader(r.W, r.Body, 21<<20)
		if err := r.ParseForm(); err != nil {
			return f, nil, err
		}
		for _, name := range []string{"jenis", "instansi", "bulan", "per_tanggal", "tempel", "kunci", "aksi"} {
			f.set(name, r.PostFormValue(name))
		}
		b, err = s.withoutFile(r, f)
		return f, b, err
	}
	body := http.MaxBytesReader(r.W, r.Body, app.UploadLimit+(22<<20))
	r.Body = body
	defer func() {
		if err != nil {
			_, _ = io.CopyN(io.Discard, body, drainMost)
		}
	}()
	parts, err := r.MultipartReader()
	if err != nil {
		return f, nil, fault.New(fault.Usage, "Kiriman tidak terbaca. Muat ulang halaman lalu kirim kembali.").Because(err)
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return f, nil, fault.New(fault.Usage, "Kiriman terputus di tengah jalan. Kirim kembali.").Because(err)
		}
		if part.FormName() == "berkas" && part.FileName() != "" {
			b, err := s.takeFile(r, &f, part)
			return f, b, err
		}
		text, err := io.ReadAll(io.LimitReader(part, 20<<20+1))
		if err != nil {
			return f, nil, fault.New(fault.Usage, "Kiriman terputus di tengah jalan. Kirim kembali.").Because(err)
		}
		if len(text) > 20<<20 {
			return f, nil, refused("tempel", errTooBig(20<<20))
		}
		f.set(part.FormName(), string(text))
	}
	b, err = s.withoutFile(r, f)
	return f, b, err
}

func (s *Server) takeFile(r *Request, f *upload, part *multipart.Part) (*intake.Batch, error) {
	f.file = path.Base(strings.ReplaceAll(part.FileName(), "\\", "/"))
	req, _, _, err := s.request(r, *f)
	if err != nil {
		return nil, err
	}
	req.File.Name = f.file
	return s.app.Upload(r.Context(), r.Actor, req, part, uploadLimit(f.kind))
}

// withoutFile takes pasted rows, "nobody", or "as last month".
func (s *Server) withoutFile(r *Request, f upload) (*intake.Batch, error) {
	content, name := f.pasted, "tempelan.tsv"
	switch {
	case f.action == "tetap" || f.action == "nihil":
		f.kind = roster.ImportKind
		content, name = "keterangan\nnihil\n", "nihil.csv"
	case strings.TrimSpace(content) == "":
		return nil, refused("berkas", fault.New(fault.Invalid, "Pilih berkas, atau tempel baris dari Excel."))
	}
	req, u, g, err := s.request(r, f)
	if err != nil {
		return nil, err
	}
	if f.action == "nihil" || f.action == "tetap" {
		if req.Unit == 0 {
			return nil, refused("instansi", fault.New(fault.Invalid, "Pilih instansi yang dijawab."))
		}
	}
	if f.action == "tetap" {
		return s.confirmSame(r, u, g, req.Month)
	}
	req.File.Name = name
	return s.app.Upload(r.Context(), r.Actor, req, strings.NewReader(content), workbookLimit)
}

// confirmSame answers a month with the unit's last roster. The same answer given twice is the first one.
func (s *Server) confirmSame(r *Request, u unit.Unit, g unit.Government, month period.Month) (*intake.Batch, error) {
	b, err := s.app.Roster.Confirm(r.Context(), r.Actor, u, g, month)
	if err == nil {
		return b, s.app.QueueRefresh(r.Context())
	}
	if fault.KindOf(err) != fault.Conflict {
		return nil, err
	}
	scope, scopeErr := r.Actor.Scope(access.ImportRoster)
	if scopeErr != nil {
		return nil, scopeErr
	}
	var earlier *intake.Batch
	readErr := r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		earlier, err = intake.AppliedOf(ctx, tx, scope, roster.ConfirmKind, u.Government, u.ID, month)
		return err
	})
	if readErr != nil {
		return nil, readErr
	}
	if earlier != nil {
		return earlier, nil
	}
	return nil, refused("bulan", err)
}

// request turns the form into what the road takes, or says what is wrong with it.
func (s *Server) request(r *Request, f upload) (req intake.Request, u unit.Unit, g unit.Government, err error) {
	var bad []view.FieldError
	wrong := func(field, format string, args ...any) {
		bad = append(bad, view.FieldError{Field: field, Text: lang.Msg(format, args...)})
	}
	req = intake.Request{Kind: f.kind, Key: f.key}
	kind := kindOf(f.kind)
	scope, scopeErr := r.Actor.Scope(kind.permission)
	if !kind.file || scopeErr != nil {
		wrong("jenis", "Pilih jenis berkas yang boleh Anda kirim.")
		return req, u, g, &badUpload{http.StatusUnprocessableEntity, bad}
	}
	s.readDates(f, &req, wrong)
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		u, g, err = ownerOf(ctx, tx, r, scope, f, &req)
		return err
	})
	if err != nil {
		if fault.KindOf(err) == fault.Internal {
			return req, u, g, err
		}
		bad = append(bad, view.FieldError{Field: "instansi", Text: fault.TextOf(err)})
	}
	if len(bad) > 0 {
		return req, u, g, &badUpload{http.StatusUnprocessableEntity, bad}
	}
	return req, u, g, nil
}

// readDates reads the month and the day that a kind of file needs; what it does not need is left out.
func (s *Server) readDates(f upload, req *intake.Request, wrong func(field, format string, args ...any)) {
	var err error
	switch f.kind {
	case roster.ImportKind:
		if req.Month, err = period.ParseMonth(f.month); err != nil {
			wrong("bulan", "Pilih bulan daftar pekerja ini.")
		} else if now := s.today().Month(); req.Month > now.Add(1) || req.Month < now.Add(-60) {
			req.Month = 0
			wrong("bulan", "Bulan ini di luar jangkauan. Pilih bulan dalam lima tahun terakhir, paling jauh bulan depan.")
		}
	case participant.ImportKind:
		if req.AsOf, err = period.ParseDate(f.asOf); err != nil || f.asOf == "" {
			wrong("per_tanggal", "Isi tanggal keadaan daftar peserta, seperti tertulis di berkas BPJS.")
		} else if req.AsOf > s.today() {
			wrong("per_tanggal", "Tanggal keadaan tidak boleh sesudah hari ini.")
		}
	}
}

// ownerOf resolves whose file it is: the unit's that was named, the reader's own, or the only government's as a whole.
func ownerOf(ctx context.Context, tx db.Reader, r *Request, scope access.Scope, f upload, req *intake.Request) (u unit.Unit, g unit.Government, err error) {
	switch {
	case f.unit != "":
		u, err = unit.ByCode(ctx, tx, scope, f.unit)
	case r.Actor.Unit != 0 && (f.kind == roster.ImportKind || f.kind == billing.ImportKind):
		u, err = unit.Find(ctx, tx, scope, r.Actor.Unit)
	default:
		gs, err := unit.Governments(ctx, tx, scope)
		if err != nil {
			return u, g, err
		}
		if len(gs) != 1 {
			return u, g, fault.New(fault.Invalid, "Pilih instansi: berkas ini dapat menyangkut beberapa pemerintah daerah.")
		}
		req.Target = access.Target{Government: gs[0].ID, GovernmentCode: gs[0].Code}
		if !scope.Holds(req.Target) {
			return u, g, fault.New(fault.Invalid, "Pilih instansi; kewenangan Anda tidak meliputi seluruh pemerintah daerah.")
		}
		return u, gs[0], nil
	}
	if err != nil {
		return u, g, err
	}
	if g, err = unit.GovernmentByID(ctx, tx, u.Government); err != nil {
		return u, g, err
	}
	req.Unit, req.Target = u.ID, u.Target(g)
	return u, g, nil
}
