package intake

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// Within are kinds of batches with where the asker may see them.
type Within struct {
	Kinds []string
	Scope access.Scope
}

// Filter narrows a list of batches; zero fields are any.
type Filter struct {
	Kind   string
	Hidden string // a kind that is left out unless it is asked for
	Month  period.Month
	Unit   [2]int64 // government and unit
	Offset int
	Most   int
}

// Listed is a batch with the names of its unit and sender.
type Listed struct {
	*Batch
	UnitName    string
	CreatorName string
}

// Find lists the newest batches of the kinds that the asker may see, and counts all of them.
func Find(ctx context.Context, r db.Reader, within []Within, f Filter) (list []Listed, total int, err error) {
	where, args := f.where(within)
	if err := r.QueryRow(ctx, `SELECT count(*) FROM import_batch b WHERE `+where, args...).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("count imports: %w", err)
	}
	n := len(args)
	rows, err := r.Query(ctx, `SELECT `+columns+` FROM import_batch b WHERE `+where+` ORDER BY b.id DESC LIMIT $`+strconv.Itoa(n+1)+` OFFSET $`+strconv.Itoa(n+2),
		append(args, f.Most, f.Offset)...)
	if err != nil {
		return nil, 0, fmt.Errorf("list imports: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		b, err := scan(rows)
		if err != nil {
			return nil, 0, fmt.Errorf("list imports: %w", err)
		}
		list = append(list, Listed{Batch: b})
	}
	if err := rows.Err(); err != nil {
		return nil, 0, fmt.Errorf("list imports: %w", err)
	}
	for i := range list {
		if err := list[i].name(ctx, r); err != nil {
			return nil, 0, err
		}
	}
	return list, total, nil
}

func (f Filter) where(within []Within) (string, []any) {
	var args []any
	next := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	var reach []string
	for _, w := range within {
		if len(w.Kinds) == 0 {
			continue
		}
		var kinds []string
		for _, k := range w.Kinds {
			kinds = append(kinds, next(k))
		}
		seen, more := visible(w.Scope, len(args)+1)
		args = append(args, more...)
		reach = append(reach, "(b.kind IN ("+strings.Join(kinds, ", ")+") AND "+seen+")")
	}
	if len(reach) == 0 {
		return "(1 = 0)", nil
	}
	where := "b.state <> 'discarded' AND (" + strings.Join(reach, " OR ") + ")"
	if f.Hidden != "" && f.Kind == "" {
		where += " AND b.kind <> " + next(f.Hidden)
	}
	if f.Kind != "" {
		where += " AND b.kind = " + next(f.Kind)
	}
	if f.Month != 0 {
		where += " AND b.month = " + next(f.Month.String())
	}
	if f.Unit[1] != 0 {
		where += " AND b.government_id = " + next(f.Unit[0]) + " AND b.unit_id = " + next(f.Unit[1])
	}
	return where, args
}

// name adds what people call the batch's unit and sender. Lists are a page long, so one question each is cheap.
func (l *Listed) name(ctx context.Context, r db.Reader) error {
	l.CreatorName = l.Creator
	rows, err := r.Query(ctx, `SELECT (SELECT u.name FROM unit u WHERE u.government_id = $1 AND u.id = $2), (SELECT a.name FROM account a WHERE a.id = $3)`, l.Government, l.Unit, l.CreatedBy)
	if err != nil {
		return fmt.Errorf("name import %d: %w", l.ID, err)
	}
	defer rows.Close()
	for rows.Next() {
		var unit, creator *string
		if err := rows.Scan(&unit, &creator); err != nil {
			return fmt.Errorf("name import %d: %w", l.ID, err)
		}
		if unit != nil {
			l.UnitName = *unit
		}
		if creator != nil && *creator != "" {
			l.CreatorName = *creator
		}
	}
	return rows.Err()
}

// Named returns a batch with the names of its unit and sender; the caller has checked that it may be seen.
func Named(ctx context.Context, r db.Reader, b *Batch) (Listed, error) {
	l := Listed{Batch: b}
	return l, l.name(ctx, r)
}

// AppliedOf returns the newest applied batch of a kind of a unit and month, nil where there is none.
func AppliedOf(ctx context.Context, r db.Reader, scope access.Scope, kind string, government, unit int64, month period.Month) (*Batch, error) {
	where, args := visible(scope, 5)
	rows, err := r.Query(ctx, `SELECT `+columns+` FROM import_batch b WHERE b.kind = $1 AND b.government_id = $2 AND b.unit_id = $3 AND b.month = $4 AND b.state = 'applied' AND `+where+`
		ORDER BY b.id DESC LIMIT 1`, append([]any{kind, government, unit, month.String()}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("look for an applied import: %w", err)
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, rows.Err()
	}
	return scan(rows)
}

// Drop counts waiting rows of a batch as refused for good (n), or as waiting again (-n).
func Drop(ctx context.Context, tx *change.Tx, batch int64, n int) error {
	if err := Touched(ctx, tx, batch); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE import_batch SET waiting_count = waiting_count - $2, rejected_count = rejected_count + $2 WHERE id = $1`, batch, n)
	return err
}

// once makes the same form sent twice one batch: b becomes the batch that the first sending made.
func (s *Service) once(ctx context.Context, tx *change.Tx, actor access.Actor, req Request, b *Batch) (again bool, err error) {
	if req.Key == "" {
		return false, nil
	}
	key := fmt.Sprintf("import %d %s", actor.Account, req.Key)
	body := fmt.Sprintf("%s|%d|%s|%s|%x", req.Kind, req.Unit, req.Month, req.AsOf, b.Digest)
	answer, done, err := tx.Once(ctx, req.Target.Government, key, []byte(body))
	if err != nil {
		return false, err
	}
	if done {
		id, err := strconv.ParseInt(answer, 10, 64)
		if err != nil {
			return true, fmt.Errorf("answer of request key: %w", err)
		}
		first, err := Get(ctx, tx, access.Everything(), id)
		if err != nil {
			return true, err
		}
		*b = *first
		b.Resent = true
		return true, nil
	}
	if b.ID, err = tx.IDs(ctx, 0, 1); err != nil {
		return false, err
	}
	return false, tx.Answer(ctx, req.Target.Government, key, strconv.FormatInt(b.ID, 10))
}

// Reason checks what a person wrote to say why: it is kept in clear, so it must be there and hold no identity number.
func Reason(text string) (string, error) {
	text = strings.Join(strings.Fields(text), " ")
	if len([]rune(text)) < 3 {
		return "", fault.New(fault.Invalid, "Tuliskan alasannya, sekurangnya tiga huruf.")
	}
	if len([]rune(text)) > 500 {
		return "", fault.New(fault.Invalid, "Alasan terlalu panjang. Batasnya 500 huruf.")
	}
	digits := 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			if digits++; digits >= 10 {
				return "", fault.New(fault.Invalid, "Alasan disimpan terbuka di catatan. Hapus NIK, KPJ, atau nomor telepon dari alasan ini.")
			}
		case r != ' ' && r != '.' && r != '-':
			digits = 0
		}
	}
	return text, nil
}
