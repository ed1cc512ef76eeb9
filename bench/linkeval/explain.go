package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	"github.com/payung-id/payung/bench/score"
)

// slip is one false or missed pair.
type slip struct {
	score.Pair
	kind, story string
}

// explain writes the patterns of the errors at 0.5.
func (o order) explain(links []score.Link, key *score.Key, kinds map[string]score.Kind) error {
	slips := find(links, key)
	wantLeft, wantRight := map[string]bool{}, map[string]bool{}
	for _, s := range slips {
		wantLeft[s.Left], wantRight[s.Right] = true, true
	}
	persons := func(path string, want map[string]bool) (map[string]score.Person, error) {
		return load(path, func(r io.Reader) (map[string]score.Person, error) { return score.ReadPersons(r, want) })
	}
	left, err := persons(o.left, wantLeft)
	if err != nil {
		return err
	}
	right, err := persons(o.right, wantRight)
	if err != nil {
		return err
	}
	f, err := os.Create(o.errors)
	if err != nil {
		return fmt.Errorf("write the errors: %w", err)
	}
	w := bufio.NewWriter(f)
	tell(w, slips, left, right, kinds)
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		return fmt.Errorf("write the errors: %w", err)
	}
	return nil
}

// find lists the false links and the missed pairs, each with what else happened to its rows.
func find(links []score.Link, key *score.Key) (slips []slip) {
	byLeft, byRight := map[string][]score.Link{}, map[string][]score.Link{}
	p := map[score.Pair]float64{}
	for _, l := range links {
		p[l.Pair] = l.Probability
		if l.Probability >= 0.5 {
			byLeft[l.Left] = append(byLeft[l.Left], l)
			byRight[l.Right] = append(byRight[l.Right], l)
		}
	}
	for _, l := range links {
		if l.Probability < 0.5 || key.Has(l.Pair) {
			continue
		}
		story := "left is not in the list"
		if len(key.Rights(l.Left)) > 0 {
			story = "left's own partner is in the list"
		}
		slips = append(slips, slip{l.Pair, "false", fmt.Sprintf("%s; p %.4f", story, l.Probability)})
	}
	var pairs []score.Pair
	for pair := range key.Pairs {
		pairs = append(pairs, pair)
	}
	sort.Slice(pairs, func(i, j int) bool { return pairs[i].Left < pairs[j].Left })
	for _, pair := range pairs {
		prob, written := p[pair]
		if prob >= 0.5 {
			continue
		}
		var story string
		switch {
		case written:
			story = fmt.Sprintf("in review with p %.4f", prob)
		case len(byLeft[pair.Left]) > 0:
			story = fmt.Sprintf("left went to another with p %.4f", byLeft[pair.Left][0].Probability)
		case len(byRight[pair.Right]) > 0:
			story = fmt.Sprintf("right was taken by another with p %.4f", byRight[pair.Right][0].Probability)
		default:
			story = "not written"
		}
		slips = append(slips, slip{pair, "missed", story})
	}
	return slips
}

// tell writes the patterns, commonest first, each with up to six examples.
func tell(w io.Writer, slips []slip, left, right map[string]score.Person, kinds map[string]score.Kind) {
	groups := map[string][]slip{}
	for _, s := range slips {
		story, _, _ := strings.Cut(s.story, " with p")
		story, _, _ = strings.Cut(story, "; p")
		name := s.kind + ": " + score.Pattern(left[s.Left], right[s.Right]) + " [" + story + "]"
		groups[name] = append(groups[name], s)
	}
	var names []string
	for name := range groups {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		if len(groups[names[i]]) != len(groups[names[j]]) {
			return len(groups[names[i]]) > len(groups[names[j]])
		}
		return names[i] < names[j]
	})
	fmt.Fprintf(w, "%d errors at p ≥ 0.5 in %d patterns\n", len(slips), len(names))
	for _, name := range names {
		fmt.Fprintf(w, "\n%5d  %s\n", len(groups[name]), name)
		for _, s := range groups[name][:min(6, len(groups[name]))] {
			a, b := left[s.Left], right[s.Right]
			fmt.Fprintf(w, "       %s %s %s %s «%s» / %s %s %s «%s» — %s %s\n", s.Left, a.Region, a.NIK, a.Born, a.Name, s.Right, b.NIK, b.Born, b.Name,
				s.story, strings.Join(kinds[s.Left].Faults, " "))
		}
	}
}
