package declared

import (
	"strings"

	"github.com/payung-id/payung/period"
)

// Doubt is a kind of reason to doubt a reported number. A doubt is no proof: it says what to ask whoever reported it.
type Doubt string

// The doubts.
const (
	Half       Doubt = "half"       // exactly half of another number: numbers are half, whole
	Round      Doubt = "round"      // too round to be counted: no number
	Parts      Doubt = "parts"      // parts do not add up to their sum: numbers are sum of the parts, reported sum
	WrongRatio Doubt = "ratio"      // a printed percentage is not what its numbers give: numbers are printed, computed
	TooMany    Doubt = "more-than"  // more than the whole it is part of: numbers are part, whole
	Jump       Doubt = "same-again" // the same number on two days far apart: numbers are the value, the days between
)

// Suspicion is a doubt with its numbers.
type Suspicion struct {
	Doubt   Doubt
	Numbers []int64
}

// The measures that suspicions understand; any other measure is shown and only looked at for roundness.
const (
	Registered = "registered"
	Shortfall  = "shortfall"
	Answered   = "answered"
	Percent    = "percent"
)

// measureWords are the words by which files name the measures.
var measureWords = map[string]string{
	"jumlah": Total, "pekerja": Total, "total": Total, "terdaftar": Registered, "terlindungi": Registered, "peserta": Registered, "registered": Registered,
	"kekurangan": Shortfall, "belum": Shortfall, "belum terdaftar": Shortfall, "belum terlindungi": Shortfall, "shortfall": Shortfall,
	"menjawab": Answered, "answered": Answered, "persen": Percent, "persentase": Percent, "percent": Percent,
}

// Measure returns the known measure that a word means, or the word itself.
func Measure(word string) string {
	if m, ok := measureWords[strings.ToLower(strings.TrimSpace(word))]; ok {
		return m
	}
	return word
}

// roundFrom is the smallest number that is looked at for roundness: small counts are round by chance.
const roundFrom = 100

// TooRound tells whether a count has at most one digit that is not zero (at most two from 10,000 on): 500, 20,000, 45,000,
// but not 4,500. Counted people rarely come out so.
func TooRound(n int64) bool {
	if n < roundFrom {
		return false
	}
	digits := 0
	for m := n; m > 0; m /= 10 {
		if digits > 0 || m%10 != 0 {
			digits++
		}
	}
	return digits == 1 || (digits == 2 && n >= 10_000)
}

// occasion is one report: what one source said of one place on one day.
type occasion struct {
	government, unit int64
	region, source   string
	on               period.Date
}

func (f *Figure) occasion() occasion {
	return occasion{f.Government, f.Unit, f.Region, f.Source, f.On}
}

// Examine returns the suspicions of each figure, by its place in the list.
func Examine(figures []Figure) [][]Suspicion {
	out := make([][]Suspicion, len(figures))
	together := map[occasion][]int{}
	for i := range figures {
		together[figures[i].occasion()] = append(together[figures[i].occasion()], i)
	}
	for i := range figures {
		f := &figures[i]
		add := func(d Doubt, numbers ...int64) { out[i] = append(out[i], Suspicion{d, numbers}) }
		group := together[f.occasion()]
		examineWhole(f, figures, group, add)
		if m := Measure(f.Measure); m != Percent && TooRound(f.Value) {
			add(Round)
		}
		if Measure(f.Measure) == Total {
			examineParts(f, figures, group, add)
		}
		for j := range figures {
			o := &figures[j]
			if o.Measure == f.Measure && o.Unit == f.Unit && o.Region == f.Region && o.Government == f.Government && o.Value == f.Value && f.Value >= roundFrom && f.On-o.On > daysApart {
				add(Jump, f.Value, int64(f.On-o.On))
				break
			}
		}
	}
	return out
}

// daysApart is how long an honest count may stay the same to the person.
const daysApart = 300

// examineWhole compares a part with the whole it belongs to.
func examineWhole(f *Figure, figures []Figure, group []int, add func(Doubt, ...int64)) {
	whole := f.OutOf
	if m := Measure(f.Measure); whole <= 0 && (m == Registered || m == Shortfall) {
		whole, _ = valueOf(figures, group, Total)
	}
	switch m := Measure(f.Measure); {
	case m == Percent:
		part, ok1 := valueOf(figures, group, Registered)
		all, ok2 := valueOf(figures, group, Total)
		if ok1 && ok2 && all > 0 {
			if right := (part*200 + all) / (2 * all); right != f.Value {
				add(WrongRatio, f.Value, right)
			}
		}
	case whole > 0 && f.Value > whole:
		add(TooMany, f.Value, whole)
	case whole >= roundFrom && f.Value*2 == whole:
		add(Half, f.Value, whole)
	}
}

// examineParts compares a sum with its parts: registered and not registered of the same report, or the regions below.
func examineParts(f *Figure, figures []Figure, group []int, add func(Doubt, ...int64)) {
	done, ok1 := valueOf(figures, group, Registered)
	open, ok2 := valueOf(figures, group, Shortfall)
	if ok1 && ok2 && done+open != f.Value {
		add(Parts, done+open, f.Value)
	}
	if f.Unit != 0 || f.Region == "" {
		return
	}
	var sum int64
	parts := 0
	for i := range figures {
		o := &figures[i]
		if o.Unit == 0 && o.On == f.On && o.Source == f.Source && Measure(o.Measure) == Total && strings.HasPrefix(o.Region, f.Region+".") && strings.Count(o.Region, ".") == strings.Count(f.Region, ".")+1 {
			sum += o.Value
			parts++
		}
	}
	if parts >= 2 && sum != f.Value {
		add(Parts, sum, f.Value)
	}
}

// valueOf finds a measure in the same report.
func valueOf(figures []Figure, group []int, measure string) (int64, bool) {
	for _, i := range group {
		if Measure(figures[i].Measure) == measure {
			return figures[i].Value, true
		}
	}
	return 0, false
}
