package roster

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/roster/preflight"
	"github.com/payung-id/payung/money"
)

// The findings of a draft that was read anew after rows of it had been corrected.
const (
	RepairKept = "REPAIR_KEPT"     // the correction stands in the new reading, too
	RepairLost = "REPAIR_NOT_KEPT" // the cell is read as something else now
)

// correction is what a person changed in a row of a draft.
type correction struct {
	Sheet  string `json:"-"`
	Row    int    `json:"-"`
	Before Values `json:"b"`
	After  Values `json:"a"`
}

// changed names the fields that the person changed.
func (c *correction) changed() (fields []string) {
	for _, f := range valueNames {
		if c.Before[f] != c.After[f] {
			fields = append(fields, f)
		}
	}
	return fields
}

// keepRepairs copies the corrections in a draft before its rows are removed, so that reading the file anew, with another
// layout or after a crash, does not lose them.
func (s *Service) keepRepairs(ctx context.Context, tx *db.Tx, b *intake.Batch) error {
	if len(b.WrappedKey) == 0 {
		return nil
	}
	key, err := s.ring.Unwrap(b.WrappedKey)
	if err != nil {
		return fmt.Errorf("open key of import %d: %w", b.ID, err)
	}
	list, err := s.corrections(ctx, tx, b, key)
	if err != nil {
		return err
	}
	for at, c := range list {
		plain, err := json.Marshal(c)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO roster_kept (government_id, batch_id, row_id, sheet, row_no, sealed) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (government_id, batch_id, row_id) DO NOTHING`,
			at[0], b.ID, at[1], c.Sheet, c.Row, key.Seal(plain, SealLabel))
		if err != nil {
			return fmt.Errorf("keep corrections of import %d: %w", b.ID, err)
		}
		if _, err := tx.Exec(ctx, `DELETE FROM roster_repaired WHERE government_id = $1 AND row_id = $2`, at[0], at[1]); err != nil {
			return fmt.Errorf("keep corrections of import %d: %w", b.ID, err)
		}
	}
	return nil
}

// corrections reads what people changed in the rows of a draft, by government and row.
func (s *Service) corrections(ctx context.Context, r db.Reader, b *intake.Batch, key crypt.Key) (map[[2]int64]*correction, error) {
	rows, err := r.Query(ctx, `SELECT rr.government_id, rr.id, rr.sheet, rr.row_no, rr.status, rr.name, rr.position, rr.sex, rr.category, rr.wage, rr.start_date, rr.end_date, rr.decree, rr.fund,
		rr.sealed, rp.sealed, p.wrapped_key, p.sealed_nik
		FROM government g CROSS JOIN roster_row rr JOIN roster_repaired rp ON rp.government_id = rr.government_id AND rp.row_id = rr.id
		LEFT JOIN person p ON p.government_id = rr.government_id AND p.id = rr.person_id
		WHERE rr.government_id = g.id AND rr.batch_id = $1 AND ($2 = 0 OR g.id = $2)`, b.ID, b.Government)
	if err != nil {
		return nil, fmt.Errorf("read corrections: %w", err)
	}
	defer rows.Close()
	out := map[[2]int64]*correction{}
	for rows.Next() {
		var at [2]int64
		var c correction
		var before []byte
		var now opened
		if err := rows.Scan(&at[0], &at[1], &c.Sheet, &c.Row, &now.status, &now.name, &now.told.Position, &now.told.Sex, &now.told.Category, &now.wage, &now.told.Start, &now.told.End, &now.told.Decree, &now.told.Fund,
			&now.sealed, &before, &now.wrapped, &now.sealedNIK); err != nil {
			return nil, fmt.Errorf("read corrections: %w", err)
		}
		after, err := now.open(s.ring, key)
		if err != nil {
			return nil, fmt.Errorf("open row %d: %w", at[1], err)
		}
		was := WaitingRow{}
		if err := unseal(key, before, &was.Personal); err != nil {
			return nil, fmt.Errorf("open row %d: %w", at[1], err)
		}
		c.Before, c.After = was.ValuesOf(), after.ValuesOf()
		out[at] = &c
	}
	return out, rows.Err()
}

func unseal(key crypt.Key, sealed []byte, into *Personal) error {
	plain, err := key.Open(sealed, SealLabel)
	if err != nil {
		return err
	}
	return json.Unmarshal(plain, into)
}

// opened is a row of any status on its way out of the table.
type opened struct {
	status                     Status
	name                       string
	told                       Unaccepted
	wage                       money.Milli
	sealed, wrapped, sealedNIK []byte
}

// open gives the row as if it waited, with its whole NIK; the key is that of its batch.
func (o *opened) open(ring *crypt.Keyring, batch crypt.Key) (w WaitingRow, err error) {
	w.Status = o.status
	if o.status == Waiting {
		return w, unseal(batch, o.sealed, &w.Personal)
	}
	key, err := ring.Unwrap(o.wrapped)
	if err != nil {
		return w, err
	}
	if err := unseal(key, o.sealed, &w.Personal); err != nil {
		return w, err
	}
	number, err := key.Open(o.sealedNIK, person.SealLabel)
	if err != nil {
		return w, err
	}
	if o.wage != NoWage {
		o.told.Wage = o.wage.String()
	}
	w.Personal.NIK, w.Personal.Name, w.Personal.Waiting = string(number), o.name, &o.told
	return w, nil
}

// waitingForm is a row as it is kept while it waits.
func waitingForm(r *preflight.Row) Personal {
	p := &r.Person
	told := personalOf(r)
	told.NIK, told.Name = p.NIK, p.Name
	told.Waiting = &Unaccepted{string(p.Sex), p.Category, p.Position, "", p.Start.String(), p.End.String(), p.DecreeNo, p.FundSource}
	if p.WageKnown {
		told.Waiting.Wage = p.Wage.String()
	}
	return told
}

func valuesOfRow(r *preflight.Row) Values {
	w := WaitingRow{Personal: waitingForm(r)}
	return w.ValuesOf()
}

// restore puts the kept corrections into the rows as they are read now. A correction whose cell is read as something else
// now is not forced upon it: it is named among the findings.
func (st *stager) restore(ctx context.Context, report *preflight.Report) error {
	var list []correction
	err := st.s.Read(ctx, func(tx *db.Tx) (err error) {
		list, err = st.keptOf(ctx, tx)
		return err
	})
	if err != nil || len(list) == 0 {
		return err
	}
	at := map[string][]int{}
	for i := range report.Rows {
		k := report.Rows[i].Sheet + "\x00" + strconv.Itoa(report.Rows[i].Number)
		at[k] = append(at[k], i)
	}
	for i := range list {
		c := &list[i]
		done, err := st.restoreOne(ctx, report, c, at[c.Sheet+"\x00"+strconv.Itoa(c.Row)])
		if err != nil {
			return err
		}
		f := intake.Finding{Sheet: c.Sheet, Row: c.Row, Code: RepairKept, Severity: "ok", Text: lang.Msg("Perbaikan di baris %d tetap berlaku.", c.Row)}
		if !done {
			f.Code, f.Severity, f.Text = RepairLost, "warn", lang.Msg("Perbaikan di baris %d tidak dapat dibawa: isinya kini terbaca lain. Periksa kembali baris itu.", c.Row)
		}
		st.t.Note(f)
	}
	return nil
}

func (st *stager) keptOf(ctx context.Context, r db.Reader) ([]correction, error) {
	rows, err := r.Query(ctx, `SELECT sheet, row_no, sealed FROM roster_kept WHERE government_id IN (SELECT id FROM government WHERE $2 = 0 OR id = $2) AND batch_id = $1 ORDER BY row_id`, st.s.Batch.ID, st.s.Batch.Government)
	if err != nil {
		return nil, fmt.Errorf("read kept corrections: %w", err)
	}
	defer rows.Close()
	var out []correction
	for rows.Next() {
		var c correction
		var sealed []byte
		if err := rows.Scan(&c.Sheet, &c.Row, &sealed); err != nil {
			return nil, fmt.Errorf("read kept corrections: %w", err)
		}
		plain, err := st.s.Key.Open(sealed, SealLabel)
		if err != nil {
			return nil, fmt.Errorf("open kept correction: %w", err)
		}
		if err := json.Unmarshal(plain, &c); err != nil {
			return nil, fmt.Errorf("read kept correction: %w", err)
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

func (st *stager) restoreOne(ctx context.Context, report *preflight.Report, c *correction, candidates []int) (bool, error) {
	fields := c.changed()
	for _, i := range candidates {
		row := &report.Rows[i]
		now := valuesOfRow(row)
		if !slices.ContainsFunc(fields, func(f string) bool { return now[f] != c.After[f] }) {
			return true, nil // it is read so by itself
		}
		if slices.ContainsFunc(fields, func(f string) bool { return now[f] != c.Before[f] }) {
			continue
		}
		for _, f := range fields {
			now[f] = c.After[f]
		}
		u, why := st.unitOf(row)
		if why != nil {
			continue
		}
		fresh, err := CheckValues(ctx, now, u, st.s.Batch.Month)
		if err != nil && fault.KindOf(err) == fault.Invalid {
			continue
		}
		if err != nil {
			return false, err
		}
		if number, ok := fresh.Person.ValidNIK(); ok && standsElsewhere(report, i, string(number)) {
			continue
		}
		if st.corrected == nil {
			st.corrected = map[*preflight.Row]preflight.Row{}
		}
		if _, twice := st.corrected[row]; !twice {
			st.corrected[row] = *row
		}
		moveTo(fresh, row)
		*row = *fresh
		return true, nil
	}
	return false, nil
}

func standsElsewhere(report *preflight.Report, i int, number string) bool {
	for k := range report.Rows {
		if k != i && report.Rows[k].Status != preflight.Rejected && report.Rows[k].Person.NIK == number {
			return true
		}
	}
	return false
}

// moveTo gives a row that was checked by itself the place in the file of the row that it corrects.
func moveTo(fresh, row *preflight.Row) {
	for i := range fresh.Findings {
		f := &fresh.Findings[i]
		alone, there := fresh.Address(f.Field), row.Address(f.Field)
		f.Column = row.Columns[f.Field]
		if there == "" {
			there = "baris " + strconv.Itoa(row.Number)
		}
		for k, a := range f.Message.Args {
			if text, ok := a.(string); ok && alone != "" && text == alone {
				f.Message.Args[k] = there
			}
		}
	}
	fresh.Sheet, fresh.Number, fresh.Columns = row.Sheet, row.Number, row.Columns
	if row.Person.UnitCode != "" {
		fresh.Person.UnitCode = row.Person.UnitCode
	}
}

// keepOriginals writes what the corrected rows of a chunk held before, so that reading the file once more keeps them again.
func (st *stager) keepOriginals(ctx context.Context, tx *db.Tx, government, first int64, rows []staged) error {
	for i, s := range rows {
		was, ok := st.corrected[s.row]
		if !ok {
			continue
		}
		plain, err := json.Marshal(waitingForm(&was))
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO roster_repaired (government_id, row_id, digest, findings, sealed) VALUES ($1, $2, $3, $4, $5)`,
			government, first+int64(i), st.digest(&was), codes(&was), st.s.Key.Seal(plain, SealLabel))
		if err != nil {
			return fmt.Errorf("keep what row %d held: %w", was.Number, err)
		}
	}
	return nil
}

// forgetKept removes the kept corrections once the file has been read anew.
func (st *stager) forgetKept(ctx context.Context) error {
	return st.s.Chunk(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM roster_kept WHERE government_id IN (SELECT id FROM government WHERE $2 = 0 OR id = $2) AND batch_id = $1`, st.s.Batch.ID, st.s.Batch.Government)
		return err
	})
}

// Forget implements [intake.Forgetter]: a swept draft keeps no corrections.
func (imports) Forget(ctx context.Context, tx *db.Tx, b *intake.Batch) error {
	_, err := tx.Exec(ctx, `DELETE FROM roster_kept WHERE government_id IN (SELECT id FROM government WHERE $2 = 0 OR id = $2) AND batch_id = $1`, b.ID, b.Government)
	return err
}
