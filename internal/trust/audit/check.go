package audit

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
)

// Checked is what a check of an export found to hold.
type Checked struct {
	Government                    int64
	Code, ExportedAt, Signer      string // Signer in base64
	Entries, Unsealed, Seals      int64
	FirstAt, LastAt, LastSealedAt string
	LastRoot                      string // base64
}

// Wrong is the first line of an export that does not hold. Seq is the entry it concerns, 0 where none.
type Wrong struct {
	Line, Seq int64
	Why       string
}

func (w Wrong) Error() string {
	if w.Seq != 0 {
		return fmt.Sprintf("line %d (entry %d): %s", w.Line, w.Seq, w.Why)
	}
	return fmt.Sprintf("line %d: %s", w.Line, w.Why)
}

// Check reads an export and checks it by the file alone: numbers without gaps, the digest of each entry, the root and the
// signature of each seal, the chain of seals, and the end. signer is the installation's public key as its owner published
// it; where it is nil the key in the file's head counts, and only what came after the export can be found changed.
// The error is a [Wrong] where the file does not hold.
func Check(r io.Reader, signer []byte) (Checked, error) {
	in := bufio.NewScanner(r)
	const longest = 64 << 20
	in.Buffer(make([]byte, 1<<16), longest)
	c := check{signer: signer, previous: origin, first: 1}
	for in.Scan() {
		c.line++
		if err := c.take(in.Bytes()); err != nil {
			return c.told, err
		}
	}
	if err := in.Err(); err != nil {
		return c.told, fmt.Errorf("read the export: %w", err)
	}
	if !c.ended {
		return c.told, c.wrong(0, "the file is cut off: its end line is missing")
	}
	return c.told, nil
}

type check struct {
	signer   []byte
	previous []byte
	first    int64 // of the next seal of this government
	leaves   [][]byte
	line     int64
	ended    bool
	told     Checked
}

func (c *check) wrong(seq int64, why string) error { return Wrong{c.line, seq, why} }

func (c *check) take(b []byte) error {
	var l line
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&l); err != nil {
		return c.wrong(0, "not a line of an export: "+err.Error())
	}
	if rest, _ := io.ReadAll(d.Buffered()); len(bytes.TrimSpace(rest)) > 0 {
		return c.wrong(0, "more than one object stands on the line")
	}
	switch {
	case c.ended:
		return c.wrong(0, "there are lines after the end")
	case (c.line == 1) != (l.Head != nil):
		return c.wrong(0, "the head must stand first, and once")
	case l.Head != nil:
		return c.head(l.Head)
	case l.Entry != nil:
		return c.entry(l.Entry)
	case l.Seal != nil:
		return c.seal(l.Seal)
	case l.End != nil:
		return c.end(l.End)
	}
	return c.wrong(0, "an empty line")
}

func (c *check) head(h *headLine) error {
	if h.Form != 1 {
		return c.wrong(0, fmt.Sprintf("form %d is not known to this program", h.Form))
	}
	if c.signer == nil {
		c.signer = h.Signer
	}
	if !bytes.Equal(c.signer, h.Signer) {
		return c.wrong(0, "the file is signed with another key than the one given")
	}
	c.told.Government, c.told.Code, c.told.ExportedAt, c.told.Signer = h.Government, h.Code, h.ExportedAt, base64.StdEncoding.EncodeToString(h.Signer)
	return nil
}

func (c *check) entry(e *entryLine) error {
	if e.Seq != c.told.Entries+1 {
		return c.wrong(c.told.Entries+1, whyMissing)
	}
	x := Record{Government: c.told.Government, Seq: e.Seq, At: e.At, Account: e.Account, Actor: e.Actor, Op: e.Op, TargetKind: e.TargetKind, TargetID: e.TargetID, Purpose: e.Purpose, Detail: e.Detail}
	c.leaves = append(c.leaves, x.leaf())
	c.told.Entries++
	c.told.LastAt = e.At
	if c.told.FirstAt == "" {
		c.told.FirstAt = e.At
	}
	return nil
}

func (c *check) seal(l *sealLine) error {
	s := Seal(*l)
	if why := s.follows(c.told.Seals+1, c.previous, c.signer); why != "" {
		return c.wrong(0, why)
	}
	c.told.Seals++
	c.previous = s.Root
	c.told.LastRoot, c.told.LastSealedAt = base64.StdEncoding.EncodeToString(s.Root), s.At
	if s.Government != c.told.Government {
		return nil
	}
	if s.First != c.first || s.Last != c.told.Entries || len(c.leaves) == 0 || !bytes.Equal(merkle(c.leaves), s.Root) {
		return c.wrong(c.first, fmt.Sprintf("an entry from %d to %d was changed, added or removed after it was sealed", c.first, s.Last))
	}
	c.first, c.leaves = s.Last+1, nil
	return nil
}

func (c *check) end(e *endLine) error {
	c.ended = true
	c.told.Unsealed = int64(len(c.leaves))
	if e.Entries != c.told.Entries || e.Seals != c.told.Seals || e.Unsealed != c.told.Unsealed {
		return c.wrong(0, "the counts at the end are not those of the file")
	}
	return nil
}
