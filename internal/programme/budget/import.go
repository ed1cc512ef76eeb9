package budget

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
	"github.com/payung-id/payung/law"
)

// ImportKind is the name of budget files on the road of package intake.
const ImportKind = "budget"

// Import brings budget lines in.
type Import struct{}

// Permission implements [intake.Kind].
func (Import) Permission() access.Permission { return access.ImportBudget }

var fields = []string{"kode_instansi", "kode_rekening", "program", "kategori", "sumber_dana", "bulan_mulai", "bulan_selesai", "jumlah_orang", "pagu"}

const (
	fUnit = iota
	fAccount
	fProgrammes
	fCategory
	fFund
	fFirst
	fLast
	fHeads
	fCeiling
)

// Unlimited marks heads or a ceiling that the line does not give.
const Unlimited = -1

var columns = []string{"government_id", "id", "batch_id", "unit_id", "account_code", "programmes", "category", "fund", "first_month", "last_month", "heads", "ceiling", "line_key", "line_digest", "live"}

// Stage implements [intake.Kind].
func (Import) Stage(ctx context.Context, s *intake.Staging) (intake.Tally, error) {
	var t intake.Tally
	units, err := unit.Codes(ctx, s)
	if err != nil {
		return t, err
	}
	byGovernment := map[int64][][]any{}
	ordinal := map[string]int{}
	err = intake.Records(ctx, s, fields, []string{"kode_instansi"}, func(r *intake.Record) error {
		t.Rows++
		row, why := readLine(r, s.Batch.ID, units, ordinal)
		if why != nil {
			t.Rejected++
			t.Note(intake.Finding{Sheet: r.Sheet, Row: r.Row, Code: "BUDGET_INVALID", Severity: "reject", Text: *why})
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
	return t, intake.StageRows(ctx, s, "budget_line", columns, byGovernment)
}

func readLine(r *intake.Record, batch int64, units map[string]unit.Unit, ordinal map[string]int) ([]any, *lang.Text) {
	bad := func(format string, args ...any) ([]any, *lang.Text) {
		t := lang.Msg(format, args...)
		return nil, &t
	}
	u, ok := units[r.Get(fUnit)]
	if !ok {
		return bad("Baris %d: instansi %q tidak ada dalam wilayah kerja Anda. Periksa kode_instansi.", r.Row, r.Get(fUnit))
	}
	var programmes law.Programmes
	if text := r.Get(fProgrammes); text != "" {
		var err error
		if programmes, err = law.ParseProgrammes(text); err != nil {
			return bad("Baris %d: program %q tidak dikenal; contoh isian: JKK,JKM.", r.Row, text)
		}
	}
	first, ok1 := intake.ReadMonth(r.Get(fFirst))
	last, ok2 := intake.ReadMonth(r.Get(fLast))
	if !ok1 || !ok2 || last < first {
		return bad("Baris %d: bulan mulai dan selesai harus terisi dan berurutan, misalnya 2026-01 dan 2026-12.", r.Row)
	}
	if programmes == 0 {
		rules, err := law.For(first)
		if err != nil {
			return bad("Baris %d: aturan iuran bulan %s tidak dikenal. Isi kolom program, atau perbaiki bulannya.", r.Row, first.String())
		}
		programmes = u.Mandatory(rules)
	}
	heads := int64(Unlimited)
	if text := r.Get(fHeads); text != "" {
		n, err := strconv.ParseInt(strings.ReplaceAll(text, ".", ""), 10, 32)
		if err != nil || n < 0 {
			return bad("Baris %d: jumlah orang %q bukan angka.", r.Row, text)
		}
		heads = n
	}
	ceiling := int64(Unlimited)
	if text := r.Get(fCeiling); text != "" {
		n, ok := intake.ReadRupiah(text)
		if !ok {
			return bad("Baris %d: pagu %q bukan jumlah rupiah.", r.Row, text)
		}
		ceiling = int64(n)
	}
	if heads == Unlimited && ceiling == Unlimited {
		return bad("Baris %d: isi jumlah orang atau pagu; tanpa keduanya baris ini tidak menganggarkan siapa pun.", r.Row)
	}
	category := strings.ToLower(strings.TrimSpace(r.Get(fCategory)))
	key := strings.Join([]string{u.Code, r.Get(fAccount), programmes.String(), category, r.Get(fFund), first.String(), last.String()}, "|")
	ordinal[key]++
	key += "|" + strconv.Itoa(ordinal[key])
	return []any{u.Government, int64(0), batch, u.ID, r.Get(fAccount), int64(programmes), category, r.Get(fFund), first.String(), last.String(), heads, ceiling,
		key, fmt.Sprint(heads, "|", ceiling), false}, nil
}

// The empty additions make SQLite begin with the batch's lines, which are few, and find the others by their key.
var lined = intake.Lined{
	What: "budget_line",
	Replaced: `SELECT o.government_id, o.id FROM budget_line n JOIN budget_line o ON o.government_id = n.government_id + 0 AND o.line_key = n.line_key || ''
		WHERE n.batch_id = $1 AND o.batch_id <> $1 AND o.live AND o.line_digest <> n.line_digest ORDER BY o.government_id, o.id`,
	Same: `SELECT o.government_id, o.id FROM budget_line n JOIN budget_line o ON o.government_id = n.government_id + 0 AND o.line_key = n.line_key || ''
		WHERE n.batch_id = $1 AND o.batch_id <> $1 AND o.live AND o.line_digest = n.line_digest ORDER BY o.government_id, o.id`,
	Enliven: `UPDATE budget_line SET live = $2 WHERE batch_id = $1 AND NOT EXISTS (SELECT 1 FROM budget_line o WHERE o.government_id = budget_line.government_id
		AND o.line_key = budget_line.line_key AND o.live AND o.batch_id <> $1)`,
	SetLive: `UPDATE budget_line SET live = $3 WHERE government_id = $1 AND id = $2`,
	End:     `UPDATE budget_line SET live = $2 WHERE batch_id = $1 AND live`,
	Later: `SELECT DISTINCT b.id FROM budget_line x JOIN import_change c ON c.government_id = x.government_id AND c.target_id = x.id AND c.what IN ('budget_line', 'budget_line.same')
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

// Line is a live budget line.
type Line struct {
	Government, ID, Unit int64
	Account              string
	Programmes           law.Programmes
	Category, Fund       string
	First, Last          string
	Heads                int64
	Ceiling              int64
}

// Live lists the live lines of a government that cover a month, in a fixed order. month "" lists all.
func Live(ctx context.Context, r db.Reader, government int64, month string) ([]Line, error) {
	rows, err := r.Query(ctx, `SELECT government_id, id, unit_id, account_code, programmes, category, fund, first_month, last_month, heads, ceiling FROM budget_line
		WHERE government_id = $1 AND live AND ($2 = '' OR (first_month <= $2 AND last_month >= $2)) ORDER BY id`, government, month)
	if err != nil {
		return nil, fmt.Errorf("list budget lines: %w", err)
	}
	defer rows.Close()
	var out []Line
	for rows.Next() {
		var l Line
		if err := rows.Scan(&l.Government, &l.ID, &l.Unit, &l.Account, &l.Programmes, &l.Category, &l.Fund, &l.First, &l.Last, &l.Heads, &l.Ceiling); err != nil {
			return nil, fmt.Errorf("list budget lines: %w", err)
		}
		out = append(out, l)
	}
	return out, rows.Err()
}

// Clear implements [intake.Kind].
func (Import) Clear(ctx context.Context, tx *db.Tx, b *intake.Batch) error {
	_, err := tx.Exec(ctx, `DELETE FROM budget_line WHERE batch_id = $1 AND NOT live`, b.ID)
	return err
}
