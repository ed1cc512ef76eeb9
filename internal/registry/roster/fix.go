package roster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/roster/preflight"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// FixKind is the repair of one waiting row, on the road of package intake so that it has a receipt and can be undone.
const FixKind = "roster.fix"

type fixes struct{ *Service }

// Permission implements [intake.Kind].
func (fixes) Permission() access.Permission { return access.ImportRoster }

var errNotStaged = errors.New("this kind of change is not a file")

// Stage implements [intake.Kind]; a repair is no file.
func (fixes) Stage(context.Context, *intake.Staging) (intake.Tally, error) {
	return intake.Tally{}, errNotStaged
}

// Apply implements [intake.Kind]; a repair is applied when it is made.
func (fixes) Apply(context.Context, *change.Tx, *intake.Batch) (intake.Tally, error) {
	return intake.Tally{}, errNotStaged
}

// WaitingRow is a row that waits, opened.
type WaitingRow struct {
	Government, ID, Batch, Unit int64
	UnitName                    string
	Month                       period.Month
	FileName, Sheet             string
	Row                         int
	Status                      Status
	Personal                    Personal
	Live                        bool // its batch is the unit's roster, not a draft
	BatchState                  intake.State
}

// ErrNoRow says that no such waiting row lies in the asker's reach.
var ErrNoRow = fault.New(fault.NotFound, "Baris tidak ditemukan, atau sudah diperbaiki oleh orang lain.")

const waitingColumns = `rr.government_id, rr.id, rr.batch_id, rr.unit_id, u.name, b.month, b.file_name, rr.sheet, rr.row_no, rr.status, rr.sealed, b.wrapped_key, b.state`

func (s *Service) scanWaiting(row interface{ Scan(...any) error }) (*WaitingRow, error) {
	var w WaitingRow
	var month string
	var sealed, wrapped []byte
	if err := row.Scan(&w.Government, &w.ID, &w.Batch, &w.Unit, &w.UnitName, &month, &w.FileName, &w.Sheet, &w.Row, &w.Status, &sealed, &wrapped, &w.BatchState); err != nil {
		return nil, err
	}
	w.Live = w.BatchState == intake.Applied
	var err error
	if w.Month, err = period.ParseMonth(month); err != nil {
		return nil, err
	}
	key, err := s.ring.Unwrap(wrapped)
	if err != nil {
		return nil, fmt.Errorf("open key of import %d: %w", w.Batch, err)
	}
	plain, err := key.Open(sealed, SealLabel)
	if err != nil {
		return nil, fmt.Errorf("open row %d: %w", w.ID, err)
	}
	return &w, json.Unmarshal(plain, &w.Personal)
}

// WaitingOf lists the waiting rows in scope: of one batch, or, where batch is 0, of all live rosters.
func (s *Service) WaitingOf(ctx context.Context, r db.Reader, scope access.Scope, batch int64, most int) ([]*WaitingRow, error) {
	where, args := scope.SQL(3)
	// Each way begins where its rows are few: with the batch, or with the rosters in force.
	from := ` FROM import_batch b CROSS JOIN government g CROSS JOIN roster_row rr JOIN unit u ON u.government_id = rr.government_id AND u.id = rr.unit_id
		WHERE b.id = $1 AND (b.government_id = 0 OR g.id = b.government_id) AND rr.government_id = g.id AND rr.batch_id = b.id`
	if batch == 0 {
		from = ` FROM government g CROSS JOIN roster_current rc CROSS JOIN roster_row rr JOIN unit u ON u.government_id = rr.government_id AND u.id = rr.unit_id
		JOIN import_batch b ON b.id = rr.batch_id AND b.month = rc.month
		WHERE $1 = 0 AND rc.government_id = g.id AND rr.government_id = rc.government_id AND rr.batch_id = rc.batch_id AND rr.unit_id = rc.unit_id`
	}
	rows, err := r.Query(ctx, `SELECT `+waitingColumns+from+` AND rr.status = 'waiting' AND `+where+` ORDER BY b.month DESC, u.name, rr.id LIMIT $2`, append([]any{batch, most}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list waiting rows: %w", err)
	}
	defer rows.Close()
	var out []*WaitingRow
	for rows.Next() {
		w, err := s.scanWaiting(rows)
		if err != nil {
			return nil, fmt.Errorf("list waiting rows: %w", err)
		}
		out = append(out, w)
	}
	return out, rows.Err()
}

// CountWaiting counts the waiting rows of live rosters in scope.
func CountWaiting(ctx context.Context, r db.Reader, scope access.Scope) (int, error) {
	where, args := scope.SQL(1)
	var n int
	err := r.QueryRow(ctx, `SELECT count(*)`+liveWaiting+where, args...).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count waiting rows: %w", err)
	}
	return n, nil
}

