package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"regexp"
	"strconv"

	linkperson "github.com/payung-id/payung/linkage/person"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/trust/audit"
)

// attach sends bytes as a file to keep.
func (r *Request) attach(name, kind string, content []byte) error {
	if err := r.recordSights(); err != nil {
		return err
	}
	h := r.W.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Length", strconv.Itoa(len(content)))
	h.Set("Cache-Control", "no-store")
	_, err := r.W.Write(content)
	if err != nil {
		return fmt.Errorf("send %s: %w", kind, err)
	}
	return nil
}

// importDiff shows what the roster changes against the one before it.
func (s *Server) importDiff(r *Request) error {
	l, to, err := s.draft(r)
	if err != nil {
		return err
	}
	if to == "" && l.Kind != roster.ImportKind {
		to = importURL(l.ID, "terapkan")
	}
	if to != "" {
		return r.redirect(to)
	}
	v := view.ImportDiff{Page: r.page(view.SecImports), ID: strconv.FormatInt(l.ID, 10), File: l.FileName, Unit: l.UnitName, Month: l.Month, Next: importURL(l.ID, "terapkan"), Back: importURL(l.ID, "periksa")}
	var d *roster.Difference
	held := map[string]int{}
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if d, err = roster.Diff(ctx, tx, l.Batch); err != nil || len(d.Left) == 0 {
			return err
		}
		held, err = s.heldNames(ctx, tx, r, l.Batch)
		return err
	})
	if err != nil {
		return err
	}
	r.saw(forRosters, audit.Imports, l.Government, l.ID)
	v.Before, v.First, v.Unchanged = d.Before, d.First, d.Unchanged
	v.Joined, v.Wage, v.Ending = diffPeople(d.Joined, false), diffPeople(d.Wage, true), diffPeople(d.Ending, false)
	v.Left = diffPeople(d.Left, true)
	for i, c := range d.Left {
		if row := held[linkperson.Canonical(c.Name)]; row > 0 {
			v.Left[i].Note = lang.Msg("Baris %d dengan nama ini masih menunggu diperbaiki", row)
		}
	}
	return r.show(v)
}

// heldNames finds the rows that wait by the name in them, since somebody whose row waits has not left.
func (s *Server) heldNames(ctx context.Context, tx *db.Tx, r *Request, b *intake.Batch) (map[string]int, error) {
	scope, err := r.Actor.Scope(kindOf(b.Kind).permission)
	if err != nil {
		return nil, err
	}
	list, err := s.app.Roster.WaitingOf(ctx, tx, scope, b.ID, 5000)
	out := map[string]int{}
	for _, w := range list {
		if c := linkperson.Canonical(w.Personal.Name); c != "" {
			out[c] = w.Row
		}
	}
	return out, err
}

func diffPeople(list []roster.Changed, before bool) []view.DiffPerson {
	out := make([]view.DiffPerson, 0, len(list))
	for _, c := range list {
		d := view.DiffPerson{Name: c.Name, Code: person.Code(c.Person), BirthYear: c.BirthYear, Job: c.Position, Was: max(c.Was, 0), Is: max(c.Is, 0), Until: c.End, Decree: c.Decree}
		if before { // whoever is new has no page yet
			d.URL = personURL(c.Government, c.Person)
		}
		if c.Elsewhere != "" {
			d.Note = lang.Msg("ada di %s bulan ini", c.Elsewhere)
		}
		out = append(out, d)
	}
	return out
}

// importConfirm asks before anything changes.
func (s *Server) importConfirm(r *Request) error {
	l, to, err := s.draft(r)
	if err != nil {
		return err
	}
	if to != "" {
		return r.redirect(to)
	}
	t := l.Tally
	v := view.ImportConfirm{Page: r.page(view.SecImports), ID: strconv.FormatInt(l.ID, 10), File: l.FileName, Unit: l.UnitName, Kind: lang.Msg(kindOf(l.Kind).label), Month: l.Month, AsOf: l.AsOf,
		Apply: t.Applied, Waiting: t.Waiting, Rejected: t.Rejected, Unchanged: t.Unchanged, Owner: l.CreatorName, Key: newKey(), Check: importURL(l.ID, "periksa")}
	switch u := roster.UnderstoodOf(l.Batch); {
	case l.Kind != roster.ImportKind:
	case u.Nihil:
		v.File = lang.T(r.Lang, "Nihil: instansi menyatakan tidak punya pekerja bukan ASN")
		v.Check = "/impor"
		fallthrough
	default:
		var d *roster.Difference
		err := r.read(func(ctx context.Context, tx *db.Tx) (err error) {
			d, err = roster.Diff(ctx, tx, l.Batch)
			return err
		})
		if err != nil {
			return err
		}
		v.HasDiff, v.Diff = true, importURL(l.ID, "selisih")
		if v.Checker, err = s.checkerOf(r, l.Batch); err != nil {
			return err
		}
		v.Joined, v.Left, v.Wage, v.Ending = len(d.Joined), len(d.Left), len(d.Wage), len(d.Ending)
	}
	return r.show(v)
}

