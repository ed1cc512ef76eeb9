package declared

import "testing"

func TestFoundingFiguresAreDoubtedWhereTheyShould(t *testing.T) {
	list, err := FoundingFigures()
	if err != nil {
		t.Fatal(err)
	}
	figures := make([]Figure, len(list))
	for i, f := range list {
		figures[i] = f.Figure
		if f.Source == "" || f.On == 0 || f.Place == "" || (f.Confidence != "H" && f.Confidence != "M" && f.Confidence != "L") {
			t.Errorf("figure %d lacks source, day, place or confidence: %+v", i, f)
		}
	}
	doubts := map[string]Doubt{}
	for i, s := range Examine(figures) {
		for _, d := range s {
			doubts[figures[i].Region+" "+figures[i].Measure] = d.Doubt
		}
	}
	want := map[string]Doubt{"35 registered": Half, "53 shortfall": Round}
	if len(doubts) != len(want) {
		t.Errorf("doubts = %v, want %v", doubts, want)
	}
	for k, d := range want {
		if doubts[k] != d {
			t.Errorf("%s: %q, want %q", k, doubts[k], d)
		}
	}
}
