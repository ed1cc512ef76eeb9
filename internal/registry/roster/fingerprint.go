package roster

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
)

// Fingerprint is the digest of the rows that a batch stages, sealed as they are: any change of any row changes it.
func (imports) Fingerprint(ctx context.Context, r db.Reader, b *intake.Batch) ([]byte, error) {
	rows, err := r.Query(ctx, `SELECT id, unit_id, status, category, wage, start_date, end_date, digest, sealed FROM roster_row WHERE government_id = $1 AND batch_id = $2 ORDER BY id`, b.Government, b.ID)
	if err != nil {
		return nil, fmt.Errorf("read rows of import %d: %w", b.ID, err)
	}
	defer func() { _ = rows.Close() }()
	h := sha256.New()
	var n [8]byte
	part := func(p []byte) {
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write(p)
	}
	part(b.Digest)
	for rows.Next() {
		var id, unit, wage int64
		var status, category, from, to string
		var digest, sealed []byte
		if err := rows.Scan(&id, &unit, &status, &category, &wage, &from, &to, &digest, &sealed); err != nil {
			return nil, fmt.Errorf("read rows of import %d: %w", b.ID, err)
		}
		part(fmt.Appendf(nil, "%d %d %d %q %q %q %q", id, unit, wage, status, category, from, to))
		part(digest)
		part(sealed)
	}
	return h.Sum(nil), rows.Err()
}
