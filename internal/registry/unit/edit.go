package unit

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/law"
)

// Edit is a unit as a form gives it. Registrations are NPP to division.
type Edit struct {
	Code, Name    string
	Kind          Kind
	Region        string // Kemendagri code, within the government
	Parent        string // code of the unit above, "" for none
	Business      string
	Class         int // JKK class, 0 where it is not known
	Programmes    law.Programmes
	Basis         Basis
	Contact       string
	Phone         string
	Registrations map[string]string
}

// ErrCodeTaken says that another unit has the code.
var ErrCodeTaken = fault.New(fault.Conflict, "Kode instansi ini sudah dipakai. Pakai kode yang lain.")

// check says what is wrong with an edit for a government, apart from what only the database knows.
func (e *Edit) check(g Government) error {
	e.Code, e.Name, e.Region, e.Parent = strings.TrimSpace(e.Code), strings.TrimSpace(e.Name), strings.TrimSpace(e.Region), strings.TrimSpace(e.Parent)
	if e.Code == "" || e.Name == "" {
		return fault.New(fault.Invalid, "Kode dan nama instansi wajib diisi.")
	}
	if k, known := ParseKind(string(e.Kind)); !known || k != e.Kind {
		return fault.New(fault.Invalid, "Pilih jenis instansi dari daftar.")
	}
	if _, ok := region.Standard().Find(e.Region); !ok {
		return fault.New(fault.Invalid, "Kode wilayah %q tidak dikenal. Pakai kode Kemendagri seperti 33.11 atau 33.11.01.2001.", e.Region)
	}
	if GovernmentCode(e.Region) != g.Code {
		return fault.New(fault.Invalid, "Wilayah %s berada di luar pemerintah daerah ini (%s).", e.Region, g.Code)
	}
	if e.Class < 0 || e.Class > 5 {
		return fault.New(fault.Invalid, "Kelas risiko JKK 1 sampai 5, atau kosongkan.")
	}
	switch e.Basis {
	case Real, UMK, UMP:
	default:
		return fault.New(fault.Invalid, "Pilih dasar upah dari daftar.")
	}
	return nil
}

// Changed is told of a changed unit in the change's transaction: what is computed from units must be computed anew.
type Changed func(ctx context.Context, tx *change.Tx, government int64) error

// Create makes a unit of a government.
func Create(ctx context.Context, door *change.Door, actor access.Actor, g Government, e Edit, told Changed) (id int64, err error) {
	if err := e.check(g); err != nil {
		return 0, err
	}
	target := access.Target{Government: g.ID, GovernmentCode: g.Code}
	err = door.Do(ctx, actor, change.Op{Name: opCreate, Permission: access.ImportUnits}, target, func(tx *change.Tx) error {
		var err error
		if id, err = tx.IDs(ctx, g.ID, 1); err != nil {
			return err
		}
		return e.save(ctx, tx, g, id, nil, told)
	})
	return id, err
}

// Change changes a unit in the actor's reach. Moving it beneath another unit takes all units below it along.
func Change(ctx context.Context, door *change.Door, actor access.Actor, g Government, before Unit, e Edit, told Changed) error {
	if err := e.check(g); err != nil {
		return err
	}
	return door.Do(ctx, actor, change.Op{Name: opChange, Permission: access.ImportUnits}, before.Target(g), func(tx *change.Tx) error {
		return e.save(ctx, tx, g, before.ID, &before, told)
	})
}

