package intake

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/trust/change"
)

// ErrSecondPerson says that a government wants a second person to apply what somebody handed in.
var ErrSecondPerson = fault.New(fault.Conflict, "Kiriman ini harus diterapkan oleh orang lain yang berwenang atas instansi ini: pengunggah tidak menerapkan kirimannya sendiri.")

// secondPerson refuses the maker of a unit's roster where its government asks for a checker. Work that the program itself
// does has no maker; lists that speak for many units are kept by offices that have a check of their own.
func secondPerson(ctx context.Context, tx *change.Tx, b *Batch) error {
	if b.Kind != "roster" || b.Unit == 0 || tx.Actor.SuperReach || b.CreatedBy == 0 || b.CreatedBy != tx.Actor.Account {
		return nil
	}
	var needed bool
	if err := tx.QueryRow(ctx, `SELECT checker FROM government WHERE id = $1`, b.Government).Scan(&needed); err != nil {
		return fmt.Errorf("ask for the checker: %w", err)
	}
	if needed {
		return ErrSecondPerson
	}
	return nil
}
