package coverage

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// Export calls fn with nik, unit, month, the four facts, undecided and why of every person in scope.
func (s *Service) Export(ctx context.Context, scope access.Scope, month period.Month, unitCode string, fn func(record []string) error) error {
	if err := s.Refresh(ctx, month); err != nil {
		return err
	}
	return s.db.Read(ctx, func(tx *db.Tx) error {
		where, args := scope.SQL(3)
		rows, err := tx.Query(ctx, `SELECT p.id, p.wrapped_key, p.sealed_nik, u.code, f.budgeted, f.registered, f.paid, f.correct, f.undecided, f.why FROM fact f
			JOIN person p ON p.government_id = f.government_id AND p.id = f.person_id
			JOIN unit u ON u.government_id = f.government_id AND u.id = f.unit_id JOIN government g ON g.id = f.government_id
			WHERE f.month = $1 AND ($2 = '' OR u.code = $2) AND `+where+` ORDER BY u.code, p.id`, append([]any{month.String(), unitCode}, args...)...)
		if err != nil {
			return fmt.Errorf("export facts: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			var id int64
			var wrapped, sealed []byte
			var code, why string
			var f Fact
			if err := rows.Scan(&id, &wrapped, &sealed, &code, &f.Budgeted, &f.Registered, &f.Paid, &f.Right, &f.Undecided, &why); err != nil {
				return fmt.Errorf("export facts: %w", err)
			}
			key, err := s.ring.Unwrap(wrapped)
			if err != nil {
				return fmt.Errorf("open key of person %d: %w", id, err)
			}
			number, err := key.Open(sealed, person.SealLabel)
			if err != nil {
				return fmt.Errorf("open person %d: %w", id, err)
			}
			if err := json.Unmarshal([]byte(why), &f.Why); err != nil {
				return fmt.Errorf("export facts: %w", err)
			}
			if err := fn([]string{string(number), code, month.String(), bit(f.Budgeted), bit(f.Registered), bit(f.Paid), bit(f.Right), bit(f.Undecided), f.Reason().In(lang.ID)}); err != nil {
				return err
			}
		}
		return rows.Err()
	})
}

func bit(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// Reason says in one sentence what is missing, the first thing first; "lengkap" where nothing is.
func (f *Fact) Reason() lang.Text {
	var parts []string
	var args []any
	say := func(format string, a ...any) {
		parts = append(parts, "%v")
		args = append(args, lang.Msg(format, a...))
	}
	w := &f.Why
	switch {
	case w.NoClass:
		say("kelas risiko pemberi kerja belum diketahui")
	case f.Undecided:
		say("padanan dengan daftar BPJS masih harus diputuskan")
	case !f.Registered && w.Inactive:
		say("ada di daftar BPJS tetapi tidak aktif")
	case !f.Registered && w.Short:
		say("terdaftar, tetapi program wajib belum lengkap")
	case !f.Registered:
		say("tidak ada di daftar BPJS")
	}
	if !f.Budgeted {
		say("belum dianggarkan")
	}
	switch {
	case !f.Paid && w.Missing > 0:
		say("pembayaran kurang %s", text.Rupiah(lang.ID, w.Missing))
	case !f.Paid:
		say("iuran bulan ini belum dibayar")
	case !f.Right && w.NoWage:
		say("upah belum diketahui, jadi ketepatan iuran belum dapat dinilai")
	case !f.Right && w.Missing > 0:
		say("iuran dibayar kurang %s dari ketentuan", text.Rupiah(lang.ID, w.Missing))
	}
	if len(parts) == 0 {
		return lang.Msg("lengkap")
	}
	return lang.Msg(strings.Join(parts, "; "), args...)
}

// WriteXLSX writes the scoreboard as a workbook with its definition.
func (b *Scoreboard) WriteXLSX(w io.Writer) error {
	return sheetwrite.Write(w, b.sheet())
}

func (b *Scoreboard) sheet() sheetwrite.Table {
	records := b.Records()
	t := sheetwrite.Table{Title: "Papan cakupan " + text.Month(lang.ID, b.Question.Month)}
	for i, name := range records[0] {
		c := sheetwrite.Column{Key: name, Title: name, Kind: sheetwrite.Text}
		if counted(i) {
			c.Kind = sheetwrite.Integer
		}
		t.Columns = append(t.Columns, c)
	}
	rows := make([][]any, 0, len(records))
	for _, r := range records[1:] {
		row := make([]any, len(r))
		for i, cell := range r {
			row[i] = cell
			if n, err := strconv.ParseInt(cell, 10, 64); err == nil && counted(i) {
				row[i] = n
			}
		}
		rows = append(rows, row)
	}
	t.Rows = sheetwrite.Slice(rows)
	t.About = []sheetwrite.About{{Label: "Definisi", Text: Definition}, {Label: "Bulan", Text: text.Month(lang.ID, b.Question.Month)}, {Label: "Dihitung", Text: b.AsOf.Format("2006-01-02 15:04") + " UTC"}}
	return t
}

// counted tells which columns of the records hold whole numbers.
func counted(column int) bool { return column >= 2 && column <= 11 || column == 14 }
