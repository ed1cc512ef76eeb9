package registration

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// detailSeal is the label under which a person's details are sealed.
const detailSeal = "registration_detail"

// Asked are the fields that the templates want and no roster tells, in the order of the form.
func Asked() []Field { return []Field{Married, Workplace, Contract, KPJ, LeaveCause, LeftOn} }

// Details are such fields of one person. LeftOn is an ISO date.
type Details map[Field]string

// UnitDetails hold for everybody of a unit who has no value of their own.
type UnitDetails struct{ Workplace, Contract string }

// details fills in what was completed: of the person first, else of the unit.
func (w *roomReader) details(ctx context.Context) error {
	units, err := unitDetails(ctx, w.r, w.room.Unit.Government)
	if err != nil {
		return err
	}
	own, err := w.ownDetails(ctx)
	if err != nil {
		return err
	}
	for _, c := range w.all {
		u := w.nearest(units, c.Unit)
		set(c.Text, Workplace, u.Workplace)
		set(c.Text, Contract, u.Contract)
		for f, v := range own[c.Worker.Person] {
			if f == LeftOn {
				if on, err := period.ParseDate(v); err == nil {
					c.LeftOn = on
				}
				continue
			}
			set(c.Text, f, v)
		}
		if c.standing.KPJ == "" {
			c.standing.KPJ = c.Text[KPJ]
		}
	}
	return nil
}

func set(text map[Field]string, f Field, v string) {
	if v != "" {
		text[f] = v
	}
}

func (w *roomReader) nearest(units map[int64]UnitDetails, id int64) UnitDetails {
	var out UnitDetails
	for range 20 {
		d := units[id]
		if out.Workplace == "" {
			out.Workplace = d.Workplace
		}
		if out.Contract == "" {
			out.Contract = d.Contract
		}
		u, ok := w.byUnit[id]
		if !ok || u.Parent == 0 {
			return out
		}
		id = u.Parent
	}
	return out
}

func unitDetails(ctx context.Context, r db.Reader, government int64) (map[int64]UnitDetails, error) {
	rows, err := r.Query(ctx, `SELECT unit_id, workplace, contract FROM registration_unit WHERE government_id = $1`, government)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int64]UnitDetails{}
	for rows.Next() {
		var id int64
		var d UnitDetails
		if err := rows.Scan(&id, &d.Workplace, &d.Contract); err != nil {
			return nil, err
		}
		out[id] = d
	}
	return out, rows.Err()
}

// DetailsOfUnit returns what was completed for a unit itself.
func DetailsOfUnit(ctx context.Context, r db.Reader, u unit.Unit) (UnitDetails, error) {
	all, err := unitDetails(ctx, r, u.Government)
	if err != nil {
		return UnitDetails{}, fmt.Errorf("read details of unit %d: %w", u.ID, err)
	}
	return all[u.ID], nil
}

