package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/approval"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// Kind is what is particular to one kind of file.
type Kind interface {
	// Permission is what checking, applying and undoing need.
	Permission() access.Permission
	// Stage reads the file and writes its rows under the batch, in chunks that nobody sees.
	Stage(ctx context.Context, s *Staging) (Tally, error)
	// Clear removes what an earlier run staged under the batch.
	Clear(ctx context.Context, tx *db.Tx, b *Batch) error
	// Apply makes the staged rows the truth and tells what became of them.
	Apply(ctx context.Context, tx *change.Tx, b *Batch) (Tally, error)
	// Undo takes an applied batch back, or returns a Conflict fault that lists what rests on it.
	Undo(ctx context.Context, tx *change.Tx, b *Batch) error
}

// Staging is what a kind works with while it stages one batch.
type Staging struct {
	Batch    *Batch
	Request  Request
	Key      crypt.Key // seals rows that are nobody yet
	Actor    access.Actor
	Scope    access.Scope
	SHA256   string
	Progress func(done, total int64)
	service  *Service
	op       change.Op
	target   access.Target
}

// Chunk runs one transaction of staged rows, as long as the request still holds the work. It runs again where somebody
// else made the same person or line at the same moment: the second time it is found.
func (s *Staging) Chunk(ctx context.Context, fn func(tx *db.Tx) error) error {
	const attempts = 4
	for try := 1; ; try++ {
		if err := s.chunk(ctx, fn); err == nil || try == attempts || !db.Unique(err) {
			return err
		}
	}
}

func (s *Staging) chunk(ctx context.Context, fn func(tx *db.Tx) error) error {
	return s.service.door.Stage(ctx, s.Actor, s.op, s.target, func(tx *db.Tx) error {
		if s.Request.Guard != nil {
			if err := s.Request.Guard(ctx, tx); err != nil {
				return err
			}
		}
		return fn(tx)
	})
}

// IDs takes n ids of a government ahead of a chunk, so that no other writer waits for the chunk to end.
func (s *Staging) IDs(ctx context.Context, government int64, n int) (int64, error) {
	return s.service.db.IDs(ctx, government, n)
}

// GovernmentCode is the code of the government whose file it is; "" where the file spans governments.
func (s *Staging) GovernmentCode() string { return s.target.GovernmentCode }

// Read runs a read.
func (s *Staging) Read(ctx context.Context, fn func(tx *db.Tx) error) error {
	return s.service.db.Read(ctx, fn)
}

// ChunkRows is how many rows one transaction of staging writes: few on SQLite, where all writers queue.
func (s *Staging) ChunkRows() int {
	if s.service.db.Engine() == db.SQLite {
		return 500
	}
	return 5000
}

// Request is a file that somebody hands in.
type Request struct {
	Kind     string
	Target   access.Target // whose it is; the zero Target is the whole installation
	Unit     int64
	Month    period.Month
	AsOf     period.Date
	File     File
	Blob     string
	Layout   string // a layout the person put right, as JSON of the reader
	Sheet    string
	Key      string // of the form that sent it: the same key twice makes one batch; "" where there is none
	Progress func(done, total int64)
	Guard    func(ctx context.Context, tx *db.Tx) error // fails once somebody else has taken the work over
}

// Listener hears of applied and undone batches, inside their transaction.
type Listener func(ctx context.Context, tx *change.Tx, b *Batch) error

// Service is the road.
type Service struct {
	db        *db.DB
	door      *change.Door
	ring      *crypt.Keyring
	kinds     map[string]Kind
	listeners []Listener
}

// New returns the road of a database.
func New(d *db.DB, door *change.Door, ring *crypt.Keyring) *Service {
	return &Service{db: d, door: door, ring: ring, kinds: map[string]Kind{}}
}

// Register adds a kind of file.
func (s *Service) Register(name string, k Kind) { s.kinds[name] = k }

// OnChange adds a listener.
func (s *Service) OnChange(l Listener) { s.listeners = append(s.listeners, l) }

