package approval

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// Subject is what is asked for.
type Subject struct {
	Government  int64
	Kind        string // "roster.apply"
	ID          int64  // of the import, the month, the payment
	Unit        int64  // 0 is the government as a whole
	Maker       int64  // account that made it; 0 where a machine did
	Fingerprint []byte // of its content: what is approved is what was submitted
}

// State is where a request stands.
type State string

// The states. A request that waits is decided once; the others are ends.
const (
	Waiting   State = "waiting"
	Approved  State = "approved"
	Refused   State = "refused"
	Withdrawn State = "withdrawn"
)

// Request is one request as it is kept.
type Request struct {
	Government, ID    int64
	Kind              string
	Subject, Unit     int64
	State             State
	Version           int64
	SubmittedBy       int64
	Submitter         string // username
	SubmittedAt       time.Time
	Note              string
	Decider           string
	DecidedAt         time.Time
	Reason            string
	UnitName, GovCode string
	fingerprint       []byte
}

// Decision is what somebody decides. Version is that of the page on which they decided; 0 takes whatever waits.
type Decision struct {
	Version int64
	Reason  string
}

// The refusals.
var (
	ErrOwn       = fault.New(fault.Conflict, "Harus disetujui oleh orang lain: yang mengunggah, mengubah, atau mengajukan tidak boleh menyetujui, juga dengan akun lain miliknya.")
	ErrMachine   = fault.New(fault.Forbidden, "Persetujuan hanya oleh orang yang masuk dengan akunnya sendiri, tidak lewat baris perintah.")
	ErrMeanwhile = fault.New(fault.Conflict, "Sudah diputuskan atau berubah sementara itu. Muat ulang halaman untuk melihat keadaan terakhir.")
	ErrChanged   = fault.New(fault.Conflict, "Isinya berubah sesudah diajukan. Minta pengaju menarik dan mengajukan lagi.")
	ErrFrozen    = fault.New(fault.Conflict, "Sedang menunggu persetujuan, jadi tidak dapat diubah. Tarik dahulu pengajuannya.")
	ErrNone      = fault.New(fault.NotFound, "Pengajuan ini tidak ditemukan dalam wilayah kerja Anda.")
	ErrReason    = fault.New(fault.Invalid, "Tulis alasannya, paling panjang 500 huruf.")
)

// mostReason bounds a reason, in letters.
const mostReason = 500

// Touch notes that the actor had a hand in a subject, so that they cannot approve it, and refuses while a request waits.
func Touch(ctx context.Context, tx *change.Tx, government int64, kind string, subject int64) error {
	var n int
	if err := tx.QueryRow(ctx, `SELECT count(*) FROM approval WHERE government_id = $1 AND kind = $2 AND subject_id = $3 AND state = 'waiting'`, government, kind, subject).Scan(&n); err != nil {
		return fmt.Errorf("look for a request: %w", err)
	}
	if n > 0 {
		return ErrFrozen
	}
	return addMaker(ctx, tx, government, kind, subject, tx.Actor.Account)
}

func addMaker(ctx context.Context, tx *change.Tx, government int64, kind string, subject, account int64) error {
	if account == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, `INSERT INTO approval_maker (government_id, kind, subject_id, account_id) VALUES ($1, $2, $3, $4) ON CONFLICT (government_id, kind, subject_id, account_id) DO NOTHING`,
		government, kind, subject, account)
	if err != nil {
		return fmt.Errorf("note a maker: %w", err)
	}
	return nil
}

// Submit asks for a decision. The same subject asked for again while it waits is the same request.
func Submit(ctx context.Context, tx *change.Tx, s Subject, note string) (*Request, error) {
	if err := tx.Alone(ctx, s.Government); err != nil {
		return nil, err
	}
	if open, err := open(ctx, tx, s); err != nil || open != nil {
		return open, err
	}
	for _, account := range []int64{s.Maker, tx.Actor.Account} {
		if err := addMaker(ctx, tx, s.Government, s.Kind, s.ID, account); err != nil {
			return nil, err
		}
	}
	r, err := insert(ctx, tx, s, tx.Actor.Account, tx.Actor.Username, cut(note))
	if err != nil {
		return nil, err
	}
	tx.RecordIn(s.Government, "approval", r.ID, map[string]any{"kind": s.Kind, "subject": s.ID, "state": Waiting})
	return r, nil
}

