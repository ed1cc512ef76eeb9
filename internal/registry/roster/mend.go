package roster

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/roster/preflight"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// opAmend is a correction that leaves a row waiting.
var opAmend = change.Op{Name: "roster.amend", Permission: access.ImportRoster}

// Mend corrects a waiting row: it becomes a worker where nothing speaks against it any more (the batch is the repair's
// receipt); else it keeps the corrected values and waits with what is still wrong, and the batch is nil.
func (s *Service) Mend(ctx context.Context, actor access.Actor, government, id int64, v Values) (*intake.Batch, *preflight.Row, error) {
	scope, err := actor.Scope(access.ImportRoster)
	if err != nil {
		return nil, nil, err
	}
	var w *WaitingRow
	err = s.db.Read(ctx, func(tx *db.Tx) (err error) {
		w, err = s.Waiting(ctx, tx, scope.Narrow(government, ""), id)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	full := w.ValuesOf()
	for name, value := range v {
		if !strings.Contains(value, "•") { // a masked number that came back untouched
			full[name] = strings.TrimSpace(value)
		}
	}
	b, row, err := s.fixIn(ctx, actor, scope.Narrow(government, ""), id, full)
	if err != nil || b != nil {
		return b, row, err
	}
	return nil, row, s.amend(ctx, actor, w, full, row)
}

// amend keeps corrected values of a row that still waits; what it held first stays beside it.
func (s *Service) amend(ctx context.Context, actor access.Actor, w *WaitingRow, v Values, row *preflight.Row) error {
	u, g, b, err := s.around(ctx, actor, w)
	if err != nil {
		return err
	}
	told := Personal{NIK: v["nik"], Name: v["nama"], Title: v["gelar"], BirthPlace: v["tempat_lahir"], Born: v["tanggal_lahir"], Mother: v["nama_ibu"], Address: v["alamat"], Phone: v["hp"],
		Waiting:  &Unaccepted{v["jenis_kelamin"], v["kategori"], v["jabatan"], v["upah"], v["mulai"], v["selesai"], v["nomor_sk"], v["sumber_dana"]},
		Findings: relocated(row, w, UnderstoodOf(b))}
	plain, err := json.Marshal(told)
	if err != nil {
		return err
	}
	key, err := s.ring.Unwrap(b.WrappedKey)
	if err != nil {
		return fmt.Errorf("open key of import %d: %w", w.Batch, err)
	}
	return s.door.Do(ctx, actor, opAmend, u.Target(g), func(tx *change.Tx) error {
		if err := intake.Touched(ctx, tx, w.Batch); err != nil {
			return err
		}
		if err := keepWaiting(ctx, tx, w); err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `UPDATE roster_row SET sealed = $3, findings = $4 WHERE government_id = $1 AND id = $2 AND status = 'waiting'`,
			w.Government, w.ID, key.Seal(plain, SealLabel), codes(row))
		if err != nil {
			return fmt.Errorf("amend row %d: %w", w.ID, err)
		}
		if n != 1 {
			return ErrNoRow
		}
		tx.Record("roster_row", w.ID, map[string]any{"codes": codes(row)})
		return nil
	})
}

// around returns the unit, government and batch of a waiting row.
func (s *Service) around(ctx context.Context, actor access.Actor, w *WaitingRow) (u unit.Unit, g unit.Government, b *intake.Batch, err error) {
	scope, err := actor.Scope(access.ImportRoster)
	if err != nil {
		return u, g, nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) (err error) {
		if u, err = unit.ByID(ctx, tx, scope, w.Government, w.Unit); err != nil {
			return err
		}
		if g, err = unit.GovernmentByID(ctx, tx, w.Government); err != nil {
			return err
		}
		b, err = intake.Get(ctx, tx, access.Everything(), w.Batch)
		return err
	})
	return u, g, b, err
}

// relocated returns the findings of a corrected row with the cells of the file it came from.
func relocated(row *preflight.Row, w *WaitingRow, u Understood) []RowFault {
	told := personalOf(row)
	for i := range told.Findings {
		f := &told.Findings[i]
		pasted := row.Address(f.Field)
		f.Column = u.column(w.Sheet, f.Field)
		at := f.Column + strconv.Itoa(w.Row)
		if f.Column == "" {
			at = "baris " + strconv.Itoa(w.Row)
		}
		for k, a := range f.Say.Args {
			if text, ok := a.(string); ok && pasted != "" && text == pasted {
				f.Say.Args[k] = at
			}
		}
	}
	return told.Findings
}

