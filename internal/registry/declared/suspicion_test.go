package declared

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/period"
)

var day = period.DateOf(2019, 9, 16)

func figure(region, measure string, value int64) Figure {
	return Figure{Region: region, Measure: measure, Value: value, OutOf: -1, On: day, Source: "laporan"}
}

func TestExamine(t *testing.T) {
	later := figure("35", "total", 417396)
	later.On += 400
	elsewhere := figure("35", "registered", 208698)
	elsewhere.Source = "laporan lain"
	answered := figure("53", "answered", 5)
	answered.OutOf = 22
	over := figure("53", "answered", 23)
	over.OutOf = 22
	for _, c := range []struct {
		name    string
		figures []Figure
		want    [][]Suspicion
	}{
		{
			"exactly half of the total of the same report",
			[]Figure{figure("35", "total", 417396), figure("35", "registered", 208698)},
			[][]Suspicion{nil, {{Half, []int64{208698, 417396}}}},
		},
		{"one more than half is no half", []Figure{figure("35", "total", 417396), figure("35", "registered", 208699)}, [][]Suspicion{nil, nil}},
		{"half of what another source says is no half", []Figure{figure("35", "total", 417396), elsewhere}, [][]Suspicion{nil, nil}},
		{"twenty thousand was not counted", []Figure{figure("53", "shortfall", 20000)}, [][]Suspicion{{{Round, nil}}}},
		{"answered of asked that is possible", []Figure{answered}, [][]Suspicion{nil}},
		{"more answers than were asked", []Figure{over}, [][]Suspicion{{{TooMany, []int64{23, 22}}}}},
		{"more registered than there are", []Figure{figure("35", "total", 2413), figure("35", "terdaftar", 2414)}, [][]Suspicion{nil, {{TooMany, []int64{2414, 2413}}}}},
		{
			"registered and open do not make the total",
			[]Figure{figure("35", "total", 1000017), figure("35", "registered", 400), figure("35", "shortfall", 617)},
			[][]Suspicion{{{Parts, []int64{1017, 1000017}}}, {{Round, nil}}, nil},
		},
		{
			"regions do not make the province",
			[]Figure{figure("35", "total", 351), figure("35.01", "total", 101), figure("35.02", "total", 251)},
			[][]Suspicion{{{Parts, []int64{352, 351}}}, nil, nil},
		},
		{"one region alone is no sum", []Figure{figure("35", "total", 351), figure("35.01", "total", 101)}, [][]Suspicion{nil, nil}},
		{
			"a percentage that its numbers do not give",
			[]Figure{figure("35", "total", 417), figure("35", "registered", 111), figure("35", "persen", 37)},
			[][]Suspicion{nil, nil, {{WrongRatio, []int64{37, 27}}}},
		},
		{
			"a percentage rounded as usual",
			[]Figure{figure("35", "total", 200), figure("35", "registered", 111), figure("35", "persen", 56)},
			[][]Suspicion{{{Round, nil}}, nil, nil},
		},
		{"the same to the person a year later", []Figure{figure("35", "total", 417396), later}, [][]Suspicion{nil, {{Jump, []int64{417396, 400}}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Examine(c.figures)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTooRound(t *testing.T) {
	for n, want := range map[int64]bool{0: false, 50: false, 100: true, 500: true, 550: false, 4500: false, 5000: true, 20000: true, 45000: true, 45100: false, 208698: false, 417000: false, 410000: true} {
		if got := TooRound(n); got != want {
			t.Errorf("TooRound(%d) = %v", n, got)
		}
	}
}
