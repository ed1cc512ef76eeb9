package linkage

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"slices"
	"time"
)

// Verdict is the band of a link.
type Verdict uint8

// The bands.
const (
	Review Verdict = iota + 1 // a person decides
	Match                     // accepted
)

func (v Verdict) String() string {
	if v == Match {
		return "match"
	}
	return "review"
}

// Options say how lists are linked. The zero value links one to one with the usual bands.
type Options struct {
	Threshold  float64 // of review; 0: 0.05
	Accept     float64 // of match; 0: 0.95
	ManyToOne  bool    // several left records may be one right record, and the other way round
	Workers    int     // goroutines; 0: as many as processors
	Progress   func(phase string, done, of int)
	MustLink   []Pair // what people decided: accepted whatever the model says
	CannotLink []Pair // and never shown again
	// Group names the group (agency, unit) of a left record, each of which learns what share of it is in the right list;
	// nil: the column that the model names, or one share for all.
	Group func(id string) string
}

// Pair names two records by id. In [Dedupe] both are of the one list.
type Pair struct{ Left, Right string }

// Link is a pair that may be one person.
type Link struct {
	Left, Right int // rows of the lists
	Probability float64
	Weight      float64 // log2 of the Bayes factor, all fields together
	Verdict     Verdict
	Tie         bool // an equal rival exists: never broken by order
	Decided     bool // by a person
	edge        int
}

// Result is what linking found. Links are ordered by left id, then right id, as text.
type Result struct {
	Links []Link
	Stats Stats
	c     *comparison
	found *found
	post  *posterior
}

// Stats are the figures of a run.
type Stats struct {
	LeftRows, RightRows int
	CandidatePairs      int64 // looked at
	SkippedPairs        int64 // not looked at because too many records share all that makes the key
	TiesNotWritten      int   // left rows without link that two right rows or more equal in all that is compared
	Seconds             map[string]float64
	Lambda              float64 // the share of left records that are in the right list
	ExpectedFalseLinks  float64 // the sum of 1-p over links with p of at least one half
}

// Join links two lists of one [Data]. Cancelling the context ends it with the context's error.
func Join(ctx context.Context, left, right *List, o Options) (*Result, error) {
	return run(ctx, left, right, false, o)
}

// Dedupe finds the pairs of records of one list that are one person. Left is the earlier record.
func Dedupe(ctx context.Context, list *List, o Options) (*Result, error) {
	return run(ctx, list, list, true, o)
}

// filled returns the options with the usual bands where none are given.
func (o Options) filled() Options {
	if o.Threshold == 0 {
		o.Threshold = 0.05
	}
	if o.Accept == 0 {
		o.Accept = 0.95
	}
	return o
}

type clock struct {
	seconds map[string]float64
	last    time.Time
}

func (c *clock) lap(phase string) {
	now := time.Now()
	c.seconds[phase] += now.Sub(c.last).Seconds()
	c.last = now
}

func run(ctx context.Context, left, right *List, self bool, o Options) (*Result, error) {
	o = o.filled()
	workers := workersOr(o.Workers)
	for _, l := range []*List{left, right} {
		if l.add != nil {
			if err := l.seal(nil); err != nil {
				return nil, err
			}
		}
	}
	res := &Result{Stats: Stats{LeftRows: left.n, RightRows: right.n, Seconds: map[string]float64{}}}
	if left.n == 0 || right.n == 0 {
		return res, nil
	}
	t := &clock{seconds: res.Stats.Seconds, last: time.Now()}
	c, err := bind(left, right, self, workers)
	if err != nil {
		return nil, err
	}
	t.lap("index")
	strata, err := c.sample(ctx, workers)
	if err != nil {
		return nil, err
	}
	for range 3 {
		c.learnU(strata)
	}
	t.lap("sample")
	report := func(done int) {
		if o.Progress != nil {
			o.Progress("search", done, left.n)
		}
	}
	f, err := c.search(ctx, workers, report)
	if err != nil {
		return nil, err
	}
	f.sortPatterns()
	t.lap("search")
	if err := c.learn(ctx, f, strata, workers); err != nil {
		return nil, err
	}
	t.lap("learn")
	res.c, res.found = c, f
	if err := res.decide(o); err != nil {
		return nil, err
	}
	t.lap("assign")
	return res, nil
}

