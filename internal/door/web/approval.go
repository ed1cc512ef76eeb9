package web

import (
	"context"
	"strconv"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/approval"
)

func (s *Server) approvalRoutes() {
	s.need(access.ImportRoster, "GET /persetujuan", s.approvals)
	s.need(access.ImportRoster, "GET /persetujuan/{id}", s.approval)
	s.need(access.ImportRoster, "POST /persetujuan/{id}", s.postApproval)
	s.trailRoutes()
	s.factorRoutes()
}

// mostApprovals is how many requests the inbox shows; what waits comes first.
const mostApprovals = 200

// approvals is the inbox.
func (s *Server) approvals(r *Request) error {
	v := view.Approvals{Page: r.page(view.SecApprovals)}
	v.Notice = approvalNotice(r.FormValue("kabar"))
	err := r.read(func(ctx context.Context, tx *db.Tx) error {
		list, err := approval.List(ctx, tx, r.Scope, mostApprovals)
		if err != nil {
			return err
		}
		for _, x := range list {
			line := r.approvalLine(ctx, tx, x)
			if x.State == approval.Waiting {
				v.Waiting = append(v.Waiting, line)
			} else {
				v.Decided = append(v.Decided, line)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.show(v)
}

func approvalNotice(news string) *view.Notice {
	switch news {
	case "diajukan":
		return &view.Notice{Tone: view.Good, Text: lang.Msg("Sudah diajukan. Orang lain yang berwenang atas instansi ini yang memutuskan; sampai itu tidak ada yang berubah.")}
	case "ditolak":
		return &view.Notice{Tone: view.Info, Text: lang.Msg("Pengajuan ditolak. Tidak ada yang berubah; pengaju dapat memperbaiki dan mengajukan lagi.")}
	case "ditarik":
		return &view.Notice{Tone: view.Info, Text: lang.Msg("Pengajuan ditarik. Kiriman dapat diubah lagi.")}
	}
	return nil
}

func (r *Request) approvalLine(ctx context.Context, tx *db.Tx, x *approval.Request) view.ApprovalLine {
	line := view.ApprovalLine{
		URL: "/persetujuan/" + itoa(x.Government) + "." + itoa(x.ID), What: literal(x.Kind), Where: x.UnitName, Who: x.Submitter, At: x.SubmittedAt, Note: x.Note, Reason: x.Reason,
		Own: x.SubmittedBy == r.Actor.Account, State: approvalTag(x.State),
	}
	if line.Where == "" {
		line.Where = regionName(x.GovCode)
	}
	if x.Kind == intake.ApplyRoster {
		line.What = lang.Msg("Menerapkan roster")
		if b, err := intake.Get(ctx, tx, r.Scope, x.Subject); err == nil && b.Month != 0 {
			line.What = lang.Msg("Menerapkan roster %s", monthText(r.Lang, b.Month))
			if line.Who == "" {
				line.Who = b.Creator
			}
		}
	}
	return line
}

func approvalTag(s approval.State) view.Tag {
	switch s {
	case approval.Waiting:
		return view.Tag{Text: lang.Msg("Menunggu"), Tone: view.Warn}
	case approval.Approved:
		return view.Tag{Text: lang.Msg("Disetujui"), Tone: view.Good}
	case approval.Refused:
		return view.Tag{Text: lang.Msg("Ditolak"), Tone: view.Bad}
	default:
		return view.Tag{Text: lang.Msg("Ditarik"), Tone: view.Info}
	}
}

// request opens the request of the address in the reader's scope.
func (r *Request) request() (x *approval.Request, err error) {
	government, id, ok := parseRef(r.PathValue("id"))
	if !ok {
		return nil, approval.ErrNone
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		x, err = approval.ByID(ctx, tx, r.Scope, government, id)
		return err
	})
	return x, err
}

func (s *Server) approval(r *Request) error {
	x, err := r.request()
	if err != nil {
		return err
	}
	v, err := s.approvalPage(r, x)
	if err != nil {
		return err
	}
	return r.show(v)
}

func (s *Server) approvalPage(r *Request, x *approval.Request) (view.Approval, error) {
	v := view.Approval{Page: r.page(view.SecApprovals), Version: itoa(x.Version), Decider: x.Decider, Decided: x.DecidedAt}
	v.Crumbs = []view.Link{{Text: lang.Msg("Persetujuan"), URL: "/persetujuan"}}
	waits := x.State == approval.Waiting
	err := r.read(func(ctx context.Context, tx *db.Tx) error {
		v.Line = r.approvalLine(ctx, tx, x)
		if x.Kind == intake.ApplyRoster {
			b, err := intake.Get(ctx, tx, r.Scope, x.Subject)
			if err != nil {
				return err
			}
			v.File, v.Receipt = b.FileName, b.Receipt()
			if b.State == intake.Draft {
				v.Links = []view.Link{{Text: lang.Msg("Lihat apa yang berubah"), URL: importURL(b.ID, "selisih")}, {Text: lang.Msg("Lihat hasil pemeriksaan baris"), URL: importURL(b.ID, "periksa")}}
			} else {
				v.Links = []view.Link{{Text: lang.Msg("Lihat bukti kiriman"), URL: importURL(b.ID, "bukti")}}
			}
		}
		return nil
	})
	v.Decide, v.Pull = waits && !v.Line.Own, waits && v.Line.Own
	return v, err
}

func (s *Server) postApproval(r *Request) error {
	x, err := r.request()
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(r.PostFormValue("versi"), 10, 64)
	if err != nil || version <= 0 || x.Kind != intake.ApplyRoster {
		return approval.ErrMeanwhile
	}
	d := approval.Decision{Version: version, Reason: r.PostFormValue("alasan")}
	to := "/persetujuan?kabar="
	switch r.PostFormValue("aksi") {
	case "setuju":
		b, err := s.app.Intake.ApplyAs(r.Context(), r.Actor, x.Subject, d)
		if err != nil {
			return err
		}
		if err := s.app.QueueRefresh(r.Context()); err != nil {
			return err
		}
		return r.redirect(importURL(b.ID, "bukti"))
	case "tolak":
		err, to = s.app.Intake.Refuse(r.Context(), r.Actor, x.Subject, d), to+"ditolak"
	case "tarik":
		err, to = s.app.Intake.Withdraw(r.Context(), r.Actor, x.Subject, d), to+"ditarik"
	default:
		return fault.New(fault.Usage, "Pilih salah satu: setujui, tolak, atau tarik.")
	}
	if err == nil {
		return r.redirect(to)
	}
	v, pageErr := s.approvalPage(r, x)
	if pageErr != nil {
		return pageErr
	}
	return r.refused(err, func(text lang.Text) view.Screen {
		v.Why, v.Errors = d.Reason, []view.FieldError{{Field: "alasan", Text: text}}
		return v
	})
}

// checkerOf says who approves what the reader hands in; "" where they may apply it themselves.
func (s *Server) checkerOf(r *Request, b *intake.Batch) (who string, err error) {
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		needed, err := intake.NeedsSecond(ctx, tx, b)
		if needed && b.CreatedBy == r.Actor.Account {
			who = lang.T(r.Lang, "orang lain yang berwenang")
		}
		return err
	})
	return who, err
}
