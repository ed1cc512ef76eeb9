// Command lookup measures how long it takes to look one person up in a participant list that stands in memory:
//
//	go run ./bench/lookup --left roster.csv --right part.csv --of 5000
//
// The model is learnt from both lists first, as a server does after an import; then rows of the roster are looked up one by
// one, as a clerk's questions come. It prints a line of JSON: mean, median, 99th percentile and the worst, in milliseconds.
//
// It is the only part of the benchmark that calls the product's library, for want of a command that asks one question.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/payung-id/payung/bench/score"
	"github.com/payung-id/payung/linkage"
	"github.com/payung-id/payung/linkage/person"
)

func main() {
	left := flag.String("left", "", "roster")
	right := flag.String("right", "", "participant list")
	of := flag.Int("of", 5000, "rows to look up")
	flag.Parse()
	if err := measure(*left, *right, *of); err != nil {
		fmt.Fprintln(os.Stderr, "lookup:", err)
		os.Exit(1)
	}
}

func measure(left, right string, of int) error {
	ctx := context.Background()
	model := person.Model()
	data, err := linkage.NewData(model)
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	var lists [2]*linkage.List
	for i, path := range []string{left, right} {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		if lists[i], err = data.Read(ctx, f, linkage.CSV{}); err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
		f.Close()
	}
	res, err := linkage.Join(ctx, lists[0], lists[1], linkage.Options{})
	if err != nil {
		return fmt.Errorf("learn: %w", err)
	}
	questions, err := read(left, model, of)
	if err != nil {
		return err
	}
	index := res.Index()
	var took []time.Duration
	var sum time.Duration
	found := 0
	for _, q := range questions {
		began := time.Now()
		answer, err := index.Find(ctx, q...)
		if err != nil {
			return fmt.Errorf("look up: %w", err)
		}
		took = append(took, time.Since(began))
		sum += took[len(took)-1]
		if len(answer) > 0 {
			found++
		}
	}
	slices.Sort(took)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return json.NewEncoder(os.Stdout).Encode(map[string]any{
		"asked": len(took), "found": found, "mean_ms": ms(sum) / float64(len(took)),
		"median_ms": ms(took[len(took)/2]), "p99_ms": ms(took[len(took)*99/100]), "worst_ms": ms(took[len(took)-1]),
	})
}

// read takes rows spread evenly over the file, with their values in the order of the model's columns.
func read(path string, model *linkage.Model, of int) (questions [][]string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all [][]string
	err = score.Rows(f, func(row map[string]string) error {
		var values []string
		for _, c := range model.Columns {
			values = append(values, string([]byte(row[c.Name])))
		}
		all = append(all, values)
		return nil
	})
	for i := 0; i < len(all); i += max(len(all)/of, 1) {
		questions = append(questions, all[i])
	}
	return questions, err
}
