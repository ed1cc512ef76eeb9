package score

import (
	"math"
	"sort"
)

// Count is what a set of links is worth.
type Count struct {
	Right  int // links that are true
	False  int // links that are not
	Missed int // true pairs without a link
}

// Precision is the share of links that are true.
func (c Count) Precision() float64 { return share(c.Right, c.Right+c.False) }

// Recall is the share of true pairs that were linked.
func (c Count) Recall() float64 { return share(c.Right, c.Right+c.Missed) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 { return share(2*c.Right, 2*c.Right+c.False+c.Missed) }

// Errors are the false and the missed.
func (c Count) Errors() int { return c.False + c.Missed }

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// At counts the links with at least this probability.
func At(links []Link, key *Key, threshold float64) Count {
	return Which(links, key, func(l Link) bool { return l.Probability >= threshold })
}

// Which counts the links that a condition takes. A pair that stands twice counts once.
func Which(links []Link, key *Key, take func(Link) bool) (c Count) {
	seen := make(map[Pair]struct{}, len(links))
	for _, l := range links {
		if _, twice := seen[l.Pair]; twice || !take(l) {
			continue
		}
		seen[l.Pair] = struct{}{}
		if key.Has(l.Pair) {
			c.Right++
		} else {
			c.False++
		}
	}
	c.Missed = len(key.Pairs) - c.Right
	return c
}

// Best is the threshold with the highest F1, and its count.
func Best(links []Link, key *Key) (threshold float64, best Count) {
	best.Missed = len(key.Pairs)
	sweep(links, key, func(p float64, c Count) {
		if c.F1() > best.F1() {
			threshold, best = p, c
		}
	})
	return threshold, best
}

// RecallAt is the highest recall that keeps this precision, with its threshold; zero where none does.
func RecallAt(links []Link, key *Key, precision float64) (threshold float64, c Count) {
	sweep(links, key, func(p float64, now Count) {
		if now.Precision() >= precision && now.Recall() > c.Recall() {
			threshold, c = p, now
		}
	})
	return threshold, c
}

// sweep visits every threshold that occurs, from the highest down.
func sweep(links []Link, key *Key, visit func(float64, Count)) {
	order := append([]Link{}, links...)
	sort.Slice(order, func(i, j int) bool { return order[i].Probability > order[j].Probability })
	c := Count{Missed: len(key.Pairs)}
	seen := make(map[Pair]struct{}, len(links))
	for i, l := range order {
		if _, twice := seen[l.Pair]; !twice {
			seen[l.Pair] = struct{}{}
			if key.Has(l.Pair) {
				c.Right++
				c.Missed--
			} else {
				c.False++
			}
		}
		if i+1 == len(order) || order[i+1].Probability != l.Probability {
			visit(l.Probability, c)
		}
	}
}

// Calibration compares the false links that the probabilities promise with those that are.
type Calibration struct {
	Links    int
	Expected float64 // Σ(1-p)
	Actual   int
}

// Ratio is actual over expected; infinite where none was expected and some are.
func (c Calibration) Ratio() float64 {
	if c.Expected == 0 {
		if c.Actual == 0 {
			return 1
		}
		return math.Inf(1)
	}
	return float64(c.Actual) / c.Expected
}

// Calibrate looks at links with a probability from low to below high.
func Calibrate(links []Link, key *Key, low, high float64) (c Calibration) {
	for _, l := range links {
		if l.Probability < low || l.Probability >= high {
			continue
		}
		c.Links++
		c.Expected += 1 - l.Probability
		if !key.Has(l.Pair) {
			c.Actual++
		}
	}
	return c
}
