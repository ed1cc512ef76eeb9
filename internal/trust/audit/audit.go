// Package audit keeps the trail: who did what to what, when, as a chain of hashes per government.
//
// It owns the tables audit_head and audit_entry. Entries are only ever added, in the transaction of what they tell.
// Details hold ids, counts, digests and sealed values, never a personal value in clear, so that erasing a person's key
// erases the person and breaks no chain. [Verify] walks a chain and names the first entry that does not fit.
package audit

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
)

// Entry is one event.
type Entry struct {
	Government int64
	Account    int64
	Actor      string // username, or "operator"
	Op         string // "roster.apply"
	TargetKind string // "import", "person"
	TargetID   int64
	Detail     any // marshalled to JSON
}

// Add appends an entry to the chain of its government. The row lock on the head keeps the chain in one order.
func Add(ctx context.Context, tx *db.Tx, at time.Time, e Entry) error {
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return fmt.Errorf("write audit entry: %w", err)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO audit_head (government_id, seq, hash) VALUES ($1, 0, $2) ON CONFLICT (government_id) DO NOTHING`,
		e.Government, make([]byte, sha256.Size)); err != nil {
		return fmt.Errorf("write audit head: %w", err)
	}
	var seq int64
	var previous []byte
	if err := tx.QueryRow(ctx, `UPDATE audit_head SET seq = seq + 1 WHERE government_id = $1 RETURNING seq, hash`, e.Government).Scan(&seq, &previous); err != nil {
		return fmt.Errorf("lock audit head: %w", err)
	}
	stamp := clock.Stamp(at)
	hash := link(previous, e.Government, seq, stamp, e.Account, e.Actor, e.Op, e.TargetKind, e.TargetID, string(detail))
	if _, err := tx.Exec(ctx, `INSERT INTO audit_entry (government_id, seq, at, account_id, actor, op, target_kind, target_id, detail, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		e.Government, seq, stamp, e.Account, e.Actor, e.Op, e.TargetKind, e.TargetID, string(detail), hash); err != nil {
		return fmt.Errorf("write audit entry: %w", err)
	}
	_, err = tx.Exec(ctx, `UPDATE audit_head SET hash = $2 WHERE government_id = $1`, e.Government, hash)
	return err
}

// link hashes an entry with the one before it. Every field is length-prefixed, so that no two entries read alike.
func link(previous []byte, fields ...any) []byte {
	h := sha256.New()
	h.Write(previous)
	var n [8]byte
	for _, f := range fields {
		text := fmt.Sprint(f)
		binary.BigEndian.PutUint64(n[:], uint64(len(text)))
		h.Write(n[:])
		h.Write([]byte(text))
	}
	return h.Sum(nil)
}

// Broken names the first entry of a chain that does not fit.
type Broken struct {
	Government, Seq int64
	Why             string
}

func (b Broken) Error() string {
	return fmt.Sprintf("audit chain of government %d is broken at entry %d: %s", b.Government, b.Seq, b.Why)
}

// Verify walks every chain and returns what is broken, one per chain.
func Verify(ctx context.Context, r db.Reader) (broken []Broken, entries int64, err error) {
	heads, err := readHeads(ctx, r)
	if err != nil {
		return nil, 0, err
	}
	for _, h := range heads {
		b, n, err := verifyChain(ctx, r, h)
		if err != nil {
			return nil, 0, err
		}
		entries += n
		if b != nil {
			broken = append(broken, *b)
		}
	}
	return broken, entries, nil
}

type head struct {
	government, seq int64
	hash            []byte
}

func readHeads(ctx context.Context, r db.Reader) ([]head, error) {
	rows, err := r.Query(ctx, `SELECT government_id, seq, hash FROM audit_head ORDER BY government_id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []head
	for rows.Next() {
		var h head
		if err := rows.Scan(&h.government, &h.seq, &h.hash); err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, rows.Err()
}

func verifyChain(ctx context.Context, r db.Reader, h head) (*Broken, int64, error) {
	rows, err := r.Query(ctx, `SELECT seq, at, account_id, actor, op, target_kind, target_id, detail, hash FROM audit_entry WHERE government_id = $1 ORDER BY seq`, h.government)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	previous, expected := make([]byte, sha256.Size), int64(1)
	for rows.Next() {
		var seq, account, target int64
		var at, actor, op, kind, detail string
		var hash []byte
		if err := rows.Scan(&seq, &at, &account, &actor, &op, &kind, &target, &detail, &hash); err != nil {
			return nil, 0, err
		}
		if seq != expected {
			return &Broken{h.government, expected, "the entry is missing"}, expected, nil
		}
		if want := link(previous, h.government, seq, at, account, actor, op, kind, target, detail); string(want) != string(hash) {
			return &Broken{h.government, seq, "its content does not fit its hash"}, expected, nil
		}
		previous, expected = hash, expected+1
	}
	if err := rows.Err(); err != nil {
		return nil, 0, err
	}
	if h.seq != expected-1 || string(h.hash) != string(previous) {
		return &Broken{h.government, expected, "entries at the end are missing"}, expected, nil
	}
	return nil, expected - 1, nil
}

// Event is an entry as a page shows it.
type Event struct {
	At                time.Time
	Actor, Op, Detail string
}

// Of lists the newest events of one target, newest first.
func Of(ctx context.Context, r db.Reader, government int64, kind string, id int64, most int) ([]Event, error) {
	rows, err := r.Query(ctx, `SELECT at, actor, op, detail FROM audit_entry WHERE government_id = $1 AND target_kind = $2 AND target_id = $3 ORDER BY seq DESC LIMIT $4`,
		government, kind, id, most)
	if err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	defer rows.Close()
	var out []Event
	for rows.Next() {
		var e Event
		var at string
		if err := rows.Scan(&at, &e.Actor, &e.Op, &e.Detail); err != nil {
			return nil, fmt.Errorf("list events: %w", err)
		}
		if e.At, err = clock.ParseStamp(at); err != nil {
			return nil, errors.Join(errors.New("list events"), err)
		}
		out = append(out, e)
	}
	return out, rows.Err()
}
