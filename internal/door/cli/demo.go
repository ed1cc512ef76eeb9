package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/sample"
)

type demoCmd struct {
	Out      string `required:"" placeholder:"DIR" help:"Folder tujuan; dibuat bila belum ada."`
	Size     string `default:"kabupaten" enum:"desa,kabupaten,provinsi" help:"Besarnya: desa, kabupaten, atau provinsi."`
	Seed     uint64 `default:"1" help:"Bibit: bibit yang sama menghasilkan berkas yang sama."`
	Progress bool   `help:"Tampilkan kemajuan walaupun bukan terminal."`
}

// demoSummary is what the command prints: where the files are and what they hold.
type demoSummary struct {
	Out string `json:"out"`
	sample.Result
	Seconds float64 `json:"seconds"`
}

// Run writes a synthetic government with its answer key.
func (c demoCmd) Run(s *streams) error {
	var progress func(done, total int)
	if c.Progress || isTerminal(s.err) {
		progress = demoProgress(s.err)
	}
	began := time.Now()
	result, err := sample.Write(context.Background(), c.Out, sample.Size(c.Size), c.Seed, progress)
	if err != nil {
		return fault.New(fault.Internal, "Pemerintah contoh tidak dapat ditulis ke %q. Periksa bahwa folder itu dapat ditulisi dan ruang disk cukup, lalu ulangi.", c.Out).Because(err)
	}
	out := json.NewEncoder(s.out)
	out.SetIndent("", " ")
	if err := out.Encode(demoSummary{Out: c.Out, Result: result, Seconds: time.Since(began).Round(10 * time.Millisecond).Seconds()}); err != nil {
		return fmt.Errorf("print summary: %w", err)
	}
	return nil
}

// demoProgress tells of every hundredth file and the last. Files are written side by side, so a line may come twice.
func demoProgress(w io.Writer) func(done, total int) {
	return func(done, total int) {
		if done%100 == 0 || done == total {
			fmt.Fprintln(w, lang.T(lang.ID, "%d dari %d berkas ditulis", done, total))
		}
	}
}

// isTerminal tells whether a writer is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
