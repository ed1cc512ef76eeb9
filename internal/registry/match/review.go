package match

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	linkperson "github.com/payung-id/payung/linkage/person"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/participant"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
	"time"
)

// Pair is a person and an entry of a list, by their numbers; they say nothing about anybody.
type Pair struct {
	Government, Person, List int64
	Row                      int
}

// String writes the pair for an address: "1-532-9-120".
func (p Pair) String() string {
	return fmt.Sprintf("%d-%d-%d-%d", p.Government, p.Person, p.List, p.Row)
}

// ErrNoPair says that no such case lies in the asker's reach.
var ErrNoPair = fault.New(fault.NotFound, "Padanan tidak ditemukan, atau sudah tidak perlu diputuskan.")

// ParsePair reads what String wrote.
func ParsePair(s string) (p Pair, err error) {
	parts := strings.Split(s, "-")
	if len(parts) != 4 {
		return p, ErrNoPair
	}
	var n [4]int64
	for i, x := range parts {
		if n[i], err = strconv.ParseInt(x, 10, 64); err != nil || n[i] < 0 {
			return p, ErrNoPair
		}
	}
	return Pair{n[0], n[1], n[2], int(n[3])}, nil
}

// KeepReview replaces the waiting links of the people who were judged; only what differs is written. Links are derived: the
// next judging makes them again.
func KeepReview(ctx context.Context, tx *db.Tx, government int64, judged map[int64]bool, links []Entry) error {
	old := map[Pair]string{}
	rows, err := tx.Query(ctx, `SELECT person_id, list_id, row_no, reason FROM match_link WHERE government_id = $1`, government)
	if err != nil {
		return fmt.Errorf("read match links: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		p := Pair{Government: government}
		var reason string
		if err := rows.Scan(&p.Person, &p.List, &p.Row, &reason); err != nil {
			return fmt.Errorf("read match links: %w", err)
		}
		if judged[p.Person] {
			old[p] = reason
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read match links: %w", err)
	}
	var fresh [][]any
	for _, l := range links {
		p := Pair{government, l.Person, l.List, l.Row}
		reason, there := old[p]
		delete(old, p)
		if there && reason == l.Reason || l.Band != Review {
			continue
		}
		if there {
			if err := unlink(ctx, tx, p); err != nil {
				return err
			}
		}
		fresh = append(fresh, []any{government, l.Person, l.List, l.Row, string(Review), l.Reason})
	}
	for p := range old {
		if err := unlink(ctx, tx, p); err != nil {
			return err
		}
	}
	return tx.Bulk(ctx, "match_link", []string{"government_id", "person_id", "list_id", "row_no", "band", "reason"}, fresh)
}

func unlink(ctx context.Context, tx *db.Tx, p Pair) error {
	if _, err := tx.Exec(ctx, `DELETE FROM match_link WHERE government_id = $1 AND person_id = $2 AND list_id = $3 AND row_no = $4`, p.Government, p.Person, p.List, p.Row); err != nil {
		return fmt.Errorf("remove match link: %w", err)
	}
	return nil
}

// Waiting is a case of the queue.
type Waiting struct {
	Pair
	Name, Unit, Reason string
}

// newestRoster joins a person to the rows of their units' newest rosters. CROSS JOIN keeps SQLite from beginning with all
// rows of all rosters; to PostgreSQL it is a join like the others.
const newestRoster = ` CROSS JOIN roster_row rr CROSS JOIN roster_current rc
	JOIN unit u ON u.government_id = rr.government_id AND u.id = rr.unit_id JOIN government g ON g.id = u.government_id
	WHERE rr.government_id = ml.government_id AND rr.person_id = ml.person_id AND rr.status IN ('ok', 'warn', 'fixed')
	AND rc.government_id = rr.government_id AND rc.unit_id = rr.unit_id AND rc.batch_id = rr.batch_id
	AND rc.month = (SELECT max(m.month) FROM roster_current m WHERE m.government_id = rr.government_id AND m.unit_id = rr.unit_id)
	AND ml.band = 'review' AND `

// Queue lists the cases in scope that wait for a decision, by unit and name.
func Queue(ctx context.Context, r db.Reader, scope access.Scope, most int) ([]Waiting, error) {
	where, args := scope.SQL(2)
	rows, err := r.Query(ctx, `SELECT ml.government_id, ml.person_id, ml.list_id, ml.row_no, ml.reason, min(rr.name), min(u.name) FROM match_link ml`+newestRoster+where+`
		GROUP BY ml.government_id, ml.person_id, ml.list_id, ml.row_no, ml.reason ORDER BY min(u.name), min(rr.name), ml.person_id, ml.list_id, ml.row_no LIMIT $1`, append([]any{most}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list match queue: %w", err)
	}
	defer rows.Close()
	var out []Waiting
	for rows.Next() {
		var w Waiting
		if err := rows.Scan(&w.Government, &w.Person, &w.List, &w.Row, &w.Reason, &w.Name, &w.Unit); err != nil {
			return nil, fmt.Errorf("list match queue: %w", err)
		}
		out = append(out, w)
	}
	return out, rows.Err()
}

// CountReview counts the cases in scope that wait for a decision.
func CountReview(ctx context.Context, r db.Reader, scope access.Scope) (int, error) {
	where, args := scope.SQL(1)
	var n int
	err := r.QueryRow(ctx, `SELECT count(*) FROM (SELECT DISTINCT ml.government_id, ml.person_id, ml.list_id, ml.row_no FROM match_link ml`+newestRoster+where+`) waiting`, args...).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count match queue: %w", err)
	}
	return n, nil
}

// CountDecided counts the decisions about people of the newest rosters in scope.
func CountDecided(ctx context.Context, r db.Reader, scope access.Scope) (int, error) {
	where, args := scope.SQL(1)
	var n int
	err := r.QueryRow(ctx, `SELECT count(DISTINCT ml.id) FROM (SELECT government_id, person_id, id, 'review' AS band FROM match_decision) ml`+newestRoster+where, args...).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count match decisions: %w", err)
	}
	return n, nil
}

// Told is what one source says of a person. It is personal: it goes to a screen and nowhere else.
type Told struct {
	NIK, KPJ, Name, Born, Wage string
	Unit, Position             string // of the roster
	NPP, LastMonth             string // of the insurer's list
	Active                     bool
	AsOf                       period.Date // of the insurer's list
	Month                      period.Month
}

// Case is a pair to decide on, both sides opened.
type Case struct {
	Pair
	Reason      string
	Roster      Told
	List        Told
	Decision    string // Same, Different, or "" where it waits
	Because     string
	DecidedBy   string
	DecidedAt   time.Time
	PersonCode  string
	entryKey    []byte
	UnitID      int64
	StillQueued bool
}

// ReadCase opens a case in scope. A pair that neither waits nor was decided is not found, so that nobody can look an entry
// of the insurer's list up by its number.
func (j Judge) ReadCase(ctx context.Context, r db.Reader, scope access.Scope, p Pair) (*Case, error) {
	c := &Case{Pair: p}
	err := r.QueryRow(ctx, `SELECT reason FROM match_link WHERE government_id = $1 AND person_id = $2 AND list_id = $3 AND row_no = $4`, p.Government, p.Person, p.List, p.Row).Scan(&c.Reason)
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return nil, fmt.Errorf("read match link: %w", err)
	}
	c.StillQueued = err == nil
	if err := j.openRoster(ctx, r, scope, c); err != nil {
		return nil, err
	}
	if err := j.openEntry(ctx, r, c); err != nil {
		return nil, err
	}
	var at string
	err = r.QueryRow(ctx, `SELECT d.decision, d.reason, coalesce(a.name, d.decided_by), d.decided_at FROM match_decision d LEFT JOIN account a ON a.username = d.decided_by
		WHERE d.government_id = $1 AND d.person_id = $2 AND d.entry_key = $3`, p.Government, p.Person, c.entryKey).Scan(&c.Decision, &c.Because, &c.DecidedBy, &at)
	switch {
	case errors.Is(err, db.ErrNoRows):
		if !c.StillQueued {
			return nil, ErrNoPair
		}
		return c, nil
	case err != nil:
		return nil, fmt.Errorf("read match decision: %w", err)
	}
	c.DecidedAt, err = clock.ParseStamp(at)
	return c, err
}