// Waiting returns one waiting row in scope.
func (s *Service) Waiting(ctx context.Context, r db.Reader, scope access.Scope, id int64) (*WaitingRow, error) {
	where, args := scope.SQL(2)
	w, err := s.scanWaiting(r.QueryRow(ctx, `SELECT `+waitingColumns+` FROM government g CROSS JOIN roster_row rr JOIN import_batch b ON b.id = rr.batch_id
		JOIN unit u ON u.government_id = rr.government_id AND u.id = rr.unit_id
		WHERE rr.government_id = g.id AND rr.id = $1 AND rr.status = 'waiting' AND `+where+` LIMIT 1`, append([]any{id}, args...)...))
	if errors.Is(err, db.ErrNoRows) {
		return nil, ErrNoRow
	}
	return w, err
}

// Values are the cells of a repaired row by the standard names (nik, nama, tanggal_lahir, …).
type Values map[string]string

// ValuesOf returns a waiting row as values, ready to be corrected; repairs are not in it.
func (w *WaitingRow) ValuesOf() Values {
	p := &w.Personal
	v := Values{"nik": p.NIK, "nama": p.Name, "gelar": p.Title, "tempat_lahir": p.BirthPlace, "tanggal_lahir": p.Born, "nama_ibu": p.Mother, "alamat": p.Address, "hp": p.Phone}
	if x := p.Waiting; x != nil {
		v["jenis_kelamin"], v["kategori"], v["jabatan"], v["upah"], v["mulai"], v["selesai"], v["nomor_sk"], v["sumber_dana"] = x.Sex, x.Category, x.Position, x.Wage, x.Start, x.End, x.Decree, x.Fund
	}
	return v
}

// Repaired returns the values with every proposed repair put in; ok is false where a rejecting fault has none.
func (w *WaitingRow) Repaired() (Values, bool) {
	v := w.ValuesOf()
	ok := true
	for _, f := range w.Personal.Findings {
		switch {
		case f.Repair != "":
			into := f.Into
			if into == "" {
				into = f.Field
			}
			v[into] = f.Repair
		case f.Reject:
			ok = false
		}
	}
	return v, ok
}

var valueNames = []string{"nik", "nama", "gelar", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "nama_ibu", "alamat", "hp", "kategori", "jabatan", "upah", "mulai", "selesai", "nomor_sk", "sumber_dana"}

// CheckValues runs the roster's checks on one corrected row.
func CheckValues(ctx context.Context, v Values, u unit.Unit, month period.Month) (*preflight.Row, error) {
	var cells []string
	for _, n := range valueNames {
		cells = append(cells, strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace(v[n]))
	}
	book, err := sheetread.Paste(strings.Join(valueNames, "\t") + "\n" + strings.Join(cells, "\t") + "\n")
	if err != nil {
		return nil, fmt.Errorf("read corrected row: %w", err)
	}
	report, err := preflight.Check(ctx, book, Options(month, u.Region, unitKind(u.Kind)))
	if err != nil {
		return nil, err
	}
	if len(report.Rows) != 1 {
		return nil, fault.New(fault.Invalid, "Isian tidak terbaca sebagai seorang pekerja. Lengkapi NIK dan nama.")
	}
	return &report.Rows[0], nil
}

