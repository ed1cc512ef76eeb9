package sample

import "testing"

// A date that can be read in two ways is ambiguous only where its column holds both orders: with one order the column decides.
func TestAmbiguousDatesStandAmongBothOrders(t *testing.T) {
	for _, seed := range []uint64{1, 4, 5} {
		w := newWorld(Kabupaten, seed)
		w.plan()
		w.hire()
		w.enrol()
		w.collect()
		w.compose()
		files := 0
		for _, f := range w.rosters {
			ambiguous, dayFirst, monthFirst := 0, 0, 0
			for _, r := range f.rows {
				_, _, d := r.worker.person.born.Split()
				switch {
				case r.flaw == birthAmbiguous:
					ambiguous++
				case r.monthFirst:
					monthFirst++
				case d > 12:
					dayFirst++
				}
			}
			if ambiguous == 0 {
				continue
			}
			if files++; dayFirst == 0 || monthFirst == 0 {
				t.Errorf("seed %d, %s: %d dates are called ambiguous among %d day first and %d month first", seed, f.path, ambiguous, dayFirst, monthFirst)
			}
		}
		if files == 0 {
			t.Errorf("seed %d plants no ambiguous date", seed)
		}
	}
}
