package web

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/declared"
	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// How many lines of the league table, and of the units that hold the gap, are shown before the reader asks for all.
const (
	boardRows = 40
	gapRows   = 12
)

// scoreboard shows who is protected, who is not, why, and what to do first.
func (s *Server) scoreboard(r *Request, k *reading) error {
	q, err := s.boardQuestion(r)
	if err != nil {
		return err
	}
	o, err := s.overview(r, q, k)
	if err != nil {
		return err
	}
	v := s.boardView(r, o)
	if o.Pending {
		v.Page.Notice = beingComputed()
	}
	regions, err := s.boardRegions(r, q.Month, q.Region)
	if err != nil {
		return err
	}
	v.Regions = regions
	v.Months = r.monthOptions(q.Month, nil)
	v.CanFreeze = r.Actor.May(access.FreezeFigure)
	v.XLSX = "/papan.xlsx?" + boardQuery(q).Encode()
	if len(v.Rows) > boardRows && r.FormValue("semua") == "" {
		all := boardQuery(q)
		all.Set("semua", "1")
		v.Rows, v.RowsMore = cutLeague(v.Rows, boardRows), "/papan?"+all.Encode()
	}
	return r.show(v)
}

// beingComputed says that newer figures are on their way.
func beingComputed() *view.Notice {
	return &view.Notice{Tone: view.Info, Text: lang.Msg("Ada data baru yang sedang dihitung. Angka di halaman ini hitungan terakhir; muat ulang halaman ini sebentar lagi.")}
}

// boardQuestion reads month, region and grouping from the address. Who reaches several governments sees them as regions.
func (s *Server) boardQuestion(r *Request) (q coverage.Question, err error) {
	if q.Month, err = r.month(); err != nil {
		return q, err
	}
	q.Region = strings.TrimSpace(r.FormValue("wilayah"))
	if q.Region != "" && !knownRegion(q.Region) {
		return q, fault.New(fault.NotFound, "Wilayah %q tidak ada. Pilih wilayah dari daftar.", q.Region)
	}
	by := r.FormValue("menurut")
	if by == "" {
		by = r.FormValue("per")
	}
	if by == "" {
		by = string(coverage.ByUnit)
		if q.Region == "" {
			var governments []unit.Government
			err := r.read(func(ctx context.Context, tx *db.Tx) (err error) {
				governments, err = unit.Governments(ctx, tx, r.Scope)
				return err
			})
			if err != nil {
				return q, err
			}
			if len(governments) > 1 {
				by = string(coverage.ByRegion)
			}
		}
	}
	q.By, err = coverage.ParseBy(by)
	return q, err
}

func knownRegion(code string) bool {
	_, ok := region.Standard().Find(code)
	return ok
}

// overview computes the board with what came in and what was reported.
func (s *Server) overview(r *Request, q coverage.Question, k *reading) (*coverage.Overview, error) {
	o, err := s.app.Coverage.Overview(r.Context(), r.Scope, q, k.losses)
	if err != nil {
		return nil, err
	}
	if o.Total.Units == 0 && q.Region != "" {
		return nil, fault.New(fault.NotFound, "Wilayah %q tidak ada dalam wilayah kerja Anda.", q.Region)
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if r.Actor.Unit != 0 {
			u, err := unit.Find(ctx, tx, r.Scope, r.Actor.Unit)
			if err != nil {
				return err
			}
			o.Name = u.Name
		}
		figures, err := declared.List(ctx, tx, r.Scope, q.Region)
		if err != nil {
			return err
		}
		o.Declared = declaredOfRegion(declaredBeside(figures, &o.Total, o.Region))
		return nil
	})
	return o, err
}

// boardRegions offers the whole reach and the regions one level below it.
func (s *Server) boardRegions(r *Request, month period.Month, current string) ([]view.Option, error) {
	codes, err := s.app.Coverage.RegionCodes(r.Context(), r.Scope, month)
	if err != nil || len(codes) == 0 {
		return nil, err
	}
	common := codes[0]
	for _, c := range codes {
		for !strings.HasPrefix(c, common) {
			common = common[:max(strings.LastIndexByte(common, '.'), 0)]
		}
	}
	level := 5
	if len(common) >= 5 {
		level = 8
	}
	if len(common) >= 8 {
		return nil, nil
	}
	out := []view.Option{{Value: "", Text: regionOr(common, lang.T(r.Lang, "Semua wilayah")), Current: current == ""}}
	seen := map[string]bool{}
	for _, c := range codes {
		if code := c[:min(level, len(c))]; len(code) > len(common) && !seen[code] {
			seen[code] = true
			out = append(out, view.Option{Value: code, Text: regionName(code), Current: current == code})
		}
	}
	if current != "" && !seen[current] && current != common {
		out = append(out, view.Option{Value: current, Text: regionName(current), Current: true})
	}
	sortOptions(out[1:])
	return out, nil
}

func regionOr(code, otherwise string) string {
	if code == "" {
		return otherwise
	}
	return regionName(code)
}

// freezeScoreboard stores what the board says now, so that it prints the same later.
func (s *Server) freezeScoreboard(r *Request, k *reading) error {
	q, err := s.boardQuestion(r)
	if err != nil {
		return err
	}
	o, err := s.overview(r, q, k)
	if err != nil {
		return err
	}
	id, err := s.app.Coverage.Freeze(r.Context(), r.Actor, o)
	if err != nil {
		return err
	}
	return r.redirect("/papan/beku/" + strconv.FormatInt(id, 10))
}

// frozenScoreboard shows a stored board.
func (s *Server) frozenScoreboard(r *Request) error {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return coverage.ErrNoFrozen
	}
	var f *coverage.Frozen
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		f, err = coverage.FrozenByID(ctx, tx, r.Scope, id)
		return err
	})
	if err != nil {
		return err
	}
	v := s.boardView(r, &f.Overview)
	v.Basis.Frozen = f.Number
	v.Frozen = &view.Frozen{Number: f.Number, At: f.At, By: f.By, Live: "/papan?" + boardQuery(f.Overview.Question).Encode()}
	v.Actions, v.Silent = nil, "" // what to do now is told by the living page
	return r.show(v)
}

// yearly is what closing the gap costs in twelve months at this month's contributions.
func yearly(o *coverage.Overview) money.Rupiah { return o.Loss.GapOwed * 12 }

// basis says where the figures of a month come from.
func (r *Request) basis(month period.Month, computed time.Time, list period.Date) view.Basis {
	b := view.Basis{Month: month, Sources: []lang.Text{lang.Msg("roster instansi")}}
	if !computed.IsZero() {
		b.AsOf = period.DateIn(computed, jakarta)
	}
	if list != 0 {
		b.Sources = append(b.Sources, lang.Msg("daftar peserta BPJS per %s", dateText(r.Lang, list)))
	}
	b.Sources = append(b.Sources, lang.Msg("baris anggaran"), lang.Msg("bukti bayar"))
	return b
}

// basisOf is the basis of a month as the facts stand now.
func (r *Request) basisOf(month period.Month) (b view.Basis, err error) {
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		computed, list, err := coverage.AsOf(ctx, tx, r.Scope, month)
		b = r.basis(month, computed, list)
		return err
	})
	return b, err
}
