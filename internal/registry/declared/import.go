package declared

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// ImportKind is the name of declared figures on the road of package intake.
const ImportKind = "declared"

// Total is the measure that counts the workers of a unit or region.
const Total = "total"

// Import brings declared figures in.
type Import struct{}

// Permission implements [intake.Kind].
func (Import) Permission() access.Permission { return access.ImportDeclared }

var fields = []string{"kode_wilayah", "kode_instansi", "tanggal", "ukuran", "nilai", "dari", "sumber"}

const (
	fRegion = iota
	fUnit
	fDate
	fMeasure
	fValue
	fOutOf
	fSource
)

var columns = []string{"government_id", "id", "batch_id", "unit_id", "region_code", "on_date", "measure", "value", "out_of", "source", "line_key", "line_digest", "live"}

// Stage implements [intake.Kind].
func (Import) Stage(ctx context.Context, s *intake.Staging) (intake.Tally, error) {
	var t intake.Tally
	units, err := unit.Codes(ctx, s)
	if err != nil {
		return t, err
	}
	governments := map[string]int64{}
	err = s.Read(ctx, func(tx *db.Tx) error {
		list, err := unit.Governments(ctx, tx, s.Scope)
		for _, g := range list {
			governments[g.Code] = g.ID
		}
		return err
	})
	if err != nil {
		return t, err
	}
	byGovernment := map[int64][][]any{}
	err = intake.Records(ctx, s, fields, []string{"ukuran", "nilai"}, func(r *intake.Record) error {
		t.Rows++
		row, why := readLine(r, s.Batch.ID, units, governments)
		if why != nil {
			t.Rejected++
			t.Note(intake.Finding{Sheet: r.Sheet, Row: r.Row, Code: "DECLARED_INVALID", Severity: "reject", Text: *why})
			return nil
		}
		g := row[0].(int64)
		byGovernment[g] = append(byGovernment[g], row)
		t.Applied++
		return nil
	})
	if err != nil {
		return t, err
	}
	return t, intake.StageRows(ctx, s, "declared_figure", columns, byGovernment)
}

func readLine(r *intake.Record, batch int64, units map[string]unit.Unit, governments map[string]int64) ([]any, *lang.Text) {
	bad := func(format string, args ...any) ([]any, *lang.Text) {
		t := lang.Msg(format, args...)
		return nil, &t
	}
	var government, unitID int64
	if code := r.Get(fUnit); code != "" {
		u, ok := units[code]
		if !ok {
			return bad("Baris %d: instansi %q tidak ada dalam wilayah kerja Anda. Periksa kode_instansi.", r.Row, code)
		}
		government, unitID = u.Government, u.ID
	} else {
		government = governments[unit.GovernmentCode(r.Get(fRegion))] // 0: a region of which no government is here, kept as public figure
	}
	day, ok := intake.ReadDate(r.Get(fDate))
	if !ok {
		return bad("Baris %d: tanggal %q tidak terbaca. Angka tanpa tanggal tidak disimpan.", r.Row, r.Get(fDate))
	}
	value, err := strconv.ParseInt(strings.ReplaceAll(r.Get(fValue), ".", ""), 10, 64)
	if err != nil || value < 0 {
		return bad("Baris %d: nilai %q bukan bilangan bulat.", r.Row, r.Get(fValue))
	}
	outOf := int64(-1)
	if text := r.Get(fOutOf); text != "" {
		if outOf, err = strconv.ParseInt(strings.ReplaceAll(text, ".", ""), 10, 64); err != nil {
			return bad("Baris %d: kolom dari berisi %q, bukan bilangan bulat.", r.Row, text)
		}
	}
	if r.Get(fSource) == "" {
		return bad("Baris %d: sumber wajib diisi. Angka tanpa sumber tidak disimpan.", r.Row)
	}
	measure := strings.ToLower(r.Get(fMeasure))
	key := strings.Join([]string{r.Get(fRegion), r.Get(fUnit), day.String(), measure, r.Get(fSource)}, "|")
	return []any{government, int64(0), batch, unitID, r.Get(fRegion), day.String(), measure, value, outOf, r.Get(fSource), key, fmt.Sprint(value, "|", outOf), false}, nil
}

// The empty additions make SQLite begin with the batch's lines, which are few, and find the others by their key.
var lined = intake.Lined{
	What: "declared_figure",
	Replaced: `SELECT o.government_id, o.id FROM declared_figure n JOIN declared_figure o ON o.government_id = n.government_id + 0 AND o.line_key = n.line_key || ''
		WHERE n.batch_id = $1 AND o.batch_id <> $1 AND o.live AND o.line_digest <> n.line_digest ORDER BY o.government_id, o.id`,
	Same: `SELECT o.government_id, o.id FROM declared_figure n JOIN declared_figure o ON o.government_id = n.government_id + 0 AND o.line_key = n.line_key || ''
		WHERE n.batch_id = $1 AND o.batch_id <> $1 AND o.live AND o.line_digest = n.line_digest ORDER BY o.government_id, o.id`,
	Enliven: `UPDATE declared_figure SET live = $2 WHERE batch_id = $1 AND NOT EXISTS (SELECT 1 FROM declared_figure o WHERE o.government_id = declared_figure.government_id
		AND o.line_key = declared_figure.line_key AND o.live AND o.batch_id <> $1)`,
	SetLive: `UPDATE declared_figure SET live = $3 WHERE government_id = $1 AND id = $2`,
	End:     `UPDATE declared_figure SET live = $2 WHERE batch_id = $1 AND live`,
	Later: `SELECT DISTINCT b.id FROM declared_figure x JOIN import_change c ON c.government_id = x.government_id AND c.target_id = x.id AND c.what IN ('declared_figure', 'declared_figure.same')
		JOIN import_batch b ON b.id = c.batch_id WHERE x.batch_id = $1 AND c.batch_id <> $1 AND b.state = 'applied' ORDER BY b.id`,
}

// Apply implements [intake.Kind].
func (Import) Apply(ctx context.Context, tx *change.Tx, b *intake.Batch) (intake.Tally, error) {
	return intake.ApplyLines(ctx, tx, b, lined)
}

// Undo implements [intake.Kind].
func (Import) Undo(ctx context.Context, tx *change.Tx, b *intake.Batch) error {
	return intake.UndoLines(ctx, tx, b, lined)
}

// Figure is a live declared figure.
type Figure struct {
	Government, Unit int64
	Region           string
	On               period.Date
	Measure          string
	Value, OutOf     int64
	Source           string
}

// Live lists the live figures of a government, oldest first.
func Live(ctx context.Context, r db.Reader, government int64) ([]Figure, error) {
	rows, err := r.Query(ctx, `SELECT government_id, unit_id, region_code, on_date, measure, value, out_of, source FROM declared_figure WHERE government_id = $1 AND live ORDER BY on_date, id`, government)
	if err != nil {
		return nil, fmt.Errorf("list declared figures: %w", err)
	}
	defer rows.Close()
	var out []Figure
	for rows.Next() {
		var f Figure
		var on string
		if err := rows.Scan(&f.Government, &f.Unit, &f.Region, &on, &f.Measure, &f.Value, &f.OutOf, &f.Source); err != nil {
			return nil, fmt.Errorf("list declared figures: %w", err)
		}
		if f.On, err = period.ParseDate(on); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, rows.Err()
}

// Clear implements [intake.Kind].
func (Import) Clear(ctx context.Context, tx *db.Tx, b *intake.Batch) error {
	_, err := tx.Exec(ctx, `DELETE FROM declared_figure WHERE batch_id = $1 AND NOT live`, b.ID)
	return err
}
