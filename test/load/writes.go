package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/trust/access"
)

type writesCmd struct {
	Sample string        `required:"" type:"path" help:"Folder that payung demo wrote."`
	Binary string        `default:"bin/payung" type:"path" help:"The program under test."`
	Data   string        `type:"path" help:"An empty folder for the data; a temporary one without it."`
	DB     string        `name:"db" help:"postgres://… of an empty database; empty is SQLite."`
	Users  int           `default:"4" help:"People who write at the same time."`
	Every  time.Duration `default:"50ms" help:"Pause of each between two writes."`
	Kinds  string        `default:"roster,participants" help:"Kinds of files that count; units always come first."`
}

// wait is how long one write took, and what was being imported meanwhile.
type wait struct {
	beside string
	took   time.Duration
}

// Run brings the sample in by another process and keeps writing a small change beside it.
func (c *writesCmd) Run(ctx context.Context) error {
	if c.Data == "" {
		dir, err := os.MkdirTemp("", "payung-load-")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		c.Data = dir
	}
	parts, err := splitManifest(c.Sample)
	if err != nil {
		return err
	}
	a, err := app.Open(ctx, app.Config{Data: c.Data, DB: c.DB}, true)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := c.bring(ctx, parts["units"]); err != nil {
		return err
	}
	targets, err := someUnits(ctx, a, c.Users)
	if err != nil {
		return err
	}
	fmt.Printf("%-14s %8s %9s %9s %9s %9s\n", "beside", "writes", "p50 ms", "p99 ms", "worst ms", "import s")
	quiet, _ := c.beside(ctx, a, targets, "nothing", func() error { time.Sleep(3 * time.Second); return nil })
	report(quiet, 0)
	for kind := range strings.SplitSeq(c.Kinds, ",") {
		began := time.Now()
		waits, err := c.beside(ctx, a, targets, kind, func() error { return c.bring(ctx, parts[kind]) })
		if err != nil {
			return err
		}
		report(waits, time.Since(began))
	}
	return nil
}

// beside writes until the work is done.
func (c *writesCmd) beside(ctx context.Context, a *app.App, targets []access.Target, name string, work func() error) ([]wait, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var mu sync.Mutex
	var waits []wait
	var users sync.WaitGroup
	failed := make(chan error, len(targets))
	for i, t := range targets {
		users.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				began := time.Now()
				if err := write(ctx, a, t, fmt.Sprintf("%s-%d-%d", name, i, n)); err != nil && ctx.Err() == nil {
					failed <- err
					return
				}
				if ctx.Err() == nil {
					mu.Lock()
					waits = append(waits, wait{name, time.Since(began)})
					mu.Unlock()
				}
				time.Sleep(c.Every)
			}
		})
	}
	err := work()
	stop()
	users.Wait()
	close(failed)
	return waits, errors.Join(err, <-failed)
}

// write is a small change as any page makes it: a layout that a person put right, with its entry in the trail.
func write(ctx context.Context, a *app.App, t access.Target, name string) error {
	return a.Intake.Learn(ctx, access.System(), access.Target{Government: t.Government, GovernmentCode: t.GovernmentCode}, "roster", "load-"+name, `{}`)
}

func report(waits []wait, took time.Duration) {
	if len(waits) == 0 {
		return
	}
	slices.SortFunc(waits, func(a, b wait) int { return int(a.took - b.took) })
	at := func(share float64) string { return ms(waits[min(int(share*float64(len(waits))), len(waits)-1)].took) }
	fmt.Printf("%-14s %8d %9s %9s %9s %9.1f\n", waits[0].beside, len(waits), at(0.5), at(0.99), ms(waits[len(waits)-1].took), took.Seconds())
}

// bring imports files by the program under test, in a process of its own.
func (c *writesCmd) bring(ctx context.Context, items []item) error {
	if len(items) == 0 {
		return nil
	}
	name, err := writeManifest(c.Sample, items)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(name) }()
	_, err = runStage(ctx, c.Binary, "import", "manifest", name, "--data", c.Data, "--db", c.DB)
	return err
}

// stage is what a run of the program took.
type stage struct {
	Wall, CPU time.Duration
	PeakKB    int64
}

func runStage(ctx context.Context, binary string, args ...string) (s stage, err error) {
	binary, err = filepath.Abs(binary)
	if err != nil {
		return s, err
	}
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Stderr = os.Stderr
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return s, fmt.Errorf("payung %s: %w", strings.Join(args, " "), err)
	}
	s = stage{Wall: time.Since(began), CPU: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), PeakKB: peakKB(cmd.ProcessState)}
	return s, nil
}
