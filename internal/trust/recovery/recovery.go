package recovery

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/backup"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// State is what is known of the recovery key and of backups.
type State struct {
	Recipient   string // "" where there is no key yet
	MadeAt      time.Time
	ConfirmedAt time.Time // zero until somebody has shown that they hold the secret
	ConfirmedBy string
	LastBackup  time.Time // zero where there was none
	key         int64
}

// late is how old the newest backup may be before it is spoken of.
const late = 3 * 24 * time.Hour

// Read returns the state.
func Read(ctx context.Context, r db.Reader) (s State, err error) {
	var made, confirmed, last string
	err = r.QueryRow(ctx, `SELECT id, recipient, made_at, confirmed_at, confirmed_by FROM recovery_key ORDER BY id DESC LIMIT 1`).
		Scan(&s.key, &s.Recipient, &made, &confirmed, &s.ConfirmedBy)
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return s, fmt.Errorf("read recovery key: %w", err)
	}
	if err := r.QueryRow(ctx, `SELECT coalesce(max(at), '') FROM backup_made`).Scan(&last); err != nil {
		return s, fmt.Errorf("read backups: %w", err)
	}
	for _, x := range []struct {
		text string
		to   *time.Time
	}{{made, &s.MadeAt}, {confirmed, &s.ConfirmedAt}, {last, &s.LastBackup}} {
		if x.text == "" {
			continue
		}
		if *x.to, err = clock.ParseStamp(x.text); err != nil {
			return s, fmt.Errorf("read recovery key: %w", err)
		}
	}
	return s, nil
}

// Nag says what is not in order, the gravest first; ok where everything is.
func (s State) Nag(now time.Time) (what lang.Text, ok bool) {
	switch {
	case s.Recipient == "":
		return lang.Msg("Belum ada kunci pemulihan, jadi belum ada cadangan yang dapat dibuat."), false
	case s.ConfirmedAt.IsZero():
		return lang.Msg("Kunci pemulihan belum dipastikan tersimpan. Tanpa kunci itu, cadangan tidak dapat dibuka oleh siapa pun."), false
	case s.LastBackup.IsZero():
		return lang.Msg("Belum pernah ada cadangan. Jalankan payung backup, lalu simpan berkasnya di tempat lain."), false
	case now.Sub(s.LastBackup) > late:
		return lang.Msg("Cadangan terakhir sudah lebih dari tiga hari. Jalankan payung backup, lalu simpan berkasnya di tempat lain."), false
	}
	return lang.Text{}, true
}

// ErrHasKey says that there is a key already.
var ErrHasKey = fault.New(fault.Conflict, "Kunci pemulihan sudah ada. Bila hilang, buat yang baru; cadangan lama tetap memerlukan kunci lama.")

// opKey is how the making of a key stands in the trail.
var opKey = change.Op{Name: "recovery.key", Permission: access.ManageSettings}

// Ensure makes the first recovery key and returns its secret; "" where there is a key already. Of several nodes that start
// at once one makes it.
func Ensure(ctx context.Context, door *change.Door, d *db.DB) (secret string, err error) {
	var s State
	if err := d.Read(ctx, func(tx *db.Tx) (err error) { s, err = Read(ctx, tx); return err }); err != nil || s.Recipient != "" {
		return "", err
	}
	secret, err = New(ctx, door, access.System(), false)
	if errors.Is(err, ErrHasKey) {
		return "", nil
	}
	return secret, err
}

// New makes a recovery key and returns its secret, which is kept nowhere. Where there is one already, replace must be said:
// backups from now on need the new key, older ones the old.
func New(ctx context.Context, door *change.Door, actor access.Actor, replace bool) (secret string, err error) {
	secret, recipient, err := backup.NewKey()
	if err != nil {
		return "", err
	}
	err = door.Do(ctx, actor, opKey, access.Target{}, func(tx *change.Tx) error {
		if err := tx.Alone(ctx, 0); err != nil {
			return err
		}
		var n int
		if err := tx.QueryRow(ctx, `SELECT count(*) FROM recovery_key`).Scan(&n); err != nil {
			return err
		}
		if n > 0 && !replace {
			return ErrHasKey
		}
		id, err := tx.IDs(ctx, 0, 1)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO recovery_key (id, recipient, made_at, confirmed_at, confirmed_by) VALUES ($1, $2, $3, '', '')`, id, recipient, clock.Stamp(tx.Now)); err != nil {
			return err
		}
		tx.Record("recovery_key", id, map[string]string{"recipient": recipient})
		return nil
	})
	return secret, err
}

// ErrOtherKey says that somebody showed another key than the one that backups are encrypted to.
var ErrOtherKey = fault.New(fault.Invalid, "Ini bukan kunci pemulihan yang sekarang dipakai. Periksa huruf demi huruf, atau buat kunci baru bila yang lama hilang.")

// Confirm notes that somebody holds the secret: it is given, compared, and not kept.
func Confirm(ctx context.Context, door *change.Door, actor access.Actor, secret string) error {
	recipient, err := backup.RecipientOf(strings.ToUpper(strings.TrimSpace(secret)))
	if err != nil {
		return ErrOtherKey.Because(err)
	}
	return door.Do(ctx, actor, change.Op{Name: "recovery.confirm", Permission: access.ManageSettings}, access.Target{}, func(tx *change.Tx) error {
		s, err := Read(ctx, tx)
		if err != nil {
			return err
		}
		if s.Recipient != recipient {
			return ErrOtherKey
		}
		if _, err := tx.Exec(ctx, `UPDATE recovery_key SET confirmed_at = $2, confirmed_by = $3 WHERE id = $1`, s.key, clock.Stamp(tx.Now), actor.Username); err != nil {
			return err
		}
		tx.Record("recovery_key", s.key, nil)
		return nil
	})
}

// Made remembers a finished backup.
func Made(ctx context.Context, door *change.Door, at time.Time, recipient string, size, rows int64) error {
	return door.Do(ctx, access.System(), change.Op{Name: "backup.made", Permission: access.ManageSettings}, access.Target{}, func(tx *change.Tx) error {
		id, err := tx.IDs(ctx, 0, 1)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO backup_made (id, at, recipient, size, row_count) VALUES ($1, $2, $3, $4, $5)`, id, clock.Stamp(at), recipient, size, rows); err != nil {
			return err
		}
		tx.Record("backup", id, map[string]int64{"bytes": size, "rows": rows})
		return nil
	})
}
