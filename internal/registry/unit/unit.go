package unit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/law"
)

// Kind is what a unit is.
type Kind string

// The kinds of contracts of the unit list.
const (
	OPD        Kind = "opd"
	UPTD       Kind = "uptd"
	School     Kind = "sekolah"
	Puskesmas  Kind = "puskesmas"
	Village    Kind = "desa"
	Ward       Kind = "kelurahan"
	Enterprise Kind = "bumd"
	Vendor     Kind = "vendor"
	Other      Kind = "lain"
)

// ParseKind reads a kind as people write it; unknown words are Other and false.
func ParseKind(s string) (Kind, bool) {
	switch k := Kind(strings.ToLower(strings.TrimSpace(s))); k {
	case OPD, UPTD, School, Puskesmas, Village, Ward, Enterprise, Vendor, Other:
		return k, true
	case "dinas", "badan", "skpd", "kecamatan", "bagian", "sekretariat":
		return OPD, true
	case "sd", "smp", "tk", "paud":
		return School, true
	case "pemdes", "pemerintah desa":
		return Village, true
	case "perusahaan", "penyedia", "cv", "pt":
		return Vendor, true
	}
	return Other, false
}

// Government tells whether people of the kind are employed by a government: JKK and JKM, class I. Others are private.
func (k Kind) Government() bool {
	switch k {
	case OPD, UPTD, School, Puskesmas, Village, Ward:
		return true
	}
	return false
}

// Basis is the wage that contributions are counted on.
type Basis string

// The bases.
const (
	Real Basis = "riil"
	UMK  Basis = "umk"
	UMP  Basis = "ump"
)

// Government is a province, regency or city.
type Government struct {
	ID      int64
	Code    string // "33.11"
	Name    string
	Checker bool
	Sample  bool
}

// Unit is one unit as it stands.
type Unit struct {
	Government int64
	ID         int64
	Code       string
	Name       string
	Kind       Kind
	Region     string
	Parent     int64
	Path       string
	Business   string
	Class      int // JKK class, 0 where it is not known
	Programmes law.Programmes
	Basis      Basis
	Contact    string
	Phone      string
	NPPs       []string
}

// Employer is what kind of employer the unit is to the law.
func (u Unit) Employer() law.Employer {
	if u.Kind.Government() {
		return law.Government
	}
	return law.Private
}

// Mandatory returns the programmes that the unit's own rule asks for its people, else the law of a month.
func (u Unit) Mandatory(rules *law.Rules) law.Programmes {
	if u.Programmes != 0 {
		return u.Programmes
	}
	return rules.Mandatory(u.Employer())
}

// governmentClass is the class that the law's annex gives to government services, whatever the task.
var governmentClass = sync.OnceValue(func() int {
	a, err := law.Class("pemerintah daerah")
	if err != nil || !a.Sure {
		panic("the packs name no class of government services") // embedded data, held by a test
	}
	return a.Best.Class
})

// RiskClass returns the JKK class: I for a government; else the unit's own, or that of its business where the law's annex
// names it without doubt; 0 where nobody knows it.
func (u Unit) RiskClass() int {
	if u.Kind.Government() {
		return governmentClass()
	}
	if u.Class == 0 && u.Business != "" {
		if a, err := law.Class(u.Business); err == nil && a.Sure {
			return a.Best.Class // 0 for construction, which has rules of its own
		}
	}
	return u.Class
}

// Target is the unit as something acted upon.
func (u Unit) Target(g Government) access.Target {
	return access.Target{Government: u.Government, GovernmentCode: g.Code, UnitPath: u.Path, NPPs: u.NPPs}
}

const columns = `u.government_id, u.id, u.code, u.name, u.kind, u.region_code, u.parent_id, u.path, u.business, u.jkk_class, u.programmes, u.wage_basis, u.contact, u.phone`

func (u *Unit) fields() []any {
	return []any{&u.Government, &u.ID, &u.Code, &u.Name, &u.Kind, &u.Region, &u.Parent, &u.Path, &u.Business, &u.Class, &u.Programmes, &u.Basis, &u.Contact, &u.Phone}
}

// List returns the units in scope, by code, with their registrations.
func List(ctx context.Context, r db.Reader, scope access.Scope) ([]Unit, error) {
	where, args := scope.SQL(1)
	rows, err := r.Query(ctx, `SELECT `+columns+` FROM unit u JOIN government g ON g.id = u.government_id WHERE `+where+` ORDER BY u.code`, args...)
	if err != nil {
		return nil, fmt.Errorf("list units: %w", err)
	}
	defer rows.Close()
	var out []Unit
	at := map[[2]int64]int{}
	for rows.Next() {
		var u Unit
		if err := rows.Scan(u.fields()...); err != nil {
			return nil, fmt.Errorf("list units: %w", err)
		}
		at[[2]int64{u.Government, u.ID}] = len(out)
		out = append(out, u)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list units: %w", err)
	}
	return out, addRegistrations(ctx, r, scope, out, at)
}

