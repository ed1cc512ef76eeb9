package sample

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// writeKey writes the four files of the answer key.
func (w *world) writeKey(out *output) error {
	if err := out.stream("answer-key/errors.csv", w.keyErrors); err != nil {
		return err
	}
	if err := out.stream("answer-key/links.csv", w.keyLinks); err != nil {
		return err
	}
	if err := out.stream("answer-key/facts.csv", w.keyFacts); err != nil {
		return err
	}
	return w.writeScoreboard(out)
}

func (w *world) keyErrors(b pen) {
	b.put("file,sheet,row,code\n")
	for _, f := range w.rosters {
		for _, r := range f.rows {
			for _, code := range r.codes {
				b.put(quoted(f.path), ",", quoted(r.sheet), ",", strconv.Itoa(r.line), ",", code, "\n")
			}
		}
	}
}

func (w *world) keyLinks(b pen) {
	b.put("roster_file,sheet,row,list_file,list_row\n")
	for _, f := range w.rosters {
		list := listFile(w.months[f.month])
		for _, r := range f.rows {
			e := r.worker.entry
			if !r.accepted() || e == nil || e.tied || e.line[f.month] == 0 {
				continue
			}
			b.put(quoted(f.path), ",", quoted(r.sheet), ",", strconv.Itoa(r.line), ",", list, ",", strconv.Itoa(e.line[f.month]), "\n")
		}
	}
}

// quoted quotes a text for CSV where it must be.
func quoted(s string) string {
	if !strings.ContainsAny(s, ",\"\n") {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

func (w *world) keyFacts(b pen) {
	b.put("nik,unit,month,budgeted,registered,paid,right,undecided\n")
	for m, month := range w.months {
		sorted := slices.Clone(w.facts[m])
		slices.SortFunc(sorted, func(x, y *fact) int {
			return cmp.Or(cmp.Compare(x.unit.code, y.unit.code), cmp.Compare(x.nik, y.nik))
		})
		for _, f := range sorted {
			b.put(f.nik, ",", f.unit.code, ",", month.String())
			for _, yes := range []bool{f.budgeted, f.registered, f.paid, f.right, f.unclear} {
				if yes {
					b.put(",1")
				} else {
					b.put(",0")
				}
			}
			b.put("\n")
		}
	}
}

// score is the scoreboard of a month.
func (w *world) score(m int) ([]score, score) {
	workers := make([]map[*unit]int, len(w.months))
	for k := range w.months {
		workers[k] = map[*unit]int{}
		for _, f := range w.facts[k] {
			workers[k][f.unit]++
		}
	}
	answers := make([]answer, len(w.units))
	for i, u := range w.units {
		answers[i] = answer{unit: u, answered: !u.silent(m), heads: u.declared}
		for k := m - 1; k >= 0; k-- {
			if !u.silent(k) {
				answers[i].heads = workers[k][u]
				break
			}
		}
	}
	return scoreboard(answers, w.facts[m], score{key: w.root, name: w.rootName})
}

func (w *world) writeScoreboard(out *output) error {
	rows := [][]string{{"month", "key", "name", "units", "answered_units", "workers", "budgeted", "registered", "paid", "right", "protected", "protected_right", "undecided", "best", "worst", "liability"}}
	for m, month := range w.months {
		units, total := w.score(m)
		for _, s := range append(units, total) {
			row := []string{month.String(), s.key, s.name}
			for _, n := range []int{s.units, s.answered, s.workers, s.budgeted, s.registered, s.paid, s.right, s.protected, s.protectRight, s.undecided} {
				row = append(row, strconv.Itoa(n))
			}
			rows = append(rows, append(row, s.best(), s.worst(), rupiah(s.liability)))
		}
	}
	return out.table("answer-key/scoreboard.csv", rows)
}
