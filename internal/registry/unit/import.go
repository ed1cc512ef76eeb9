package unit

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/law"
)

// ImportKind is the name of unit lists on the road of package intake.
const ImportKind = "units"

// Import brings a unit list in. The draft keeps the read lines as JSON in the batch's layout: a unit list holds nothing
// personal and is small.
type Import struct{}

// Permission implements [intake.Kind].
func (Import) Permission() access.Permission { return access.ImportUnits }

var fields = []string{"kode", "nama", "jenis", "kode_wilayah", "kode_induk", "npp", "divisi", "jenis_usaha", "kelas_jkk", "program", "dasar_upah", "kontak", "telepon"}

const (
	fCode = iota
	fName
	fKind
	fRegion
	fParent
	fNPP
	fDivision
	fBusiness
	fClass
	fProgrammes
	fBasis
	fContact
	fPhone
)

// line is one unit as the list says it; lines of the same code add registrations.
type line struct {
	Row        int            `json:"row"`
	Code       string         `json:"code"`
	Name       string         `json:"name"`
	Kind       Kind           `json:"kind"`
	Region     string         `json:"region"`
	Parent     string         `json:"parent"`
	NPPs       [][2]string    `json:"npps"`
	Business   string         `json:"business"`
	Class      int            `json:"class"`
	Programmes law.Programmes `json:"programmes"`
	Basis      Basis          `json:"basis"`
	Contact    string         `json:"contact"`
	Phone      string         `json:"phone"`
}

// Stage implements [intake.Kind].
func (Import) Stage(ctx context.Context, s *intake.Staging) (intake.Tally, error) {
	var t intake.Tally
	var lines []*line
	byCode := map[string]*line{}
	err := intake.Records(ctx, s, fields, []string{"kode", "nama"}, func(r *intake.Record) error {
		t.Rows++
		l, why := readLine(r, s.GovernmentCode())
		if why != nil {
			t.Rejected++
			t.Note(intake.Finding{Sheet: r.Sheet, Row: r.Row, Code: "UNIT_INVALID", Severity: "reject", Text: *why})
			return nil
		}
		if first, ok := byCode[l.Code]; ok {
			first.NPPs = append(first.NPPs, l.NPPs...)
			t.Applied++
			return nil
		}
		byCode[l.Code] = l
		lines = append(lines, l)
		t.Applied++
		return nil
	})
	if err != nil {
		return t, err
	}
	if lines, err = parentsFirst(lines, byCode); err != nil {
		return t, err
	}
	b, err := json.Marshal(lines)
	s.Batch.Layout = string(b)
	return t, err
}

// readLine reads one unit; a list without a column of regions speaks of its own government's.
func readLine(r *intake.Record, home string) (*line, *lang.Text) {
	bad := func(format string, args ...any) (*line, *lang.Text) {
		t := lang.Msg(format, args...)
		return nil, &t
	}
	l := &line{Row: r.Row, Code: r.Get(fCode), Name: r.Get(fName), Region: r.Get(fRegion), Parent: r.Get(fParent), Business: r.Get(fBusiness), Contact: r.Get(fContact), Phone: r.Get(fPhone)}
	if l.Code == "" || l.Name == "" {
		return bad("Baris %d: kode dan nama instansi wajib diisi.", r.Row)
	}
	if l.Region == "" {
		l.Region = home
	}
	var known bool
	if l.Kind, known = ParseKind(r.Get(fKind)); !known && r.Get(fKind) != "" {
		return bad("Baris %d: jenis %q tidak dikenal. Pakai opd, uptd, sekolah, puskesmas, desa, kelurahan, bumd, vendor, atau lain.", r.Row, r.Get(fKind))
	}
	if _, ok := region.Standard().Find(l.Region); !ok {
		return bad("Baris %d: kode wilayah %q tidak dikenal. Pakai kode Kemendagri seperti 33.11 atau 33.11.01.2001.", r.Row, l.Region)
	}
	if npp := strings.TrimSpace(r.Get(fNPP)); npp != "" {
		l.NPPs = [][2]string{{npp, r.Get(fDivision)}}
	}
	switch class := r.Get(fClass); class {
	case "", "1", "2", "3", "4", "5":
		l.Class, _ = strconv.Atoi(class)
	default:
		return bad("Baris %d: kelas JKK %q tidak ada; isi 1 sampai 5 atau kosongkan.", r.Row, class)
	}
	if p := r.Get(fProgrammes); p != "" {
		var err error
		if l.Programmes, err = law.ParseProgrammes(p); err != nil {
			return bad("Baris %d: program %q tidak dikenal; contoh isian: JKK,JKM.", r.Row, p)
		}
	}
	switch b := Basis(strings.ToLower(r.Get(fBasis))); b {
	case "":
		l.Basis = Real
	case Real, UMK, UMP:
		l.Basis = b
	default:
		return bad("Baris %d: dasar upah %q tidak dikenal; isi riil, umk, atau ump.", r.Row, string(b))
	}
	return l, nil
}

