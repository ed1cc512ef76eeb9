package bundle

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// State is where a file of a bundle stands.
type State string

// The states of a file.
const (
	Waiting State = "waiting" // not yet read
	Ready   State = "ready"   // checked: a draft that can be applied
	Person  State = "person"  // somebody must say what it is, or look at it
	Applied State = "applied"
	Same    State = "same"    // was applied before: nothing to do
	Ignored State = "ignored" // a person put it aside
)

// Totals are what applying a file would change.
type Totals struct {
	Rows, Good, Waiting, Rejected, Unchanged int
	Joined, Left, Wage, Ending               int
	First                                    bool // there is no earlier roster to compare with
	Many                                     bool // so many leave that a person should look
}

// File is one file of a bundle.
type File struct {
	Seq        int
	Name       string // with its folder, as it was sent
	Size       int64
	Blob       string
	State      State
	Kind       string
	Government int64
	Unit       int64
	UnitName   string
	UnitCode   string
	Month      period.Month
	AsOf       period.Date
	Told       bool      // a person said kind, unit and month
	Why        lang.Text // the ground, or the question
	Totals     Totals
	Batch      int64
}

// Clean tells whether a file may be applied with all others: everything known, no row held back, no mass exit.
func (f File) Clean() bool {
	return f.State == Ready && f.Totals.Waiting == 0 && f.Totals.Rejected == 0 && !f.Totals.Many
}

// Partly tells whether the good rows of a file could be applied while others wait.
func (f File) Partly() bool {
	return f.State == Ready && !f.Clean() && !f.Totals.Many && f.Totals.Good > 0
}

// Bundle is files that were handed in together.
type Bundle struct {
	ID         int64
	Government int64
	Account    int64
	Creator    string
	Said       Said
	State      string // receiving, received
	At         time.Time
	Files      []File
}

// ErrNotFound says that no such bundle lies in the asker's reach.
var ErrNotFound = fault.New(fault.NotFound, "Unggahan bersama ini tidak ditemukan dalam wilayah kerja Anda.")

const bundleColumns = `b.id, b.government_id, b.account_id, b.creator, b.month, b.as_of, b.state, b.created_at`

func scan(row interface{ Scan(...any) error }) (Bundle, error) {
	var b Bundle
	var month, asOf, at string
	if err := row.Scan(&b.ID, &b.Government, &b.Account, &b.Creator, &month, &asOf, &b.State, &at); err != nil {
		return b, err
	}
	var err error
	if b.Said.Month, b.Said.AsOf, err = times(month, asOf); err != nil {
		return b, err
	}
	b.At, err = clock.ParseStamp(at)
	return b, err
}

func times(month, day string) (m period.Month, d period.Date, err error) {
	if month != "" {
		if m, err = period.ParseMonth(month); err != nil {
			return m, d, err
		}
	}
	if day != "" {
		d, err = period.ParseDate(day)
	}
	return m, d, err
}

// Mine tells whether an actor may see a bundle: its sender, and who could have sent it for the whole government.
func (b *Bundle) Mine(actor access.Actor, code string) bool {
	if actor.Account == b.Account {
		return true
	}
	for _, p := range []access.Permission{access.ImportRoster, access.ImportList, access.ImportBudget, access.ImportPayment} {
		if scope, err := actor.Scope(p); err == nil && scope.Whole().Holds(access.Target{Government: b.Government, GovernmentCode: code}) {
			return true
		}
	}
	return false
}

// Get returns a bundle with its files where the actor may see it.
func Get(ctx context.Context, r db.Reader, actor access.Actor, id int64) (*Bundle, error) {
	b, err := scan(r.QueryRow(ctx, `SELECT `+bundleColumns+` FROM bundle b WHERE b.id = $1`, id))
	if errors.Is(err, db.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read bundle %d: %w", id, err)
	}
	var code string
	if err := r.QueryRow(ctx, `SELECT code FROM government WHERE id = $1`, b.Government).Scan(&code); err != nil {
		return nil, fmt.Errorf("read owner of bundle: %w", err)
	}
	if !b.Mine(actor, code) {
		return nil, ErrNotFound
	}
	b.Files, err = files(ctx, r, id)
	return &b, err
}

