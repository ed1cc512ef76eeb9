package cli

import (
	"context"
	"fmt"
)

type verifyCmd struct{ place }

// Run checks the invariants and the audit chains, computes the facts and roll-ups anew and compares.
func (c *verifyCmd) Run(ctx context.Context, s *streams) error {
	a, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	report, err := a.Verify(ctx)
	if err != nil {
		return err
	}
	for _, p := range report.Problems {
		fmt.Fprintln(s.out, p)
	}
	fmt.Fprintf(s.err, "Diperiksa: %d catatan jejak audit, %d bulan fakta, %d baris. Masalah: %d.\n", report.Entries, report.Months, report.Facts, len(report.Problems))
	if len(report.Problems) > 0 {
		return errData
	}
	return nil
}
