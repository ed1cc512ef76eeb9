package web

import (
	"errors"
	"net"
	"net/url"

	"rsc.io/qr"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/trust/access"
)

func (s *Server) factorRoutes() {
	s.signed("GET /masuk/kode", s.secondCode)
	s.signed("POST /masuk/kode", s.postSecondCode)
	s.signed("GET /akun/kode", s.factor)
	s.signed("POST /akun/kode", s.postFactor)
	s.signed("GET /akun/kode/gambar.png", s.factorPicture)
}

// withHalf are the routes that a session opens which still owes the second factor.
var withHalf = map[string]bool{"GET /masuk/kode": true, "POST /masuk/kode": true, "POST /keluar": true}

// errSecondCode sends the reader to the page that asks for the second factor.
var errSecondCode = errors.New("web: give the second factor first")

// peer is the address of who asks. What a proxy says in a header is not believed: anybody can say it.
func (r *Request) peer() string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

func (s *Server) secondCode(r *Request) error {
	if !r.Session.Half {
		return r.redirect("/")
	}
	return r.show(view.SecondCode{Page: r.page(""), Back: safeBack(r.FormValue("kembali"))})
}

func (s *Server) postSecondCode(r *Request) error {
	back := safeBack(r.FormValue("kembali"))
	if r.Session.Half {
		if err := s.app.Accounts.GiveCode(r.Context(), r.Session, r.PostFormValue("kode")); err != nil {
			return r.wrongCode(err, func(text lang.Text) view.Screen {
				v := view.SecondCode{Page: r.page(""), Back: back}
				v.Errors = []view.FieldError{{Field: "kode", Text: text}}
				return v
			})
		}
	}
	if back == "" {
		back = "/"
	}
	return r.redirect(back)
}

// wrongCode shows the form again where a code was wrong or given too often.
func (r *Request) wrongCode(err error, form func(text lang.Text) view.Screen) error {
	if errors.Is(err, access.ErrTooMany) {
		return r.again(form(fault.TextOf(err)))
	}
	return r.refused(err, form)
}

func (s *Server) factor(r *Request) error {
	v, err := s.factorPage(r)
	if err != nil {
		return err
	}
	return r.show(v)
}

func (s *Server) factorPage(r *Request) (v view.Factor, err error) {
	v.Page = r.page("")
	v.Crumbs = []view.Link{{Text: lang.Msg("Akun"), URL: "/akun"}}
	v.On, err = s.app.Accounts.HasFactor(r.Context(), r.Session.Account.ID)
	return v, err
}

func (s *Server) postFactor(r *Request) error {
	v, err := s.factorPage(r)
	if err != nil {
		return err
	}
	var address string
	switch r.PostFormValue("aksi") {
	case "mulai":
		address, err = s.app.Accounts.BeginFactor(r.Context(), r.Session)
	case "pastikan":
		if v.Paper, err = s.app.Accounts.ConfirmFactor(r.Context(), r.Session, r.PostFormValue("kode")); err != nil {
			address, _ = s.app.Accounts.FactorAddress(r.Context(), r.Session) // the same picture again
		} else {
			v.Notice = &view.Notice{Tone: view.Good, Text: lang.Msg("Kode masuk aktif. Tempat lain yang sedang masuk sudah dikeluarkan.")}
		}
	case "matikan":
		if err = s.app.Accounts.EndFactor(r.Context(), r.Session, r.PostFormValue("kode")); err == nil {
			v.On = false
			v.Notice = &view.Notice{Tone: view.Warn, Text: lang.Msg("Kode masuk dimatikan. Akun ini sekarang hanya dijaga kata sandi.")}
		}
	default:
		err = fault.New(fault.Usage, "Pilih salah satu: mulai, pastikan, atau matikan.")
	}
	if address != "" {
		if u, e := url.Parse(address); e == nil {
			v.Secret, v.QR = u.Query().Get("secret"), "/akun/kode/gambar.png"
		}
	}
	r.W.Header().Set("Cache-Control", "no-store")
	if err != nil {
		return r.wrongCode(err, func(text lang.Text) view.Screen {
			v.Errors = []view.FieldError{{Field: "kode", Text: text}}
			return v
		})
	}
	return r.show(v)
}

// factorPicture is the secret as a picture for the app; it exists until the secret is confirmed.
func (s *Server) factorPicture(r *Request) error {
	address, err := s.app.Accounts.FactorAddress(r.Context(), r.Session)
	if err != nil {
		return err
	}
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return err
	}
	r.W.Header().Set("Content-Type", "image/png")
	r.W.Header().Set("Cache-Control", "no-store")
	_, err = r.W.Write(code.PNG())
	return err
}