// parentsFirst orders the lines so that a parent comes before its children, and refuses a circle.
func parentsFirst(lines []*line, byCode map[string]*line) ([]*line, error) {
	var out []*line
	state := map[*line]int{}
	var visit func(l *line) error
	visit = func(l *line) error {
		switch state[l] {
		case 1:
			return fault.New(fault.Invalid, "Instansi %s menjadi induk dirinya sendiri lewat kode_induk. Perbaiki kolom kode_induk.", l.Code)
		case 2:
			return nil
		}
		state[l] = 1
		if p := byCode[l.Parent]; p != nil {
			if err := visit(p); err != nil {
				return err
			}
		}
		state[l] = 2
		out = append(out, l)
		return nil
	}
	for _, l := range lines {
		if err := visit(l); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// stored is a unit as the journal keeps it.
type stored struct {
	Unit
	Divisions map[string]string
}

// Apply implements [intake.Kind].
func (Import) Apply(ctx context.Context, tx *change.Tx, b *intake.Batch) (intake.Tally, error) {
	t := intake.Tally{Rows: b.Tally.Rows, Rejected: b.Tally.Rejected}
	var lines []*line
	if err := json.Unmarshal([]byte(b.Layout), &lines); err != nil {
		return t, fmt.Errorf("read staged units: %w", err)
	}
	w, err := newWriter(ctx, tx, b)
	if err != nil {
		return t, err
	}
	touched := 0
	for _, l := range lines {
		changed, err := w.put(ctx, l)
		if err != nil {
			return t, err
		}
		if changed {
			touched++
		}
	}
	t.Applied = touched
	t.Unchanged = t.Rows - t.Rejected - touched
	return t, intake.Journal(ctx, tx, b.ID, w.altered)
}

type writer struct {
	tx          *change.Tx
	batch       *intake.Batch
	governments map[string]Government
	units       map[string]stored
	altered     []intake.Altered
}

func newWriter(ctx context.Context, tx *change.Tx, b *intake.Batch) (*writer, error) {
	w := &writer{tx: tx, batch: b, governments: map[string]Government{}, units: map[string]stored{}}
	rows, err := tx.Query(ctx, `SELECT id, code, name, checker, sample FROM government`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var g Government
		if err := rows.Scan(&g.ID, &g.Code, &g.Name, &g.Checker, &g.Sample); err != nil {
			return nil, err
		}
		w.governments[g.Code] = g
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	list, err := List(ctx, tx, access.Everything())
	if err != nil {
		return nil, err
	}
	divisions, err := readDivisions(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, u := range list {
		w.units[u.Code] = stored{u, divisions[[2]int64{u.Government, u.ID}]}
	}
	return w, nil
}

func readDivisions(ctx context.Context, tx *change.Tx) (map[[2]int64]map[string]string, error) {
	rows, err := tx.Query(ctx, `SELECT government_id, unit_id, npp, division FROM unit_registration`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[[2]int64]map[string]string{}
	for rows.Next() {
		var key [2]int64
		var npp, division string
		if err := rows.Scan(&key[0], &key[1], &npp, &division); err != nil {
			return nil, err
		}
		if out[key] == nil {
			out[key] = map[string]string{}
		}
		out[key][npp] = division
	}
	return out, rows.Err()
}

// GovernmentCode returns the code of the government that a region lies in: the regency, or the province itself.
func GovernmentCode(regionCode string) string { return regionCode[:min(len(regionCode), 5)] }

func (w *writer) government(ctx context.Context, regionCode string) (Government, error) {
	code := GovernmentCode(regionCode)
	if g, ok := w.governments[code]; ok {
		return g, nil
	}
	if w.batch.Government != 0 {
		return Government{}, fault.New(fault.Invalid, "Daftar ini memuat instansi wilayah %s, di luar pemerintah daerah Anda.", code)
	}
	id, err := w.tx.IDs(ctx, 0, 1)
	if err != nil {
		return Government{}, err
	}
	g := Government{ID: id, Code: code, Name: region.Standard().Name(code)}
	if _, err := w.tx.Exec(ctx, `INSERT INTO government (id, code, name, checker, sample, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		g.ID, g.Code, g.Name, false, false, clock.Stamp(w.tx.Now)); err != nil {
		return g, fmt.Errorf("create government %s: %w", code, err)
	}
	w.governments[code] = g
	return g, nil
}

// put writes one unit and tells whether anything changed.
func (w *writer) put(ctx context.Context, l *line) (bool, error) {
	g, err := w.government(ctx, l.Region)
	if err != nil {
		return false, err
	}
	if w.batch.Government != 0 && g.ID != w.batch.Government {
		return false, fault.New(fault.Invalid, "Daftar ini memuat instansi wilayah %s, di luar pemerintah daerah Anda.", g.Code)
	}
	before, there := w.units[l.Code]
	if there && before.Government != g.ID {
		return false, fault.New(fault.Conflict, "Kode instansi %s sudah dipakai pemerintah daerah lain. Pakai kode yang lain.", l.Code)
	}
	after := stored{Unit{Government: g.ID, ID: before.ID, Code: l.Code, Name: l.Name, Kind: l.Kind, Region: l.Region, Business: l.Business, Class: l.Class,
		Programmes: l.Programmes, Basis: l.Basis, Contact: l.Contact, Phone: l.Phone}, map[string]string{}}
	for _, n := range l.NPPs {
		if _, again := after.Divisions[n[0]]; !again {
			after.NPPs = append(after.NPPs, n[0])
		}
		after.Divisions[n[0]] = n[1]
	}
	if !there {
		if after.ID, err = w.tx.IDs(ctx, g.ID, 1); err != nil {
			return false, err
		}
	}
	parentPath := "/"
	if l.Parent != "" {
		p, ok := w.units[l.Parent]
		if !ok || p.Government != g.ID {
			return false, fault.New(fault.Invalid, "Baris %d: instansi induk %s tidak ada dalam daftar maupun basis data.", l.Row, l.Parent)
		}
		after.Parent, parentPath = p.ID, p.Path
	}
	after.Path = parentPath + strconv.FormatInt(after.ID, 10) + "/"
	if there && same(before, after) {
		return false, nil
	}
	w.units[l.Code] = after
	a := intake.Altered{Government: g.ID, What: "unit", ID: after.ID, After: after}
	if there {
		a.Before = before
	}
	w.altered = append(w.altered, a)
	return true, write(ctx, w.tx, after)
}

func same(a, b stored) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}

func write(ctx context.Context, tx *change.Tx, u stored) error {
	_, err := tx.Exec(ctx, `INSERT INTO unit (government_id, id, code, name, kind, region_code, parent_id, path, business, jkk_class, programmes, wage_basis, contact, phone, from_date, to_date)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', '')
		ON CONFLICT (government_id, id) DO UPDATE SET code = excluded.code, name = excluded.name, kind = excluded.kind, region_code = excluded.region_code, parent_id = excluded.parent_id,
		path = excluded.path, business = excluded.business, jkk_class = excluded.jkk_class, programmes = excluded.programmes, wage_basis = excluded.wage_basis, contact = excluded.contact, phone = excluded.phone`,
		u.Government, u.ID, u.Code, u.Name, string(u.Kind), u.Region, u.Parent, u.Path, u.Business, u.Class, int64(u.Programmes), string(u.Basis), u.Contact, u.Phone)
	if err != nil {
		return fmt.Errorf("write unit %s: %w", u.Code, err)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM unit_registration WHERE government_id = $1 AND unit_id = $2`, u.Government, u.ID); err != nil {
		return err
	}
	for npp, division := range u.Divisions {
		if _, err := tx.Exec(ctx, `INSERT INTO unit_registration (government_id, unit_id, npp, division) VALUES ($1, $2, $3, $4)`, u.Government, u.ID, npp, division); err != nil {
			return fmt.Errorf("write registration of unit %s: %w", u.Code, err)
		}
	}
	return nil
}

// Undo implements [intake.Kind].
func (Import) Undo(ctx context.Context, tx *change.Tx, b *intake.Batch) error {
	journal, err := intake.ReadJournal(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	if resting, err := laterChanges(ctx, tx, b.ID, journal); err != nil || len(resting) > 0 {
		if err != nil {
			return err
		}
		return intake.Resting(resting)
	}
	for _, e := range journal {
		if string(e.Before) == "null" {
			if err := remove(ctx, tx, e); err != nil {
				return err
			}
			continue
		}
		var before stored
		if err := json.Unmarshal(e.Before, &before); err != nil {
			return err
		}
		if err := write(ctx, tx, before); err != nil {
			return err
		}
	}
	return nil
}

// laterChanges lists the applied batches that touched the same units later or hang on units that this one made.
func laterChanges(ctx context.Context, tx *change.Tx, batch int64, journal []intake.JournalEntry) ([]int64, error) {
	var out []int64
	seen := map[int64]bool{}
	for _, e := range journal {
		rows, err := tx.Query(ctx, `SELECT b.id FROM import_batch b WHERE b.state = 'applied' AND b.id > $1 AND (
			EXISTS (SELECT 1 FROM import_change c WHERE c.batch_id = b.id AND c.government_id = $2 AND c.what = 'unit' AND c.target_id = $3)
			OR ($4 = 'null' AND b.government_id = $2 AND (b.unit_id = $3
				OR EXISTS (SELECT 1 FROM roster_current rc WHERE rc.batch_id = b.id AND rc.government_id = $2 AND rc.unit_id = $3)))
			OR ($4 = 'null' AND EXISTS (SELECT 1 FROM roster_current rc WHERE rc.batch_id = b.id AND rc.government_id = $2 AND rc.unit_id = $3))
			OR ($4 = 'null' AND EXISTS (SELECT 1 FROM budget_line l WHERE l.batch_id = b.id AND l.government_id = $2 AND l.unit_id = $3))
			OR ($4 = 'null' AND EXISTS (SELECT 1 FROM payment p WHERE p.batch_id = b.id AND p.government_id = $2 AND p.unit_id = $3))) ORDER BY b.id`, batch, e.Government, e.ID, string(e.Before))
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var id int64
			if err := rows.Scan(&id); err != nil {
				_ = rows.Close()
				return nil, err
			}
			if !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
		if err := rows.Close(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func remove(ctx context.Context, tx *change.Tx, e intake.JournalEntry) error {
	var waiting int
	if err := tx.QueryRow(ctx, `SELECT count(*) FROM unit WHERE government_id = $1 AND parent_id = $2`, e.Government, e.ID).Scan(&waiting); err != nil {
		return err
	}
	if waiting > 0 {
		return fault.New(fault.Conflict, "Belum dapat dibatalkan: masih ada instansi di bawah instansi yang akan dihapus.")
	}
	if _, err := tx.Exec(ctx, `DELETE FROM unit_registration WHERE government_id = $1 AND unit_id = $2`, e.Government, e.ID); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `DELETE FROM unit WHERE government_id = $1 AND id = $2`, e.Government, e.ID)
	return err
}

// Clear implements [intake.Kind].
func (Import) Clear(ctx context.Context, tx *db.Tx, b *intake.Batch) error {
	return nil // nothing is staged outside the batch
}
