package main

import (
	"flag"
	"fmt"
	"os"
)

// order is what is asked of the generator.
type order struct {
	rows, list int
	seed       uint64
	hard       bool
	extra      bool
	respell    string
	out        string
}

func main() {
	var o order
	flag.IntVar(&o.rows, "rows", 50000, "persons on the roster")
	flag.IntVar(&o.list, "list", 120000, "persons on the participant list")
	flag.Uint64Var(&o.seed, "seed", 1, "the world to draw")
	flag.BoolVar(&o.hard, "hard", false, "twice the faults, and faults on the participant list")
	flag.BoolVar(&o.extra, "extra", false, "several accounts of a person, duplicates, cut numbers, shifted cells, mothers and addresses")
	flag.StringVar(&o.respell, "respell", "known", "spellings to use: known, unseen")
	flag.StringVar(&o.out, "out", "", "folder to write to")
	flag.Parse()
	if err := o.write(); err != nil {
		fmt.Fprintln(os.Stderr, "linkgen:", err)
		os.Exit(1)
	}
}

func (o order) spelling() (respelling, error) {
	switch o.respell {
	case "known":
		return known, nil
	case "unseen":
		return unseen, nil
	}
	return respelling{}, fmt.Errorf("spellings %q: there are known and unseen", o.respell)
}