// insert writes a new request that waits.
func insert(ctx context.Context, tx *change.Tx, s Subject, by int64, name, note string) (*Request, error) {
	id, err := tx.IDs(ctx, s.Government, 1)
	if err != nil {
		return nil, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO approval (government_id, id, kind, subject_id, unit_id, fingerprint, state, version, submitted_by, submitter, submitted_at, note, decided_by, decider, decided_at, reason)
		VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 1, $7, $8, $9, $10, 0, '', '', '')`,
		s.Government, id, s.Kind, s.ID, s.Unit, s.Fingerprint, by, name, clock.Stamp(tx.Now), note)
	if err != nil {
		return nil, fmt.Errorf("submit for approval: %w", err)
	}
	return &Request{Government: s.Government, ID: id, Kind: s.Kind, Subject: s.ID, Unit: s.Unit, State: Waiting, Version: 1, SubmittedBy: by, Submitter: name, SubmittedAt: tx.Now, Note: note, fingerprint: s.Fingerprint}, nil
}

// Approve decides for a subject in the transaction of what is approved. Where nobody has submitted it, its maker counts as
// who asks. The caller has checked that the actor may do the act itself.
func Approve(ctx context.Context, tx *change.Tx, s Subject, d Decision) error {
	if err := human(tx.Actor); err != nil {
		return err
	}
	if err := tx.Alone(ctx, s.Government); err != nil { // before reading: of those who ask at once each sees what the other did
		return err
	}
	r, err := open(ctx, tx, s)
	if err != nil {
		return err
	}
	if r == nil {
		if d.Version != 0 {
			return ErrMeanwhile
		}
		if err := addMaker(ctx, tx, s.Government, s.Kind, s.ID, s.Maker); err != nil {
			return err
		}
		if r, err = insert(ctx, tx, s, s.Maker, "", ""); err != nil {
			return err
		}
	}
	if err := notAMaker(ctx, tx, s); err != nil {
		return err
	}
	if !bytes.Equal(r.fingerprint, s.Fingerprint) {
		return ErrChanged
	}
	return decide(ctx, tx, r, d, Approved)
}

// Refuse decides against a request, with a reason for whoever asked.
func Refuse(ctx context.Context, tx *change.Tx, government, id int64, d Decision) error {
	if err := human(tx.Actor); err != nil {
		return err
	}
	if d.Reason = cut(d.Reason); d.Reason == "" {
		return ErrReason
	}
	r, err := waiting(ctx, tx, government, id)
	if err != nil {
		return err
	}
	if err := notAMaker(ctx, tx, Subject{Government: r.Government, Kind: r.Kind, ID: r.Subject}); err != nil {
		return err
	}
	return decide(ctx, tx, r, d, Refused)
}

// Withdraw takes a request back; only who submitted it may.
func Withdraw(ctx context.Context, tx *change.Tx, government, id int64, d Decision) error {
	r, err := waiting(ctx, tx, government, id)
	if err != nil {
		return err
	}
	if r.SubmittedBy != tx.Actor.Account || tx.Actor.Operator {
		return access.ErrForbidden
	}
	return decide(ctx, tx, r, d, Withdrawn)
}

// human refuses everybody but a person who signed in.
func human(a access.Actor) error {
	if a.Operator || a.SuperReach || a.Account == 0 {
		return ErrMachine
	}
	return nil
}

// notAMaker refuses whoever had a hand in the subject, under whatever account.
func notAMaker(ctx context.Context, tx *change.Tx, s Subject) error {
	rows, err := tx.Query(ctx, `SELECT account_id FROM approval_maker WHERE government_id = $1 AND kind = $2 AND subject_id = $3`, s.Government, s.Kind, s.ID)
	if err != nil {
		return fmt.Errorf("list makers: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var makers []int64
	for rows.Next() {
		var m int64
		if err := rows.Scan(&m); err != nil {
			return fmt.Errorf("list makers: %w", err)
		}
		makers = append(makers, m)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return fmt.Errorf("list makers: %w", err)
	}
	for _, m := range makers {
		same, err := access.SameHuman(ctx, tx, m, tx.Actor.Account)
		if err != nil {
			return err
		}
		if same {
			return ErrOwn
		}
	}
	return nil
}

// decide moves a waiting request to its end, where it still is what the decider saw.
func decide(ctx context.Context, tx *change.Tx, r *Request, d Decision, to State) error {
	if d.Version != 0 && d.Version != r.Version {
		return ErrMeanwhile
	}
	n, err := tx.Exec(ctx, `UPDATE approval SET state = $4, version = version + 1, decided_by = $5, decider = $6, decided_at = $7, reason = $8
		WHERE government_id = $1 AND id = $2 AND version = $3 AND state = 'waiting'`,
		r.Government, r.ID, r.Version, string(to), tx.Actor.Account, tx.Actor.Username, clock.Stamp(tx.Now), cut(d.Reason))
	if err != nil {
		return fmt.Errorf("decide: %w", err)
	}
	if n != 1 {
		return ErrMeanwhile
	}
	tx.RecordIn(r.Government, "approval", r.ID, map[string]any{"kind": r.Kind, "subject": r.Subject, "state": to})
	return nil
}

func cut(s string) string {
	s = strings.TrimSpace(s)
	if r := []rune(s); len(r) > mostReason {
		return string(r[:mostReason])
	}
	return s
}
