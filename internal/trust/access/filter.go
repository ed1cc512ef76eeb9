package access

import (
	"context"
	"fmt"
	"strings"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
)

// SavedFilter is a list's filter that somebody keeps under a name. Query is the address's query, without a personal value.
type SavedFilter struct {
	ID    int64
	Name  string
	Query string
}

// mostFilters bounds what one person keeps.
const mostFilters = 30

// Filters lists what an account keeps, by name.
func (s *Service) Filters(ctx context.Context, account int64) ([]SavedFilter, error) {
	var out []SavedFilter
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		rows, err := tx.Query(ctx, `SELECT id, name, query FROM saved_filter WHERE account_id = $1 ORDER BY name, id`, account)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var f SavedFilter
			if err := rows.Scan(&f.ID, &f.Name, &f.Query); err != nil {
				return err
			}
			out = append(out, f)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("list filters: %w", err)
	}
	return out, nil
}

// SaveFilter keeps a filter; the same name again takes its place.
func (s *Service) SaveFilter(ctx context.Context, account int64, name, query string) error {
	name = strings.TrimSpace(name)
	if name == "" || len(name) > 80 || len(query) > 500 {
		return fault.New(fault.Invalid, "Beri saringan ini nama, paling panjang 80 huruf.")
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM saved_filter WHERE account_id = $1 AND name = $2`, account, name); err != nil {
			return err
		}
		var n int
		if err := tx.QueryRow(ctx, `SELECT count(*) FROM saved_filter WHERE account_id = $1`, account).Scan(&n); err != nil {
			return err
		}
		if n >= mostFilters {
			return fault.New(fault.Invalid, "Paling banyak %d saringan tersimpan. Hapus salah satu lebih dahulu.", mostFilters)
		}
		id, err := tx.IDs(ctx, 0, 1)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO saved_filter (id, account_id, name, query) VALUES ($1, $2, $3, $4)`, id, account, name, query)
		return err
	})
	if err != nil {
		return fmt.Errorf("save filter: %w", err)
	}
	return nil
}

// DeleteFilter forgets a filter of an account; one that is not there is forgotten already.
func (s *Service) DeleteFilter(ctx context.Context, account, id int64) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM saved_filter WHERE account_id = $1 AND id = $2`, account, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("delete filter: %w", err)
	}
	return nil
}