func (j Judge) openRoster(ctx context.Context, r db.Reader, scope access.Scope, c *Case) error {
	where, args := scope.SQL(3)
	var month, position string
	var wage int64
	p := roster.Sealed{Person: c.Person}
	err := r.QueryRow(ctx, `SELECT rr.name, rr.position, rr.wage, rr.sealed, pe.wrapped_key, pe.sealed_nik, pe.code, u.name, u.id, rc.month
		FROM (SELECT government_id, id AS person_id, 'review' AS band FROM person WHERE government_id = $1 AND id = $2) ml
		JOIN person pe ON pe.government_id = ml.government_id AND pe.id = ml.person_id`+newestRoster+where+` ORDER BY rr.id LIMIT 1`, append([]any{c.Government, c.Person}, args...)...).
		Scan(&p.Name, &position, &wage, &p.Told, &p.WrappedKey, &p.NIK, &c.PersonCode, &c.Roster.Unit, &c.UnitID, &month)
	if errors.Is(err, db.ErrNoRows) {
		return ErrNoPair
	}
	if err != nil {
		return fmt.Errorf("read person of case: %w", err)
	}
	side, err := j.openPerson(&p)
	if err != nil {
		return err
	}
	c.Roster.NIK, c.Roster.Name, c.Roster.Born, c.Roster.Position = side.NIK, side.Name, side.Born, position
	if wage >= 0 {
		c.Roster.Wage = strconv.FormatInt(wage/1000, 10)
	}
	c.Roster.Month, err = period.ParseMonth(month)
	return err
}

