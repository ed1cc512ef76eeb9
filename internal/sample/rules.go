package sample

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// programme is a set of programmes as bits.
type programme uint8

const (
	jkk programme = 1 << iota
	jkm
	jht
	jp
	two  = jkk | jkm
	four = jkk | jkm | jht | jp
)

var programmes = [...]programme{jkk, jkm, jht, jp}

func (p programme) String() string {
	var names []string
	for i, name := range []string{"JKK", "JKM", "JHT", "JP"} {
		if p&programmes[i] != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ",")
}

func (p programme) count() int {
	n := 0
	for _, one := range programmes {
		if p&one != 0 {
			n++
		}
	}
	return n
}

// Rates of the months this sample covers (2026), written out once more on purpose: the key must not lean on the law packs.
var (
	jkkRate = [...]money.Rate{0, 2_400_000, 5_400_000, 8_900_000, 12_700_000, 17_400_000} // PP 44/2015 art. 16(1), classes I to V

	jkmRate         = money.Rate(3_000_000)  // PP 44/2015 art. 18
	jhtEmployerRate = money.Rate(37_000_000) // PP 46/2015 art. 16
	jhtWorkerRate   = money.Rate(20_000_000)
	jpEmployerRate  = money.Rate(20_000_000) // PP 45/2015 art. 28
	jpWorkerRate    = money.Rate(10_000_000)
)

const (
	jpCeiling    = money.Milli(11_086_300_000) // from March 2026
	deathBenefit = money.Rupiah(42_000_000)    // natural death: PP 82/2019, 20 + 12 + 10 million
)

// due is what the law asks for one programme on a wage: each payer's share rounded half-up, then added.
func due(p programme, class int, wage money.Milli) money.Rupiah {
	share := func(base money.Milli, r money.Rate) money.Rupiah {
		amount, err := base.Share(r)
		if err != nil {
			panic(fmt.Sprintf("sample: share of %s: %v", base, err))
		}
		return amount
	}
	switch p {
	case jkk:
		return share(wage, jkkRate[class])
	case jkm:
		return share(wage, jkmRate)
	case jht:
		return share(wage, jhtEmployerRate) + share(wage, jhtWorkerRate)
	case jp:
		base := min(wage, jpCeiling)
		return share(base, jpEmployerRate) + share(base, jpWorkerRate)
	default:
	}
	panic("sample: one programme at a time")
}

func dueAll(set programme, class int, wage money.Milli) money.Rupiah {
	var sum money.Rupiah
	for _, p := range programmes {
		if set&p != 0 {
			sum += due(p, class, wage)
		}
	}
	return sum
}

// fact is one worker of one month with evidence and, after judge, the four facts.
type fact struct {
	unit     *unit
	nik      string
	start    period.Date
	category string
	wage     money.Milli // the roster's; negative where it cannot be read
	// evidence from the insurer's newest list
	registered, tied bool
	row              *paidRow // per-person payment, or nil
	worker           *worker  // where the evidence comes from; the rules do not look at it
	// judged
	took                 programme
	budgeted             bool
	paid, right, unclear bool
}

// paidRow is one person's line of a payment.
type paidRow struct {
	npp    string
	unit   *unit
	person *person
	wage   money.Milli
	amount [4]money.Rupiah
}

func (r *paidRow) total() money.Rupiah { return r.amount[0] + r.amount[1] + r.amount[2] + r.amount[3] }

// paidTotal is a payment of which only the sum is known.
type paidTotal struct {
	unit      *unit
	npp       string // "" pays for the unit alone
	date      period.Date
	reference string
	amount    money.Rupiah
}

// line is one budget line.
type line struct {
	unit       *unit
	account    string
	programmes programme
	category   string
	fund       string
	from, to   period.Month
	heads      int          // -1: only the ceiling counts
	ceiling    money.Rupiah // pagu of the whole line
}

// basis is the wage that contributions of the worker's unit are computed on; ok is false where it is not known.
func (f *fact) basis() (money.Milli, bool) {
	switch f.unit.basis {
	case "umk", "ump":
		return f.unit.minimum, true
	}
	return f.wage, f.wage >= 0
}

