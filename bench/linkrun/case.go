package main

import (
	"slices"
	"strings"
)

// world is what the generator is asked for.
type world struct {
	folder     string
	rows, list string
	seed       string
	extra      []string
}

// kase is one world with or without the district of the agency.
type kase struct {
	name     string
	world    world
	district bool
	repeat   int
	postgres bool
	splink   bool
}

// The main size is a province: every worker of East Java and its participants.
const (
	mainRows = "417396"
	mainList = "1000000"
)

func (o order) splinkAt(size string) bool {
	return o.peers && slices.Contains(strings.Split(o.splink, ","), size)
}

func cases(o order) (all []kase) {
	base := func(folder, rows, list string) world { return world{folder, rows, list, "1", nil} }
	small := kase{name: "50k", world: base("50k", "50000", "120000"), district: true, repeat: 3, postgres: o.peers, splink: o.splinkAt("50k")}
	all = append(all, small)
	if !o.quick {
		main := base("417k", mainRows, mainList)
		hard := world{"417k-hard", mainRows, mainList, "1", []string{"--hard"}}
		unseen := world{"417k-unseen", mainRows, mainList, "4", []string{"--respell", "unseen"}}
		all = append(
			all,
			kase{name: "100k", world: base("100k", "100000", "240000"), district: true, repeat: 3, splink: o.splinkAt("100k")},
			kase{name: "200k", world: base("200k", "200000", "480000"), district: true, repeat: 3, splink: o.splinkAt("200k")},
			kase{name: "417k", world: main, district: true, repeat: o.repeat, postgres: o.peers, splink: o.splinkAt("417k")},
			kase{name: "417k no district", world: main, repeat: 1},
			kase{name: "417k hard", world: hard, district: true, repeat: 1},
			kase{name: "417k hard no district", world: hard, repeat: 1},
			kase{name: "417k seed 20261", world: world{"417k-s20261", mainRows, mainList, "20261", nil}, district: true, repeat: 1},
			kase{name: "417k seed 777", world: world{"417k-s777", mainRows, mainList, "777", nil}, district: true, repeat: 1},
			kase{name: "417k unseen spellings", world: unseen, district: true, repeat: 1},
			kase{name: "417k unseen spellings no district", world: unseen, repeat: 1},
		)
		if o.big {
			all = append(all, kase{name: "1M", world: base("1M", "1000000", "5000000"), district: true, repeat: 1})
		}
	}
	if o.only == "" {
		return all
	}
	for _, c := range all {
		if c.name == o.only {
			return []kase{c}
		}
	}
	return nil
}