// Kinds tells whether a kind is known.
func (s *Service) kind(name string) (Kind, error) {
	k, ok := s.kinds[name]
	if !ok {
		return nil, fault.New(fault.Usage, "Jenis kiriman %q tidak dikenal. Yang ada: units, roster, participants, budget, payments, declared.", name)
	}
	return k, nil
}

// Check receives a file and stages it as a draft. Where the very same file is applied already it returns that batch,
// marked Repeated.
func (s *Service) Check(ctx context.Context, actor access.Actor, req Request) (*Batch, error) {
	b, err := s.Receive(ctx, actor, req)
	if err != nil || b.Repeated {
		return b, err
	}
	return s.Stage(ctx, actor, b.ID, req)
}

// May tells whether the actor may hand in such a file at all, before anything of it is stored.
func (s *Service) May(actor access.Actor, req Request) error {
	kind, err := s.kind(req.Kind)
	if err != nil {
		return err
	}
	scope, err := actor.Scope(kind.Permission())
	if err != nil {
		return err
	}
	if !scope.Holds(req.Target) {
		return access.ErrForbidden
	}
	return nil
}

// Receive registers a file as a batch that is still to be staged.
func (s *Service) Receive(ctx context.Context, actor access.Actor, req Request) (*Batch, error) {
	kind, err := s.kind(req.Kind)
	if err != nil {
		return nil, err
	}
	sum, err := digest(req.File)
	if err != nil {
		return nil, fault.New(fault.Usage, "Berkas tidak dapat dibaca.").Because(err)
	}
	b := &Batch{
		Government: req.Target.Government, Kind: req.Kind, Unit: req.Unit, Month: req.Month, AsOf: req.AsOf, FileName: req.File.Name,
		Digest: s.ring.Index(crypt.Content, string(sum)), Blob: req.Blob, State: Checking, Creator: actor.Username, CreatedBy: actor.Account,
	}
	if earlier, err := s.applied(ctx, b); err != nil || earlier != nil {
		return earlier, err
	}
	if _, b.WrappedKey, err = s.ring.NewKey(); err != nil {
		return nil, err
	}
	fresh := *b
	err = s.door.Do(ctx, actor, change.Op{Name: req.Kind + ".receive", Permission: kind.Permission()}, req.Target, func(tx *change.Tx) error {
		*b = fresh // a transaction that is run again begins anew
		again, err := s.once(ctx, tx, actor, req, b)
		if err != nil || again {
			return err
		}
		return s.insert(ctx, tx, b)
	})
	return b, err
}

// Stage reads a received file into a draft. It may run again, after a crash or with a corrected layout: what an earlier
// run staged is cleared first.
func (s *Service) Stage(ctx context.Context, actor access.Actor, id int64, req Request) (*Batch, error) {
	b, target, err := s.find(ctx, id)
	if err != nil {
		return nil, err
	}
	kind, err := s.kind(b.Kind)
	if err != nil {
		return nil, err
	}
	scope, err := actor.Scope(kind.Permission())
	if err != nil {
		return nil, err
	}
	if !scope.Holds(target) {
		return nil, ErrNoBatch
	}
	if b.State == Applied || b.State == Undone { // a refused file may be read again with another layout
		return nil, fault.New(fault.Conflict, "Kiriman %s sudah diterapkan; batalkan lewat tombol Batalkan.", b.Receipt())
	}
	if len(b.WrappedKey) == 0 {
		return nil, errSwept
	}
	key, err := s.ring.Unwrap(b.WrappedKey)
	if err != nil {
		return nil, fmt.Errorf("open key of import %d: %w", b.ID, err)
	}
	op := change.Op{Name: b.Kind + ".check", Permission: kind.Permission()}
	if err := s.door.Stage(ctx, actor, op, target, func(tx *db.Tx) error { return kind.Clear(ctx, tx, b) }); err != nil {
		return nil, err
	}
	sum, err := digest(req.File)
	if err != nil {
		return nil, fmt.Errorf("read file of import %d: %w", b.ID, err)
	}
	b.Layout = ""
	st := &Staging{Batch: b, Request: req, Key: key, Actor: actor, Scope: scope, SHA256: hex.EncodeToString(sum), Progress: req.Progress, service: s, op: op, target: target}
	if st.Progress == nil {
		st.Progress = func(int64, int64) {}
	}
	tally, err := kind.Stage(ctx, st)
	if err != nil {
		return nil, s.giveUp(ctx, actor, op, target, b, err)
	}
	b.Tally, b.State = tally, Draft
	err = s.door.Do(ctx, actor, op, target, func(tx *change.Tx) error {
		tx.Record("import", b.ID, map[string]any{"kind": b.Kind, "rows": tally.Rows, "codes": tally.Codes})
		return b.save(ctx, tx)
	})
	return b, err
}

