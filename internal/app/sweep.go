package app

import (
	"context"
	"fmt"
	"time"
)

// keepDiscarded is how long what was staged for a discarded or refused file stays, so that it can be read once more with
// another layout.
const keepDiscarded = 30 * 24 * time.Hour

// SweepDrafts removes the rows, keys and originals of files that were discarded or refused long ago.
func (a *App) SweepDrafts(ctx context.Context) error {
	files, _, err := a.Intake.Sweep(ctx, a.Config.Clock().Add(-keepDiscarded))
	for _, f := range files {
		if e := a.Blobs.Delete(ctx, f.Government, f.Hash); e != nil && err == nil {
			err = fmt.Errorf("delete original of a discarded import: %w", e)
		}
	}
	return err
}
