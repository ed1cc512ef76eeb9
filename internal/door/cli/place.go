package cli

import (
	"context"

	"github.com/payung-id/payung/internal/app"
)

// place says where the data lives; every command that touches the database embeds it.
type place struct {
	Data string `help:"Folder data (kunci, dan basis data SQLite)." default:"./data" env:"PAYUNG_DATA" type:"path"`
	DB   string `name:"db" help:"Basis data PostgreSQL, postgres://…; kosong berarti SQLite di folder data." env:"PAYUNG_DB"`
}

func (p place) open(ctx context.Context, migrate bool) (*app.App, error) {
	return app.Open(ctx, app.Config{Data: p.Data, DB: p.DB}, migrate)
}
