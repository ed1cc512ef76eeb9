package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/payung-id/payung/bench/score"
)

type order struct {
	links, truth, kinds, left, right, errors, json string
	rows                                           int
	dedupe                                         bool
}

func main() {
	var o order
	flag.StringVar(&o.links, "links", "", "links to judge (left_id, right_id, probability, verdict)")
	flag.StringVar(&o.truth, "truth", "", "the key (left_id, right_id)")
	flag.StringVar(&o.kinds, "kinds", "", "kinds of the left rows, for fairness")
	flag.StringVar(&o.left, "left", "", "left list, for the patterns of errors")
	flag.StringVar(&o.right, "right", "", "right list")
	flag.StringVar(&o.errors, "errors", "", "file for the patterns of errors")
	flag.StringVar(&o.json, "json", "", "file for the figures")
	flag.IntVar(&o.rows, "rows", 0, "rows of the left list, where there are no kinds")
	flag.BoolVar(&o.dedupe, "dedupe", false, "pairs within one list: who stands first does not matter")
	flag.Parse()
	if err := o.run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "linkeval:", err)
		os.Exit(1)
	}
}

func (o order) run(out io.Writer) error {
	links, err := load(o.links, score.ReadLinks)
	if err != nil {
		return err
	}
	key, err := load(o.truth, score.ReadKey)
	if err != nil {
		return err
	}
	if o.dedupe {
		for i := range links {
			links[i].Pair = links[i].Ordered()
		}
		key = key.Ordered()
	}
	var kinds map[string]score.Kind
	if o.kinds != "" {
		if kinds, err = load(o.kinds, score.ReadKinds); err != nil {
			return err
		}
	}
	sheet := score.Judge(links, key, kinds, max(o.rows, len(kinds)))
	sheet.Print(out)
	if o.json != "" {
		b, err := json.MarshalIndent(sheet, "", " ")
		if err != nil {
			return fmt.Errorf("write the figures: %w", err)
		}
		if err := os.WriteFile(o.json, b, 0o644); err != nil {
			return fmt.Errorf("write the figures: %w", err)
		}
	}
	if o.errors == "" {
		return nil
	}
	return o.explain(links, key, kinds)
}

func load[T any](path string, read func(io.Reader) (T, error)) (all T, err error) {
	f, err := os.Open(path)
	if err != nil {
		return all, err
	}
	defer f.Close()
	if all, err = read(f); err != nil {
		return all, fmt.Errorf("%s: %w", path, err)
	}
	return all, nil
}
