package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// onSplink runs Splink with both settings on the files of the case.
func (b *bench) onSplink(c kase, r *result) {
	r.Splink = map[string]*peer{}
	if b.python == "" {
		b.Notes = append(b.Notes, "Splink was not measured: set PYTHON to an interpreter that has it")
		return
	}
	for _, setting := range []string{"documented", "conditional"} {
		fmt.Fprintf(os.Stderr, ", Splink %s", setting)
		links := b.path(c.world.folder, "splink-"+setting+".csv")
		took, err := b.splink(c.world, setting, links)
		if err != nil {
			b.Notes = append(b.Notes, fmt.Sprintf("Splink %s on %s: %v", setting, c.name, err))
			continue
		}
		sheet, err := b.judge(c.world, links, "")
		if err != nil {
			b.Notes = append(b.Notes, fmt.Sprintf("Splink %s on %s: %v", setting, c.name, err))
			continue
		}
		r.Splink[setting] = &peer{took, sheet}
	}
}

// splink runs one setting. It takes minutes at the main size and neither it nor the world changes from run to run, so what it
// took and wrote is kept beside the world and used again unless --again is given.
func (b *bench) splink(w world, setting, links string) (took cost, err error) {
	kept := links + ".cost"
	if !b.again && readJSON(kept, &took) == nil {
		b.Notes = append(b.Notes, fmt.Sprintf("Splink %s on %s: files and cost of an earlier run on this machine", setting, w.folder))
		return took, nil
	}
	took, _, err = process(nil, b.python, filepath.Join("bench", "peers", "splink_link.py"),
		"--left", b.path(w.folder, "roster.csv"), "--right", b.path(w.folder, "part.csv"), "--out", links, "--setting", setting)
	if err != nil {
		return took, err
	}
	text, err := json.Marshal(took)
	if err != nil {
		return took, fmt.Errorf("keep the cost: %w", err)
	}
	return took, os.WriteFile(kept, text, 0o644)
}
