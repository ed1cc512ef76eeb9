package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/job"
	"github.com/payung-id/payung/internal/registry/bundle"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// manyRoutes adds the road of many files at once. What each file needs hangs on its kind, as with one file.
func (s *Server) manyRoutes() {
	s.signed("GET /unggahan", s.bundles)
	s.signed("GET /unggahan/baru", s.newBundle)
	s.signed("POST /unggahan/baru", s.postBundle)
	s.signed("GET /unggahan/{id}", s.bundle)
	s.signed("GET /unggahan/{id}/kemajuan", s.bundleEvents)
	s.signed("POST /unggahan/{id}/terapkan", s.applyBundle)
	s.signed("POST /unggahan/{id}/berkas/{n}", s.tellBundle)
}

// wholeLimit bounds one upload of many files, in bytes.
const wholeLimit = 4 << 30

// bundleTarget is whose files the reader may hand in: a government as a whole, else the own unit's. Where the reader
// reaches several governments, code names one.
func (s *Server) bundleTarget(r *Request, code string) (t access.Target, options []unit.Government, err error) {
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		seen := map[int64]bool{}
		for _, k := range r.fileKinds() {
			scope, err := r.Actor.Scope(k.permission)
			if err != nil {
				continue // not the reader's kind
			}
			list, err := unit.Owned(ctx, tx, scope)
			if err != nil {
				return err
			}
			for _, g := range list {
				if !seen[g.ID] {
					seen[g.ID] = true
					options = append(options, g)
				}
			}
		}
		for _, g := range options {
			if g.Code == code || code == "" && len(options) == 1 {
				t = access.Target{Government: g.ID, GovernmentCode: g.Code}
			}
		}
		if len(options) > 0 || r.Actor.Unit == 0 {
			return nil
		}
		u, err := unit.Find(ctx, tx, r.Actor.Anywhere(), r.Actor.Unit)
		if err != nil {
			return err
		}
		g, err := unit.GovernmentByID(ctx, tx, u.Government)
		t = u.Target(g)
		return err
	})
	return t, options, err
}

func (s *Server) newBundle(r *Request) error {
	if len(r.fileKinds()) == 0 {
		return access.ErrForbidden
	}
	v, err := s.bundleForm(r, bundleFields{month: s.today().Month().String()})
	if err != nil {
		return err
	}
	return r.show(v)
}

// bundleFields are what the form says beside the files.
type bundleFields struct{ government, month, asOf, key string }

func (f *bundleFields) set(name, value string) {
	value = strings.TrimSpace(value)
	switch name {
	case "pemda":
		f.government = value
	case "bulan":
		f.month = value
	case "per_tanggal":
		f.asOf = value
	case "kunci":
		f.key = value
	}
}

func (s *Server) bundleForm(r *Request, f bundleFields) (v view.BundleUpload, err error) {
	v = view.BundleUpload{Page: r.page(view.SecImports), AsOf: f.asOf, Key: newKey(), MostFiles: bundle.MostFiles}
	v.Crumbs = []view.Link{{Text: lang.Msg("Impor"), URL: "/impor"}}
	_, options, err := s.bundleTarget(r, "")
	if len(options) > 1 {
		for _, g := range options {
			v.Governments = append(v.Governments, view.Option{Value: g.Code, Text: regionName(g.Code), Current: g.Code == f.government})
		}
	}
	month, parseErr := period.ParseMonth(f.month)
	if parseErr != nil {
		month = s.today().Month()
	}
	if r.Actor.May(access.ImportRoster) {
		v.Months = r.monthOptions(month, nil)
	}
	v.AsksDate = r.Actor.May(access.ImportList)
	for _, k := range r.fileKinds() {
		v.Kinds = append(v.Kinds, lang.Msg(k.label))
	}
	return v, err
}

// postBundle takes the files as they come, each stored before the next is read.
func (s *Server) postBundle(r *Request) error {
	if len(r.fileKinds()) == 0 {
		return access.ErrForbidden
	}
	f, b, err := s.receiveBundle(r)
	if err != nil {
		var tooLong *http.MaxBytesError
		if errors.As(err, &tooLong) {
			err = fault.New(fault.TooBig, "Seluruh berkas bersama lebih besar dari 4 GB. Kirim dalam beberapa unggahan.")
		}
		return r.refused(err, func(text lang.Text) view.Screen {
			v, formErr := s.bundleForm(r, f)
			if formErr != nil {
				return view.Problem{Page: r.page(""), Status: http.StatusInternalServerError, Text: fault.TextOf(formErr)}
			}
			v.Errors = []view.FieldError{{Field: "berkas", Text: text}}
			return v
		})
	}
	return r.redirect(bundleURL(b.ID))
}

