package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/kit/fault"
)

type restoreCmd struct {
	place
	File       string `arg:"" help:"Berkas cadangan." type:"path"`
	Identity   string `required:"" help:"Berkas berisi kunci pemulihan; - untuk masukan baku."`
	Tombstones string `help:"Salinan terbaru berkas tombstones: penghapusan sesudah cadangan dibuat diterapkan lagi."`
}

// Run fills an empty folder, or an empty PostgreSQL database, from a backup.
func (c *restoreCmd) Run(ctx context.Context, s *streams) error {
	secret, err := s.secret(c.Identity)
	if err != nil {
		return err
	}
	if err := c.refuseErasures(); err != nil {
		return err
	}
	f, err := os.Open(c.File)
	if err != nil {
		return fault.New(fault.Usage, "Berkas %s tidak dapat dibuka.", c.File).Because(err)
	}
	defer func() { _ = f.Close() }()
	began := time.Now()
	cfg := app.Config{Data: c.Data, DB: c.DB}
	r, err := app.Restore(ctx, cfg, f, strings.NewReader(secret))
	if err != nil {
		return err
	}
	fmt.Fprintf(s.err, "Dipulihkan dalam %s: %d tabel, %d baris, keadaan per %s.\n", time.Since(began).Round(time.Millisecond), r.Counts.Tables, r.Counts.Rows, r.Header.At)
	if c.Tombstones == "" {
		fmt.Fprintf(s.err, "Tanpa --tombstones: penghapusan data pribadi sesudah %s belum diterapkan lagi.\n", r.Header.At)
	}
	return nil
}

// secret reads one key from a file or the standard input.
func (s *streams) secret(name string) (string, error) {
	in := s.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return "", errNoKeyFile.Because(err)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	const most = 1 << 16
	lines := bufio.NewScanner(io.LimitReader(in, most))
	for lines.Scan() {
		if line := strings.ToUpper(strings.TrimSpace(lines.Text())); strings.HasPrefix(line, "AGE-SECRET-KEY-1") {
			return line, nil
		}
	}
	return "", errNoKeyFile
}

// refuseErasures reads the list of erasures. Payung erases nobody yet, so the list is empty; one that is not comes from a
// newer program, and restoring without it would bring erased people back.
func (c *restoreCmd) refuseErasures() error {
	if c.Tombstones == "" {
		return nil
	}
	b, err := os.ReadFile(c.Tombstones)
	if err != nil {
		return fault.New(fault.Usage, "Berkas %s tidak dapat dibuka.", c.Tombstones).Because(err)
	}
	if len(strings.TrimSpace(string(b))) > 0 {
		return fault.New(fault.Invalid, "Berkas tombstones memuat penghapusan yang belum dikenal program ini. Pakai Payung yang lebih baru, supaya orang yang sudah dihapus tidak muncul lagi.")
	}
	return nil
}
