package score

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	linksText = "left_id,right_id,probability,weight,verdict\na,1,0.990000,9,match\nb,2,0.960000,8,match\nc,9,0.900000,7,review\nd,4,0.400000,0,review\n"
	keyText   = "left_id,right_id\na,1\nb,2\nc,3\nd,4\n"
	kindText  = "id,name_kind,sex,errors,right_errors\na,two,L,,\nb,two,P,name:typo,\nc,single,P,,nik:digit\nd,single,L,,\ne,single,L,,\n"
)

func read(t *testing.T) ([]Link, *Key, map[string]Kind) {
	t.Helper()
	links, err := ReadLinks(strings.NewReader(linksText))
	if err != nil {
		t.Fatal(err)
	}
	key, err := ReadKey(strings.NewReader(keyText))
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := ReadKinds(strings.NewReader(kindText))
	if err != nil {
		t.Fatal(err)
	}
	return links, key, kinds
}

func TestCounts(t *testing.T) {
	links, key, _ := read(t)
	if diff := cmp.Diff(Count{Right: 2, False: 1, Missed: 2}, At(links, key, 0.5)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Count{Right: 2, Missed: 2}, At(links, key, 0.95)); diff != "" {
		t.Error(diff)
	}
	if p, best := Best(links, key); p != 0.4 || best.Right != 3 {
		t.Errorf("best at %v: %+v", p, best)
	}
	if p, c := RecallAt(links, key, 0.999); p != 0.96 || c.Recall() != 0.5 {
		t.Errorf("recall %v at %v", c.Recall(), p)
	}
	if c := (Count{}); c.F1() != 0 || c.Precision() != 0 || c.Recall() != 0 {
		t.Error("nothing counted is not zero")
	}
}

func TestALinkThatStandsTwiceCountsOnce(t *testing.T) {
	_, key, _ := read(t)
	twice := []Link{{Pair{"a", "1"}, 1, ""}, {Pair{"a", "1"}, 1, ""}}
	if diff := cmp.Diff(Count{Right: 1, Missed: 3}, At(twice, key, 0.5)); diff != "" {
		t.Error(diff)
	}
}

func TestCalibrationComparesPromiseWithTruth(t *testing.T) {
	links, key, _ := read(t)
	c := Calibrate(links, key, 0.5, 2)
	if c.Links != 3 || c.Actual != 1 || math.Abs(c.Expected-0.15) > 1e-9 {
		t.Errorf("%+v", c)
	}
}

func TestGroupsAreCountedByTheLeftRow(t *testing.T) {
	links, key, kinds := read(t)
	got := ByTrait(links, key, kinds, 0.5, func(k Kind) []string { return []string{k.NameKind} })
	want := []Group{
		{Trait: "single", Rows: 3, Count: Count{Right: 0, False: 1, Missed: 2}, Review: 2},
		{Trait: "two", Rows: 2, Count: Count{Right: 2}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAFileThatIsNoListOfLinksIsAnError(t *testing.T) {
	for _, text := range []string{"", "a,b\n1,2\n", "left_id,right_id,probability\na,1,NaN\n", "left_id,right_id,probability\na,1,1.5\n"} {
		if _, err := ReadLinks(strings.NewReader(text)); err == nil {
			t.Errorf("no error for %q", text)
		}
	}
}
