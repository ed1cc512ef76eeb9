package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// State is where a batch stands.
type State string

// The states of a batch.
const (
	Checking  State = "checking"
	Draft     State = "draft"
	Applied   State = "applied"
	Undone    State = "undone"
	Discarded State = "discarded"
)

// File is what came in.
type File struct {
	Name   string
	Reader io.ReaderAt
	Size   int64
}

// Finding is one fault of one row, as the answer of an import lists it. It holds no personal value.
type Finding struct {
	Sheet    string    `json:"sheet,omitempty"`
	Row      int       `json:"row"`
	Column   string    `json:"column,omitempty"`
	Code     string    `json:"code"`
	Severity string    `json:"severity"`
	Text     lang.Text `json:"-"`
	Message  string    `json:"message"`
}

// Tally counts the rows of a batch by what became of them; Rows is the sum of the four.
type Tally struct {
	Rows, Applied, Waiting, Rejected, Unchanged int
	Findings                                    []Finding
	Codes                                       map[string]int
}

// mostFindings bounds the list that is kept; the counts by code are always whole.
const mostFindings = 200

// Note counts a finding and keeps the first ones.
func (t *Tally) Note(f Finding) {
	if t.Codes == nil {
		t.Codes = map[string]int{}
	}
	t.Codes[f.Code]++
	if len(t.Findings) < mostFindings {
		f.Message = f.Text.In(lang.ID)
		t.Findings = append(t.Findings, f)
	}
}

// Batch is one file on its way in.
type Batch struct {
	ID         int64
	Government int64 // 0 where it spans governments
	Kind       string
	Unit       int64
	Month      period.Month
	AsOf       period.Date
	FileName   string
	Digest     []byte
	Blob       string
	State      State
	Tally      Tally
	Layout     string
	WrappedKey []byte
	Creator    string
	CreatedBy  int64
	CreatedAt  time.Time
	AppliedAt  time.Time
	UndoneAt   time.Time
	UndoneBy   string
	Repeated   bool // this very file was applied before: nothing changed
	Resent     bool // the same form was sent before: this is what it made
}

// Receipt is the number that people quote: "P-000123".
func (b *Batch) Receipt() string { return fmt.Sprintf("P-%06d", b.ID) }

// ParseReceipt reads a receipt number back.
func ParseReceipt(s string) (int64, error) {
	digits, ok := strings.CutPrefix(strings.ToUpper(strings.TrimSpace(s)), "P-")
	id, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || id <= 0 {
		return 0, fault.New(fault.Usage, "Nomor bukti %q tidak dikenal. Bentuknya P-000123.", s)
	}
	return id, nil
}

const columns = `b.id, b.government_id, b.kind, b.unit_id, b.month, b.as_of, b.file_name, b.digest, b.blob, b.state, b.row_count, b.applied_count, b.waiting_count,
	b.rejected_count, b.unchanged_count, b.findings, b.layout, b.wrapped_key, b.creator, b.created_by, b.created_at, b.applied_at, b.undone_at, b.undone_by`

func scan(row interface{ Scan(...any) error }) (*Batch, error) {
	var b Batch
	var month, asOf, findings, created, applied, undone string
	err := row.Scan(&b.ID, &b.Government, &b.Kind, &b.Unit, &month, &asOf, &b.FileName, &b.Digest, &b.Blob, &b.State, &b.Tally.Rows, &b.Tally.Applied, &b.Tally.Waiting,
		&b.Tally.Rejected, &b.Tally.Unchanged, &findings, &b.Layout, &b.WrappedKey, &b.Creator, &b.CreatedBy, &created, &applied, &undone, &b.UndoneBy)
	if err != nil {
		return nil, err
	}
	if month != "" {
		if b.Month, err = period.ParseMonth(month); err != nil {
			return nil, err
		}
	}
	if asOf != "" {
		if b.AsOf, err = period.ParseDate(asOf); err != nil {
			return nil, err
		}
	}
	var kept keptFindings
	if err := json.Unmarshal([]byte(findings), &kept); err != nil {
		return nil, fmt.Errorf("findings of batch %d: %w", b.ID, err)
	}
	b.Tally.Codes = kept.Codes
	for _, k := range kept.List {
		k.Finding.Text, k.Finding.Message = k.Say, k.Say.In(lang.ID)
		b.Tally.Findings = append(b.Tally.Findings, k.Finding)
	}
	for _, at := range []struct {
		text string
		into *time.Time
	}{{created, &b.CreatedAt}, {applied, &b.AppliedAt}, {undone, &b.UndoneAt}} {
		if at.text != "" {
			if *at.into, err = clock.ParseStamp(at.text); err != nil {
				return nil, err
			}
		}
	}
	return &b, nil
}

type keptFindings struct {
	Codes map[string]int `json:"codes"`
	List  []keptFinding  `json:"list"`
}

type keptFinding struct {
	Finding
	Say lang.Text `json:"say"`
}

func (t *Tally) keep() (string, error) {
	k := keptFindings{Codes: t.Codes}
	for _, f := range t.Findings {
		say := f.Text
		f.Message = ""
		k.List = append(k.List, keptFinding{f, say})
	}
	b, err := json.Marshal(k)
	return string(b), err
}

// ErrNoBatch says that no such import lies in the asker's reach.
var ErrNoBatch = fault.New(fault.NotFound, "Kiriman tidak ditemukan dalam wilayah kerja Anda.")

// visible is the condition under which a batch may be seen: its unit lies in scope, or, where it is nobody's in
// particular, the whole of its government does.
func visible(scope access.Scope, first int) (string, []any) {
	if scope.All() {
		return "(1 = 1)", nil
	}
	unit, args := scope.SQL(first)
	whole, more := scope.Whole().SQL(first + len(args))
	return `(b.government_id <> 0 AND ((b.unit_id <> 0 AND EXISTS (SELECT 1 FROM unit u JOIN government g ON g.id = u.government_id
		WHERE u.government_id = b.government_id AND u.id = b.unit_id AND ` + unit + `))
		OR (b.unit_id = 0 AND EXISTS (SELECT 1 FROM government g WHERE g.id = b.government_id AND ` + whole + `))))`, append(args, more...)
}

// Get returns a batch in scope.
func Get(ctx context.Context, r db.Reader, scope access.Scope, id int64) (*Batch, error) {
	where, args := visible(scope, 2)
	b, err := scan(r.QueryRow(ctx, `SELECT `+columns+` FROM import_batch b WHERE b.id = $1 AND `+where, append([]any{id}, args...)...))
	if errors.Is(err, db.ErrNoRows) {
		return nil, ErrNoBatch
	}
	if err != nil {
		return nil, fmt.Errorf("read import %d: %w", id, err)
	}
	return b, nil
}

// List returns the newest batches in scope.
func List(ctx context.Context, r db.Reader, scope access.Scope, most int) ([]*Batch, error) {
	where, args := visible(scope, 2)
	rows, err := r.Query(ctx, `SELECT `+columns+` FROM import_batch b WHERE b.state <> 'discarded' AND `+where+` ORDER BY b.id DESC LIMIT $1`, append([]any{most}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list imports: %w", err)
	}
	defer rows.Close()
	var out []*Batch
	for rows.Next() {
		b, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("list imports: %w", err)
		}
		out = append(out, b)
	}
	return out, rows.Err()
}
