package participant

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	linkperson "github.com/payung-id/payung/linkage/person"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

// ImportKind is the name of participant lists on the road of package intake.
const ImportKind = "participants"

// SealLabel marks what is sealed in participant_entry.sealed.
const SealLabel = "participant_entry"

// Import brings a participant list in.
type Import struct{ Ring *crypt.Keyring }

// Permission implements [intake.Kind].
func (Import) Permission() access.Permission { return access.ImportList }

var fields = []string{"nik", "kpj", "nama", "tanggal_lahir", "segmen", "program", "status", "bulan_terakhir", "npp", "upah"}

const (
	fNIK = iota
	fKPJ
	fName
	fBorn
	fSegment
	fProgrammes
	fStatus
	fLast
	fNPP
	fWage
)

// NotGiven marks programmes that the list does not tell.
const NotGiven = -1

// Personal is what an entry says of a human; it is sealed under the key of the list's batch.
type Personal struct {
	NIK  string `json:"n,omitempty"`
	KPJ  string `json:"k,omitempty"`
	Name string `json:"m,omitempty"`
	Born string `json:"b,omitempty"`
	Wage string `json:"w,omitempty"`
}

// NameBirth is the text whose keyed index finds equal people without a NIK; "" where name or birth date is missing.
func NameBirth(name string, born period.Date) string {
	c := linkperson.Canonical(name)
	if c == "" || born == 0 {
		return ""
	}
	return c + "|" + born.String()
}

var entryColumns = []string{"list_id", "row_no", "npp", "nik_index", "kpj_index", "name_birth_index", "segment", "programmes", "active", "last_month", "sealed"}

// Stage implements [intake.Kind].
func (im Import) Stage(ctx context.Context, s *intake.Staging) (intake.Tally, error) {
	if s.Batch.AsOf == 0 {
		return intake.Tally{}, errNoAsOf
	}
	st := &stager{im: im, s: s, npps: map[string]bool{}}
	if err := st.open(ctx); err != nil {
		return st.t, err
	}
	err := intake.Records(ctx, s, fields, nil, func(r *intake.Record) error { return st.row(ctx, r) })
	if err != nil {
		return st.t, err
	}
	if err := st.flush(ctx); err != nil {
		return st.t, err
	}
	return st.t, st.close(ctx)
}

type stager struct {
	im    Import
	s     *intake.Staging
	list  int64
	rows  [][]any
	npps  map[string]bool
	t     intake.Tally
	given map[string]law.Programmes
}

func (st *stager) open(ctx context.Context) error {
	st.given = map[string]law.Programmes{}
	return st.s.Chunk(ctx, func(tx *db.Tx) error {
		id, err := tx.IDs(ctx, 0, 1)
		if err != nil {
			return err
		}
		st.list = id
		_, err = tx.Exec(ctx, `INSERT INTO participant_list (id, government_id, batch_id, as_of, live, entries) VALUES ($1, $2, $3, $4, $5, 0)`,
			id, st.s.Batch.Government, st.s.Batch.ID, st.s.Batch.AsOf.String(), false)
		return err
	})
}

func (st *stager) row(ctx context.Context, r *intake.Record) error {
	st.t.Rows++
	row, why := st.read(r)
	if why != nil {
		st.t.Rejected++
		st.t.Note(intake.Finding{Sheet: r.Sheet, Row: r.Row, Code: "PARTICIPANT_INVALID", Severity: "reject", Text: *why})
		return nil
	}
	st.t.Applied++
	st.rows = append(st.rows, row)
	if len(st.rows) >= st.s.ChunkRows() {
		return st.flush(ctx)
	}
	return nil
}

