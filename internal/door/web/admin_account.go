package web

import (
	"errors"
	"strconv"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/trust/access"
)

// account is the reader's own: password, roles, places of sign-in.
func (s *Server) account(r *Request) error {
	v, err := s.accountPage(r)
	if err != nil {
		return err
	}
	return r.show(v)
}

func (s *Server) accountPage(r *Request) (view.Account, error) {
	a := r.Session.Account
	v := view.Account{Page: r.page(""), Name: a.Name, Current: itoa(r.Actor.Grant), MustChange: r.Session.Temporary}
	if v.MustChange {
		return v, nil
	}
	for _, g := range a.Grants {
		v.Grants = append(v.Grants, view.Grant{ID: itoa(g.ID), Role: lang.Msg(g.Role.Label()), Scope: grantScope(g)})
	}
	sessions, err := s.app.Accounts.Sessions(r.Context(), a.ID, r.Session)
	for _, o := range sessions {
		v.Sessions = append(v.Sessions, view.Session{ID: o.ID, Device: device(o.Agent), At: o.Seen, Current: o.Current, EndURL: "/akun/sesi/" + o.ID + "/akhiri"})
	}
	return v, err
}

func (s *Server) postAccountPassword(r *Request) error {
	err := error(nil)
	field := "baru"
	if r.PostFormValue("baru") != r.PostFormValue("ulang") {
		field, err = "ulang", fault.New(fault.Invalid, "Kedua isian kata sandi baru tidak sama.")
	} else if err = s.app.Accounts.ChangePassword(r.Context(), r.Session, r.PostFormValue("lama"), r.PostFormValue("baru")); errors.Is(err, access.ErrOldPassword) || errors.Is(err, access.ErrLocked) {
		field = "lama"
	}
	if err == nil && r.Session.Temporary {
		return r.redirect("/")
	}
	v, pageErr := s.accountPage(r)
	if pageErr != nil {
		return pageErr
	}
	if err != nil {
		return r.refused(err, func(text lang.Text) view.Screen {
			v.Errors = []view.FieldError{{Field: field, Text: text}}
			return v
		})
	}
	v.Notice = &view.Notice{Tone: view.Good, Text: lang.Msg("Kata sandi sudah diganti. Tempat lain yang sedang masuk sudah dikeluarkan.")}
	return r.show(v)
}

func (s *Server) postAccountGrant(r *Request) error {
	id, err := strconv.ParseInt(r.PostFormValue("wewenang"), 10, 64)
	if err != nil {
		return fault.New(fault.Usage, "Pilih salah satu wewenang Anda.")
	}
	if err := s.app.Accounts.ChooseGrant(r.Context(), r.Session, id); err != nil {
		return err
	}
	return r.redirect("/")
}

func (s *Server) postAccountSession(r *Request) error {
	if err := s.app.Accounts.EndSession(r.Context(), r.Session, r.PathValue("id")); err != nil {
		return err
	}
	return r.redirect("/akun")
}

// postAccountSessions ends every other session of the reader.
func (s *Server) postAccountSessions(r *Request) error {
	sessions, err := s.app.Accounts.Sessions(r.Context(), r.Session.Account.ID, r.Session)
	if err != nil {
		return err
	}
	for _, o := range sessions {
		if o.Current {
			continue
		}
		if err := s.app.Accounts.EndSession(r.Context(), r.Session, o.ID); err != nil {
			return err
		}
	}
	return r.redirect("/akun")
}
