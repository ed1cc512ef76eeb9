package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/door/api"
	"github.com/payung-id/payung/internal/door/web"
	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/trust/access"
)

type serveCmd struct {
	place
	Listen  string `default:"127.0.0.1:8080" env:"PAYUNG_LISTEN" help:"Alamat yang didengarkan."`
	Migrate bool   `help:"Mutakhirkan skema PostgreSQL lebih dahulu."`
	Demo    bool   `help:"Muat pemerintah contoh bila basis data masih kosong."`
}

// Run serves pages until it is told to stop, then ends what it is doing.
func (c *serveCmd) Run(ctx context.Context, s *streams) error {
	log := slog.New(slog.NewJSONHandler(s.err, nil))
	a, err := c.open(ctx, c.Migrate)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := showRecoveryKey(ctx, s, a); err != nil {
		return err
	}
	sample, err := c.sample(ctx, s, a)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fault.New(fault.Internal, "Alamat %s tidak dapat dipakai; mungkin program lain memakainya. Pilih yang lain dengan --listen.", c.Listen).Because(err)
	}
	jobs := make(chan error, 1)
	go func() { jobs <- a.Run(ctx) }()
	door := web.New(a, log, sample)
	server := &http.Server{Handler: api.New(a.Config.Clock).Before(door), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) }}
	go func() {
		<-ctx.Done()
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
		defer cancel()
		_ = server.Shutdown(stop)
	}()
	fmt.Fprintf(s.out, "Payung siap di http://%s\n", listener.Addr())
	printAccounts(s, sample)
	if err := nagRecovery(ctx, s, a); err != nil {
		return err
	}
	if err := invite(ctx, s, a, door, listener.Addr()); err != nil {
		return err
	}
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return <-jobs
}

// invite prints, while there is no account, the link with which the first administrator is made.
func invite(ctx context.Context, s *streams, a *app.App, door *web.Server, at net.Addr) error {
	any, err := a.Accounts.Any(ctx)
	if err != nil || any {
		return err
	}
	fmt.Fprintf(s.out, "\nBelum ada akun. Buat administrator pertama lewat tautan ini (berlaku selama program ini berjalan):\n  http://%s%s\n", at, door.Invite())
	return nil
}

func printAccounts(s *streams, sample []view.SampleAccount) {
	if len(sample) == 0 {
		return
	}
	fmt.Fprintln(s.out, "\nData contoh. Semua nama, NIK, dan angka rekaan. Akun contoh:")
	for _, a := range sample {
		fmt.Fprintf(s.out, "  %-20s %-24s %s\n", a.Name, a.Password, a.Role.In(lang.ID))
	}
}

// sample loads the synthetic government on the first start, and returns the accounts to show while it is there.
func (c *serveCmd) sample(ctx context.Context, s *streams, a *app.App) ([]view.SampleAccount, error) {
	any, err := a.Accounts.Any(ctx)
	if err != nil {
		return nil, err
	}
	if !any && c.Demo {
		dir, err := os.MkdirTemp("", "payung-contoh-")
		if err != nil {
			return nil, fmt.Errorf("make folder for sample data: %w", err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
		fmt.Fprintln(s.err, "Menyiapkan pemerintah contoh (Kabupaten Sukoharjo, rekaan); sekitar setengah menit…")
		if err := loadSample(ctx, a, dir); err != nil {
			return nil, err
		}
	}
	return sampleAccounts(ctx, a)
}

// SamplePassword is the password of every account of the synthetic government, which is public.
const SamplePassword = "lihat-tata-cara-2026"

// sampleAccount is one account of the synthetic government; unit is found by its code.
type sampleAccount struct {
	username, name, title string
	role                  access.Role
	unit                  string
	region                string
}
