package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
)

// LearntLayout is a layout that a person confirmed, as a list shows it.
type LearntLayout struct {
	Kind    string
	Columns string // the fields it knows, by name
	Count   int
	At      time.Time
}

// LearntList lists the learnt layouts of a government, the newest first. The caller keeps that government's settings.
func LearntList(ctx context.Context, r db.Reader, government int64) ([]LearntLayout, error) {
	rows, err := r.Query(ctx, `SELECT kind, layout, at FROM learnt_layout WHERE government_id = $1 ORDER BY at DESC, kind, fingerprint`, government)
	if err != nil {
		return nil, fmt.Errorf("list learnt layouts: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []LearntLayout
	for rows.Next() {
		var l LearntLayout
		var layout, at string
		if err := rows.Scan(&l.Kind, &layout, &at); err != nil {
			return nil, fmt.Errorf("list learnt layouts: %w", err)
		}
		l.Columns, l.Count = fieldsOf(layout)
		if l.At, err = clock.ParseStamp(at); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, rows.Err()
}

// fieldsOf names the fields of a kept layout, which is JSON with the columns under "columns" or "mapping".
func fieldsOf(layout string) (names string, n int) {
	var kept map[string]json.RawMessage
	if json.Unmarshal([]byte(layout), &kept) != nil {
		return "", 0
	}
	var list []string
	for _, key := range []string{"mapping", "columns", "fields"} {
		var m map[string]any
		if json.Unmarshal(kept[key], &m) == nil {
			for k := range m {
				list = append(list, k)
			}
		}
	}
	slices.Sort(list)
	return strings.Join(list, ", "), len(list)
}
