package roster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/intake/layout"
	"github.com/payung-id/payung/internal/registry/participant"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/internal/registry/roster/preflight"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

// ImportKind is the name of rosters on the road of package intake.
const ImportKind = "roster"

// Listener hears that the roster of a month changed, inside the change's transaction.
type Listener func(ctx context.Context, tx *change.Tx, government int64, month period.Month) error

// Service keeps rosters.
type Service struct {
	db        *db.DB
	door      *change.Door
	ring      *crypt.Keyring
	road      *intake.Service
	listeners []Listener
}

// New returns the service and puts its kinds of change on the road.
func New(d *db.DB, door *change.Door, ring *crypt.Keyring, road *intake.Service) *Service {
	s := &Service{db: d, door: door, ring: ring, road: road}
	road.Register(ImportKind, imports{s})
	road.Register(FixKind, fixes{s})
	road.Register(ConfirmKind, confirms{s})
	road.Register(DropKind, drops{s})
	return s
}

// OnChange adds a listener.
func (s *Service) OnChange(l Listener) { s.listeners = append(s.listeners, l) }

func (s *Service) tell(ctx context.Context, tx *change.Tx, government int64, month period.Month) error {
	for _, l := range s.listeners {
		if err := l(ctx, tx, government, month); err != nil {
			return err
		}
	}
	return nil
}

// imports is the roster as a kind of file.
type imports struct{ *Service }

// Permission implements [intake.Kind].
func (imports) Permission() access.Permission { return access.ImportRoster }

// Personal is what a row says of a human beside the NIK, sealed under that human's key, or under the batch's while the
// row waits; then it holds the NIK as found, too.
type Personal struct {
	NIK        string      `json:"n,omitempty"`
	Name       string      `json:"m,omitempty"`
	Title      string      `json:"t,omitempty"`
	BirthPlace string      `json:"p,omitempty"`
	Born       string      `json:"b,omitempty"`
	Mother     string      `json:"i,omitempty"`
	Address    string      `json:"a,omitempty"`
	Phone      string      `json:"h,omitempty"`
	Findings   []RowFault  `json:"f,omitempty"`
	Waiting    *Unaccepted `json:"w,omitempty"`
}

// Unaccepted is the rest of a row that waits; an accepted row holds it in clear columns.
type Unaccepted struct {
	Sex, Category, Position, Wage, Start, End, Decree, Fund string
}

// RowFault is a finding as it is kept, sealed since it may quote the cell.
type RowFault struct {
	Field    string    `json:"f,omitempty"`
	Column   string    `json:"c,omitempty"`
	Code     string    `json:"k"`
	Reject   bool      `json:"r,omitempty"`
	Say      lang.Text `json:"s"`
	Into     string    `json:"i,omitempty"` // the field that the repair is for
	Repair   string    `json:"v,omitempty"`
	RepairBy lang.Text `json:"w,omitzero"`
}

var rowColumns = []string{"government_id", "id", "batch_id", "unit_id", "sheet", "row_no", "status", "person_id", "name", "birth_year", "sex", "category", "position", "wage",
	"start_date", "end_date", "decree", "fund", "name_birth_index", "digest", "findings", "sealed"}

var errNoMonth = fault.New(fault.Usage, "Daftar pekerja memerlukan bulan, misalnya 2026-09.")

// Stage implements [intake.Kind].
func (k imports) Stage(ctx context.Context, s *intake.Staging) (intake.Tally, error) {
	if s.Batch.Month == 0 {
		return intake.Tally{}, errNoMonth
	}
	st := &stager{Service: k.Service, s: s, touched: map[int64]bool{}}
	if err := st.prepare(ctx); err != nil {
		return st.t, err
	}
	report, err := st.check(ctx)
	if err != nil {
		return st.t, err
	}
	if len(report.Rows) == 0 {
		return st.nobody(ctx, report)
	}
	if err := st.findUnits(ctx, report); err != nil {
		return st.t, err
	}
	if err := st.restore(ctx, report); err != nil {
		return st.t, err
	}
	for chunk := range slices.Chunk(report.Rows, s.ChunkRows()) {
		if err := st.chunk(ctx, chunk); err != nil {
			return st.t, err
		}
		s.Progress(int64(st.t.Rows), int64(len(report.Rows)))
	}
	return st.t, st.forgetKept(ctx)
}

type stager struct {
	*Service
	s       *intake.Staging
	units   map[string]unit.Unit
	own     *unit.Unit // the batch's unit, where it has one
	layouts []layout.Saved
	t       intake.Tally
	touched map[int64]bool
	// corrected are rows that hold a person's correction again, with what the file says.
	corrected map[*preflight.Row]preflight.Row
}