func bundleURL(id int64) string { return "/unggahan/" + itoa(id) }

func (s *Server) receiveBundle(r *Request) (f bundleFields, b *bundle.Bundle, err error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return f, nil, fault.New(fault.Invalid, "Pilih berkas yang diserahkan.")
	}
	body := http.MaxBytesReader(r.W, r.Body, wholeLimit)
	r.Body = body
	defer func() {
		if err != nil {
			_, _ = io.CopyN(io.Discard, body, drainMost)
		}
	}()
	parts, err := r.MultipartReader()
	if err != nil {
		return f, nil, fault.New(fault.Invalid, "Kiriman tidak terbaca. Muat ulang halaman lalu kirim kembali.").Because(err)
	}
	var target access.Target
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return f, nil, fault.New(fault.Invalid, "Kiriman terputus di tengah jalan. Kirim kembali.").Because(err)
		}
		if part.FormName() != "berkas" {
			text, err := io.ReadAll(io.LimitReader(part, 4096))
			if err != nil {
				return f, nil, fault.New(fault.Invalid, "Kiriman terputus di tengah jalan. Kirim kembali.").Because(err)
			}
			f.set(part.FormName(), string(text))
			continue
		}
		name := sentName(part)
		if name == "" || hiddenFile(name) {
			continue
		}
		if b == nil {
			if target, b, err = s.openBundle(r, f); err != nil {
				return f, nil, err
			}
			if b.State != "receiving" { // the same form sent twice: this is what it made
				_, _ = io.CopyN(io.Discard, body, wholeLimit)
				return f, b, nil
			}
		}
		if err := s.app.AddToBundle(r.Context(), r.Actor, target, b, name, part, app.UploadLimit); err != nil {
			return f, nil, err
		}
	}
	if b == nil {
		return f, nil, fault.New(fault.Invalid, "Pilih berkas yang diserahkan.")
	}
	if err := s.app.Bundles.Received(r.Context(), r.Actor, target, b); err != nil {
		return f, nil, err
	}
	return f, b, s.app.QueueBundle(r.Context(), r.Actor, b, false, false)
}

// sentName is the name of a sent file with the folder it was chosen from; browsers send it for whole folders. Part.FileName
// would drop the folder, which often says the month.
func sentName(part *multipart.Part) string {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return part.FileName()
	}
	name := strings.ReplaceAll(params["filename"], "\\", "/")
	if name == "" {
		return ""
	}
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	if r := []rune(name); len(r) > 300 {
		name = string(r[len(r)-300:])
	}
	return name
}

// hiddenFile tells the files that systems leave in folders.
func hiddenFile(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || strings.EqualFold(base, "thumbs.db") || strings.EqualFold(base, "desktop.ini")
}

func (s *Server) openBundle(r *Request, f bundleFields) (t access.Target, b *bundle.Bundle, err error) {
	t, options, err := s.bundleTarget(r, f.government)
	if err != nil {
		return t, nil, err
	}
	if t.Government == 0 {
		if len(options) > 1 {
			return t, nil, fault.New(fault.Invalid, "Pilih pemerintah daerah yang berkasnya diserahkan.")
		}
		return t, nil, access.ErrForbidden
	}
	said := bundle.Said{}
	if f.month != "" {
		if said.Month, err = period.ParseMonth(f.month); err != nil {
			return t, nil, fault.New(fault.Invalid, "Bulan %q tidak terbaca. Tulis seperti 2026-09.", f.month)
		}
	}
	if f.asOf != "" {
		if said.AsOf, err = period.ParseDate(f.asOf); err != nil {
			return t, nil, fault.New(fault.Invalid, "Tanggal %q tidak terbaca. Tulis seperti 2026-10-10.", f.asOf)
		}
	}
	b, err = s.app.Bundles.Open(r.Context(), r.Actor, t, said, cmp.Or(f.key, newKey()))
	return t, b, err
}

// openedBundle is the bundle of the address; one out of reach is not found.
func (s *Server) openedBundle(r *Request) (b *bundle.Bundle, err error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return nil, bundle.ErrNotFound
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		b, err = bundle.Get(ctx, tx, r.Actor, id)
		return err
	})
	return b, err
}

// bundle shows what became of each file, or how far the reading is.
func (s *Server) bundle(r *Request) error {
	b, err := s.openedBundle(r)
	if err != nil {
		return err
	}
	status, ok, err := s.app.BundleJob(r.Context(), b)
	if err != nil {
		return err
	}
	if ok && !status.State.Ended() {
		return r.show(s.bundleRunning(r, b, status))
	}
	waits := slices.ContainsFunc(b.Files, func(f bundle.File) bool { return f.State == bundle.Waiting })
	if waits && (!ok || status.State == job.Done) { // told something while the last reading ended
		if err := s.app.QueueBundle(r.Context(), r.Actor, b, false, false); err != nil {
			return err
		}
		return r.show(s.bundleRunning(r, b, job.Status{Total: int64(len(b.Files))}))
	}
	v, err := s.bundlePage(r, b)
	if err != nil {
		return err
	}
	if ok && status.State == job.Failed {
		v.Failed = status.Message
	}
	return r.show(v)
}

