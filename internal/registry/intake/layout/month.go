package layout

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/payung-id/payung/period"
)

// monthPrefixes are the months as heads of columns shorten them.
var monthPrefixes = [12][]string{{"jan"}, {"feb", "peb"}, {"mar"}, {"apr"}, {"mei", "may"}, {"jun"}, {"jul"}, {"agu", "agt", "ags", "aug"}, {"sep"}, {"okt", "oct"}, {"nov", "nop"}, {"des", "dec"}}

// age words order columns without a date.
var ageWords = map[string]int{"lama": 1, "lalu": 1, "sebelum": 1, "sebelumnya": 1, "baru": 2, "sekarang": 2, "berlaku": 2}

// when is the time a wage's header speaks of; zero parts are not said.
type when struct{ year, month, age int }

func (w when) said() bool { return w != when{} }

func (w when) before(o when) bool {
	if w.year != o.year {
		return w.year < o.year
	}
	if w.month != o.month {
		return w.month < o.month
	}
	return w.age < o.age
}

// is tells whether the time is a month; a year alone is every month of it.
func (w when) is(m period.Month) bool {
	year, month := m.Year(), int(m.Month())
	return m != 0 && (w.month != 0 || w.year != 0) && (w.month == 0 || w.month == int(month)) && (w.year == 0 || w.year == year)
}

// timeOf splits a header into the time it speaks of and the other words.
func timeOf(header string) (w when, rest string) {
	var others []string
	for word := range strings.FieldsFuncSeq(strings.ToLower(header), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch n, err := strconv.Atoi(word); {
		case err == nil && n >= 2015 && n <= 2060:
			w.year = n
		case err == nil:
			others = append(others, word)
		case ageWords[word] > 0:
			w.age = ageWords[word]
		case monthOf(word) > 0:
			w.month = monthOf(word)
		default:
			others = append(others, word)
		}
	}
	return w, strings.Join(others, " ")
}

func monthOf(word string) int {
	if len(word) < 3 || len(word) > 9 {
		return 0
	}
	for i, list := range monthPrefixes {
		for _, p := range list {
			long := p + strings.TrimPrefix(monthNames[i], monthNames[i][:3])
			if word == p || word == monthNames[i] || word == long || len(word) == 4 && strings.HasPrefix(word, p) && strings.HasPrefix(monthNames[i], word) {
				return i + 1
			}
		}
	}
	return 0
}

var monthNames = [12]string{"januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"}

// timed is a column of wages of one time.
type timed struct {
	column int
	when   when
}

// wageByTime gives the wage the column of the month asked for, else of the newest time that is filled, where several
// columns hold wages of different times. A sum over them is never a month's wage.
func (r *recogniser) wageByTime(b block, columns []assignment, profiles map[int]*profile) []assignment {
	upah := r.set.Index("upah")
	if upah < 0 {
		return columns
	}
	groups := map[string][]timed{}
	for _, column := range sortedColumns(profiles) { // in order, so that of equals the first always wins
		header, p := b.written[column], profiles[column]
		if w, rest := timeOf(header); w.said() && p.large*2 >= p.n && p.nik == 0 && r.mayBeWage(rest, upah) {
			groups[rest] = append(groups[rest], timed{column, w})
		}
	}
	var best []timed
	for _, g := range groups {
		if len(g) > len(best) || len(g) == len(best) && len(g) > 0 && g[0].column < best[0].column { // before deductions
			best = g
		}
	}
	if len(best) < 2 || r.otherWage(columns, best, upah, b) {
		return columns
	}
	take := best[0]
	for _, t := range best[1:] {
		if now, old := t.when.is(r.month), take.when.is(r.month); now && !old || now == old && take.when.before(t.when) {
			take = t
		}
	}
	out := columns[:0:0]
	for _, a := range columns {
		if a.field != upah && a.column != take.column {
			out = append(out, a)
		}
	}
	return append(out, assignment{field: upah, column: take.column, sim: 0.9, total: 0.9})
}

// mayBeWage tells whether the words of a header beside its time say wage, or nothing.
func (r *recogniser) mayBeWage(rest string, upah int) bool {
	if len(tokenize(rest)) == 0 {
		return true
	}
	best, wage := 0.0, 0.0
	for _, m := range r.match(rest) {
		if m.field == upah {
			wage = m.sim
		}
		best = max(best, m.sim)
	}
	return wage >= goodEnough && wage >= best
}

// otherWage tells whether the wage already has a column of its own that no time divides and that is no sum.
func (r *recogniser) otherWage(columns []assignment, group []timed, upah int, b block) bool {
	for _, a := range columns {
		if a.field != upah {
			continue
		}
		for _, t := range group {
			if t.column == a.column {
				return false
			}
		}
		head := strings.ToLower(b.written[a.column])
		return a.sim > weakShare && !a.byContent && !strings.Contains(head, "jumlah") && !strings.Contains(head, "total") && !strings.Contains(head, "jml")
	}
	return false
}
