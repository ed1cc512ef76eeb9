package cli

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"

	"github.com/payung-id/payung/internal/kit/fault"
)

// named is a file that an option names.
type named struct{ option, file string }

// checkFiles refuses outputs that stand in the place of an input or of each other, under whatever name: a roster that is
// overwritten by its links is lost.
func (c linkCmd) checkFiles() error {
	taken := []named{{"--left", c.Left}, {"--right", c.Right}, {"--dedupe", c.Dedupe}, {"--model", c.Model}}
	for _, out := range []named{{"--out", c.Out}, {"--stats", c.Stats}, {"--parameters", c.Params}} {
		if out.file == "" {
			continue
		}
		for _, t := range taken {
			if t.file != "" && sameFile(out.file, t.file) {
				return fault.New(fault.Usage, "%s dan %s menunjuk berkas yang sama (%s). Tidak ada yang ditulis; beri nama lain pada %s.", out.option, t.option, out.file, out.option)
			}
		}
		taken = append(taken, out)
	}
	return nil
}

// sameFile tells whether two names are one file, through links too, or will be one once written. What is no file on a disk
// (a pipe, the null device) is written without replacing anything and may be named again.
func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return infoA.Mode().IsRegular() && os.SameFile(infoA, infoB)
	}
	return errA != nil && errB != nil && fileAt(a) == fileAt(b)
}

// fileAt is where a file that is not there yet will be.
func fileAt(name string) string {
	whole, err := filepath.Abs(name)
	if err != nil {
		return filepath.Clean(name)
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(whole)); err == nil {
		return filepath.Join(dir, filepath.Base(whole))
	}
	return whole
}

// replaceFile writes beside the name and moves the whole file there: a run that is killed leaves what stood there before,
// and no half file under the name. A pipe or device is written as it is.
func replaceFile(name string, write func(io.Writer) error) (err error) {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return writeDevice(name, write)
	}
	f, err := createBeside(name)
	if err != nil {
		return fault.New(fault.Usage, "Berkas %s tidak dapat ditulis.", name).Because(err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // half a file helps nobody
		}
	}()
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return os.Rename(f.Name(), name)
}

// createBeside creates a file that was not there, so that nobody's file is written over, with the usual permissions.
func createBeside(name string) (f *os.File, err error) {
	for range 100 {
		f, err = os.OpenFile(fmt.Sprintf("%s.%08x.part", name, rand.Uint32()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666) //nolint:gosec // a name, no secret; the umask decides who reads
		if !errors.Is(err, os.ErrExist) {
			return f, err
		}
	}
	return nil, err
}

func writeDevice(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return fault.New(fault.Usage, "Berkas %s tidak dapat ditulis.", name).Because(err)
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
