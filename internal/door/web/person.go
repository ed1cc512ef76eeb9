package web

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/budget"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
	"github.com/payung-id/payung/period"
)

// revealFor is how long a whole number stays on the screen.
const revealFor = 5 * time.Minute

// personFile is all that the page of a person is made of, read in one transaction.
type personFile struct {
	*person.Person
	months    []coverage.MonthFact
	elsewhere int // facts in units outside the reader's reach
	units     map[int64]unit.Unit
	entries   map[[2]int64]coverage.ListEntry // by list and row
	lines     map[int64]budget.Line
	events    []audit.Event
	computed  time.Time
	list      period.Date
}

// person shows one human: four facts per month with their evidence, employments, memberships, history.
func (s *Server) person(r *Request) error {
	f, err := s.personFile(r)
	if err != nil {
		return err
	}
	return r.show(s.personView(r, f))
}

func (s *Server) personFile(r *Request) (*personFile, error) {
	government, id, ok := parseRef(r.PathValue("id"))
	if !ok {
		return nil, person.ErrNotFound
	}
	f := &personFile{units: map[int64]unit.Unit{}, entries: map[[2]int64]coverage.ListEntry{}, lines: map[int64]budget.Line{}}
	err := r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if f.Person, err = person.Read(ctx, tx, s.app.Ring, r.Scope, person.Ref{Government: government, Person: id}); err != nil {
			return err
		}
		if f.months, f.elsewhere, err = coverage.FactsOf(ctx, tx, r.Scope, f.Government, f.Person.Person); err != nil {
			return err
		}
		for i := range f.months {
			if err := f.gather(ctx, tx, r.Scope, &f.months[i]); err != nil {
				return err
			}
		}
		if len(f.months) > 0 {
			if f.computed, f.list, err = coverage.AsOf(ctx, tx, r.Scope, f.months[0].Month); err != nil {
				return err
			}
		}
		const recent = 20
		f.events, err = audit.Of(ctx, tx, f.Government, "person", f.Person.Person, recent)
		return err
	})
	return f, err
}

// gather reads what one month's evidence names.
func (f *personFile) gather(ctx context.Context, tx *db.Tx, scope access.Scope, m *coverage.MonthFact) error {
	if _, known := f.units[m.UnitID]; !known {
		u, err := unit.ByID(ctx, tx, scope, f.Government, m.UnitID)
		if err != nil {
			return err
		}
		f.units[m.UnitID] = u
	}
	w := &m.Fact.Why
	if key := [2]int64{w.List, int64(w.Row)}; w.List != 0 {
		if _, known := f.entries[key]; !known {
			e, ok, err := coverage.EntryOf(ctx, tx, w)
			if err != nil {
				return err
			}
			if ok {
				f.entries[key] = e
			}
		}
	}
	var wanted []int64
	for _, id := range w.Lines {
		if _, known := f.lines[id]; !known {
			wanted = append(wanted, id)
		}
	}
	lines, err := budget.ByID(ctx, tx, f.Government, wanted)
	for _, l := range lines {
		f.lines[l.ID] = l
	}
	return err
}

func (s *Server) personView(r *Request, f *personFile) view.Person {
	r.saw(forCoverage, audit.People, f.Government, f.Person.Person)
	p := f.Person
	v := view.Person{
		Page: r.page(view.SecWorkers), ID: p.Ref.String(), Code: person.Code(p.Person), Name: p.Name, Titles: p.Title, BirthYear: p.BirthYear, Sex: sexText(p.Sex),
		NIK: p.MaskedNIK(), CanReveal: r.Actor.May(access.RevealNIK) && !p.Erased,
	}
	v.Page.Crumbs = []view.Link{{Text: lang.Msg("Pekerja"), URL: "/pekerja"}}
	for _, x := range person.Purposes() {
		v.Purposes = append(v.Purposes, view.Option{Value: string(x), Text: purposeText(x).In(r.Lang)})
	}
	for i := range f.months {
		v.Months = append(v.Months, s.personMonth(r, f, &f.months[i]))
	}
	v.Relations = relations(r.Lang, f.months, f.Government)
	v.Memberships = r.memberships(f)
	v.History = r.personHistory(f.events)
	v.Duplicates = r.duplicates(f)
	if len(v.Months) > 0 {
		m := &v.Months[0]
		v.Page.Basis = r.basis(m.Month, f.computed, f.list)
		v.Status, v.Line = protectedTag(m.Protected), lang.Msg("pada %s.", monthText(r.Lang, m.Month))
		v.Next = r.personNext(f, m)
	}
	return v
}

// personNext is the one thing to do so that the person is protected, and will be next month.
func (r *Request) personNext(f *personFile, m *view.PersonMonth) *view.NextStep {
	fact := &f.months[0].Fact
	code := queryEscape(f.months[0].UnitCode)
	switch {
	case fact.Undecided && r.Actor.May(access.DecideMatch):
		return &view.NextStep{Title: lang.Msg("Putuskan padanannya dengan daftar BPJS"), Line: lang.Msg("Sampai diputuskan, orang ini tidak dihitung terlindungi."), Button: lang.Msg("Buka antrean"), URL: "/padan?instansi=" + code, Icon: "people"}
	case !fact.Registered && !fact.Undecided:
		return &view.NextStep{Title: lang.Msg("Daftarkan ke BPJS Ketenagakerjaan"), Line: fact.Reason(), Button: lang.Msg("Lihat instansinya"), URL: unitURL(f.Government, f.months[0].UnitID), Icon: "people"}
	case fact.Registered && !fact.Paid && m.Paid.State == view.No:
		return &view.NextStep{Title: lang.Msg("Bayar iuran %s", monthText(r.Lang, m.Month)), Line: lang.Msg("Terdaftar tetapi belum dibayar: santunan dapat tertunda."), Button: lang.Msg("Lihat pembayaran"), URL: "/bayar?bulan=" + m.Month.String() + "&instansi=" + code, Icon: "money"}
	}
	return nil
}

