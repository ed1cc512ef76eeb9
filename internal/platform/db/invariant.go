package db

import (
	"context"
	"fmt"
)

// Invariant is a question whose answer must be zero.
type Invariant struct{ What, Query string }

// Zero asks every question and returns those whose answer is not zero, with the answer.
func Zero(ctx context.Context, r Reader, list []Invariant) ([]string, error) {
	var out []string
	for _, i := range list {
		var n int
		if err := r.QueryRow(ctx, i.Query).Scan(&n); err != nil {
			return nil, fmt.Errorf("verify (%s): %w", i.What, err)
		}
		if n > 0 {
			out = append(out, fmt.Sprintf("%s: %d", i.What, n))
		}
	}
	return out, nil
}
