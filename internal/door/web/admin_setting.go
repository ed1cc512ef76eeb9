package web

import (
	"context"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
)

// owned lists the governments that the reader keeps as a whole, for one permission.
func (s *Server) owned(r *Request, p access.Permission) (list []unit.Government, err error) {
	scope, err := r.Actor.Scope(p)
	if err != nil {
		return nil, err
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = unit.Owned(ctx, tx, scope)
		return err
	})
	return list, err
}

// governmentOptions offers the governments in which the reader may give roles.
func (s *Server) governmentOptions(r *Request) ([]view.Option, error) {
	list, err := s.owned(r, access.ManageAccounts)
	var out []view.Option
	for _, g := range list {
		out = append(out, view.Option{Value: g.Code, Text: regionName(g.Code), Current: r.PostFormValue("wilayah") == g.Code})
	}
	return out, err
}

// government picks the reader's government by its code; without a code the only one.
func (s *Server) government(r *Request, p access.Permission, code string) (unit.Government, error) {
	list, err := s.owned(r, p)
	if err != nil {
		return unit.Government{}, err
	}
	i := slices.IndexFunc(list, func(g unit.Government) bool { return g.Code == code || (code == "" && len(list) == 1) })
	if i < 0 {
		return unit.Government{}, fault.New(fault.NotFound, "Pemerintah daerah ini tidak ada dalam wilayah kerja Anda.")
	}
	return list[i], nil
}

// readGrant reads a role and its reach from a form.
func (s *Server) readGrant(r *Request) (access.NewGrant, error) {
	role := access.Role(r.PostFormValue("peran"))
	if !role.Known() {
		return access.NewGrant{}, fault.New(fault.Invalid, "Pilih peran dari daftar.")
	}
	g, err := s.government(r, access.ManageAccounts, r.PostFormValue("wilayah"))
	if err != nil {
		return access.NewGrant{}, err
	}
	grant := access.NewGrant{Role: role, Government: g.ID}
	code := strings.TrimSpace(r.PostFormValue("instansi"))
	switch {
	case code == "" && (role == access.Treasurer || role == access.Personnel || role == access.Village):
		return grant, fault.New(fault.Invalid, "Peran ini bekerja untuk satu instansi. Isi kode instansinya.")
	case code == "":
		return grant, nil
	}
	scope, err := r.Actor.Scope(access.ManageAccounts)
	if err != nil {
		return grant, err
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		u, err := unit.ByCode(ctx, tx, scope.Narrow(g.ID, ""), code)
		grant.Unit = u.ID
		return err
	})
	return grant, err
}

func (s *Server) settings(r *Request) error {
	v, err := s.settingsPage(r)
	if err != nil {
		return err
	}
	return r.show(v)
}

func (s *Server) settingsPage(r *Request) (view.Settings, error) {
	v := view.Settings{Page: r.page(view.SecSettings)}
	list, err := s.owned(r, access.ManageSettings)
	if err != nil {
		return v, err
	}
	for _, g := range list {
		value := ""
		if g.Checker {
			value = "1"
		}
		v.Groups = append(v.Groups, view.SettingGroup{Title: lang.Msg("%s", regionName(g.Code)), Fields: []view.Setting{{
			Name: "pemeriksa." + g.Code, Kind: "check", Value: value,
			Label: lang.Msg("Roster diterapkan oleh orang kedua"), Hint: lang.Msg("Yang mengunggah tidak boleh menerapkan kirimannya sendiri; orang lain yang berwenang atas instansi itu yang menerapkannya."),
		}}})
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		for _, g := range list {
			layouts, err := intake.LearntList(ctx, tx, g.ID)
			if err != nil {
				return err
			}
			for _, l := range layouts {
				v.Learnt = append(v.Learnt, view.LearntLayout{Kind: kindTitle(l.Kind), Header: l.Columns, Columns: l.Count, At: l.At})
			}
		}
		return nil
	})
	return v, err
}

// kindTitle names a kind of import.
func kindTitle(kind string) lang.Text {
	switch kind {
	case "roster":
		return lang.Msg("Roster pekerja")
	case "participants":
		return lang.Msg("Daftar peserta BPJS")
	case "budget":
		return lang.Msg("Baris anggaran")
	case "payments":
		return lang.Msg("Pembayaran")
	case "units":
		return lang.Msg("Daftar instansi")
	case "declared":
		return lang.Msg("Angka lapor")
	}
	return lang.Msg("%s", kind)
}

func (s *Server) postSettings(r *Request) error {
	list, err := s.owned(r, access.ManageSettings)
	if err != nil {
		return err
	}
	for _, g := range list {
		if wanted := r.PostFormValue("pemeriksa."+g.Code) == "1"; wanted != g.Checker {
			if err := unit.SetChecker(r.Context(), s.app.Door, r.Actor, g, wanted); err != nil {
				return err
			}
		}
	}
	v, err := s.settingsPage(r)
	if err != nil {
		return err
	}
	v.Notice = &view.Notice{Tone: view.Good, Text: lang.Msg("Pengaturan tersimpan.")}
	return r.show(v)
}