func (st *stager) prepare(ctx context.Context) (err error) {
	if st.s.Batch.Unit != 0 {
		err := st.s.Read(ctx, func(tx *db.Tx) error {
			own, err := unit.ByID(ctx, tx, st.s.Scope, st.s.Batch.Government, st.s.Batch.Unit)
			st.own = &own
			return err
		})
		if err != nil {
			return err
		}
	}
	if st.s.Request.Layout != "" {
		var corrected layout.Saved
		if err := json.Unmarshal([]byte(st.s.Request.Layout), &corrected); err != nil {
			return fmt.Errorf("read corrected layout: %w", err)
		}
		st.layouts = []layout.Saved{corrected}
	}
	return st.s.Read(ctx, func(tx *db.Tx) error {
		learnt, err := intake.Learnt(ctx, tx, st.s.Batch.Government, ImportKind)
		for _, text := range learnt {
			var saved layout.Saved
			if json.Unmarshal([]byte(text), &saved) == nil {
				st.layouts = append(st.layouts, saved)
			}
		}
		return err
	})
}

// findUnits looks up the units that the rows name, where they name any.
func (st *stager) findUnits(ctx context.Context, report *preflight.Report) error {
	named := map[string]bool{}
	for i := range report.Rows {
		if code := strings.TrimSpace(report.Rows[i].Person.UnitCode); code != "" {
			named[code] = true
		}
	}
	if len(named) == 0 {
		return nil
	}
	return st.s.Read(ctx, func(tx *db.Tx) (err error) {
		st.units, err = unit.ByCodes(ctx, tx, st.s.Scope, slices.Sorted(maps.Keys(named)))
		return err
	})
}

// Options are what the checks need to know beside the file.
func Options(month period.Month, regionCode, kind string) preflight.Options {
	table := region.Standard()
	return preflight.Options{
		Month: month, Today: month.Last(), Region: regionCode, UnitKind: kind, KnownDistrict: table.KnownDistrict, KnownRegency: table.KnownRegency,
		MinimumWage: func(region string, day period.Date) (money.Milli, string, error) {
			a, err := law.MinimumWage(region, day)
			return a.Value, a.Kind, err
		},
	}
}

func (st *stager) check(ctx context.Context) (*preflight.Report, error) {
	f := st.s.Request.File
	o := Options(st.s.Batch.Month, "", "")
	o.File, o.SHA256, o.Sheet, o.Layouts = f.Name, st.s.SHA256, st.s.Request.Sheet, st.layouts
	if st.own != nil {
		o.Region, o.UnitKind = st.own.Region, unitKind(st.own.Kind)
	}
	book, err := sheetread.Open(ctx, f.Reader, f.Size, f.Name, sheetread.Limits{})
	var damaged *sheetread.Fault
	if errors.As(err, &damaged) {
		return nil, fileFault(string(damaged.Code), damaged.Err)
	}
	if err != nil {
		return nil, err
	}
	report, err := preflight.Check(ctx, book, o)
	if err != nil {
		return nil, err
	}
	if len(report.Rows) == 0 && saysNobody(ctx, book) {
		report.Findings = nil
		return report, nil
	}
	if len(report.Findings) > 0 {
		first := report.Findings[0]
		return nil, fileFault(string(first.Code), &fault.Error{Kind: fault.Invalid, Text: first.Message})
	}
	if b, err := summary(report); err == nil {
		st.s.Batch.Layout = b
	}
	return report, nil
}

func unitKind(k unit.Kind) string {
	switch k {
	case unit.Village, unit.Ward:
		return "desa"
	case unit.Vendor, unit.Enterprise:
		return "vendor"
	}
	return "opd"
}

// fileFault is the refusal of a whole file; its code stays visible for programs.
func fileFault(code string, f *fault.Error) error {
	kind := fault.Invalid
	if code == "FILE_TOO_BIG" {
		kind = fault.TooBig
	}
	return &fault.Error{Kind: kind, Text: f.Text, Cause: errors.New(code)}
}

// saysNobody tells whether a small file states that the unit has nobody: the word "nihil" stands in some cell.
func saysNobody(ctx context.Context, book *sheetread.Book) bool {
	for _, sheet := range book.Sheets() {
		rows, err := sheet.Head(ctx, 60)
		if err != nil {
			return false
		}
		for _, r := range rows {
			for _, c := range r.Cells {
				if strings.Contains(strings.ToLower(c.Text), "nihil") {
					return true
				}
			}
		}
	}
	return false
}

// nobody stages the answer of a unit that has nobody.
func (st *stager) nobody(ctx context.Context, report *preflight.Report) (intake.Tally, error) {
	if st.own == nil {
		return st.t, fault.New(fault.Invalid, "Daftar ini kosong. Sebutkan instansi yang menyatakan nihil.")
	}
	st.s.Batch.Layout = nobodyLayout
	return st.t, nil
}