// revealPerson shows the whole NIK on the answer itself, so that no address holds it; who, when and what for is noted.
func (s *Server) revealPerson(r *Request, k *reading) error {
	f, err := s.personFile(r)
	if err != nil {
		return err
	}
	v := s.personView(r, f)
	purpose := person.Purpose(r.PostFormValue("tujuan"))
	if !purpose.Known() {
		v.Errors = []view.FieldError{{Field: "tujuan", Text: person.ErrPurpose.Text}}
		return r.again(v)
	}
	if err := k.reveals.take(r.Actor.Account, s.app.Config.Clock()); err != nil {
		return err
	}
	u, g, err := s.unitAndGovernment(r, f.Government, f.Person.Unit)
	if err != nil {
		return err
	}
	number, err := person.Reveal(r.Context(), s.app.Door, s.app.Ring, r.Actor, u.Target(g), f.Ref, purpose, r.PostFormValue("keterangan"))
	if err != nil {
		return err
	}
	v.NIK, v.Revealed, v.RevealUntil = string(number), true, s.app.Config.Clock().Add(revealFor)
	r.W.Header().Set("Refresh", strconv.Itoa(int(revealFor.Seconds()))+"; url="+personURL(f.Government, f.Person.Person))
	return r.send(http.StatusOK, v)
}

func (s *Server) unitAndGovernment(r *Request, government, id int64) (u unit.Unit, g unit.Government, err error) {
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if u, err = unit.ByID(ctx, tx, r.Scope, government, id); err != nil {
			return err
		}
		g, err = unit.GovernmentByID(ctx, tx, government)
		return err
	})
	return u, g, err
}

func purposeText(p person.Purpose) lang.Text {
	switch p {
	case person.ForRegistration:
		return lang.Msg("Mendaftarkan ke BPJS Ketenagakerjaan")
	case person.ForCorrection:
		return lang.Msg("Mencocokkan dengan KTP untuk perbaikan data")
	case person.ForClaim:
		return lang.Msg("Mengurus klaim")
	case person.ForRequest:
		return lang.Msg("Menjawab permintaan orangnya sendiri atau ahli warisnya")
	}
	return literal(string(p))
}

func sexText(s string) lang.Text {
	switch s {
	case "L":
		return lang.Msg("laki-laki")
	case "P":
		return lang.Msg("perempuan")
	}
	return lang.Text{}
}

func protectedTag(s view.State) view.Tag {
	switch s {
	case view.Yes:
		return view.Tag{Text: lang.Msg("Terlindungi"), Tone: view.Good}
	case view.Undecided:
		return view.Tag{Text: lang.Msg("Masih ditinjau"), Tone: view.Warn}
	case view.Open:
		return view.Tag{Text: lang.Msg("Bulan belum ditutup"), Tone: view.Info}
	}
	return view.Tag{Text: lang.Msg("Belum terlindungi"), Tone: view.Bad}
}

// personHistory turns the trail into sentences; what a detail holds beyond them stays in the trail.
func (r *Request) personHistory(events []audit.Event) []view.Event {
	var out []view.Event
	for _, e := range events {
		x := view.Event{At: e.At, Who: e.Actor}
		var detail struct {
			Purpose  person.Purpose `json:"purpose"`
			Note     string         `json:"note"`
			Decision string         `json:"decision"`
		}
		_ = json.Unmarshal([]byte(e.Detail), &detail) // a detail of another shape just says less
		switch {
		case e.Op == "people.reveal":
			x.Text, x.Note = lang.Msg("NIK lengkap ditampilkan: %v", purposeText(detail.Purpose)), detail.Note
		case detail.Decision == "same":
			x.Text = lang.Msg("Padanan diputuskan: orang yang sama")
		case detail.Decision == "different":
			x.Text = lang.Msg("Padanan diputuskan: bukan orang yang sama")
		case detail.Decision == "withdrawn":
			x.Text = lang.Msg("Keputusan padanan dibatalkan")
		default:
			x.Text = literal(e.Op)
		}
		out = append(out, x)
	}
	return out
}

// duplicates tells of a second post in the same month; a unit outside the reader's reach is counted, not named.
func (r *Request) duplicates(f *personFile) []view.NextLine {
	var out []view.NextLine
	if len(f.months) == 0 {
		return nil
	}
	newest := f.months[0].Month
	var here []string
	for i := range f.months {
		if f.months[i].Month == newest {
			here = append(here, f.months[i].UnitName)
		}
	}
	if len(here) > 1 {
		for i := range f.months {
			if m := &f.months[i]; m.Month == newest {
				out = append(out, view.NextLine{Text: literal(m.UnitName), Line: lang.Msg("tercatat bekerja di sini pada %s sebagai %s; pastikan hanya satu yang membayar", monthText(r.Lang, newest), m.Position), URL: unitURL(f.Government, m.UnitID)})
			}
		}
	}
	if f.elsewhere > 0 {
		out = append(out, view.NextLine{Text: lang.Msg("Juga tercatat di instansi lain"), Line: lang.Msg("%s bulan di luar wewenang Anda; BKAD atau Disnaker dapat melihatnya", text.Number(r.Lang, f.elsewhere)), URL: "/bantuan"})
	}
	return out
}
