package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/job"
	"github.com/payung-id/payung/internal/registry/intake"
)

// importProgress shows how far the check of a file is, why it was refused, or goes on to the step that follows.
func (s *Server) importProgress(r *Request) error {
	l, err := r.batch()
	if err != nil {
		return err
	}
	status, ok, err := s.app.CheckJob(r.Context(), l.Batch)
	if err != nil {
		return err
	}
	if ok && !status.State.Ended() {
		return r.show(s.progressPage(r, l, status))
	}
	if text, code, is := refusal(l.Batch); is {
		if readable(l.Batch) {
			return r.redirect(importURL(l.ID, "susunan"))
		}
		v := s.failedPage(r, l, text)
		return view.Write(r.W, r.Request, statusOfRefusal(code), v)
	}
	switch {
	case l.State == intake.Discarded:
		return r.show(s.failedPage(r, l, lang.Msg("Kiriman ini sudah dibuang dan tidak pernah diterapkan.")))
	case l.State != intake.Checking:
		return r.redirect(stepURL(l.Batch))
	case ok && status.State == job.Failed:
		return view.Write(r.W, r.Request, http.StatusUnprocessableEntity, s.failedPage(r, l, status.Message))
	case ok && status.State == job.Cancelled:
		return r.show(s.failedPage(r, l, lang.Msg("Pemeriksaan dihentikan. Tidak ada yang berubah.")))
	}
	// Received, but the server stopped before the check was queued.
	if err := s.app.QueueCheck(r.Context(), r.Actor, l.Batch, "", ""); err != nil {
		return err
	}
	return r.show(s.progressPage(r, l, job.Status{Queued: l.CreatedAt}))
}

func (s *Server) progressPage(r *Request, l intake.Listed, st job.Status) view.ImportProgress {
	v := view.ImportProgress{Page: r.page(view.SecImports), ID: fmt.Sprint(l.ID), File: l.FileName, Kind: lang.Msg(kindOf(l.Kind).label), Step: st.Phase, Done: int(st.Done), Total: int(st.Total),
		Since: st.Started, Events: importURL(l.ID, "kemajuan"), Cancel: importURL(l.ID, "hentikan")}
	switch {
	case st.Stopping:
		v.Step = lang.Msg("Sedang dihentikan")
	case v.Step.Format == "" && st.State == job.Running:
		v.Step = lang.Msg("Membaca berkas")
	case v.Step.Format == "":
		v.Step = lang.Msg("Menunggu giliran")
	}
	return v
}

func (s *Server) failedPage(r *Request, l intake.Listed, why lang.Text) view.ImportProgress {
	v := view.ImportProgress{Page: r.page(view.SecImports), ID: fmt.Sprint(l.ID), File: l.FileName, Kind: lang.Msg(kindOf(l.Kind).label), Failed: why, Retry: "/impor/baru?jenis=" + l.Kind}
	if l.Month != 0 {
		v.Retry += "&bulan=" + l.Month.String()
	}
	return v
}

// importEvents streams the moving part of the progress page until the check has ended.
func (s *Server) importEvents(r *Request) error {
	l, err := r.batch()
	if err != nil {
		return err
	}
	status, ok, err := s.app.CheckJob(r.Context(), l.Batch)
	if err != nil {
		return err
	}
	h := r.W.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	stream := http.NewResponseController(r.W)
	if ok {
		for st, err := range job.Watch(r.Context(), s.app.DB, l.Government, status.ID) {
			if err != nil || st.State.Ended() {
				break // the page that follows says what happened
			}
			var html bytes.Buffer
			if err := s.progressPage(r, l, st).Fragment().Render(r.Context(), &html); err != nil {
				return fmt.Errorf("write progress: %w", err)
			}
			if !event(r, stream, "", html.String()) {
				return nil
			}
		}
	}
	if r.Context().Err() == nil {
		event(r, stream, "selesai", importURL(l.ID, ""))
	}
	return nil
}

// event writes one event and tells whether somebody still listens.
func event(r *Request, stream *http.ResponseController, name, data string) bool {
	var b strings.Builder
	if name != "" {
		b.WriteString("event: " + name + "\n")
	}
	for line := range strings.Lines(data) {
		b.WriteString("data: " + strings.TrimRight(line, "\r\n") + "\n")
	}
	b.WriteString("\n")
	if _, err := r.W.Write([]byte(b.String())); err != nil {
		return false
	}
	return stream.Flush() == nil
}

// stopImport stops a running check and drops the file; nothing of it was seen by anybody.
func (s *Server) stopImport(r *Request) error {
	l, err := r.batch()
	if err != nil {
		return err
	}
	status, ok, err := s.app.CheckJob(r.Context(), l.Batch)
	if err != nil {
		return err
	}
	if ok && !status.State.Ended() {
		err := s.app.Door.Derive(r.Context(), func(tx *db.Tx) error {
			_, err := job.Cancel(r.Context(), tx, l.Government, status.ID)
			return err
		})
		if err != nil {
			return err
		}
		if l, err = s.waitCheck(r, l.Batch); err != nil {
			return err
		}
	}
	if l.State == intake.Checking || l.State == intake.Draft {
		if _, err := s.app.Intake.Discard(context.WithoutCancel(r.Context()), r.Actor, l.ID); err != nil {
			return err
		}
	}
	return r.redirect("/impor?kabar=dihentikan")
}
