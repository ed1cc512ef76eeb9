package web

import (
	"context"
	"net/url"
	"slices"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/bundle"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
)

const (
	bundlesListed = 30
	filesPerPage  = 50
)

// bundles lists what the reader handed in together.
func (s *Server) bundles(r *Request) error {
	if len(r.fileKinds()) == 0 {
		return access.ErrForbidden
	}
	var list []bundle.Listed
	err := r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = bundle.List(ctx, tx, r.Actor, bundlesListed)
		return err
	})
	if err != nil {
		return err
	}
	v := view.Bundles{Page: r.page(view.SecImports)}
	v.Crumbs = []view.Link{{Text: lang.Msg("Impor"), URL: "/impor"}}
	for _, b := range list {
		line := view.BundleLine{URL: bundleURL(b.ID), At: b.At, Applied: b.Count[bundle.Applied] + b.Count[bundle.Same], Open: b.Count[bundle.Ready] + b.Count[bundle.Waiting], Person: b.Count[bundle.Person]}
		for _, n := range b.Count {
			line.Files += n
		}
		v.Rows = append(v.Rows, line)
	}
	return r.show(v)
}

// groupOf is the group in which a file is shown.
func groupOf(f bundle.File) string {
	switch {
	case f.State == bundle.Applied || f.State == bundle.Same:
		return "diterapkan"
	case f.State == bundle.Ignored:
		return "diabaikan"
	case f.Clean():
		return "siap"
	case f.Partly():
		return "sebagian"
	}
	return "orang"
}

// bundleGroups are the groups in the order of the page.
var bundleGroups = []struct{ name, label string }{
	{"orang", "Perlu dilihat"}, {"sebagian", "Ada baris yang ditahan"}, {"siap", "Siap diterapkan"}, {"diterapkan", "Sudah diterapkan"}, {"diabaikan", "Diabaikan"},
}

func (s *Server) bundlePage(r *Request, b *bundle.Bundle) (v view.Bundle, err error) {
	v = view.Bundle{Page: r.page(view.SecImports), ID: itoa(b.ID), At: b.At, Files: len(b.Files)}
	v.Crumbs = []view.Link{{Text: lang.Msg("Impor"), URL: "/impor"}, {Text: lang.Msg("Unggahan bersama"), URL: "/unggahan"}}
	groups := map[string][]bundle.File{}
	for _, f := range b.Files {
		name := groupOf(f)
		groups[name] = append(groups[name], f)
		switch name {
		case "siap":
			add(&v.Clean, f)
		case "sebagian":
			add(&v.Partly, f)
		}
	}
	v.Person, v.Applied = len(groups["orang"]), len(groups["diterapkan"])
	shown := r.FormValue("keadaan")
	if len(groups[shown]) == 0 {
		shown = ""
		for _, g := range bundleGroups {
			if shown == "" && len(groups[g.name]) > 0 {
				shown = g.name
			}
		}
	}
	for _, g := range bundleGroups {
		if n := len(groups[g.name]); n > 0 {
			q := url.Values{"keadaan": {g.name}}
			v.Tabs = append(v.Tabs, view.Option{Value: g.name, Text: lang.T(r.Lang, g.label) + " " + v.N(n), Current: g.name == shown, URL: bundleURL(b.ID) + "?" + q.Encode()})
		}
	}
	list := groups[shown]
	page := pageNumber(r)
	from := min((page-1)*filesPerPage, len(list))
	for _, f := range list[from:min(from+filesPerPage, len(list))] {
		v.Rows = append(v.Rows, r.bundleFile(f))
	}
	v.Pager = r.pager(page, filesPerPage, len(v.Rows), len(list))
	return v, s.bundleChoices(r, b, &v, shown == "orang")
}

// add counts a file into the totals of its group.
func add(t *view.BundleTotals, f bundle.File) {
	t.Files++
	t.Rows += f.Totals.Good
	t.Held += f.Totals.Waiting + f.Totals.Rejected
	if f.Kind == roster.ImportKind {
		t.Rosters++
		if f.Totals.First { // nobody joins a unit that has told nothing yet
			t.Firsts += f.Totals.Joined
		} else {
			t.Joined += f.Totals.Joined
		}
		t.Left += f.Totals.Left
		t.Wage += f.Totals.Wage
		t.Ending += f.Totals.Ending
	}
}

func (r *Request) bundleFile(f bundle.File) view.BundleFile {
	x := view.BundleFile{Seq: f.Seq, Name: f.Name, Month: f.Month, AsOf: f.AsOf, Unit: f.UnitName, UnitCode: f.UnitCode, Why: f.Why, Rows: f.Totals.Rows, Good: f.Totals.Good,
		Held: f.Totals.Waiting + f.Totals.Rejected, First: f.Totals.First, Joined: f.Totals.Joined, Left: f.Totals.Left, Wage: f.Totals.Wage, KindValue: f.Kind}
	if f.Kind != "" {
		x.Kind = lang.Msg(kindOf(f.Kind).label)
	}
	if f.Batch != 0 {
		x.URL = importURL(f.Batch, "")
	}
	switch f.State {
	case bundle.Applied:
		x.Status = view.Tag{Text: lang.Msg("Diterapkan"), Tone: view.Good}
	case bundle.Same:
		x.Status = view.Tag{Text: lang.Msg("Sudah pernah diterapkan"), Tone: view.Good}
	case bundle.Ignored:
		x.Status = view.Tag{Text: lang.Msg("Diabaikan"), Tone: view.None}
	case bundle.Ready:
		switch {
		case f.Totals.Many:
			x.Status = view.Tag{Text: lang.Msg("%d orang keluar", f.Totals.Left), Tone: view.Bad}
			x.Why = lang.Msg("Sepertiga atau lebih pekerja tidak ada lagi di daftar ini. Lihat selisihnya, lalu terapkan dari sana.")
		case x.Held > 0 && x.Good == 0:
			x.Status = view.Tag{Text: lang.Msg("%d baris ditahan", x.Held), Tone: view.Bad}
			x.Why = lang.Msg("Tidak ada baris yang dapat masuk. Buka berkasnya dan perbaiki dahulu.")
		case x.Held > 0:
			x.Status = view.Tag{Text: lang.Msg("%d baris ditahan", x.Held), Tone: view.Warn}
		default:
			x.Status = view.Tag{Text: lang.Msg("Siap"), Tone: view.Info}
		}
	default:
		x.Status, x.Ask = view.Tag{Text: lang.Msg("Perlu dilihat"), Tone: view.Bad}, true
	}
	return x
}

// bundleChoices fills what a person may answer, and whether a second person must apply.
func (s *Server) bundleChoices(r *Request, b *bundle.Bundle, v *view.Bundle, answers bool) error {
	return r.read(func(ctx context.Context, tx *db.Tx) error {
		g, err := unit.GovernmentByID(ctx, tx, b.Government)
		if err != nil {
			return err
		}
		v.SecondPerson = g.Checker && b.Account == r.Actor.Account
		if !answers {
			return nil
		}
		for _, k := range r.fileKinds() {
			v.Kinds = append(v.Kinds, view.Option{Value: k.name, Text: lang.T(r.Lang, k.label)})
		}
		v.Months = r.monthOptions(b.Said.Month, nil)
		units, err := unit.List(ctx, tx, r.Actor.Anywhere().Narrow(b.Government, ""))
		for _, u := range units {
			v.Units = append(v.Units, u.Code+" "+u.Name)
		}
		slices.Sort(v.Units)
		return err
	})
}
