package linkage_test

import (
	"fmt"
	"testing"

	"github.com/payung-id/payung/linkage"
)

func TestASampleTellsThePrecisionAndItsInterval(t *testing.T) {
	left, right, truth := twoLists(t, 11, 2000, false)
	res := join(t, left, right, linkage.Options{})
	right2 := func(d linkage.Drawn) bool { return truth[left.ID(d.Link.Left)] == right.ID(d.Link.Right) }
	drawn := res.Sample(200, 1)
	if len(drawn) < 200 || len(drawn) > 300 {
		t.Errorf("asked for about 200, drawn %d", len(drawn))
	}
	all, good := 0.0, 0.0
	for _, l := range res.Links {
		if l.Probability >= 0.5 {
			all++
			if truth[left.ID(l.Left)] == right.ID(l.Right) {
				good++
			}
		}
	}
	e := linkage.Precision(drawn, 0.5, right2)
	if p := good / all; p < e.Low || p > e.High || e.High-e.Low > 0.1 {
		t.Errorf("precision %.4f, estimated %+v", p, e)
	}
	if none := linkage.Precision(nil, 0.5, right2); none.Low != 0 || none.High != 1 {
		t.Errorf("without labels nothing is known, said %+v", none)
	}
	links := 0
	for _, b := range res.Calibration() {
		links += b.Links
	}
	if links != len(res.Links) {
		t.Errorf("%d of %d links in the bands", links, len(res.Links))
	}
}

func TestFairnessCountsEachKind(t *testing.T) {
	left, right, truth := twoLists(t, 12, 1000, false)
	res := join(t, left, right, linkage.Options{})
	got := res.Fairness(func(id string) string { return fmt.Sprint(id[4] % 2) }, func(id string) string { return truth[id] })
	rows, people := 0, 0
	for _, q := range got {
		rows += q.Rows
		people += q.True + q.Missed
		if q.F1() < 0.9 {
			t.Errorf("F1 %.3f", q.F1())
		}
	}
	if rows != 1000 || people < 500 {
		t.Errorf("%d rows, %d people", rows, people)
	}
}

// An agency whose people are all in the list and one whose people are not must not share the share.
func TestEachAgencyLearnsItsOwnShare(t *testing.T) {
	left, right, _ := twoLists(t, 13, 2000, false)
	group := func(id string) string { // the first half is in the list
		if id < "L1000" {
			return "in"
		}
		return "out"
	}
	count := func(o linkage.Options) (out float64) {
		for _, l := range join(t, left, right, o).Links {
			if left.ID(l.Left) >= "L1000" {
				out += l.Probability
			}
		}
		return out
	}
	if with, without := count(linkage.Options{Group: group}), count(linkage.Options{}); with >= without && without > 0.01 {
		t.Errorf("people of the agency that is not in the list: %.3f with its own share, %.3f without", with, without)
	}
}
