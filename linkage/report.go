package linkage

import (
	"math"
	"math/rand/v2"
	"slices"
)

// bands are the strata of reports and samples, by probability.
var bands = []float64{0, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999}

func bandOf(p float64) int {
	i, found := slices.BinarySearch(bands, p)
	if found {
		return i
	}
	return i - 1
}

// Band is a stretch of probability.
type Band struct {
	From, To      float64
	Links         int
	ExpectedFalse float64 // the sum of 1-p: what the model itself expects to be wrong
}

// Calibration says, without any truth, how many links of each band the model expects to be wrong. Against labels it shows
// whether the probabilities are true.
func (res *Result) Calibration() []Band {
	out := make([]Band, len(bands))
	for i := range out {
		out[i].From, out[i].To = bands[i], 1
		if i+1 < len(bands) {
			out[i].To = bands[i+1]
		}
	}
	for _, l := range res.Links {
		if !l.Decided {
			b := &out[bandOf(l.Probability)]
			b.Links++
			b.ExpectedFalse += 1 - l.Probability
		}
	}
	return out
}

// Drawn is a link that somebody is asked to judge, without seeing the probability.
type Drawn struct {
	Link   Link
	Band   int
	Weight float64 // how many links it stands for
}

// Sample draws about n links for labelling by hand, from each band at least its part and no fewer than five, in an order
// that tells nothing. The same seed gives the same sample.
func (res *Result) Sample(n int, seed uint64) []Drawn {
	strata := make([][]Link, len(bands))
	total := 0
	for _, l := range res.Links {
		if !l.Decided {
			b := bandOf(l.Probability)
			strata[b] = append(strata[b], l)
			total++
		}
	}
	rng := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // a sample that can be drawn again, no secret
	var out []Drawn
	for b, links := range strata {
		take := min(len(links), max(5, n*len(links)/max(total, 1)))
		rng.Shuffle(len(links), func(i, j int) { links[i], links[j] = links[j], links[i] })
		for _, l := range links[:take] {
			out = append(out, Drawn{Link: l, Band: b, Weight: float64(len(links)) / float64(take)})
		}
	}
	rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// Estimate is a share with its interval of 95 %.
type Estimate struct{ Value, Low, High float64 }

// Precision estimates from labels what share of the links with at least the probability least is right. same answers for
// each drawn link. Bands are weighted by their size (stratified estimator); within a band two right and two wrong are
// added for the interval, so that a band without a wrong one is not taken for faultless (Agresti and Coull 1998).
func Precision(drawn []Drawn, least float64, same func(Drawn) bool) Estimate {
	type count struct{ n, yes, size float64 }
	counts := map[int]*count{}
	total := 0.0
	for _, d := range drawn {
		if d.Link.Probability < least {
			continue
		}
		c := counts[d.Band]
		if c == nil {
			c = &count{}
			counts[d.Band] = c
		}
		c.n++
		c.size += d.Weight
		total += d.Weight
		if same(d) {
			c.yes++
		}
	}
	if total == 0 {
		return Estimate{Low: 0, High: 1}
	}
	value, middle, variance := 0.0, 0.0, 0.0
	for b := range bands {
		c := counts[b]
		if c == nil {
			continue
		}
		share := c.size / total
		p := (c.yes + 2) / (c.n + 4)
		value += share * c.yes / c.n
		middle += share * p
		variance += share * share * p * (1 - p) / (c.n + 4)
	}
	reach := 1.96 * math.Sqrt(variance)
	return Estimate{Value: value, Low: max(0, min(middle-reach, value)), High: min(1, max(middle+reach, value))}
}

// Quality is how well a group of left records is served.
type Quality struct {
	Rows, Review        int
	True, False, Missed int // at a probability of one half
}

// F1 is the harmonic mean of precision and recall.
func (q Quality) F1() float64 {
	if q.True == 0 {
		return 0
	}
	return 2 * float64(q.True) / float64(2*q.True+q.False+q.Missed)
}

// Fairness says for each kind of left record (kind of name, sex) how well it is served, given the truth: the id of the
// right record that each left id is, or "".
func (res *Result) Fairness(kind func(leftID string) string, truth func(leftID string) string) map[string]Quality {
	out := map[string]Quality{}
	if res.c == nil {
		return out
	}
	linked, review := map[int]int{}, map[int]bool{}
	for _, l := range res.Links {
		if l.Probability >= 0.5 {
			linked[l.Left] = l.Right
		}
		review[l.Left] = review[l.Left] || l.Verdict == Review
	}
	for row := range res.c.left.n {
		id := res.c.left.ID(row)
		q := out[kind(id)]
		q.Rows++
		q.Review += one(review[row])
		right, found := linked[row]
		switch want := truth(id); {
		case found && res.c.right.ID(right) == want:
			q.True++
		default:
			q.False += one(found)
			q.Missed += one(want != "")
		}
		out[kind(id)] = q
	}
	return out
}
