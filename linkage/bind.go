package linkage

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// comparison is two lists bound to a model.
type comparison struct {
	left, right *List
	model       *Model
	makers      []Maker
	sieves      []Sieve
	keys        []boundKey
	indexes     []*index
	weights     *weights
	self        bool
	blockLimit  int
}

// parallelism runs functions on a number of goroutines.
func parallelism(workers int) func(n int, f func(i int)) {
	return func(n int, f func(i int)) {
		if workers <= 1 {
			for i := range n {
				f(i)
			}
			return
		}
		var next atomic.Int64
		var wg sync.WaitGroup
		for range min(workers, n) {
			wg.Go(func() {
				for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
					f(i)
				}
			})
		}
		wg.Wait()
	}
}

func workersOr(n int) int {
	if n > 0 {
		return n
	}
	return runtime.GOMAXPROCS(0)
}

// bind prepares fields and keys for two lists.
func bind(left, right *List, self bool, workers int) (*comparison, error) {
	m := left.data.model
	c := &comparison{left: left, right: right, model: m, self: self, weights: newWeights(m), makers: make([]Maker, len(m.Fields))}
	c.blockLimit = max(maxBlock, right.n/2000)
	errs := make([]error, len(m.Fields))
	sieves := make([]Sieve, len(m.Fields))
	run := parallelism(workers)
	run(len(m.Fields), func(i int) {
		f := &m.Fields[i]
		c.makers[i], errs[i] = f.Compare.Bind(left, right, f)
	})
	anything := false // to compare
	for i := range m.Fields {
		if errs[i] != nil {
			return nil, fmt.Errorf("compare: %w", errs[i])
		}
		if c.makers[i] != nil {
			anything = true
			if q, ok := m.Fields[i].Compare.(Quicker); ok {
				sieves[i] = q.Quick(left, right, &m.Fields[i])
			}
		}
	}
	if !anything {
		return nil, &InputError{Trouble: NothingToMatch}
	}
	for _, s := range sieves {
		if s != nil {
			c.sieves = append(c.sieves, s)
		}
	}
	c.keys, c.indexes = bindKeys(left, right, run)
	if len(c.keys) == 0 {
		return nil, &InputError{Trouble: NothingToMatch}
	}
	return c, nil
}
