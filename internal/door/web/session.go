package web

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/trust/access"
)

// errSignIn sends the reader to the sign-in page, errOwnPassword to the page where a temporary password is changed.
var (
	errSignIn      = errors.New("web: sign in first")
	errOwnPassword = errors.New("web: change the temporary password first")
)

const (
	sessionCookie  = "payung_sesi"
	languageCookie = "payung_bahasa"
)

func queryEscape(s string) string { return url.QueryEscape(s) }

func newTrace() string {
	var b [4]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// newKey makes an idempotency key for a form.
func newKey() string {
	var b [15]byte
	_, _ = rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// enter opens the session and checks the route's permission.
func (s *Server) enter(r *Request, route Route) error {
	if c, err := r.Cookie(languageCookie); err == nil && c.Value == string(lang.EN) {
		r.Lang = lang.EN
	}
	if c, err := r.Cookie(sessionCookie); err == nil {
		session, err := s.app.Accounts.Open(r.Context(), c.Value)
		if err != nil && !errors.Is(err, access.ErrNoSession) {
			return err
		}
		if session != nil {
			r.Session, r.Actor = session, session.Actor
		}
	}
	if route.Public {
		return nil
	}
	if r.Session == nil {
		return errSignIn
	}
	if r.Session.Half && !withHalf[route.Pattern] {
		return errSecondCode
	}
	if r.Session.Temporary && !r.Session.Half && !withTemporary[route.Pattern] {
		return errOwnPassword
	}
	if route.Signed {
		return nil
	}
	scope, err := r.Actor.Scope(route.Permission)
	r.Scope = scope
	return err
}

// withTemporary are the routes that a temporary password opens.
var withTemporary = map[string]bool{"GET /akun": true, "POST /akun/sandi": true, "POST /keluar": true}

func secure(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
}

func (s *Server) signIn(r *Request) error {
	if r.Session != nil {
		return r.redirect("/")
	}
	if begun, err := s.begun(r); err != nil {
		return err
	} else if !begun {
		p := s.signInPage(r, "")
		p.Empty = true
		return r.show(p)
	}
	return r.show(s.signInPage(r, ""))
}

func (s *Server) signInPage(r *Request, name string) view.SignIn {
	return view.SignIn{Page: r.page(""), Name: name, Back: safeBack(r.FormValue("kembali")), Accounts: s.sample}
}

// safeBack lets a page send the reader back only inside Payung.
func safeBack(to string) string {
	if strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.Contains(to, "\\") {
		return to
	}
	return ""
}

func (s *Server) postSignIn(r *Request) error {
	name := r.FormValue("nama")
	token, err := s.app.Accounts.SignInFrom(r.Context(), name, r.FormValue("sandi"), r.UserAgent(), r.peer())
	if fault.KindOf(err) == fault.Forbidden {
		p := s.signInPage(r, name)
		p.Errors = []view.FieldError{{Field: "sandi", Text: fault.TextOf(err)}}
		return view.Write(r.W, r.Request, http.StatusUnprocessableEntity, p)
	}
	if err != nil {
		return err
	}
	s.keepSession(r, token)
	to := safeBack(r.FormValue("kembali"))
	if to == "" {
		to = "/"
	}
	return r.redirect(to)
}

func (s *Server) signOut(r *Request) error {
	if err := s.app.Accounts.SignOut(r.Context(), r.Session); err != nil {
		return err
	}
	http.SetCookie(r.W, &http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1})
	r.W.Header().Set("Clear-Site-Data", `"cache"`)
	return r.redirect("/masuk")
}

func (s *Server) setLanguage(r *Request) error {
	l := lang.ID
	if r.FormValue("bahasa") == string(lang.EN) {
		l = lang.EN
	}
	http.SetCookie(r.W, &http.Cookie{Name: languageCookie, Value: string(l), Path: "/", HttpOnly: true, Secure: secure(r.Request), SameSite: http.SameSiteLaxMode, MaxAge: 365 * 24 * 3600})
	if r.Session != nil {
		if err := s.app.Accounts.SetLanguage(r.Context(), r.Session.Account.ID, string(l)); err != nil {
			return err
		}
	}
	to := safeBack(r.FormValue("kembali"))
	if to == "" {
		to = "/"
	}
	return r.redirect(to)
}