// decide turns edges into links.
func (res *Result) decide(o Options) error {
	c, f := res.c, res.found
	decided, err := c.decisions(o)
	if err != nil {
		return err
	}
	decided.apply(f)
	lambdaOf := c.learnGroups(f, o)
	res.post = c.posterior(f, lambdaOf, !o.ManyToOne && !c.self)
	if o.ManyToOne && !c.self {
		c.letAccountsBe(res.post, lambdaOf)
	}
	var chosen []choice
	if o.ManyToOne || c.self {
		chosen = res.post.chooseAll(o.Threshold)
	} else {
		chosen = res.post.chooseOneToOne(o.Threshold, c.left.n, c.right.n)
	}
	for _, ch := range chosen {
		e, p := f.edges[ch.edge], res.post.p[ch.edge]
		l := Link{Left: int(e.left), Right: int(e.right), Probability: p, Weight: res.post.weight[ch.edge] / math.Ln2, Verdict: Review, Tie: ch.tie, edge: ch.edge}
		if p >= o.Accept && !ch.tie {
			l.Verdict = Match
		}
		if c.self && c.left.place(l.Left) > c.left.place(l.Right) {
			l.Left, l.Right = l.Right, l.Left
		}
		res.Links = append(res.Links, l)
		if p >= 0.5 {
			res.Stats.ExpectedFalseLinks += 1 - p
		}
	}
	for _, d := range decided.must {
		res.Links = append(res.Links, Link{Left: d[0], Right: d[1], Probability: 1, Verdict: Match, Decided: true, edge: -1})
	}
	res.Stats.CandidatePairs, res.Stats.SkippedPairs, res.Stats.Lambda = f.pairs, f.skipped, c.weights.lambda
	res.Stats.TiesNotWritten = res.tiesNotWritten()
	res.sortLinks()
	return nil
}

func (res *Result) sortLinks() {
	left, right := res.c.left, res.c.right
	id := func(l *List, row int) []byte {
		at := l.place(row)
		return l.ids[l.idAt[at]:l.idAt[at+1]]
	}
	slices.SortFunc(res.Links, func(a, b Link) int {
		if c := bytes.Compare(id(left, a.Left), id(left, b.Left)); c != 0 {
			return c
		}
		return bytes.Compare(id(right, a.Right), id(right, b.Right))
	})
}

// decisions are what people decided, as rows.
type decisions struct {
	must   [][2]int
	cannot map[[2]uint32]bool
	left   map[uint32]bool // rows that are settled by a must
	right  map[uint32]bool
	many   bool
}

func (c *comparison) decisions(o Options) (*decisions, error) {
	d := &decisions{cannot: map[[2]uint32]bool{}, left: map[uint32]bool{}, right: map[uint32]bool{}, many: o.ManyToOne || c.self}
	if len(o.MustLink)+len(o.CannotLink) == 0 {
		return d, nil
	}
	leftRows, rightRows := c.left.rows(), c.right.rows()
	for _, p := range o.MustLink {
		l, okL := leftRows[p.Left]
		r, okR := rightRows[p.Right]
		if !okL || !okR {
			continue // a decision about a record that is no longer there holds until it comes again
		}
		if !d.many && (d.left[uint32(l)] || d.right[uint32(r)]) {
			return nil, fmt.Errorf("link %s and %s: one of them was linked to another record by decision", p.Left, p.Right)
		}
		d.must = append(d.must, [2]int{l, r})
		d.left[uint32(l)], d.right[uint32(r)] = true, true
		d.cannot[[2]uint32{uint32(l), uint32(r)}] = true // the edge itself is no longer needed
		if c.self {
			d.cannot[[2]uint32{uint32(r), uint32(l)}] = true
		}
	}
	for _, p := range o.CannotLink {
		l, okL := leftRows[p.Left]
		r, okR := rightRows[p.Right]
		if okL && okR {
			d.cannot[[2]uint32{uint32(l), uint32(r)}] = true
			if c.self {
				d.cannot[[2]uint32{uint32(r), uint32(l)}] = true
			}
		}
	}
	return d, nil
}

// apply takes the edges out that decisions leave no room for.
func (d *decisions) apply(f *found) {
	if len(d.cannot) == 0 {
		return
	}
	f.edges = slices.DeleteFunc(f.edges, func(e edge) bool {
		return d.cannot[[2]uint32{e.left, e.right}] || !d.many && (d.left[e.left] || d.right[e.right])
	})
}

// rows returns the row of each id.
func (l *List) rows() map[string]int {
	out := make(map[string]int, l.n)
	for row := range l.n {
		out[l.ID(row)] = row
	}
	return out
}
