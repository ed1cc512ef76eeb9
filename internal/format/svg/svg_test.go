package svg

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func wellFormed(t *testing.T, p Picture) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(p)))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("not well formed: %v\n%s", err, p)
		}
	}
}

func TestPermilleRoundsHalfUpAndStaysWithinTheWhole(t *testing.T) {
	for _, c := range []struct{ part, whole, want int }{{0, 10, 0}, {1, 3, 333}, {2, 3, 667}, {1, 2000, 1}, {1, 2001, 0}, {12, 10, 1000}, {5, 0, 0}, {62674, 86087, 728}} {
		if got := Permille(c.part, c.whole); got != c.want {
			t.Errorf("Permille(%d, %d) = %d, want %d", c.part, c.whole, got, c.want)
		}
	}
}

func TestTextsOfPicturesAreEscaped(t *testing.T) {
	evil := `"><script>alert(1)</script>`
	for _, p := range []Picture{
		FunnelBar(500, Navy, evil, evil, evil), FunnelBar(10, Navy, evil, evil, evil),
		Trend{Points: []Point{{Label: evil, Permille: 700, Known: true}, {Label: evil}}, Target: 950, TargetText: evil, Title: evil, LastText: evil, Figure: evil}.Draw(),
	} {
		wellFormed(t, p)
		if strings.Contains(string(p), "<script") {
			t.Errorf("mark-up leaked: %s", p)
		}
	}
}

func TestAMonthWithoutAnswerIsAGapAndNotAZero(t *testing.T) {
	p := Trend{Points: []Point{{"Jan", 700, true}, {"Feb", 710, true}, {"Mar", 0, false}, {"Apr", 720, true}, {"Mei", 730, true}}}.Draw()
	wellFormed(t, p)
	if got := strings.Count(string(p), "<polyline"); got != 2 {
		t.Errorf("drew %d stretches, want 2", got)
	}
}

func TestABarOfNothingHasOnlyItsTrack(t *testing.T) {
	if got := strings.Count(string(Bar(0, Sea)), "<rect"); got != 1 {
		t.Errorf("drew %d rectangles, want the track alone", got)
	}
	wellFormed(t, Bar(728, Sea))
}

func TestCoverageClassesHaveFixedBounds(t *testing.T) {
	for permille, want := range map[int]Colour{0: "#e0a96b", 499: "#e0a96b", 500: "#f2c08a", 649: "#f2c08a", 650: "#7fb5ab", 800: "#2e7b80", 899: "#2e7b80", 900: "#0a414e", 1000: "#0a414e"} {
		if got := Coverage(permille); got != want {
			t.Errorf("Coverage(%d) = %s, want %s", permille, got, want)
		}
	}
}