// postConfirm applies a draft. Applying twice acts once: an applied batch is returned as it is.
func (s *Server) postConfirm(r *Request) error {
	l, err := r.batch()
	if err != nil {
		return err
	}
	if l.State != intake.Draft && l.State != intake.Applied {
		return r.redirect(stepURL(l.Batch))
	}
	b, err := s.app.Intake.Apply(r.Context(), r.Actor, l.ID)
	if errors.Is(err, intake.ErrSecondPerson) { // the maker asks, another decides
		if _, err := s.app.Intake.Submit(r.Context(), r.Actor, l.ID, ""); err != nil {
			return err
		}
		return r.redirect("/persetujuan?kabar=diajukan")
	}
	if err != nil {
		return err
	}
	if err := s.app.QueueRefresh(r.Context()); err != nil {
		return err
	}
	to := importURL(b.ID, "bukti")
	if b.Repeated {
		to += "?kabar=sudah"
	}
	return r.redirect(to)
}

// hashMost bounds the files whose digest is computed for the receipt while the reader waits.
const hashMost = 64 << 20

// importReceipt shows what was done, and what follows.
func (s *Server) importReceipt(r *Request) error {
	l, err := r.batch()
	if err != nil {
		return err
	}
	if l.State != intake.Applied && l.State != intake.Undone {
		return r.redirect(stepURL(l.Batch))
	}
	t := l.Tally
	v := view.ImportReceipt{Page: r.page(view.SecImports), ID: strconv.FormatInt(l.ID, 10), Receipt: l.Receipt(), File: l.FileName, Unit: l.UnitName, Kind: lang.Msg(kindOf(l.Kind).label), Month: l.Month,
		Rows: t.Rows, Applied: t.Applied, Waiting: t.Waiting, Rejected: t.Rejected, Unchanged: t.Unchanged, By: l.CreatorName, At: l.AppliedAt, Undone: l.State == intake.Undone}
	v.Notice = importNotice(r)
	v.Crumbs = []view.Link{{Text: lang.Msg("Impor"), URL: "/impor"}}
	if v.SHA256, err = s.digestOf(r.Context(), l.Batch); err != nil {
		return err
	}
	if l.Kind == roster.ImportKind && l.Blob != "" && !roster.UnderstoodOf(l.Batch).Nihil {
		v.Marked = importURL(l.ID, "berkas-bertanda.xlsx")
	}
	if v.Undone {
		return r.show(v)
	}
	v.Undo = importURL(l.ID, "batalkan")
	v.Next = nextLines(l)
	v.WhatsApp = "https://wa.me/?text=" + url.QueryEscape(receiptWords(r, l))
	return r.show(v)
}

