package web

import (
	"cmp"
	"crypto/rand"
	"math/big"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/trust/access"
)

func (s *Server) adminRoutes() {
	s.need(access.ManageAccounts, "GET /pengguna", s.users)
	s.need(access.ManageAccounts, "GET /pengguna/baru", s.newUser)
	s.need(access.ManageAccounts, "POST /pengguna/baru", s.postNewUser)
	s.need(access.ManageAccounts, "GET /pengguna/{id}", s.user)
	s.need(access.ManageAccounts, "POST /pengguna/{id}", s.postUser)
	s.need(access.ManageAccounts, "POST /pengguna/{id}/sandi", s.postUserPassword)
	s.need(access.ManageAccounts, "POST /pengguna/{id}/kunci", s.postUserLock)
	s.need(access.ManageAccounts, "POST /pengguna/{id}/sesi/akhiri", s.postUserSessions)
	s.need(access.ManageAccounts, "POST /pengguna/{id}/wewenang", s.postUserGrant)
	s.need(access.ManageAccounts, "POST /pengguna/{id}/wewenang/{grant}/cabut", s.postUserGrantEnd)
	s.need(access.ManageSettings, "GET /pengaturan", s.settings)
	s.need(access.ManageSettings, "POST /pengaturan", s.postSettings)
	s.signed("GET /akun", s.account)
	s.signed("POST /akun/sandi", s.postAccountPassword)
	s.signed("POST /akun/wewenang", s.postAccountGrant)
	s.signed("POST /akun/sesi/akhiri", s.postAccountSessions)
	s.signed("POST /akun/sesi/{id}/akhiri", s.postAccountSession)
}

func (s *Server) users(r *Request) error {
	list, err := s.app.Accounts.List(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	seen, err := s.app.Accounts.LastSeen(r.Context())
	if err != nil {
		return err
	}
	v := view.Users{Page: r.page(view.SecUsers), New: "/pengguna/baru", Pager: view.Pager{From: min(1, len(list)), To: len(list), Total: len(list)}}
	for _, a := range list {
		row := view.UserRow{URL: userURL(a.ID), Name: a.Username, FullName: a.Name, LastSeen: seen[a.ID], Status: view.Tag{Text: lang.Msg("Aktif"), Tone: view.Good}}
		if !a.Active {
			row.Status = view.Tag{Text: lang.Msg("Terkunci"), Tone: view.Bad}
		}
		var scopes []string
		for _, g := range a.Grants {
			row.Roles = append(row.Roles, lang.Msg(g.Role.Label()))
			scopes = append(scopes, grantScope(g))
		}
		row.Scope = strings.Join(scopes, "; ")
		v.Rows = append(v.Rows, row)
	}
	return r.show(v)
}

func userURL(id int64) string { return "/pengguna/" + itoa(id) }

// grantScope says where a grant holds.
func grantScope(g access.Grant) string {
	switch {
	case g.UnitName != "":
		return g.UnitName
	case g.GovernmentCode != "":
		return regionName(g.GovernmentCode)
	case g.Region != "":
		return regionName(g.Region)
	case g.NPP != "":
		return "NPP " + maskNPP(g.NPP)
	}
	return "–"
}

// target opens the account of the address, or answers as if it were unknown.
func (s *Server) target(r *Request) (access.Account, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return access.Account{}, access.ErrNoAccount
	}
	return s.app.Accounts.ByID(r.Context(), r.Actor, id)
}

func (s *Server) user(r *Request) error {
	a, err := s.target(r)
	if err != nil {
		return err
	}
	v, err := s.userForm(r, a)
	if err != nil {
		return err
	}
	return r.show(v)
}