func (j Judge) openEntry(ctx context.Context, r db.Reader, c *Case) error {
	var sealed, wrapped []byte
	var asOf string
	err := r.QueryRow(ctx, `SELECT e.npp, e.last_month, e.active, e.sealed, b.wrapped_key, l.as_of FROM participant_entry e JOIN participant_list l ON l.id = e.list_id
		JOIN import_batch b ON b.id = l.batch_id WHERE e.list_id = $1 AND e.row_no = $2 AND l.government_id IN (0, $3)`, c.Pair.List, c.Pair.Row, c.Government).
		Scan(&c.List.NPP, &c.List.LastMonth, &c.List.Active, &sealed, &wrapped, &asOf)
	if errors.Is(err, db.ErrNoRows) {
		return ErrNoPair
	}
	if err != nil {
		return fmt.Errorf("read entry of case: %w", err)
	}
	key, err := j.Ring.Unwrap(wrapped)
	if err != nil {
		return fmt.Errorf("open key of participant list %d: %w", c.Pair.List, err)
	}
	plain, err := key.Open(sealed, participant.SealLabel)
	if err != nil {
		return fmt.Errorf("open entry %d of participant list %d: %w", c.Row, c.Pair.List, err)
	}
	var p participant.Personal
	if err := json.Unmarshal(plain, &p); err != nil {
		return fmt.Errorf("read entry %d of participant list %d: %w", c.Row, c.Pair.List, err)
	}
	c.entryKey = EntryKey(j.Ring, p)
	c.List.NIK, c.List.KPJ, c.List.Name, c.List.Born, c.List.Wage = p.NIK, p.KPJ, p.Name, p.Born, p.Wage
	c.List.AsOf, err = period.ParseDate(asOf)
	return err
}

