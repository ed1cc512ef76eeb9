package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/law/ask"
)

type lawCmd struct {
	Ask   lawAskCmd   `cmd:"" help:"Jawab pertanyaan hukum: satu JSON per baris dari masukan, satu jawaban per baris."`
	Show  lawShowCmd  `cmd:"" help:"Riwayat satu aturan; tanpa nama: perubahan yang akan datang."`
	Check lawCheckCmd `cmd:"" help:"Periksa berkas paket parameter hukum."`
	Diff  lawDiffCmd  `cmd:"" help:"Apa yang diubah sebuah paket, dan berapa rupiah bagi daftar pekerja."`

	Dryrun lawDryrunCmd `cmd:"" help:"Selisih rupiah per instansi dan program bila sebuah paket berlaku, bagi pekerja di roster."`
	List   lawListCmd   `cmd:"" help:"Tampilkan nama parameter yang dapat ditanyakan."`
}

type lawAskCmd struct {
	Pack []string `type:"path" help:"Berkas paket tambahan; nilainya menang atas paket bawaan."`
}

// Run answers every line; a bad line gets a refusal and the rest goes on. Exit code 1 where any was refused.
func (c lawAskCmd) Run(s *streams) error {
	l, err := lawWith(c.Pack, s.err)
	if err != nil {
		return err
	}
	allOK, err := answerLines(ask.New(l), s.in, s.out)
	if err != nil {
		return fmt.Errorf("answer questions: %w", err)
	}
	if !allOK {
		return errData
	}
	return nil
}

// answerLines keeps step with a program that waits for each answer: it flushes whenever no further question is at hand.
func answerLines(a *ask.Asker, in io.Reader, out io.Writer) (allOK bool, err error) {
	r, w := bufio.NewReaderSize(in, 1<<16), bufio.NewWriterSize(out, 1<<16)
	allOK = true
	var long, answer []byte
	for {
		line, readErr := r.ReadSlice('\n')
		if errors.Is(readErr, bufio.ErrBufferFull) {
			long = append(long, line...)
			continue
		}
		if long != nil {
			line = append(long, line...)
			long = nil
		}
		if len(bytes.TrimSpace(line)) > 0 {
			var ok bool
			answer, ok = a.Answer(answer[:0], line)
			allOK = allOK && ok
			if _, err := w.Write(append(answer, '\n')); err != nil {
				return allOK, err
			}
		}
		if readErr != nil || r.Buffered() == 0 {
			if err := w.Flush(); err != nil {
				return allOK, err
			}
		}
		if errors.Is(readErr, io.EOF) {
			return allOK, nil
		}
		if readErr != nil {
			return allOK, readErr
		}
	}
}

type lawCheckCmd struct {
	Files []string `arg:"" optional:"" type:"path" help:"Berkas paket (YAML); tanpa berkas, paket bawaan yang diperiksa."`
}

// Run lints pack files as a set: strict reading, then whether they fit above the shipped packs.
func (c lawCheckCmd) Run(s *streams) error {
	if len(c.Files) == 0 {
		fmt.Fprintln(s.out, lang.Msg("Paket bawaan %s: tidak ada kesalahan.", law.Shipped().Version()))
		return nil
	}
	sources, err := readPacks(c.Files)
	if err != nil {
		return err
	}
	if _, err := law.Shipped().With(sources...); err != nil {
		return packFaults(s.out, err)
	}
	fmt.Fprintln(s.out, lang.Msg("%d berkas: tidak ada kesalahan.", len(sources)))
	return nil
}

// lawWith returns the shipped law with packs laid over it; their faults are listed on w.
func lawWith(files []string, w io.Writer) (*law.Law, error) {
	l := law.Shipped()
	if len(files) == 0 {
		return l, nil
	}
	sources, err := readPacks(files)
	if err != nil {
		return nil, err
	}
	if l, err = l.With(sources...); err != nil {
		return nil, packFaults(w, err)
	}
	return l, nil
}

func readPacks(files []string) ([]law.Source, error) {
	var out []law.Source
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, fault.New(fault.Usage, "Berkas %s tidak dapat dibaca; periksa nama dan izinnya.", name).Because(err)
		}
		out = append(out, law.Source{Name: filepath.Base(name), Text: text})
	}
	return out, nil
}

// packFaults lists the faults of packs, one a line: file:line:column: message.
func packFaults(w io.Writer, err error) error {
	var problems law.ProblemsError
	if !errors.As(err, &problems) {
		return err
	}
	for _, p := range problems {
		fmt.Fprintf(w, "%s:%d:%d: %s\n", p.File, p.Line, p.Column, lang.Msg(p.Message.Format, p.Message.Args...))
	}
	return errData
}

type lawListCmd struct{}

// Run lists every parameter with unit and title.
func (lawListCmd) Run(s *streams) error {
	w := bufio.NewWriter(s.out)
	for _, p := range law.Shipped().Parameters() {
		fmt.Fprintf(w, "%-32s %-14s %s\n", p.Name, p.Unit, p.Title)
	}
	return w.Flush()
}
