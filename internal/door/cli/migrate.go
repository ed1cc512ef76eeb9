package cli

import (
	"context"
	"fmt"
)

type migrateCmd struct{ place }

// Run brings the schema up to date. Several nodes may run it at once.
func (c *migrateCmd) Run(ctx context.Context, s *streams) error {
	a, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.err, "Skema basis data mutakhir.")
	return a.Close()
}