// Settle keeps the decision on a case and takes it from the queue at once; "same" also takes the person's other candidates
// in that list, since one person has one entry.
func Settle(ctx context.Context, tx *change.Tx, c *Case, decision, reason string) error {
	if err := Decide(ctx, tx, c.Government, c.Person, c.entryKey, decision, reason); err != nil {
		return err
	}
	if decision == Different {
		return unlink(ctx, tx.Tx, c.Pair)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM match_link WHERE government_id = $1 AND person_id = $2 AND list_id = $3`, c.Government, c.Person, c.Pair.List); err != nil {
		return fmt.Errorf("remove match links: %w", err)
	}
	return nil
}

// Reopened is the reason of a link whose decision was taken back, until the next judging names its own.
const Reopened = "reopened"

// Reopen takes the decision on a case back and puts it into the queue again.
func Reopen(ctx context.Context, tx *change.Tx, c *Case) error {
	if err := Withdraw(ctx, tx, c.Government, c.Person, c.entryKey); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO match_link (government_id, person_id, list_id, row_no, band, reason) VALUES ($1, $2, $3, $4, 'review', $5)
		ON CONFLICT (government_id, person_id, list_id, row_no) DO NOTHING`, c.Government, c.Person, c.Pair.List, c.Row, Reopened)
	if err != nil {
		return fmt.Errorf("put case back: %w", err)
	}
	return nil
}

// Verdict says how two values compare.
type Verdict string

// The verdicts.
const (
	VerdictSame    Verdict = "same"
	VerdictNear    Verdict = "near"
	VerdictDiffers Verdict = "differs"
	VerdictMissing Verdict = "missing"
)

// CompareNIK compares two numbers and returns the places (from 1) at which they differ, where they are few.
func CompareNIK(a, b string) (Verdict, []int) {
	switch {
	case a == "" || b == "":
		return VerdictMissing, nil
	case a == b:
		return VerdictSame, nil
	case len(a) != len(b):
		return VerdictDiffers, nil
	}
	var places []int
	for i := range len(a) {
		if a[i] != b[i] {
			places = append(places, i+1)
		}
	}
	if len(places) <= 2 {
		return VerdictNear, places
	}
	return VerdictDiffers, places
}

// MaskNIK masks a number for a comparison; it never shows a digit behind the region.
func MaskNIK(s string) string {
	if s == "" {
		return ""
	}
	return nik.Mask(s)
}

// CompareNames compares two names as the linkage reads them: without titles, and with abbreviations.
func CompareNames(a, b string) Verdict {
	ca, cb := linkperson.Canonical(a), linkperson.Canonical(b)
	switch {
	case ca == "" || cb == "":
		return VerdictMissing
	case ca == cb:
		return VerdictSame
	}
	ta, tb := strings.Fields(ca), strings.Fields(cb)
	if slices.ContainsFunc(ta, func(t string) bool { return len(t) > 2 && slices.Contains(tb, t) }) {
		return VerdictNear
	}
	return VerdictDiffers
}

// CompareDates compares two ISO dates; near is one part of three that differs, or day and month in each other's place.
func CompareDates(a, b string) (v Verdict, swapped bool) {
	if a == "" || b == "" {
		return VerdictMissing, false
	}
	if a == b {
		return VerdictSame, false
	}
	if len(a) != 10 || len(b) != 10 {
		return VerdictDiffers, false
	}
	if a[:4] == b[:4] && a[5:7] == b[8:] && a[8:] == b[5:7] {
		return VerdictNear, true
	}
	equal := 0
	for _, part := range [][2]int{{0, 4}, {5, 7}, {8, 10}} {
		if a[part[0]:part[1]] == b[part[0]:part[1]] {
			equal++
		}
	}
	if equal == 2 {
		return VerdictNear, false
	}
	return VerdictDiffers, false
}
