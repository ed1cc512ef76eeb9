package web

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
)

// startRoutes adds the way from an empty installation to one that works.
func (s *Server) startRoutes() {
	s.public("GET /mulai", s.firstRun)
	s.public("POST /mulai", s.postFirstRun)
	s.need(access.ManageSettings, "GET /langkah", s.steps)
	s.need(access.ManageSettings, "GET /langkah/instansi.xlsx", s.unitsStarter)
}

// Invite makes the link with which the first administrator is made, and returns its path. The key lives as long as the
// program runs and opens nothing once there is an account.
func (s *Server) Invite() string {
	var b [24]byte
	_, _ = rand.Read(b[:])
	s.invitation = base64.RawURLEncoding.EncodeToString(b[:])
	return "/mulai?kunci=" + s.invitation
}

// invited tells whether a request carries the key of the invitation.
func (s *Server) invited(r *Request) bool {
	return s.invitation != "" && subtle.ConstantTimeCompare([]byte(r.FormValue("kunci")), []byte(s.invitation)) == 1
}

// errNotInvited is the answer to who has no key: it tells the keeper of the machine where the key stands.
var errNotInvited = fault.New(fault.Forbidden, "Tautan ini tidak berlaku. Tautan untuk membuat administrator pertama dicetak program saat dijalankan; salin tautan yang terbaru dari layar atau catatan server.")

// begun sends everybody to the sign-in once there is an account.
func (s *Server) begun(r *Request) (bool, error) {
	any, err := s.app.Accounts.Any(r.Context())
	return any, err
}

func (s *Server) firstRun(r *Request) error {
	if begun, err := s.begun(r); err != nil || begun {
		if err != nil {
			return err
		}
		return r.redirect("/masuk")
	}
	if !s.invited(r) {
		return errNotInvited
	}
	return r.show(s.firstRunForm(r))
}

func (s *Server) firstRunForm(r *Request) view.FirstRun {
	v := view.FirstRun{
		Page: r.page(""), Key: r.FormValue("kunci"), Name: strings.TrimSpace(r.PostFormValue("nama")), FullName: strings.TrimSpace(r.PostFormValue("nama_lengkap")),
		Title: strings.TrimSpace(r.PostFormValue("jabatan")), Region: strings.TrimSpace(r.PostFormValue("wilayah")),
	}
	table := region.Standard()
	for _, p := range table.Children("") {
		for _, g := range append([]region.Region{p}, table.Children(p.Code)...) {
			if !g.Retired() {
				v.Regions = append(v.Regions, g.Code+" "+g.Name)
			}
		}
	}
	return v
}

// postFirstRun makes the government and its administrator, and signs the administrator in.
func (s *Server) postFirstRun(r *Request) error {
	if begun, err := s.begun(r); err != nil || begun {
		if err != nil {
			return err
		}
		return r.redirect("/masuk")
	}
	if !s.invited(r) {
		return errNotInvited
	}
	field, err := s.begin(r)
	if err != nil {
		return r.refused(err, func(text lang.Text) view.Screen {
			v := s.firstRunForm(r)
			v.Errors = []view.FieldError{{Field: field, Text: text}}
			return v
		})
	}
	token, err := s.app.Accounts.SignIn(r.Context(), r.PostFormValue("nama"), r.PostFormValue("sandi"), r.UserAgent())
	if err != nil {
		return r.redirect("/masuk")
	}
	s.keepSession(r, token)
	return r.redirect("/langkah")
}

// begin reads the form of the first start and does what it says; field names the input that is wrong.
func (s *Server) begin(r *Request) (field string, err error) {
	where, err := unit.RegionOf(r.PostFormValue("wilayah"))
	if err != nil {
		return "wilayah", err
	}
	name, full := strings.TrimSpace(r.PostFormValue("nama")), strings.TrimSpace(r.PostFormValue("nama_lengkap"))
	switch {
	case full == "":
		return "nama_lengkap", fault.New(fault.Invalid, "Nama lengkap wajib diisi.")
	case name == "" || strings.ContainsAny(name, " \t"):
		return "nama", fault.New(fault.Invalid, "Nama pengguna wajib diisi, tanpa spasi.")
	case r.PostFormValue("sandi") != r.PostFormValue("sandi_ulang"):
		return "sandi_ulang", fault.New(fault.Invalid, "Kedua isian kata sandi tidak sama.")
	}
	if err := access.CheckPassword(name, r.PostFormValue("sandi")); err != nil {
		return "sandi", err
	}
	g, err := unit.Found(r.Context(), s.app.Door, access.System(), where)
	if err != nil {
		return "wilayah", err
	}
	grant := access.NewGrant{Role: access.Administrator, Government: g.ID}
	if where.Kind == region.Province {
		grant = access.NewGrant{Role: access.Administrator, Region: g.Code} // keeps the regencies that report through it, too
	}
	_, err = s.app.Accounts.CreateFirst(r.Context(), access.NewAccount{
		Username: name, Name: full, Title: strings.TrimSpace(r.PostFormValue("jabatan")), Password: r.PostFormValue("sandi"), Grants: []access.NewGrant{grant},
	})
	return "nama", err
}

