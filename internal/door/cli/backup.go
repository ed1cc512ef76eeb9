package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/recovery"
)

type backupCmd struct {
	place
	File string `arg:"" help:"Berkas cadangan yang ditulis, misalnya payung-2026-11-22.age." type:"path"`
}

// Run writes a backup while everything goes on. Where there is no recovery key yet it makes one and shows it, once.
func (c *backupCmd) Run(ctx context.Context, s *streams) error {
	a, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := showRecoveryKey(ctx, s, a); err != nil {
		return err
	}
	began := time.Now()
	counts, err := a.Backup(ctx, c.File, programVersion())
	if err != nil {
		return err
	}
	fmt.Fprintf(s.err, "Cadangan selesai dalam %s: %d tabel, %d baris, %d berkas. Simpan %s di tempat lain.\n", time.Since(began).Round(time.Millisecond), counts.Tables, counts.Rows, counts.Files, c.File)
	return nagRecovery(ctx, s, a)
}

// showRecoveryKey makes the recovery key where there is none and prints its secret: the only time that it is seen.
func showRecoveryKey(ctx context.Context, s *streams, a *app.App) error {
	secret, err := recovery.Ensure(ctx, a.Door, a.DB)
	if err != nil || secret == "" {
		return err
	}
	printRecoveryKey(s, secret)
	return nil
}

func printRecoveryKey(s *streams, secret string) {
	fmt.Fprintf(s.err, `
KUNCI PEMULIHAN, hanya ditampilkan sekali:

    %s

Cadangan hanya dapat dibuka dengan kunci ini. Cetak atau salin, simpan di tempat terkunci di luar komputer ini,
lalu pastikan dengan: payung recovery confirm

`, secret)
}

// nagRecovery says what is not in order with the recovery key and the backups.
func nagRecovery(ctx context.Context, s *streams, a *app.App) error {
	var state recovery.State
	if err := a.DB.Read(ctx, func(tx *db.Tx) (err error) { state, err = recovery.Read(ctx, tx); return err }); err != nil {
		return err
	}
	if what, ok := state.Nag(a.Config.Clock()); !ok {
		fmt.Fprintf(s.err, "Perhatian: %s\n", what.In(lang.ID))
	}
	return nil
}

// recoveryCmd is about the key that opens backups.
type recoveryCmd struct {
	Confirm recoveryConfirmCmd `cmd:"" help:"Pastikan kunci pemulihan tersimpan: kunci dibaca dari berkas, atau dari masukan baku."`
	New     recoveryNewCmd     `cmd:"" help:"Buat kunci pemulihan baru bila yang lama hilang. Cadangan lama tetap memerlukan kunci lama."`
}

type recoveryConfirmCmd struct {
	place
	File string `arg:"" optional:"" default:"-" help:"Berkas berisi kunci; - untuk masukan baku."`
}

// Run compares the key that somebody holds with the one that backups are encrypted to.
func (c *recoveryConfirmCmd) Run(ctx context.Context, s *streams) error {
	secret, err := s.secret(c.File)
	if err != nil {
		return err
	}
	a, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	actor, err := a.Actor(ctx, "")
	if err != nil {
		return err
	}
	if err := recovery.Confirm(ctx, a.Door, actor, secret); err != nil {
		return err
	}
	fmt.Fprintln(s.err, "Kunci pemulihan cocok. Simpan di tempat terkunci, bukan di komputer ini.")
	return nil
}

type recoveryNewCmd struct {
	place
	Replace bool `help:"Ganti kunci yang sudah ada."`
}

// Run makes a new key and shows it, once.
func (c *recoveryNewCmd) Run(ctx context.Context, s *streams) error {
	a, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	actor, err := a.Actor(ctx, "")
	if err != nil {
		return err
	}
	secret, err := recovery.New(ctx, a.Door, actor, c.Replace)
	if err != nil {
		return err
	}
	printRecoveryKey(s, secret)
	return nil
}

// errNoKeyFile says that a key could not be read.
var errNoKeyFile = fault.New(fault.Usage, "Berkas kunci tidak terbaca. Isinya satu baris yang diawali AGE-SECRET-KEY-1.")
