package audit

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
)

// Seal closes a run of one government's entries with a signed root.
type Seal struct {
	Nth         int64
	Government  int64
	First, Last int64
	At          string
	Previous    []byte // root of the seal before, of whatever government
	Root        []byte
	Signer      []byte // Ed25519 public key
	Signature   []byte
}

// message is what is signed.
func (s *Seal) message() []byte {
	return netstrings(sealForm, number(s.Nth), number(s.Government), number(s.First), number(s.Last), s.At, hex.EncodeToString(s.Previous), hex.EncodeToString(s.Root))
}

func (s *Seal) signedRightly() bool {
	return len(s.Signer) == ed25519.PublicKeySize && ed25519.Verify(s.Signer, s.message(), s.Signature)
}

// sealedAtOnce bounds the entries of one seal, and so the memory of sealing and the length of its transaction.
const sealedAtOnce = 10_000

// Sealer closes what is new in the trail with seals.
type Sealer struct {
	db      *db.DB
	ring    *crypt.Keyring
	now     clock.Clock
	witness func(Seal) error
}

// NewSealer returns a sealer; witness, which may be nil, is told of every seal after it is kept.
func NewSealer(d *db.DB, ring *crypt.Keyring, now clock.Clock, witness func(Seal) error) *Sealer {
	return &Sealer{d, ring, now, witness}
}

// Seal closes everything that is not sealed yet and returns how many seals it made. Several nodes may call it at once.
func (s *Sealer) Seal(ctx context.Context) (made int, err error) {
	for {
		var open []head
		err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
			open, err = unsealed(ctx, tx)
			return err
		})
		if err != nil || len(open) == 0 {
			return made, err
		}
		before := made
		for _, h := range open {
			one, err := s.sealOne(ctx, h.government)
			if err != nil {
				return made, fmt.Errorf("seal the trail of government %d: %w", h.government, err)
			}
			if one == nil {
				continue // another node was first
			}
			made++
			if s.witness != nil {
				if err := s.witness(*one); err != nil {
					return made, fmt.Errorf("witness seal %d: %w", one.Nth, err)
				}
			}
		}
		if made == before { // other nodes are at it, or a chain has a hole: not ours to turn round for
			return made, nil
		}
	}
}

// Run seals every interval until ctx ends, and once more then. Faults go to report.
func (s *Sealer) Run(ctx context.Context, interval time.Duration, report func(error)) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		if _, err := s.Seal(ctx); err != nil && ctx.Err() == nil {
			report(err)
		}
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			if _, err := s.Seal(last); err != nil {
				report(err)
			}
			return
		case <-tick.C:
		}
	}
}

// unsealed lists the chains that have entries after their last seal.
func unsealed(ctx context.Context, r db.Reader) ([]head, error) {
	rows, err := r.Query(ctx, `SELECT h.government_id, h.seq FROM audit_head h
		WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.government_id = h.government_id AND s.last_seq = h.seq) AND h.seq > 0 ORDER BY h.government_id`)
	if err != nil {
		return nil, fmt.Errorf("find what is not sealed: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []head
	for rows.Next() {
		var h head
		if err := rows.Scan(&h.government, &h.seq); err != nil {
			return nil, fmt.Errorf("find what is not sealed: %w", err)
		}
		out = append(out, h)
	}
	return out, rows.Err()
}

// sealOne makes one seal for a government, and none where nothing is open or another node made it first.
func (s *Sealer) sealOne(ctx context.Context, government int64) (*Seal, error) {
	var made *Seal
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		made = nil
		x := Seal{Government: government, At: clock.Stamp(s.now()), Signer: s.ring.Signer(), Previous: origin}
		err := tx.QueryRow(ctx, `SELECT nth, root FROM audit_seal ORDER BY nth DESC LIMIT 1`).Scan(&x.Nth, &x.Previous)
		if err != nil && !errors.Is(err, db.ErrNoRows) {
			return err
		}
		x.Nth++
		if err := tx.QueryRow(ctx, `SELECT coalesce(max(last_seq), 0) FROM audit_seal WHERE government_id = $1`, government).Scan(&x.Last); err != nil {
			return err
		}
		x.First = x.Last + 1
		leaves, err := leavesFrom(ctx, tx, government, x.First)
		if err != nil || len(leaves) == 0 {
			return err
		}
		x.Last = x.First + int64(len(leaves)) - 1
		x.Root = merkle(leaves)
		x.Signature = s.ring.Sign(x.message())
		if _, err := tx.Exec(ctx, `INSERT INTO audit_seal (nth, government_id, first_seq, last_seq, at, previous, root, signer, signature) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			x.Nth, x.Government, x.First, x.Last, x.At, x.Previous, x.Root, x.Signer, x.Signature); err != nil {
			return err
		}
		made = &x
		return nil
	})
	if db.Unique(err) {
		return nil, nil
	}
	return made, err
}

// leavesFrom reads the leaves to seal. It recomputes none: what was changed meanwhile breaks its link, and is found there.
func leavesFrom(ctx context.Context, r db.Reader, government, first int64) ([][]byte, error) {
	rows, err := r.Query(ctx, `SELECT seq, leaf FROM audit_entry WHERE government_id = $1 AND seq >= $2 ORDER BY seq LIMIT $3`, government, first, sealedAtOnce)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out [][]byte
	for rows.Next() {
		var seq int64
		var leaf []byte
		if err := rows.Scan(&seq, &leaf); err != nil {
			return nil, err
		}
		if seq != first+int64(len(out)) {
			break // a hole: seal what stands before it, and leave the rest to whoever verifies
		}
		out = append(out, leaf)
	}
	return out, rows.Err()
}
