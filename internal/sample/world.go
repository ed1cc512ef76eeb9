package sample

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

//go:embed data/minimum-wages.csv
var minimumWages []byte

// world is everything that is invented before the files are written.
type world struct {
	seed     uint64
	size     Size
	root     string // region of the total: "33.11", "35"
	rootName string
	months   []period.Month
	dice     dice
	register *register
	govs     []*government
	units    []*unit
	target   int // workers of the last month
	others   int // people on the insurer's list who stand on no roster

	entries  []*entry
	lines    []line
	declared []declaredRow
	rosters  []*rosterFile
	facts    [][]*fact // by month
	totals   [][]paidTotal
	rows     [][]*paidRow
	minimum  map[string]money.Milli
}

func newWorld(size Size, seed uint64) *world {
	last := period.MonthOf(2026, 10)
	w := &world{seed: seed, size: size, dice: newDice(seed, "world "+string(size)), minimum: readMinimum()}
	switch size {
	case Desa:
		w.root, w.months, w.target, w.others = "33.11", []period.Month{last - 1, last}, 90, 60
	case Kabupaten:
		w.root, w.months, w.target, w.others = "33.11", []period.Month{last - 3, last - 2, last - 1, last}, 2413, 2600
	case Provinsi:
		w.root, w.months, w.target, w.others = "35", []period.Month{last}, 417396, -1
	}
	w.rootName = region.Standard().Name(w.root)
	w.register = newRegister(seed, last.Last())
	return w
}

func readMinimum() map[string]money.Milli {
	rows, err := csv.NewReader(bytes.NewReader(minimumWages)).ReadAll()
	if err != nil {
		panic("sample: embedded minimum wages: " + err.Error())
	}
	out := map[string]money.Milli{}
	for _, r := range rows[1:] {
		m, err := money.ParseMilli(r[3])
		if err != nil {
			panic("sample: embedded minimum wages: " + err.Error())
		}
		out[r[0]] = m
	}
	return out
}

func (w *world) government(code string) *government {
	g := &government{code: code, name: region.Standard().Name(code), umk: w.minimum[code], ump: w.minimum[code[:2]]}
	if len(code) == 2 {
		g.name = "Provinsi " + g.name
	}
	w.govs = append(w.govs, g)
	return g
}

// title is the government's name in headings: "Provinsi Jawa Timur", "Kabupaten Sukoharjo".
func (g *government) prefix() string { return digits(g.code) }

// newUnit adds a unit with an employer registration of its own, government rules and the actual wage as basis.
func (w *world) newUnit(g *government, suffix, kind, name string, heads int, jobs []job, l *layout) *unit {
	u := &unit{
		code: g.prefix() + "-" + suffix, name: name, kind: kind, region: g.code, gov: g, heads: heads, jobs: jobs, layout: l,
		basis: "riil", class: 1, programmes: two, business: "pemerintah daerah",
		ways: ways{silentFrom: -1, registered: 75},
	}
	if !u.government() {
		u.programmes, u.business = four, ""
	}
	u.file = u.code
	g.npps++
	u.npp, u.division = fmt.Sprintf("%s%04d", (g.prefix() + "00")[:4], g.npps), "000"
	g.units = append(g.units, u)
	w.units = append(w.units, u)
	return u
}

// sort puts units in the order of their codes.
func (w *world) sort() {
	slices.SortFunc(w.units, func(a, b *unit) int { return strings.Compare(a.code, b.code) })
	for _, u := range w.units {
		u.minimum = u.gov.umk
		if u.basis == "ump" || u.minimum == 0 {
			u.minimum = u.gov.ump
		}
	}
}

// behave draws what each unit answers, budgets and pays; what the plan fixed already stays.
func (w *world) behave() {
	d := newDice(w.seed, "behaviour")
	for _, u := range w.units {
		y := &u.ways
		y.registered = pick(d, []int{100, 97, 95, 92, 90, 85, 80, 60, 40, 0})
		y.lowPay = pick(d, []int{0, 0, 0, 0, 10, 30, 100})
		y.budget = pick(d, []budgetWay{budgetHeads, budgetHeads, budgetHeads, budgetCeiling, budgetCeiling, budgetSplit, budgetFewHeads, budgetLowCeiling, budgetJKKOnly, budgetRunsOut, budgetNone})
		y.pay = pick(d, []payWay{payPerson, payPerson, payPerson, payPerson, payTotal, payTotal, payTotal, payShort, payNone})
		if u.programmes == four && (y.budget == budgetCeiling || y.budget == budgetLowCeiling) {
			y.budget = budgetHeads
		}
		if u.kind == "desa" && u.layout.has(fCategory) && d.percent(60) {
			y.budget = budgetGroups
		}
		switch n := d.IntN(1000); {
		case n < 45:
			y.silentFrom, y.silentTo, y.clean = 0, len(w.months), true // never answered
		case n < 70 && len(w.months) > 1:
			y.silentFrom, y.silentTo, y.clean = len(w.months)-1, len(w.months), true
		case n < 90 && len(w.months) > 2:
			y.silentFrom, y.silentTo, y.clean = 1, 2, true
		}
		if u.kind == "kelurahan" { // wards often have no registration of their own
			u.npp, u.division = "", ""
			if y.pay == payPerson {
				y.pay = payTotal
			}
		}
		if u.class == 0 {
			*y = ways{silentFrom: -1, registered: 100, clean: true, pay: payTotal, budget: budgetNone}
		}
		if u.name == "Badan Kesatuan Bangsa dan Politik" { // has nobody, and says so
			*y, u.layout, u.file = ways{silentFrom: -1, nihil: true, clean: true}, &offices, u.code
		}
	}
	w.fixSome()
}

// fixSome makes sure that the cases everybody looks for are there, whatever the dice said.
func (w *world) fixSome() {
	if w.size == Desa { // few units: nothing may hinge on luck
		for _, u := range w.units {
			u.ways.silentFrom, u.ways.clean = -1, false
		}
		last := w.units[0] // the district's office answers a month late
		last.ways.silentFrom, last.ways.silentTo, last.ways.clean = len(w.months)-1, len(w.months), true
	}
	seen := 0
	for _, u := range w.units {
		if u.kind == "opd" && u.ways.silentFrom < 0 && !u.ways.nihil && u.class != 0 {
			seen++
			switch seen {
			case 1:
				u.ways = ways{silentFrom: -1, registered: 95, pay: payPerson, budget: budgetHeads, lowPay: 20}
			case 2:
				u.ways = ways{silentFrom: -1, registered: 95, pay: payShort, budget: budgetCeiling}
			case 3:
				u.ways = ways{silentFrom: -1, registered: 90, pay: payNone, budget: budgetHeads}
			}
		}
	}
}