// find returns a batch and its owner, whoever asks; the caller checks the scope.
func (s *Service) find(ctx context.Context, id int64) (b *Batch, target access.Target, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) (err error) {
		if b, err = Get(ctx, tx, access.Everything(), id); err != nil {
			return err
		}
		target, err = s.target(ctx, tx, b)
		return err
	})
	return b, target, err
}

// giveUp marks a batch whose file could not be staged, and returns the cause.
func (s *Service) giveUp(ctx context.Context, actor access.Actor, op change.Op, target access.Target, b *Batch, cause error) error {
	if ctx.Err() != nil { // stopped, not refused: it can be staged again
		return cause
	}
	b.State = Discarded
	if text := fault.TextOf(cause); fault.KindOf(cause) != fault.Internal {
		b.Tally = Tally{}
		b.Tally.Note(Finding{Code: refusal(cause), Severity: "reject", Text: text})
	}
	if err := s.door.Do(context.WithoutCancel(ctx), actor, op, target, func(tx *change.Tx) error { return b.save(ctx, tx) }); err != nil {
		return fmt.Errorf("%w (and %v)", cause, err)
	}
	return cause
}

// refusal is the code of a refused file: FILE_TOO_BIG and the like where the reader gave one.
func refusal(cause error) string {
	var f *fault.Error
	if errors.As(cause, &f) && f.Cause != nil && strings.HasPrefix(f.Cause.Error(), "FILE_") {
		code, _, _ := strings.Cut(f.Cause.Error(), ":")
		return code
	}
	if fault.KindOf(cause) == fault.TooBig {
		return "FILE_TOO_BIG"
	}
	return "FILE_REFUSED"
}

func digest(f File) ([]byte, error) {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(f.Reader, 0, f.Size)); err != nil {
		return nil, err
	}
	return h.Sum(nil), nil
}

func (s *Service) applied(ctx context.Context, b *Batch) (found *Batch, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		found, err = appliedBefore(ctx, tx, b)
		return err
	})
	return found, err
}

// appliedBefore returns the applied batch of the same file for the same purpose, unless a later file took its place.
func appliedBefore(ctx context.Context, r db.Reader, b *Batch) (*Batch, error) {
	rows, err := r.Query(ctx, `SELECT `+columns+` FROM import_batch b WHERE b.digest = $1 AND b.kind = $2 AND b.government_id = $3 AND b.unit_id = $4 AND b.month = $5 AND b.as_of = $6
		AND b.state = 'applied' AND b.id <> $7 AND NOT EXISTS (SELECT 1 FROM import_batch c WHERE c.kind = b.kind AND c.government_id = b.government_id AND c.unit_id = b.unit_id
		AND c.month = b.month AND c.as_of = b.as_of AND c.state = 'applied' AND (c.applied_at > b.applied_at OR (c.applied_at = b.applied_at AND c.id > b.id)))`,
		b.Digest, b.Kind, b.Government, b.Unit, b.Month.String(), b.AsOf.String(), b.ID)
	if err != nil {
		return nil, fmt.Errorf("look for the same file: %w", err)
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, rows.Err()
	}
	found, err := scan(rows)
	if err != nil {
		return nil, err
	}
	found.Repeated = true
	t := &found.Tally
	t.Unchanged, t.Applied, t.Waiting, t.Rejected = t.Rows, 0, 0, 0
	return found, nil
}

