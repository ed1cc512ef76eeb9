package coverage

import (
	"cmp"
	"slices"
	"strings"
)

// GapUnit is a unit with people who are not protected.
type GapUnit struct {
	Row        Row
	Missing    int
	Cumulative int // of this unit and all before it in the list
}

// Missing counts the people of a row who are not protected; who is still in review is neither.
func (s *Sums) Missing() int { return s.Workers - s.Protected - s.Undecided }

// Gap returns the units that hold share percent of the people who are not protected, the biggest first, and how many
// people they hold. Units of equal size stand in the order of their code, so that the list is the same every time.
func Gap(units []Row, share int) (list []GapUnit, people int) {
	all := 0
	var gaps []int
	for i := range units {
		if n := units[i].Missing(); n > 0 {
			gaps = append(gaps, i)
			all += n
		}
	}
	slices.SortFunc(gaps, func(a, b int) int {
		return cmp.Or(cmp.Compare(units[b].Missing(), units[a].Missing()), strings.Compare(units[a].Key, units[b].Key))
	})
	for _, i := range gaps {
		n := units[i].Missing()
		people += n
		list = append(list, GapUnit{Row: units[i], Missing: n, Cumulative: people})
		if people*100 >= all*share {
			break
		}
	}
	return list, people
}

// riskWords are jobs in which people die, with the words by which a roster names them. Electrical repair, roofs and lifts
// are named by the Sekda of Jawa Tengah in May 2023; the others are those whose fatal accidents governments report most.
var riskWords = []struct {
	job   string
	words []string
}{
	{"Perbaikan listrik", []string{"listrik", "instalatir"}},
	{"Atap dan genteng", []string{"atap", "genteng"}},
	{"Lift dan ketinggian", []string{"lift", "gondola", "penebang"}},
	{"Pengemudi", []string{"sopir", "supir", "pengemudi", "driver"}},
	{"Penyapu jalan dan sampah", []string{"penyapu", "sampah"}},
	{"Pemadam kebakaran", []string{"pemadam", "damkar"}},
	{"Linmas dan ketertiban", []string{"linmas", "hansip", "satpol", "trantib", "penjaga", "keamanan", "satpam"}},
}

// RiskJob names the dangerous job that a position says, or "".
func RiskJob(position string) string {
	low := strings.ToLower(position)
	for _, r := range riskWords {
		for _, w := range r.words {
			if strings.Contains(low, w) {
				return r.job
			}
		}
	}
	return ""
}
