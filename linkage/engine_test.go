package linkage_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/payung-id/payung/linkage"
	"github.com/payung-id/payung/linkage/person"
)

var (
	given  = strings.Fields("SITI BUDI AGUS SRI EKO DWI TRI NUR AHMAD MUHAMMAD RINA DEWI WATI JOKO BAMBANG SLAMET YUNI RATNA HENDRA IWAN YANTI SUTRISNO PARMAN WAGIMAN LESTARI")
	family = strings.Fields("SANTOSO WIJAYA RAHMAWATI HIDAYAT NUGROHO SETIAWAN KURNIAWAN PRATIWI UTOMO SUSANTO HANDAYANI WAHYUNI SAPUTRA HARTONO SULISTYO MAHARANI FIRMANSYAH GUNAWAN")
)

type someone struct{ nik, name, born string }

func invent(rng *rand.Rand, n int) []someone {
	out := make([]someone, n)
	for i := range out {
		y, m, d := 1960+rng.IntN(45), 1+rng.IntN(12), 1+rng.IntN(28)
		out[i] = someone{
			nik:  fmt.Sprintf("35%02d%02d%02d%02d%02d9%03d", 1+rng.IntN(29), 1+rng.IntN(18), d, m, y%100, rng.IntN(1000)),
			name: given[rng.IntN(len(given))] + " " + family[rng.IntN(len(family))],
			born: fmt.Sprintf("%04d-%02d-%02d", y, m, d),
		}
	}
	return out
}

func (p someone) spoilt(rng *rand.Rand) someone {
	switch rng.IntN(10) {
	case 0:
		p.nik = ""
	case 1:
		i := 12 + rng.IntN(4)
		p.nik = p.nik[:i] + string('0'+(p.nik[i]-'0'+1)%10) + p.nik[i+1:]
	case 2:
		p.name = p.name[:1] + p.name[2:]
	case 3:
		p.born = p.born[:8] + fmt.Sprintf("%02d", 1+rng.IntN(28))
	}
	return p
}

// twoLists returns lists of n and 2n people, of whom half of the first stand in the second, and the key.
func twoLists(t testing.TB, seed uint64, n int, shuffle bool) (left, right *linkage.List, truth map[string]string) {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 1))
	people := invent(rng, n)
	others := invent(rng, 2*n-n/2)
	type row struct {
		id string
		p  someone
	}
	var ls, rs []row
	truth = map[string]string{}
	for i, p := range people {
		ls = append(ls, row{fmt.Sprintf("L%04d", i), p.spoilt(rng)})
		if i < n/2 {
			rs = append(rs, row{fmt.Sprintf("R%05d", i), p})
			truth[fmt.Sprintf("L%04d", i)] = fmt.Sprintf("R%05d", i)
		}
	}
	for i, p := range others {
		rs = append(rs, row{fmt.Sprintf("R%05d", n+i), p})
	}
	if shuffle {
		rng.Shuffle(len(ls), func(i, j int) { ls[i], ls[j] = ls[j], ls[i] })
		rng.Shuffle(len(rs), func(i, j int) { rs[i], rs[j] = rs[j], rs[i] })
	}
	data, err := linkage.NewData(person.Model())
	if err != nil {
		t.Fatal(err)
	}
	left, right = data.NewList(), data.NewList()
	for _, r := range ls {
		add(t, left, r.id, r.p.nik, r.p.name, r.p.born)
	}
	for _, r := range rs {
		add(t, right, r.id, r.p.nik, r.p.name, r.p.born)
	}
	return left, right, truth
}

func add(t testing.TB, l *linkage.List, id string, values ...string) {
	t.Helper()
	if err := l.Add(id, values...); err != nil {
		t.Fatal(err)
	}
}

