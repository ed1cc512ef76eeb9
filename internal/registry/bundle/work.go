package bundle

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// Steps tell how far the work on a bundle is, and whether it is still wanted.
type Steps struct {
	Progress func(done, total int)
	Guard    func(ctx context.Context, tx *db.Tx) error
}

// Many is the share of people leaving that a person should look at: a third, and at least five.
func tooMany(left, before int) bool { return left >= 5 && left*3 >= before }

// Read reads every file of a bundle that waits for it: finds out what it is, and checks it into a draft.
func (s *Service) Read(ctx context.Context, actor access.Actor, id int64, steps Steps) error {
	b, err := s.load(ctx, id)
	if err != nil {
		return err
	}
	units, scope, err := s.directory(ctx, actor, b)
	if err != nil {
		return err
	}
	r := &reader{Service: s, actor: actor, bundle: b, units: units, scope: scope, guard: steps.Guard}
	for i := range b.Files {
		f := &b.Files[i]
		if f.State == Waiting {
			if err := r.file(ctx, f); err != nil {
				return fmt.Errorf("read file %d of bundle %d: %w", f.Seq, b.ID, err)
			}
			if err := s.keep(ctx, b, f); err != nil {
				return err
			}
		}
		steps.Progress(i+1, len(b.Files))
	}
	return nil
}

// load returns a bundle whoever asks; the caller has checked the actor when the work was queued.
func (s *Service) load(ctx context.Context, id int64) (*Bundle, error) {
	var b *Bundle
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		b, err = Get(ctx, tx, access.System(), id)
		return err
	})
	return b, err
}

// directory is the units that the actor may speak of.
func (s *Service) directory(ctx context.Context, actor access.Actor, b *Bundle) (*Directory, access.Scope, error) {
	scope := actor.Anywhere().Narrow(b.Government, "")
	var list []unit.Unit
	whole := false
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		if list, err = unit.List(ctx, tx, scope); err != nil {
			return err
		}
		g, err := unit.GovernmentByID(ctx, tx, b.Government)
		whole = scope.Whole().Holds(access.Target{Government: g.ID, GovernmentCode: g.Code})
		return err
	})
	return NewDirectory(list, whole, actor.Unit), scope, err
}

// reader reads the files of one bundle.
type reader struct {
	*Service
	actor  access.Actor
	bundle *Bundle
	units  *Directory
	scope  access.Scope
	guard  func(ctx context.Context, tx *db.Tx) error
}

// file finds out what a file is and checks it. Only faults of the machine come back; what a person must know stands in the file.
func (r *reader) file(ctx context.Context, f *File) error {
	content, err := r.open(ctx, r.bundle.Government, f.Blob)
	if err != nil {
		return err
	}
	content.Name = f.Name
	if !f.Told {
		if err := r.recognise(ctx, f, content); err != nil || f.State == Person {
			return err
		}
	}
	p, known := permissionOf(f.Kind)
	if !known || !r.actor.May(p) {
		f.State, f.Why = Person, lang.Msg("%s diserahkan oleh %s; kirim berkas ini kepada mereka.", kindName(f.Kind), senderOf(f.Kind))
		return nil
	}
	req, err := r.request(ctx, f, content)
	if err == nil {
		err = r.check(ctx, f, req)
	}
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	switch fault.KindOf(err) {
	case fault.Internal, fault.Busy:
		return err
	}
	f.State, f.Why = Person, fault.TextOf(err) // refused: what is wrong with it, and what to do
	return nil
}

func (r *reader) recognise(ctx context.Context, f *File, content intake.File) error {
	g, err := Recognise(ctx, content, r.units, r.bundle.Said)
	if err != nil {
		return err
	}
	f.Kind, f.Month, f.AsOf, f.Why = g.Kind, g.Month, g.AsOf, g.Why
	f.Government, f.Unit = r.bundle.Government, 0
	if g.Unit >= 0 {
		u := r.units.list[g.Unit]
		f.Government, f.Unit = u.Government, u.ID
	}
	if g.Ask.Format != "" {
		f.State, f.Why = Person, g.Ask
	}
	return nil
}

