package linkage_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/payung-id/payung/linkage"
)

func TestModelFilesSayWhatIsWrong(t *testing.T) {
	for text, want := range map[string]linkage.ModelError{
		"fields: [":                         {Trouble: linkage.ModelSyntax},
		"fieldz: 3":                         {Trouble: linkage.ModelSyntax},
		"keys: [a]":                         {Trouble: linkage.ModelNoFields},
		"fields: [{name: x, compare: nam}]": {Trouble: linkage.ModelCompare, Where: "x", Value: "nam"},
		"fields: [{compare: name}]":         {Trouble: linkage.ModelNameless},
		"fields: [{name: first name, compare: name}]":                                                {Trouble: linkage.ModelNameless, Where: "first name"},
		"fields: [{name: x, compare: name, sound: german}]":                                          {Trouble: linkage.ModelSound, Where: "x", Value: "german"},
		"fields: [{name: x, compare: name}]":                                                         {Trouble: linkage.ModelNoKeys},
		"fields: [{name: x, compare: name}]\nkeys: [y]":                                              {Trouble: linkage.ModelUnknown, Where: "y", Value: "y"},
		"fields: [{name: x, compare: name}]\nkeys: [x.year]":                                         {Trouble: linkage.ModelView, Where: "x.year", Value: "x.year"},
		"fields: [{name: x, compare: number}]\nkeys: [x = x + x]":                                    {Trouble: linkage.ModelDifferent, Where: "x = x + x"},
		"fields: [{name: x, compare: number}, {name: x, compare: date}]":                             {Trouble: linkage.ModelTwice, Where: "x"},
		"fields: [{name: d, compare: date, default_days: [\"13-01\"]}]":                              {Trouble: linkage.ModelDay, Where: "d", Value: "13-01"},
		"fields: [{name: a, compare: number, given: b}, {name: b, compare: number}]":                 {Trouble: linkage.ModelUnknown, Where: "a", Value: "b"},
		"fields: [" + strings.Repeat("{name: a, compare: number},", 16) + "]":                        {Trouble: linkage.ModelTooMany, Value: "16"},
		"fields: [{name: d, compare: date}]\nsort: e":                                                {Trouble: linkage.ModelUnknown, Where: "sort, group", Value: "e"},
		"fields: [{name: d, compare: date}, {name: p, compare: place, lengths: [99]}]\nkeys: [d, p]": {Trouble: linkage.ModelView, Where: "p", Value: "[99]"},
	} {
		t.Run(text, func(t *testing.T) {
			_, err := linkage.ReadModel(strings.NewReader(text))
			var got *linkage.ModelError
			if !errors.As(err, &got) {
				t.Fatalf("got %v", err)
			}
			if got.Trouble != want.Trouble || want.Trouble != linkage.ModelSyntax && (got.Where != want.Where || got.Value != want.Value) {
				t.Errorf("got %+v, want %+v", *got, want)
			}
		})
	}
}

func TestAModelFileIsBoundedBeforeItIsParsed(t *testing.T) {
	deep := func(s string) string { return "fields:\n  - " + strings.Repeat(s, 2000) }
	for what, c := range map[string]struct {
		text string
		want linkage.ModelError
	}{
		"brackets":             {deep("["), linkage.ModelError{Trouble: linkage.ModelTooDeep, Value: "2"}},
		"braces":               {deep("{a: "), linkage.ModelError{Trouble: linkage.ModelTooDeep, Value: "2"}},
		"dashes":               {deep("- "), linkage.ModelError{Trouble: linkage.ModelTooDeep, Value: "2"}},
		"closed within quotes": {deep("[\"]\", "), linkage.ModelError{Trouble: linkage.ModelTooDeep, Value: "2"}},
		"length":               {strings.Repeat("# a comment of a model\n", 12000), linkage.ModelError{Trouble: linkage.ModelTooLong, Value: "256"}},
	} {
		_, err := linkage.ReadModel(strings.NewReader(c.text))
		var got *linkage.ModelError
		if !errors.As(err, &got) || *got != c.want {
			t.Errorf("%s: got %v", what, err)
		}
	}
	long := "fields: [{name: x, compare: name, titles_before: [" + strings.Repeat("'[', ", 2000) + "A]}]\nkeys: [x]"
	if _, err := linkage.ReadModel(strings.NewReader(long)); err != nil {
		t.Errorf("brackets within quotes nest nothing: %v", err)
	}
}

// English names, an Australian number and postcodes, by a model file alone.
func TestAStrangersModelLinksEnglishPeople(t *testing.T) {
	f, err := os.Open("testdata/english.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // only read
	m, err := linkage.ReadModel(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := linkage.NewData(m)
	if err != nil {
		t.Fatal(err)
	}
	first := strings.Fields("James Mary John Linda Robert Susan Emily Joshua Chloe Lachlan Mia Oliver Sophie Jack Isabella Noah Grace Ethan Ruby Liam")
	last := strings.Fields("Smith Jones Williams Brown Wilson Taylor Nguyen Walker Harris Ryan Kelly King Davis Wright Evans Szczepanski Ricci Burford Donaldson Truong")
	rng := rand.New(rand.NewPCG(3, 3))
	left, right := data.NewList(), data.NewList()
	person := func() []string {
		return []string{
			fmt.Sprintf("19%02d%02d%02d", 30+rng.IntN(70), 1+rng.IntN(12), 1+rng.IntN(28)), fmt.Sprint(1_000_000 + rng.IntN(9_000_000)),
			last[rng.IntN(20)], first[rng.IntN(20)], fmt.Sprint(2000 + rng.IntN(60)), "Parramatta", fmt.Sprintf("%d King Street", 1+rng.IntN(300)),
		}
	}
	for i := range 1500 {
		p := person()
		if i < 1000 {
			add(t, left, fmt.Sprintf("a%d", i), p...)
		}
		if i >= 500 {
			switch k := rng.IntN(len(p)); {
			case rng.IntN(3) > 0:
			case k == 1:
				p[1] = ""
			default:
				p[k] = p[k][:1] + p[k][2:]
			}
			add(t, right, fmt.Sprintf("b%d", i), p...)
		}
	}
	good, bad := 0, 0
	res, err := linkage.Join(context.Background(), left, right, linkage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range res.Links {
		if l.Verdict == linkage.Match && left.ID(l.Left)[1:] == right.ID(l.Right)[1:] {
			good++
		} else if l.Verdict == linkage.Match {
			bad++
		}
	}
	if good < 480 || bad > 2 {
		t.Errorf("%d of 500 accepted, %d wrongly", good, bad)
	}
}