func (s *Server) userForm(r *Request, a access.Account) (view.UserForm, error) {
	v := view.UserForm{
		Page: r.page(view.SecUsers), ID: itoa(a.ID), Roles: roleOptions(r.Lang, ""), Locked: !a.Active, CanEnd: a.ID != r.Actor.Account,
		Values: map[string]string{"nama": a.Username, "nama_lengkap": a.Name, "jabatan": a.Title, "hp": a.Phone},
	}
	v.Crumbs = []view.Link{{Text: lang.Msg("Pengguna"), URL: "/pengguna"}}
	for _, g := range a.Grants {
		v.Grants = append(v.Grants, view.Grant{ID: itoa(g.ID), Role: lang.Msg(g.Role.Label()), Scope: grantScope(g)})
	}
	var err error
	if v.Regions, err = s.governmentOptions(r); err != nil {
		return v, err
	}
	sessions, err := s.app.Accounts.Sessions(r.Context(), a.ID, r.Session)
	for _, o := range sessions {
		v.Sessions = append(v.Sessions, view.Session{ID: o.ID, Device: device(o.Agent), At: o.Seen, Current: o.Current})
	}
	return v, err
}

func roleOptions(l lang.Lang, current string) []view.Option {
	var out []view.Option
	for _, role := range access.Roles() {
		out = append(out, view.Option{Value: string(role), Text: lang.T(l, role.Label()), Current: string(role) == current})
	}
	return out
}

// device says in two words what an agent's text means.
func device(agent string) string {
	pick := func(pairs ...string) string {
		for i := 0; i < len(pairs); i += 2 {
			if strings.Contains(agent, pairs[i]) {
				return pairs[i+1]
			}
		}
		return ""
	}
	browser := pick("Edg/", "Edge", "OPR/", "Opera", "Firefox/", "Firefox", "Chrome/", "Chrome", "Safari/", "Safari")
	system := pick("Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows", "Mac OS", "macOS", "Linux", "Linux")
	return strings.Trim(cmp.Or(browser, "Peramban lain")+", "+system, ", ")
}

func (s *Server) newUser(r *Request) error {
	v, err := s.newUserForm(r)
	if err != nil {
		return err
	}
	return r.show(v)
}

func (s *Server) newUserForm(r *Request) (view.UserForm, error) {
	v := view.UserForm{Page: r.page(view.SecUsers), New: true, Roles: roleOptions(r.Lang, r.FormValue("peran")), Values: map[string]string{}}
	v.Crumbs = []view.Link{{Text: lang.Msg("Pengguna"), URL: "/pengguna"}}
	for _, name := range []string{"nama", "nama_lengkap", "jabatan", "hp", "instansi"} {
		v.Values[name] = strings.TrimSpace(r.PostFormValue(name))
	}
	var err error
	v.Regions, err = s.governmentOptions(r)
	return v, err
}

func (s *Server) postNewUser(r *Request) error {
	v, err := s.newUserForm(r)
	if err != nil {
		return err
	}
	grant, err := s.readGrant(r)
	var id int64
	password := temporaryPassword()
	if err == nil {
		id, err = s.app.Accounts.Create(r.Context(), r.Actor, access.NewAccount{
			Username: v.Values["nama"], Name: v.Values["nama_lengkap"], Title: v.Values["jabatan"],
			Phone: v.Values["hp"], Password: password, Temporary: true, Grants: []access.NewGrant{grant},
		})
	}
	if err != nil {
		return r.refused(err, func(text lang.Text) view.Screen {
			v.Errors = []view.FieldError{{Field: userField(err), Text: text}}
			return v
		})
	}
	a, err := s.app.Accounts.ByID(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	return s.showTemporary(r, a, password)
}

// userField names the input that a refused account is about.
func userField(err error) string {
	switch fault.KindOf(err) {
	case fault.Conflict:
		return "nama"
	case fault.NotFound:
		return "instansi"
	default:
		return "nama_lengkap"
	}
}

// refused shows a form again with what is wrong, where the fault is one that the reader can put right.
func (r *Request) refused(err error, form func(text lang.Text) view.Screen) error {
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict, fault.NotFound, fault.Usage:
		return r.again(form(fault.TextOf(err)))
	default:
		return err
	}
}

