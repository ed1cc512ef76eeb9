package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/payung-id/payung/internal/platform/crypt"
)

// origin stands before the first link of a chain and before the root of the first seal.
var origin = make([]byte, sha256.Size)

// Names of what is hashed or signed: each stands first in its bytes, so that one can never pass for another.
const (
	entryForm = "payung-audit-entry-1"
	sealForm  = "payung-audit-seal-1"
	endForm   = "payung-audit-end-1"
)

// netstrings joins fields so that no two lists of fields give the same bytes: length in decimal, colon, bytes, comma.
func netstrings(fields ...string) []byte {
	var out []byte
	for _, f := range fields {
		out = strconv.AppendInt(out, int64(len(f)), 10)
		out = append(out, ':')
		out = append(out, f...)
		out = append(out, ',')
	}
	return out
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// leaf is the digest of all that a record says: SHA-256 of a zero byte and its fields as netstrings.
func (r *Record) leaf() []byte {
	h := sha256.New()
	h.Write([]byte{0})
	h.Write(netstrings(entryForm, number(r.Government), number(r.Seq), r.At, number(r.Account), r.Actor, r.Op, r.TargetKind, number(r.TargetID), r.Purpose, r.Detail))
	return h.Sum(nil)
}

// endMAC guards the end of a chain, so that the last entries cannot be cut off and the end set back.
func endMAC(ring *crypt.Keyring, government, seq int64, link []byte) []byte {
	return ring.Link(netstrings(endForm, number(government), number(seq), hex.EncodeToString(link)))
}

// merkle is the root over leaves as RFC 6962 has it: a node is SHA-256 of a one byte, its left and its right child; the
// left side holds the largest power of two of leaves that is less than all. There must be at least one leaf.
func merkle(leaves [][]byte) []byte {
	if len(leaves) == 1 {
		return leaves[0]
	}
	k := 1
	for k*2 < len(leaves) {
		k *= 2
	}
	h := sha256.New()
	h.Write([]byte{1})
	h.Write(merkle(leaves[:k]))
	h.Write(merkle(leaves[k:]))
	return h.Sum(nil)
}
