package coverage

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// Export calls fn with nik, unit, month, the four facts, undecided and why of every person in scope, by government, unit
// code and person.
func (s *Service) Export(ctx context.Context, scope access.Scope, month period.Month, unitCode string, fn func(record []string) error) error {
	if err := s.Refresh(ctx, month); err != nil {
		return err
	}
	return s.db.Read(ctx, func(tx *db.Tx) error {
		governments, err := unit.Governments(ctx, tx, scope)
		if err != nil {
			return err
		}
		for _, g := range governments {
			lines, err := s.exportOf(ctx, tx, scope, g.ID, month, unitCode)
			if err != nil {
				return fmt.Errorf("export facts of %s: %w", g.Code, err)
			}
			if err := s.openLines(lines); err != nil {
				return fmt.Errorf("export facts of %s: %w", g.Code, err)
			}
			for i := range lines {
				l := &lines[i]
				f := &l.fact
				if err := fn([]string{l.nik, l.unit, month.String(), bit(f.Budgeted), bit(f.Registered), bit(f.Paid), bit(f.Right), bit(f.Undecided), f.Reason().In(lang.ID)}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// exportLine is a fact on its way out.
type exportLine struct {
	unit            string
	person          int64
	wrapped, sealed []byte
	why             string
	fact            Fact
	nik             string
}

// exportOf reads the facts of one government in the order of the table, which costs no sorting in the database.
func (s *Service) exportOf(ctx context.Context, r db.Reader, scope access.Scope, government int64, month period.Month, unitCode string) ([]exportLine, error) {
	where, args := scope.SQL(4)
	rows, err := r.Query(ctx, `SELECT u.code, f.person_id, p.wrapped_key, p.sealed_nik, f.budgeted, f.registered, f.paid, f.correct, f.undecided, f.why
		FROM government g CROSS JOIN fact f CROSS JOIN unit u CROSS JOIN person p
		WHERE g.id = $1 AND f.government_id = g.id AND f.month = $2 AND u.government_id = f.government_id AND u.id = f.unit_id
		AND p.government_id = f.government_id AND p.id = f.person_id AND ($3 = '' OR u.code = $3) AND `+where, append([]any{government, month.String(), unitCode}, args...)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []exportLine
	for rows.Next() {
		var l exportLine
		f := &l.fact
		if err := rows.Scan(&l.unit, &l.person, &l.wrapped, &l.sealed, &f.Budgeted, &f.Registered, &f.Paid, &f.Right, &f.Undecided, &l.why); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b exportLine) int {
		return cmp.Or(strings.Compare(a.unit, b.unit), cmp.Compare(a.person, b.person))
	})
	return out, rows.Err()
}

// openLines opens who the lines speak of, side by side: it is the costly part.
func (s *Service) openLines(lines []exportLine) error {
	const lot = 500
	errs := make(chan error, len(lines)/lot+1)
	var all sync.WaitGroup
	for part := range slices.Chunk(lines, lot) {
		all.Go(func() {
			for i := range part {
				if err := s.openLine(&part[i]); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	all.Wait()
	close(errs)
	return <-errs
}

func (s *Service) openLine(l *exportLine) error {
	key, err := s.ring.Unwrap(l.wrapped)
	if err != nil {
		return fmt.Errorf("open key of person %d: %w", l.person, err)
	}
	number, err := key.Open(l.sealed, person.SealLabel)
	if err != nil {
		return fmt.Errorf("open person %d: %w", l.person, err)
	}
	l.nik, l.wrapped, l.sealed = string(number), nil, nil
	return json.Unmarshal([]byte(l.why), &l.fact.Why)
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