func (st *stager) read(r *intake.Record) ([]any, *lang.Text) {
	bad := func(format string, args ...any) ([]any, *lang.Text) {
		t := lang.Msg(format, args...)
		return nil, &t
	}
	p := Personal{NIK: nik.Clean(r.Get(fNIK)), KPJ: strings.ToUpper(nik.Clean(r.Get(fKPJ))), Name: r.Get(fName), Wage: r.Get(fWage)}
	if p.NIK == "" && p.KPJ == "" && p.Name == "" {
		return bad("Baris %d: NIK, KPJ, dan nama kosong; isi salah satunya.", r.Row)
	}
	if _, ok := nik.Parse(p.NIK); p.NIK != "" && !ok && p.KPJ == "" && p.Name == "" {
		return bad("Baris %d: NIK bukan 16 angka dan tidak ada nama atau KPJ; baris ini tidak dapat dipadankan.", r.Row)
	}
	var born period.Date
	if text := r.Get(fBorn); text != "" {
		var ok bool
		if born, ok = intake.ReadDate(text); !ok {
			return bad("Baris %d: tanggal lahir tidak terbaca. Tulis seperti 1985-03-12 atau 12-03-1985.", r.Row)
		}
		p.Born = born.String()
	}
	var last period.Month
	if text := r.Get(fLast); text != "" {
		var ok bool
		if last, ok = intake.ReadMonth(text); !ok {
			return bad("Baris %d: bulan terakhir %q tidak terbaca. Tulis seperti 2026-09.", r.Row, text)
		}
	}
	active, known := readStatus(r.Get(fStatus))
	if !known {
		return bad("Baris %d: status %q tidak dikenal. Isi aktif atau nonaktif.", r.Row, r.Get(fStatus))
	}
	programmes := int64(NotGiven)
	if text := r.Get(fProgrammes); text != "" {
		set, ok := st.given[text]
		if !ok {
			var err error
			if set, err = law.ParseProgrammes(text); err != nil {
				return bad("Baris %d: program %q tidak dikenal; contoh isian: JKK,JKM.", r.Row, text)
			}
			st.given[strings.Clone(text)] = set
		}
		programmes = int64(set)
	}
	sealed, err := json.Marshal(p)
	if err != nil {
		return bad("Baris %d: isi baris tidak dapat dibaca.", r.Row)
	}
	npp := strings.Clone(r.Get(fNPP))
	if !st.npps[npp] {
		st.npps[npp] = true
	}
	segment := strings.ToUpper(strings.Clone(r.Get(fSegment)))
	if segment == "" {
		segment = "PU"
	}
	ring := st.im.Ring
	var nikIndex []byte
	if n, ok := nik.Parse(p.NIK); ok {
		nikIndex = ring.Index(crypt.NIK, string(n))
	}
	return []any{st.list, int64(r.Row), npp, nikIndex, ring.Index(crypt.KPJ, p.KPJ), ring.Index(crypt.NameBirth, NameBirth(p.Name, born)),
		segment, programmes, active, last.String(), st.s.Key.Seal(sealed, SealLabel)}, nil
}

// readStatus reads the insurer's status words; none at all means active, as status-less lists hold active people only.
func readStatus(s string) (active, known bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "", "aktif", "active", "a", "y", "ya", "1", "terdaftar":
		return true, true
	case "nonaktif", "non aktif", "non-aktif", "tidak aktif", "inactive", "na", "n", "t", "tidak", "0", "keluar":
		return false, true
	}
	return false, false
}

func (st *stager) flush(ctx context.Context) error {
	if len(st.rows) == 0 {
		return nil
	}
	err := st.s.Chunk(ctx, func(tx *db.Tx) error { return tx.Bulk(ctx, "participant_entry", entryColumns, st.rows) })
	st.rows = st.rows[:0]
	st.s.Progress(int64(st.t.Rows), 0)
	return err
}

func (st *stager) close(ctx context.Context) error {
	return st.s.Chunk(ctx, func(tx *db.Tx) error {
		for npp := range st.npps {
			if _, err := tx.Exec(ctx, `INSERT INTO participant_coverage (list_id, npp) VALUES ($1, $2)`, st.list, npp); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, `UPDATE participant_list SET entries = $2 WHERE id = $1`, st.list, st.t.Applied)
		return err
	})
}

// Apply implements [intake.Kind].
func (Import) Apply(ctx context.Context, tx *change.Tx, b *intake.Batch) (intake.Tally, error) {
	return b.Tally, setLive(ctx, tx, b.ID, true)
}

// Undo implements [intake.Kind].
func (Import) Undo(ctx context.Context, tx *change.Tx, b *intake.Batch) error {
	return setLive(ctx, tx, b.ID, false)
}

func setLive(ctx context.Context, tx *change.Tx, batch int64, live bool) error {
	n, err := tx.Exec(ctx, `UPDATE participant_list SET live = $2 WHERE batch_id = $1`, batch, live)
	if err == nil && n != 1 {
		err = fmt.Errorf("participant list of batch %d is missing", batch)
	}
	return err
}

// Clear implements [intake.Kind].
func (Import) Clear(ctx context.Context, tx *db.Tx, b *intake.Batch) error {
	var list int64
	err := tx.QueryRow(ctx, `SELECT id FROM participant_list WHERE batch_id = $1 AND NOT live`, b.ID).Scan(&list)
	if errors.Is(err, db.ErrNoRows) {
		return nil
	}
	for _, statement := range []string{`DELETE FROM participant_entry WHERE list_id = $1`, `DELETE FROM participant_coverage WHERE list_id = $1`, `DELETE FROM participant_list WHERE id = $1`} {
		if err == nil {
			_, err = tx.Exec(ctx, statement, list)
		}
	}
	return err
}
