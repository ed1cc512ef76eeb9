package view

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNoSectionIsLostBehindMore(t *testing.T) {
	all := []Section{SecHome, SecScoreboard, SecWorkers, SecImports, SecWaiting, SecReview, SecSilent, SecBudget, SecPayments, SecUnits, SecUsers, SecSettings, SecHelp}
	for n := range len(all) + 1 {
		for _, current := range append([]Section{""}, all...) {
			p := Page{Sections: all[:n], Section: current}
			seen := map[Section]int{}
			for _, s := range append(append([]Section(nil), p.near()...), p.far()...) {
				seen[s]++
			}
			want := map[Section]int{}
			for _, s := range all[:n] {
				want[s] = 1
			}
			if diff := cmp.Diff(want, seen); diff != "" {
				t.Fatalf("%d sections, at %q: %s", n, current, diff)
			}
		}
	}
	p := Page{Sections: all, Section: SecSettings}
	if near := p.near(); near[len(near)-1] != SecSettings {
		t.Errorf("the current section is not in the band: %v", near)
	}
}
