package audit

import (
	"context"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
)

// Event is an entry as a page shows it.
type Event struct {
	At                time.Time
	Actor, Op, Detail string
}

// Of lists the newest events of one target, newest first, without the looks at it (see [Looks]).
func Of(ctx context.Context, r db.Reader, government int64, kind string, id int64, most int) ([]Event, error) {
	records, err := readRecords(ctx, r, `government_id = $1 AND target_kind = $2 AND target_id = $3 AND op <> '`+SightOp+`' ORDER BY seq DESC`, most, government, kind, id)
	if err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	var out []Event
	for _, x := range records {
		at, err := clock.ParseStamp(x.At)
		if err != nil {
			return nil, fmt.Errorf("list events: %w", err)
		}
		out = append(out, Event{at, x.Actor, x.Op, x.Detail})
	}
	return out, nil
}

// LastSeal returns the newest seal of the installation; its Nth is 0 where there is none yet.
func LastSeal(ctx context.Context, r db.Reader) (Seal, error) {
	list, err := readSeals(ctx, r, `nth = (SELECT max(nth) FROM audit_seal)`)
	if err != nil || len(list) == 0 {
		return Seal{}, err
	}
	return list[0], nil
}