// request turns what is known of a file into what the road takes.
func (r *reader) request(ctx context.Context, f *File, content intake.File) (req intake.Request, err error) {
	content.Name = path.Base(f.Name)
	req = intake.Request{Kind: f.Kind, Month: f.Month, AsOf: f.AsOf, File: content, Blob: f.Blob, Guard: r.guard, Key: fmt.Sprintf("bundle %d %d %s %d %s %s", r.bundle.ID, f.Seq, f.Kind, f.Unit, f.Month, f.AsOf)}
	err = r.db.Read(ctx, func(tx *db.Tx) error {
		g, err := unit.GovernmentByID(ctx, tx, r.bundle.Government)
		if err != nil {
			return err
		}
		req.Target = access.Target{Government: g.ID, GovernmentCode: g.Code}
		switch {
		case f.Unit != 0:
			u, err := unit.ByID(ctx, tx, r.scope, f.Government, f.Unit)
			if err != nil {
				return err
			}
			req.Unit, req.Target = u.ID, u.Target(g)
		case !r.scope.Whole().Holds(req.Target) && r.units.own >= 0:
			u := r.units.list[r.units.own]
			req.Unit, req.Target = u.ID, u.Target(g)
		}
		return nil
	})
	return req, err
}

// check stages a file and counts what it would change.
func (r *reader) check(ctx context.Context, f *File, req intake.Request) error {
	if err := r.road.May(r.actor, req); err != nil {
		return err
	}
	b, err := r.road.Receive(ctx, r.actor, req)
	if err != nil {
		return err
	}
	f.Batch = b.ID
	if b.Repeated || b.State == intake.Applied {
		f.State, f.Totals = Same, Totals{Rows: b.Tally.Rows, Unchanged: b.Tally.Rows}
		return nil
	}
	if b, err = r.road.Stage(ctx, r.actor, b.ID, req); err != nil {
		return err
	}
	f.State = Ready
	f.Totals = Totals{Rows: b.Tally.Rows, Good: b.Tally.Applied, Waiting: b.Tally.Waiting, Rejected: b.Tally.Rejected, Unchanged: b.Tally.Unchanged}
	if f.Kind != roster.ImportKind {
		return nil
	}
	return r.db.Read(ctx, func(tx *db.Tx) error {
		d, err := roster.Diff(ctx, tx, b)
		if err != nil {
			return err
		}
		t := &f.Totals
		t.Joined, t.Left, t.Wage, t.Ending, t.First = len(d.Joined), len(d.Left), len(d.Wage), len(d.Ending), d.First
		t.Many = tooMany(t.Left, t.Left+t.Wage+d.Unchanged)
		return nil
	})
}

// Apply applies the files of a bundle that are clean, and with partly also those of which some rows wait. Units come first;
// where units changed, files that were not yet read right are read again.
func (s *Service) Apply(ctx context.Context, actor access.Actor, id int64, partly bool, steps Steps) error {
	b, err := s.load(ctx, id)
	if err != nil {
		return err
	}
	var chosen []*File
	for i := range b.Files {
		if f := &b.Files[i]; f.Clean() || partly && f.Partly() {
			chosen = append(chosen, f)
		}
	}
	slices.SortStableFunc(chosen, func(x, y *File) int {
		return cmp.Or(cmp.Compare(rank(x.Kind), rank(y.Kind)), cmp.Compare(x.Month, y.Month), cmp.Compare(x.AsOf, y.AsOf), cmp.Compare(x.Seq, y.Seq))
	})
	units := false
	for i, f := range chosen {
		if err := s.applyOne(ctx, actor, b, f, steps.Guard); err != nil {
			return err
		}
		units = units || f.Kind == unit.ImportKind && f.State == Applied
		if units && i+1 < len(chosen) && chosen[i+1].Kind != unit.ImportKind {
			break // the rest must be read again with the new units before anybody can confirm it
		}
		steps.Progress(i+1, len(chosen))
	}
	if units {
		if err := s.again(ctx, actor, b); err != nil {
			return err
		}
		return s.Read(ctx, actor, id, steps)
	}
	return nil
}

// applyOne applies one file; what is refused stays with its reason.
func (s *Service) applyOne(ctx context.Context, actor access.Actor, b *Bundle, f *File, guard func(ctx context.Context, tx *db.Tx) error) error {
	if guard != nil {
		if err := s.door.Derive(ctx, func(tx *db.Tx) error { return guard(ctx, tx) }); err != nil {
			return err
		}
	}
	done, err := s.road.Apply(ctx, actor, f.Batch)
	switch {
	case errors.Is(err, intake.ErrSecondPerson): // the maker asks, another decides; asked once it waits
		if _, err := s.road.Submit(ctx, actor, f.Batch, ""); err != nil && fault.KindOf(err) != fault.Conflict {
			return fmt.Errorf("submit file %d of bundle %d: %w", f.Seq, b.ID, err)
		}
		f.Why = lang.Msg("diajukan; menunggu orang kedua")
	case err == nil:
		f.State = Applied
		if done.Repeated {
			f.State = Same
		}
	case fault.KindOf(err) == fault.Internal || fault.KindOf(err) == fault.Busy || ctx.Err() != nil:
		return fmt.Errorf("apply file %d of bundle %d: %w", f.Seq, b.ID, err)
	default:
		f.State, f.Why = Person, fault.TextOf(err)
	}
	return s.keep(ctx, b, f)
}