// showTemporary shows the account with its new password, which is nowhere else and is not shown again.
func (s *Server) showTemporary(r *Request, a access.Account, password string) error {
	v, err := s.userForm(r, a)
	if err != nil {
		return err
	}
	v.Temporary = password
	return r.show(v)
}

// temporaryWords are plain words that are easy to say over the telephone.
var temporaryWords = strings.Fields("angin awan batu bukit bulan burung daun dahan embun fajar gunung hujan ikan jalan jambu kabut kapal kayu kebun kelapa ladang langit laut lereng madu mangga melati muara nanas ombak padi pantai pasir pohon pulau rakit rumput salju sawah senja sungai tanah tebing telaga ubi udara warna zaitun")

// temporaryPassword makes a password of four words and a number: more than 2^32 possibilities, behind a limit of five tries.
func temporaryPassword() string {
	n := func(below int) int {
		v, err := rand.Int(rand.Reader, big.NewInt(int64(below)))
		if err != nil {
			panic(err) // the system has no randomness: nothing may go on
		}
		return int(v.Int64())
	}
	parts := make([]string, 0, 5)
	for range 4 {
		parts = append(parts, temporaryWords[n(len(temporaryWords))])
	}
	return strings.Join(append(parts, strconv.Itoa(1000+n(9000))), "-")
}

func (s *Server) postUser(r *Request) error {
	a, err := s.target(r)
	if err != nil {
		return err
	}
	err = s.app.Accounts.Update(r.Context(), r.Actor, a.ID, strings.TrimSpace(r.PostFormValue("nama_lengkap")), strings.TrimSpace(r.PostFormValue("jabatan")), strings.TrimSpace(r.PostFormValue("hp")))
	return s.afterUser(r, a, "nama_lengkap", err)
}

// afterUser goes back to the account, or shows it again with what is wrong.
func (s *Server) afterUser(r *Request, a access.Account, field string, err error) error {
	if err == nil {
		return r.redirect(userURL(a.ID))
	}
	v, formErr := s.userForm(r, a)
	if formErr != nil {
		return formErr
	}
	return r.refused(err, func(text lang.Text) view.Screen {
		v.Errors = []view.FieldError{{Field: field, Text: text}}
		return v
	})
}

func (s *Server) postUserPassword(r *Request) error {
	a, err := s.target(r)
	if err != nil {
		return err
	}
	password := temporaryPassword()
	if err := s.app.Accounts.SetPassword(r.Context(), r.Actor, a.ID, "", password); err != nil {
		return err
	}
	return s.showTemporary(r, a, password)
}

func (s *Server) postUserLock(r *Request) error {
	a, err := s.target(r)
	if err != nil {
		return err
	}
	if a.ID == r.Actor.Account {
		return fault.New(fault.Conflict, "Akun sendiri tidak dapat dikunci. Mintalah administrator lain.")
	}
	return s.afterUser(r, a, "", s.app.Accounts.SetActive(r.Context(), r.Actor, a.ID, r.PostFormValue("aktif") == "1"))
}

func (s *Server) postUserSessions(r *Request) error {
	a, err := s.target(r)
	if err != nil {
		return err
	}
	return s.afterUser(r, a, "", s.app.Accounts.EndSessions(r.Context(), r.Actor, a.ID))
}

func (s *Server) postUserGrant(r *Request) error {
	a, err := s.target(r)
	if err != nil {
		return err
	}
	g, err := s.readGrant(r)
	if err == nil {
		err = s.app.Accounts.AddGrant(r.Context(), r.Actor, a.ID, g)
	}
	return s.afterUser(r, a, "instansi", err)
}

func (s *Server) postUserGrantEnd(r *Request) error {
	a, err := s.target(r)
	if err != nil {
		return err
	}
	grant, err := strconv.ParseInt(r.PathValue("grant"), 10, 64)
	if err != nil {
		return access.ErrNoAccount
	}
	return s.afterUser(r, a, "", s.app.Accounts.EndGrant(r.Context(), r.Actor, a.ID, grant))
}
