package svg

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

func ceiling() Step {
	return Step{Title: "Batas & upah", Figure: "law", From: 0, Through: 1000, Ticks: []Tick{{0, "2024"}, {500, "2025"}},
		Spans: []Span{{0, 400, 7_000_000_000, "Rp 7.000.000", false}, {400, 1000, 11_086_300_000, "Rp 11.086.300", true}}}
}

func TestAStepChartIsWellFormedAndHoldsEveryLevel(t *testing.T) {
	for _, p := range []Picture{ceiling().Draw(), ceiling().DrawNarrow()} {
		for d := xml.NewDecoder(strings.NewReader(string(p))); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%v in %s", err, p)
			}
		}
		for _, want := range []string{"Batas &amp; upah", "Rp 11.086.300", "stroke-dasharray", `data-figure="law"`} {
			if !strings.Contains(string(p), want) {
				t.Errorf("no %s in %s", want, p)
			}
		}
	}
}

func TestAHigherValueLiesHigher(t *testing.T) {
	for _, values := range [][2]int64{{7_000_000_000, 11_086_300_000}, {1, 2}, {56, 59}, {0, 1 << 60}} {
		s := ceiling()
		s.Spans[0].Value, s.Spans[1].Value = values[0], values[1]
		lo, hi := s.bounds()
		if lo > values[0] || hi < values[1] {
			t.Errorf("%v: bounds %d to %d", values, lo, hi)
		}
		levels := strings.Split(string(s.Draw()), `stroke-width="3"`)
		if len(levels) != 3 || at(levels[0], "y1") <= at(levels[1], "y1") {
			t.Errorf("%v: the first level lies at %s, the second at %s", values, at(levels[0], "y1"), at(levels[1], "y1"))
		}
	}
}

// at returns the last value of an attribute, padded so that it compares as a number.
func at(s, name string) string {
	i := strings.LastIndex(s, " "+name+`="`)
	v, _, _ := strings.Cut(s[i+len(name)+3:], `"`)
	return strings.Repeat("0", 6-len(v)) + v
}

func TestNothingToDrawDrawsNothing(t *testing.T) {
	if p := (Step{}).Draw(); p != "" {
		t.Errorf("%s", p)
	}
}
