package web

import (
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/job"
)

func (s *Server) jobRoutes() {
	s.signed("GET /pekerjaan", s.jobs)
	s.signed("POST /pekerjaan/{id}/batal", s.postCancelJob)
}

// jobs lists the long work that the reader may see. Everybody who is signed in may ask; the list holds only what the
// reader's permissions reach.
func (s *Server) jobs(r *Request) error {
	open, err := s.app.OpenJobs(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := view.Jobs{Page: r.page(view.SecJobs)}
	if len(open) > 0 {
		v.Page.Refresh = 5
	}
	for _, j := range open {
		v.Rows = append(v.Rows, jobRow(j))
	}
	return r.show(v)
}

func jobRow(j app.OpenJob) view.JobRow {
	row := view.JobRow{
		ID: jobID(j.Status), Title: lang.Msg("Menghitung empat fakta"), Done: int(j.Done), Total: int(j.Total), At: j.Queued, By: "Payung",
		Status: view.Tag{Text: lang.Msg("Menunggu giliran"), Tone: view.Info},
	}
	if j.Kind == app.JobBundle {
		row.Title = lang.Msg("Membaca atau menerapkan unggahan bersama")
	}
	switch {
	case j.Stopping:
		row.Status = view.Tag{Text: lang.Msg("Sedang dihentikan"), Tone: view.Warn}
	case j.State == job.Running:
		row.Status = view.Tag{Text: lang.Msg("Berjalan"), Tone: view.Info}
	}
	if b := j.Batch; b != nil {
		row.Title, row.By, row.URL = lang.Msg("Memeriksa %s", b.FileName), b.Creator, importURL(b.ID, "")
		if !j.Stopping {
			row.Cancel = "/pekerjaan/" + row.ID + "/batal"
		}
	}
	return row
}

// jobID names a job in an address: its government and its number there.
func jobID(s job.Status) string { return itoa(s.Government) + "-" + itoa(s.ID) }

func (s *Server) postCancelJob(r *Request) error {
	left, right, ok := strings.Cut(r.PathValue("id"), "-")
	government, err1 := strconv.ParseInt(left, 10, 64)
	id, err2 := strconv.ParseInt(right, 10, 64)
	if !ok || err1 != nil || err2 != nil {
		return app.ErrNoJob
	}
	if err := s.app.CancelJob(r.Context(), r.Actor, government, id); err != nil {
		return err
	}
	return r.redirect("/pekerjaan")
}
