package sample

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/payung-id/payung/money"
)

// score is one row of the scoreboard.
type score struct {
	key, name                            string
	units, answered                      int
	workers, budgeted, registered        int
	paid, right, protected, protectRight int
	undecided                            int
	silentHeads                          int
	liability                            money.Rupiah
}

// answer says how a unit stands in one month.
type answer struct {
	unit     *unit
	answered bool
	// heads of a silent unit: those of its last roster, else the declared total, else 0
	heads int
}

// scoreboard adds one month's facts up: a row for each unit, silent ones last, and the total.
func scoreboard(answers []answer, facts []*fact, total score) ([]score, score) {
	rows := make(map[*unit]*score, len(answers))
	var order []*score
	silent := map[*score]bool{}
	for _, a := range answers {
		s := &score{key: a.unit.code, name: a.unit.name, units: 1}
		if a.answered {
			s.answered = 1
		} else {
			s.silentHeads = a.heads
			silent[s] = true
		}
		rows[a.unit] = s
		order = append(order, s)
	}
	for _, f := range facts {
		rows[f.unit].add(f)
	}
	slices.SortFunc(order, func(a, b *score) int {
		return cmp.Or(compareBool(silent[a], silent[b]), cmp.Compare(a.key, b.key))
	})
	out := make([]score, len(order))
	for i, s := range order {
		out[i] = *s
		total.units += s.units
		total.answered += s.answered
		total.workers += s.workers
		total.budgeted += s.budgeted
		total.registered += s.registered
		total.paid += s.paid
		total.right += s.right
		total.protected += s.protected
		total.protectRight += s.protectRight
		total.undecided += s.undecided
		total.silentHeads += s.silentHeads
		total.liability += s.liability
	}
	return out, total
}

func (s *score) add(f *fact) {
	s.workers++
	count(&s.budgeted, f.budgeted)
	count(&s.registered, f.registered)
	count(&s.paid, f.paid)
	count(&s.right, f.right)
	protected := f.registered && f.paid
	count(&s.protected, protected)
	count(&s.protectRight, protected && f.right)
	count(&s.undecided, f.unclear && !protected)
	if !protected {
		s.liability += deathBenefit
	}
}

func count(n *int, yes bool) {
	if yes {
		*n++
	}
}

// best and worst are the bounds of protected people among workers and silent heads, with four decimals; "" for nobody.
func (s score) best() string {
	return ratio(s.protected+s.undecided+s.silentHeads, s.workers+s.silentHeads)
}

func (s score) worst() string { return ratio(s.protected, s.workers+s.silentHeads) }

func ratio(part, whole int) string {
	if whole == 0 {
		return ""
	}
	return big.NewRat(int64(part), int64(whole)).FloatString(4)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
