package audit

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
)

// Broken names the first entry of a chain that does not fit. Seal is the seal that shows it, 0 where the entry itself does.
type Broken struct {
	Government, Seq, Seal int64
	Why                   string
}

func (b Broken) Error() string {
	if b.Seal != 0 {
		return fmt.Sprintf("trail of government %d is broken at entry %d (seal %d): %s", b.Government, b.Seq, b.Seal, b.Why)
	}
	return fmt.Sprintf("trail of government %d is broken at entry %d: %s", b.Government, b.Seq, b.Why)
}

// Why an entry does not fit.
const (
	whyMissing  = "the entry is missing"
	whyContent  = "its content was changed"
	whyLink     = "it does not follow from the entry before"
	whyEnd      = "entries at the end are missing, or were added without the key"
	whyNoEnd    = "the end of the chain is missing"
	whyRoot     = "its seal has another root: the entries were replaced"
	whySealGap  = "the seal is missing"
	whySealed   = "the seal does not follow from the seal before"
	whySignedBy = "the seal is not signed by this installation"
)

// verifyPage is how many rows a walk reads at once.
const verifyPage = 5000

// Verify walks the seals and every chain and returns what is broken, the first entry of each chain, with the number of
// entries that it read. Give it a transaction, so that all is of one moment.
func Verify(ctx context.Context, r db.Reader, ring *crypt.Keyring) (broken []Broken, entries int64, err error) {
	b, err := verifySeals(ctx, r, ring)
	if err != nil {
		return nil, 0, err
	}
	if b != nil {
		broken = append(broken, *b)
	}
	governments, err := chains(ctx, r)
	if err != nil {
		return nil, 0, err
	}
	for _, g := range governments {
		w := walk{ctx: ctx, r: r, ring: ring, government: g, link: origin}
		b, err := w.run()
		if err != nil {
			return nil, 0, fmt.Errorf("verify the trail of government %d: %w", g, err)
		}
		entries += w.seq
		if b != nil {
			broken = append(broken, *b)
		}
	}
	return broken, entries, nil
}

