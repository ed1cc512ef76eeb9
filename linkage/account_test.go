package linkage_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	diff "github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/linkage"
)

// With many to one the accounts of a person do not share the probability; two people who fit alike still do.
func TestAccountsOfOnePersonDoNotCompete(t *testing.T) {
	left, right, _ := twoLists(t, 4, 1000, false)
	add(t, left, "ask", "3515012304809321", "SITI LESTARI", "1980-04-23")
	for _, id := range []string{"a", "b", "c"} {
		add(t, right, id, "3515012304809321", "SITI LESTARI", "1980-04-23")
	}
	add(t, left, "who", "", "WAGIMAN FIRMANSYAH", "1971-02-13")
	add(t, right, "x", "3515011302719001", "WAGIMAN FIRMANSYAH", "1971-02-13")
	add(t, right, "y", "3515091302719777", "WAGIMAN FIRMANSYAH", "1971-02-13")
	var got []string
	links := join(t, left, right, linkage.Options{ManyToOne: true}).Links
	slices.SortFunc(links, func(a, b linkage.Link) int { return cmp.Compare(right.ID(a.Right), right.ID(b.Right)) })
	for _, l := range links {
		if id := left.ID(l.Left); id == "ask" || id == "who" {
			got = append(got, fmt.Sprintf("%s %s %v", id, right.ID(l.Right), l.Verdict))
		}
	}
	if d := diff.Diff([]string{"ask a match", "ask b match", "ask c match", "who x review", "who y review"}, got); d != "" {
		t.Error(d)
	}
}