func (s *Service) insert(ctx context.Context, tx *change.Tx, b *Batch) error {
	if b.ID == 0 {
		id, err := tx.IDs(ctx, 0, 1)
		if err != nil {
			return err
		}
		b.ID = id
	}
	b.CreatedAt = tx.Now
	_, err := tx.Exec(ctx, `INSERT INTO import_batch (id, government_id, kind, unit_id, month, as_of, file_name, digest, blob, state, row_count, applied_count, waiting_count,
		rejected_count, unchanged_count, findings, layout, wrapped_key, created_by, creator, created_at, applied_at, undone_at, undone_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, 0, 0, 0, '{}', $11, $12, $13, $14, $15, '', '', '')`,
		b.ID, b.Government, b.Kind, b.Unit, b.Month.String(), b.AsOf.String(), b.FileName, b.Digest, b.Blob, string(b.State), b.Layout, b.WrappedKey, b.CreatedBy, b.Creator, clock.Stamp(b.CreatedAt))
	return err
}

func (b *Batch) save(ctx context.Context, tx *change.Tx) error {
	kept, err := b.Tally.keep()
	if err != nil {
		return err
	}
	stamp := func(t interface{ IsZero() bool }, s string) string {
		if t.IsZero() {
			return ""
		}
		return s
	}
	_, err = tx.Exec(ctx, `UPDATE import_batch SET state = $2, row_count = $3, applied_count = $4, waiting_count = $5, rejected_count = $6, unchanged_count = $7, findings = $8,
		layout = $9, applied_at = $10, undone_at = $11, undone_by = $12 WHERE id = $1`,
		b.ID, string(b.State), b.Tally.Rows, b.Tally.Applied, b.Tally.Waiting, b.Tally.Rejected, b.Tally.Unchanged, kept, b.Layout,
		stamp(b.AppliedAt, clock.Stamp(b.AppliedAt)), stamp(b.UndoneAt, clock.Stamp(b.UndoneAt)), b.UndoneBy)
	return err
}

// target returns the batch's owner as something acted upon.
func (s *Service) target(ctx context.Context, r db.Reader, b *Batch) (access.Target, error) {
	t := access.Target{Government: b.Government}
	if b.Government == 0 {
		return t, nil
	}
	if err := r.QueryRow(ctx, `SELECT code FROM government WHERE id = $1`, b.Government).Scan(&t.GovernmentCode); err != nil {
		return t, fmt.Errorf("read owner of import: %w", err)
	}
	if b.Unit == 0 {
		return t, nil
	}
	if err := r.QueryRow(ctx, `SELECT path FROM unit WHERE government_id = $1 AND id = $2`, b.Government, b.Unit).Scan(&t.UnitPath); err != nil {
		return t, fmt.Errorf("read unit of import: %w", err)
	}
	rows, err := r.Query(ctx, `SELECT npp FROM unit_registration WHERE government_id = $1 AND unit_id = $2`, b.Government, b.Unit)
	if err != nil {
		return t, err
	}
	defer rows.Close()
	for rows.Next() {
		var npp string
		if err := rows.Scan(&npp); err != nil {
			return t, err
		}
		t.NPPs = append(t.NPPs, npp)
	}
	return t, rows.Err()
}

// Apply makes a draft the truth. A batch that is applied already is returned as it is: the same request twice acts once.
func (s *Service) Apply(ctx context.Context, actor access.Actor, id int64) (*Batch, error) {
	return s.ApplyAs(ctx, actor, id, approval.Decision{})
}

