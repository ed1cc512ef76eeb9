package cli

import (
	"context"

	"github.com/payung-id/payung/internal/registry/intake"
)

type undoCmd struct {
	place
	Receipt string `arg:"" help:"Nomor bukti, misalnya P-000123."`
	As      string `help:"Pakai wewenang pengguna ini."`
}

// Run takes an import back.
func (c *undoCmd) Run(ctx context.Context, s *streams) error {
	id, err := intake.ParseReceipt(c.Receipt)
	if err != nil {
		return err
	}
	a, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	actor, err := a.Actor(ctx, c.As)
	if err != nil {
		return err
	}
	b, err := a.Intake.Undo(ctx, actor, id)
	if err != nil {
		return err
	}
	return printJSON(s.out, map[string]string{"receipt": b.Receipt(), "kind": b.Kind, "state": string(b.State)})
}
