package main

import (
	"fmt"
	"io"

	"github.com/payung-id/payung/bench/score"
)

// target is one promise: what was measured, and whether it meets the must and the moonshot.
type target struct {
	what, must, moonshot, measured string
	meets, shines                  bool
	known                          bool
}

func (b *bench) targets(w io.Writer) {
	fmt.Fprintln(w, "\n| target | must | moonshot | measured | must met | moonshot met |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|")
	for _, t := range b.promises() {
		if !t.known {
			fmt.Fprintf(w, "| %s | %s | %s | not measured | – | – |\n", t.what, t.must, t.moonshot)
			continue
		}
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s | %s |\n", t.what, t.must, t.moonshot, t.measured, yes(t.meets), yes(t.shines))
	}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "**no**"
}

// most is a promise not to exceed a number, least one to reach it.
func most(what string, must, moonshot float64, unit, format string, value float64, known bool) target {
	return target{what, fmt.Sprintf("≤ %v%s", must, unit), fmt.Sprintf("≤ %v%s", moonshot, unit), fmt.Sprintf(format, value) + unit, value <= must, value <= moonshot, known}
}

func least(what string, must, moonshot float64, unit, format string, value float64, known bool) target {
	return target{what, fmt.Sprintf("≥ %v%s", must, unit), fmt.Sprintf("≥ %v%s", moonshot, unit), fmt.Sprintf(format, value) + unit, value >= must, value >= moonshot, known}
}

func (b *bench) promises() (all []target) {
	main, has := b.Results["417k"]
	if !has {
		main = &result{}
	}
	took := main.median()
	wall, _ := main.wall()
	all = append(all, most("wall, 417,396 × 1,000,000 (load "+main.Load+")", 4, 1.5, " s", "%.2f", wall, has), most("peak memory", 600, 250, " MB", "%.0f", took.Peak, has))
	for _, setting := range []string{"documented", "conditional"} {
		p := main.Splink[setting]
		known := p != nil
		if !known {
			p = &peer{}
		}
		all = append(
			all,
			least("CPU, Splink "+setting+" : ours", 30, 100, " ×", "%.0f", p.CPU/took.CPU, known),
			least("memory, Splink "+setting+" : ours", 6, 15, " ×", "%.1f", p.Peak/took.Peak, known),
			most("errors, ours at 0.5 : Splink "+setting+" at its best", 0.5, 0.3, "", "%.2f", float64(main.Ours.AtHalf.Errors())/float64(max(p.Best.Errors(), 1)), known),
		)
	}
	join := main.Postgres
	if join == nil {
		join = &postgres{Candidates: 1}
	}
	all = append(all, most("wall : PostgreSQL's levenshtein join", 1, 0.3, " ×", "%.2f", wall/join.Candidates, has && main.Postgres != nil))
	f1 := func(name string) (float64, bool) {
		r := b.Results[name]
		if r == nil {
			return 0, false
		}
		return r.Ours.AtHalf.F1(), true
	}
	for _, p := range []struct {
		what, name     string
		must, moonshot float64
	}{
		{"F1 base, name, NIK, date, sex", "417k no district", 0.994, 0.9965},
		{"F1 base with district", "417k", 0.997, 0.9985},
		{"F1 hard", "417k hard no district", 0.977, 0.985},
		{"F1 hard with district", "417k hard", 0.983, 0.990},
	} {
		value, known := f1(p.name)
		all = append(all, least(p.what, p.must, p.moonshot, "", "%.5f", value, known))
	}
	all = append(all, acceptBand(main.Ours, has), most("review band", 2, 0.7, " %", "%.2f", 100*main.Ours.ReviewShare, has), calibration(main.Ours, has))
	big, hasBig := b.Results["1M"]
	if !hasBig {
		big = &result{}
	}
	bigWall, _ := big.wall()
	all = append(
		all,
		most("1,000,000 × 5,000,000, wall (load "+big.Load+")", 40, 10, " s", "%.1f", bigWall, hasBig),
		most("1,000,000 × 5,000,000, peak memory", 2500, 1000, " MB", "%.0f", big.median().Peak, hasBig),
		b.lookupTarget(),
		target{"same bytes from one and two workers", "yes", "yes", b.Same, b.Same == "yes", b.Same == "yes", b.Same != ""},
		target{"same bytes after kills in the middle", "yes", "yes", b.Killed, b.Killed == "yes", b.Killed == "yes", b.Killed != ""},
		b.publicTarget(),
	)
	return all
}

func acceptBand(s score.Sheet, known bool) target {
	p, r := s.Accepted.Precision(), s.Accepted.Recall()
	return target{
		"precision of the accept band, with its recall", "≥ 0.9990 at R ≥ 0.985", "≥ 0.9997 at R ≥ 0.992", fmt.Sprintf("%.5f at %.4f", p, r),
		p >= 0.9990 && r >= 0.985, p >= 0.9997 && r >= 0.992, known,
	}
}

func calibration(s score.Sheet, known bool) target {
	x := s.Half.Ratio()
	return target{"calibration: actual : expected false links at 0.5", "0.5 to 2", "0.8 to 1.25", fmt.Sprintf("%.2f", x), x >= 0.5 && x <= 2, x >= 0.8 && x <= 1.25, known}
}

func (b *bench) lookupTarget() target {
	at := b.Lookup
	if at == nil {
		at = &lookup{}
	}
	return most("one look-up in the main list, 99th percentile", 5, 0.2, " ms", "%.3f", at.P99, b.Lookup != nil)
}
