package access

import (
	"context"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
)

// Sweep removes what has ended: sessions, halves of sessions, and counts of tries whose windows are long past.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.now()
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM session WHERE ends_at < $1`, clock.Stamp(now)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM session_half WHERE at < $1`, clock.Stamp(now.Add(-SessionLife))); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `DELETE FROM attempt WHERE since < $1 AND until < $2`, clock.Stamp(now.Add(-24*time.Hour)), clock.Stamp(now))
		return err
	})
	if err != nil {
		return fmt.Errorf("sweep sessions: %w", err)
	}
	return nil
}