func files(ctx context.Context, r db.Reader, bundle int64) ([]File, error) {
	rows, err := r.Query(ctx, `SELECT f.seq, f.file_name, f.size, f.blob, f.state, f.kind, f.government_id, f.unit_id, coalesce(u.name, ''), coalesce(u.code, ''), f.month, f.as_of, f.told, f.why,
		f.totals, f.batch_id, coalesce(b.state, ''), coalesce(b.applied_count, 0), coalesce(b.waiting_count, 0), coalesce(b.rejected_count, 0)
		FROM bundle_file f LEFT JOIN unit u ON u.government_id = f.government_id AND u.id = f.unit_id LEFT JOIN import_batch b ON b.id = f.batch_id
		WHERE f.bundle_id = $1 ORDER BY f.seq`, bundle)
	if err != nil {
		return nil, fmt.Errorf("read files of bundle: %w", err)
	}
	defer rows.Close()
	var out []File
	for rows.Next() {
		var f File
		var month, asOf, why, totals string
		var is importState
		if err := rows.Scan(&f.Seq, &f.Name, &f.Size, &f.Blob, &f.State, &f.Kind, &f.Government, &f.Unit, &f.UnitName, &f.UnitCode, &month, &asOf, &f.Told, &why, &totals, &f.Batch, &is.state, &is.good, &is.waiting, &is.rejected); err != nil {
			return nil, fmt.Errorf("read files of bundle: %w", err)
		}
		if f.Month, f.AsOf, err = times(month, asOf); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(why), &f.Why); err != nil {
			return nil, fmt.Errorf("read ground of file %d: %w", f.Seq, err)
		}
		if err := json.Unmarshal([]byte(totals), &f.Totals); err != nil {
			return nil, fmt.Errorf("read totals of file %d: %w", f.Seq, err)
		}
		f.follow(is)
		out = append(out, f)
	}
	return out, rows.Err()
}

// importState is where the import of a file stands now: somebody may have worked on it by itself.
type importState struct {
	state                   string
	good, waiting, rejected int
}

// follow takes over what became of the file's import since it was read.
func (f *File) follow(is importState) {
	switch {
	case f.Batch == 0 || f.State == Waiting || f.State == Ignored:
	case is.state == string(intake.Applied) && f.State != Same:
		f.State = Applied
		f.Totals.Good, f.Totals.Waiting, f.Totals.Rejected = is.good, is.waiting, is.rejected
	case is.state == string(intake.Undone):
		f.State, f.Why = Ignored, lang.Msg("sudah diterapkan lalu dibatalkan")
	case is.state == string(intake.Draft):
		f.State = Ready // also where a person has shown its columns meanwhile
		f.Totals.Good, f.Totals.Waiting, f.Totals.Rejected = is.good, is.waiting, is.rejected
	case is.state == string(intake.Discarded) && f.State == Ready:
		f.State, f.Why = Ignored, lang.Msg("draf ini dibuang")
	}
}

// Listed is a bundle in a list, with how many of its files stand where.
type Listed struct {
	Bundle
	Count map[State]int
}

// List returns the newest bundles that the actor may see: the own ones, and those of governments as a whole.
func List(ctx context.Context, r db.Reader, actor access.Actor, most int) ([]Listed, error) {
	codes := map[int64]string{}
	if err := governmentCodes(ctx, r, codes); err != nil {
		return nil, err
	}
	rows, err := r.Query(ctx, `SELECT `+bundleColumns+` FROM bundle b ORDER BY b.id DESC LIMIT $1`, most*20)
	if err != nil {
		return nil, fmt.Errorf("list bundles: %w", err)
	}
	defer rows.Close()
	var out []Listed
	for rows.Next() {
		b, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("list bundles: %w", err)
		}
		if len(out) < most && b.Mine(actor, codes[b.Government]) {
			out = append(out, Listed{Bundle: b, Count: map[State]int{}})
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list bundles: %w", err)
	}
	for i := range out {
		list, err := files(ctx, r, out[i].ID)
		if err != nil {
			return nil, err
		}
		for _, f := range list {
			out[i].Count[f.State]++
		}
	}
	return out, nil
}

func governmentCodes(ctx context.Context, r db.Reader, codes map[int64]string) error {
	rows, err := r.Query(ctx, `SELECT id, code FROM government`)
	if err != nil {
		return fmt.Errorf("list governments: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var code string
		if err := rows.Scan(&id, &code); err != nil {
			return fmt.Errorf("list governments: %w", err)
		}
		codes[id] = code
	}
	return rows.Err()
}

// save writes what is known of a file.
func (f *File) save(ctx context.Context, tx *db.Tx, bundle int64) error {
	why, err := json.Marshal(f.Why)
	if err != nil {
		return err
	}
	totals, err := json.Marshal(f.Totals)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE bundle_file SET state = $3, kind = $4, government_id = $5, unit_id = $6, month = $7, as_of = $8, told = $9, why = $10, totals = $11, batch_id = $12
		WHERE bundle_id = $1 AND seq = $2`, bundle, f.Seq, string(f.State), f.Kind, f.Government, f.Unit, f.Month.String(), f.AsOf.String(), f.Told, string(why), string(totals), f.Batch)
	if err != nil {
		return fmt.Errorf("write file %d of bundle %d: %w", f.Seq, bundle, err)
	}
	return nil
}
