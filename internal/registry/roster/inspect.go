package roster

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

// FindingCount is how many rows of a batch have a finding.
type FindingCount struct {
	Code   string
	Reject bool // rows with it wait
	Count  int
}

// Counts are the rows of a batch by what may become of them, and their findings.
type Counts struct {
	OK, Warn, Waiting, Fixed, Dropped int
	Findings                          []FindingCount // those that hold rows back first, then by count
}

// CountFindings counts the rows of a batch by status and finding.
func CountFindings(ctx context.Context, r db.Reader, b *intake.Batch) (c Counts, err error) {
	rows, err := r.Query(ctx, `SELECT rr.status, rr.findings, count(*) FROM government g CROSS JOIN roster_row rr
		WHERE rr.government_id = g.id AND rr.batch_id = $1 AND ($2 = 0 OR g.id = $2) GROUP BY rr.status, rr.findings`, b.ID, b.Government)
	if err != nil {
		return c, fmt.Errorf("count findings: %w", err)
	}
	defer rows.Close()
	all, passed := map[string]int{}, map[string]bool{}
	for rows.Next() {
		var status Status
		var codes string
		var n int
		if err := rows.Scan(&status, &codes, &n); err != nil {
			return c, fmt.Errorf("count findings: %w", err)
		}
		switch status {
		case OK:
			c.OK += n
		case Warn:
			c.Warn += n
		case Waiting:
			c.Waiting += n
		case Fixed:
			c.Fixed += n
		case Dropped:
			c.Dropped += n
		}
		if codes == "" || status == Dropped {
			continue
		}
		for _, code := range strings.Split(codes, ",") {
			all[code] += n
			passed[code] = passed[code] || status != Waiting
		}
	}
	rejecting := map[string]bool{}
	for _, f := range b.Tally.Findings {
		rejecting[f.Code] = rejecting[f.Code] || f.Severity == "reject"
	}
	for code, n := range all {
		c.Findings = append(c.Findings, FindingCount{Code: code, Reject: !passed[code] && rejecting[code], Count: n})
	}
	slices.SortFunc(c.Findings, func(a, b FindingCount) int {
		switch {
		case a.Reject != b.Reject && a.Reject:
			return -1
		case a.Reject != b.Reject:
			return 1
		case a.Count != b.Count:
			return b.Count - a.Count
		}
		return strings.Compare(a.Code, b.Code)
	})
	return c, rows.Err()
}

// Inspected is a row with findings, opened for the person who handed the file in.
type Inspected struct {
	Government, ID int64
	Sheet          string
	Row            int
	Status         Status
	Name, Position string
	BirthYear      int
	Values         Values // what stands in the row; a whole NIK is masked
	Findings       []RowFault
}

// Inspect lists the rows of a batch that have findings, those that wait first; code "" is every finding.
func (s *Service) Inspect(ctx context.Context, r db.Reader, b *intake.Batch, code string, offset, most int) (out []Inspected, total int, err error) {
	const from = ` FROM government g CROSS JOIN roster_row rr LEFT JOIN person p ON p.government_id = rr.government_id AND p.id = rr.person_id
		WHERE rr.government_id = g.id AND rr.batch_id = $1 AND ($2 = 0 OR g.id = $2) AND rr.findings <> '' AND rr.status <> 'dropped' AND ($3 = '' OR ',' || rr.findings || ',' LIKE '%,' || $3 || ',%')`
	if strings.ContainsAny(code, "%") {
		code = ""
	}
	if err := r.QueryRow(ctx, `SELECT count(*)`+from, b.ID, b.Government, code).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("count rows with findings: %w", err)
	}
	rows, err := r.Query(ctx, `SELECT rr.government_id, rr.id, rr.sheet, rr.row_no, rr.status, rr.name, rr.birth_year, rr.position, rr.sex, rr.category, rr.wage, rr.start_date, rr.end_date, rr.decree, rr.fund,
		rr.sealed, p.wrapped_key, p.sealed_nik`+from+` ORDER BY CASE WHEN rr.status = 'waiting' THEN 0 ELSE 1 END, rr.government_id, rr.id LIMIT $4 OFFSET $5`, b.ID, b.Government, code, most, offset)
	if err != nil {
		return nil, 0, fmt.Errorf("list rows with findings: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		x, err := s.scanInspected(rows, b)
		if err != nil {
			return nil, 0, fmt.Errorf("list rows with findings: %w", err)
		}
		out = append(out, *x)
	}
	return out, total, rows.Err()
}

func (s *Service) scanInspected(rows interface{ Scan(...any) error }, b *intake.Batch) (*Inspected, error) {
	var x Inspected
	var told Unaccepted
	var wage money.Milli
	var sealed, wrapped, sealedNIK []byte
	err := rows.Scan(&x.Government, &x.ID, &x.Sheet, &x.Row, &x.Status, &x.Name, &x.BirthYear, &x.Position, &told.Sex, &told.Category, &wage, &told.Start, &told.End, &told.Decree, &told.Fund,
		&sealed, &wrapped, &sealedNIK)
	if err != nil {
		return nil, err
	}
	if x.Status == Waiting {
		wrapped = b.WrappedKey
	}
	key, err := s.ring.Unwrap(wrapped)
	if err != nil {
		return nil, fmt.Errorf("open key of row %d: %w", x.ID, err)
	}
	plain, err := key.Open(sealed, SealLabel)
	if err != nil {
		return nil, fmt.Errorf("open row %d: %w", x.ID, err)
	}
	w := WaitingRow{}
	if err := json.Unmarshal(plain, &w.Personal); err != nil {
		return nil, fmt.Errorf("read row %d: %w", x.ID, err)
	}
	if x.Status == Waiting {
		x.Name, x.Position, x.BirthYear = w.Personal.Name, "", yearOf(w.Personal.Born)
		if w.Personal.Waiting != nil {
			x.Position = w.Personal.Waiting.Position
		}
	} else {
		told.Position = x.Position
		if wage != NoWage {
			told.Wage = wage.String()
		}
		w.Personal.Name, w.Personal.Waiting = x.Name, &told
		w.Personal.NIK = ""
	}
	x.Values, x.Findings = w.Shown(), w.Personal.Findings
	if x.Status != Waiting && len(sealedNIK) > 0 {
		if number, err := key.Open(sealedNIK, person.SealLabel); err == nil {
			x.Values["nik"] = nik.Mask(string(number))
		}
	}
	return &x, nil
}

func yearOf(born string) int {
	if d, err := period.ParseDate(born); err == nil && d != 0 {
		return d.Year()
	}
	return 0
}

// Shown returns a waiting row as values for the screen: a number that is a whole NIK is masked, a broken one is shown as it
// was found, since it is what must be compared with the card.
func (w *WaitingRow) Shown() Values {
	v := w.ValuesOf()
	v["nik"] = ShowNumber(v["nik"])
	return v
}

// ShowNumber masks a whole NIK, however it is written, and leaves a broken number as it was found.
func ShowNumber(found string) string {
	if n, ok := nik.Parse(nik.Clean(found)); ok && !n.Temporary() {
		return nik.Mask(string(n))
	}
	return found
}
