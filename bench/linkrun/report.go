package main

import (
	"fmt"
	"io"
	"math"
	"runtime"
)

// sizes in the order of growth.
var sizes = []string{"50k", "100k", "200k", "417k", "1M"}

// print writes all tables in Markdown.
func (b *bench) print(w io.Writer) {
	fmt.Fprintf(w, "\nMachine: %s/%s, %d processors; load at the start of each case is given.\n\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	b.runs(w)
	b.peersTable(w)
	b.publicTable(w)
	b.growth(w)
	b.targets(w)
	b.fairness(w)
	for _, n := range b.Notes {
		fmt.Fprintf(w, "- %s\n", n)
	}
}

func (b *bench) runs(w io.Writer) {
	fmt.Fprintln(w, "| case | CPU s | wall s, median (best) | load | peak MB | pairs | P | R | F1 | F1 best | accept P / R | review | expected / actual false |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|---|---|---|---|---|")
	for _, c := range cases(order{big: true, repeat: 1}) {
		r := b.Results[c.name]
		if r == nil {
			continue
		}
		median, best := r.wall()
		s := r.Ours
		fmt.Fprintf(w, "| %s | %.2f | %.2f (%.2f) | %s | %.0f | %.2fM | %.5f | %.5f | %.5f | %.5f | %.5f / %.4f | %.2f %% | %.0f / %d = %.2f |\n", c.name, r.median().CPU, median, best, r.Load, r.median().Peak,
			float64(r.Stats.Candidates)/1e6, s.AtHalf.Precision(), s.AtHalf.Recall(), s.AtHalf.F1(), s.Best.F1(), s.Accepted.Precision(), s.Accepted.Recall(), 100*s.ReviewShare, s.Half.Expected, s.Half.Actual, s.Half.Ratio())
	}
}

func (b *bench) peersTable(w io.Writer) {
	fmt.Fprintln(w, "\n| on the same files | case | CPU s | peak MB | P at 0.5 | R | F1 at 0.5 | best F1 (at) | false / missed at best |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|---|")
	for _, name := range sizes {
		r := b.Results[name]
		if r == nil {
			continue
		}
		line := func(who, cpu, peak string, p peer) {
			s := p.Sheet
			fmt.Fprintf(w, "| %s | %s | %s | %s | %.4f | %.4f | %.5f | %.5f (%.2f) | %d / %d |\n", who, name, cpu, peak, s.AtHalf.Precision(), s.AtHalf.Recall(), s.AtHalf.F1(), s.Best.F1(), s.BestAt, s.Best.False, s.Best.Missed)
		}
		if r.Rule != nil {
			line("equal NIK", "–", "–", peer{Sheet: *r.Rule})
		}
		if p := r.Postgres; p != nil {
			line(fmt.Sprintf("PostgreSQL by hand (%.1f s)", p.Linkage), fmt.Sprintf("%.1f", p.CPU), "–", peer{Sheet: p.Sheet})
			fmt.Fprintf(w, "| PostgreSQL, levenshtein join on birth date, candidates only: %.2f s | %s | | | | | | | |\n", p.Candidates, name)
		}
		for _, setting := range []string{"documented", "conditional"} {
			if p := r.Splink[setting]; p != nil {
				line("Splink "+setting, fmt.Sprintf("%.1f", p.CPU), fmt.Sprintf("%.0f", p.Peak), *p)
			}
		}
		line("payung link", fmt.Sprintf("%.2f", r.median().CPU), fmt.Sprintf("%.0f", r.median().Peak), peer{Sheet: r.Ours})
	}
}

// growth fits cost = a·rows^k over the sizes that were run, rows being those of both lists.
func (b *bench) growth(w io.Writer) {
	var rows, cpu, peak, pairs []float64
	for _, name := range sizes {
		if r := b.Results[name]; r != nil {
			rows = append(rows, float64(r.Stats.LeftRows+r.Stats.RightRows))
			cpu, peak, pairs = append(cpu, r.median().CPU), append(peak, r.median().Peak), append(pairs, float64(r.Stats.Candidates))
		}
	}
	if len(rows) < 2 {
		return
	}
	fmt.Fprintf(w, "\nGrowth with the rows of both lists, over %d sizes: CPU rows^%.2f, memory rows^%.2f, candidate pairs rows^%.2f.\n", len(rows), slope(rows, cpu), slope(rows, peak), slope(rows, pairs))
	for i := 1; i < len(rows); i++ {
		step := func(y []float64) float64 { return math.Log(y[i]/y[i-1]) / math.Log(rows[i]/rows[i-1]) }
		fmt.Fprintf(w, "- %.2fM to %.2fM rows: CPU ^%.2f, memory ^%.2f, pairs ^%.2f\n", rows[i-1]/1e6, rows[i]/1e6, step(cpu), step(peak), step(pairs))
	}
}

// slope is the exponent of a power law by least squares on the logarithms.
func slope(x, y []float64) float64 {
	var n, sx, sy, sxx, sxy float64
	for i := range x {
		a, b := math.Log(x[i]), math.Log(y[i])
		n, sx, sy, sxx, sxy = n+1, sx+a, sy+b, sxx+a*a, sxy+a*b
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}

func (b *bench) fairness(w io.Writer) {
	r := b.Results["417k"]
	if r == nil {
		r = b.Results["50k"]
	}
	if r == nil {
		return
	}
	fmt.Fprintln(w, "\n| whom | rows | P | R | F1 | in review |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|")
	for _, g := range append(append(r.Ours.ByName[:0:0], r.Ours.ByName...), r.Ours.BySex...) {
		fmt.Fprintf(w, "| %s | %d | %.4f | %.4f | %.4f | %.2f %% |\n", g.Trait, g.Rows, g.Precision(), g.Recall(), g.F1(), 100*float64(g.Review)/float64(max(g.Rows, 1)))
	}
}
