package roster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/roster/preflight"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// RowAt returns a row of a draft that stands in a line of the file, whatever its status, opened. Where two lists stand
// side by side, it is the row with a finding in that column.
func (s *Service) RowAt(ctx context.Context, r db.Reader, b *intake.Batch, sheet string, line int, column string) (*WaitingRow, error) {
	key, err := s.ring.Unwrap(b.WrappedKey)
	if err != nil {
		return nil, fmt.Errorf("open key of import %d: %w", b.ID, err)
	}
	rows, err := r.Query(ctx, `SELECT rr.government_id, rr.id, rr.unit_id, u.name, rr.status, rr.name, rr.position, rr.sex, rr.category, rr.wage, rr.start_date, rr.end_date, rr.decree, rr.fund,
		rr.sealed, p.wrapped_key, p.sealed_nik
		FROM government g CROSS JOIN roster_row rr JOIN unit u ON u.government_id = rr.government_id AND u.id = rr.unit_id LEFT JOIN person p ON p.government_id = rr.government_id AND p.id = rr.person_id
		WHERE rr.government_id = g.id AND rr.batch_id = $1 AND ($2 = 0 OR g.id = $2) AND rr.sheet = $3 AND rr.row_no = $4 AND rr.status <> 'dropped'
		ORDER BY CASE WHEN rr.status = 'waiting' THEN 0 ELSE 1 END, rr.id`, b.ID, b.Government, sheet, line)
	if err != nil {
		return nil, fmt.Errorf("find row %d: %w", line, err)
	}
	defer rows.Close()
	var found *WaitingRow
	for rows.Next() {
		var o opened
		var head WaitingRow
		if err := rows.Scan(&head.Government, &head.ID, &head.Unit, &head.UnitName, &o.status, &o.name, &o.told.Position, &o.told.Sex, &o.told.Category, &o.wage, &o.told.Start, &o.told.End, &o.told.Decree, &o.told.Fund,
			&o.sealed, &o.wrapped, &o.sealedNIK); err != nil {
			return nil, fmt.Errorf("find row %d: %w", line, err)
		}
		w, err := o.open(s.ring, key)
		if err != nil {
			return nil, fmt.Errorf("open row %d: %w", head.ID, err)
		}
		w.Government, w.ID, w.Unit, w.UnitName, w.Batch, w.Month, w.FileName, w.Sheet, w.Row, w.BatchState = head.Government, head.ID, head.Unit, head.UnitName, b.ID, b.Month, b.FileName, sheet, line, b.State
		w.Live = b.State == intake.Applied
		here := column != "" && slices.ContainsFunc(w.Personal.Findings, func(f RowFault) bool { return f.Column == column })
		if found == nil || here {
			found = &w
		}
		if here {
			break
		}
	}
	if found == nil {
		return nil, errors.Join(ErrNoRow, rows.Err())
	}
	return found, rows.Err()
}

var errNotDraft = fault.New(fault.Conflict, "Kiriman ini sudah diterapkan. Perbaiki barisnya di berkas, lalu kirim berkas itu lagi.")

// Correct changes values of a row of a draft that goes on: a wage, a date, a category that a check warned of. A correction
// that would hold the row back is refused with the reason; what the row held is kept beside it.
func (s *Service) Correct(ctx context.Context, actor access.Actor, w *WaitingRow, v Values) error {
	u, g, b, err := s.around(ctx, actor, w)
	if err != nil {
		return err
	}
	if b.State != intake.Draft {
		return errNotDraft
	}
	full := w.ValuesOf()
	for name, value := range v {
		if !strings.Contains(value, "•") { // a masked number that came back untouched
			full[name] = strings.TrimSpace(value)
		}
	}
	row, err := CheckValues(ctx, full, u, w.Month)
	if err != nil {
		return err
	}
	number, whole := row.Person.ValidNIK()
	if !whole || row.Status == preflight.Rejected {
		return refusedBy(row)
	}
	original, err := json.Marshal(w.Personal)
	if err != nil {
		return err
	}
	told := personalOf(row)
	told.Findings = relocated(row, w, UnderstoodOf(b))
	sealed, err := json.Marshal(told)
	if err != nil {
		return err
	}
	batch, err := s.ring.Unwrap(b.WrappedKey)
	if err != nil {
		return fmt.Errorf("open key of import %d: %w", b.ID, err)
	}
	status := statusOf(row)
	if w.Status == Fixed {
		status = Fixed
	}
	row.Sheet, row.Number = w.Sheet, w.Row
	return s.door.Do(ctx, actor, opAmend, u.Target(g), func(tx *change.Tx) error {
		twin, err := s.twin(ctx, tx, w, string(number))
		if err != nil {
			return err
		}
		if twin {
			return errTwin
		}
		fresh, err := tx.IDs(ctx, w.Government, 1)
		if err != nil {
			return err
		}
		known, err := person.Resolve(ctx, tx.Tx, s.ring, w.Government, fresh, []person.Named{{NIK: number, Name: row.Person.Name}}, tx.Now)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO roster_repaired (government_id, row_id, digest, findings, sealed) SELECT government_id, id, digest, findings, $3 FROM roster_row WHERE government_id = $1 AND id = $2
			ON CONFLICT (government_id, row_id) DO NOTHING`, w.Government, w.ID, batch.Seal(original, SealLabel))
		if err != nil {
			return fmt.Errorf("keep row %d: %w", w.ID, err)
		}
		digest := s.ring.Index(crypt.Content, string(number)+"|"+row.Person.Name)
		n, err := tx.Exec(ctx, acceptRow+`status IN ('ok', 'warn', 'fixed')`, acceptedRow(s.ring, w.Government, w.ID, w.Batch, w.Unit, row, status, known[number], digest, sealed)...)
		if err != nil {
			return fmt.Errorf("correct row %d: %w", w.ID, err)
		}
		if n != 1 {
			return ErrNoRow
		}
		tx.Record("roster_row", w.ID, map[string]any{"codes": codes(row)})
		return nil
	})
}

// refusedBy is the fault of a correction that would hold the row back.
func refusedBy(row *preflight.Row) error {
	for _, f := range row.Findings {
		if f.Severity == preflight.Reject {
			return fault.New(fault.Invalid, "Isian ini membuat barisnya ditahan: %s", f.Message)
		}
	}
	return fault.New(fault.Invalid, "Isian tidak terbaca sebagai seorang pekerja. Lengkapi NIK dan nama.")
}
