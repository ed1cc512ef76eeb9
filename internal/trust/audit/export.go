package audit

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
)

// The lines of an export (docs/format/audit.md): a head, then entries and seals in the order in which a reader can check
// them, then an end. Bytes are written as base64 with padding.
type (
	headLine struct {
		Form       int    `json:"payung_audit"` // 1
		Government int64  `json:"government"`
		Code       string `json:"code"`
		ExportedAt string `json:"exported_at"`
		Signer     []byte `json:"signer"`
	}
	entryLine struct {
		Seq        int64  `json:"seq"`
		At         string `json:"at"`
		Account    int64  `json:"account"`
		Actor      string `json:"actor"`
		Op         string `json:"op"`
		TargetKind string `json:"target_kind"`
		TargetID   int64  `json:"target_id"`
		Purpose    string `json:"purpose"`
		Detail     string `json:"detail"`
	}
	sealLine struct {
		Nth        int64  `json:"nth"`
		Government int64  `json:"government"`
		First      int64  `json:"first"`
		Last       int64  `json:"last"`
		At         string `json:"at"`
		Previous   []byte `json:"previous"`
		Root       []byte `json:"root"`
		Signer     []byte `json:"signer"`
		Signature  []byte `json:"signature"`
	}
	endLine struct {
		Entries  int64 `json:"entries"`
		Unsealed int64 `json:"unsealed"`
		Seals    int64 `json:"seals"`
	}
	line struct {
		Head  *headLine  `json:"head,omitempty"`
		Entry *entryLine `json:"entry,omitempty"`
		Seal  *sealLine  `json:"seal,omitempty"`
		End   *endLine   `json:"end,omitempty"`
	}
)

// Exported says what an export holds.
type Exported struct {
	Entries, Unsealed, Seals int64
	LastRoot                 string // base64: to be compared with the root that was printed or kept elsewhere
}

// Export writes one government's trail with every seal of the installation, for somebody who checks it without the
// database and without trusting it. Give it a transaction, so that all is of one moment.
func Export(ctx context.Context, r db.Reader, ring *crypt.Keyring, now clock.Clock, government int64, w io.Writer) (Exported, error) {
	x := exporter{ctx: ctx, r: r, government: government, out: bufio.NewWriterSize(w, 1<<16)}
	x.enc = json.NewEncoder(x.out)
	x.enc.SetEscapeHTML(false)
	h := headLine{Form: 1, Government: government, ExportedAt: clock.Stamp(now()), Signer: ring.Signer()}
	err := r.QueryRow(ctx, `SELECT code FROM government WHERE id = $1`, government).Scan(&h.Code)
	if err != nil && !errors.Is(err, db.ErrNoRows) { // government 0 is the installation
		return Exported{}, fmt.Errorf("export the trail: %w", err)
	}
	if err := x.run(h); err != nil {
		return Exported{}, fmt.Errorf("export the trail: %w", err)
	}
	return x.told, nil
}

type exporter struct {
	ctx        context.Context //nolint:containedctx // one exporter is one call
	r          db.Reader
	government int64
	out        *bufio.Writer
	enc        *json.Encoder
	seq        int64
	told       Exported
}

func (x *exporter) run(h headLine) error {
	if err := x.enc.Encode(line{Head: &h}); err != nil {
		return err
	}
	nth := int64(0)
	for {
		page, err := readSeals(x.ctx, x.r, `nth > $1 ORDER BY nth`, nth)
		if err != nil {
			return err
		}
		if len(page) == 0 {
			break
		}
		for i := range page {
			if err := x.seal(&page[i]); err != nil {
				return err
			}
			nth = page[i].Nth
		}
	}
	sealed := x.told.Entries
	if err := x.entries(1 << 62); err != nil {
		return err
	}
	x.told.Unsealed = x.told.Entries - sealed
	if err := x.enc.Encode(line{End: &endLine{x.told.Entries, x.told.Unsealed, x.told.Seals}}); err != nil {
		return err
	}
	return x.out.Flush()
}

func (x *exporter) seal(s *Seal) error {
	if s.Government == x.government {
		if err := x.entries(s.Last); err != nil {
			return err
		}
	}
	x.told.Seals++
	x.told.LastRoot = base64.StdEncoding.EncodeToString(s.Root)
	return x.enc.Encode(line{Seal: &sealLine{s.Nth, s.Government, s.First, s.Last, s.At, s.Previous, s.Root, s.Signer, s.Signature}})
}

// entries writes what comes after the last one written, up to one number.
func (x *exporter) entries(last int64) error {
	for {
		page, err := readRecords(x.ctx, x.r, `government_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq`, verifyPage, x.government, x.seq, last)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, e := range page {
			x.seq = e.Seq
			x.told.Entries++
			if err := x.enc.Encode(line{Entry: &entryLine{e.Seq, e.At, e.Account, e.Actor, e.Op, e.TargetKind, e.TargetID, e.Purpose, e.Detail}}); err != nil {
				return err
			}
		}
	}
}
