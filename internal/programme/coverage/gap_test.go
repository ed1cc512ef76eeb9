package coverage

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func row(key string, workers, protected, undecided int) Row {
	return Row{Key: key, Units: 1, Answered: 1, Sums: Sums{Workers: workers, Protected: protected, Undecided: undecided}}
}

func TestGap(t *testing.T) {
	for _, c := range []struct {
		name   string
		units  []Row
		want   []string
		people int
	}{
		{"nobody is missing", []Row{row("A", 5, 5, 0), row("B", 3, 2, 1)}, nil, 0},
		{"one unit holds exactly 80 percent", []Row{row("A", 1, 0, 0), row("B", 8, 0, 0), row("C", 1, 0, 0)}, []string{"B"}, 8},
		{"a unit more where 79 percent are not enough", []Row{row("A", 79, 0, 0), row("B", 11, 0, 0), row("C", 10, 0, 0)}, []string{"A", "B"}, 90},
		{"equal units by code", []Row{row("C", 2, 0, 0), row("A", 2, 0, 0), row("B", 2, 0, 0)}, []string{"A", "B", "C"}, 6},
		{"people in review are not missing", []Row{row("A", 9, 0, 9), row("B", 1, 0, 0)}, []string{"B"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, people := Gap(c.units, 80)
			var keys []string
			for _, g := range list {
				keys = append(keys, g.Row.Key)
			}
			if diff := cmp.Diff(c.want, keys); diff != "" || people != c.people {
				t.Errorf("%d people, units (-want +got):\n%s", people, diff)
			}
		})
	}
}

// TestGapIsTheShortestList holds that the list reaches the share and that its last unit is needed for it.
func TestGapIsTheShortestList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var units []Row
		all := 0
		for i := range rapid.IntRange(0, 30).Draw(t, "units") {
			workers := rapid.IntRange(0, 50).Draw(t, "workers")
			protected := rapid.IntRange(0, workers).Draw(t, "protected")
			units = append(units, row(fmt.Sprint(i), workers, protected, 0))
			all += workers - protected
		}
		list, people := Gap(units, 80)
		sum := 0
		for i, g := range list {
			if sum += g.Missing; g.Cumulative != sum || g.Missing == 0 || (i > 0 && g.Missing > list[i-1].Missing) {
				t.Fatalf("unit %d: %+v after %d people", i, g, sum)
			}
		}
		if people != sum || people*100 < all*80 {
			t.Fatalf("%d of %d people", people, all)
		}
		if n := len(list); n > 0 && (people-list[n-1].Missing)*100 >= all*80 {
			t.Fatalf("the last of %d units is not needed", n)
		}
	})
}

func TestRiskJob(t *testing.T) {
	for position, want := range map[string]string{
		"Tukang Listrik PJU": "Perbaikan listrik", "PENYAPU JALAN": "Penyapu jalan dan sampah", "Sopir ambulans": "Pengemudi", "Petugas Pemadam Kebakaran": "Pemadam kebakaran",
		"Anggota Satpol PP": "Linmas dan ketertiban", "Teknisi lift": "Lift dan ketinggian", "Guru Kelas": "", "": "",
	} {
		if got := RiskJob(position); got != want {
			t.Errorf("RiskJob(%q) = %q, want %q", position, got, want)
		}
	}
}

// TestEveryChoiceCountsWhatItSelects holds the count of a choice against the people whom its condition would take.
func TestEveryChoiceCountsWhatItSelects(t *testing.T) {
	takes := map[Lack]func(f *Fact) bool{
		Anybody: func(*Fact) bool { return true }, NotBudgeted: func(f *Fact) bool { return !f.Budgeted }, NotListed: func(f *Fact) bool { return !f.Registered },
		NotPaid: func(f *Fact) bool { return !f.Paid }, NotRight: func(f *Fact) bool { return !f.Right },
		NotProtected: func(f *Fact) bool { return !f.Protected() && !f.Undecided }, InReview: func(f *Fact) bool { return f.Undecided && !f.Protected() }, IsProtected: (*Fact).Protected,
	}
	if len(takes) != len(Lacks())+1 {
		t.Fatal("a choice is not tested")
	}
	rapid.Check(t, func(t *rapid.T) {
		var sums Sums
		want := map[Lack]int{}
		for range rapid.IntRange(0, 20).Draw(t, "people") {
			bit := func(name string) bool { return rapid.Bool().Draw(t, name) }
			f := Fact{Budgeted: bit("budgeted"), Registered: bit("registered"), Paid: bit("paid"), Right: bit("right"), Undecided: bit("undecided")}
			sums.Add(f.sums(42_000_000))
			for l, take := range takes {
				if take(&f) {
					want[l]++
				}
			}
		}
		for l := range takes {
			if got := l.of(&sums); got != want[l] {
				t.Fatalf("%q counts %d, its people are %d", l, got, want[l])
			}
		}
	})
}