// again puts every file that is not applied back to be read, its draft dropped.
func (s *Service) again(ctx context.Context, actor access.Actor, b *Bundle) error {
	for i := range b.Files {
		f := &b.Files[i]
		if f.State != Ready && f.State != Person {
			continue
		}
		if err := s.drop(ctx, actor, f); err != nil {
			return err
		}
		f.State = Waiting
		if err := s.keep(ctx, b, f); err != nil {
			return err
		}
	}
	return nil
}

// drop discards the draft of a file.
func (s *Service) drop(ctx context.Context, actor access.Actor, f *File) error {
	if f.Batch == 0 {
		return nil
	}
	_, err := s.road.Discard(ctx, actor, f.Batch)
	if err != nil && fault.KindOf(err) == fault.Internal {
		return err
	}
	f.Batch, f.Totals = 0, Totals{}
	return nil
}

// Answer is what a person says of a file.
type Answer struct {
	Kind       string
	Government int64
	Unit       int64
	Month      string
	AsOf       string
	Ignore     bool
}

// Tell keeps what a person said of a file, which is then read again.
func (s *Service) Tell(ctx context.Context, actor access.Actor, target access.Target, b *Bundle, seq int, a Answer) error {
	i := slices.IndexFunc(b.Files, func(f File) bool { return f.Seq == seq })
	if i < 0 {
		return ErrNotFound
	}
	f := &b.Files[i]
	if f.State == Applied || f.State == Same {
		return fault.New(fault.Conflict, "Berkas ini sudah diterapkan. Batalkan lewat daftar impor bila keliru.")
	}
	if err := s.drop(ctx, actor, f); err != nil {
		return err
	}
	if a.Ignore {
		f.State, f.Why = Ignored, lang.Msg("diabaikan oleh %s", actor.Name)
		return s.told(ctx, actor, target, b, f)
	}
	var err error
	if f.Month, f.AsOf, err = times(a.Month, a.AsOf); err != nil {
		return fault.New(fault.Invalid, "Bulan atau tanggal tidak terbaca. Pilih dari daftar.").Because(err)
	}
	f.Kind, f.Unit, f.Government, f.Told, f.State, f.Why = a.Kind, a.Unit, max(a.Government, b.Government), true, Waiting, lang.Msg("seperti Anda isi")
	return s.told(ctx, actor, target, b, f)
}

// told writes what a person said, with an entry in the trail.
func (s *Service) told(ctx context.Context, actor access.Actor, target access.Target, b *Bundle, f *File) error {
	p, err := anyPermission(actor, target)
	if err != nil {
		return err
	}
	return s.door.Do(ctx, actor, change.Op{Name: "bundle.tell", Permission: p}, target, func(tx *change.Tx) error {
		tx.Record("bundle", b.ID, map[string]any{"file": f.Seq, "kind": f.Kind, "unit": f.Unit, "month": f.Month.String(), "ignored": f.State == Ignored})
		return f.save(ctx, tx.Tx, b.ID)
	})
}

func kindName(kind string) lang.Text {
	switch kind {
	case "participants":
		return lang.Msg("Daftar peserta BPJS")
	case "budget":
		return lang.Msg("Baris anggaran")
	case "payments":
		return lang.Msg("Pembayaran iuran")
	case "units":
		return lang.Msg("Daftar instansi")
	case "declared":
		return lang.Msg("Angka lapor")
	}
	return lang.Msg("Daftar pekerja (roster)")
}

// senderOf says who hands such files in.
func senderOf(kind string) lang.Text {
	switch kind {
	case "participants":
		return lang.Msg("kantor cabang BPJS")
	case "budget":
		return lang.Msg("BKAD")
	case "payments":
		return lang.Msg("bendahara atau BKAD")
	case "units", "declared":
		return lang.Msg("Disnaker, BKAD, atau administrator")
	}
	return lang.Msg("bendahara, kepegawaian, desa, atau Disnaker")
}