// mostRepairs bounds one transaction of repairs.
const mostRepairs = 200

// RepairAll takes the proposal of every waiting row of a batch whose proposals leave nothing wrong, of one finding or of
// all (code ""). It returns one receipt per handful of rows, and how many rows were repaired.
func (s *Service) RepairAll(ctx context.Context, actor access.Actor, batch *intake.Batch, code string) (receipts []*intake.Batch, repaired int, err error) {
	scope, err := actor.Scope(access.ImportRoster)
	if err != nil {
		return nil, 0, err
	}
	var list []*WaitingRow
	err = s.db.Read(ctx, func(tx *db.Tx) (err error) {
		list, err = s.WaitingOf(ctx, tx, scope, batch.ID, 1<<20)
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	byUnit := map[[2]int64][]mended{}
	var order [][2]int64
	units := map[[2]int64]place{}
	for _, w := range list {
		if code != "" && !slices.ContainsFunc(w.Personal.Findings, func(f RowFault) bool { return f.Code == code && f.Repair != "" }) {
			continue
		}
		at := [2]int64{w.Government, w.Unit}
		p, ok := units[at]
		if !ok {
			if p.unit, p.government, _, err = s.around(ctx, actor, w); err != nil {
				return nil, 0, err
			}
			units[at] = p
			order = append(order, at)
		}
		m, ok, err := mendable(ctx, w, p.unit)
		if err != nil {
			return nil, 0, err
		}
		if ok {
			byUnit[at] = append(byUnit[at], m)
		}
	}
	for _, at := range order {
		for handful := range slices.Chunk(byUnit[at], mostRepairs) {
			b, n, err := s.repair(ctx, actor, units[at], handful)
			if err != nil {
				return receipts, repaired, err
			}
			if b != nil {
				receipts = append(receipts, b)
			}
			repaired += n
		}
	}
	return receipts, repaired, nil
}

type place struct {
	unit       unit.Unit
	government unit.Government
}

// mended is a waiting row with what its proposals make of it.
type mended struct {
	w   *WaitingRow
	row *preflight.Row
}

func mendable(ctx context.Context, w *WaitingRow, u unit.Unit) (mended, bool, error) {
	v, whole := w.Repaired()
	if !whole {
		return mended{}, false, nil
	}
	row, err := CheckValues(ctx, v, u, w.Month)
	if fault.KindOf(err) == fault.Invalid && err != nil {
		return mended{}, false, nil
	}
	if err != nil {
		return mended{}, false, err
	}
	_, ok := row.Person.ValidNIK()
	if !ok || row.Status == preflight.Rejected {
		return mended{}, false, nil
	}
	row.Sheet, row.Number = w.Sheet, w.Row
	return mended{w, row}, true, nil
}

// repair accepts a handful of rows of one unit under one receipt. A row whose number stands in the list already goes on
// waiting, as does one that somebody else repaired meanwhile.
func (s *Service) repair(ctx context.Context, actor access.Actor, p place, rows []mended) (*intake.Batch, int, error) {
	n := 0
	first := rows[0].w
	req := intake.Request{Kind: FixKind, Target: p.unit.Target(p.government), Unit: p.unit.ID, Month: first.Month, File: intake.File{Name: first.FileName}}
	b, err := s.road.Act(ctx, actor, req, func(tx *change.Tx, b *intake.Batch) (intake.Tally, error) {
		n = 0
		var t intake.Tally
		var altered []intake.Altered
		for _, m := range rows {
			number, _ := m.row.Person.ValidNIK()
			err := s.accept(ctx, tx, m.w, m.row, string(number))
			if k := fault.KindOf(err); err != nil && (k == fault.Conflict || k == fault.NotFound) {
				continue
			}
			if err != nil {
				return t, err
			}
			altered = append(altered, intake.Altered{Government: m.w.Government, What: "roster_row", ID: m.w.ID, Before: string(Waiting), After: string(Fixed)})
			n++
		}
		if n == 0 {
			return t, errNothingToRepair
		}
		t.Rows, t.Applied = n, n
		if err := intake.Journal(ctx, tx, b.ID, altered); err != nil {
			return t, err
		}
		if err := intake.Shift(ctx, tx, first.Batch, -n); err != nil {
			return t, err
		}
		return t, s.tell(ctx, tx, first.Government, first.Month)
	})
	if fault.KindOf(err) == fault.Conflict {
		return nil, 0, nil
	}
	return b, n, err
}

var errNothingToRepair = fault.New(fault.Conflict, "Tidak ada baris yang dapat diperbaiki dengan usulan.")