func join(t testing.TB, left, right *linkage.List, o linkage.Options) *linkage.Result {
	t.Helper()
	res, err := linkage.Join(context.Background(), left, right, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range res.Links {
		if math.IsNaN(l.Probability) || l.Probability < 0 || l.Probability > 1 || math.IsNaN(l.Weight) || math.IsInf(l.Weight, 0) {
			t.Fatalf("link %+v has no proper figures", l)
		}
	}
	return res
}

// lines are the links as people would read them.
func lines(res *linkage.Result, left, right *linkage.List) (out []string) {
	for _, l := range res.Links {
		out = append(out, fmt.Sprintf("%s %s %.6f %.6f %s", left.ID(l.Left), right.ID(l.Right), l.Probability, l.Weight, l.Verdict))
	}
	return out
}

func TestMostPeopleAreFoundAndFewWrongly(t *testing.T) {
	left, right, truth := twoLists(t, 1, 2000, false)
	res := join(t, left, right, linkage.Options{})
	good, bad := 0, 0
	for _, l := range res.Links {
		if l.Probability < 0.5 {
			continue
		}
		if truth[left.ID(l.Left)] == right.ID(l.Right) {
			good++
		} else {
			bad++
		}
	}
	if good < 985 || bad > 5 {
		t.Errorf("%d of 1000 found, %d wrong", good, bad)
	}
	if l := res.Stats.Lambda; l < 0.47 || l > 0.53 {
		t.Errorf("half of the left list is in the right one, learnt %.3f", l)
	}
}

func TestLinksDoNotDependOnWorkersNorOnTheOrderOfRows(t *testing.T) {
	left, right, _ := twoLists(t, 2, 1500, false)
	one := lines(join(t, left, right, linkage.Options{Workers: 1}), left, right)
	left, right, _ = twoLists(t, 2, 1500, false)
	if diff := cmp.Diff(one, lines(join(t, left, right, linkage.Options{Workers: 3}), left, right)); diff != "" {
		t.Errorf("one worker and three differ:\n%s", diff)
	}
	left, right, _ = twoLists(t, 2, 1500, true)
	if diff := cmp.Diff(one, lines(join(t, left, right, linkage.Options{Workers: 2}), left, right)); diff != "" {
		t.Errorf("rows in another order give other links:\n%s", diff)
	}
}

func TestEachRecordStandsInOneLinkAtMost(t *testing.T) {
	left, right, _ := twoLists(t, 3, 1000, false)
	seenL, seenR := map[int]bool{}, map[int]bool{}
	for _, l := range join(t, left, right, linkage.Options{}).Links {
		if !l.Tie && (seenL[l.Left] || seenR[l.Right]) {
			t.Errorf("%s or %s stands twice", left.ID(l.Left), right.ID(l.Right))
		}
		seenL[l.Left], seenR[l.Right] = true, true
	}
}

func TestEqualRivalsAreAllForReview(t *testing.T) {
	left, right, _ := twoLists(t, 4, 1000, false)
	add(t, left, "ask", "3515012304809321", "SITI LESTARI", "1980-04-23")
	add(t, right, "b", "3515012304809321", "SITI LESTARI", "1980-04-23")
	add(t, right, "a", "3515012304809321", "SITI LESTARI", "1980-04-23")
	var got []string
	for _, l := range join(t, left, right, linkage.Options{}).Links {
		if left.ID(l.Left) == "ask" {
			got = append(got, fmt.Sprintf("%s %s %v %.2f", right.ID(l.Right), l.Verdict, l.Tie, l.Probability))
		}
	}
	if diff := cmp.Diff([]string{"a review true 0.50", "b review true 0.50"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatPeopleDecidedHolds(t *testing.T) {
	left, right, truth := twoLists(t, 5, 1000, false)
	no := linkage.Pair{Left: "L0000", Right: truth["L0000"]}
	must := linkage.Pair{Left: "L0001", Right: "R01999"}
	res := join(t, left, right, linkage.Options{CannotLink: []linkage.Pair{no}, MustLink: []linkage.Pair{must, {Left: "gone", Right: "R00001"}}})
	found := false
	for _, l := range res.Links {
		a, b := left.ID(l.Left), right.ID(l.Right)
		if a == no.Left && b == no.Right {
			t.Error("a pair that people refused came back")
		}
		if a == must.Left || b == must.Right {
			found = a == must.Left && b == must.Right && l.Verdict == linkage.Match && l.Decided
			if !found {
				t.Errorf("%s %s stands against a decision", a, b)
			}
		}
	}
	if !found {
		t.Error("the decided pair is missing")
	}
}

func TestTwinsAreNotOnePerson(t *testing.T) {
	left, right, _ := twoLists(t, 6, 2000, false)
	add(t, left, "twin", "3515012304809001", "ANDI PURNAMAWAN", "1980-04-23")
	add(t, right, "brother", "3515012304809002", "BUDI PURNAMAWAN", "1980-04-23")
	for _, l := range join(t, left, right, linkage.Options{}).Links {
		if left.ID(l.Left) == "twin" && l.Verdict == linkage.Match {
			t.Errorf("twins were linked with %.3f", l.Probability)
		}
	}
}

func TestEvidenceIsSaidInWords(t *testing.T) {
	left, right, _ := twoLists(t, 7, 1000, false)
	add(t, left, "ask", "3515012304809321", "SOEHARTINI", "1980-04-23")
	add(t, right, "a", "3515012304809821", "SUHARTINI", "1980-04-23")
	res := join(t, left, right, linkage.Options{})
	for _, l := range res.Links {
		if left.ID(l.Left) == "ask" {
			want := "tanggal lahir sama; NIK sama kecuali satu angka pada nomor urut; nama sama bunyi"
			if got := linkage.Sentence(res.Explain(l), "id"); got != want {
				t.Errorf("said %q, want %q", got, want)
			}
			sum := 0.0
			for _, e := range res.Explain(l) {
				sum += e.Weight
			}
			if math.Abs(sum-l.Weight) > 1e-4 {
				t.Errorf("the parts weigh %.5f, the link %.5f", sum, l.Weight)
			}
			return
		}
	}
	t.Error("not linked")
}

func TestTheSameRecordIsFoundAlone(t *testing.T) {
	left, right, truth := twoLists(t, 8, 1000, false)
	res := join(t, left, right, linkage.Options{})
	ix := res.Index()
	people := invent(rand.New(rand.NewPCG(8, 1)), 1000)
	for i, p := range people[:100] {
		found, err := ix.Find(context.Background(), p.nik, p.name, p.born)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 0 || found[0].ID != truth[fmt.Sprintf("L%04d", i)] || found[0].Verdict != linkage.Match {
			t.Errorf("%v: found %v", p, found)
		}
	}
	for _, stranger := range [][]string{{"", "XENOPHON ZWIEBELBART", "1899-12-31"}, {"", "", ""}, {}} {
		if found, err := ix.Find(context.Background(), stranger...); err != nil || len(found) > 0 && found[0].Probability > 0.5 {
			t.Errorf("%v: %v %v", stranger, found, err)
		}
	}
}

func TestDuplicatesAreGroupedAndRelativesNotChained(t *testing.T) {
	data, err := linkage.NewData(person.Model())
	if err != nil {
		t.Fatal(err)
	}
	list := data.NewList()
	rng := rand.New(rand.NewPCG(9, 9))
	people := invent(rng, 3000)
	for i, p := range people {
		add(t, list, fmt.Sprintf("A%04d", i), p.nik, p.name, p.born)
	}
	for i, p := range people[:200] {
		p = p.spoilt(rng)
		add(t, list, fmt.Sprintf("B%04d", i), p.nik, p.name, p.born)
	}
	add(t, list, "C0000", people[0].nik, people[0].name, people[0].born)
	res, err := linkage.Dedupe(context.Background(), list, linkage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	groups, _ := res.Clusters(0.5)
	good := 0
	for _, g := range groups {
		ids := make([]string, len(g))
		for i, row := range g {
			ids[i] = list.ID(row)
			if ids[i][1:] != ids[0][1:] {
				t.Errorf("%v are not one person", ids)
			}
		}
		good++
	}
	if good < 190 {
		t.Errorf("%d of 200 persons with two records found", good)
	}
	if !slices.ContainsFunc(groups, func(g []int) bool { return len(g) == 3 }) {
		t.Error("three records of one person are not one group")
	}
}

func TestCancelledWorkEnds(t *testing.T) {
	left, right, _ := twoLists(t, 10, 1000, false)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := linkage.Join(ctx, left, right, linkage.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled run ends with %v", err)
	}
}

func TestTinyAndStrangeListsGiveAnAnswer(t *testing.T) {
	for name, sides := range map[string][2][][]string{
		"empty":         {{}, {}},
		"one":           {{{"3515012304809321", "SITI", "1980-04-23"}}, {{"3515012304809321", "SITI", "1980-04-23"}}},
		"equal rows":    {{{"3515012304809321", "SITI", "1980-04-23"}, {"3515012304809321", "SITI", "1980-04-23"}}, {{"3515012304809321", "SITI", "1980-04-23"}, {"3515012304809321", "SITI", "1980-04-23"}}},
		"nothing known": {{{"", "", ""}}, {{"", "SITI", ""}}},
		"no date":       {{{"", "SITI", ""}}, {{"", "SITI", ""}}},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := linkage.NewData(person.Model())
			if err != nil {
				t.Fatal(err)
			}
			var lists [2]*linkage.List
			for i, rows := range sides {
				lists[i] = data.NewList()
				for n, r := range rows {
					add(t, lists[i], fmt.Sprint(n), r...)
				}
			}
			res, err := linkage.Join(context.Background(), lists[0], lists[1], linkage.Options{})
			var input *linkage.InputError
			if err != nil && !errors.As(err, &input) {
				t.Fatal(err)
			}
			if err == nil {
				for _, l := range res.Links {
					if math.IsNaN(l.Probability) {
						t.Error("a probability that is no number")
					}
				}
			}
		})
	}
}

func TestAnyRowsGiveProbabilities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.SampledFrom([]string{"", "SITI", "BUDI", "3515012304809321", "3515012304809322", "1980-04-23", "23/04/1980", "1980-01-01", "H. M.", "ÉÈ", "x"})
		rows := rapid.SliceOfN(rapid.SliceOfN(value, 9, 9), 0, 12)
		data, err := linkage.NewData(person.Model())
		if err != nil {
			t.Fatal(err)
		}
		var lists [2]*linkage.List
		for i := range lists {
			lists[i] = data.NewList()
			for n, r := range rows.Draw(t, "rows") {
				if err := lists[i].Add(fmt.Sprint(n), r...); err != nil {
					t.Fatal(err)
				}
			}
		}
		res, err := linkage.Join(context.Background(), lists[0], lists[1], linkage.Options{})
		var input *linkage.InputError
		if errors.As(err, &input) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range res.Links {
			if !(l.Probability >= 0.05 && l.Probability <= 1) || math.IsNaN(l.Weight) || math.IsInf(l.Weight, 0) {
				t.Fatalf("%+v", l)
			}
		}
	})
}