func addRegistrations(ctx context.Context, r db.Reader, scope access.Scope, units []Unit, at map[[2]int64]int) error {
	where, args := scope.SQL(1)
	rows, err := r.Query(ctx, `SELECT n.government_id, n.unit_id, n.npp FROM unit_registration n
		JOIN unit u ON u.government_id = n.government_id AND u.id = n.unit_id JOIN government g ON g.id = u.government_id
		WHERE `+where+` ORDER BY n.government_id, n.unit_id, n.npp`, args...)
	if err != nil {
		return fmt.Errorf("list registrations: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var key [2]int64
		var npp string
		if err := rows.Scan(&key[0], &key[1], &npp); err != nil {
			return fmt.Errorf("list registrations: %w", err)
		}
		if i, ok := at[key]; ok {
			units[i].NPPs = append(units[i].NPPs, npp)
		}
	}
	return rows.Err()
}

// ErrNotFound says that no such unit lies in the asker's reach; it never tells whether it exists elsewhere.
var ErrNotFound = fault.New(fault.NotFound, "Instansi tidak ditemukan dalam wilayah kerja Anda.")

// ByID returns a unit in scope.
func ByID(ctx context.Context, r db.Reader, scope access.Scope, government, id int64) (Unit, error) {
	return one(ctx, r, scope, `u.government_id = $1 AND u.id = $2`, government, id)
}

// Find returns a unit in scope by its id alone, which is unique enough within a scope of one government.
func Find(ctx context.Context, r db.Reader, scope access.Scope, id int64) (Unit, error) {
	return one(ctx, r, scope, `u.id = $1`, id)
}

// ByCode returns a unit in scope by its code.
func ByCode(ctx context.Context, r db.Reader, scope access.Scope, code string) (Unit, error) {
	return one(ctx, r, scope, `u.code = $1`, strings.TrimSpace(code))
}

func one(ctx context.Context, r db.Reader, scope access.Scope, condition string, values ...any) (Unit, error) {
	where, args := scope.SQL(len(values) + 1)
	var u Unit
	err := r.QueryRow(ctx, `SELECT `+columns+` FROM unit u JOIN government g ON g.id = u.government_id WHERE `+condition+` AND `+where+` LIMIT 1`, append(values, args...)...).Scan(u.fields()...)
	if errors.Is(err, db.ErrNoRows) {
		return Unit{}, ErrNotFound
	}
	if err != nil {
		return Unit{}, fmt.Errorf("read unit: %w", err)
	}
	rows, err := r.Query(ctx, `SELECT npp FROM unit_registration WHERE government_id = $1 AND unit_id = $2 ORDER BY npp`, u.Government, u.ID)
	if err != nil {
		return Unit{}, fmt.Errorf("read registrations: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var npp string
		if err := rows.Scan(&npp); err != nil {
			return Unit{}, fmt.Errorf("read registrations: %w", err)
		}
		u.NPPs = append(u.NPPs, npp)
	}
	return u, rows.Err()
}

// Governments lists the governments that the scope touches, by code.
func Governments(ctx context.Context, r db.Reader, scope access.Scope) ([]Government, error) {
	where, args := scope.SQL(1)
	rows, err := r.Query(ctx, `SELECT g.id, g.code, g.name, g.checker, g.sample FROM government g
		WHERE EXISTS (SELECT 1 FROM unit u WHERE u.government_id = g.id AND `+where+`) ORDER BY g.code`, args...)
	if err != nil {
		return nil, fmt.Errorf("list governments: %w", err)
	}
	defer rows.Close()
	var out []Government
	for rows.Next() {
		var g Government
		if err := rows.Scan(&g.ID, &g.Code, &g.Name, &g.Checker, &g.Sample); err != nil {
			return nil, fmt.Errorf("list governments: %w", err)
		}
		out = append(out, g)
	}
	return out, rows.Err()
}

// GovernmentByID returns a government; the caller already reached something of it.
func GovernmentByID(ctx context.Context, r db.Reader, id int64) (Government, error) {
	var g Government
	err := r.QueryRow(ctx, `SELECT id, code, name, checker, sample FROM government WHERE id = $1`, id).Scan(&g.ID, &g.Code, &g.Name, &g.Checker, &g.Sample)
	if errors.Is(err, db.ErrNoRows) {
		return g, ErrNotFound
	}
	return g, err
}

// ByCodes returns the units in scope that have one of the codes, by code, with their registrations left out.
func ByCodes(ctx context.Context, r db.Reader, scope access.Scope, codes []string) (map[string]Unit, error) {
	out := make(map[string]Unit, len(codes))
	for lot := range slices.Chunk(codes, 400) {
		where, args := scope.SQL(len(lot) + 1)
		values := make([]any, 0, len(lot)+len(args))
		for _, c := range lot {
			values = append(values, c)
		}
		rows, err := r.Query(ctx, `SELECT `+columns+` FROM unit u JOIN government g ON g.id = u.government_id WHERE u.code IN `+db.In(1, len(lot))+` AND `+where, append(values, args...)...)
		if err != nil {
			return nil, fmt.Errorf("find units: %w", err)
		}
		for rows.Next() {
			var u Unit
			if err := rows.Scan(u.fields()...); err != nil {
				_ = rows.Close()
				return nil, fmt.Errorf("find units: %w", err)
			}
			out[u.Code] = u
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return nil, fmt.Errorf("find units: %w", err)
		}
	}
	return out, nil
}

// Codes returns the units that the importer may speak of, by code: the batch's unit and all below it, or everything in
// reach where the batch is nobody's in particular.
func Codes(ctx context.Context, s *intake.Staging) (map[string]Unit, error) {
	var list []Unit
	err := s.Read(ctx, func(tx *db.Tx) error {
		scope := s.Scope
		if s.Batch.Unit != 0 {
			own, err := ByID(ctx, tx, scope, s.Batch.Government, s.Batch.Unit)
			if err != nil {
				return err
			}
			scope = scope.Narrow(own.Government, own.Path)
		} else if s.Batch.Government != 0 {
			scope = scope.Narrow(s.Batch.Government, "")
		}
		var err error
		list, err = List(ctx, tx, scope)
		return err
	})
	out := make(map[string]Unit, len(list))
	for _, u := range list {
		out[u.Code] = u
	}
	return out, err
}
