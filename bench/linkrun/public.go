package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/payung-id/payung/bench/score"
)

// public are the data sets with a key that anybody can get.
var public = []string{"febrl1", "febrl2", "febrl3", "febrl4"}

// publicResult is one of them: ours and Splink's.
type publicResult struct {
	Cost         cost
	Ours, Splink score.Sheet
}

// measurePublic links the public data sets with the model of bench/peers/febrl.yaml and with Splink.
func (b *bench) measurePublic() {
	if b.python == "" || !b.peers {
		return
	}
	b.Public = map[string]*publicResult{}
	script := filepath.Join("bench", "peers", "public.py")
	folder := b.path("public")
	for _, step := range []string{"export", "splink"} {
		kept := filepath.Join(folder, step+".done")
		if _, err := os.Stat(kept); err == nil && !b.again {
			continue
		}
		if _, _, err := process(nil, b.python, script, step, folder); err != nil {
			b.Notes = append(b.Notes, "public data sets: "+err.Error())
			return
		}
		if err := os.WriteFile(kept, nil, 0o644); err != nil {
			b.Notes = append(b.Notes, "public data sets: "+err.Error())
		}
	}
	for _, name := range public {
		r, err := b.onPublic(filepath.Join(folder, name))
		if err != nil {
			b.Notes = append(b.Notes, name+": "+err.Error())
			continue
		}
		b.Public[name] = r
	}
}

func (b *bench) onPublic(folder string) (*publicResult, error) {
	in := func(name string) string { return filepath.Join(folder, name) }
	_, err := os.Stat(in("right.csv"))
	dedupe := err != nil
	args := []string{"link", "--left", in("left.csv"), "--right", in("right.csv")}
	if dedupe {
		args = []string{"link", "--dedupe", in("left.csv")}
	}
	var r publicResult
	args = append(args, "--out", in("ours.csv"), "--model", filepath.Join("bench", "peers", "febrl.yaml"))
	if r.Cost, _, err = process(nil, b.path("payung"), args...); err != nil {
		return nil, err
	}
	for links, sheet := range map[string]*score.Sheet{"ours": &r.Ours, "splink": &r.Splink} {
		out := in(links + ".csv")
		args := []string{"--links", out, "--truth", in("truth.csv"), "--json", out + ".json"}
		if dedupe {
			args = append(args, "--dedupe")
		}
		if _, _, err := process(nil, b.path("linkeval"), args...); err != nil {
			return nil, err
		}
		if err := readJSON(out+".json", sheet); err != nil {
			return nil, err
		}
	}
	return &r, nil
}

func (b *bench) publicTable(w io.Writer) {
	if len(b.Public) == 0 {
		return
	}
	fmt.Fprintln(w, "\n| public data | F1 at 0.5, Splink | ours | false / missed, Splink | ours | best F1, Splink | ours |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|")
	for _, name := range public {
		if r := b.Public[name]; r != nil {
			s, o := r.Splink, r.Ours
			fmt.Fprintf(w, "| %s | %.5f | %.5f | %d / %d | %d / %d | %.5f | %.5f |\n", name, s.AtHalf.F1(), o.AtHalf.F1(), s.AtHalf.False, s.AtHalf.Missed, o.AtHalf.False, o.AtHalf.Missed, s.Best.F1(), o.Best.F1())
		}
	}
}

// publicTarget is kept when no set is linked worse than by Splink, each at 0.5; it shines when each is linked better.
func (b *bench) publicTarget() target {
	t := target{what: "public data sets with a key", must: "as good as Splink", moonshot: "better on each", known: len(b.Public) == len(public), meets: true, shines: true}
	better, equal := 0, 0
	for _, r := range b.Public {
		switch ours, theirs := r.Ours.AtHalf.Errors(), r.Splink.AtHalf.Errors(); {
		case ours < theirs:
			better++
		case ours == theirs:
			equal++
			t.shines = false
		default:
			t.meets, t.shines = false, false
		}
	}
	t.measured = fmt.Sprintf("better on %d, equal on %d of %d", better, equal, len(b.Public))
	return t
}