// steps is the way from the first administrator to the first scoreboard, with what is done.
func (s *Server) steps(r *Request) error {
	list, err := s.owned(r, access.ManageSettings)
	if err != nil {
		return err
	}
	st := startState{roles: map[access.Role]int{}, files: map[string]int{}}
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		units, err := unit.List(ctx, tx, r.Scope)
		if err != nil {
			return err
		}
		st.units = len(units)
		for _, g := range list {
			l, err := unit.LetterheadOf(ctx, tx, g.ID)
			if err != nil {
				return err
			}
			st.letterhead = st.letterhead || l.Written
		}
		for _, k := range importKinds {
			within := []intake.Within{{Kinds: []string{k.name}, Scope: r.Scope}}
			if _, st.files[k.name], err = intake.Find(ctx, tx, within, intake.Filter{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if r.Actor.May(access.ManageAccounts) {
		accounts, err := s.app.Accounts.List(r.Context(), r.Actor)
		if err != nil {
			return err
		}
		for _, a := range accounts {
			for _, g := range a.Grants {
				st.roles[g.Role]++
			}
		}
	}
	v := view.Steps{Page: r.page(view.SecStart)}
	for _, g := range list {
		v.Governments = append(v.Governments, regionName(g.Code))
	}
	v.Groups = st.groups(r.Lang)
	return r.show(v)
}

// startState is what there is of a new installation.
type startState struct {
	units      int
	letterhead bool
	roles      map[access.Role]int
	files      map[string]int // imports by kind
}

func (st *startState) groups(l lang.Lang) []view.TaskGroup {
	units := view.Task{Title: lang.Msg("Masukkan daftar instansi"), URL: "/impor/baru?jenis=units", State: view.TaskTodo,
		Line: lang.Msg("OPD, UPTD, sekolah, puskesmas, desa. Kecamatan dan desa sudah terisi di templat; tambahkan yang lain.")}
	if st.units > 0 {
		units.State, units.URL, units.Line = view.TaskDone, "/impor/baru?jenis=units", lang.Msg("%s instansi", text.Number(l, st.units))
	}
	head := view.Task{Title: lang.Msg("Isi kop surat dan penanda tangan"), URL: "/pengaturan/kop", State: view.TaskTodo, Line: lang.Msg("Dipakai surat kepada instansi yang belum menjawab")}
	if st.letterhead {
		head.State, head.Line = view.TaskDone, lang.Msg("Sudah diisi")
	}
	return []view.TaskGroup{
		{Title: lang.Msg("Siapkan"), Tasks: []view.Task{units, head}},
		{Title: lang.Msg("Undang orangnya"), Tasks: []view.Task{
			st.people(lang.Msg("Buat akun koordinator"), lang.Msg("Disnaker atau BKAD: dapat menyerahkan berkas semua instansi sekaligus"), access.Manpower, access.Treasury),
			st.people(lang.Msg("Buat akun bendahara, kepegawaian, dan desa"), lang.Msg("Satu akun untuk satu instansi; kata sandi sementara diganti saat pertama masuk"), access.Treasurer, access.Personnel, access.Village),
			st.people(lang.Msg("Buat akun kantor cabang BPJS"), lang.Msg("Mengunggah daftar peserta, melihat angka yang sama"), access.Branch),
			st.people(lang.Msg("Buat akun Sekda"), lang.Msg("Melihat papan cakupan dan mengirim surat"), access.Secretary),
		}},
		{Title: lang.Msg("Terima bukti"), Tasks: []view.Task{
			st.evidence(lang.Msg("Daftar pekerja dari instansi"), lang.Msg("bendahara, kepegawaian, desa, atau Disnaker"), "roster"),
			st.evidence(lang.Msg("Daftar peserta BPJS"), lang.Msg("kantor cabang BPJS"), "participants"),
			st.evidence(lang.Msg("Baris anggaran"), lang.Msg("BKAD"), "budget"),
			st.evidence(lang.Msg("Pembayaran iuran"), lang.Msg("bendahara atau BKAD"), "payments"),
		}},
	}
}

// people is the step of making accounts of some roles; it waits for the units, which accounts are bound to.
func (st *startState) people(title, line lang.Text, roles ...access.Role) view.Task {
	t := view.Task{Title: title, Line: line, State: view.TaskTodo, URL: "/pengguna/baru?peran=" + string(roles[0])}
	n := 0
	for _, r := range roles {
		n += st.roles[r]
	}
	switch {
	case n > 0:
		t.State, t.URL, t.Line = view.TaskDone, "/pengguna", lang.Msg("%d akun", n)
	case st.units == 0:
		t.State, t.Line = view.TaskBlocked, lang.Msg("Menunggu daftar instansi")
	}
	return t
}

// evidence is a step that others do: the administrator sees no person and hands in no list of people.
func (st *startState) evidence(title, who lang.Text, kind string) view.Task {
	if n := st.files[kind]; n > 0 {
		return view.Task{Title: title, State: view.TaskDone, Line: lang.Msg("%d berkas diterima", n)}
	}
	return waits(title, lang.Msg("Diserahkan oleh %s", who))
}

// unitsStarter is a list of units to fill in, with the districts and villages of the government already in it.
func (s *Server) unitsStarter(r *Request) error {
	list, err := s.owned(r, access.ManageSettings)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return fault.New(fault.NotFound, "Pemerintah daerah ini tidak ada dalam wilayah kerja Anda.")
	}
	g := list[0]
	kinds := []string{"opd", "uptd", "sekolah", "puskesmas", "desa", "kelurahan", "bumd", "vendor", "lain"}
	t := sheetwrite.Table{Title: "Daftar instansi " + regionName(g.Code), Sheet: "Instansi", EmptyRows: 200, Columns: []sheetwrite.Column{
		{Key: "kode", Title: "kode", Kind: sheetwrite.NIK, Note: "Kode yang dipakai daerah; tidak boleh sama"}, {Key: "nama", Title: "nama", Width: 44},
		{Key: "jenis", Title: "jenis", Choices: kinds}, {Key: "kode_wilayah", Title: "kode_wilayah", Kind: sheetwrite.NIK}, {Key: "kode_induk", Title: "kode_induk", Kind: sheetwrite.NIK},
		{Key: "npp", Title: "npp", Kind: sheetwrite.NIK, Note: "Nomor pendaftaran pada BPJS Ketenagakerjaan, bila ada"}, {Key: "divisi", Title: "divisi", Kind: sheetwrite.NIK}, {Key: "kontak", Title: "kontak", Width: 28},
		{Key: "telepon", Title: "telepon", Kind: sheetwrite.NIK},
	}, About: []sheetwrite.About{
		{Label: "Cara mengisi", Text: "Kecamatan, desa, dan kelurahan sudah terisi dari kode wilayah Kemendagri. Tambahkan dinas, badan, UPTD, sekolah, puskesmas, dan rekanan di bawahnya. Kolom lain boleh kosong."},
		{Label: "Sesudah diisi", Text: "Unggah di Payung: Impor, Daftar instansi."},
	}}
	t.Rows = sheetwrite.Slice(knownUnits(g.Code))
	return r.workbook("daftar-instansi-"+fileName(g.Code)+".xlsx", t)
}

// knownUnits are the districts, villages and wards of a regency or city, as rows of a unit list; a province has its own
// offices only, which nobody can know.
func knownUnits(code string) (rows [][]any) {
	table := region.Standard()
	if len(code) < len("33.11") {
		return nil
	}
	short := strings.ReplaceAll(code, ".", "")
	for _, d := range table.Children(code) {
		if d.Retired() {
			continue
		}
		head := short + "-K" + d.Code[len(d.Code)-2:]
		rows = append(rows, []any{head, d.Full(), "opd", code, "", "", "", "", ""})
		for _, v := range table.Children(d.Code) {
			if v.Retired() {
				continue
			}
			row := []any{strings.ReplaceAll(v.Code, ".", ""), v.Full(), "desa", v.Code, "", "", "", "", ""}
			if v.Kind == region.Kelurahan {
				row[2], row[4] = "kelurahan", head // a ward is part of its district's office
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// keepSession gives the browser its session.
func (s *Server) keepSession(r *Request, token string) {
	http.SetCookie(r.W, &http.Cookie{Name: sessionCookie, Value: token, Path: "/", HttpOnly: true, Secure: secure(r.Request), SameSite: http.SameSiteLaxMode, MaxAge: int(access.SessionLife.Seconds())})
}

// inhabited tells whether the reader's governments have a unit yet.
func (s *Server) inhabited(r *Request) (yes bool, err error) {
	scope := r.Actor.Anywhere()
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		list, err := unit.Governments(ctx, tx, scope)
		yes = len(list) > 0
		return err
	})
	return yes, err
}
