package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
)

// item is one line of a sample's manifest.
type item struct {
	File  string `json:"file"`
	Kind  string `json:"kind"`
	Unit  string `json:"unit"`
	Month string `json:"month"`
	AsOf  string `json:"as_of"`
}

func readManifest(dir string) ([]item, error) {
	text, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		return nil, err
	}
	var items []item
	return items, json.Unmarshal(text, &items)
}

// splitManifest sorts a sample's files by kind.
func splitManifest(dir string) (map[string][]item, error) {
	items, err := readManifest(dir)
	out := map[string][]item{}
	for _, i := range items {
		out[i.Kind] = append(out[i.Kind], i)
	}
	return out, err
}

// writeManifest puts some files of a sample into a manifest beside them, whose name is returned.
func writeManifest(dir string, items []item) (string, error) {
	text, err := json.Marshal(items)
	if err != nil {
		return "", err
	}
	f, err := os.CreateTemp(dir, "manifest-*.json")
	if err != nil {
		return "", err
	}
	if _, err := f.Write(text); err != nil {
		_ = f.Close()
		return "", err
	}
	return f.Name(), f.Close()
}

// someUnits are units of different governments, as far as there are as many.
func someUnits(ctx context.Context, a *app.App, n int) (out []access.Target, err error) {
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		governments, err := unit.Governments(ctx, tx, access.Everything())
		if err != nil {
			return err
		}
		if len(governments) == 0 {
			return fmt.Errorf("the sample has no units")
		}
		for i := range n {
			g := governments[i%len(governments)]
			out = append(out, access.Target{Government: g.ID, GovernmentCode: g.Code})
		}
		return nil
	})
	return out, err
}

// peakKB is the most memory that an ended process held.
func peakKB(s *os.ProcessState) int64 {
	if usage, ok := s.SysUsage().(*syscall.Rusage); ok {
		return usage.Maxrss
	}
	return 0
}

// ownCPU is the processor time that this process has used.
func ownCPU() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
