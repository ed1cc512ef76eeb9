package person

import (
	"context"
	"fmt"
	"slices"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// EventKind is what happened to a person.
type EventKind string

// The events.
const (
	Died     EventKind = "died"
	Accident EventKind = "accident" // at work
)

// Event is one of them. Its day is a day of the person's life, so it is never shown without reach to the person.
type Event struct {
	ID, Person int64
	Kind       EventKind
	On         period.Date
	NotedBy    string
}

// ErrEvent says what is wrong with an event.
var ErrEvent = fault.New(fault.Invalid, "Pilih kejadiannya dan isi tanggalnya, paling akhir hari ini.")

// NoteEvent keeps what happened to a person. The same event of the same day twice is kept once. The caller has judged
// that the actor reaches the person.
func NoteEvent(ctx context.Context, tx *change.Tx, of Ref, kind EventKind, on, today period.Date) error {
	if (kind != Died && kind != Accident) || on == 0 || on > today {
		return ErrEvent
	}
	known, err := EventsOf(ctx, tx, of.Government, []int64{of.Person})
	if err != nil {
		return err
	}
	for _, e := range known[of.Person] {
		if e.Kind == kind && e.On == on {
			return nil
		}
	}
	id, err := tx.IDs(ctx, of.Government, 1)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO person_event (government_id, id, person_id, kind, on_date, noted_by, noted_at, withdrawn_by, withdrawn_at) VALUES ($1, $2, $3, $4, $5, $6, $7, '', '')`,
		of.Government, id, of.Person, string(kind), on.String(), tx.Actor.Username, clock.Stamp(tx.Now))
	if err != nil {
		return fmt.Errorf("note event of person %d: %w", of.Person, err)
	}
	tx.Record("person", of.Person, map[string]any{"event": kind, "id": id})
	return nil
}

// WithdrawEvent takes a mistaken event back; it stays on record as withdrawn.
func WithdrawEvent(ctx context.Context, tx *change.Tx, of Ref, id int64) error {
	n, err := tx.Exec(ctx, `UPDATE person_event SET withdrawn_by = $4, withdrawn_at = $5 WHERE government_id = $1 AND person_id = $2 AND id = $3 AND withdrawn_at = ''`,
		of.Government, of.Person, id, tx.Actor.Username, clock.Stamp(tx.Now))
	if err != nil {
		return fmt.Errorf("withdraw event %d: %w", id, err)
	}
	if n == 0 {
		return ErrNotFound
	}
	tx.Record("person", of.Person, map[string]any{"event": "withdrawn", "id": id})
	return nil
}

// EventsOf returns the events of people that were not withdrawn, the newest last.
func EventsOf(ctx context.Context, r db.Reader, government int64, people []int64) (map[int64][]Event, error) {
	out := map[int64][]Event{}
	for lot := range slices.Chunk(people, lookupSize) {
		args := append(make([]any, 0, 1+len(lot)), government)
		for _, id := range lot {
			args = append(args, id)
		}
		rows, err := r.Query(ctx, `SELECT id, person_id, kind, on_date, noted_by FROM person_event WHERE government_id = $1 AND withdrawn_at = '' AND person_id IN `+db.In(2, len(lot))+` ORDER BY on_date, id`, args...)
		if err != nil {
			return nil, fmt.Errorf("read events: %w", err)
		}
		if err := scanEvents(rows, out); err != nil {
			return nil, fmt.Errorf("read events: %w", err)
		}
	}
	return out, nil
}

func scanEvents(rows db.Rows, out map[int64][]Event) error {
	defer rows.Close()
	for rows.Next() {
		var e Event
		var on string
		if err := rows.Scan(&e.ID, &e.Person, &e.Kind, &on, &e.NotedBy); err != nil {
			return err
		}
		var err error
		if e.On, err = period.ParseDate(on); err != nil {
			return err
		}
		out[e.Person] = append(out[e.Person], e)
	}
	return rows.Err()
}