// Fix repairs a waiting row. Where the corrected values are still rejected the row stays and the checked row is returned
// with a nil batch. A row of a draft is repaired in the draft.
func (s *Service) Fix(ctx context.Context, actor access.Actor, id int64, v Values) (*intake.Batch, *preflight.Row, error) {
	scope, err := actor.Scope(access.ImportRoster)
	if err != nil {
		return nil, nil, err
	}
	return s.fixIn(ctx, actor, scope, id, v)
}

// fixIn repairs a waiting row within a scope; numbers of rows are unique within one government.
func (s *Service) fixIn(ctx context.Context, actor access.Actor, scope access.Scope, id int64, v Values) (*intake.Batch, *preflight.Row, error) {
	var w *WaitingRow
	var u unit.Unit
	var g unit.Government
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		if w, err = s.Waiting(ctx, tx, scope, id); err != nil {
			return err
		}
		if u, err = unit.ByID(ctx, tx, scope, w.Government, w.Unit); err != nil {
			return err
		}
		g, err = unit.GovernmentByID(ctx, tx, w.Government)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	row, err := CheckValues(ctx, v, u, w.Month)
	if err != nil {
		return nil, nil, err
	}
	number, whole := row.Person.ValidNIK()
	if !whole || row.Status == preflight.Rejected {
		return nil, row, nil
	}
	row.Sheet, row.Number = w.Sheet, w.Row
	req := intake.Request{Kind: FixKind, Target: u.Target(g), Unit: u.ID, Month: w.Month, File: intake.File{Name: w.FileName}}
	b, err := s.road.Act(ctx, actor, req, func(tx *change.Tx, b *intake.Batch) (intake.Tally, error) {
		t := intake.Tally{Rows: 1, Applied: 1}
		if err := s.accept(ctx, tx, w, row, string(number)); err != nil {
			return t, err
		}
		err := intake.Journal(ctx, tx, b.ID, []intake.Altered{{Government: w.Government, What: "roster_row", ID: w.ID, Before: string(Waiting), After: string(Fixed)}})
		if err != nil {
			return t, err
		}
		if err := intake.Shift(ctx, tx, w.Batch, -1); err != nil {
			return t, err
		}
		return t, s.tell(ctx, tx, w.Government, w.Month)
	})
	return b, row, err
}

var errTwin = fault.New(fault.Conflict, "NIK ini sudah ada di daftar yang sama. Bila orangnya memang sama, abaikan baris ini; bila berbeda, periksa NIK pada KTP.")

// acceptRow writes the cells of [acceptedRow] over a row; the status that the row must have follows.
const acceptRow = `UPDATE roster_row SET batch_id = $3, unit_id = $4, sheet = $5, row_no = $6, status = $7, person_id = $8, name = $9, birth_year = $10, sex = $11, category = $12,
		position = $13, wage = $14, start_date = $15, end_date = $16, decree = $17, fund = $18, name_birth_index = $19, digest = $20, findings = $21, sealed = $22
		WHERE government_id = $1 AND id = $2 AND `

// accept turns a waiting row into a worker; the sealed waiting values stay beside it so that the repair can be undone.
func (s *Service) accept(ctx context.Context, tx *change.Tx, w *WaitingRow, row *preflight.Row, number string) error {
	n, whole := row.Person.ValidNIK()
	if !whole || string(n) != number {
		return ErrNoRow
	}
	twin, err := s.twin(ctx, tx, w, number)
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
	known, err := person.Resolve(ctx, tx.Tx, s.ring, w.Government, fresh, []person.Named{{NIK: n, Name: row.Person.Name}}, tx.Now)
	if err != nil {
		return err
	}
	sealed, err := json.Marshal(personalOf(row))
	if err != nil {
		return err
	}
	digest := s.ring.Index(crypt.Content, number+"|"+row.Person.Name)
	cells := acceptedRow(s.ring, w.Government, w.ID, w.Batch, w.Unit, row, Fixed, known[n], digest, sealed)
	if err := keepWaiting(ctx, tx, w); err != nil {
		return err
	}
	touched, err := tx.Exec(ctx, acceptRow+`status = 'waiting'`, cells...)
	if err != nil {
		return fmt.Errorf("repair row %d: %w", w.ID, err)
	}
	if touched != 1 {
		return ErrNoRow
	}
	return nil
}

