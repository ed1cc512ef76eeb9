package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// order is what is asked for.
type order struct {
	out    string
	repeat int
	quick  bool
	big    bool
	peers  bool
	again  bool
	python string
	splink string
	payung string
	report bool
	only   string
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "rule" {
		exit(rule(os.Args[2:]))
		return
	}
	var o order
	flag.StringVar(&o.out, "out", filepath.Join(os.TempDir(), "payung-bench-link"), "folder for worlds and results; worlds that are there are used again")
	flag.IntVar(&o.repeat, "repeat", 5, "runs of the main case; the median counts")
	flag.BoolVar(&o.quick, "quick", false, "the smallest size only")
	flag.BoolVar(&o.big, "big", true, "with 1,000,000 × 5,000,000")
	flag.BoolVar(&o.peers, "peers", true, "with PostgreSQL and, where PYTHON has it, Splink")
	flag.BoolVar(&o.again, "again", false, "run Splink again where its results on this world are kept")
	flag.StringVar(&o.splink, "splink", "50k,100k,200k,417k", "sizes at which Splink is run; the largest takes half an hour of CPU time")
	flag.StringVar(&o.payung, "payung", "", "the product's binary; without it, it is built from the tree")
	flag.BoolVar(&o.report, "report", false, "measure nothing, print what the last run in this folder kept")
	flag.StringVar(&o.only, "only", "", "one case by name")
	flag.StringVar(&o.python, "python", os.Getenv("PYTHON"), "an interpreter that has Splink")
	flag.Parse()
	exit(o.run())
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "linkrun:", err)
		os.Exit(1)
	}
}

func (o order) run() error {
	b := &bench{order: o}
	b.Results = map[string]*result{}
	if o.report {
		if err := readJSON(b.path("results.json"), &b.measured); err != nil {
			return err
		}
		b.keptSplink()
		b.print(os.Stdout)
		return nil
	}
	if err := b.build(); err != nil {
		return err
	}
	for _, c := range cases(o) {
		if err := b.measure(c); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		if err := b.keep(); err != nil {
			return err
		}
	}
	b.repeats()
	b.lookups()
	b.measurePublic()
	b.print(os.Stdout)
	return b.keep()
}

// keep writes the results so far, so that a run that is cut off is not lost: --report prints them.
func (b *bench) keep() error {
	text, err := json.MarshalIndent(b.measured, "", " ")
	if err != nil {
		return fmt.Errorf("write the results: %w", err)
	}
	if err := os.WriteFile(b.path("results.json"), text, 0o644); err != nil {
		return fmt.Errorf("write the results: %w", err)
	}
	return nil
}
