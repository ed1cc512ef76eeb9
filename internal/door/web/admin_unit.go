package web

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/law"
)

func (s *Server) unitFormRoutes() {
	s.need(access.ImportUnits, "GET /instansi/baru", s.newUnit)
	s.need(access.ImportUnits, "POST /instansi/baru", s.postNewUnit)
	s.need(access.ImportUnits, "GET /instansi/{id}/ubah", s.editUnit)
	s.need(access.ImportUnits, "POST /instansi/{id}/ubah", s.postEditUnit)
	s.need(access.ImportUnits, "POST /instansi/{id}/kembalikan", s.restoreUnit)
}

// unitFields are the inputs of the form.
var unitFields = []string{"kode", "nama", "jenis", "kode_wilayah", "kode_induk", "npp", "divisi", "jenis_usaha", "kelas_jkk", "program", "dasar_upah", "kontak", "telepon"}

func (s *Server) unitForm(r *Request, values map[string]string) view.UnitForm {
	v := view.UnitForm{Page: r.page(view.SecUnits), Values: values, Cancel: "/instansi"}
	if !r.Actor.May(access.SeeCoverage) {
		v.Cancel = "/"
	}
	v.Crumbs = []view.Link{{Text: lang.Msg("Instansi"), URL: v.Cancel}}
	for _, k := range []unit.Kind{unit.OPD, unit.UPTD, unit.School, unit.Puskesmas, unit.Village, unit.Ward, unit.Enterprise, unit.Vendor, unit.Other} {
		v.Kinds = append(v.Kinds, view.Option{Value: string(k), Text: lang.T(r.Lang, unitKindName(k)), Current: values["jenis"] == string(k)})
	}
	for _, b := range []struct {
		basis unit.Basis
		text  string
	}{{unit.Real, "Upah yang dibayar"}, {unit.UMK, "Upah minimum kabupaten/kota (UMK)"}, {unit.UMP, "Upah minimum provinsi (UMP)"}} {
		v.Bases = append(v.Bases, view.Option{Value: string(b.basis), Text: lang.T(r.Lang, b.text), Current: values["dasar_upah"] == string(b.basis)})
	}
	return v
}

// unitKindName is a kind of unit in words.
func unitKindName(k unit.Kind) string {
	switch k {
	case unit.OPD:
		return "OPD"
	case unit.UPTD:
		return "UPTD"
	case unit.School:
		return "Sekolah"
	case unit.Puskesmas:
		return "Puskesmas"
	case unit.Village:
		return "Desa"
	case unit.Ward:
		return "Kelurahan"
	case unit.Enterprise:
		return "BUMD"
	case unit.Vendor:
		return "Rekanan"
	default:
		return "Lainnya"
	}
}

func (s *Server) newUnit(r *Request) error {
	values := map[string]string{"jenis": string(unit.OPD), "dasar_upah": string(unit.Real)}
	if list, err := s.owned(r, access.ImportUnits); err != nil {
		return err
	} else if len(list) == 1 {
		values["kode_wilayah"] = list[0].Code
	}
	v := s.unitForm(r, values)
	v.New, v.Action = true, "/instansi/baru"
	return r.show(v)
}

func postedUnit(r *Request) map[string]string {
	values := map[string]string{}
	for _, name := range unitFields {
		values[name] = strings.TrimSpace(r.PostFormValue(name))
	}
	return values
}

// readUnit reads the form; the field tells which input is wrong.
func readUnit(values map[string]string) (e unit.Edit, field string, err error) {
	e = unit.Edit{
		Code: values["kode"], Name: values["nama"], Kind: unit.Kind(values["jenis"]), Region: values["kode_wilayah"], Parent: values["kode_induk"],
		Business: values["jenis_usaha"], Basis: unit.Basis(values["dasar_upah"]), Contact: values["kontak"], Phone: values["telepon"], Registrations: map[string]string{},
	}
	if c := values["kelas_jkk"]; c != "" {
		if e.Class, err = strconv.Atoi(c); err != nil || e.Class < 1 || e.Class > 5 {
			return e, "kelas_jkk", fault.New(fault.Invalid, "Kelas risiko JKK 1 sampai 5, atau kosongkan.")
		}
	}
	if p := values["program"]; p != "" {
		if e.Programmes, err = law.ParseProgrammes(p); err != nil {
			return e, "program", fault.New(fault.Invalid, "Program %q tidak dikenal; contoh isian: JKK, JKM.", p)
		}
	}
	divisions := strings.Split(values["divisi"], ",")
	for i, npp := range strings.Split(values["npp"], ",") {
		if npp = strings.TrimSpace(npp); npp == "" {
			continue
		}
		e.Registrations[npp] = ""
		if i < len(divisions) {
			e.Registrations[npp] = strings.TrimSpace(divisions[i])
		}
	}
	return e, "", nil
}

