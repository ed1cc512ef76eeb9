package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
)

// Entry is one event, as its teller gives it.
type Entry struct {
	Government int64
	Account    int64
	Actor      string // username, or "operator"
	Op         string // "roster.apply"
	TargetKind string // "import", "person"
	TargetID   int64
	Purpose    string // why somebody looked at a person; "" for changes
	Detail     any    // marshalled to JSON
}

// Record is an entry as it is kept.
type Record struct {
	Government int64
	Seq        int64
	At         string // [clock.Stamp]
	Account    int64
	Actor      string
	Op         string
	TargetKind string
	TargetID   int64
	Purpose    string
	Detail     string // JSON
	Leaf       []byte
	Link       []byte
}

// Add appends an entry to the chain of its government. The row lock on the head keeps the chain in one order.
func Add(ctx context.Context, tx *db.Tx, ring *crypt.Keyring, at time.Time, e Entry) error {
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return fmt.Errorf("write audit entry: %w", err)
	}
	h, err := lockHead(ctx, tx, e.Government)
	if err != nil {
		return err
	}
	r := Record{
		Government: e.Government, Seq: h.seq, At: clock.Stamp(at), Account: e.Account, Actor: e.Actor, Op: e.Op, TargetKind: e.TargetKind, TargetID: e.TargetID,
		Purpose: e.Purpose, Detail: string(detail),
	}
	r.Leaf = r.leaf()
	r.Link = ring.Link(h.link, r.Leaf)
	if _, err := tx.Exec(ctx, `INSERT INTO audit_entry (government_id, seq, at, account_id, actor, op, target_kind, target_id, purpose, detail, leaf, link)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		r.Government, r.Seq, r.At, r.Account, r.Actor, r.Op, r.TargetKind, r.TargetID, r.Purpose, r.Detail, r.Leaf, r.Link); err != nil {
		return fmt.Errorf("write audit entry: %w", err)
	}
	if _, err = tx.Exec(ctx, `UPDATE audit_head SET link = $2, mac = $3 WHERE government_id = $1`, r.Government, r.Link, endMAC(ring, r.Government, r.Seq, r.Link)); err != nil {
		return fmt.Errorf("write audit head: %w", err)
	}
	return nil
}

// head is the end of a chain: the number and the link of its last entry.
type head struct {
	government, seq int64
	link, mac       []byte
}

// lockHead takes the next number of a chain, and the link before it.
func lockHead(ctx context.Context, tx *db.Tx, government int64) (head, error) {
	h := head{government: government}
	const next = `UPDATE audit_head SET seq = seq + 1 WHERE government_id = $1 RETURNING seq, link`
	err := tx.QueryRow(ctx, next, government).Scan(&h.seq, &h.link)
	if err == db.ErrNoRows { //nolint:errorlint // database/sql returns it bare
		if _, err = tx.Exec(ctx, `INSERT INTO audit_head (government_id, seq, link, mac) VALUES ($1, 0, $2, $2) ON CONFLICT (government_id) DO NOTHING`, government, origin); err == nil {
			err = tx.QueryRow(ctx, next, government).Scan(&h.seq, &h.link)
		}
	}
	if err != nil {
		return h, fmt.Errorf("lock audit head: %w", err)
	}
	return h, nil
}
