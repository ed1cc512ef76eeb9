package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/payung-id/payung/bench/score"
)

// postgres is what the database took: the join that only finds candidates, and a whole linkage by hand.
type postgres struct {
	Load       float64 // seconds to load both lists
	Candidates float64 // seconds of the join
	Linkage    float64 // seconds of the whole linkage, without loading
	CPU        float64 // seconds of the server for loading and linkage
	Sheet      score.Sheet
}

// onPostgres runs the scripts of bench/peers by psql. What hinders it is a note, not an error: the figures of the product
// stand without it.
func (b *bench) onPostgres(w world, r *result) {
	url := os.Getenv("PAYUNG_TEST_PG")
	if url == "" {
		b.Notes = append(b.Notes, "PostgreSQL was not measured: run by test/pgcluster (make bench-link)")
		return
	}
	p, err := b.askPostgres(url, w)
	if err != nil {
		b.Notes = append(b.Notes, "PostgreSQL was not measured: "+err.Error())
		return
	}
	r.Postgres = p
}

func (b *bench) askPostgres(url string, w world) (*postgres, error) {
	psql := "psql"
	if found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/psql"); len(found) > 0 {
		psql = found[len(found)-1]
	}
	links := b.path(w.folder, "postgres.csv")
	env := []string{"LEFT=" + b.path(w.folder, "roster.csv"), "RIGHT=" + b.path(w.folder, "part.csv"), "OUT=" + links}
	script := func(name string) (map[string]float64, error) {
		_, out, err := process(env, psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", filepath.Join("bench", "peers", name))
		return timings(out), err
	}
	var p postgres
	before := serverCPU(psql, url)
	took, err := script("load.sql")
	if err != nil {
		return nil, err
	}
	p.Load = took["load"]
	loaded := serverCPU(psql, url)
	if took, err = script("candidates.sql"); err != nil {
		return nil, err
	}
	p.Candidates = took["candidates"]
	joined := serverCPU(psql, url)
	if took, err = script("linkage.sql"); err != nil {
		return nil, err
	}
	for _, seconds := range took {
		p.Linkage += seconds
	}
	p.CPU = serverCPU(psql, url) - joined + loaded - before
	p.Sheet, err = b.judge(w, links, "")
	return &p, err
}

var timing = regexp.MustCompile(`^Time: ([0-9.]+) ms`)

// timings sums what psql timed beneath each word that the script echoed.
func timings(out string) map[string]float64 {
	sums := map[string]float64{}
	under := ""
	for line := range strings.Lines(out) {
		line = strings.TrimSpace(line)
		if m := timing.FindStringSubmatch(line); m != nil {
			ms, err := strconv.ParseFloat(m[1], 64)
			if err == nil {
				sums[under] += ms / 1000
			}
			continue
		}
		switch line {
		case "load", "clean", "candidates", "compare", "choose":
			under = line
		}
	}
	return sums
}

// serverCPU is what the server and all its processes that ended have used, in seconds; 0 where that cannot be read.
func serverCPU(psql, url string) float64 {
	time.Sleep(time.Second) // until the server has buried the process that worked for us
	_, folder, err := process(nil, psql, "-X", "-q", "-A", "-t", "-d", url, "-c", "show data_directory")
	if err != nil {
		return 0
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(folder), "postmaster.pid"))
	if err != nil {
		return 0
	}
	pid, _, _ := strings.Cut(string(text), "\n")
	stat, err := os.ReadFile(filepath.Join("/proc", pid, "stat"))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	var ticks int
	for _, f := range fields[11:15] { // utime, stime, and of the children that ended
		n, err := strconv.Atoi(f)
		if err != nil {
			return 0
		}
		ticks += n
	}
	return float64(ticks) / 100
}

func (p *postgres) String() string {
	return fmt.Sprintf("load %.1f s, join %.1f s, linkage %.1f s, CPU %.1f s, F1 %.4f", p.Load, p.Candidates, p.Linkage, p.CPU, p.Sheet.AtHalf.F1())
}
