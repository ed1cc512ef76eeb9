package sample

import (
	"time"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

const (
	accountJKK    = "5.1.02.02.02.0006" // Belanja Iuran Jaminan Kecelakaan Kerja bagi Non ASN
	accountJKM    = "5.1.02.02.02.0007"
	accountHead   = "5.1.3.03" // APBDes: Jaminan Ketenagakerjaan Kepala Desa
	accountStaff  = "5.1.3.04" // … Perangkat Desa
	accountOthers = "5.1.3.90" // local extension
)

var yearStart, yearEnd = period.MonthOf(2026, time.January), period.MonthOf(2026, time.December)

// budget draws the lines of the year from the last month's people, as a budget office that knows them roughly would.
func (w *world) budget() {
	facts := w.facts[len(w.facts)-1]
	own := map[*unit][]*fact{}
	below := map[*unit][]*fact{}
	for _, f := range facts {
		own[f.unit] = append(own[f.unit], f)
		for u := f.unit; u != nil; u = u.parent {
			below[u] = append(below[u], f)
		}
	}
	d := newDice(w.seed, "budget")
	for _, u := range w.units {
		people := own[u]
		switch {
		case u.kind == "sekolah" && !d.percent(15): // their office budgets for them
			continue
		case u.kind == "opd" && len(below[u]) > len(people) && u.hasSchools():
			people = below[u]
		}
		if len(people) == 0 {
			continue
		}
		w.linesOf(u, inOrder(people))
	}
}

func (u *unit) hasSchools() bool {
	for _, v := range u.gov.units {
		if v.parent == u && v.kind == "sekolah" {
			return true
		}
	}
	return false
}

func (w *world) linesOf(u *unit, people []*fact) {
	n := len(people)
	add := func(account string, set programme, category string, to period.Month, heads int, ceiling money.Rupiah) {
		fund := "APBD"
		if u.kind == "desa" {
			fund = "ADD"
			if account == accountJKK {
				account = accountStaff
			}
		}
		if ceiling == 0 {
			ceiling = money.Rupiah(heads) * 15_000 * money.Rupiah(to-yearStart+1)
		}
		w.lines = append(w.lines, line{unit: u, account: account, programmes: set, category: category, fund: fund, from: yearStart, to: to, heads: heads, ceiling: ceiling})
	}
	set := u.programmes
	switch u.ways.budget {
	case budgetHeads:
		add(accountJKK, set, "", yearEnd, n+n/20, 0)
	case budgetFewHeads:
		add(accountJKK, set, "", yearEnd, n*2/3, 0)
	case budgetCeiling:
		add(accountJKK, set, "", yearEnd, -1, 12*(w.cost(set, people)+1000))
	case budgetLowCeiling:
		add(accountJKK, set, "", yearEnd, -1, 12*(w.cost(set, people[:n*3/5])+10))
	case budgetSplit:
		add(accountJKK, set&^jkm, "", yearEnd, n, 0)
		add(accountJKM, jkm, "", yearEnd, n*4/5, 0)
	case budgetJKKOnly:
		add(accountJKK, jkk, "", yearEnd, n, 0)
	case budgetRunsOut:
		add(accountJKK, set, "", w.months[len(w.months)-1].Add(-1), n, 0)
	case budgetGroups:
		by := map[string]int{}
		for _, f := range people {
			by[f.category]++
		}
		add(accountHead, set, "kepala desa", yearEnd, 1, 0)
		add(accountStaff, set, "perangkat desa", yearEnd, by["perangkat desa"], 0)
		if by["BPD"] > 1 {
			add(accountOthers, set, "BPD", yearEnd, by["BPD"]-1, 0)
		}
	default:
	}
}

// cost is what a month of these people costs on their units' bases.
func (w *world) cost(set programme, people []*fact) money.Rupiah {
	var sum money.Rupiah
	for _, f := range people {
		wage, ok := f.basis()
		if !ok {
			continue
		}
		sum += dueAll(set, max(f.unit.class, 1), wage)
	}
	return sum
}

// declare invents reported figures: totals of silent units, and a regency's total of which exactly half is registered.
func (w *world) declare() {
	when := period.DateOf(2026, 6, 30)
	d := newDice(w.seed, "declared")
	for _, u := range w.units {
		if u.ways.silentFrom == 0 && d.percent(60) {
			u.declared = d.between(4, 40)
			w.declared = append(w.declared, declaredRow{region: u.gov.code, unit: u, date: when, what: "total", value: u.declared, of: -1, source: "surat " + u.name})
		}
	}
	total := 2 * (w.target*11/20 + 1)
	w.declared = append(w.declared,
		declaredRow{region: w.root, date: when, what: "total", value: total, of: -1, source: "paparan rapat koordinasi"},
		declaredRow{region: w.root, date: when, what: "registered", value: total / 2, of: -1, source: "paparan rapat koordinasi"},
		declaredRow{region: w.root, date: when, what: "answered", value: 22, of: len(w.units), source: "rekap instruksi"},
	)
	if w.size == Provinsi {
		september := period.DateOf(2019, time.September, 16)
		w.declared = append(w.declared,
			declaredRow{region: "35", date: september, what: "total", value: 417_396, of: -1, source: "berita 16 September 2019"},
			declaredRow{region: "35", date: september, what: "registered", value: 208_698, of: -1, source: "berita 16 September 2019"},
		)
	}
}
