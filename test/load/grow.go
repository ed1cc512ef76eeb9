package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

type growCmd struct {
	Sample string `required:"" type:"path" help:"Folder that payung demo --size provinsi wrote."`
	Binary string `default:"bin/payung" type:"path" help:"The program under test."`
	Month  string `default:"2026-10" help:"Month of the facts."`
	DB     string `name:"db" help:"postgres://… of an empty database, for one size; empty is SQLite."`
	Sizes  string `default:"5000,50000,1000000" help:"Workers of each run, at most."`
}

// Run brings parts of the sample in, each made of whole regencies, and prints what each stage took.
func (c *growCmd) Run(ctx context.Context) error {
	counts, err := workersByRegency(c.Sample)
	if err != nil {
		return err
	}
	fmt.Printf("%-14s %9s %9s %9s %9s %9s\n", "stage", "workers", "cpu s", "wall s", "peak MB", "exponent")
	before := map[string][2]float64{} // stage → workers, processor seconds
	for size := range strings.SplitSeq(c.Sizes, ",") {
		var most int
		if _, err := fmt.Sscan(size, &most); err != nil {
			return fmt.Errorf("size %q: %w", size, err)
		}
		p := choose(counts, most)
		if err := c.run(ctx, p, before); err != nil {
			return err
		}
	}
	return nil
}

// part is some regencies of a sample.
type part struct {
	regencies map[string]bool // "3578", as the unit codes begin
	workers   int
}

// choose takes regencies in the order of their codes as long as the workers stay below most; where the first is too many,
// the one that comes nearest.
func choose(counts map[string]int, most int) part {
	codes := make([]string, 0, len(counts))
	for code := range counts {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	p := part{regencies: map[string]bool{}}
	for _, code := range codes {
		if p.workers+counts[code] <= most {
			p.regencies[code] = true
			p.workers += counts[code]
		}
	}
	if len(p.regencies) == 0 {
		slices.SortStableFunc(codes, func(a, b string) int { return counts[a] - counts[b] })
		p.regencies[codes[0]], p.workers = true, counts[codes[0]]
	}
	return p
}

func regencyOf(unitCode string) string { return unitCode[:min(4, len(unitCode))] }

// workersByRegency counts the people of the answer key.
func workersByRegency(sample string) (map[string]int, error) {
	out := map[string]int{}
	err := eachRecord(filepath.Join(sample, "answer-key", "facts.csv"), func(head map[string]int, r []string) error {
		out[regencyOf(r[head["unit"]])]++
		return nil
	})
	return out, err
}

func (c *growCmd) run(ctx context.Context, p part, before map[string][2]float64) error {
	dir, err := os.MkdirTemp("", "payung-grow-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	parts, err := cut(c.Sample, dir, p)
	if err != nil {
		return err
	}
	data := filepath.Join(dir, "data")
	say := func(name string, s stage) {
		exponent := "-"
		if b, ok := before[name]; ok && b[1] > 0 {
			exponent = fmt.Sprintf("%.2f", math.Log(s.CPU.Seconds()/b[1])/math.Log(float64(p.workers)/b[0]))
		}
		before[name] = [2]float64{float64(p.workers), s.CPU.Seconds()}
		fmt.Printf("%-14s %9d %9.2f %9.2f %9d %9s\n", name, p.workers, s.CPU.Seconds(), s.Wall.Seconds(), s.PeakKB>>10, exponent)
	}
	for _, kind := range []string{"units", "roster", "participants", "budget", "payments"} {
		manifest, err := writeManifest(dir, parts[kind])
		if err != nil {
			return err
		}
		s, err := runStage(ctx, c.Binary, "import", "manifest", manifest, "--data", data, "--db", c.DB)
		if err != nil {
			return err
		}
		say(kind, s)
	}
	s, err := runStage(ctx, c.Binary, "facts", "--month", c.Month, "--out", filepath.Join(dir, "facts.csv"), "--data", data, "--db", c.DB)
	if err != nil {
		return err
	}
	say("facts", s)
	if s, err = runStage(ctx, c.Binary, "scoreboard", "--month", c.Month, "--format", "csv", "--data", data, "--db", c.DB); err != nil {
		return err
	}
	say("scoreboard", s)
	return ctx.Err()
}

// cut writes the part of a sample that speaks of some regencies, and returns its manifest by kind.
func cut(sample, dir string, p part) (map[string][]item, error) {
	parts, err := splitManifest(sample)
	if err != nil {
		return nil, err
	}
	npps := map[string]bool{}
	ours := func(code string) bool { return p.regencies[regencyOf(code)] }
	for _, i := range parts["units"] {
		err := cutFile(sample, dir, i.File, func(head map[string]int, r []string) bool {
			keep := ours(r[head["kode"]])
			if keep {
				npps[r[head["npp"]]] = true
			}
			return keep
		})
		if err != nil {
			return nil, err
		}
	}
	byUnitOrNPP := func(head map[string]int, r []string) bool {
		if at, ok := head["kode_instansi"]; ok && r[at] != "" {
			return ours(r[at])
		}
		at, ok := head["npp"]
		return ok && npps[r[at]]
	}
	for _, kind := range []string{"participants", "budget", "payments"} {
		for _, i := range parts[kind] {
			if err := cutFile(sample, dir, i.File, byUnitOrNPP); err != nil {
				return nil, err
			}
		}
	}
	var rosters []item
	for _, i := range parts["roster"] {
		if !ours(filepath.Base(i.File)) { // the name begins with the code of the unit that sent it
			continue
		}
		i.File, err = filepath.Abs(filepath.Join(sample, i.File))
		if err != nil {
			return nil, err
		}
		if i.File, err = filepath.Rel(dir, i.File); err != nil {
			return nil, err
		}
		rosters = append(rosters, i)
	}
	parts["roster"] = rosters
	return parts, nil
}

// cutFile copies the records of a CSV file that are kept.
func cutFile(from, to, name string, keep func(head map[string]int, r []string) bool) error {
	path := filepath.Join(to, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	w := csv.NewWriter(out)
	first := true
	err = eachRecord(filepath.Join(from, name), func(head map[string]int, r []string) error {
		if first {
			names := make([]string, len(head))
			for n, at := range head {
				names[at] = n
			}
			first = false
			if err := w.Write(names); err != nil {
				return err
			}
		}
		if !keep(head, r) {
			return nil
		}
		return w.Write(r)
	})
	w.Flush()
	return errors.Join(err, w.Error(), out.Close())
}

// eachRecord reads a CSV file with a header.
func eachRecord(name string, fn func(head map[string]int, r []string) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	c := csv.NewReader(f)
	c.ReuseRecord = true
	names, err := c.Read()
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	head := map[string]int{}
	for i, n := range names {
		head[strings.Clone(n)] = i
	}
	for {
		r, err := c.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if err := fn(head, r); err != nil {
			return err
		}
	}
}
