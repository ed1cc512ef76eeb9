package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// stored are figures of Splink 5.0.0 on the main world, measured on the machine that docs/linkage-benchmark.md describes; they
// stand in where Splink is not installed, and the table says so.
var stored = map[string]*peer{}

// onSplink runs Splink with both settings on the files of the case.
func (b *bench) onSplink(c kase, r *result) {
	r.Splink = map[string]*peer{}
	if b.python == "" {
		b.notes = append(b.notes, "Splink was not measured: set PYTHON to an interpreter that has it")
		return
	}
	for _, setting := range []string{"documented", "conditional"} {
		fmt.Fprintf(os.Stderr, ", Splink %s", setting)
		links := b.path(c.world.folder, "splink-"+setting+".csv")
		took, said, err := process(nil, b.python, filepath.Join("bench", "peers", "splink_link.py"),
			"--left", b.path(c.world.folder, "roster.csv"), "--right", b.path(c.world.folder, "part.csv"), "--out", links, "--setting", setting)
		if err != nil {
			b.notes = append(b.notes, fmt.Sprintf("Splink %s on %s: %v %s", setting, c.name, err, said))
			continue
		}
		sheet, err := b.judge(c.world, links, "")
		if err != nil {
			b.notes = append(b.notes, fmt.Sprintf("Splink %s on %s: %v", setting, c.name, err))
			continue
		}
		r.Splink[setting] = &peer{took, sheet}
	}
}
