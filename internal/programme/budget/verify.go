package budget

import (
	"context"

	"github.com/payung-id/payung/internal/platform/db"
)

// Verify returns the invariants of budget lines that do not hold: a line is live once, and only of an applied file.
func Verify(ctx context.Context, r db.Reader) ([]string, error) {
	return db.Zero(ctx, r, []db.Invariant{
		{What: "baris anggaran yang berlaku dua kali", Query: `SELECT count(*) FROM (SELECT government_id, line_key FROM budget_line WHERE live GROUP BY government_id, line_key HAVING count(*) > 1) twice`},
		{What: "baris anggaran berlaku dari kiriman yang tidak diterapkan", Query: `SELECT count(*) FROM budget_line l WHERE l.live AND NOT EXISTS (SELECT 1 FROM import_batch b WHERE b.id = l.batch_id AND b.state = 'applied')`},
		{What: "kiriman anggaran yang barisnya hilang", Query: `SELECT count(*) FROM import_batch b WHERE b.kind = 'budget' AND b.state = 'applied'
			AND b.row_count - b.rejected_count > (SELECT count(*) FROM budget_line x WHERE x.batch_id = b.id)`},
	})
}
