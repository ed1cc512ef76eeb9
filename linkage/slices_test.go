package linkage_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/payung-id/payung/linkage"
	"github.com/payung-id/payung/linkage/person"
)

// A list read in slices gives the links that it gives in memory, but for the sample.
func TestSlicesGiveTheLinksOfTheWhole(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 1))
	people := invent(rng, 40_000)
	data, err := linkage.NewData(person.Model())
	if err != nil {
		t.Fatal(err)
	}
	left, again := data.NewList(), data.NewList()
	for i, p := range people[:4000] {
		p = p.spoilt(rng)
		add(t, left, fmt.Sprint("L", i), p.nik, p.name, p.born)
		add(t, again, fmt.Sprint("L", i), p.nik, p.name, p.born)
	}
	var file strings.Builder
	file.WriteString("id,nik,name,birth_date\n")
	for i, p := range people[2000:] {
		fmt.Fprintf(&file, "R%d,%s,%s,%s\n", 2000+i, p.nik, p.name, p.born)
	}
	whole, err := data.Read(context.Background(), strings.NewReader(file.String()), linkage.CSV{})
	if err != nil {
		t.Fatal(err)
	}
	links := func(res *linkage.Result, left, right *linkage.List) map[string]bool {
		out := map[string]bool{}
		for _, l := range res.Links {
			if l.Verdict == linkage.Match {
				out[left.ID(l.Left)+" "+right.ID(l.Right)] = true
			}
		}
		return out
	}
	want := links(join(t, left, whole, linkage.Options{}), left, whole)
	open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(file.String())), nil }
	res, right, err := linkage.JoinSliced(context.Background(), again, linkage.Sliced{Open: open, Rows: 1}, linkage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := links(res, again, right)
	differ := 0
	for l := range want {
		differ += one(!got[l])
	}
	for l := range got {
		differ += one(!want[l])
	}
	if len(want) < 1900 || differ > 10 || res.Stats.RightRows != 38_000 {
		t.Errorf("%d links in memory, %d in slices, %d differ; %d rows", len(want), len(got), differ, res.Stats.RightRows)
	}
	for _, l := range res.Links[:20] {
		if len(res.Explain(l)) == 0 {
			t.Errorf("%+v is not explained", l)
		}
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestSlicesOfWhatCannotBeReadAreAnError(t *testing.T) {
	data, err := linkage.NewData(person.Model())
	if err != nil {
		t.Fatal(err)
	}
	left := data.NewList()
	add(t, left, "a", "3515012304809321", "SITI", "1980-04-23")
	for name, text := range map[string]string{"empty": "", "no columns": "a,b\n1,2\n"} {
		open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
		var input *linkage.InputError
		if _, _, err := linkage.JoinSliced(context.Background(), left, linkage.Sliced{Open: open, Rows: 10}, linkage.Options{}); !errors.As(err, &input) {
			t.Errorf("%s: %v", name, err)
		}
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("id,name\n")), nil }
	if res, _, err := linkage.JoinSliced(context.Background(), left, linkage.Sliced{Open: open, Rows: 10}, linkage.Options{}); err != nil || len(res.Links) != 0 {
		t.Errorf("a list without records: %v", err)
	}
}
