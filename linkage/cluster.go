package linkage

import (
	"math"
	"slices"
)

// maxCluster is the most records that are taken for one person.
const maxCluster = 64

// Clusters groups the records of a deduplicated list that are one person, surest links first. Two groups become one only
// where every record of the one may be every record of the other: relatives, of whom each resembles the next, are never
// chained to one person. Links that were refused for this are returned too; a person decides.
func (res *Result) Clusters(least float64) (groups [][]int, refused []Link) {
	if res.c == nil {
		return nil, nil
	}
	links := slices.Clone(res.Links)
	slices.SortStableFunc(links, func(a, b Link) int {
		if a.Decided != b.Decided {
			return one(b.Decided) - one(a.Decided)
		}
		return one(a.Probability < b.Probability) - one(a.Probability > b.Probability)
	})
	group := map[int][]int{}
	of := map[int]int{}
	members := func(row int) []int {
		if _, ok := of[row]; !ok {
			of[row], group[row] = row, []int{row}
		}
		return group[of[row]]
	}
	j := res.c.newJudge()
	for _, l := range links {
		if l.Probability < least && !l.Decided {
			continue
		}
		a, b := members(l.Left), members(l.Right)
		ra, rb := of[l.Left], of[l.Right]
		if ra == rb {
			continue
		}
		if !l.Decided && (len(a)+len(b) > maxCluster || !res.allMayBe(j, a, b)) {
			refused = append(refused, l)
			continue
		}
		for _, row := range b {
			of[row] = ra
		}
		group[ra] = append(a, b...)
		delete(group, rb)
	}
	for _, g := range group {
		if len(g) > 1 {
			slices.SortFunc(g, func(x, y int) int { return int(res.c.left.place(x)) - int(res.c.left.place(y)) })
			groups = append(groups, g)
		}
	}
	slices.SortFunc(groups, func(x, y []int) int { return int(res.c.left.place(x[0])) - int(res.c.left.place(y[0])) })
	return groups, refused
}

// allMayBe tells whether each record of a group is at least as likely as not one person with each of the other.
func (res *Result) allMayBe(j *judge, a, b []int) bool {
	for _, x := range a {
		for _, y := range b {
			if res.pairProbability(j, x, y) < 0.5 {
				return false
			}
		}
	}
	return true
}

// pairProbability judges one pair of a list, whether it was a candidate or not.
func (res *Result) pairProbability(j *judge, a, b int) float64 {
	seen, frequency := j.levels(min(a, b), max(a, b))
	lambda := res.c.weights.lambda
	odds := lambda / (1 - lambda) / float64(max(res.c.right.Population(), 1)) * math.Exp(min(res.c.weights.pattern(seen)-float64(frequency), 300))
	return odds / (1 + odds)
}
