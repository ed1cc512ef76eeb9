package score

import (
	"fmt"
	"io"
	"sort"
)

// Sheet is all that is said of one file of links.
type Sheet struct {
	Rows, Pairs  int // left rows; pairs of the key
	AtHalf, At95 Count
	BestAt       float64
	Best         Count
	Accepted     Count   // links with verdict match; without verdicts those of at least 0.95
	Precise      Count   // the most links with precision 0.9990
	Preciser     Count   // the most links with precision 0.9997
	Review       int     // left rows with a link in review
	ReviewShare  float64 // of the left rows
	InReview     int     // true pairs that lie in review
	Half         Calibration
	Bands        []Band
	ByName       []Group
	BySex        []Group
	ByFault      []Group
}

// Band is the calibration of links between two probabilities.
type Band struct {
	Low, High float64
	Calibration
}

// Judge makes the sheet. Rows is the number of left rows, kinds may be nil.
func Judge(links []Link, key *Key, kinds map[string]Kind, rows int) Sheet {
	s := Sheet{Rows: rows, Pairs: len(key.Pairs), AtHalf: At(links, key, 0.5), At95: At(links, key, 0.95)}
	s.BestAt, s.Best = Best(links, key)
	s.Accepted = Which(links, key, accepted)
	_, s.Precise = RecallAt(links, key, 0.9990)
	_, s.Preciser = RecallAt(links, key, 0.9997)
	reviewed := map[string]bool{}
	for _, l := range links {
		if !accepted(l) && (l.Verdict == "review" || l.Verdict == "" && l.Probability >= 0.05) {
			reviewed[l.Left] = true
			if key.Has(l.Pair) {
				s.InReview++
			}
		}
	}
	s.Review = len(reviewed)
	s.ReviewShare = share(s.Review, rows)
	s.Half = Calibrate(links, key, 0.5, 2)
	edges := []float64{0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 0.99, 0.999, 2}
	for i := range len(edges) - 1 {
		s.Bands = append(s.Bands, Band{edges[i], min(edges[i+1], 1), Calibrate(links, key, edges[i], edges[i+1])})
	}
	if kinds != nil {
		s.ByName = ByTrait(links, key, kinds, 0.5, func(k Kind) []string { return []string{k.NameKind} })
		s.BySex = ByTrait(links, key, kinds, 0.5, func(k Kind) []string { return []string{k.Sex} })
		s.ByFault = ByTrait(links, key, kinds, 0.5, faults)
	}
	return s
}

func accepted(l Link) bool {
	return l.Verdict == "match" || l.Verdict == "" && l.Probability >= 0.95
}

func faults(k Kind) []string {
	if len(k.Faults) == 0 {
		return []string{"(none)"}
	}
	return k.Faults
}

// Print writes the sheet for people.
func (s Sheet) Print(w io.Writer) {
	fmt.Fprintf(w, "%-22s %9s %9s %9s %8s %8s\n", "", "P", "R", "F1", "false", "missed")
	line := func(name string, c Count) {
		fmt.Fprintf(w, "%-22s %9.5f %9.5f %9.5f %8d %8d\n", name, c.Precision(), c.Recall(), c.F1(), c.False, c.Missed)
	}
	line("p ≥ 0.5", s.AtHalf)
	line("p ≥ 0.95", s.At95)
	line(fmt.Sprintf("best, p ≥ %.3f", s.BestAt), s.Best)
	line("accept band", s.Accepted)
	line("P ≥ 0.9990", s.Precise)
	line("P ≥ 0.9997", s.Preciser)
	fmt.Fprintf(w, "review: %d rows = %.2f %% of %d, %d of them true\n", s.Review, 100*s.ReviewShare, s.Rows, s.InReview)
	fmt.Fprintf(w, "false links at 0.5: expected %.0f, actual %d, ratio %.2f\n", s.Half.Expected, s.Half.Actual, s.Half.Ratio())
	for _, b := range s.Bands {
		fmt.Fprintf(w, "  p %.3f to %.3f: %7d links, expected false %8.1f, actual %6d\n", b.Low, b.High, b.Links, b.Expected, b.Actual)
	}
	for _, groups := range [][]Group{s.ByName, s.BySex, byHarm(s.ByFault)} {
		if len(groups) > 0 {
			fmt.Fprintf(w, "%-22s %9s %9s %9s %8s %8s %8s %7s\n", "", "P", "R", "F1", "false", "missed", "rows", "review")
		}
		for _, g := range groups {
			fmt.Fprintf(w, "%-22s %9.5f %9.5f %9.5f %8d %8d %8d %6.2f%%\n", g.Trait, g.Precision(), g.Recall(), g.F1(), g.False, g.Missed, g.Rows, 100*share(g.Review, g.Rows))
		}
	}
}

func byHarm(groups []Group) []Group {
	out := append([]Group{}, groups...)
	sort.SliceStable(out, func(i, j int) bool { return out[i].Errors() > out[j].Errors() })
	return out
}
