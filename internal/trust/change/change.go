// Package change is the one door for writes: it checks the permission on the target, opens the transaction, runs the
// work, writes what the work records to the trail, and commits. Nothing else writes what people do.
//
//	err := door.Do(ctx, actor, change.Op{Name: "roster.apply", Permission: access.ImportRoster}, target,
//		func(tx *change.Tx) error { … tx.Record("import", id, detail) … })
package change

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
)

// Door is the way in for every write.
type Door struct {
	db    *db.DB
	ring  *crypt.Keyring
	now   clock.Clock
	looks shared
}

// New returns the door of a database; ring holds the keys of the trail.
func New(d *db.DB, ring *crypt.Keyring, now clock.Clock) *Door {
	return &Door{db: d, ring: ring, now: now}
}

// Op names what is done and the permission it needs.
type Op struct {
	Name       string
	Permission access.Permission
}

// Tx is the transaction of one change.
type Tx struct {
	*db.Tx
	Now     time.Time
	Actor   access.Actor
	op      Op
	entries []audit.Entry
	gov     int64
}

// Record adds an entry to the trail when the change commits. detail is marshalled to JSON and holds no personal value.
func (t *Tx) Record(kind string, id int64, detail any) { t.RecordIn(t.gov, kind, id, detail) }

// RecordIn records in the trail of another government than the target's.
func (t *Tx) RecordIn(government int64, kind string, id int64, detail any) {
	t.entries = append(t.entries, audit.Entry{
		Government: government, Account: t.Actor.Account, Actor: t.Actor.Username, Op: t.op.Name, TargetKind: kind, TargetID: id, Detail: detail,
	})
}

// Do runs one change. fn may run more than once where two writers meet; it must do nothing outside the transaction.
func (d *Door) Do(ctx context.Context, actor access.Actor, op Op, target access.Target, fn func(tx *Tx) error) error {
	scope, err := actor.Scope(op.Permission)
	if err != nil {
		return fmt.Errorf("%s: %w", op.Name, err)
	}
	if !scope.Holds(target) {
		return fmt.Errorf("%s: %w", op.Name, access.ErrForbidden)
	}
	err = d.db.Write(ctx, func(tx *db.Tx) error {
		t := &Tx{Tx: tx, Now: d.now(), Actor: actor, op: op, gov: target.Government}
		if err := fn(t); err != nil {
			return err
		}
		for _, e := range t.entries {
			if err := audit.Add(ctx, tx, d.ring, t.Now, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", op.Name, err)
	}
	return nil
}

// Stage runs one chunk of work that prepares a change and that nobody can see before the change is done: rows under a
// batch that no pointer names yet. It leaves no entry in the trail; the change that follows has one with the digest.
func (d *Door) Stage(ctx context.Context, actor access.Actor, op Op, target access.Target, fn func(tx *db.Tx) error) error {
	scope, err := actor.Scope(op.Permission)
	if err != nil {
		return fmt.Errorf("%s: %w", op.Name, err)
	}
	if !scope.Holds(target) {
		return fmt.Errorf("%s: %w", op.Name, access.ErrForbidden)
	}
	if err := d.db.Write(ctx, fn); err != nil {
		return fmt.Errorf("%s: %w", op.Name, err)
	}
	return nil
}

// Derive writes what is computed from other rows and can be computed again: facts and roll-ups. Nobody decides it, so it
// leaves no entry in the trail.
func (d *Door) Derive(ctx context.Context, fn func(tx *db.Tx) error) error {
	return d.db.Write(ctx, fn)
}

// ErrKeyReused says that a request key came back with another body.
var ErrKeyReused = fault.New(fault.Invalid, "Permintaan ini memakai kunci yang sudah dipakai untuk isi yang lain. Muat ulang halaman lalu kirim kembali.")

// Once returns the stored answer of a request key that was used before with the same body. Where the key is new it
// remembers it: the caller sets the answer with [Tx.Answer] in the same transaction.
func (t *Tx) Once(ctx context.Context, government int64, key string, body []byte) (answer string, done bool, err error) {
	sum := sha256.Sum256(body)
	n, err := t.Exec(ctx, `INSERT INTO idempotency (government_id, request_key, body_hash, answer, at) VALUES ($1, $2, $3, '', $4) ON CONFLICT (government_id, request_key) DO NOTHING`,
		government, key, sum[:], clock.Stamp(t.Now))
	if err != nil || n == 1 {
		return "", false, err
	}
	var stored []byte
	if err := t.QueryRow(ctx, `SELECT body_hash, answer FROM idempotency WHERE government_id = $1 AND request_key = $2`, government, key).Scan(&stored, &answer); err != nil {
		return "", false, err
	}
	if string(stored) != string(sum[:]) {
		return "", false, ErrKeyReused
	}
	return answer, true, nil
}

// Answer stores the answer of a request key.
func (t *Tx) Answer(ctx context.Context, government int64, key, answer string) error {
	_, err := t.Exec(ctx, `UPDATE idempotency SET answer = $3 WHERE government_id = $1 AND request_key = $2`, government, key, answer)
	return err
}