// judge computes the four facts of one month's workers in place.
func judge(month period.Month, facts []*fact, lines []line, totals []paidTotal) {
	below := map[*unit][]*fact{} // a unit's own people and those of its descendants
	for _, f := range facts {
		for u := f.unit; u != nil; u = u.parent {
			below[u] = append(below[u], f)
		}
	}
	for _, l := range lines {
		if l.from <= month && month <= l.to {
			l.take(below[l.unit])
		}
	}
	for _, f := range facts {
		f.budgeted = f.took&f.unit.programmes == f.unit.programmes
		f.unclear = f.tied || f.unit.class == 0
		if f.row != nil {
			f.paid = true
			f.right = f.rowIsRight()
		}
	}
	judgeTotals(facts, totals)
}

// take marks the people whom a line pays for: in the order unit code, start, NIK, as many as it has heads, or as long as
// the amount of a month holds. The first who no longer fits ends the line.
func (l line) take(below []*fact) {
	var covered []*fact
	for _, f := range below {
		if l.category == "" || l.category == f.category {
			covered = append(covered, f)
		}
	}
	slices.SortFunc(covered, func(a, b *fact) int {
		return cmp.Or(cmp.Compare(a.unit.code, b.unit.code), cmp.Compare(a.start, b.start), cmp.Compare(a.nik, b.nik))
	})
	months := money.Rupiah(l.to - l.from + 1)
	var spent money.Rupiah
	for i, f := range covered {
		if l.heads >= 0 {
			if i >= l.heads {
				return
			}
		} else {
			wage, ok := f.basis()
			if !ok {
				return
			}
			spent += dueAll(l.programmes, f.unit.class, wage)
			if spent > l.ceiling/months {
				return
			}
		}
		f.took |= l.programmes
	}
}

// rowIsRight tells whether a person's line pays at least the law's amount per programme, less one rupiah.
func (f *fact) rowIsRight() bool {
	wage, ok := f.basis()
	if !ok || f.unit.class == 0 {
		return false
	}
	for i, p := range programmes {
		if f.unit.programmes&p != 0 && f.row.amount[i] < due(p, f.unit.class, wage)-1 {
			return false
		}
	}
	return true
}

// judgeTotals compares what came for an NPP (or for a unit, where the payment names no NPP) with what the law asks for its
// registered people, less one rupiah per person and programme.
func judgeTotals(facts []*fact, totals []paidTotal) {
	type pot struct{ npp, unit string }
	sums := map[pot]money.Rupiah{}
	for _, t := range totals {
		if t.npp != "" {
			sums[pot{npp: t.npp}] += t.amount
		} else {
			sums[pot{unit: t.unit.code}] += t.amount
		}
	}
	members := map[pot][]*fact{}
	asked := map[pot]money.Rupiah{}
	unclear := map[pot]bool{}
	for _, f := range facts {
		if !f.registered || f.row != nil {
			continue
		}
		key := pot{npp: f.unit.npp}
		if _, ok := sums[key]; f.unit.npp == "" || !ok {
			key = pot{unit: f.unit.code}
		}
		if _, ok := sums[key]; !ok {
			continue
		}
		members[key] = append(members[key], f)
		wage, ok := f.basis()
		if !ok || f.unit.class == 0 {
			unclear[key] = true
			continue
		}
		asked[key] += dueAll(f.unit.programmes, f.unit.class, wage) - money.Rupiah(f.unit.programmes.count())
	}
	for key, people := range members {
		if unclear[key] || sums[key] < asked[key] {
			continue
		}
		for _, f := range people {
			f.paid, f.right = true, true
		}
	}
}

// entryState is what one list says about one entry.
type entryState struct {
	active     bool
	lastMonth  period.Month
	programmes programme // 0: the list names none
}

// counts tells whether the entry makes a person registered in the month.
func (e entryState) counts(month period.Month, mandatory programme) bool {
	if e.programmes != 0 && e.programmes&mandatory != mandatory {
		return false
	}
	return e.active || (e.lastMonth != 0 && e.lastMonth >= month)
}
