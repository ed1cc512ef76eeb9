package audit

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/platform/db"
)

// Question asks for entries of one government's trail; fields left empty ask for everything.
type Question struct {
	Government int64
	Actor      string // username
	Op         string // an operation, or its beginning with a dot: "roster."
	TargetKind string
	TargetID   int64
	From, To   string // instants, [clock.Stamp]; From counts, To does not
	Before     int64  // only entries with a smaller number: the next page
	Looks      bool   // also looks at people, which are most of a trail
	Most       int
}

// Find returns entries, the newest first.
func Find(ctx context.Context, r db.Reader, q Question) ([]Record, error) {
	where, args := []string{`government_id = $1`}, []any{q.Government}
	and := func(condition string, value any) {
		args = append(args, value)
		where = append(where, strings.ReplaceAll(condition, "?", "$"+strconv.Itoa(len(args))))
	}
	if q.Before > 0 {
		and(`seq < ?`, q.Before)
	}
	for _, bound := range []struct{ at, condition string }{{q.From, `seq >= ?`}, {q.To, `seq < ?`}} {
		if bound.at == "" {
			continue
		}
		seq, err := seqAt(ctx, r, q.Government, bound.at)
		if err != nil {
			return nil, err
		}
		and(bound.condition, seq)
	}
	if q.Actor != "" {
		and(`actor = ?`, q.Actor)
	}
	if q.TargetKind != "" {
		and(`target_kind = ?`, q.TargetKind)
		if q.TargetID != 0 {
			and(`target_id = ?`, q.TargetID)
		}
	}
	switch {
	case strings.HasSuffix(q.Op, "."):
		and(`substr(op, 1, `+strconv.Itoa(len(q.Op))+`) = ?`, q.Op)
	case q.Op != "":
		and(`op = ?`, q.Op)
	case !q.Looks:
		and(`op <> ?`, SightOp)
	}
	return readRecords(ctx, r, strings.Join(where, " AND ")+` ORDER BY seq DESC`, q.Most, args...)
}

// seqAt finds the first entry at or after an instant by halving: entries stand in the order of time, so the trail needs no
// index by it. Where the clocks of several nodes differ, the bound is off by as much.
func seqAt(ctx context.Context, r db.Reader, government int64, at string) (int64, error) {
	var low, high int64 = 1, 0
	if err := r.QueryRow(ctx, `SELECT coalesce(max(seq), 0) + 1 FROM audit_entry WHERE government_id = $1`, government).Scan(&high); err != nil {
		return 0, fmt.Errorf("search the trail by time: %w", err)
	}
	for low < high {
		middle := (low + high) / 2
		var then string
		if err := r.QueryRow(ctx, `SELECT at FROM audit_entry WHERE government_id = $1 AND seq >= $2 ORDER BY seq LIMIT 1`, government, middle).Scan(&then); err != nil {
			return 0, fmt.Errorf("search the trail by time: %w", err)
		}
		if then < at {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, nil
}
