package unit

import (
	"context"

	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// MarkSample says that every government here is invented, which each page then shows.
func MarkSample(ctx context.Context, door *change.Door, actor access.Actor) error {
	return door.Do(ctx, actor, change.Op{Name: "government.sample", Permission: access.ManageSettings}, access.Target{}, func(tx *change.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE government SET sample = $1`, true)
		tx.Record("government", 0, map[string]bool{"sample": true})
		return err
	})
}