func (s *Server) bundleRunning(r *Request, b *bundle.Bundle, st job.Status) view.BundleProgress {
	v := view.BundleProgress{Page: r.page(view.SecImports), Files: len(b.Files), Step: st.Phase, Done: int(st.Done), Total: int(st.Total), Events: bundleURL(b.ID) + "/kemajuan"}
	v.Page.Refresh = 3
	v.Crumbs = []view.Link{{Text: lang.Msg("Impor"), URL: "/impor"}, {Text: lang.Msg("Unggahan bersama"), URL: "/unggahan"}}
	if v.Step.Format == "" {
		v.Step = lang.Msg("Menunggu giliran")
	}
	return v
}

// bundleEvents streams how far the work is, and says where to go when it has ended.
func (s *Server) bundleEvents(r *Request) error {
	b, err := s.openedBundle(r)
	if err != nil {
		return err
	}
	status, ok, err := s.app.BundleJob(r.Context(), b)
	if err != nil {
		return err
	}
	h := r.W.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	stream := http.NewResponseController(r.W)
	if ok {
		for st, err := range job.Watch(r.Context(), s.app.DB, b.Government, status.ID) {
			if err != nil || st.State.Ended() {
				break // the page that follows says what happened
			}
			var html strings.Builder
			if err := s.bundleRunning(r, b, st).Fragment().Render(r.Context(), &html); err != nil {
				return fmt.Errorf("write progress: %w", err)
			}
			if !event(r, stream, "", html.String()) {
				return nil
			}
		}
	}
	if r.Context().Err() == nil {
		event(r, stream, "selesai", bundleURL(b.ID))
	}
	return nil
}

// applyBundle applies what is clean, and, where the reader says so, also the good rows of files of which some rows wait.
func (s *Server) applyBundle(r *Request) error {
	b, err := s.openedBundle(r)
	if err != nil {
		return err
	}
	if status, ok, err := s.app.BundleJob(r.Context(), b); err != nil {
		return err
	} else if !ok || status.State.Ended() {
		if err := s.app.QueueBundle(r.Context(), r.Actor, b, true, r.PostFormValue("cara") == "semua"); err != nil {
			return err
		}
	}
	return r.redirect(bundleURL(b.ID))
}

// tellBundle takes what a person says of a file, and has it read again.
func (s *Server) tellBundle(r *Request) error {
	b, err := s.openedBundle(r)
	if err != nil {
		return err
	}
	seq, err := strconv.Atoi(r.PathValue("n"))
	if err != nil {
		return bundle.ErrNotFound
	}
	answer := bundle.Answer{Kind: r.PostFormValue("jenis"), Month: r.PostFormValue("bulan"), AsOf: r.PostFormValue("per_tanggal"), Ignore: r.PostFormValue("aksi") == "abaikan"}
	t := access.Target{Government: b.Government}
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		g, err := unit.GovernmentByID(ctx, tx, b.Government)
		if err != nil {
			return err
		}
		t.GovernmentCode = g.Code
		if r.Actor.Unit != 0 {
			own, err := unit.Find(ctx, tx, r.Actor.Anywhere(), r.Actor.Unit)
			if err != nil {
				return err
			}
			t = own.Target(g)
		}
		code, _, _ := strings.Cut(strings.TrimSpace(r.PostFormValue("instansi")), " ")
		if code == "" || answer.Ignore {
			return nil
		}
		u, err := unit.ByCode(ctx, tx, r.Actor.Anywhere(), code)
		answer.Government, answer.Unit = u.Government, u.ID
		return err
	})
	if err == nil {
		err = s.app.Bundles.Tell(r.Context(), r.Actor, t, b, seq, answer)
	}
	if err != nil {
		v, pageErr := s.bundlePage(r, b)
		if pageErr != nil {
			return pageErr
		}
		return r.refused(err, func(text lang.Text) view.Screen {
			v.Errors = []view.FieldError{{Field: "instansi-" + strconv.Itoa(seq), Text: text}}
			return v
		})
	}
	if !answer.Ignore {
		if err := s.app.QueueBundle(r.Context(), r.Actor, b, false, false); err != nil {
			return err
		}
	}
	return r.redirect(bundleURL(b.ID))
}
