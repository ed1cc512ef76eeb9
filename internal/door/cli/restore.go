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
	return c.erasures(ctx, s, cfg, r)
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

// erasures says from when on erasures may be missing, where no newer list of them is given.
func (c *restoreCmd) erasures(_ context.Context, s *streams, _ app.Config, r app.Restored) error {
	if c.Tombstones == "" {
		fmt.Fprintf(s.err, "Tanpa --tombstones: penghapusan data pribadi sesudah %s belum diterapkan lagi.\n", r.Header.At)
	}
	return nil
}
