package linkage

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Index looks single records up in the right list of a result, with what was learnt. It is safe for use by several
// goroutines, one at a time.
type Index struct {
	data    *Data
	right   *List
	weights *weights
}

// Found is a record that may be the one that was looked up.
type Found struct {
	Row         int
	ID          string
	Probability float64
	Weight      float64 // log2 of the Bayes factor
	Verdict     Verdict
	Evidence    []Evidence
}

// Index returns the look-up on the right list. It is nil where nothing could be learnt, since a list was empty.
func (res *Result) Index() *Index {
	if res.c == nil {
		return nil
	}
	return &Index{data: res.c.left.data, right: res.c.right, weights: res.c.weights}
}

// Find looks a record up; values stand in the order of the model's columns. The best comes first; those below a
// probability of 0.01 are left out.
func (x *Index) Find(ctx context.Context, values ...string) ([]Found, error) {
	x.data.mu.Lock()
	defer x.data.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("look up: %w", err)
	}
	probe := x.data.NewList()
	probe.probe = true
	if err := probe.Add("", values...); err != nil {
		return nil, err
	}
	if err := probe.seal(nil); err != nil {
		return nil, err
	}
	c, err := bind(probe, x.right, false, 1)
	var nothing *InputError
	if errors.As(err, &nothing) {
		return nil, nil // a record without anything to compare is nobody
	}
	if err != nil {
		return nil, err
	}
	c.weights = x.weights
	s := c.newSearcher()
	s.row(0)
	return x.rank(s), nil
}

func (x *Index) rank(s *searcher) []Found {
	lambda := x.weights.lambda
	factor := lambda / (1 - lambda) / float64(max(x.right.Population(), 1))
	sum := 1.0
	odds := make([]float64, len(s.weight))
	for i, w := range s.weight {
		odds[i] = factor * math.Exp(min(w, 300))
		sum += odds[i]
	}
	var out []Found
	for i, e := range s.found {
		p := odds[i] / sum
		if p < 0.01 {
			continue
		}
		f := Found{Row: int(e.right), ID: x.right.ID(int(e.right)), Probability: p, Weight: s.weight[i] / math.Ln2, Verdict: Review, Evidence: s.explain(0, int(e.right))}
		if p >= 0.95 {
			f.Verdict = Match
		}
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Found) int {
		if a.Probability != b.Probability {
			return one(a.Probability < b.Probability) - one(a.Probability > b.Probability)
		}
		return int(x.right.place(a.Row)) - int(x.right.place(b.Row))
	})
	return out
}
