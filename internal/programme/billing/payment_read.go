package billing

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/money"
)

// Payment is a live line of a month.
type Payment struct {
	ID        int64
	Unit      int64
	NPP       string
	PerPerson bool
	NIKIndex  string // keyed index, as a map key
	KPJIndex  string
	Amount    money.Rupiah
	Parts     [4]money.Rupiah // JKK, JKM, JHT, JP
	Reference string
	PaidOn    string
}

// OfMonth calls row for every live payment of a government and month.
func OfMonth(ctx context.Context, r db.Reader, government int64, month string, row func(Payment) error) error {
	rows, err := r.Query(ctx, `SELECT id, unit_id, npp, per_person, nik_index, kpj_index, amount, jkk, jkm, jht, jp, reference, paid_on FROM payment
		WHERE government_id = $1 AND month = $2 AND live ORDER BY id`, government, month)
	if err != nil {
		return fmt.Errorf("list payments: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p Payment
		var nikIndex, kpjIndex []byte
		if err := rows.Scan(&p.ID, &p.Unit, &p.NPP, &p.PerPerson, &nikIndex, &kpjIndex, &p.Amount, &p.Parts[0], &p.Parts[1], &p.Parts[2], &p.Parts[3], &p.Reference, &p.PaidOn); err != nil {
			return fmt.Errorf("list payments: %w", err)
		}
		p.NIKIndex, p.KPJIndex = string(nikIndex), string(kpjIndex)
		if err := row(p); err != nil {
			return err
		}
	}
	return rows.Err()
}