func (w *roomReader) ownDetails(ctx context.Context) (map[int64]Details, error) {
	out := map[int64]Details{}
	const handful = 200
	for lot := range slices.Chunk(w.people(), handful) {
		args := append(make([]any, 0, 1+len(lot)), w.room.Unit.Government)
		for _, id := range lot {
			args = append(args, id)
		}
		rows, err := w.r.Query(ctx, `SELECT d.person_id, d.sealed, p.wrapped_key FROM registration_detail d JOIN person p ON p.government_id = d.government_id AND p.id = d.person_id
			WHERE d.government_id = $1 AND d.person_id IN `+db.In(2, len(lot)), args...)
		if err != nil {
			return nil, err
		}
		if err := w.scanDetails(rows, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (w *roomReader) scanDetails(rows db.Rows, out map[int64]Details) error {
	defer rows.Close()
	for rows.Next() {
		var id int64
		var sealed, wrapped []byte
		if err := rows.Scan(&id, &sealed, &wrapped); err != nil {
			return err
		}
		if len(wrapped) == 0 {
			continue
		}
		key, err := w.Ring.Unwrap(wrapped)
		if err != nil {
			return err
		}
		plain, err := key.Open(sealed, detailSeal)
		if err != nil {
			return err
		}
		var d Details
		if err := json.Unmarshal(plain, &d); err != nil {
			return err
		}
		out[id] = d
	}
	return rows.Err()
}

// CompleteUnit keeps the workplace code and the usual contract of a unit.
func (s *Service) CompleteUnit(ctx context.Context, actor access.Actor, u unit.Unit, g unit.Government, d UnitDetails) error {
	d.Workplace, d.Contract = strings.TrimSpace(d.Workplace), strings.TrimSpace(d.Contract)
	if len(d.Workplace) > 10 || len(d.Contract) > 20 {
		return fault.New(fault.Invalid, "Kode lokasi pekerjaan paling panjang 10 huruf. Salin dari lembar “Lokasi Pekerjaan” templat yang Anda unduh.")
	}
	return s.Door.Do(ctx, actor, change.Op{Name: "registration.unit", Permission: access.ImportRoster}, u.Target(g), func(tx *change.Tx) error {
		before, err := unitDetails(ctx, tx, u.Government)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO registration_unit (government_id, unit_id, workplace, contract) VALUES ($1, $2, $3, $4)
			ON CONFLICT (government_id, unit_id) DO UPDATE SET workplace = excluded.workplace, contract = excluded.contract`, u.Government, u.ID, d.Workplace, d.Contract)
		if err != nil {
			return fmt.Errorf("keep details of unit %d: %w", u.ID, err)
		}
		tx.Record("unit", u.ID, map[string]any{"before": before[u.ID], "after": d})
		return nil
	})
}

// CompletePerson keeps fields of a person, sealed; an empty value takes a field away. The trail names the fields only.
func (s *Service) CompletePerson(ctx context.Context, actor access.Actor, u unit.Unit, g unit.Government, of person.Ref, given Details) error {
	for f, v := range given {
		if !slices.Contains(Asked(), f) || len(v) > 100 {
			return fault.New(fault.Usage, "Isian ini tidak dikenal.")
		}
		if f == LeftOn && v != "" {
			if _, err := period.ParseDate(v); err != nil {
				return fault.New(fault.Invalid, "Tanggal keluar tidak terbaca.")
			}
		}
	}
	return s.Door.Do(ctx, actor, change.Op{Name: "registration.person", Permission: access.ImportRoster}, u.Target(g), func(tx *change.Tx) error {
		key, _, err := person.KeyOf(ctx, tx, s.Ring, of.Government, of.Person)
		if err != nil {
			return err
		}
		w := &roomReader{Service: s, r: tx, room: &Room{Unit: u}, all: []*candidate{{Person: Person{Line: Line{Worker: Worker{Person: of.Person}}}}}}
		known, err := w.ownDetails(ctx)
		if err != nil {
			return err
		}
		d := known[of.Person]
		if d == nil {
			d = Details{}
		}
		var fields []string
		for f, v := range given {
			if v = strings.TrimSpace(v); v == d[f] {
				continue
			}
			fields = append(fields, string(f))
			if d[f] = v; v == "" {
				delete(d, f)
			}
		}
		if len(fields) == 0 {
			return nil
		}
		slices.Sort(fields)
		plain, err := json.Marshal(d)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO registration_detail (government_id, person_id, sealed) VALUES ($1, $2, $3)
			ON CONFLICT (government_id, person_id) DO UPDATE SET sealed = excluded.sealed`, of.Government, of.Person, key.Seal(plain, detailSeal))
		if err != nil {
			return fmt.Errorf("keep details of person %d: %w", of.Person, err)
		}
		tx.Record("person", of.Person, map[string]any{"fields": fields})
		return nil
	})
}

// AddTemplate keeps a template that a user downloaded; from then on the files follow it.
func (s *Service) AddTemplate(ctx context.Context, actor access.Actor, u unit.Unit, g unit.Government, up *Uploaded) error {
	body, err := json.Marshal(keptTemplate{up.Template, up.Lists})
	if err != nil {
		return err
	}
	return s.Door.Do(ctx, actor, change.Op{Name: "registration.template", Permission: access.ImportRoster}, u.Target(g), func(tx *change.Tx) error {
		id, err := tx.IDs(ctx, u.Government, 1)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO registration_template (government_id, id, kind, body, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6)`,
			u.Government, id, string(up.Template.Kind), string(body), tx.Actor.Username, clock.Stamp(tx.Now))
		if err != nil {
			return fmt.Errorf("keep template: %w", err)
		}
		tx.Record("template", id, map[string]any{"kind": up.Template.Kind, "columns": len(up.Template.Columns), "notes": len(up.Notes)})
		return nil
	})
}

type keptTemplate struct {
	Template Template   `json:"template"`
	Lists    []CodeList `json:"lists"`
}

// bookOf returns the built-in book with the templates that the government's people uploaded, the newest of each kind.
func bookOf(ctx context.Context, r db.Reader, government int64) (Book, error) {
	book := Current()
	rows, err := r.Query(ctx, `SELECT body FROM registration_template WHERE government_id = $1 ORDER BY id`, government)
	if err != nil {
		return book, fmt.Errorf("read templates: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var body string
		if err := rows.Scan(&body); err != nil {
			return book, fmt.Errorf("read templates: %w", err)
		}
		var k keptTemplate
		if err := json.Unmarshal([]byte(body), &k); err != nil {
			return book, fmt.Errorf("read templates: %w", err)
		}
		book = book.With(&k.Template, k.Lists...)
	}
	return book, rows.Err()
}