// nobodyLayout marks a batch that says "nobody".
const nobodyLayout = `{"nihil":true}`

// summary keeps how each sheet was understood, for the page that shows it. It holds headers, nothing of rows.
func summary(report *preflight.Report) (string, error) {
	type sheet struct {
		Name        string            `json:"name"`
		Used        bool              `json:"used"`
		Hidden      bool              `json:"hidden,omitempty"`
		Reason      lang.Text         `json:"reason"`
		HeaderRow   int               `json:"header_row,omitempty"`
		Mapping     map[string]string `json:"mapping,omitempty"`
		Headers     map[string]string `json:"headers,omitempty"`
		Fingerprint string            `json:"fingerprint,omitempty"`
		Known       string            `json:"known,omitempty"`
		Saved       bool              `json:"saved,omitempty"`
		Rows        int               `json:"rows"`
	}
	var out struct {
		Sheets  []sheet `json:"sheets"`
		Skipped int     `json:"skipped"`
	}
	out.Skipped = len(report.Skipped)
	for _, s := range report.Sheets {
		x := sheet{Name: s.Name, Used: s.Used, Hidden: s.Hidden, Reason: s.Reason, Rows: s.Rows}
		if s.Layout != nil && len(s.Layout.Tables) > 0 {
			t := s.Layout.Tables[0]
			x.HeaderRow, x.Mapping, x.Fingerprint, x.Known, x.Saved = t.HeaderRow(), t.Mapping(), t.Fingerprint, s.Layout.Known, t.Saved
			x.Headers = map[string]string{}
			for field, c := range t.Columns {
				x.Headers[field] = c.Header
			}
		}
		out.Sheets = append(out.Sheets, x)
	}
	b, err := json.Marshal(out)
	return string(b), err
}

// staged is a row on its way into the table.
type staged struct {
	row    *preflight.Row
	unit   unit.Unit
	number nik.Number // "" while it waits
}

func (st *stager) chunk(ctx context.Context, rows []preflight.Row) error {
	byGovernment := map[int64][]staged{}
	var order []int64
	for i := range rows {
		r := &rows[i]
		st.t.Rows++
		u, why := st.unitOf(r)
		for _, f := range r.Findings {
			st.t.Note(intake.Finding{Sheet: r.Sheet, Row: r.Number, Column: f.Column, Code: string(f.Code), Severity: string(f.Severity), Text: bare(f)})
		}
		if why != nil {
			st.t.Rejected++
			st.t.Note(intake.Finding{Sheet: r.Sheet, Row: r.Number, Code: "UNIT_UNKNOWN", Severity: "reject", Text: *why})
			continue
		}
		s := staged{row: r, unit: u}
		if number, ok := r.Person.ValidNIK(); ok && r.Status != preflight.Rejected {
			s.number = number
			st.t.Applied++
		} else {
			st.t.Waiting++
		}
		if byGovernment[u.Government] == nil {
			order = append(order, u.Government)
		}
		byGovernment[u.Government] = append(byGovernment[u.Government], s)
	}
	for _, g := range order {
		// Twice as many ids as rows: one a row, and one a person that may be new.
		first, err := st.s.IDs(ctx, g, 2*len(byGovernment[g]))
		if err != nil {
			return err
		}
		if err := st.s.Chunk(ctx, func(tx *db.Tx) error { return st.write(ctx, tx, g, first, byGovernment[g]) }); err != nil {
			return err
		}
	}
	return nil
}

// bare is a finding's message for lists that are not sealed: the name of the code, never the cell.
func bare(f preflight.Finding) lang.Text { return lang.Msg(CodeTitle(string(f.Code))) }

func (st *stager) unitOf(r *preflight.Row) (unit.Unit, *lang.Text) {
	if code := strings.TrimSpace(r.Person.UnitCode); code != "" {
		u, ok := st.units[code]
		if !ok {
			t := lang.Msg("Baris %d: instansi %q tidak ada dalam wilayah kerja Anda. Periksa kode_instansi.", r.Number, code)
			return u, &t
		}
		if st.own == nil || strings.HasPrefix(u.Path, st.own.Path) {
			return u, nil
		}
		t := lang.Msg("Baris %d: instansi %q tidak berada di bawah instansi kiriman ini.", r.Number, code)
		return u, &t
	}
	if st.own == nil {
		t := lang.Msg("Baris %d: instansi tidak diketahui. Isi kolom kode_instansi atau pilih instansi saat mengirim.", r.Number)
		return unit.Unit{}, &t
	}
	return *st.own, nil
}

