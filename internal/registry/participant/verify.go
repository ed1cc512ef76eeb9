package participant

import (
	"context"

	"github.com/payung-id/payung/internal/platform/db"
)

// Verify returns the invariants of participant lists that do not hold: a list is live exactly while its file is applied,
// and holds as many entries as it says.
func Verify(ctx context.Context, r db.Reader) ([]string, error) {
	return db.Zero(ctx, r, []db.Invariant{
		{What: "daftar peserta yang berlaku tanpa kiriman yang diterapkan, atau sebaliknya", Query: `SELECT count(*) FROM participant_list l JOIN import_batch b ON b.id = l.batch_id
			WHERE (l.live AND b.state <> 'applied') OR (NOT l.live AND b.state = 'applied')`},
		{What: "daftar peserta yang isinya tidak lengkap", Query: `SELECT count(*) FROM participant_list l WHERE l.live AND l.entries <> (SELECT count(*) FROM participant_entry e WHERE e.list_id = l.id)`},
	})
}