// digestOf is the digest that the sender can compute too; "" where there is no file, or one too big to read now.
func (s *Server) digestOf(ctx context.Context, b *intake.Batch) (string, error) {
	if b.Blob == "" {
		return "", nil
	}
	f, err := s.app.Blobs.Open(ctx, b.Government, b.Blob)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return "", nil // its retention has ended
	}
	if err != nil {
		return "", err
	}
	if f.Size() > hashMost {
		return "", nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, f.Reader()); err != nil {
		return "", fmt.Errorf("read file of import %d: %w", b.ID, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func nextLines(l intake.Listed) (out []view.NextLine) {
	if l.Tally.Waiting > 0 {
		out = append(out, view.NextLine{Text: lang.Msg("Perbaiki %d baris yang menunggu", l.Tally.Waiting), URL: "/antrean",
			Line: lang.Msg("Orangnya belum masuk daftar, jadi belum dapat didaftarkan dan dibayar.")})
	}
	if l.Tally.Rejected > 0 {
		out = append(out, view.NextLine{Text: lang.Msg("Kirim ulang %d baris yang ditolak", l.Tally.Rejected), URL: "/impor/baru?jenis=" + l.Kind,
			Line: lang.Msg("Betulkan di berkas aslinya. Mengirim berkas yang sama lagi tidak menggandakan apa pun.")})
	}
	board := "/papan"
	if l.Month != 0 {
		board += "?bulan=" + l.Month.String()
	}
	out = append(out, view.NextLine{Text: lang.Msg("Lihat siapa yang sudah dan belum terlindungi"), URL: board,
		Line: lang.Msg("Empat fakta sedang dihitung ulang; biasanya selesai dalam semenit.")})
	return out
}

// receiptWords is what a message to colleagues says: figures and the receipt, no names and no numbers of people.
func receiptWords(r *Request, l intake.Listed) string {
	what := lang.T(r.Lang, kindOf(l.Kind).label)
	if l.UnitName != "" {
		what += " " + l.UnitName
	}
	if l.Month != 0 {
		what += ", " + text.Month(r.Lang, l.Month)
	}
	t := l.Tally
	return lang.T(r.Lang, "%s sudah diterapkan di Payung: %d baris, %d menunggu diperbaiki. Bukti %s.", what, t.Applied+t.Unchanged, t.Waiting, l.Receipt())
}

func (s *Server) undoPage(r *Request, l intake.Listed) view.ImportUndo {
	v := view.ImportUndo{Page: r.page(view.SecImports), ID: strconv.FormatInt(l.ID, 10), Receipt: l.Receipt(), File: l.FileName, Unit: l.UnitName, Month: l.Month, Applied: l.Tally.Applied + l.Tally.Unchanged,
		Reason: r.PostFormValue("alasan")}
	if v.File == "" {
		v.File = lang.T(r.Lang, kindOf(l.Kind).label)
	}
	if l.State == intake.Draft || l.State == intake.Checking {
		v.Applied = 0
	}
	v.Crumbs = []view.Link{{Text: lang.Msg("Impor"), URL: "/impor"}}
	return v
}

// importUndo asks why an import is to be taken back.
func (s *Server) importUndo(r *Request) error {
	l, err := r.batch()
	if err != nil {
		return err
	}
	if l.State == intake.Undone || l.State == intake.Discarded {
		return r.redirect(stepURL(l.Batch))
	}
	return r.show(s.undoPage(r, l))
}

// postUndo takes an import back, or lists what rests on it.
func (s *Server) postUndo(r *Request) error {
	l, err := r.batch()
	if err != nil {
		return err
	}
	v := s.undoPage(r, l)
	reason, err := intake.Reason(r.PostFormValue("alasan"))
	if err != nil {
		v.Errors = []view.FieldError{{Field: "alasan", Text: fault.TextOf(err)}}
		return r.again(v)
	}
	if l.State == intake.Draft || l.State == intake.Checking {
		if _, err := s.app.Intake.Discard(r.Context(), r.Actor, l.ID); err != nil {
			return err
		}
		return r.redirect("/impor?kabar=dibuang")
	}
	_, err = s.app.Intake.UndoFor(r.Context(), r.Actor, l.ID, reason)
	if err != nil && fault.KindOf(err) == fault.Conflict {
		if v.Blockers = s.blockers(r, fault.TextOf(err)); len(v.Blockers) > 0 {
			return view.Write(r.W, r.Request, 409, v)
		}
	}
	if err != nil {
		return err
	}
	if err := s.app.QueueRefresh(r.Context()); err != nil {
		return err
	}
	return r.redirect(importURL(l.ID, "bukti"))
}

var receiptNumber = regexp.MustCompile(`P-\d{6,}`)

// blockers turns the receipts in a refusal into what they were; one that is out of reach stays a number.
func (s *Server) blockers(r *Request, refusal lang.Text) (out []view.Blocker) {
	for _, number := range receiptNumber.FindAllString(refusal.In(lang.ID), -1) {
		b := view.Blocker{Text: lang.Msg("%s", number)}
		if id, err := intake.ParseReceipt(number); err == nil {
			if l, err := r.batchByID(id); err == nil {
				b = view.Blocker{Text: lang.Msg("%s (%s)", lang.Msg(kindOf(l.Kind).label), number), URL: importURL(id, "bukti"), At: l.AppliedAt, By: l.CreatorName}
			}
		}
		out = append(out, b)
	}
	return out
}