// save writes the unit, and the paths of the units below it where it moved.
func (e *Edit) save(ctx context.Context, tx *change.Tx, g Government, id int64, before *Unit, told Changed) error {
	parentPath, parent := "/", int64(0)
	if e.Parent != "" {
		scope, err := tx.Actor.Scope(access.ImportUnits)
		if err != nil {
			return err
		}
		p, err := one(ctx, tx, scope, `u.government_id = $1 AND u.code = $2`, g.ID, e.Parent)
		if err != nil {
			return fault.New(fault.Invalid, "Instansi induk %q tidak ada di pemerintah daerah ini.", e.Parent).Because(err)
		}
		if before != nil && strings.HasPrefix(p.Path, before.Path) {
			return fault.New(fault.Invalid, "Instansi tidak dapat berada di bawah dirinya sendiri.")
		}
		parent, parentPath = p.ID, p.Path
	}
	after := stored{Unit: Unit{
		Government: g.ID, ID: id, Code: e.Code, Name: e.Name, Kind: e.Kind, Region: e.Region, Parent: parent, Path: parentPath + strconv.FormatInt(id, 10) + "/",
		Business: e.Business, Class: e.Class, Programmes: e.Programmes, Basis: e.Basis, Contact: e.Contact, Phone: e.Phone,
	}, Divisions: e.Registrations}
	after.NPPs = slices.Sorted(maps.Keys(e.Registrations))
	var registered map[string]string
	if before != nil {
		var err error
		if registered, err = Divisions(ctx, tx, *before); err != nil {
			return err
		}
	}
	if err := write(ctx, tx, after); err != nil {
		if db.Unique(err) {
			return ErrCodeTaken.Because(err)
		}
		return err
	}
	if before != nil && before.Path != after.Path {
		// Two steps by arithmetic on the text: every path below begins with the old one.
		if _, err := tx.Exec(ctx, `UPDATE unit SET path = $3 || substr(path, $4) WHERE government_id = $1 AND substr(path, 1, $5) = $2 AND id <> $6`,
			g.ID, before.Path, after.Path, len(before.Path)+1, len(before.Path), id); err != nil {
			return err
		}
	}
	tx.Record("unit", id, map[string]any{"before": keepTrace(before, registered), "after": keepTrace(&after.Unit, e.Registrations)})
	return told(ctx, tx, g.ID)
}

// traced is a unit as the trail keeps it: without the people who can be called.
func traced(u *Unit) *Unit {
	if u == nil {
		return nil
	}
	c := *u
	c.Contact, c.Phone = "", ""
	return &c
}

// keepTrace is a unit with its registrations as the trail keeps them; nil where there was none.
func keepTrace(u *Unit, registered map[string]string) *trace {
	if u == nil {
		return nil
	}
	return &trace{*traced(u), registered}
}

// Divisions returns a unit's registrations with their divisions. The caller already reached the unit.
func Divisions(ctx context.Context, r db.Reader, u Unit) (map[string]string, error) {
	rows, err := r.Query(ctx, `SELECT npp, division FROM unit_registration WHERE government_id = $1 AND unit_id = $2 ORDER BY npp`, u.Government, u.ID)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := map[string]string{}
	for rows.Next() {
		var npp, division string
		if err := rows.Scan(&npp, &division); err != nil {
			return nil, err
		}
		out[npp] = division
	}
	return out, rows.Err()
}

// Owned lists the governments that a scope reaches as a whole, by code, also those that have no unit yet.
func Owned(ctx context.Context, r db.Reader, scope access.Scope) ([]Government, error) {
	where, args := scope.Whole().SQL(1)
	rows, err := r.Query(ctx, `SELECT g.id, g.code, g.name, g.checker, g.sample FROM government g WHERE `+where+` ORDER BY g.code`, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []Government
	for rows.Next() {
		var g Government
		if err := rows.Scan(&g.ID, &g.Code, &g.Name, &g.Checker, &g.Sample); err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, rows.Err()
}

// SetChecker says whether a roster needs the approval of a second person before it holds.
func SetChecker(ctx context.Context, door *change.Door, actor access.Actor, g Government, needed bool) error {
	target := access.Target{Government: g.ID, GovernmentCode: g.Code}
	return door.Do(ctx, actor, change.Op{Name: "government.checker", Permission: access.ManageSettings}, target, func(tx *change.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE government SET checker = $2 WHERE id = $1`, g.ID, needed)
		tx.Record("government", g.ID, map[string]bool{"checker": needed})
		return err
	})
}