func (st *stager) write(ctx context.Context, tx *db.Tx, government, first int64, rows []staged) error {
	var people []person.Named
	for _, s := range rows {
		if s.number != "" {
			people = append(people, person.Named{NIK: s.number, Name: s.row.Person.Name})
		}
	}
	known, err := person.Resolve(ctx, tx, st.ring, government, first+int64(len(rows)), people, st.s.Batch.CreatedAt)
	if err != nil {
		return err
	}
	out := make([][]any, 0, len(rows))
	for i, s := range rows {
		row, err := st.row(government, first+int64(i), s, known)
		if err != nil {
			return err
		}
		out = append(out, row)
	}
	if err := tx.Bulk(ctx, "roster_row", rowColumns, out); err != nil {
		return err
	}
	return st.keepOriginals(ctx, tx, government, first, rows)
}

// digest is the keyed hash of what a row says, by which the same row is found again.
func (st *stager) digest(r *preflight.Row) []byte {
	p := &r.Person
	wage := NoWage
	if p.WageKnown {
		wage = p.Wage
	}
	return st.ring.Index(crypt.Content, strings.Join([]string{p.NIK, p.Name, p.BirthDate.String(), string(p.Sex), p.Category, p.Position, wage.String(), p.Start.String(), p.End.String()}, "|"))
}

func (st *stager) row(government, id int64, s staged, known map[nik.Number]person.Known) ([]any, error) {
	digest := st.digest(s.row)
	if s.number == "" {
		sealed, err := json.Marshal(waitingForm(s.row))
		if err != nil {
			return nil, err
		}
		return []any{government, id, st.s.Batch.ID, s.unit.ID, s.row.Sheet, s.row.Number, string(Waiting), int64(0), "", 0, "", "", "", int64(NoWage), "", "", "", "", nil,
			digest, codes(s.row), st.s.Key.Seal(sealed, SealLabel)}, nil
	}
	status := statusOf(s.row)
	if was, ok := st.corrected[s.row]; ok && was.Status == preflight.Rejected {
		status = Fixed
	}
	told := personalOf(s.row)
	sealed, err := json.Marshal(told)
	if err != nil {
		return nil, err
	}
	who := known[s.number]
	return acceptedRow(st.ring, government, id, st.s.Batch.ID, s.unit.ID, s.row, status, who, digest, sealed), nil
}

func acceptedRow(ring *crypt.Keyring, government, id, batch, unitID int64, r *preflight.Row, status Status, who person.Known, digest, sealed []byte) []any {
	p := &r.Person
	wage := NoWage
	if p.WageKnown {
		wage = p.Wage
	}
	year := 0
	if p.BirthDate != 0 {
		year = p.BirthDate.Year()
	}
	return []any{government, id, batch, unitID, r.Sheet, r.Number, string(status), who.ID, p.Name, year, string(p.Sex), p.Category, p.Position, int64(wage),
		p.Start.String(), p.End.String(), p.DecreeNo, p.FundSource, ring.Index(crypt.NameBirth, participant.NameBirth(p.Name, p.BirthDate)), digest, codes(r),
		who.Key.Seal(sealed, SealLabel)}
}

func statusOf(r *preflight.Row) Status {
	if r.Status == preflight.Warned {
		return Warn
	}
	return OK
}

func personalOf(r *preflight.Row) Personal {
	p := &r.Person
	told := Personal{Title: strings.TrimSpace(p.TitleBefore + " " + p.Title), BirthPlace: p.BirthPlace, Born: p.BirthDate.String(), Mother: p.Mother, Address: p.Address, Phone: p.Phone}
	for _, f := range r.Findings {
		k := RowFault{Field: f.Field, Column: f.Column, Code: string(f.Code), Reject: f.Severity == preflight.Reject, Say: f.Message}
		if f.Repair != nil {
			k.Into, k.Repair, k.RepairBy = f.Repair.Field, f.Repair.Value, f.Repair.Why
		}
		told.Findings = append(told.Findings, k)
	}
	return told
}

// codes lists a row's findings without their text: "NIK_LENGTH,WAGE_ZERO".
func codes(r *preflight.Row) string {
	var out []string
	for _, f := range r.Findings {
		if !slices.Contains(out, string(f.Code)) {
			out = append(out, string(f.Code))
		}
	}
	return strings.Join(out, ",")
}

// Clear implements [intake.Kind].
func (k imports) Clear(ctx context.Context, tx *db.Tx, b *intake.Batch) error {
	if err := k.keepRepairs(ctx, tx, b); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `DELETE FROM roster_row WHERE batch_id = $1 AND government_id IN (SELECT id FROM government WHERE $2 = 0 OR id = $2)`, b.ID, b.Government)
	return err
}
