package web

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
)

// unitVersions is how many changes the page of a unit shows.
const unitVersions = 8

// unitHistory fills who changed the unit, what was before, and whether the newest change can be taken back.
func (s *Server) unitHistory(r *Request, v *view.Unit, u unit.Unit, registered map[string]string) error {
	var history []unit.Version
	err := r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		history, err = unit.History(ctx, tx, u.Government, u.ID, unitVersions)
		return err
	})
	if err != nil {
		return err
	}
	imports := r.Actor.May(access.ImportUnits)
	for _, x := range history {
		e := view.Event{At: x.At, Who: x.By, Text: lang.Msg("Dibuat")}
		switch {
		case x.Import != 0:
			b := intake.Batch{ID: x.Import}
			e.Text = lang.Msg("Dari daftar instansi %s", b.Receipt())
			if x.Taken {
				e.Text = lang.Msg("Dari daftar instansi %s, sudah dibatalkan", b.Receipt())
			}
			if imports {
				e.URL = importURL(x.Import, "bukti")
			}
		case x.Before != nil && x.After != nil:
			e.Text, e.Note = lang.Msg("Diubah"), strings.Join(unitChanges(r.Lang, x), "; ")
		}
		v.History = append(v.History, e)
	}
	if v.CanEdit && unit.Undoable(history, u, registered) {
		v.Restore = unitURL(u.Government, u.ID) + "/kembalikan"
	}
	return nil
}

// unitChanges says what a change changed, each as "name: before → after".
func unitChanges(l lang.Lang, x unit.Version) (out []string) {
	a, b := x.Before, x.After
	note := func(name, was, is string) {
		if was != is {
			out = append(out, lang.T(l, name)+": "+orDash(was)+" → "+orDash(is))
		}
	}
	note("Kode", a.Code, b.Code)
	note("Nama", a.Name, b.Name)
	note("Jenis", kindText(string(a.Kind)).In(l), kindText(string(b.Kind)).In(l))
	note("Wilayah", a.Region, b.Region)
	note("Jenis usaha", a.Business, b.Business)
	note("Kelas JKK", class(a.Class), class(b.Class))
	note("Program", a.Programmes.String(), b.Programmes.String())
	note("Dasar upah", basisText(a.Basis).In(l), basisText(b.Basis).In(l))
	note("NPP", registrations(x.Registered[0]), registrations(x.Registered[1]))
	if a.Parent != b.Parent {
		out = append(out, lang.T(l, "instansi induk berganti"))
	}
	return out
}

func class(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func registrations(m map[string]string) string {
	var out []string
	for npp, division := range m {
		s := maskNPP(npp)
		if division != "" {
			s += " (" + division + ")"
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// restoreUnit takes the newest change of a unit back.
func (s *Server) restoreUnit(r *Request) error {
	u, g, _, err := s.unitOf(r)
	if err != nil {
		return err
	}
	if err := unit.Restore(r.Context(), s.app.Door, r.Actor, g, u, coverage.TouchAll); err != nil {
		return err
	}
	return s.afterUnit(r, unitURL(u.Government, u.ID))
}
