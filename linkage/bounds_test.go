package linkage

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// peopleData is a small model of people: a number, a name, a birth date.
func peopleData(t *testing.T) *Data {
	t.Helper()
	m, err := ReadModel(strings.NewReader("fields: [{name: number, compare: number}, {name: born, compare: date}, {name: name, compare: name}]\n" +
		"keys: [number, born, name.sound + born.year]"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := NewData(m)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func listOf(t *testing.T, data *Data, n int, row func(i int) [3]string) *List {
	t.Helper()
	l := data.NewList()
	for i := range n {
		r := row(i)
		if err := l.Add(fmt.Sprintf("%05d", i), r[0], r[1], r[2]); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// neighbours are sixty names, each one letter from the next, of people of one day without a number.
func neighbours(i int) [3]string {
	return [3]string{"", "1980-01-01", fmt.Sprintf("SURYA%c%cNI", 'A'+i%60%26, 'A'+i%60/26)}
}

func TestEqualRowsOfACrowdAreComparedOnce(t *testing.T) {
	const n = 3000
	var first *Result
	for workers := 1; workers <= 3; workers++ {
		data := peopleData(t)
		res, err := Join(context.Background(), listOf(t, data, n, neighbours), listOf(t, data, n, neighbours), Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if most := int64(workers * 60 * maxCompared); res.found.compared > most {
			t.Errorf("%d workers compared %d pairs, want at most %d: each of sixty names once", workers, res.found.compared, most)
		}
		if res.Stats.TiesNotWritten != n || len(res.Links) != 0 {
			t.Errorf("%d of %d ties counted, %d links", res.Stats.TiesNotWritten, n, len(res.Links))
		}
		if res.Stats.SkippedPairs == 0 {
			t.Error("pairs were left out and not counted")
		}
		if first == nil {
			first = res
			continue
		}
		if diff := cmp.Diff(first.found.edges, res.found.edges, cmp.AllowUnexported(edge{})); diff != "" {
			t.Errorf("%d workers found others:\n%s", workers, diff)
		}
		if diff := cmp.Diff(first.found.dropped, res.found.dropped); diff != "" || first.found.pairs != res.found.pairs || first.found.skipped != res.found.skipped {
			t.Errorf("%d workers counted otherwise: %s", workers, diff)
		}
	}
}

// A row that differs from the crowd in one column is no echo of it.
func TestOneAmongACrowdIsStillFound(t *testing.T) {
	const n = 1500
	data := peopleData(t)
	odd := func(i int) [3]string {
		r := neighbours(i)
		if i == 777 {
			r[0] = "3515010101809007"
		}
		return r
	}
	left, right := listOf(t, data, n, odd), listOf(t, data, n, odd)
	res, err := Join(context.Background(), left, right, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range res.Links {
		if left.ID(l.Left) == "00777" && right.ID(l.Right) == "00777" {
			return
		}
	}
	t.Errorf("the only one with a number is lost among %d links", len(res.Links))
}

func TestALongBlockIsReadOnceForTheSample(t *testing.T) {
	const n = 500
	data := peopleData(t)
	equal := func(int) [3]string { return [3]string{"3515010101809007", "1980-01-01", "SITI AMINAH"} }
	right := listOf(t, data, n, equal)
	if err := right.seal(nil); err != nil {
		t.Fatal(err)
	}
	read := readPart(right, Part{Column: "number"})
	s := &shelf{index: hashIndex(n, func(row int, out []uint64) []uint64 { return append(out, read(row)) }, nil), rows: n, kept: map[uint64][]uint32{}}
	value := read(0)
	for range n {
		if got := s.count(value); got != n {
			t.Fatalf("%d rows have the number, want %d", got, n)
		}
	}
	if s.opened != n {
		t.Errorf("%d rows were read for %d look-ups of one number, want %d", s.opened, n, n)
	}
	rng := rand.New(rand.NewPCG(1, 1)) //nolint:gosec // a test's draw
	if a := testing.AllocsPerRun(100, func() { s.row(value, rng.IntN(n)) }); a != 0 {
		t.Errorf("a draw copies the block: %.0f allocations", a)
	}
}

func TestOfManyOnlyTheHeaviestAreKeptInTheirOrder(t *testing.T) {
	s := &searcher{judge: &judge{}}
	for i := range 200 {
		s.found = append(s.found, edge{right: uint32(i)})
		s.weight = append(s.weight, float64(i%5))
	}
	s.keepBest()
	var kept []int
	for _, e := range s.found {
		kept = append(kept, int(e.right))
	}
	if len(kept) != maxKept || !slices.IsSorted(kept) || kept[0] != 4 || kept[maxKept-1] != 199 {
		t.Errorf("kept %v", kept)
	}
}

// Rows that an equal number settles are cut to the same bound as others.
func TestAHundredEqualRivalsOfOneNumber(t *testing.T) {
	data := peopleData(t)
	stranger := func(i int) [3]string {
		return [3]string{fmt.Sprintf("35150101%08d", i*7919%100000000), fmt.Sprintf("19%02d-%02d-%02d", 50+i%49, 1+i%12, 1+i%28), fmt.Sprintf("%c%c%cAN SETIA", 'A'+i%26, 'A'+i/26%26, 'A'+i*7%26)}
	}
	left := listOf(t, data, 1000, stranger)
	right := listOf(t, data, 1100, func(i int) [3]string {
		if i >= 1000 {
			return stranger(5)
		}
		return stranger(i)
	})
	for _, many := range []bool{false, true} {
		res, err := Join(context.Background(), left, right, Options{ManyToOne: many})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range res.Links {
			if left.ID(l.Left) == "00005" && l.Verdict == Match && !many {
				t.Errorf("one of a hundred and one equals was picked: %+v", l)
			}
		}
		if many {
			continue // equal rows of one person do not compete there
		}
		if res.Stats.TiesNotWritten != 1 {
			t.Errorf("%d ties told, want 1", res.Stats.TiesNotWritten)
		}
	}
}
