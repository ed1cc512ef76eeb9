package roster

import (
	"context"

	"github.com/payung-id/payung/internal/platform/db"
)

var invariants = []db.Invariant{
	{What: "penunjuk daftar tanpa kiriman yang diterapkan", Query: `SELECT count(*) FROM roster_current rc WHERE NOT EXISTS (SELECT 1 FROM import_batch b WHERE b.id = rc.batch_id AND b.state = 'applied')`},
	{What: "kiriman daftar yang diterapkan tetapi tidak ditunjuk dan tidak digantikan", Query: `SELECT count(*) FROM import_batch b WHERE b.kind = 'roster' AND b.state = 'applied'
		AND NOT EXISTS (SELECT 1 FROM roster_current rc WHERE rc.batch_id = b.id)
		AND NOT EXISTS (SELECT 1 FROM import_change c JOIN import_change d ON d.government_id = c.government_id AND d.what = c.what AND d.target_id = c.target_id AND d.batch_id > c.batch_id
			WHERE c.batch_id = b.id AND c.what = 'roster_current') AND EXISTS (SELECT 1 FROM import_change c WHERE c.batch_id = b.id)`},
	{What: "pekerja tanpa identitas", Query: `SELECT count(*) FROM roster_row rr WHERE rr.status IN ('ok', 'warn', 'fixed') AND NOT EXISTS (SELECT 1 FROM person p WHERE p.government_id = rr.government_id AND p.id = rr.person_id)`},
	{What: "baris menunggu yang memuat identitas", Query: `SELECT count(*) FROM roster_row rr WHERE rr.status = 'waiting' AND (rr.person_id <> 0 OR rr.name <> '')`},
	{What: "orang yang tercatat dua kali dalam satu daftar", Query: `SELECT count(*) FROM (SELECT rr.government_id, rr.batch_id, rr.unit_id, rr.person_id FROM roster_row rr
		WHERE rr.status IN ('ok', 'warn', 'fixed') GROUP BY rr.government_id, rr.batch_id, rr.unit_id, rr.person_id HAVING count(*) > 1) twice`},
	{What: "jumlah baris kiriman yang tidak sama dengan rinciannya", Query: `SELECT count(*) FROM import_batch WHERE state = 'applied' AND row_count <> applied_count + waiting_count + rejected_count + unchanged_count`},
	{What: "baris kiriman yang diterapkan dan tidak tersimpan", Query: `SELECT count(*) FROM import_batch b
		LEFT JOIN (SELECT batch_id, count(*) AS kept FROM roster_row WHERE status <> 'dropped' GROUP BY batch_id) k ON k.batch_id = b.id
		WHERE b.kind = 'roster' AND b.state = 'applied' AND b.row_count - b.rejected_count <> coalesce(k.kept, 0)`},
}

// Verify returns the invariants that do not hold.
func Verify(ctx context.Context, r db.Reader) ([]string, error) { return db.Zero(ctx, r, invariants) }
