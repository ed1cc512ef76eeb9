package sample

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/payung-id/payung/money"
)

// Size is how much is invented.
type Size string

// The sizes.
const (
	Desa      Size = "desa"      // one district of Sukoharjo: three villages, a few offices, two months
	Kabupaten Size = "kabupaten" // Kabupaten Sukoharjo: 2,413 workers in October 2026, July to October
	Provinsi  Size = "provinsi"  // Jawa Timur: 417,396 workers, a participant list of 1,000,000, October 2026
)

// Entry is one file to import. Fields that do not apply are empty.
type Entry struct {
	File  string `json:"file"`
	Kind  string `json:"kind"`
	Unit  string `json:"unit"`
	Month string `json:"month"`
	AsOf  string `json:"as_of"`
}

// Result says what was written.
type Result struct {
	Manifest []Entry `json:"-"` // in the order to import
	Size     Size    `json:"size"`
	Seed     uint64  `json:"seed"`
	Region   string  `json:"region"`
	Name     string  `json:"name"`
	Months   []Month `json:"months"`
	Files    int     `json:"files"`
	Rosters  int     `json:"roster_files"`
	Units    int     `json:"units"`
	Listed   int     `json:"participants"`
	// Planted counts the rows with each code over all months.
	Planted map[string]int `json:"planted"`
}

// Month is the total of one month.
type Month struct {
	Month      string       `json:"month"`
	Units      int          `json:"units"`
	Answered   int          `json:"answered_units"`
	Workers    int          `json:"workers"`
	Budgeted   int          `json:"budgeted"`
	Registered int          `json:"registered"`
	Paid       int          `json:"paid"`
	Right      int          `json:"right"`
	Protected  int          `json:"protected"`
	Undecided  int          `json:"undecided"`
	Liability  money.Rupiah `json:"liability"`
}

// provinceGC makes the collector run more often while a province is invented: its people alone take 420 MB, and the usual
// 100 % would let as much again lie about.
const provinceGC = 20

// Write invents a government and writes its files and the answer key under dir, which is made where it is missing.
// Existing files of the same names are replaced. Progress, where it is not nil, hears of files written.
func Write(ctx context.Context, dir string, size Size, seed uint64, progress func(done, total int)) (Result, error) {
	switch size {
	case Desa, Kabupaten, Provinsi:
	default:
		return Result{}, fmt.Errorf("sample: no size %q", size)
	}
	if size == Provinsi {
		defer debug.SetGCPercent(debug.SetGCPercent(provinceGC))
	}
	w := newWorld(size, seed)
	w.plan()
	w.hire()
	if err := ctx.Err(); err != nil {
		return Result{}, fmt.Errorf("write sample: %w", err)
	}
	w.enrol()
	w.register.forget()
	w.collect()
	w.compose()
	out := &output{dir: dir, progress: progress, total: len(w.rosters) + len(w.months)*3 + 8}
	if err := w.writeAll(ctx, out); err != nil {
		return Result{}, fmt.Errorf("write sample: %w", err)
	}
	return w.result(out)
}

// output writes files below a folder and counts them.
type output struct {
	dir      string
	mu       sync.Mutex
	made     map[string]bool
	done     int
	total    int
	progress func(done, total int)
}

func (o *output) put(name string, content []byte) error {
	path := filepath.Join(o.dir, filepath.FromSlash(name))
	if err := o.folder(filepath.Dir(path)); err != nil {
		return err
	}
	if err := os.WriteFile(path, content, 0o644); err != nil { //nolint:gosec // invented people, to be handed around
		return err
	}
	o.tell()
	return nil
}

// pen writes text; its first error stays in the buffer and comes out when the file is closed.
type pen struct{ to *bufio.Writer }

func (p pen) put(parts ...string) {
	for _, s := range parts {
		_, _ = p.to.WriteString(s)
	}
}

// stream writes a file piece by piece; errors of the pieces come out at the end.
func (o *output) stream(name string, write func(pen)) error {
	path := filepath.Join(o.dir, filepath.FromSlash(name))
	if err := o.folder(filepath.Dir(path)); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 256<<10)
	write(pen{b})
	if err := errors.Join(b.Flush(), f.Close()); err != nil {
		return err
	}
	o.tell()
	return nil
}

func (o *output) tell() {
	o.mu.Lock()
	o.done++
	done := o.done
	o.mu.Unlock()
	if o.progress != nil {
		o.progress(done, o.total)
	}
}

func (o *output) folder(path string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.made[path] {
		return nil
	}
	if o.made == nil {
		o.made = map[string]bool{}
	}
	o.made[path] = true
	return os.MkdirAll(path, 0o755) //nolint:gosec // invented people, to be handed around
}

// writeAll writes rosters side by side, then the rest. A file's bytes depend on nothing but the world.
func (w *world) writeAll(ctx context.Context, out *output) error {
	if err := w.writeRosters(ctx, out); err != nil {
		return err
	}
	if err := w.writeEvidence(out); err != nil {
		return err
	}
	return w.writeKey(out)
}

func (w *world) writeRosters(ctx context.Context, out *output) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work := make(chan *rosterFile)
	var hands sync.WaitGroup
	for range max(2, runtime.GOMAXPROCS(0)) {
		hands.Go(func() {
			for f := range work {
				if ctx.Err() != nil {
					continue
				}
				content, err := w.write(f)
				if err == nil {
					err = out.put(f.path, content)
				}
				if err != nil {
					cancel(fmt.Errorf("roster %s: %w", f.path, err))
				}
			}
		})
	}
	for _, f := range w.rosters {
		work <- f
	}
	close(work)
	hands.Wait()
	return context.Cause(ctx)
}

func (w *world) result(out *output) (Result, error) {
	r := Result{
		Manifest: w.manifest(), Size: w.size, Seed: w.seed, Region: w.root, Name: w.rootName,
		Files: out.done, Rosters: len(w.rosters), Units: len(w.units), Listed: len(w.entries), Planted: map[string]int{},
	}
	for _, f := range w.rosters {
		for _, row := range f.rows {
			for _, code := range row.codes {
				r.Planted[code]++
			}
		}
	}
	for m := range w.months {
		_, t := w.score(m)
		r.Months = append(r.Months, Month{
			Month: w.months[m].String(), Units: t.units, Answered: t.answered, Workers: t.workers, Budgeted: t.budgeted,
			Registered: t.registered, Paid: t.paid, Right: t.right, Protected: t.protected, Undecided: t.undecided, Liability: t.liability,
		})
	}
	return r, nil
}

func (w *world) manifestJSON() ([]byte, error) {
	b, err := json.MarshalIndent(w.manifest(), "", " ")
	if err != nil {
		return nil, err
	}
	return append(b, '\n'), nil
}
