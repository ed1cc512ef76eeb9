package coverage

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// SilentUnit is a unit that has not answered for a month.
type SilentUnit struct {
	unit.Unit
	LastMonth  period.Month // of its last answer before; none: never
	LastPeople int          // heads then, or as somebody declared
	Reminded   time.Time
	How        string // "telepon", "surat"
}

// SilentQuestion chooses units without an answer.
type SilentQuestion struct {
	Month  period.Month
	Region string
	Kind   unit.Kind
}

// Silent lists the units in scope that have not answered, by region and name, and how many were asked in all.
func Silent(ctx context.Context, r db.Reader, scope access.Scope, q SilentQuestion) (out []SilentUnit, asked int, err error) {
	units, err := unit.List(ctx, r, scope)
	if err != nil {
		return nil, 0, err
	}
	answers := map[int64]map[int64]roster.Answer{}
	heads := map[int64]map[int64]int{}
	last := map[int64]map[int64]period.Month{}
	for _, u := range units {
		if !strings.HasPrefix(u.Region, q.Region) || (q.Kind != "" && u.Kind != q.Kind) {
			continue
		}
		asked++
		if answers[u.Government] == nil {
			if answers[u.Government], err = roster.Answers(ctx, r, u.Government, q.Month); err != nil {
				return nil, 0, err
			}
			if heads[u.Government], err = silentHeads(ctx, r, u.Government, q.Month); err != nil {
				return nil, 0, err
			}
			if last[u.Government], err = lastAnswers(ctx, r, u.Government, q.Month); err != nil {
				return nil, 0, err
			}
		}
		if _, answered := answers[u.Government][u.ID]; !answered {
			out = append(out, SilentUnit{Unit: u, LastMonth: last[u.Government][u.ID], LastPeople: heads[u.Government][u.ID]})
		}
	}
	return out, asked, nil
}

// silentHeads returns the last known heads of a government's units: of their last roster, else as somebody declared.
func silentHeads(ctx context.Context, r db.Reader, government int64, month period.Month) (map[int64]int, error) {
	heads, err := roster.LastHeads(ctx, r, government, month)
	if err != nil {
		return nil, err
	}
	told, err := toldHeads(ctx, r, government, month)
	for u, n := range told {
		if _, known := heads[u]; !known {
			heads[u] = n
		}
	}
	return heads, err
}

func lastAnswers(ctx context.Context, r db.Reader, government int64, before period.Month) (map[int64]period.Month, error) {
	rows, err := r.Query(ctx, `SELECT unit_id, max(month) FROM roster_current WHERE government_id = $1 AND month < $2 GROUP BY unit_id`, government, before.String())
	if err != nil {
		return nil, fmt.Errorf("read last answers: %w", err)
	}
	defer rows.Close()
	out := map[int64]period.Month{}
	for rows.Next() {
		var id int64
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			return nil, fmt.Errorf("read last answers: %w", err)
		}
		if out[id], err = period.ParseMonth(text); err != nil {
			return nil, err
		}
	}
	return out, rows.Err()
}

// remindOp is what a reminder is called in the trail, where it lives: it changes no row.
const remindOp = "silent.remind"

type reminder struct {
	Month string `json:"month"`
	How   string `json:"how"`
}

// Remind notes that units were reminded of a month, and how.
func Remind(ctx context.Context, door *change.Door, actor access.Actor, month period.Month, how string, units []SilentUnit, governments map[int64]unit.Government) error {
	byGovernment := map[int64][]SilentUnit{}
	for _, u := range units {
		byGovernment[u.Government] = append(byGovernment[u.Government], u)
	}
	for g, list := range byGovernment {
		target := access.Target{Government: g, GovernmentCode: governments[g].Code}
		err := door.Do(ctx, actor, change.Op{Name: remindOp, Permission: access.SendLetters}, target, func(tx *change.Tx) error {
			for _, u := range list {
				tx.Record("unit", u.ID, reminder{month.String(), how})
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// AddReminders fills in when units were last reminded of a month.
func AddReminders(ctx context.Context, r db.Reader, month period.Month, units []SilentUnit) error {
	const recent = 30
	for i := range units {
		u := &units[i]
		events, err := audit.Of(ctx, r, u.Government, "unit", u.ID, recent)
		if err != nil {
			return err
		}
		for _, e := range events {
			var told reminder
			if e.Op == remindOp && json.Unmarshal([]byte(e.Detail), &told) == nil && told.Month == month.String() {
				u.Reminded, u.How = e.At, told.How
				break
			}
		}
	}
	return nil
}
