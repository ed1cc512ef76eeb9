package billing

import (
	"context"

	"github.com/payung-id/payung/internal/platform/db"
)

// Verify returns the invariants of payments that do not hold: a line is live once, and only of an applied file.
func Verify(ctx context.Context, r db.Reader) ([]string, error) {
	return db.Zero(ctx, r, []db.Invariant{
		{What: "pembayaran yang tercatat dua kali", Query: `SELECT count(*) FROM (SELECT government_id, line_key FROM payment WHERE live GROUP BY government_id, line_key HAVING count(*) > 1) twice`},
		{What: "pembayaran berlaku dari kiriman yang tidak diterapkan", Query: `SELECT count(*) FROM payment p WHERE p.live AND NOT EXISTS (SELECT 1 FROM import_batch b WHERE b.id = p.batch_id AND b.state = 'applied')`},
		{What: "kiriman pembayaran yang rinciannya hilang", Query: lost},
	})
}

const lost = `SELECT count(*) FROM import_batch b WHERE b.kind = 'payments' AND b.state = 'applied' AND b.row_count - b.rejected_count > (SELECT count(*) FROM payment x WHERE x.batch_id = b.id)`