// unitField names the input that a refused unit is about.
func unitField(err error, e unit.Edit) string {
	text := fault.TextOf(err).Format
	switch {
	case fault.KindOf(err) == fault.Conflict, e.Code == "":
		return "kode"
	case e.Name == "":
		return "nama"
	case strings.HasPrefix(text, "Kode wilayah"), strings.HasPrefix(text, "Wilayah"), fault.KindOf(err) == fault.NotFound:
		return "kode_wilayah"
	case strings.HasPrefix(text, "Instansi"):
		return "kode_induk"
	}
	return "jenis"
}

func (s *Server) postNewUnit(r *Request) error {
	values := postedUnit(r)
	e, field, err := readUnit(values)
	var id int64
	var g unit.Government
	if err == nil {
		if g, err = s.government(r, access.ImportUnits, unit.GovernmentCode(e.Region)); err == nil {
			id, err = unit.Create(r.Context(), s.app.Door, r.Actor, g, e, coverage.TouchAll)
		}
		field = unitField(err, e)
	}
	if err != nil {
		return r.refused(err, func(text lang.Text) view.Screen {
			v := s.unitForm(r, values)
			v.New, v.Action, v.Errors = true, "/instansi/baru", []view.FieldError{{Field: field, Text: text}}
			return v
		})
	}
	return s.afterUnit(r, unitURL(g.ID, id))
}

// afterUnit goes to the unit's page, or, for who may not read it, to the form again.
func (s *Server) afterUnit(r *Request, to string) error {
	if err := s.app.QueueRefresh(r.Context()); err != nil {
		return err
	}
	if r.Actor.May(access.SeeCoverage) {
		return r.redirect(to)
	}
	return r.redirect(to + "/ubah")
}

// unitOf opens the unit of the address with its government, or answers as if it were unknown.
func (s *Server) unitOf(r *Request) (u unit.Unit, g unit.Government, divisions map[string]string, err error) {
	government, id, ok := parseRef(r.PathValue("id"))
	if !ok {
		return u, g, nil, unit.ErrNotFound
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if government == 0 {
			u, err = unit.Find(ctx, tx, r.Scope, id)
		} else {
			u, err = unit.ByID(ctx, tx, r.Scope, government, id)
		}
		if err != nil {
			return err
		}
		if g, err = unit.GovernmentByID(ctx, tx, u.Government); err != nil {
			return err
		}
		divisions, err = unit.Divisions(ctx, tx, u)
		return err
	})
	return u, g, divisions, err
}

func (s *Server) editUnit(r *Request) error {
	u, _, divisions, err := s.unitOf(r)
	if err != nil {
		return err
	}
	values := map[string]string{
		"kode": u.Code, "nama": u.Name, "jenis": string(u.Kind), "kode_wilayah": u.Region, "jenis_usaha": u.Business, "dasar_upah": string(u.Basis),
		"kontak": u.Contact, "telepon": u.Phone, "npp": strings.Join(u.NPPs, ", "),
	}
	var named []string
	for _, npp := range u.NPPs {
		named = append(named, divisions[npp])
	}
	if slices.ContainsFunc(named, func(d string) bool { return d != "" }) {
		values["divisi"] = strings.Join(named, ", ")
	}
	if u.Class > 0 {
		values["kelas_jkk"] = strconv.Itoa(u.Class)
	}
	if u.Programmes != 0 {
		values["program"] = u.Programmes.String()
	}
	if u.Parent != 0 {
		err := r.read(func(ctx context.Context, tx *db.Tx) error {
			p, err := unit.ByID(ctx, tx, r.Scope, u.Government, u.Parent)
			values["kode_induk"] = p.Code
			return err
		})
		if err != nil {
			return err
		}
	}
	return r.show(s.editForm(r, u, values))
}

func (s *Server) editForm(r *Request, u unit.Unit, values map[string]string) view.UnitForm {
	v := s.unitForm(r, values)
	v.Action = unitURL(u.Government, u.ID) + "/ubah"
	if r.Actor.May(access.SeeCoverage) {
		v.Cancel = unitURL(u.Government, u.ID)
	}
	return v
}

func (s *Server) postEditUnit(r *Request) error {
	u, g, _, err := s.unitOf(r)
	if err != nil {
		return err
	}
	values := postedUnit(r)
	e, field, err := readUnit(values)
	if err == nil {
		err = unit.Change(r.Context(), s.app.Door, r.Actor, g, u, e, coverage.TouchAll)
		field = unitField(err, e)
	}
	if err != nil {
		return r.refused(err, func(text lang.Text) view.Screen {
			v := s.editForm(r, u, values)
			v.Errors = []view.FieldError{{Field: field, Text: text}}
			return v
		})
	}
	return s.afterUnit(r, unitURL(u.Government, u.ID))
}
