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

// keptSplink fills in what Splink wrote on these worlds in other runs.
func (b *bench) keptSplink() {
	for _, c := range cases(order{peers: true, splink: "50k,100k,200k,417k"}) {
		r := b.Results[c.name]
		if r == nil || !c.splink {
			continue
		}
		if r.Splink == nil {
			r.Splink = map[string]*peer{}
		}
		for _, setting := range []string{"documented", "conditional"} {
			links := b.path(c.world.folder, "splink-"+setting+".csv")
			var p peer
			if r.Splink[setting] != nil || readJSON(links+".cost", &p.cost) != nil {
				continue
			}
			sheet, err := b.judge(c.world, links, "")
			if err != nil {
				b.Notes = append(b.Notes, fmt.Sprintf("Splink %s on %s: %v", setting, c.name, err))
				continue
			}
			p.Sheet = sheet
			r.Splink[setting] = &p
		}
	}
}