// ApplyAs applies a draft as what its second person decided on a page.
func (s *Service) ApplyAs(ctx context.Context, actor access.Actor, id int64, d approval.Decision) (*Batch, error) {
	return s.move(ctx, actor, id, "apply", func(ctx context.Context, tx *change.Tx, k Kind, b *Batch) error {
		switch b.State {
		case Applied:
			return nil
		case Draft:
		default:
			return fault.New(fault.Conflict, "Kiriman %s tidak dapat diterapkan karena statusnya %s.", b.Receipt(), string(b.State))
		}
		if err := secondPerson(ctx, tx, k, b, d); err != nil {
			return err
		}
		if earlier, err := appliedBefore(ctx, tx, b); err != nil {
			return err
		} else if earlier != nil {
			*b = *earlier
			return nil
		}
		applied, err := k.Apply(ctx, tx, b)
		if err != nil {
			return err
		}
		applied.Codes, applied.Findings = b.Tally.Codes, append(b.Tally.Findings, applied.Findings...)
		b.Tally, b.State, b.AppliedAt = applied, Applied, tx.Now
		tx.Record("import", b.ID, map[string]any{"kind": b.Kind, "applied": applied.Applied, "waiting": applied.Waiting, "digest": hex.EncodeToString(b.Digest)})
		if err := b.save(ctx, tx); err != nil {
			return err
		}
		return s.tell(ctx, tx, b)
	})
}

// Undo takes an applied batch back.
func (s *Service) Undo(ctx context.Context, actor access.Actor, id int64) (*Batch, error) {
	return s.UndoFor(ctx, actor, id, "")
}

// UndoFor takes an applied batch back and keeps the reason in the trail. The reason names nobody: see [Reason].
func (s *Service) UndoFor(ctx context.Context, actor access.Actor, id int64, reason string) (*Batch, error) {
	return s.move(ctx, actor, id, "undo", func(ctx context.Context, tx *change.Tx, k Kind, b *Batch) error {
		switch b.State {
		case Undone:
			return nil
		case Applied:
		default:
			return fault.New(fault.Conflict, "Kiriman %s belum diterapkan, jadi tidak ada yang dibatalkan.", b.Receipt())
		}
		if err := k.Undo(ctx, tx, b); err != nil {
			return err
		}
		b.State, b.UndoneAt, b.UndoneBy = Undone, tx.Now, tx.Actor.Username
		detail := map[string]any{"kind": b.Kind}
		if reason != "" {
			detail["reason"] = reason
		}
		tx.Record("import", b.ID, detail)
		if err := b.save(ctx, tx); err != nil {
			return err
		}
		return s.tell(ctx, tx, b)
	})
}

// Discard drops a draft.
func (s *Service) Discard(ctx context.Context, actor access.Actor, id int64) (*Batch, error) {
	return s.move(ctx, actor, id, "discard", func(ctx context.Context, tx *change.Tx, _ Kind, b *Batch) error {
		if b.State != Checking && b.State != Draft && b.State != Discarded {
			return fault.New(fault.Conflict, "Kiriman %s sudah diterapkan; batalkan lewat tombol Batalkan.", b.Receipt())
		}
		b.State = Discarded
		tx.Record("import", b.ID, map[string]any{"kind": b.Kind})
		return b.save(ctx, tx)
	})
}

