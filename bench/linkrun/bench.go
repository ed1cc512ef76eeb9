package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/payung-id/payung/bench/score"
)

// bench is one run.
type bench struct {
	order
	measured
}

// measured is all that a run found.
type measured struct {
	Results map[string]*result // by name of the case
	Public  map[string]*publicResult
	Lookup  *lookup
	Same    string // whether one and two workers wrote the same bytes
	Killed  string // whether a run after kills wrote them too
	Notes   []string
}

// result is all that was measured on one case.
type result struct {
	Load     string
	Costs    []cost // of the product, every run
	Ours     score.Sheet
	Stats    stats
	Rule     *score.Sheet     // equal NIK
	Postgres *postgres        `json:",omitempty"`
	Splink   map[string]*peer `json:",omitempty"`
}

// stats are the figures that the product gives of itself.
type stats struct {
	LeftRows   int                `json:"left_rows"`
	RightRows  int                `json:"right_rows"`
	Candidates int                `json:"candidate_pairs"`
	Seconds    map[string]float64 `json:"seconds"`
	Lambda     float64            `json:"lambda"`
	Expected   float64            `json:"expected_false_links"`
}

// peer is another program's cost and worth.
type peer struct {
	cost
	score.Sheet
}

// median is the run with the median CPU time.
func (r *result) median() cost {
	if len(r.Costs) == 0 {
		return cost{}
	}
	all := append([]cost{}, r.Costs...)
	sort.Slice(all, func(i, j int) bool { return all[i].CPU < all[j].CPU })
	return all[len(all)/2]
}

// wall is the median wall time and the best one.
func (r *result) wall() (median, best float64) {
	var all []float64
	for _, c := range r.Costs {
		all = append(all, c.Wall)
	}
	sort.Float64s(all)
	if len(all) == 0 {
		return 0, 0
	}
	return all[len(all)/2], all[0]
}

func (b *bench) build() error {
	if err := os.MkdirAll(b.out, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	sources := map[string]string{"payung": "./cmd/payung", "linkgen": "./bench/linkgen", "linkeval": "./bench/linkeval", "linkrun": "./bench/linkrun", "lookup": "./bench/lookup"}
	if b.payung != "" {
		delete(sources, "payung")
		text, err := os.ReadFile(b.payung)
		if err != nil {
			return fmt.Errorf("take the binary: %w", err)
		}
		if err := os.WriteFile(b.path("payung"), text, 0o755); err != nil {
			return fmt.Errorf("take the binary: %w", err)
		}
	}
	for name, from := range sources {
		if _, _, err := process([]string{"CGO_ENABLED=0"}, "go", "build", "-trimpath", "-o", b.path(name), from); err != nil {
			return fmt.Errorf("build %s: %w", name, err)
		}
	}
	return nil
}

func (b *bench) path(parts ...string) string {
	return filepath.Join(append([]string{b.out}, parts...)...)
}

// draw writes the world if it is not there, and the roster without its district.
func (b *bench) draw(w world) error {
	folder := b.path(w.folder)
	if _, err := os.Stat(filepath.Join(folder, "done")); err == nil {
		return nil
	}
	args := append([]string{"--rows", w.rows, "--list", w.list, "--seed", w.seed, "--out", folder}, w.extra...)
	if _, _, err := process(nil, b.path("linkgen"), args...); err != nil {
		return fmt.Errorf("draw the world: %w", err)
	}
	if err := dropColumn(filepath.Join(folder, "roster.csv"), filepath.Join(folder, "roster-plain.csv"), "region_code"); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "done"), nil, 0o644)
}

func dropColumn(from, to, column string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	r, w := csv.NewReader(in), csv.NewWriter(out)
	r.ReuseRecord = true
	at := -1
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", from, err)
		}
		for i, name := range row {
			if at < 0 && name == column {
				at = i
			}
		}
		if at < 0 {
			return fmt.Errorf("%s has no column %s", from, column)
		}
		if err := w.Write(append(append([]string{}, row[:at]...), row[at+1:]...)); err != nil {
			return fmt.Errorf("write %s: %w", to, err)
		}
	}
	w.Flush()
	return errors.Join(w.Error(), out.Close())
}

// measure runs all that the case asks for.
func (b *bench) measure(c kase) error {
	fmt.Fprintf(os.Stderr, "%s: draw", c.name)
	if err := b.draw(c.world); err != nil {
		return err
	}
	r := &result{Load: load()}
	b.Results[c.name] = r
	left, right := b.path(c.world.folder, "roster.csv"), b.path(c.world.folder, "part.csv")
	if !c.district {
		left = b.path(c.world.folder, "roster-plain.csv")
	}
	links, figures := b.path(c.world.folder, "links.csv"), b.path(c.world.folder, "stats.json")
	for range c.repeat {
		fmt.Fprint(os.Stderr, ", link")
		took, _, err := process(nil, b.path("payung"), "link", "--left", left, "--right", right, "--out", links, "--stats", figures)
		if err != nil {
			return err
		}
		r.Costs = append(r.Costs, took)
	}
	if err := readJSON(figures, &r.Stats); err != nil {
		return err
	}
	sheet, err := b.judge(c.world, links, "errors-"+strings.ReplaceAll(c.name, " ", "-")+".txt")
	if err != nil {
		return err
	}
	r.Ours = sheet
	if c.repeat > 1 {
		if err := b.byRule(c.world, r); err != nil {
			return err
		}
	}
	if c.postgres {
		fmt.Fprint(os.Stderr, ", PostgreSQL")
		b.onPostgres(c.world, r)
	}
	if c.splink {
		b.onSplink(c, r)
	}
	fmt.Fprintln(os.Stderr)
	return nil
}

func readJSON(path string, into any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

// judge scores a file of links in a process of its own.
func (b *bench) judge(w world, links, mistakes string) (s score.Sheet, err error) {
	in := func(name string) string { return b.path(w.folder, name) }
	args := []string{"--links", links, "--truth", in("truth.csv"), "--kinds", in("kind.csv"), "--json", links + ".json"}
	if mistakes != "" {
		args = append(args, "--left", in("roster.csv"), "--right", in("part.csv"), "--errors", in(mistakes))
	}
	if _, _, err = process(nil, b.path("linkeval"), args...); err != nil {
		return s, err
	}
	return s, readJSON(links+".json", &s)
}

// byRule links by equal NIK alone.
func (b *bench) byRule(w world, r *result) error {
	links := b.path(w.folder, "nik.csv")
	if _, _, err := process(nil, b.path("linkrun"), "rule", b.path(w.folder, "roster.csv"), b.path(w.folder, "part.csv"), links); err != nil {
		return err
	}
	sheet, err := b.judge(w, links, "")
	if err != nil {
		return err
	}
	r.Rule = &sheet
	return nil
}
