package sample

import (
	"fmt"
	"strings"

	"github.com/payung-id/payung/money"
)

// compose lays the rows into files, month by month, and judges the months.
func (w *world) compose() {
	for m := range w.months {
		var order []string
		files := map[string]*rosterFile{}
		for _, u := range w.units {
			if u.silent(m) {
				continue
			}
			key := u.gov.code + " " + u.file
			f := files[key]
			if f == nil {
				f = &rosterFile{layout: u.layout, month: m, path: w.path(u, m)}
				files[key] = f
				order = append(order, key)
			}
			f.units = append(f.units, u)
			f.nihil = f.nihil || u.ways.nihil
			f.rows = append(f.rows, w.rowsOf(u, m)...)
		}
		for _, key := range order {
			w.rosters = append(w.rosters, files[key])
		}
		judge(w.months[m], w.facts[m], w.lines, w.totals[m])
	}
}

// rowsOf are a unit's rows of a month; a doubled row stands again some rows later.
func (w *world) rowsOf(u *unit, m int) []*row {
	var rows, again []*row
	for _, p := range u.people {
		if m < p.first || m > p.last {
			continue
		}
		r := &row{worker: p, month: m, flaw: p.flawIn(m)}
		rows = append(rows, r)
		if r.flaw == nikDuplicate {
			again = append(again, &row{worker: p, month: m, second: true})
		}
	}
	rows = append(rows, again...)
	if u.layout.born == mixedText {
		shareTyping(rows)
	}
	for _, r := range rows {
		r.codes = w.codesOf(r)
	}
	return rows
}

// shareTyping lets a second typist, who puts the month first, write every third of the birth dates that can be read in one
// way only. Each of the two writes at least one of them where there are two: by a column all of one order the dates that
// can be read in two ways are not ambiguous.
func shareTyping(rows []*row) {
	var plain []*row
	second := 0
	for _, r := range rows {
		if _, _, d := r.worker.person.born.Split(); d <= 12 || r.flaw == birthAmbiguous || r.flaw == birthMissing || r.flaw == birthUnreadable {
			continue
		}
		r.monthFirst = r.worker.variant%3 == 0
		plain = append(plain, r)
		if r.monthFirst {
			second++
		}
	}
	if len(plain) < 2 {
		return
	}
	switch last := plain[len(plain)-1]; second {
	case 0:
		last.monthFirst = true
	case len(plain):
		last.monthFirst = false
	}
}

// codesOf are the findings that a check must make in a row.
func (w *world) codesOf(r *row) []string {
	var out []string
	switch {
	case r.second:
		out = append(out, codes[nikDuplicate])
	case r.flaw == nikDuplicate || r.flaw == none:
	case r.flaw == birthAmbiguous:
		out = append(out, codes[dateMismatch], codes[birthAmbiguous])
	default:
		out = append(out, codes[r.flaw])
	}
	if w.underpaid(r) {
		out = append(out, belowMinimum)
	}
	return out
}

// underpaid tells whether a wage is under the minimum wage of the place. Allowances of village officials, boards and
// neighbourhood heads are no wages.
func (w *world) underpaid(r *row) bool {
	u, job := r.worker.unit, r.worker.job
	switch job.category {
	case "kepala desa", "perangkat desa", "BPD", "RT/RW":
		return false
	}
	return !r.flaw.ofWage() && u.layout.has(fWage) && u.kind != "desa" && r.worker.pay(r.month) < w.floor(u)
}

// floor is the minimum wage of the unit's place: the regency's, or the province's for the province's own units.
func (w *world) floor(u *unit) money.Milli { return w.minimum[u.gov.code] }

func (w *world) path(u *unit, m int) string {
	ext := ".xlsx"
	if u.layout.csv {
		ext = ".csv"
	}
	name := u.code + " " + u.name
	if u.file != u.code {
		name = u.gov.prefix() + " " + u.file
	}
	if u.layout.aboard {
		name = "data_tk_baru " + u.code
	}
	name = strings.Map(func(r rune) rune {
		switch r {
		case '/', '\\', ':', ',', '\'', '"':
			return -1
		}
		return r
	}, name)
	return fmt.Sprintf("rosters/%s/%s%s", w.months[m], name, ext)
}

// manifest lists the files in the order in which they are to be imported.
func (w *world) manifest() []Entry {
	list := []Entry{{File: w.unitsFile(), Kind: "units"}}
	for _, f := range w.rosters {
		e := Entry{File: f.path, Kind: "roster", Month: w.months[f.month].String()}
		if !f.layout.has(fUnit) {
			e.Unit = f.units[0].code
		}
		list = append(list, e)
	}
	for m, month := range w.months {
		list = append(list, Entry{File: listFile(month), Kind: "participants", AsOf: w.asOf(m).String()})
	}
	list = append(list, Entry{File: "budget-2026.csv", Kind: "budget"})
	for _, month := range w.months {
		list = append(list,
			Entry{File: fmt.Sprintf("payments/%s-per-orang.csv", month), Kind: "payments", Month: month.String()},
			Entry{File: fmt.Sprintf("payments/%s-total.csv", month), Kind: "payments", Month: month.String()})
	}
	return append(list, Entry{File: "declared.csv", Kind: "declared"})
}
