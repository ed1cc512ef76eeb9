package billing

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Arrived is what came in for a month under one unit and NPP; either may be missing.
type Arrived struct {
	Unit   int64
	NPP    string
	Amount money.Rupiah
}

// ArrivedOf sums the live payments of a government's month by unit and NPP.
func ArrivedOf(ctx context.Context, r db.Reader, government int64, month period.Month) ([]Arrived, error) {
	rows, err := r.Query(ctx, `SELECT unit_id, npp, CAST(sum(amount) AS bigint) FROM payment WHERE government_id = $1 AND month = $2 AND live GROUP BY unit_id, npp`, government, month.String())
	if err != nil {
		return nil, fmt.Errorf("sum payments of %s: %w", month, err)
	}
	defer rows.Close()
	var out []Arrived
	for rows.Next() {
		var a Arrived
		if err := rows.Scan(&a.Unit, &a.NPP, &a.Amount); err != nil {
			return nil, fmt.Errorf("sum payments of %s: %w", month, err)
		}
		out = append(out, a)
	}
	return out, rows.Err()
}