func (s *Service) tell(ctx context.Context, tx *change.Tx, b *Batch) error {
	for _, l := range s.listeners {
		if err := l(ctx, tx, b); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) move(ctx context.Context, actor access.Actor, id int64, verb string, fn func(context.Context, *change.Tx, Kind, *Batch) error) (*Batch, error) {
	b, target, err := s.find(ctx, id)
	if err != nil {
		return nil, err
	}
	kind, err := s.kind(b.Kind)
	if err != nil {
		return nil, err
	}
	scope, err := actor.Scope(kind.Permission())
	if err != nil {
		return nil, err
	}
	if !scope.Holds(target) { // to a stranger, another unit's import does not exist
		return nil, ErrNoBatch
	}
	err = s.door.Do(ctx, actor, change.Op{Name: b.Kind + "." + verb, Permission: kind.Permission()}, target, func(tx *change.Tx) error {
		if err := tx.Alone(ctx, b.Government); err != nil {
			return err
		}
		if b, err = Get(ctx, tx, access.Everything(), id); err != nil {
			return err
		}
		return fn(ctx, tx, kind, b)
	})
	if err != nil {
		return nil, err
	}
	return b, nil
}

// Resting is the fault that refuses an undo beneath later changes, with their list.
func Resting(receipts []int64) error {
	list := ""
	for i, id := range receipts {
		if i == 10 {
			list += ", … (" + strconv.Itoa(len(receipts)) + ")"
			break
		}
		if i > 0 {
			list += ", "
		}
		list += (&Batch{ID: id}).Receipt()
	}
	return &fault.Error{Kind: fault.Conflict, Text: lang.Msg("Belum dapat dibatalkan: perubahan berikut dibuat sesudahnya dan bertumpu padanya: %s. Batalkan itu lebih dahulu.", list)}
}

// Act makes a change that is no file but has a receipt and can be undone on the same road: a repaired row, a confirmed
// month. do runs in the change's transaction.
func (s *Service) Act(ctx context.Context, actor access.Actor, req Request, do func(tx *change.Tx, b *Batch) (Tally, error)) (*Batch, error) {
	kind, err := s.kind(req.Kind)
	if err != nil {
		return nil, err
	}
	var b *Batch
	err = s.door.Do(ctx, actor, change.Op{Name: req.Kind, Permission: kind.Permission()}, req.Target, func(tx *change.Tx) error {
		b = &Batch{Government: req.Target.Government, Kind: req.Kind, Unit: req.Unit, Month: req.Month, AsOf: req.AsOf, FileName: req.File.Name,
			Digest: []byte{}, State: Applied, Creator: actor.Username, CreatedBy: actor.Account, AppliedAt: tx.Now}
		if err := tx.Alone(ctx, b.Government); err != nil {
			return err
		}
		if err := s.insert(ctx, tx, b); err != nil {
			return err
		}
		if b.Tally, err = do(tx, b); err != nil {
			return err
		}
		tx.Record("import", b.ID, map[string]any{"kind": b.Kind})
		if err := b.save(ctx, tx); err != nil {
			return err
		}
		return s.tell(ctx, tx, b)
	})
	if err != nil {
		return nil, err
	}
	return b, nil
}

// Shift counts a row of a batch that was repaired (-1) or waits again (+1).
func Shift(ctx context.Context, tx *change.Tx, batch int64, waiting int) error {
	if err := Touched(ctx, tx, batch); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE import_batch SET waiting_count = waiting_count + $2, applied_count = applied_count - $2 WHERE id = $1`, batch, waiting)
	return err
}

// Learnt returns the layouts that people of a government confirmed for a kind of file.
func Learnt(ctx context.Context, r db.Reader, government int64, kind string) ([]string, error) {
	rows, err := r.Query(ctx, `SELECT layout FROM learnt_layout WHERE government_id = $1 AND kind = $2 ORDER BY at DESC`, government, kind)
	if err != nil {
		return nil, fmt.Errorf("read learnt layouts: %w", err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, fmt.Errorf("read learnt layouts: %w", err)
		}
		out = append(out, text)
	}
	return out, rows.Err()
}

// Learn keeps a layout that a person put right, by the fingerprint of its header.
func (s *Service) Learn(ctx context.Context, actor access.Actor, target access.Target, kind, fingerprint, layout string) error {
	k, err := s.kind(kind)
	if err != nil {
		return err
	}
	return s.door.Do(ctx, actor, change.Op{Name: "layout.learn", Permission: k.Permission()}, target, func(tx *change.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO learnt_layout (government_id, kind, fingerprint, layout, at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (government_id, kind, fingerprint) DO UPDATE SET layout = excluded.layout, at = excluded.at`, target.Government, kind, fingerprint, layout, clock.Stamp(tx.Now))
		tx.Record("government", target.Government, map[string]any{"layout": kind})
		return err
	})
}