// twin tells whether another accepted row of the same batch and unit has the NIK.
func (s *Service) twin(ctx context.Context, r db.Reader, w *WaitingRow, number string) (bool, error) {
	var n int
	err := r.QueryRow(ctx, `SELECT count(*) FROM roster_row rr JOIN person p ON p.government_id = rr.government_id AND p.id = rr.person_id
		WHERE rr.government_id = $1 AND rr.batch_id = $2 AND rr.unit_id = $3 AND rr.id <> $4 AND rr.status IN ('ok', 'warn', 'fixed') AND p.nik_index = $5`,
		w.Government, w.Batch, w.Unit, w.ID, s.ring.Index(crypt.NIK, number)).Scan(&n)
	return n > 0, err
}

// keepWaiting copies the waiting row, sealed as it is, so that undoing can put it back.
func keepWaiting(ctx context.Context, tx *change.Tx, w *WaitingRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO roster_repaired (government_id, row_id, digest, findings, sealed)
		SELECT government_id, id, digest, findings, sealed FROM roster_row WHERE government_id = $1 AND id = $2
		ON CONFLICT (government_id, row_id) DO NOTHING`, w.Government, w.ID)
	if err != nil {
		return fmt.Errorf("keep waiting row %d: %w", w.ID, err)
	}
	return nil
}

// Undo implements [intake.Kind]: the row waits again, with what it held.
func (k fixes) Undo(ctx context.Context, tx *change.Tx, b *intake.Batch) error {
	journal, err := intake.ReadJournal(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	for _, e := range journal {
		var batch int64
		err := tx.QueryRow(ctx, `UPDATE roster_row SET status = 'waiting', person_id = 0, name = '', birth_year = 0, sex = '', category = '', position = '', wage = -1, start_date = '', end_date = '',
			decree = '', fund = '', name_birth_index = NULL,
			digest = (SELECT digest FROM roster_repaired r WHERE r.government_id = $1 AND r.row_id = $2),
			findings = (SELECT findings FROM roster_repaired r WHERE r.government_id = $1 AND r.row_id = $2),
			sealed = (SELECT sealed FROM roster_repaired r WHERE r.government_id = $1 AND r.row_id = $2)
			WHERE government_id = $1 AND id = $2 AND status = 'fixed' RETURNING batch_id`, e.Government, e.ID).Scan(&batch)
		if errors.Is(err, db.ErrNoRows) {
			return errReadAgain
		}
		if err != nil {
			return fmt.Errorf("put row %d back: %w", e.ID, err)
		}
		if _, err := tx.Exec(ctx, `DELETE FROM roster_repaired WHERE government_id = $1 AND row_id = $2`, e.Government, e.ID); err != nil {
			return err
		}
		if err := intake.Shift(ctx, tx, batch, 1); err != nil {
			return err
		}
		if err := k.tell(ctx, tx, e.Government, b.Month); err != nil {
			return err
		}
	}
	return nil
}

// fixesOn lists the repairs that rest on a batch.
func fixesOn(ctx context.Context, r db.Reader, batch int64) ([]int64, error) {
	rows, err := r.Query(ctx, `SELECT DISTINCT f.id FROM roster_row rr
		JOIN import_change c ON c.government_id = rr.government_id AND c.what = 'roster_row' AND c.target_id = rr.id
		JOIN import_batch f ON f.id = c.batch_id AND f.kind = 'roster.fix' AND f.state = 'applied'
		JOIN import_batch own ON own.id = rr.batch_id
		WHERE rr.government_id IN (SELECT id FROM government) AND rr.batch_id = $1 AND rr.status = 'fixed' AND f.applied_at >= own.applied_at ORDER BY f.id`, batch)
	if err != nil {
		return nil, fmt.Errorf("look for repairs: %w", err)
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}

// Clear implements [intake.Kind].
func (fixes) Clear(ctx context.Context, tx *db.Tx, b *intake.Batch) error {
	return errNotStaged
}
