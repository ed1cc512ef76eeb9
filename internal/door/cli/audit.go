package cli

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
)

// auditCmd is the trail in the hands of an auditor.
type auditCmd struct {
	Export auditExportCmd `cmd:"" help:"Tulis jejak audit satu pemerintah daerah ke berkas yang dapat diperiksa tanpa basis data."`
	Verify auditVerifyCmd `cmd:"" help:"Periksa berkas jejak audit: tanpa basis data, tanpa kunci rahasia."`
}

type auditExportCmd struct {
	place
	Region string `help:"Kode pemerintah daerah, misalnya 33.11; kosong berarti satu-satunya, dan - berarti instalasi (masuk, akun)."`
	Out    string `required:"" help:"Berkas yang ditulis; - untuk keluaran baku."`
	As     string `help:"Pakai wewenang pengguna ini."`
}

// Run seals what is open, so that all of the file is covered, and writes it.
func (c *auditExportCmd) Run(ctx context.Context, s *streams) error {
	a, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	actor, err := a.Actor(ctx, c.As)
	if err != nil {
		return err
	}
	scope, err := actor.Scope(access.SeeTrail)
	if err != nil {
		return err
	}
	if err := a.SealTrail(ctx); err != nil {
		return err
	}
	out, done, err := s.create(c.Out)
	if err != nil {
		return err
	}
	var told audit.Exported
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		government, err := trailOf(ctx, tx, scope, c.Region)
		if err != nil {
			return err
		}
		told, err = audit.Export(ctx, tx, a.Ring, a.Config.Clock, government, out)
		return err
	})
	if err = errors.Join(err, done()); err != nil {
		return err
	}
	fmt.Fprintf(s.err, "%d catatan, %d segel. Akar segel terakhir: %s\nKunci publik instalasi: %s\n", told.Entries, told.Seals, told.LastRoot, base64.StdEncoding.EncodeToString(a.Ring.Signer()))
	return nil
}

// trailOf finds whose trail is meant; the installation's own is for who reaches all of it.
func trailOf(ctx context.Context, r db.Reader, scope access.Scope, code string) (int64, error) {
	if code == "-" {
		if !scope.All() {
			return 0, access.ErrForbidden
		}
		return 0, nil
	}
	list, err := unit.Owned(ctx, r, scope)
	if err != nil {
		return 0, err
	}
	for _, g := range list {
		if g.Code == code || (code == "" && len(list) == 1) {
			return g.ID, nil
		}
	}
	return 0, fault.New(fault.NotFound, "Pemerintah daerah %q tidak ada. Tulis kodenya dengan --region, misalnya 33.11.", code)
}

// create opens a file for writing, or the standard output for "-"; the second result closes it.
func (s *streams) create(name string) (io.Writer, func() error, error) {
	if name == "-" {
		return s.out, func() error { return nil }, nil
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, nil, fault.New(fault.Usage, "Berkas %s tidak dapat ditulis.", name).Because(err)
	}
	return f, func() error { return errors.Join(f.Sync(), f.Close()) }, nil
}

type auditVerifyCmd struct {
	File string `arg:"" help:"Berkas dari payung audit export; - untuk masukan baku."`
	Key  string `help:"Kunci publik instalasi (base64), seperti tercetak pada laporan. Tanpa ini kunci di dalam berkas yang dipercaya."`
}

// Run checks an export by the file alone. Exit 1 names the first line that does not hold.
func (c *auditVerifyCmd) Run(_ context.Context, s *streams) error {
	var key []byte
	if c.Key != "" {
		var err error
		if key, err = base64.StdEncoding.DecodeString(c.Key); err != nil {
			return fault.New(fault.Usage, "Kunci publik tidak terbaca: harus base64.").Because(err)
		}
	}
	in := s.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return fault.New(fault.Usage, "Berkas %s tidak dapat dibuka.", c.File).Because(err)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	told, err := audit.Check(in, key)
	var wrong audit.Wrong
	if errors.As(err, &wrong) {
		fmt.Fprintf(s.out, "%s: %s\n", c.File, wrong)
		return errData
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(s.err, "Utuh: %d catatan (%d belum tersegel) dari %s sampai %s, %d segel.\nAkar segel terakhir: %s (%s)\nKunci publik: %s\n",
		told.Entries, told.Unsealed, told.FirstAt, told.LastAt, told.Seals, told.LastRoot, told.LastSealedAt, told.Signer)
	if key == nil {
		fmt.Fprintln(s.err, "Kunci diambil dari berkas ini sendiri. Bandingkan dengan kunci yang tercetak pada laporan, atau berikan dengan --key.")
	}
	return nil
}