// chains lists the governments that any of the three tables names, so that no chain vanishes by losing its head.
func chains(ctx context.Context, r db.Reader) ([]int64, error) {
	rows, err := r.Query(ctx, `SELECT government_id FROM audit_head UNION SELECT DISTINCT government_id FROM audit_entry UNION SELECT DISTINCT government_id FROM audit_seal ORDER BY 1`)
	if err != nil {
		return nil, fmt.Errorf("list chains: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []int64
	for rows.Next() {
		var g int64
		if err := rows.Scan(&g); err != nil {
			return nil, fmt.Errorf("list chains: %w", err)
		}
		out = append(out, g)
	}
	return out, rows.Err()
}

// verifySeals walks the one chain of seals.
func verifySeals(ctx context.Context, r db.Reader, ring *crypt.Keyring) (*Broken, error) {
	previous, nth := origin, int64(0)
	for {
		page, err := readSeals(ctx, r, `nth > $1 ORDER BY nth`, nth)
		if err != nil || len(page) == 0 {
			return nil, err
		}
		for i := range page {
			s := &page[i]
			nth++
			if why := s.follows(nth, previous, ring.Signer()); why != "" {
				return &Broken{s.Government, s.First, nth, why}, nil
			}
			previous = s.Root
		}
	}
}

// follows tells what is wrong with a seal at its place in the chain, or nothing.
func (s *Seal) follows(nth int64, previous, signer []byte) string {
	switch {
	case s.Nth != nth:
		return whySealGap
	case !bytes.Equal(s.Signer, signer) || !s.signedRightly():
		return whySignedBy
	case !bytes.Equal(s.Previous, previous):
		return whySealed
	}
	return ""
}

const sealColumns = `nth, government_id, first_seq, last_seq, at, previous, root, signer, signature`

// readSeals reads one page of seals; where is a constant of the caller.
func readSeals(ctx context.Context, r db.Reader, where string, args ...any) ([]Seal, error) {
	rows, err := r.Query(ctx, `SELECT `+sealColumns+` FROM audit_seal WHERE `+where+fmt.Sprintf(` LIMIT %d`, verifyPage), args...)
	if err != nil {
		return nil, fmt.Errorf("read seals: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []Seal
	for rows.Next() {
		var s Seal
		if err := rows.Scan(&s.Nth, &s.Government, &s.First, &s.Last, &s.At, &s.Previous, &s.Root, &s.Signer, &s.Signature); err != nil {
			return nil, fmt.Errorf("read seals: %w", err)
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

const recordColumns = `government_id, seq, at, account_id, actor, op, target_kind, target_id, purpose, detail, leaf, link`

// readRecords reads one page of records; where is a constant of the caller.
func readRecords(ctx context.Context, r db.Reader, where string, most int, args ...any) ([]Record, error) {
	rows, err := r.Query(ctx, `SELECT `+recordColumns+` FROM audit_entry WHERE `+where+fmt.Sprintf(` LIMIT %d`, most), args...)
	if err != nil {
		return nil, fmt.Errorf("read the trail: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []Record
	for rows.Next() {
		var x Record
		if err := rows.Scan(&x.Government, &x.Seq, &x.At, &x.Account, &x.Actor, &x.Op, &x.TargetKind, &x.TargetID, &x.Purpose, &x.Detail, &x.Leaf, &x.Link); err != nil {
			return nil, fmt.Errorf("read the trail: %w", err)
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

// walk goes along one chain, entries and seals side by side.
type walk struct {
	ctx        context.Context //nolint:containedctx // one walk is one call
	r          db.Reader
	ring       *crypt.Keyring
	government int64
	seq        int64 // last entry that fitted
	link       []byte
	leaves     [][]byte // after the last seal that was checked
	seals      []Seal   // read and not yet reached
	sealed     int64    // end of the last seal that was checked
}

func (w *walk) run() (*Broken, error) {
	for {
		page, err := readRecords(w.ctx, w.r, `government_id = $1 AND seq > $2 ORDER BY seq`, verifyPage, w.government, w.seq)
		if err != nil {
			return nil, err
		}
		if len(page) == 0 {
			return w.end()
		}
		for i := range page {
			if b, err := w.step(&page[i]); b != nil || err != nil {
				return b, err
			}
		}
	}
}

func (w *walk) broken(seq int64, why string) *Broken { return &Broken{w.government, seq, 0, why} }

func (w *walk) step(x *Record) (*Broken, error) {
	switch {
	case x.Seq != w.seq+1:
		return w.broken(w.seq+1, whyMissing), nil
	case !bytes.Equal(x.Leaf, x.leaf()):
		return w.broken(x.Seq, whyContent), nil
	case !bytes.Equal(x.Link, w.ring.Link(w.link, x.Leaf)):
		return w.broken(x.Seq, whyLink), nil
	}
	w.seq, w.link, w.leaves = x.Seq, x.Link, append(w.leaves, x.Leaf)
	return w.reachSeal()
}

// reachSeal checks the seal that ends at the present entry, where there is one.
func (w *walk) reachSeal() (*Broken, error) {
	if len(w.seals) == 0 && w.sealed >= 0 {
		var err error
		if w.seals, err = readSeals(w.ctx, w.r, `government_id = $1 AND last_seq > $2 ORDER BY last_seq`, w.government, w.sealed); err != nil {
			return nil, err
		}
		if len(w.seals) == 0 {
			w.sealed = -1 // no more: the rest is not sealed yet
		}
	}
	if len(w.seals) == 0 || w.seals[0].Last > w.seq {
		return nil, nil
	}
	s := w.seals[0]
	first := w.seq - int64(len(w.leaves)) + 1
	if s.First != first || !bytes.Equal(merkle(w.leaves), s.Root) {
		return &Broken{w.government, min(s.First, first), s.Nth, whyRoot}, nil
	}
	w.seals, w.sealed, w.leaves = w.seals[1:], s.Last, nil
	return nil, nil
}

// end checks that the chain ends where its head and its last seal say.
func (w *walk) end() (*Broken, error) {
	last, err := readSeals(w.ctx, w.r, `government_id = $1 AND last_seq > $2 ORDER BY last_seq`, w.government, w.seq)
	if err != nil {
		return nil, err
	}
	if len(last) > 0 {
		return w.broken(w.seq+1, whyMissing), nil
	}
	var h head
	err = w.r.QueryRow(w.ctx, `SELECT seq, link, mac FROM audit_head WHERE government_id = $1`, w.government).Scan(&h.seq, &h.link, &h.mac)
	switch {
	case errors.Is(err, db.ErrNoRows):
		return w.broken(w.seq+1, whyNoEnd), nil
	case err != nil:
		return nil, err
	case h.seq != w.seq || !bytes.Equal(h.link, w.link) || !bytes.Equal(h.mac, endMAC(w.ring, w.government, h.seq, h.link)):
		return w.broken(min(h.seq, w.seq)+1, whyEnd), nil
	}
	return nil, nil
}

// RootOf returns the root of a seal, and nothing where there is no such seal.
func RootOf(ctx context.Context, r db.Reader, nth int64) ([]byte, error) {
	var root []byte
	err := r.QueryRow(ctx, `SELECT root FROM audit_seal WHERE nth = $1`, nth).Scan(&root)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read seal %d: %w", nth, err)
	}
	return root, nil
}
